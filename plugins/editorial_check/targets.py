"""Links between an author's own files: `{filename}other.md` and its kin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from plugins.manuscript import Finding, Manuscript, Severity, Translate, nearest
from plugins.manuscript.date import ImpossibleDate, parse_date
from plugins.manuscript.markdown_text import marked_lines
from plugins.manuscript.memo import Memo

_TARGET = re.compile(r"""\{(?:filename|static|attach)\}(?P<path>[^)\s>"'#?|]+)""")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Archive:
    """All texts of a publication, and the moment that decides which of them are out."""

    content: Path
    manuscripts: Sequence[Manuscript]
    now: datetime
    zone: ZoneInfo

    def is_draft(self, manuscript: Manuscript) -> bool:
        """Whether only its secret address shows it."""
        return manuscript.value("status") == "draft"

    def is_scheduled(self, manuscript: Manuscript) -> bool:
        """Whether its time is still to come."""
        try:
            return parse_date(manuscript.value("date"), self.zone) > self.now
        except ImpossibleDate:
            return False


def check_targets(archive: Archive, _: Translate, memo: Memo | None = None) -> Iterator[Finding]:
    """Links to files that are not there, or that a reader must not or cannot reach yet.

    Pictures are left to the plugin that sets them; listings, code and comments are no links.
    """
    memo = memo or Memo()
    by_path = {manuscript.path.resolve(): manuscript for manuscript in archive.manuscripts}
    for manuscript in archive.manuscripts:
        for line, column, target in memo(("targets", manuscript), partial(_targets, manuscript)):
            file = _resolve(target, manuscript, archive.content)
            place = (manuscript.path, line, column, Severity.ERROR)
            if not file.is_file():
                yield _missing(place, target, by_path, _)
            elif (other := by_path.get(file)) and not archive.is_draft(manuscript):
                yield from _unreachable(place, target, manuscript, other, archive, _)


def _targets(manuscript: Manuscript) -> tuple[tuple[int, int, str], ...]:
    return tuple(_targets_in(manuscript))


def _targets_in(manuscript: Manuscript) -> Iterator[tuple[int, int, str]]:
    for number, line in marked_lines(manuscript.body, manuscript.body_line):
        without_pictures = _PICTURE.sub(lambda found: " " * len(found[0]), line)
        for found in _TARGET.finditer(without_pictures):
            yield number, found.start() + 1, found["path"]


def _resolve(target: str, manuscript: Manuscript, content: Path) -> Path:
    path = unquote(target)
    folder = content if path.startswith("/") else manuscript.path.parent
    return (folder / path.lstrip("/")).resolve()


def _missing(
    place: tuple[Path, int, int, Severity],
    target: str,
    by_path: dict[Path, Manuscript],
    _: Translate,
) -> Finding:
    meant = nearest(Path(target).name, (path.name for path in by_path))
    return Finding(
        *place,
        "link-to-missing-file",
        _("The link leads to “%(target)s”, and there is no such file.") % {"target": target},
        _("Did you mean “%(meant)s”?") % {"meant": meant}
        if meant
        else _("Correct the name; it is meant from the folder of this text."),
        _("A reader would be sent nowhere."),
    )


def _unreachable(
    place: tuple[Path, int, int, Severity],
    target: str,
    manuscript: Manuscript,
    other: Manuscript,
    archive: Archive,
    _: Translate,
) -> Iterator[Finding]:
    if archive.is_draft(other):
        yield Finding(
            *place,
            "link-to-draft",
            _("The link leads to the draft “%(target)s”.") % {"target": target},
            _("Publish the draft first, or take the link out."),
            _("It would tell everybody the draft's secret address."),
        )
    elif archive.is_scheduled(other) and not archive.is_scheduled(manuscript):
        yield Finding(
            *place,
            "link-to-scheduled",
            _("The link leads to “%(target)s”, which appears only on %(date)s.")
            % {"target": target, "date": other.value("date")},
            _("Take the link out until then."),
            _("A reader would be sent nowhere."),
        )
