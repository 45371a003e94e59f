"""How long from the file an approval publishes until the words stand in the page's own HTML file.

Runs `serve` on the project's content in a temporary folder, posts and approves comments one after
the other, and watches the file. The issue's promise is two seconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from benchmarks._served import free_port, site_served
from tests.support.project import ROOT, write_conf

ESSAY = "resterampe-der-aufmerksamkeit"
ROUNDS = 9


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        conf = write_conf(Path(folder))
        port = free_port()
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/var/comments.sqlite3",
            "EXCHANGE_DIR": f"{folder}/var/exchange",
            "SECRET_FILE": f"{folder}/var/secret",
            "RATE_PER_NETWORK": "1000",
        }
        with site_served(conf, port, environment):
            page = Path(folder) / "output" / "essays" / ESSAY / "index.html"
            times = [one_round(number, port, page, environment) for number in range(ROUNDS)]
    print(
        f"approval to page, {ROUNDS} rounds: median {statistics.median(times):.2f} s, "
        f"min {min(times):.2f} s, max {max(times):.2f} s"
    )


def one_round(number: int, port: int, page: Path, environment: dict[str, str]) -> float:
    words = f"Wortlaut Nummer {number} zur Messung."
    body = urllib.parse.urlencode({"author": "Erna", "text": words}).encode()
    address = f"http://127.0.0.1:{port}/api/threads/{ESSAY}/comments"
    urllib.request.urlopen(address, body).close()
    subprocess.run(
        [sys.executable, "-m", "comments_api", "approve", str(number + 1)],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    # Not from the command's end: by then the page often stands.
    published = Path(environment["EXCHANGE_DIR"], "threads", f"{ESSAY}.json").stat().st_mtime
    while words not in page.read_text(encoding="utf-8"):
        time.sleep(0.005)
        assert time.time() - published < 30
    return time.time() - published


if __name__ == "__main__":
    main()
