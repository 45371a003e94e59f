"""The whole house, opened once: the site with a discussion baked in, and the service before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange
from comments_api.conversation.thread_id import ThreadId
from plugins.author_tools.serve import running_service
from tests.site.conftest import build
from tests.support.project import ROOT

DISCUSSED = "/essays/resterampe-der-aufmerksamkeit/"
MODERATOR, PASSWORD = "Leopold Amalgam", "ein-langes-Passwort-fuer-Proben"


@dataclass(frozen=True, slots=True)
class House:
    """A running house: `url` has no slash at the end."""

    url: str
    output: Path
    environment: dict[str, str]

    def comments_api(self, *arguments: str, stdin: str = "") -> str:
        """What a command of the service says."""
        return _comments_api(self.environment, *arguments, stdin=stdin)


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
    thread = ThreadId(DISCUSSED.strip("/").rsplit("/", 1)[1])
    Exchange(exchange).write_threads([Thread(thread, "", DISCUSSED, "de", "", open=True)])
    _comments_api(environment, "demo", "load")
    _comments_api(environment, "moderator", "add", MODERATOR, "--password-stdin", stdin=PASSWORD)
    build(folder, site_url="", **settings)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment["SERVICE_PORT"] = str(port)
    url = f"http://127.0.0.1:{port}"
    with running_service("127.0.0.1", port, environment) as service:
        service.wait_until_ready(f"{url}/healthz")
        yield House(url, output, environment)


def _comments_api(environment: dict[str, str], *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "comments_api", *arguments],
        cwd=ROOT,
        env=environment,
        input=stdin,
        text=True,
        capture_output=True,
        check=True,
    )
    return done.stdout
