"""German is complete: each message in the code has its translation, and none is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SPEAKERS = sorted(
    path.parent.parent
    for top in ("comments_api", "plugins", "theme")
    for path in (ROOT / top).rglob("locale/de.po")
)
METHODS = [("**.py", "python"), ("**/templates/**.*", "jinja2")]
KEYWORDS = {**DEFAULT_KEYWORDS, "_gettext": None}
OWN_KEYWORDS = {"author_tools": {"say": None}}  # Desk.say takes a msgid
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}")


def messages(package: Path) -> Iterator[str | tuple[str, ...]]:
    nested = [speaker for speaker in SPEAKERS if speaker != package and package in speaker.parents]

    def own(folder: str | Path) -> bool:
        return not any(Path(folder) == other or other in Path(folder).parents for other in nested)

    keywords = KEYWORDS | OWN_KEYWORDS.get(package.name, {})
    for _file, _line, message, _comments, _context in extract_from_dir(
        package, METHODS, {}, keywords, directory_filter=own
    ):
        yield message if isinstance(message, str) else tuple(message)


@pytest.mark.parametrize("package", SPEAKERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_german_is_complete_and_has_nothing_left_over(package: Path) -> None:
    with (package / "locale" / "de.po").open("rb") as file:
        catalogue = {entry.id: entry for entry in read_po(file) if entry.id}
    said = set(messages(package))
    assert said, "the control: this package does speak"
    assert {message for message in said if message not in catalogue} == set()
    assert {message for message in catalogue if message not in said} == set()
    for entry in catalogue.values():
        originals = [entry.id] if isinstance(entry.id, str) else entry.id
        translations = [entry.string] if isinstance(entry.string, str) else entry.string
        assert all(translations), entry.id
        known = {name for text in originals for name in PLACEHOLDER.findall(text)}
        used = {name for text in translations for name in PLACEHOLDER.findall(text)}
        assert used <= known, entry.id


def test_every_package_with_german_is_looked_at() -> None:
    assert {path.name for path in SPEAKERS} >= {
        "author_tools",
        "comments_api",
        "conversation",
        "theme",
    }
