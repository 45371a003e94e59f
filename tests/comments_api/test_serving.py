"""The real server, in processes of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from comments_api.app import Service
from comments_api.model import NewComment, Status
from tests.comments_api.support import NOON, OPEN

ROOT = Path(__file__).resolve().parents[2]
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a socket of the file system."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=20)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self._path))


class Served:
    """A running `serve`, and a way to talk to it."""

    def __init__(self, process: subprocess.Popen[str], port: int, socket_path: Path | None) -> None:
        self.process = process
        self.port = port
        self.socket_path = socket_path

    def ask(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        with closing(self.connect()) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def connect(self) -> http.client.HTTPConnection:
        if self.socket_path:
            return UnixConnection(self.socket_path)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def accepts(self) -> bool:
        try:
            with closing(self.connect()) as connection:
                connection.connect()
        except OSError:
            return False
        return True

    def post(self, text: str) -> tuple[int, http.client.HTTPMessage, str]:
        body = urlencode({"author": "Erna", "text": text})
        return self.ask("POST", f"/api/threads/{OPEN}/comments", body, **FORM)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family_of(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [pid, *(one for child in children for one in family_of(int(child)))]


def until(condition: Callable[[], bool]) -> None:
    """Ask until it holds, and fail when it never does."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


@pytest.fixture
def serve(environ: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Served]]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, socket_path: Path | None = None, **settings: str) -> Served:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "comments_api", "serve", "--port", str(port), *arguments],
            cwd=ROOT,
            env={**os.environ, **environ, **settings},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        served = Served(process, port, socket_path)
        until(lambda: served.accepts() or process.poll() is not None)
        assert process.poll() is None
        return served

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def test_it_serves_stores_and_ends_without_leaving_anybody(
    serve: Callable[..., Served], environ: dict[str, str]
) -> None:
    served = serve()
    assert served.ask("GET", "/readyz")[0] == 200
    status, headers, _ = served.post("Ein Satz.")
    assert status == 303
    assert served.ask("GET", headers["Location"], Accept="text/html")[0] == 200
    assert served.ask("GET", f"/kommentare/{OPEN}.html")[0] == 200
    family = family_of(served.process.pid)
    assert len(family) == 3  # the control: two workers
    assert served.stop() == 0
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
    with closing(sqlite3.connect(environ["DATABASE_URL"].removeprefix("sqlite:///"))) as database:
        assert database.execute("SELECT source FROM comments").fetchall() == [("Ein Satz.",)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_that_is_being_answered_is_finished(
    serve: Callable[..., Served], environ: dict[str, str], number: int
) -> None:
    served = serve(DATABASE_BUSY_SECONDS="15", SERVICE_WORKERS="1")
    path = environ["DATABASE_URL"].removeprefix("sqlite:///")
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as holder,
        ThreadPoolExecutor(1) as pool,
    ):
        with closing(served.connect()) as connection:
            holder.execute("BEGIN IMMEDIATE")
            body = urlencode({"author": "Erna", "text": "Mitten im Ende."})
            connection.request("POST", f"/api/threads/{OPEN}/comments", body, FORM)
            for _ in range(3):  # later ones are answered: the first has reached the worker
                assert served.ask("GET", "/healthz")[0] == 200
            ended = pool.submit(served.stop, number)
            until(lambda: not served.accepts())  # it takes nobody new
            holder.execute("ROLLBACK")
            assert connection.getresponse().status == 303
        assert ended.result() == 0
        rows = holder.execute("SELECT source FROM comments").fetchall()
    assert rows == [("Mitten im Ende.",)]


