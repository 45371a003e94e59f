"""What checking adds to a build of 500 essays: their texts before it, the built site after it.

The project's own essays are copied under new names until there are 500. The texts are read and
checked as in every build; of the built site, the page of each essay is its original's, written out
as often. Time is that of the processor, so that other work on the machine counts less. Target: both
halves together 1–2 s.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.author_tools.build import build_site, load_settings
from plugins.editorial_check.bodies import check_body
from plugins.editorial_check.front_matter import check_addresses, check_front_matter
from plugins.editorial_check.output import check_output
from plugins.editorial_check.schema import ESSAY
from plugins.editorial_check.silences import silences
from plugins.editorial_check.slips import Lengths
from plugins.editorial_check.targets import Archive, check_targets
from plugins.editorial_check.text import Text
from plugins.german_typography.leftovers import left_over
from plugins.manuscript import read_manuscripts
from tests.support.project import ROOT, write_conf

ESSAYS, ROUNDS = 500, 5
ZONE = ZoneInfo("Europe/Berlin")


def seconds(work: Callable[[], object]) -> str:
    took = []
    for _round in range(ROUNDS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return f"{statistics.median(took):.2f} s ({min(took):.2f}–{max(took):.2f})"


def texts(folder: Path) -> list[Path]:
    originals = sorted((ROOT / "content" / "essays").glob("*.md"))
    files = []
    for number in range(ESSAYS):
        text = originals[number % len(originals)].read_text(encoding="utf-8")
        file = folder / f"{number}.md"
        file.write_text(text.replace("\nslug: ", f"\nslug: nr-{number}-", 1), encoding="utf-8")
        files.append(file)
    return files


def check(files: list[Path]) -> None:
    read, _unreadable = read_manuscripts(files, str)
    for manuscript in read:
        text = Text.of(manuscript)
        silences(text)
        list(check_front_matter(manuscript, ESSAY, ZONE, str))
        list(check_body(text, Lengths(60, 250), str))
    list(check_addresses(read, "de", str))
    list(check_targets(Archive(files[0].parent, read, datetime.now(UTC), ZONE), str))


def quotes(files: list[Path]) -> None:
    for manuscript in read_manuscripts(files, str)[0]:
        list(left_over(manuscript, "de", str))


def site(folder: Path) -> Path:
    settings = load_settings(write_conf(folder, site_url="https://site.example"))
    build_site(settings)
    output = Path(settings["OUTPUT_PATH"])
    pages = [path.read_bytes() for path in sorted((output / "essays").glob("*/index.html"))]
    for number in range(ESSAYS - len(pages)):
        page = output / "essays" / f"nr-{number}" / "index.html"
        page.parent.mkdir()
        page.write_bytes(pages[number % len(pages)])
    return output


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        files = texts(folder / "texts")
        size = sum(file.stat().st_size for file in files) / 1e6
        output = site(folder / "site")
        pages = list(output.rglob("*.html"))
        weight = sum(page.stat().st_size for page in pages) / 1e6
        print(f"{ESSAYS} texts, {size:.1f} MB: {seconds(lambda: check(files))}")
        print(f"straight quotes in them: {seconds(lambda: quotes(files))}")
        print(
            f"{len(pages)} pages, {weight:.1f} MB: "
            f"{seconds(lambda: check_output(output, 'https://site.example'))}"
        )


if __name__ == "__main__":
    main()
