"""``make lighthouse``: what Google's Lighthouse says of the front page, an essay and the gallery.

The house is built and served as `make serve` does: files compressed as a web server would, on this
machine, so that only Lighthouse's own simulated phone on a slow line counts. Of five runs the one
with the median performance is told; on a busy machine even that is too low, so how far the runs lay
apart is told too, and Lighthouse's own measure of how quick the machine was.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.house import DISCUSSED, open_house
from tests.conftest import CHROMIUM

LIGHTHOUSE = "lighthouse@12.8.2"  # the last one that Debian's node can run
PAGES = {"front page": "/", "essay": DISCUSSED, "gallery": "/typologie/"}
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
)
FLAGS = "--headless=new --no-sandbox --disable-gpu"
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
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder) / "house") as house:
        for name, address in PAGES.items():
            runs = sorted(
                (_run(npx, house.url + address, Path(folder)) for _ in range(RUNS)),
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
