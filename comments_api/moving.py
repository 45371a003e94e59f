"""The commands of moving in and out: import, export."""

from __future__ import annotations

import itertools
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from comments_api.app import Service
from comments_api.commands import Terminal, tell_report
from comments_api.conversation.foreign_file import ForeignFile, UnusableExport, opened
from comments_api.conversation.thread_id import InvalidThreadId, ThreadId, parse_thread_id
from comments_api.dates import ZONE
from comments_api.exporting import mbox, wxr
from comments_api.importing import disqus, isso, remark42, wordpress
from comments_api.importing.matching import Matching
from comments_api.importing.old_discussion import LeftOut, OldThread
from comments_api.importing.taking_over import Report, take_over
from comments_api.model import Status
from comments_api.storage import archive

SYSTEMS = ("wordpress", "disqus", "isso", "isso-json", "remark42", "json")
FORMATS = ("json", "wxr", "mbox")

DEFAULT_ZONE = ZoneInfo(ZONE)

_LARGE = 5_000_000  # bytes: smaller files are read before anybody wonders
_NOWHERE = "https://spiegelkabinett.invalid"


# In


def import_(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Take over discussions from a file of another system, or rows from an export of ours."""
    _ = terminal.gettext
    try:
        if arguments.system == "json":
            return _import_rows(terminal, service, arguments.file)
        return _import_discussions(terminal, service, arguments)
    except UnusableExport as error:
        terminal.complain(error.told(terminal.language, Path(__file__).parent))
    except archive.UnusableRow as error:
        terminal.complain(f"{arguments.file}:{error.number}: {_(error.message) % error.values}")
    except _NoSuchThread as error:
        terminal.complain(
            _("--map %(given)s: the site has no discussion “%(thread)s”. It has: %(known)s")
            % {"given": error.given, "thread": error.thread, "known": ", ".join(error.known)}
        )
    terminal.complain(_("Nothing was taken over."))
    return 1


def thread_for_name(text: str) -> tuple[str, str]:
    """``OLD=THREAD`` of the option --map. Raises ValueError."""
    old, equals, thread = text.rpartition("=")
    if not (old and equals and thread):
        raise ValueError(text)
    return old, thread


class _NoSuchThread(Exception):
    def __init__(self, given: str, thread: str, known: list[str]) -> None:
        super().__init__(thread)
        self.given = given
        self.thread = thread
        self.known = known


def _import_discussions(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    _ = terminal.gettext
    matching = _matching(service, dict(arguments.map or ()))
    with _read(terminal, arguments.system, arguments.file, arguments.zone) as old:
        report = take_over(service.store, service.clock, matching, old, _("Anonymous"))
    code = _tell(terminal, report)
    return max(code, tell_report(terminal, service.publication.publish_outstanding()))


def _matching(service: Service, given: Mapping[str, str]) -> Matching:
    threads = service.threads.all()
    former = service.exchange.read_former_names()
    known = {*threads, *former.values()}
    mapped: dict[str, ThreadId] = {}
    for old, name in given.items():
        try:
            mapped[old] = parse_thread_id(name)
        except InvalidThreadId as error:
            raise _NoSuchThread(f"{old}={name}", name, sorted(known)) from error
        if mapped[old] not in known:
            raise _NoSuchThread(f"{old}={name}", name, sorted(known))
    return Matching(threads, former, mapped)


@contextmanager
def _read(
    terminal: Terminal, system: str, path: Path, zone: ZoneInfo
) -> Iterator[Iterator[OldThread]]:
    if system == "isso":
        yield isso.read_database(path)
        return
    readers: dict[str, Callable[[ForeignFile], Iterator[OldThread]]] = {
        "wordpress": lambda file: wordpress.read(file, zone),
        "disqus": disqus.read,
        "isso-json": lambda file: isso.read_json(file, zone),
        "remark42": remark42.read,
    }
    with opened(path, _Progress(terminal, path)) as file:
        yield readers[system](file)


class _Progress:
    """Says every tenth of a large file; nothing about a small one."""

    def __init__(self, terminal: Terminal, path: Path) -> None:
        self._terminal = terminal
        self._large = path.is_file() and path.stat().st_size >= _LARGE
        self._told = 0

    def __call__(self, share: float) -> None:
        tenths = int(share * 10)
        if self._large and tenths > self._told:
            self._told = tenths
            _ = self._terminal.gettext
            self._terminal.complain(_("Read: %(percent)d %%") % {"percent": tenths * 10})


def _tell(terminal: Terminal, report: Report) -> int:
    _ = terminal.gettext
    terminal.say(
        terminal.ngettext(
            "%(number)s comment taken over, %(waiting)s of them waiting; "
            "%(before)s were there before.",
            "%(number)s comments taken over, %(waiting)s of them waiting; "
            "%(before)s were there before.",
            report.added,
        )
        % {"number": report.added, "waiting": report.waiting, "before": report.unchanged}
    )
    if not report.added:
        terminal.say(_("Nothing has changed."))
    if report.orphans:
        terminal.say(
            _("%(number)s answer a comment that did not come along; they are marked as such.")
            % {"number": report.orphans}
        )
    if report.undated:
        terminal.say(
            _("%(number)s had no time of their own and got that of their neighbour.")
            % {"number": report.undated}
        )
    for reason, count in sorted(report.left_out.items()):
        terminal.say(
            _("Left out: %(number)s, because: %(why)s.")
            % {"number": count, "why": _reasons(terminal)[reason]}
        )
    if report.hidden:
        terminal.say(
            _("Not public yet: %(number)s discussions. Their comments appear with the next build.")
            % {"number": len(report.hidden)}
        )
    for thread_id, title in report.closed:
        terminal.say(
            _("“%(title)s” was closed there. To close it here: “comments: closed” in %(thread)s.")
            % {"title": title or thread_id, "thread": thread_id}
        )
    return _tell_homeless(terminal, report)


def _tell_homeless(terminal: Terminal, report: Report) -> int:
    _ = terminal.gettext
    for old in report.homeless:
        terminal.complain(
            terminal.ngettext(
                "Not taken over: %(number)s comment on “%(title)s”, for the site has no such "
                "discussion (%(names)s).",
                "Not taken over: %(number)s comments on “%(title)s”, for the site has no such "
                "discussion (%(names)s).",
                old.comments,
            )
            % {
                "number": old.comments,
                "title": old.title or old.names[0],
                "names": ", ".join(old.names),
            }
        )
    if not report.homeless:
        return 0
    terminal.complain(
        _(
            "→ Put the old address into the essay's “aliases:”, build, and import again; or say "
            "which is which: --map %(name)s=THREAD. What was taken over is not taken over twice."
        )
        % {"name": report.homeless[0].names[0]}
    )
    return 1


def _reasons(terminal: Terminal) -> Mapping[LeftOut, str]:
    _ = terminal.gettext
    return {
        LeftOut.SPAM: _("spam there"),
        LeftOut.TRASH: _("thrown away there"),
        LeftOut.DELETED: _("deleted there"),
        LeftOut.PINGBACK: _("pingback or trackback, written by a machine"),
        LeftOut.OTHER_KIND: _("no comment but an entry of an extension"),
        LeftOut.EMPTY: _("nothing to read in it"),
        LeftOut.TWICE: _("twice in the file"),
        LeftOut.ERASED: _("erased here since it first came"),
    }


def _import_rows(terminal: Terminal, service: Service, path: Path) -> int:
    _ = terminal.gettext
    with opened(path, _Progress(terminal, path)) as file:
        report = archive.put_back(service.engine, archive.decoded(file.lines()))
    terminal.say(
        _("%(comments)s comments put back, with all about them; %(before)s were there before.")
        % {"comments": report.added["comments"], "before": report.unchanged["comments"]}
    )
    if not any(report.added.values()):
        terminal.say(_("Nothing has changed."))
    return tell_report(terminal, service.publication.publish_outstanding())


# Out


def export(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Print every discussion in one of the formats."""
    _ = terminal.gettext
    if arguments.format == "json":
        for name, row in archive.rows(service.engine):
            terminal.say(archive.encoded(name, row))
        return 0
    threads = service.threads.all()
    origin = _origin(service)
    left_out = [Status.REJECTED]
    if arguments.format == "wxr":
        for piece in wxr.lines(service.store, threads, service.config.site_name, origin):
            sys.stdout.write(piece)
    else:
        left_out += [Status.PENDING, Status.HELD]
        host = urlsplit(origin).hostname or ""
        for message in mbox.messages(
            service.store, threads, host, with_emails=arguments.with_emails
        ):
            sys.stdout.write(message.decode("ascii"))
    with service.store.reading() as reading:
        number = sum(map(reading.count, left_out))
    if number:
        terminal.complain(
            _("%(number)s comments that are not for this format stayed out; JSON holds them all.")
            % {"number": number}
        )
    return 0


def _origin(service: Service) -> str:
    """Where the site is: by setting, else as its own pages say, else nowhere."""
    urls = (thread.url for thread in service.threads.all().values())
    parts = map(urlsplit, itertools.chain([service.config.public_origin or ""], urls))
    found = (f"{part.scheme}://{part.netloc}" for part in parts if part.netloc)
    return next(found, _NOWHERE)


def zone(text: str) -> ZoneInfo:
    """A time zone by its IANA name. Raises ValueError."""
    try:
        return ZoneInfo(text)
    except (KeyError, OSError) as error:
        raise ValueError(text) from error
