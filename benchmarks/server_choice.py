"""Which WSGI server fits the service best: the same app behind each, measured with wrk.

    apt-get install wrk
    pip install waitress gunicorn cheroot bjoern uwsgi    # in a throw-away environment
    python -m benchmarks.server_choice --rounds 5 --seconds 4

Every server gets two workers where it has workers, and the same number of threads where it has
threads. Read: a published thread of 50 comments, through Flask. Write: a comment by form, every
check on, SQLite with synchronous=FULL; only the rate limit is raised. Rounds are interleaved, so
that what else the machine does falls on all alike; the medians are printed. After each writing run
every acknowledged comment is looked for in the database.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

from benchmarks._served import ROOT, free_port, running
from comments_api.app import assemble
from comments_api.config import Config
from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status

APP = "comments_api.wsgi:application"
THREAD = ThreadId("messung")
FRAGMENT = f"/kommentare/{THREAD}.html"
COMMENTS = f"/api/threads/{THREAD}/comments"
WORKERS = 2
THREADS = 8
CONNECTIONS = (16, 50)
LONGEST = 5

POST_SCRIPT = f"""
local counter = 0
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function request()
  counter = counter + 1
  local text = string.format("Ein+Satz+in+Lauf+RUN+von+%d,+der+%d.", number, counter)
  return wrk.format("POST", "{COMMENTS}",
    {{["Content-Type"] = "application/x-www-form-urlencoded", ["Accept"] = "text/html"}},
    "author=Erna+Muster&email=erna%40example.org&text=" .. text)
end
"""

BJOERN = f"""
import os, signal, sys
import bjoern
from {APP.partition(":")[0]} import application
port = int(sys.argv[1])
bjoern.listen(application, "127.0.0.1", port, reuse_port=True)
bjoern.run()
"""

CHEROOT = f"""
import signal, sys
from cheroot.wsgi import Server
from {APP.partition(":")[0]} import application
server = Server(("127.0.0.1", int(sys.argv[1])), application, numthreads={THREADS},
                request_queue_size=512)
