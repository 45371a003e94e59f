"""The whole house, opened once: the site with a discussion baked in, and the service before it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from comments_api.app import assemble
from comments_api.cli import main
from comments_api.config import Config
from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status
from plugins.author_tools.serve import running_service
from tests.site.conftest import build

DISCUSSED = "/essays/resterampe-der-aufmerksamkeit/"
LONG = "/essays/das-marshmallow-der-reichweite/"
"""Its discussion has pages."""

MODERATOR, PASSWORD = "Leopold Amalgam", "ein-langes-Passwort-fuer-Proben"


@dataclass(frozen=True, slots=True)
class House:
    """A running house: `url` has no slash at the end."""

    url: str
    output: Path
    environment: dict[str, str]

    def comments_api(self, *arguments: str, stdin: str = "") -> str:
        """What a command of the service says."""
        return comments_api(self.environment, *arguments, stdin=stdin)


@contextmanager
def open_house(folder: Path, **settings: object) -> Iterator[House]:
    """Build into `folder`, with the demonstration discussion; serve it all as `make serve` does."""
    exchange = folder / "var" / "exchange"
    output = folder / "output"
    environment = {
        **os.environ,
        "SPIEGELKABINETT_MODE": "development",
        "DATABASE_URL": f"sqlite:///{folder / 'var' / 'comments.sqlite3'}",
        "EXCHANGE_DIR": str(exchange),
        "SECRET_FILE": str(folder / "var" / "secret"),
        "ERASURE_LEDGER": str(folder / "var" / "erasures.jsonl"),
        "MAIL_DIR": str(folder / "var" / "mail"),
        "SITE_DIR": str(output),
        "COMMENTS_LANGUAGE": str(settings.get("DEFAULT_LANG", "de")),
        "LOG_LEVEL": "error",
        "FORM_SECONDS": "0",  # a test types faster than anybody
        "RATE_PER_NETWORK": "1000",  # and all tests share one network
    }
    threads = [Thread(thread_at(url), "", url, "de", "", open=True) for url in (DISCUSSED, LONG)]
    Exchange(exchange).write_threads(threads)
    comments_api(environment, "demo", "load")
    _fill(environment, thread_at(LONG))
    comments_api(environment, "moderator", "add", MODERATOR, "--password-stdin", stdin=PASSWORD)
    build(folder, site_url="", **settings)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment["SERVICE_PORT"] = str(port)
    url = f"http://127.0.0.1:{port}"
    with running_service("127.0.0.1", port, environment) as service:
        service.wait_until_ready(f"{url}/healthz")
        yield House(url, output, environment)


def thread_at(url: str) -> ThreadId:
    """The discussion of the essay at this address."""
    return ThreadId(url.strip("/").rsplit("/", 1)[1])


def _fill(environment: dict[str, str], thread: ThreadId) -> None:
    """Enough comments for four pages, without answers."""
    service = assemble(Config.from_env(environment))
    with service.store.writing() as writing:
        writing.claim_thread(thread)
        for number in range(1, 161):
            writing.insert(
                NewComment(
                    thread_id=thread,
                    author=f"Gast {number}" if number > 1 else "Lindwurm" * 10,  # the longest
                    source=f"Satz {number}, und noch einer. " * 24,
                    written_at=datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=number),
                    status=Status.APPROVED,
                )
            )
        writing.raise_version(thread)
    service.publication.publish(thread)
    service.close()


def comments_api(environment: dict[str, str], *arguments: str, stdin: str = "") -> str:
    """What a command of the service says; it runs in this process, which need not start Python."""
    said = StringIO()
    with (
        patch.dict(os.environ, environment),
        patch("sys.stdin", StringIO(stdin)),
        redirect_stdout(said),
    ):
        assert main(arguments) == 0
    return said.getvalue()
