"""``python -m comments_api serve``: the service behind granian, in production and development.

The parent process makes the database ready, publishes what a crash left, and then only watches its
workers. Each worker opens its own database and keeps house now and then. SIGTERM and Ctrl-C let
every request that is being answered finish. Why granian: docs/decisions/0003-production-server.md.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import logging
import os
import random
import signal
import socket
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from comments_api import logs
from comments_api.app import Service, assemble, create_app
from comments_api.commands import Terminal
from comments_api.config import Config
from comments_api.conversation.exchange import ExchangeError
from comments_api.ports import BrokenStore, StoreUnavailable

log = logging.getLogger(__name__)

DRAIN_SECONDS = 10
"""How long a worker may finish what it is doing."""

KEEP_HOUSE_SECONDS = 300
SEND_MAIL_SECONDS = 15
_PR_SET_PDEATHSIG = 1  # prctl(2)


class PlaceTaken(Exception):
    """Nothing can be served there. `in_use`: because something else is."""

    def __init__(self, place: str, reason: str, *, in_use: bool) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason
        self.in_use = in_use


def serve(terminal: Terminal, config: Config, arguments: Namespace) -> int:
    """Serve until told to stop; the exit code."""
    _ = terminal.gettext
    config = _with_arguments(config, arguments)
    logs.configure(config.log_level)
    try:
        address = _claim(config)
    except PlaceTaken as error:
        message = (
            _(
                "%(place)s is in use: another program, perhaps another “serve”, answers there.\n"
                "→ Stop it, or choose another port (--port, make serve PORT=…)."
            )
            if error.in_use
            else _(
                "%(place)s cannot be served at (%(reason)s).\n"
                "→ Choose another address (--host, --port, --socket)."
            )
        )
        terminal.complain(message % {"place": error.place, "reason": error.reason})
        return 1
    _make_ready(config)
    server = Server(
        __name__,
        address=address,
        port=config.port,
        uds=config.socket,
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=config.threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
        log_level=LogLevels.error,
        log_dictconfig=logs.described(config.log_level),
    )
    server.on_startup(partial(_announce, config))
    server.serve(target_loader=partial(_in_worker, config, os.getpid()), wrap_loader=False)
    return 0


def _with_arguments(config: Config, arguments: Namespace) -> Config:
    given = {
        "SERVICE_HOST": arguments.host,
        "SERVICE_PORT": arguments.port,
        "SERVICE_SOCKET": arguments.socket,
    }
    read = Config.from_env({name: value for name, value in given.items() if value})
    return replace(
        config,
        host=read.host if arguments.host else config.host,
        port=read.port if arguments.port else config.port,
        socket=read.socket if arguments.socket else config.socket,
    )


def _place(config: Config) -> str:
    if config.socket is not None:
        return str(config.socket)
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"http://{host}:{config.port}"


def _claim(config: Config) -> str:
    """The address to serve at, once it is clear that nobody else does. Raises PlaceTaken.

    granian's own sockets may share a port with another granian's, so it would not find out.
    """
    try:
        if config.socket is not None:
            _clear_socket(config.socket)
            return config.host
        family, kind, protocol, _, address = socket.getaddrinfo(
            config.host, config.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
        return str(address[0])
    except OSError as error:
        raise PlaceTaken(
            _place(config), str(error.strerror), in_use=error.errno == errno.EADDRINUSE
        ) from error


def _clear_socket(path: Path) -> None:
    """Remove what a killed service left; leave a living one alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        else:
            raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


def _make_ready(config: Config) -> None:
    service = assemble(config)
    try:
        _keep_house(service)
    finally:
        service.close()  # no connection may be open when the workers are forked


def _announce(config: Config) -> None:
    log.info("starting", extra={"place": _place(config), "workers": config.workers})


def _in_worker(config: Config, parent: int) -> Flask:
    """The application, made in the worker that will run it."""
    for number in (signal.SIGTERM, signal.SIGINT):  # the parent's handlers came along
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)  # end when the parent is killed
        if os.getppid() != parent:
            sys.exit(1)
    service = assemble(config)
    _now_and_then(KEEP_HOUSE_SECONDS, partial(_keep_house, service))
    if config.sends_mail:
        _now_and_then(SEND_MAIL_SECONDS, partial(_send_mail, service))
    app = create_app(config, service)
    gc.freeze()  # what is there now stays: the collector need not look at it again and again
    return app


def _now_and_then(seconds: float, work: Callable[[], None]) -> None:
    """Do some work every so often until the process ends."""

    def for_ever() -> None:
        wait: Callable[[float], bool] = threading.Event().wait
        while True:
            # Not all workers in the same second.
            wait(seconds * random.uniform(0.8, 1.2))  # noqa: S311 no secret
            work()

    threading.Thread(target=for_ever, daemon=True).start()


def _send_mail(service: Service) -> None:
    try:
        service.mailing.run()
    except (StoreUnavailable, BrokenStore, ExchangeError) as error:
        log.warning("mail put off", extra={"reason": str(error)})


def _keep_house(service: Service) -> None:
    try:
        report = service.housekeeping.tidy()
    except (StoreUnavailable, BrokenStore) as error:
        log.warning("housekeeping put off", extra={"reason": str(error)})
        return
    for thread_id in report.published:
        log.info("published what was left behind", extra={"thread_id": thread_id})
    for trouble in report.failed:
        log.error("not published", extra={"thread_id": trouble.thread_id, "reason": trouble.reason})
