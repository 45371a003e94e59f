"""Our service beside Isso: the same data, two workers each, the same wrk, on the same machine.

    python -m benchmarks.isso [--seconds 4] [--rounds 3] [--only write]

Isso comes from PyPI into a throw-away environment and runs as its documentation recommends: under
gunicorn with ``--preload``; its rate limit is off as ours is raised. Ours is ``comments_api serve``
with every check on, a filter that has learned, a block list, and ``synchronous=FULL``. Rounds are
interleaved, and each measurement has a server started for it alone: Isso goes on for minutes with
reads that nobody waits for any more. A read is of the whole thread: with us that is all its pages
together, so what is counted is pages divided by their number, and the latency is that of a page.
The same pages are also handed out by nginx, where that is installed. After each run of writing the
acknowledged comments are counted in the database.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

from benchmarks._served import free_port, running
from benchmarks._spam_corpus import UNWANTED_LEARNED, WANTED_LEARNED, comments
from benchmarks.server_choice import Result, wrk
from comments_api.app import Service, assemble
from comments_api.config import Config
from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import BlockKind, NewComment, Status, Verdict

SIZES = (50, 2000)
CONNECTIONS = (16, 50)
LESSONS = 150
BLOCKED = 20
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
  local text = string.format("Ein Satz in Lauf RUN von %d, der %d. Er handelt von Spiegeln, "
    .. "und ein zweiter widerspricht ihm, wie es sich gehört.", number, counter)
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
    _teach(service, names[-1])
    service.close()
    files = sorted(file.name for file in (folder / "exchange" / "fragments").glob("thread-*.html"))
    return environment, {
        size: [f"/kommentare/{file}" for file in files if file.split(".")[0] == name]
        for size, name in threads.items()
    }


def _teach(service: Service, thread: ThreadId) -> None:
    """A filter that says something, and a list to look at."""
    for item in comments(random.Random(1), WANTED_LEARNED, UNWANTED_LEARNED, LESSONS):
        with service.store.writing() as writing:
            writing.claim_thread(thread)
            comment_id = writing.insert(
                NewComment(
                    thread_id=thread,
                    author=item.author,
                    website=item.website,
                    source=item.text,
                    written_at=datetime.now(UTC),
                )
            )
            comment = writing.comment(comment_id)
            assert comment is not None
            verdict = Verdict.UNWANTED if item.unwanted else Verdict.WANTED
            service.spam_filter.teach(writing, comment, verdict)
    for number in range(BLOCKED):
        service.block_list.add(BlockKind.DOMAIN, f"angebot-{number}.example", "Messung")


def fill_isso(port: int, database: Path) -> None:
    """One comment in each thread by HTTP, and copies of that row until there are enough."""
    for name, size in [("schreiben", 1), *((f"thread-{size}", size) for size in SIZES)]:
        body = json.dumps({"author": "Leserin 1", "text": TEXT, "title": "Eine Messung"})
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{port}"}
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as asking:
            asking.request("POST", f"/new?uri=/{name}/", body, headers)
            answer = asking.getresponse()
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


@dataclass(frozen=True)
class Contestant:
    """A server, how it is started for one measurement, and what it is asked for."""

    name: str
    port: int
    command: list[str]
    environment: dict[str, str]
    health: str
    reads: dict[int, list[str]]  # size of a thread → the addresses of all its pages
    database: Path | None = None
    writes: str = ""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def running(self) -> AbstractContextManager[None]:
        return running(
            self.command,
            port=self.port,
            path=self.health,
            environment=self.environment,
            drain=2,
        )

    def reading(self, size: int, seconds: int, folder: Path) -> Result:
        """Whole threads a second; the latencies are those of a page."""
        pages = self.reads[size]
        script = folder / "pages.lua"
        script.write_text(PAGES.replace("PATHS", ", ".join(map(json.dumps, pages))))
        with self.running():
            run = wrk(self.base, 16, seconds, script)
        return replace(run, per_second=run.per_second / len(pages))

    def writing(self, connections: int, seconds: int, script: Path, turn: int) -> Result:
        assert self.database is not None
        lines = WRITE.replace("RUN", f"{turn}-{connections}").replace("BASE", self.base)
        script.write_text(lines.replace("PATH", self.writes))
        before = count(self.database)
        with self.running():
            run = wrk(self.base, connections, seconds, script)
        found = count(self.database) - before
        return replace(run, lost=max(0, run.answered - run.refused - found))


def contestants(folder: Path, python: Path) -> list[Contestant]:
    environment, pages = prepare_ours(folder)
    ours, theirs, static = free_port(), free_port(), free_port()
    command, isso_environment = isso_command(python, theirs, folder)
    isso = Contestant(
        name="Isso",
        port=theirs,
        command=command,
        environment=isso_environment,
        health="/info",
        reads={size: [f"/?uri=/thread-{size}/"] for size in SIZES},
        database=folder / "isso.sqlite3",
        writes="/new?uri=/schreiben/",
    )
    with isso.running():
        fill_isso(theirs, folder / "isso.sqlite3")
    found = [
        Contestant(
            name="ours",
            port=ours,
            command=[sys.executable, "-m", "comments_api", "serve"],
            environment={**environment, "SERVICE_PORT": str(ours)},
            health="/healthz",
            reads=pages,
            database=folder / "ours.sqlite3",
            writes="/api/threads/schreiben/comments",
        ),
        isso,
    ]
    if shutil.which("nginx"):
        command = nginx_command(static, folder)
        found.append(Contestant("nginx", static, command, {}, pages[SIZES[0]][0], pages))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="of each run of wrk")
    parser.add_argument("--only", choices=("read", "write"))
    parser.add_argument("--python", type=Path, help="of an environment that has Isso already")
    arguments = parser.parse_args()
    results: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    print(f"load {os.getloadavg()[0]:.1f} at the start", flush=True)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        python = arguments.python or install_isso(folder / "isso")
        everybody = contestants(folder, python)
        pages = {size: len(addresses) for size, addresses in everybody[0].reads.items()}
        for turn in range(arguments.rounds):
            for connections in CONNECTIONS if arguments.only != "read" else ():
                for who in everybody:
                    if who.writes:
                        run = who.writing(
                            connections, arguments.seconds, folder / "write.lua", turn
                        )
                        results[f"writing, {connections} connections"][who.name].append(run)
            for size in SIZES if arguments.only != "write" else ():
                for who in everybody:
                    run = who.reading(size, arguments.seconds, folder)
                    what = f"reading {size:,} comments (ours on {pages[size]} pages)"
                    results[what][who.name].append(run)
    print(f"load {os.getloadavg()[0]:.1f} at the end\n")
    print_table(results)


def print_table(results: dict[str, dict[str, list[Result]]]) -> None:
    print(
        "| what | who | a second | × Isso | worst–best round | p50 ms | p99 ms | refused | broken |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for what, by_who in results.items():
        isso = statistics.median(run.per_second for run in by_who["Isso"])
        for who, runs in by_who.items():
            speed = [run.per_second for run in runs]
            middle = statistics.median(speed)
            ratio = f"{middle / isso:,.1f}" if isso else "–"  # it answered nothing in the time
            print(
                f"| {what} | {who} | {middle:,.1f} | {ratio} | {min(speed):,.1f}–{max(speed):,.1f} "
                f"| {statistics.median(run.median for run in runs):,.1f} "
                f"| {statistics.median(run.p99 for run in runs):,.1f} "
                f"| {sum(run.refused for run in runs)} | {sum(run.broken for run in runs)} |"
            )
    runs = [run for by_who in results.values() for many in by_who.values() for run in many]
    print(f"\nAcknowledged and not found again: {sum(run.lost for run in runs)}")


if __name__ == "__main__":
    main()
