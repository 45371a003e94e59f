"""Servers that a benchmark starts, waits for and stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 40
"""Seconds for a server to answer at all."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    *commands: Sequence[str], port: int, path: str, environment: Mapping[str, str], drain: int = 15
) -> Iterator[None]:
    """Processes that together answer `path` on `port`; after `drain` seconds they are killed."""
    processes = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,  # of this session, so that it runs with this niceness
        )
        for command in commands
    ]
    try:
        _wait_for_answer(port, path)
        time.sleep(0.5)  # the second worker
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(drain)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for_answer(port: int, path: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(port, path):
        assert time.monotonic() < deadline, f"nothing answers {path} on port {port}"
        time.sleep(0.1)


def _answers(port: int, path: str) -> bool:
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", path)
            connection.getresponse().read()
    except OSError:
        return False
    return True


@contextmanager
def site_served(
    conf: Path, port: int, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """``serve`` of the site in `conf`, once it says that it serves; its output can be read on."""
    serving = subprocess.Popen(
        [
            *(sys.executable, "-m", "plugins.author_tools", "--conf", str(conf)),
            *("serve", "--port", str(port)),
        ],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        while "Strg-C" not in said_by(serving):
            pass
        yield serving
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate()


def said_by(serving: subprocess.Popen[str]) -> str:
    """The next line that the process prints."""
    assert serving.stdout is not None
    line = serving.stdout.readline()
    assert serving.poll() is None, "serve ended early"
    return line
