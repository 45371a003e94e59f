"""Moving in from WordPress: texts by `plugins.moving_in`, discussions by the service itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from comments_api.conversation.exchange import Exchange
from comments_api.conversation.foreign_file import UnusableExport
from plugins import moving_in
from plugins.baked_comments.exchange_folder import tell_former_names
from plugins.editorial_check.output import SERVICE_PATHS
from plugins.manuscript import AuthorError, messages, read_manuscripts
from plugins.moving_in.moving import DIFFERS, NEW, UNCHANGED, Report, move_in
from plugins.moving_in.plan import Destination, House
from plugins.redirects.alias import BadAlias, parse_alias

Say = Callable[..., None]

_LARGE = 5_000_000  # bytes: smaller files are read before anybody wonders


def texts(settings: Mapping[str, Any], export: Path, uploads: Path | None, say: Say) -> Report:
    """Take over the texts and pictures of an export. Raises AuthorError."""
    _ = _translate(settings)
    if uploads is not None and not uploads.is_dir():
        raise AuthorError(_("%(folder)s: there is no such folder.") % {"folder": uploads})
    try:
        return move_in(export, _destination(settings), uploads, _Progress(export, say), _)
    except UnusableExport as error:
        raise AuthorError(error.told(settings["DEFAULT_LANG"])) from error
    except OSError as error:
        raise AuthorError(f"{error.filename}: {error.strerror}") from error


def hand_over_former_names(settings: Mapping[str, Any]) -> None:
    """Tell the service what the essays' discussions were called elsewhere. Raises AuthorError."""
    lang = settings["DEFAULT_LANG"]
    essays = (Path(settings["PATH"]) / folder for folder in settings["ARTICLE_PATHS"])
    files = [file for folder in essays for file in sorted(folder.rglob("*.md"))]
    manuscripts, _unreadable = read_manuscripts(files, _translate(settings))
    exchange = Exchange(Path(settings["COMMENTS_EXCHANGE"]), lang)
    tell_former_names(exchange, manuscripts, lang, _translate(settings))


def discussions(settings: Mapping[str, Any], export: Path) -> int:
    """Let the service take over the discussions; its exit code."""
    environment = {
        "EXCHANGE_DIR": str(settings["COMMENTS_EXCHANGE"]),
        "COMMENTS_LANGUAGE": settings["DEFAULT_LANG"],
    }
    command = [sys.executable, "-m", "comments_api", "import", "wordpress", str(export)]
    zone = ["--zone", settings["TIMEZONE"]]
    done = subprocess.run([*command, *zone], env={**os.environ, **environment}, check=False)  # noqa: S603 our own module
    return done.returncode


def _translate(settings: Mapping[str, Any]) -> Callable[[str], str]:
    packages = (Path(__file__).parent, Path(moving_in.__file__).parent)
    return messages(settings["DEFAULT_LANG"], *packages).gettext


def _destination(settings: Mapping[str, Any]) -> Destination:
    content = Path(settings["PATH"])
    addresses = {"post": settings["ARTICLE_URL"], "page": settings["PAGE_URL"]}
    return Destination(
        essays=content / settings["ARTICLE_PATHS"][0],
        pages=content / settings["PAGE_PATHS"][0],
        pictures=content / settings["STATIC_PATHS"][0],
        house=House(
            zone=ZoneInfo(settings["TIMEZONE"]),
            lang=settings["DEFAULT_LANG"],
            author=settings["AUTHOR"],
            category=settings["DEFAULT_CATEGORY"],
        ),
        reserved=_reserved(settings),
        can_lead=_can_lead,
        address=lambda kind, slug: f"/{addresses[kind].format(slug=slug)}",
    )


def _can_lead(address: str) -> bool:
    try:
        parse_alias(address)
    except BadAlias:
        return False
    return True


def _reserved(settings: Mapping[str, Any]) -> frozenset[str]:
    """First parts of addresses that are something else than a page."""
    saved = (
        str(value)
        for name, value in settings.items()
        if name.endswith(("_SAVE_AS", "_PATH")) and isinstance(value, str)
    )
    parts = [*saved, *settings["STATIC_PATHS"], *SERVICE_PATHS, settings["THEME_STATIC_DIR"]]
    firsts = (part.strip("/").partition("/")[0] for part in parts)
    return frozenset(first for first in firsts if first and "{" not in first)


class _Progress:
    """Says every tenth of a large file; nothing about a small one."""

    def __init__(self, export: Path, say: Say) -> None:
        self._say = say
        self._large = export.is_file() and export.stat().st_size >= _LARGE
        self._told = 0

    def __call__(self, share: float) -> None:
        tenths = int(share * 10 + 1e-9)
        if self._large and tenths > self._told:
            self._told = tenths
            say = self._say
            say("%(percent)d %% read …", percent=tenths * 10)


def lines(report: Report, settings: Mapping[str, Any]) -> Iterator[str]:
    """What came, what did not, and why."""
    _ = _translate(settings)
    root = Path(settings["PATH"]).parent
    yield _("From %(blog)s:") % {"blog": report.blog.address or "?"}
    yield "  " + _(
        "%(new)d texts came, %(unchanged)d were there as they came; %(pictures)d pictures came."
    ) % {
        "new": report.count(NEW),
        "unchanged": report.count(UNCHANGED),
        "pictures": report.pictures,
    }
    for arrival in report.arrivals:
        path = os.path.relpath(arrival.path, root)
        if arrival.state == NEW:
            yield f"  + {path}"
            yield from (f"      {note}" for note in arrival.notes)
        elif arrival.state == DIFFERS:
            yield f"  = {path}: " + _(
                "no longer as it came, so it was left alone. "
                "To have it anew, take the file away and import again."
            )
    if report.unused_pictures:
        yield "  " + _(
            "%(number)d entries of the media library stand in no text, or are not at hand."
        ) % {"number": report.unused_pictures}
    for kind, number in sorted(report.others.items()):
        yield "  " + _("Left out: %(number)d of the kind “%(kind)s”.") % {
            "number": number,
            "kind": kind,
        }
    if not report.count(NEW) and not report.pictures:
        yield "  " + _("Nothing has changed.")
