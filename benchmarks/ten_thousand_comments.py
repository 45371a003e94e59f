"""A discussion of ten thousand comments: its build, its pages, and one comment more.

    python -m benchmarks.ten_thousand_comments [--comments 10000]

Two thirds are replies, each hundredth is about a passage of the essay, and every second of those
passages has gone from the text. Builds the site in a temporary folder, weighs the discussion's
pages, then runs `serve`, approves one comment and waits until it stands in the page and overleaf.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks._served import ROOT, free_port, site_served
from comments_api.app import Service, assemble
from comments_api.config import Config
from comments_api.conversation.passage import passage_of
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status
from tests.support.project import small_content, write_conf, write_essay

THREAD = ThreadId("lang")
SENTENCES = [
    "Der Spiegel war schon blind, als wir ihn kauften.",
    "Das sehe ich *anders*, und zwar seit Jahren.",
    "Wer zählt, der wird gezählt; das steht bei Ihnen selbst.",
    "Meine Großmutter hätte dazu die Tür geschlossen.",
    "Dazu gibt es [eine Schrift](https://beispiel.example/), die niemand gelesen hat.",
]
PARAGRAPHS = [f"Im Absatz {number} steht ein Satz über Spiegel und Rahmen." for number in range(60)]
HEAVIEST = 150_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--comments", type=int, default=10_000)
    number = parser.parse_args().comments
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        content = small_content(folder)
        write_essay(
            content / "essays" / "lang.md",
            "\n\n".join(PARAGRAPHS),
            title="Ein langes Gespräch",
            slug=THREAD,
            lang="de",
        )
        conf = write_conf(folder, content=content)
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/var/comments.sqlite3",
            "EXCHANGE_DIR": f"{folder}/var/exchange",
            "SECRET_FILE": f"{folder}/var/secret",
            "ERASURE_LEDGER": f"{folder}/var/erased",
        }
        build(conf, "without comments")
        service = assemble(Config.from_env(environment))
        fill(service, number)
        began = time.monotonic()
        service.publication.publish(THREAD)
        print(f"published in {time.monotonic() - began:.1f} s", flush=True)
        service.close()
        build(conf, f"with {number:,} comments")
        weigh(folder)
        with site_served(conf, free_port(), environment):
            approve_one(folder, environment, number + 1)


def build(conf: Path, what: str) -> None:
    began = time.monotonic()
    command = [sys.executable, "-m", "plugins.author_tools", "--conf", str(conf), "build"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    print(f"built {what} in {time.monotonic() - began:.1f} s", flush=True)


def fill(service: Service, number: int) -> None:
    """The comments, and one more that waits."""
    draw = random.Random(1)
    began = datetime.now(UTC) - timedelta(days=1)
    with service.store.writing() as writing:
        writing.claim_thread(THREAD)
        for index in range(number + 1):
            last = index == number
            passage = None
            if index % 100 == 0 and not last:
                exact = "steht ein Satz" if index % 200 else "stand ein Wort"
                passage = passage_of(exact, f"Im Absatz {draw.randrange(60)} ", "")
            writing.insert(
                NewComment(
                    thread_id=THREAD,
                    parent_id=draw.randint(1, index) if index % 3 and not last else None,
                    author=f"Leserin {draw.randrange(400)}",
                    source=" ".join(draw.choices(SENTENCES, k=draw.randint(1, 8))),
                    passage=passage,
                    written_at=began + timedelta(seconds=index),
                    status=Status.PENDING if last else Status.APPROVED,
                )
            )
        writing.raise_version(THREAD)


def weigh(folder: Path) -> None:
    for what, pages in (
        ("fragments", folder / "var" / "exchange" / "fragments"),
        ("pages", folder / "output" / "essays" / THREAD),
    ):
        sizes = [path.stat().st_size for path in pages.rglob("*.html")]
        heavy = sum(size > HEAVIEST for size in sizes)
        print(f"{len(sizes)} {what}, the heaviest {max(sizes):,} bytes, {heavy} above {HEAVIEST:,}")


def approve_one(folder: Path, environment: dict[str, str], comment_id: int) -> None:
    words = f'id="kommentar-{comment_id}"'
    places = [folder / "var" / "exchange" / "fragments", folder / "output" / "essays" / THREAD]
    subprocess.run(
        [sys.executable, "-m", "comments_api", "approve", str(comment_id)],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    decided = time.monotonic()
    for place in places:
        while not any(words in page.read_text(encoding="utf-8") for page in place.rglob("*.html")):
            time.sleep(0.05)
        print(f"{place.name}: stands {time.monotonic() - decided:.1f} s after the command ended")


if __name__ == "__main__":
    main()
