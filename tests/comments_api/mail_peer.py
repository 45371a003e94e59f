"""A real mail server for tests, which can be told to misbehave."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Peer:
    """What it received, and how it behaves: refusals are whole answers such as ``550 no``."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    refuses_recipient: str = ""
    refuses_data: str = ""
    hangs_up: bool = False
    logins: list[bytes] = field(default_factory=list)

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, login: Any
    ) -> AuthResult:
        """Let in whoever says ``geheim``."""
        self.logins.append(login.login)
        return AuthResult(success=login.password == b"geheim")

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.refuses_recipient:
            return self.refuses_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses_data:
            return self.refuses_data
        message = message_from_bytes(envelope.content, _class=EmailMessage, policy=default)
        self.received.append(message)
        if self.hangs_up:
            server.transport.abort()
        return "250 OK"


@contextmanager
def mail_peer(*, encrypted: ssl.SSLContext | None = None, **options: Any) -> Iterator[Peer]:
    """A peer on a port of its own; `encrypted` is so from the first byte."""
    peer = Peer()
    # The loop lives in its thread alone: where Chromium was, this one has a loop already.
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    try:
        server = run(
            loop.create_server(
                lambda: SMTP(peer, loop=loop, authenticator=peer.authenticate, **options),
                "127.0.0.1",
                0,
                ssl=encrypted,
            )
        )
        peer.port = server.sockets[0].getsockname()[1]
        yield peer
        run(_end(server))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    conversations = asyncio.all_tasks() - {asyncio.current_task()}
    for each in conversations:
        each.cancel()
    await asyncio.gather(*conversations, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
