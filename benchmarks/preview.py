"""How long after an author saves one of 500 essays the preview's reader meets the new words.

Runs `serve` on generated essays in a temporary folder, changes one, and asks for its page as a
browser does; then waits for the rest of the site. The issue's promise is two seconds.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from datetime import date, timedelta
from pathlib import Path

from benchmarks._served import free_port, said_by, site_served
from tests.support.project import ROOT, small_content, write_conf, write_essay

ESSAYS = 500
ROUNDS = 5
SUBJECTS = [
    "Ruhm",
    "Reichweite",
    "Geduld",
    "Quote",
    "Klicks",
    "Bühne",
    "Likes",
    "Netz",
    "Eitelkeit",
]
SECTIONS = ["Bestiarium", "Kassensturz", "Marktgeschrei"]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        essays = write_essays(folder)
        conf = write_conf(folder, content=folder / "content")
        port = free_port()
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/var/comments.sqlite3",
            "SECRET_FILE": f"{folder}/var/secret",
        }
        began = time.monotonic()
        with site_served(conf, port, environment) as serving:
            print(f"{ESSAYS} essays, the first build and start: {time.monotonic() - began:.1f} s")
            time.sleep(2)  # until the watcher watches
            rounds = [one_round(number, essays, port, serving) for number in range(ROUNDS)]
        for what, times in zip(("page", "whole site"), zip(*rounds, strict=True), strict=True):
            print(
                f"saved change to {what}, {ROUNDS} rounds: "
                f"median {statistics.median(times):.2f} s, "
                f"min {min(times):.2f} s, max {max(times):.2f} s"
            )


def write_essays(folder: Path) -> list[Path]:
    """Essays of about 800 words, shuffled from the house's own paragraphs, each with a card."""
    content = small_content(folder)
    cards = sorted(path.stem for path in (content / "typologie").glob("*.md"))
    texts = [
        path.read_text(encoding="utf-8").split("---", 2)[2]
        for path in sorted((ROOT / "content" / "essays").glob("*.md"))
        if ".en." not in path.name
    ]
    paragraphs = [
        paragraph
        for text in texts
        for paragraph in text.strip().split("\n\n")
        if not paragraph.startswith(("[", "#", "!", "<"))
        and not any(mark in paragraph for mark in ("[^", "{"))
    ]
    chance = random.Random(5)
    essays = []
    for number in range(ESSAYS):
        body = [*chance.sample(paragraphs, 14), f"[[karte:{chance.choice(cards)}]]", "Ende.[^1]"]
        essays.append(
            write_essay(
                content / "essays" / f"essay-{number}.md",
                "\n\n".join([*body, "[^1]: Eine Anmerkung."]),
                title=f"Essay Nummer {number}",
                slug=f"essay-{number}",
                date=f"{date(2012, 1, 1) + timedelta(days=number * 7)} 07:30",
                tags=", ".join(chance.sample(SUBJECTS, 3)),
                category=chance.choice(SECTIONS),
                lang="de",
            )
        )
    return essays


def one_round(
    number: int, essays: list[Path], port: int, serving: subprocess.Popen[str]
) -> tuple[float, float]:
    """Seconds until the changed page is served, and until the build has ended."""
    essay = essays[number * 61 % len(essays)]
    words = f"Wortlaut Nummer {number} zur Messung."
    text = essay.read_text(encoding="utf-8")
    essay.write_text(text.replace("Ende.[^1]", f"{words} Ende.[^1]"), encoding="utf-8")
    saved = time.monotonic()
    address = f"http://127.0.0.1:{port}/essays/{essay.stem}/"
    while words.encode() not in urllib.request.urlopen(address).read():
        time.sleep(0.02)
        assert time.monotonic() - saved < 120
    shown = time.monotonic() - saved
    while not said_by(serving).startswith("Gebaut"):
        pass
    return shown, time.monotonic() - saved


if __name__ == "__main__":
    main()