server.reuse_port = True
signal.signal(signal.SIGTERM, lambda *_: server.stop())
server.start()
"""


@dataclass(frozen=True)
class Server:
    """How to start a server on a port: one command for each process it needs started by hand."""

    name: str
    module: str
    commands: tuple[tuple[str, ...], ...]


def servers(port: int) -> list[Server]:
    """Those of the candidates that are installed here."""
    python, address = sys.executable, f"127.0.0.1:{port}"
    uwsgi = shutil.which("uwsgi")
    candidates = [
        Server(
            "granian",
            "granian",
            (
                (
                    *(python, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                    *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
                    *("--port", str(port), "--log-level", "error", APP),
                ),
            ),
        ),
        Server(
            "gunicorn (gthread)",
            "gunicorn",
            (
                (
                    *(python, "-m", "gunicorn", "-k", "gthread", "-w", str(WORKERS)),
                    *("--threads", str(THREADS), "-b", address, "--log-level", "error", APP),
                ),
            ),
        ),
        Server(
            "waitress (one process: it has no workers)",
            "waitress",
            (
                (
                    *(python, "-m", "waitress", f"--listen={address}"),
                    *(f"--threads={THREADS * WORKERS}", APP),
                ),
            ),
        ),
        Server(
            "cheroot (started twice, SO_REUSEPORT)",
            "cheroot",
            ((python, "-c", CHEROOT, str(port)),) * WORKERS,
        ),
        Server(
            "bjoern (started twice, SO_REUSEPORT; no threads)",
            "bjoern",
            ((python, "-c", BJOERN, str(port)),) * WORKERS,
        ),
    ]
    found = [server for server in candidates if importlib.util.find_spec(server.module)]
    if uwsgi:
        command = (
            *(uwsgi, "--http11-socket", address, "--master", "--die-on-term"),
            *("--processes", str(WORKERS), "--threads", str(THREADS), "--lazy-apps"),
            *("--virtualenv", sys.prefix, "--pythonpath", str(ROOT)),
            *("--module", APP, "--need-app", "--disable-logging", "--listen", "128"),
            "--tcp-nodelay",
        )
        found.append(Server("uwsgi", "uwsgi", (command,)))
    return found


@dataclass(frozen=True)
class Result:
    """One run of wrk. Latencies in milliseconds; `lost`: acknowledged but not in the database."""

    per_second: float
    median: float
    p99: float
    refused: int
    broken: int
    answered: int
    lost: int = 0


def wrk(url: str, connections: int, seconds: int, script: Path | None = None) -> Result:
    # A timeout longer than any run: an answer that is late is late, not broken.
    command = ["wrk", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "60s"]
    command.append("--latency")
    if script:
        command += ["-s", str(script)]
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    return Result(
        per_second=float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        median=_milliseconds(_found(r"50%\s+([\d.]+\w+)", said)),
        p99=_milliseconds(_found(r"99%\s+([\d.]+\w+)", said)),
        refused=int(_found(r"Non-2xx or 3xx responses: (\d+)", said, "0")),
        broken=sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said))),
        answered=int(_found(r"(\d+) requests in", said)),
    )


def _found(pattern: str, text: str, otherwise: str | None = None) -> str:
    match = re.search(pattern, text)
    if match:
        return match[1]
    if otherwise is None:
        raise ValueError(f"wrk did not say {pattern}:\n{text}")
    return otherwise


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def prepare(folder: Path) -> dict[str, str]:
    """A service with one published thread of 50 comments; returns its environment."""
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'comments.sqlite3'}",
        "DATABASE_BUSY_SECONDS": "30",
        "EXCHANGE_DIR": str(folder / "exchange"),
        "SECRET_FILE": str(folder / "secret"),
        "RATE_PER_NETWORK": "1000000000",
        "RATE_TOTAL": "1000000000",
        "LOG_LEVEL": "warning",
    }
    service = assemble(Config.from_env(environment))
    thread = Thread(THREAD, "Eine Messung", "/essays/messung/", "de", "Leopold", open=True)
    service.exchange.write_threads([thread])
    began = datetime.now(UTC) - timedelta(days=1)
    with service.store.writing() as writing:
        writing.claim_thread(THREAD)
        for number in range(50):
            writing.insert(
                NewComment(
                    thread_id=THREAD,
                    parent_id=number // 2 or None,
                    author=f"Leserin {number}",
                    source="Ein *längerer* Satz über Spiegel und was darin zu sehen ist. " * 5,
                    written_at=began + timedelta(minutes=number),
                    status=Status.APPROVED,
                )
            )
        writing.raise_version(THREAD)
    service.publication.publish(THREAD)
    service.close()
    return environment


def measure(server: Server, seconds: int) -> dict[tuple[str, int], Result]:
    results = {}
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        environment = prepare(folder)
        script = folder / "post.lua"
        port = free_port()
        server = next(one for one in servers(port) if one.name == server.name)
        with running(*server.commands, port=port, path="/healthz", environment=environment):
            base = f"http://127.0.0.1:{port}"
            for connections in CONNECTIONS:
                results["read", connections] = wrk(base + FRAGMENT, connections, seconds)
            for connections in CONNECTIONS:
                script.write_text(POST_SCRIPT.replace("RUN", str(connections)))
                before = _stored(folder)
                run = wrk(base, connections, seconds, script)
                acknowledged = run.answered - run.refused
                lost = max(0, acknowledged - (_stored(folder) - before))
                results["write", connections] = replace(run, lost=lost)
            results["idle", 40] = _fresh_beside_idle(port, 40)
            results["held", 4] = _fresh_beside_waiting_writers(port, folder, 4)
    return results


def _fresh_beside_idle(port: int, number: int) -> Result:
    """The longest that one of `number` readers waits, each of whom keeps the connection open."""
    with ExitStack() as stack:
        readers = [
            stack.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=LONGEST)))
            for _ in range(number)
        ]
        return max((_read(reader) for reader in readers), key=lambda run: run.median)


def _fresh_beside_waiting_writers(port: int, folder: Path, number: int) -> Result:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with ExitStack() as stack:
        holder = sqlite3.connect(folder / "comments.sqlite3", isolation_level=None)
        stack.enter_context(closing(holder))
        holder.execute("BEGIN IMMEDIATE")
        for writer in range(number):
            waiting = stack.enter_context(closing(HTTPConnection("127.0.0.1", port)))
            waiting.request("POST", COMMENTS, f"author=Erna&text=Wartet+{writer}", form)
        time.sleep(0.2)
        reader = stack.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=LONGEST)))
        return _read(reader)


def _read(reader: HTTPConnection) -> Result:
    began = time.perf_counter()
    broken = 0
    try:
        reader.request("GET", FRAGMENT)
        reader.getresponse().read()
    except TimeoutError:
        broken = 1
    waited = (time.perf_counter() - began) * 1000
    return Result(0, waited, waited, 0, broken, 0)


def _stored(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "comments.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM comments").fetchone()[0])


def print_table(collected: dict[str, dict[tuple[str, int], list[Result]]]) -> None:
    for kind, title in (("read", "Reading a fragment"), ("write", "Writing a comment")):
        for connections in CONNECTIONS:
            print(f"\n{title}, {connections} connections\n")
            print("| server | requests/s | worst–best round | p50 ms | p99 ms | refused | broken |")
            print("|---|---|---|---|---|---|---|")
            medians = {
                name: statistics.median(run.per_second for run in results[kind, connections])
                for name, results in collected.items()
            }
            for name in sorted(medians, key=medians.__getitem__, reverse=True):
                print(_row(name, collected[name][kind, connections]))
        if kind == "write":
            runs = [
                run for results in collected.values() for many in results.values() for run in many
            ]
            print(f"\nAcknowledged and not found again: {sum(run.lost for run in runs)}")

    print("\nA reader waits at most (ms, worst round)\n")
    print("| server | among 40 who keep connections open | beside 4 writers who wait |")
    print("|---|---|---|")
    for name, results in collected.items():
        waits = [max(run.median for run in results[what]) for what in (("idle", 40), ("held", 4))]
        print(f"| {name} | {waits[0]:,.0f} | {waits[1]:,.0f} |")


def _row(name: str, runs: list[Result]) -> str:
    speed = [run.per_second for run in runs]
    cells = [
        name,
        f"{statistics.median(speed):,.0f}",
        f"{min(speed):,.0f}–{max(speed):,.0f}",
        f"{statistics.median(run.median for run in runs):.1f}",
        f"{statistics.median(run.p99 for run in runs):.1f}",
        str(sum(run.refused for run in runs)),
        str(sum(run.broken for run in runs)),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each run of wrk")
    parser.add_argument("--only", help="servers whose name holds this")
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    chosen = [one for one in servers(0) if not arguments.only or arguments.only in one.name]
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    collected: dict[str, dict[tuple[str, int], list[Result]]] = {
        server.name: defaultdict(list) for server in chosen
    }
    for number in range(1, arguments.rounds + 1):
        for server in chosen:
            print(f"round {number}: {server.name}", file=sys.stderr)
            for what, result in measure(server, arguments.seconds).items():
                collected[server.name][what].append(result)
    print_table(collected)


if __name__ == "__main__":
    main()
