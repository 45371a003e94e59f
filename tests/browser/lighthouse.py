"""``make lighthouse``: what Google's Lighthouse says of the front page, an essay and the gallery.

The house of the tests (a whole site, a discussion of nine comments in the essay) is served on this
machine as a reader's browser gets it in production: TLS, HTTP/2, files compressed with gzip. The
certificate is made up on the spot and Chromium told to take it. What counts is Lighthouse's own
simulation of a phone, four times slower than this machine, on a line with 150 ms and 1.6 Mbit/s.

Of five runs the one with the median performance is told, how far the runs lay apart, and
Lighthouse's own measure of how quick the machine was. A busy machine makes all of it too low: the
later the first paint, the more is counted as needed for it; and Chromium draws but one frame a
second for a page whose first few frames could not be shown at once, which adds a second to it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from flask import Flask

from comments_api.app import assemble, create_app
from comments_api.config import Config
from tests.browser.house import DISCUSSED, House, open_house
from tests.conftest import CHROMIUM
from tests.support.project import ROOT

LIGHTHOUSE = "lighthouse@12.8.2"  # the last one that Debian's node can run
PAGES = {"front page": "/", "essay": DISCUSSED, "gallery": "/typologie/"}
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
)
FLAGS = "--headless=new --no-sandbox --disable-gpu --ignore-certificate-errors"
RUNS = 5
FULL = 100


def main() -> int:
    """Measure and tell. 0 when every score is 100, else 1."""
    npx = shutil.which("npx")
    if npx is None:
        sys.stderr.write("npx fehlt (is missing), node ≥ 18.16: Debian: sudo apt install npm\n")
        return 1
    if CHROMIUM is None:
        sys.stderr.write("Chromium fehlt (is missing): Debian: sudo apt install chromium\n")
        return 1
    perfect = True
    with (
        tempfile.TemporaryDirectory() as folder,
        open_house(Path(folder) / "house") as house,
        _behind_tls(house, Path(folder)) as url,
    ):
        for name, address in PAGES.items():
            runs = sorted(
                (_run(npx, url + address, Path(folder)) for _ in range(RUNS)),
                key=lambda run: run["categories"]["performance"]["score"],
            )
            report = runs[RUNS // 2]
            worst, best = (
                round(run["categories"]["performance"]["score"] * FULL)
                for run in (runs[0], runs[-1])
            )
            speeds = sorted(round(run["environment"]["benchmarkIndex"]) for run in runs)
            scores = {
                key: round(category["score"] * FULL)
                for key, category in report["categories"].items()
            }
            perfect &= set(scores.values()) == {FULL}
            told = " · ".join(f"{key} {score}" for key, score in scores.items())
            metrics = " · ".join(
                f"{metric} {report['audits'][metric]['displayValue']}" for metric in METRICS
            )
            sys.stdout.write(f"{name}: {told}\n    {metrics}\n")
            sys.stdout.write(
                f"    performance {worst}–{best} · benchmark index {speeds[0]}–{speeds[-1]}\n"
            )
            for audit in _faults(report):
                sys.stdout.write(f"    ! {audit}\n")
    return 0 if perfect else 1


def application() -> Flask:
    """The service in front of the house that the environment names."""
    config = Config.from_env(os.environ)
    return create_app(config, assemble(config))


@contextmanager
def _behind_tls(house: House, folder: Path) -> Iterator[str]:
    """The same house by TLS and HTTP/2; its address, without a slash at the end."""
    made = trustme.CA().issue_cert("127.0.0.1")
    key = load_pem_private_key(made.private_key_pem.bytes(), password=None)
    packed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(packed)
    (folder / "cert.pem").write_bytes(made.cert_chain_pems[0].bytes())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
        *("--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"),
        *("--ssl-certificate", str(folder / "cert.pem")),
        *("--ssl-keyfile", str(folder / "key.pem")),
        *("--log-level", "error", "tests.browser.lighthouse:application"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=house.environment)
    try:
        _wait_for(port)
        yield f"https://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, patience: float = 30) -> None:
    deadline = monotonic() + patience
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.1)
        else:
            return


def _run(npx: str, url: str, folder: Path) -> dict[str, Any]:
    report = folder / "report.json"
    command = [npx, "--yes", LIGHTHOUSE, url, "--quiet", "--output=json"]
    subprocess.run(
        [*command, f"--output-path={report}", f"--chrome-flags={FLAGS}"],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        check=True,
    )
    loaded: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return loaded


def _faults(report: dict[str, Any]) -> list[str]:
    """Audits that count and are not perfect, but for the timings, which stand above."""
    return [
        report["audits"][audit["id"]]["title"]
        for category in report["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"]
        and audit["id"] not in METRICS
        and report["audits"][audit["id"]]["score"] == 0
    ]


if __name__ == "__main__":
    raise SystemExit(main())
