"""Site, service and watcher on one port, until somebody presses Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

_GRACE = 10.0
"""Seconds the service gets to finish what it is doing."""


class ServiceStopped(Exception):
    """The service ended by itself; carries its exit code."""

    def __init__(self, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(f"the comments service ended with code {exit_code}")


@dataclass(slots=True)
class Service:
    """The running comments service, which also hands out the site."""

    process: subprocess.Popen[bytes]

    def wait_until_ready(self, url: str, patience: float = 30.0) -> None:
        """Return once `url` answers. Raises ServiceStopped or TimeoutError (after seconds)."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if (code := self.process.poll()) is not None:
                raise ServiceStopped(code)
            try:
                urllib.request.urlopen(url, timeout=1).close()  # noqa: S310 our own address
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
            else:
                return
        raise TimeoutError(url)


@contextmanager
def running_service(host: str, port: int, environment: Mapping[str, str]) -> Iterator[Service]:
    """Start ``python -m comments_api serve``; on leaving, end it and everything it started."""
    command = [sys.executable, "-m", "comments_api", "serve", "--host", host, "--port", str(port)]
    # A session of its own: Ctrl-C reaches us alone, and we end the whole group in good order.
    process = subprocess.Popen(  # noqa: S603 our own module
        command, env={**os.environ, **environment}, start_new_session=True
    )
    try:
        yield Service(process)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # workers that outlived their parent
    process.wait()


@contextmanager
def stopping_on_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set, instead of tearing us out of what we are doing."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: object) -> None:
        stop.set()

    before = {
        number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
