"""How long the deck takes to draw: its portraits, and the pictures for link previews.

Everything is drawn in this process from the project's own content, several times over; the median
of a picture is told over all rounds. An empty picture of the same size is drawn beside them: that
is what PNG alone costs on this machine. Targets: all portraits together 150 ms, a picture 60 ms.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

import plugins.share_images
from comments_api.conversation.language import catalogue
from plugins.author_tools.build import load_settings
from plugins.manuscript import read_manuscript
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.deck_files import deal, read_files
from plugins.narcissist_typology.portrait import draw_portrait
from plugins.narcissist_typology.settings import Settings
from plugins.share_images.album import Album
from plugins.share_images.essay_picture import Essay, Fact, draw_essay
from plugins.share_images.pictures import type_of
from plugins.share_images.rasterizer import edition, rasterize
from plugins.share_images.type_picture import draw_type
from plugins.share_images.typeface import load_typefaces
from tests.support.project import ROOT, write_conf

PORTRAITS_MS, PICTURE_MS = 150, 60
PACKAGE = Path(plugins.share_images.__file__).parent
SITE = "Spiegelkabinett"
EMPTY = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">'
    '<rect width="1200" height="630" fill="#f6f1e7"/></svg>'
)


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def essays() -> list[Essay]:
    """The published essays, as their front matter and an invented ticket tell of them."""
    found = []
    for file in sorted((ROOT / "content" / "essays").glob("*.md")):
        value = read_manuscript(file).value
        facts = (Fact("Lesezeit", "3–7 Minuten"), Fact("Schaumanteil", "2,3 %"))
        byline = f"Von {value('author') or 'Leopold Amalgam'}"
        number = str(len(found) + 1)
        text = (value("title"), value("subtitle"), value("category"), byline, "Nr.", number)
        found.append(Essay(*text, facts))
    return found


def portraits(deck: Deck, settings: Settings) -> None:
    order = [family.letter for family in settings.families]
    for card in deck:
        draw_portrait(
            [settings.share(value) for _kind, value in card.values],
            family=order.index(card.family.letter),
            number=card.number - 1,
            label=card.alt,
        )


def told(name: str, times: Sequence[float], target: float | None = None) -> None:
    median = statistics.median(times)
    verdict = f" | {target:.0f}" if target else " | "
    print(f"| {name} | {median:.1f} | {min(times):.1f}–{max(times):.1f}{verdict} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        own = Settings.parse(load_settings(write_conf(Path(folder))), str)
        deck = deal(read_files(own, str), own)
        faces = load_typefaces(PACKAGE / "fonts")
        draw = partial(rasterize, faces=faces)
        speak = lambda lang: catalogue(lang, PACKAGE)  # noqa: E731 read where it is used
        texts = [draw_essay(essay, SITE, faces) for essay in essays()]
        shown = [type_of(card, own.highest, speak) for card in deck]
        types = [draw_type(each, SITE, faces) for each in shown]

        print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores,")
        print(f"resvg {version('resvg')}; {rounds} rounds; milliseconds\n")
        print("| what | median | least–most | target |\n|---|---|---|---|")
        every = range(rounds)
        told(
            f"{len(deck)} portraits together",
            [milliseconds(lambda: portraits(deck, own)) for _round in every],
            PORTRAITS_MS,
        )
        told(
            "a picture with nothing in it", [milliseconds(lambda: draw(EMPTY)) for _round in every]
        )
        for name, drawings in (("an essay's picture", texts), ("a type's picture", types)):
            times = [milliseconds(partial(draw, svg)) for _round in every for svg in drawings]
            told(name, times, PICTURE_MS)
        told(
            "a picture's drawing, before it is painted",
            [milliseconds(partial(draw_type, each, SITE, faces)) for each in shown],
        )
        album = Album(Path(folder) / "album", draw, edition(faces))
        whole = [*texts, *types]
        first = milliseconds(lambda: [album.png(svg) for svg in whole])
        again = [milliseconds(lambda: [album.png(svg) for svg in whole]) for _round in every]
        told(f"all {len(whole)} pictures, the first time", [first])
        told(f"all {len(whole)} pictures, when none changed", again)
        sizes = [len(album.png(svg)) / 1000 for svg in whole]
        print(f"\nA picture has {min(sizes):.0f} to {max(sizes):.0f} kB.")


if __name__ == "__main__":
    main()
