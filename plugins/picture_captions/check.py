"""What can be wrong with the pictures of a manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.manuscript import Finding, Manuscript, Severity, Translate, nearest
from plugins.picture_captions.address import is_elsewhere, is_in_site, picture_file
from plugins.picture_captions.manuscript_pictures import Picture, find_pictures, plain_pictures
from plugins.picture_captions.size import picture_size

_Fault = tuple[str, str, str, str]  # rule, what, remedy, why

_PREFIX = re.compile(r"^[{|]\w+[|}]")
_DRAWN = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_MEASURED = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class Check:
    """Where the pictures are, how the text is parsed (Pelican's MARKDOWN), and the language.

    A file of more than `heaviest` bytes is told of.
    """

    content: Path
    markdown: Mapping[str, Any]
    translate: Translate
    heaviest: int = 1_500_000


def check_pictures(manuscript: Manuscript, check: Check) -> list[Finding]:
    """Every fault of the pictures in one manuscript, in their order."""
    plain = plain_pictures(manuscript.body)
    if plain is not None and not list(_faults(manuscript, plain, check)):
        return []
    return list(_faults(manuscript, find_pictures(manuscript.body, check.markdown), check))


def _faults(manuscript: Manuscript, pictures: Iterable[Picture], check: Check) -> Iterator[Finding]:
    for picture in pictures:
        line, column = _place(manuscript, picture.offset)
        yield from _weight(picture, manuscript, (line, column), check)
        for fault in (
            _alt_fault(picture, check.translate),
            _credit_fault(picture, check.translate),
            _address_fault(picture, manuscript.path.parent, check),
        ):
            if fault:
                yield Finding(manuscript.path, line, column, Severity.ERROR, *fault)


def _alt_fault(picture: Picture, _: Translate) -> _Fault | None:
    if picture.alt:
        return None
    return (
        "picture-without-alt",
        _("The picture “%(address)s” has no text alternative.") % {"address": picture.address},
        _("Say in ![…], in HTML in alt, what is to be seen."),
        _("Who cannot see the picture would not even learn that there is one."),
    )


def _credit_fault(picture: Picture, _: Translate) -> _Fault | None:
    if picture.credit or picture.is_html:  # HTML names its credit in its own words
        return None
    return (
        "picture-without-credit",
        _("The picture “%(address)s” has no credit.") % {"address": picture.address},
        _('Write {credit="…"} right behind it: who made it, and the licence, as plain text.'),
        _("Whoever made the picture has a right to be named."),
    )


def _address_fault(picture: Picture, folder: Path, check: Check) -> _Fault | None:
    _ = check.translate
    name = {"address": picture.address}
    if is_elsewhere(picture.address):
        return (
            "picture-elsewhere",
            _("The picture “%(address)s” is not part of this site.") % name,
            _("Save it below %(folder)s and write {static}/…") % {"folder": check.content},
            _("Readers would ask another host for it, which then knows what they read."),
        )
    if not is_in_site(picture.address):
        return (
            "picture-address",
            _("The picture address “%(address)s” does not begin with {static}.") % name,
            _("Write {static}/ and the path of the file below %(folder)s.")
            % {"folder": check.content},
            _("Only such an address is right on every page and in every feed."),
        )
    file = picture_file(picture.address, check.content, folder)
    if file is None or not file.is_file():
        return (
            "picture-missing",
            _("There is no picture “%(address)s”.") % name,
            _remedy_for_missing(picture.address, check),
            _("Readers would see a gap and its text alternative."),
        )
    if file.suffix.lower() in _MEASURED and picture_size(file) is None:
        return (
            "picture-unreadable",
            _("The file of “%(address)s” is not a picture that a browser could show.") % name,
            _("Save the picture again, or give the file the ending of what it is."),
            "",
        )
    return None


def _weight(
    picture: Picture, manuscript: Manuscript, place: tuple[int, int], check: Check
) -> Iterator[Finding]:
    _ = check.translate
    file = picture_file(picture.address, check.content, manuscript.path.parent)
    weight = file.stat().st_size if file and file.is_file() else 0
    if weight > check.heaviest:
        yield Finding(
            manuscript.path,
            *place,
            Severity.HINT,
            "picture-heavy",
            _("The picture “%(address)s” weighs %(kilobytes)d kB.")
            % {"address": picture.address, "kilobytes": weight // 1000},
            _("Save it smaller, at most %(most)d kB: few screens show more than 2,000 pixels.")
            % {"most": check.heaviest // 1000},
            _("On the road it keeps readers waiting, and costs them money."),
        )


def _remedy_for_missing(address: str, check: Check) -> str:
    _ = check.translate
    known = (
        "/" + file.relative_to(check.content).as_posix()
        for file in sorted(check.content.rglob("*"))
        if file.suffix.lower() in _DRAWN
    )
    meant = nearest(_PREFIX.sub("", address), known)
    if meant:
        return _("Did you mean “%(meant)s”?") % {"meant": f"{{static}}{meant}"}
    return _("Save the picture below %(folder)s, or correct the address.") % {
        "folder": check.content
    }


def _place(manuscript: Manuscript, offset: int) -> tuple[int, int]:
    before = manuscript.body[:offset]
    return manuscript.body_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1