def test_a_port_in_use_is_told_and_its_owner_not_disturbed(
    serve: Callable[..., Served], environ: dict[str, str]
) -> None:
    served = serve()
    done = subprocess.run(
        [sys.executable, "-m", "comments_api", "serve", "--port", str(served.port)],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"http://127.0.0.1:{served.port} ist belegt" in done.stderr
    assert "Traceback" not in done.stderr
    assert served.ask("GET", "/healthz")[0] == 200


def test_an_address_that_is_not_ours_is_told(environ: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "comments_api", "serve", "--host", "192.0.2.1"],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "192.0.2.1" in done.stderr
    assert "--host" in done.stderr


def test_it_serves_at_a_socket_and_clears_one_left_behind(
    serve: Callable[..., Served], tmp_path: Path
) -> None:
    path = tmp_path / "run" / "service.sock"
    path.parent.mkdir()
    with closing(socket.socket(socket.AF_UNIX)) as left_behind:
        left_behind.bind(str(path))
    served = serve("--socket", str(path), socket_path=path)
    assert served.ask("GET", "/healthz")[0] == 200
    assert served.post("Über den Socket.")[0] == 303
    assert served.stop() == 0
    assert not path.exists()


def test_starting_publishes_what_a_crash_left_behind(
    serve: Callable[..., Served], service: Service
) -> None:
    with service.store.writing() as writing:
        writing.claim_thread(OPEN)
        writing.insert(
            NewComment(
                thread_id=OPEN,
                author="Erna",
                source="Vor dem Absturz.",
                written_at=NOON,
                status=Status.APPROVED,
            )
        )
        writing.raise_version(OPEN)
    served = serve()
    assert "Vor dem Absturz." in service.exchange.fragment_file(OPEN).read_text()
    assert "Vor dem Absturz." in served.ask("GET", f"/kommentare/{OPEN}.html")[2]


def test_a_worker_that_dies_is_replaced(serve: Callable[..., Served]) -> None:
    served = serve()
    assert served.ask("GET", "/healthz")[0] == 200
    parent, first, second = family_of(served.process.pid)
    os.kill(first, signal.SIGKILL)
    until(lambda: first not in family_of(parent) and len(family_of(parent)) == 3)
    assert second in family_of(parent)
    assert served.stop() == 0


def test_workers_end_when_their_parent_is_killed(serve: Callable[..., Served]) -> None:
    served = serve()
    assert served.ask("GET", "/healthz")[0] == 200
    family = family_of(served.process.pid)
    assert served.stop(signal.SIGKILL) == -signal.SIGKILL
    until(lambda: not any(_lives(pid) for pid in family))


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_several_workers_lose_no_comment(
    serve: Callable[..., Served], environ: dict[str, str]
) -> None:
    served = serve(RATE_PER_NETWORK="1000000")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: served.post(f"Satz {number}."), range(80)))
    assert [status for status, _, _ in answers] == [303] * 80
    with closing(sqlite3.connect(environ["DATABASE_URL"].removeprefix("sqlite:///"))) as database:
        assert database.execute("SELECT count(*) FROM comments").fetchone() == (80,)


def test_malformed_http_does_not_stop_it(serve: Callable[..., Served]) -> None:
    served = serve()
    for garbage in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"POST / HTTP/1.1\r\nHost: x\r\n"):
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            connection.sendall(garbage)
    assert served.ask("GET", "/healthz")[0] == 200


def test_a_body_that_does_not_say_its_length_is_taken_whole_or_not_at_all(
    serve: Callable[..., Served], environ: dict[str, str]
) -> None:
    served = serve()

    def send(pieces: int) -> int:
        def body() -> Iterator[bytes]:
            yield b"author=Erna&text="
            for _ in range(pieces):
                yield b"%20%20x%20" * 400

        with closing(served.connect()) as connection:
            # A server that has refused need not listen to the rest.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request(
                    "POST",
                    f"/api/threads/{OPEN}/comments",
                    body(),
                    {**FORM, "Accept": "text/html"},
                    encode_chunked=True,
                )
                return connection.getresponse().status
            return 413

    assert send(4) == 303
    assert send(40) == 413  # 160 kB, of which a server could cut off the rest
    with closing(sqlite3.connect(environ["DATABASE_URL"].removeprefix("sqlite:///"))) as database:
        assert database.execute("SELECT count(*) FROM comments").fetchone() == (1,)


def test_a_slow_writer_holds_up_nobody(serve: Callable[..., Served]) -> None:
    served = serve(SERVICE_WORKERS="1", SERVICE_THREADS="2")
    body = urlencode({"author": "Erna", "text": "Langsam, langsam."}).encode()
    head = (
        f"POST /api/threads/{OPEN}/comments HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
        f"Content-Type: {FORM['Content-Type']}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as slow:
        slow.sendall(head + body[:-1])
        assert served.post("Schnell.")[0] == 303
        slow.sendall(body[-1:])
        assert slow.makefile("rb").readline().split()[1] == b"303"
