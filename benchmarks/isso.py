"""Our service beside Isso: the same data, two workers each, the same wrk, on the same machine.

    python -m benchmarks.isso [--seconds 3] [--rounds 3]

Isso comes from PyPI into a throw-away environment and runs as its documentation recommends: under
gunicorn with ``--preload``; its rate limit is off as ours is raised. Ours is ``comments_api serve``
with every check on and ``synchronous=FULL``. Rounds are interleaved; medians and ratios printed.
A thread of 2,000 comments has several pages with us: one "read" of it is all of them, divided out.
The same fragments are also handed out by nginx, where that is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.server_choice import ROOT, Result, _free_port, wrk
from comments_api.app import assemble
from comments_api.config import Config
from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status

SIZES = (50, 2000)
TEXT = "Ein *längerer* Satz über Spiegel und was darin zu sehen ist. " * 5
WRITE = """
local counter = 0
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function request()
  counter = counter + 1
  local text = string.format("Ein Satz in Lauf RUN von %d, der %d.", number, counter)
  local body = '{"author": "Erna Muster", "email": "erna@example.org", "text": "' .. text .. '"}'
  local json = "application/json"
  local headers = {["Content-Type"] = json, ["Accept"] = json, ["Origin"] = "BASE"}
  return wrk.format("POST", "PATH", headers, body)
