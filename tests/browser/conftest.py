"""A reader's window, and the real `serve` command on a port the kernel chose."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.house import House, comments_api, open_house
from tests.support.project import ROOT, write_conf


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser window of a reader; every test runs once with JavaScript and once without."""
    context = browser.new_context(java_script_enabled=request.param, locale="de-DE")
    context.set_default_timeout(20_000)
    # Readers get no preview: a page that loads itself again would come between a test's own steps.
    context.route("**/redaktion/static/preview.js?*", lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The publication as it stood on 22 November 2026, a discussion under one essay, served."""
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@dataclass
class Running:
    """The publication, served: `url` has no slash at the end."""

    url: str
    output: Path
    environment: dict[str, str]
    process: subprocess.Popen[str]

    def comments_api(self, *arguments: str, stdin: str = "") -> str:
        return comments_api(self.environment, *arguments, stdin=stdin)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started: list[subprocess.Popen[str]] = []
    readers: list[threading.Thread] = []

    def start(**settings: object) -> Running:
        conf = write_conf(tmp_path, **settings)
        port = free_port()
        environment = {
            **os.environ,
            "SPIEGELKABINETT_MODE": "development",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'var' / 'comments.sqlite3'}",
            "EXCHANGE_DIR": str(tmp_path / "var" / "exchange"),
            "SECRET_FILE": str(tmp_path / "var" / "secret"),
            "ERASURE_LEDGER": str(tmp_path / "var" / "erasures.jsonl"),
            "MAIL_DIR": str(tmp_path / "var" / "mail"),
            "FORM_SECONDS": "0",  # a test types faster than anybody
        }
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "plugins.author_tools", "--conf", str(conf)),
                *("serve", "--port", str(port)),
            ],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        said = []
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "Strg-C" in line:
                break
        else:
            pytest.fail("serve ended early:\n" + "".join(said))
        # The pipe must not fill up while the test runs.
        reader = threading.Thread(target=process.stdout.read)
        reader.start()
        readers.append(reader)
        return Running(f"http://127.0.0.1:{port}", tmp_path / "output", environment, process)

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(30)
    for reader in readers:
        reader.join()
    for process in started:
        if process.stdout:
            process.stdout.close()