end
"""
PAGES = """
local paths = {PATHS}
local turn = 0
function request()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end
"""


@contextmanager
def running(
    command: list[str], port: int, path: str, environment: dict[str, str]
) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 40
        while True:
            try:
                with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                    connection.request("GET", path)
                    connection.getresponse().read()
                break
            except OSError:
                assert time.monotonic() < deadline, f"{command} does not answer"
                time.sleep(0.1)
        time.sleep(0.5)  # the second worker
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def parent_of(number: int) -> int | None:
    return number // 2 or None if number % 3 else None


def prepare_ours(folder: Path) -> tuple[dict[str, str], dict[int, list[str]]]:
    """Environment, and the addresses of the pages of each thread."""
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'ours.sqlite3'}",
        "DATABASE_BUSY_SECONDS": "30",
        "EXCHANGE_DIR": str(folder / "exchange"),
        "SECRET_FILE": str(folder / "secret"),
        "ERASURE_LEDGER": str(folder / "erased"),
        "RATE_PER_NETWORK": "1000000000",
        "RATE_TOTAL": "1000000000",
        "LOG_LEVEL": "warning",
    }
    service = assemble(Config.from_env(environment))
    threads = {size: ThreadId(f"thread-{size}") for size in SIZES}
    names = [*threads.values(), ThreadId("schreiben")]
    service.exchange.write_threads(
        Thread(name, "Eine Messung", f"/essays/{name}/", "de", "Leopold", open=True)
        for name in names
    )
    began = datetime.now(UTC) - timedelta(days=9)
    for size, name in threads.items():
        ids: dict[int, int] = {}
        with service.store.writing() as writing:
            writing.claim_thread(name)
            for number in range(1, size + 1):
                ids[number] = writing.insert(
                    NewComment(
                        thread_id=name,
                        parent_id=ids.get(parent_of(number) or 0),
                        author=f"Leserin {number}",
                        source=TEXT,
                        written_at=began + timedelta(minutes=number),
                        status=Status.APPROVED,
                    )
                )
            writing.raise_version(name)
        service.publication.publish(name)
    service.close()
    files = sorted(file.name for file in (folder / "exchange" / "fragments").glob("thread-*.html"))
    return environment, {
        size: [f"/kommentare/{file}" for file in files if file.split(".")[0] == name]
        for size, name in threads.items()
    }


def fill_isso(port: int, database: Path) -> None:
    """One comment in each thread by HTTP, and copies of that row until there are enough."""
    for name, size in [("schreiben", 1), *((f"thread-{size}", size) for size in SIZES)]:
        body = json.dumps({"author": "Leserin 1", "text": TEXT, "title": "Eine Messung"})
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{port}"}
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("POST", f"/new?uri=/{name}/", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        assert answer.status == 201, content
        first = int(json.loads(content)["id"])
        with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
            connection.row_factory = sqlite3.Row
            row = connection.execute("SELECT * FROM comments WHERE id = ?", (first,)).fetchone()
            for number in range(2, size + 1):
                parent = parent_of(number)
                own = {
                    **dict(row),
                    "id": first + number - 1,
                    # Isso itself keeps replies one deep, under the top.
                    "parent": None if parent is None else first + top_of(parent) - 1,
                    "author": f"Leserin {number}",
                    "created": row["created"] + number,
                }
                marks = ", ".join("?" * len(own))
                connection.execute(
                    f"INSERT INTO comments ({', '.join(own)}) VALUES ({marks})", tuple(own.values())
                )


def top_of(number: int) -> int:
    while (above := parent_of(number)) is not None:
        number = above
    return number


def install_isso(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    packages = ["isso", "gunicorn", "setuptools"]
    subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python


def isso_command(python: Path, port: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    configuration = folder / "isso.cfg"
    configuration.write_text(
        f"[general]\ndbpath = {folder / 'isso.sqlite3'}\nhost = http://127.0.0.1:{port}\n"
        "[moderation]\nenabled = false\n[guard]\nenabled = false\n"
    )
    command = [str(python), "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2", "--preload"]
    return [*command, "isso.run"], {"ISSO_SETTINGS": str(configuration)}


def nginx_command(port: int, folder: Path) -> list[str]:
    configuration = folder / "nginx.conf"
    user = "user root; " if os.geteuid() == 0 else ""  # the folder is nobody else's
    configuration.write_text(
        f"{user}worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log /dev/null;\n"
        "events { worker_connections 512; }\n"
        "http { access_log off; default_type text/html; sendfile on; "
        f"server {{ listen 127.0.0.1:{port}; location /kommentare/ "
        f"{{ alias {folder}/exchange/fragments/; }} }} }}\n"
    )
    return ["nginx", "-c", str(configuration), "-p", str(folder)]


def count(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM comments").fetchone()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each run of wrk")
    parser.add_argument("--python", type=Path, help="of an environment that has Isso already")
    arguments = parser.parse_args()
    results: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    lost: dict[str, int] = defaultdict(int)
    print(f"load {os.getloadavg()[0]:.1f} at the start", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = arguments.python or install_isso(folder / "isso")
        ours, theirs, static = _free_port(), _free_port(), _free_port()
        environment, pages = prepare_ours(folder)
        environment["SERVICE_PORT"] = str(ours)
        command, isso_environment = isso_command(python, theirs, folder)
        serve = [sys.executable, "-m", "comments_api", "serve"]
        databases = {"ours": folder / "ours.sqlite3", "Isso": folder / "isso.sqlite3"}
        with (
            running(serve, ours, "/healthz", environment),
            running(command, theirs, "/info", isso_environment),
        ):
            fill_isso(theirs, databases["Isso"])
            for turn in range(arguments.rounds):
                for connections in (16, 50):
                    for who, port, path in (
                        ("ours", ours, "/api/threads/schreiben/comments"),
                        ("Isso", theirs, "/new?uri=/schreiben/"),
                    ):
                        base = f"http://127.0.0.1:{port}"
                        script = folder / "write.lua"
                        lines = WRITE.replace("RUN", f"{turn}-{connections}").replace("BASE", base)
                        script.write_text(lines.replace("PATH", path))
                        before = count(databases[who])
                        run = wrk(base, connections, arguments.seconds, script)
                        found = count(databases[who]) - before
                        lost[who] += max(0, run.answered - run.refused - found)
                        results[f"write {connections}"][who].append(run)
                # Last the longest: Isso goes on with what nobody waits for any more.
                for size in SIZES:
                    script = folder / "pages.lua"
                    script.write_text(
                        PAGES.replace("PATHS", ", ".join(map(json.dumps, pages[size])))
                    )
                    run = wrk(f"http://127.0.0.1:{ours}", 16, arguments.seconds, script)
                    results[f"read {size}"]["ours"].append(_whole(run, len(pages[size])))
                    url = f"http://127.0.0.1:{theirs}/?uri=/thread-{size}/"
                    results[f"read {size}"]["Isso"].append(wrk(url, 16, arguments.seconds))
                    if shutil.which("nginx"):
                        with running(nginx_command(static, folder), static, pages[size][0], {}):
                            run = wrk(f"http://127.0.0.1:{static}", 16, arguments.seconds, script)
                        results[f"read {size}"]["nginx"].append(_whole(run, len(pages[size])))
    print(f"load {os.getloadavg()[0]:.1f} at the end; pages of {pages and len(pages[2000])}\n")
    print("| what | who | a second | worst–best round | p99 ms | refused | broken | × Isso |")
    print("|---|---|---|---|---|---|---|---|")
    for what, by_who in results.items():
        isso = statistics.median(run.per_second for run in by_who["Isso"])
        for who, runs in by_who.items():
            speed = [run.per_second for run in runs]
            middle = statistics.median(speed)
            ratio = f"{middle / isso:,.1f}" if isso else "–"  # it answered nothing in the time
            print(
                f"| {what} | {who} | {middle:,.1f} | {min(speed):,.1f}–{max(speed):,.1f} "
                f"| {statistics.median(run.p99 for run in runs):,.1f} "
                f"| {sum(run.refused for run in runs)} | {sum(run.broken for run in runs)} "
                f"| {ratio} |"
            )
    print(f"\nAcknowledged and not found again: {dict(lost)}")


def _whole(run: Result, pages: int) -> Result:
    """What `run` read, counted in whole threads; its latencies stay those of a page."""
    return Result(
        run.per_second / pages, run.median, run.p99, run.refused, run.broken, run.answered
    )


if __name__ == "__main__":
    main()
