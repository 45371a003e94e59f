"""The author's command line. Every command says what it did, or what to mend and where."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from comments_api.conversation.language import catalogue
from plugins import editorial_check, narcissist_typology
from plugins.author_tools import moving_in
from plugins.author_tools.build import Build, Haste, Inspect, Settings, build_site, load_settings
from plugins.author_tools.check import examine
from plugins.author_tools.new_text import House, start_essay, start_page
from plugins.author_tools.new_type import start_type
from plugins.author_tools.page_news import News, page_news
from plugins.author_tools.publish import obstacles, uncommitted
from plugins.author_tools.sending import CannotSend, Sender, sender_to
from plugins.author_tools.serve import ServiceStopped, running_service, stopping_on_signals
from plugins.author_tools.site_tree import Changes
from plugins.author_tools.stage import Stage
from plugins.author_tools.warm import Warmth
from plugins.author_tools.watch import occasions
from plugins.editorial_check.report import Report
from plugins.manuscript import AuthorError, BrokenManuscripts, Finding, messages
from plugins.narcissist_typology.balance.command import balance_findings
from plugins.narcissist_typology.settings import Settings as TypologySettings

OK, FAULT = 0, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 something to mend, 2 (from argparse) used wrongly."""
    arguments = _parser().parse_args(argv)
    try:
        desk = Desk(arguments.conf)
    except AuthorError as error:
        print(error, file=sys.stderr)  # noqa: T201 a command line speaks
        return FAULT
    try:
        return int(arguments.command(desk, arguments))
    except AuthorError as error:
        desk.complain(error)
        return FAULT


class Desk:
    """The configuration a command works with, and the language it speaks."""

    def __init__(self, conf: Path) -> None:
        self.conf = conf.resolve()
        self.root = self.conf.parent
        self.settings: Settings = load_settings(self.conf)
        self.translations = catalogue(self.settings["DEFAULT_LANG"], Path(__file__).parent)
        self.gettext = self.translations.gettext

    def say(self, message: str, **values: object) -> None:
        """Tell the author something, at once. `message` is a msgid."""
        print(self.gettext(message) % values, flush=True)  # noqa: T201 a command line speaks

    def words(self, findings: Sequence[Finding]) -> str:
        """Findings as their author reads them."""
        package = Path(editorial_check.__file__).parent
        translate = messages(self.settings["DEFAULT_LANG"], package).gettext
        return Report(findings, self.root).as_text(translate)

    def what_is_wrong(self, error: AuthorError) -> str:
        """What stopped a command, as its author reads it."""
        if isinstance(error, BrokenManuscripts):
            return self.words(error.findings)
        return str(error)

    def complain(self, error: AuthorError) -> None:
        """Tell what stopped a command."""
        print(self.what_is_wrong(error), file=sys.stderr)  # noqa: T201 a command line speaks

    def build(
        self, settings: Settings, *, inspect: Inspect | None = None, haste: Haste | None = None
    ) -> Build:
        """Build, and tell how long it took and what changed."""
        began = time.monotonic()
        build = build_site(settings, inspect=inspect, haste=haste)
        if build.findings:
            print(self.words(build.findings))  # noqa: T201 a command line speaks
        self.say(
            "Built in %(seconds).1f s: %(new)d new, %(changed)d changed, %(removed)d removed.",
            seconds=time.monotonic() - began,
            new=len(build.changes.new),
            changed=len(build.changes.changed),
            removed=len(build.changes.removed),
        )
        return build


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.author_tools")
    parser.add_argument("--conf", type=Path, default=Path("pelicanconf.py"))
    commands = parser.add_subparsers(required=True)

    commands.add_parser("build").set_defaults(command=_build)
    check = commands.add_parser("check")
    check.set_defaults(command=_check, form="text")
    forms = check.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_const", const="json", dest="form")
    forms.add_argument("--sarif", action="store_const", const="sarif", dest="form")

    publish = commands.add_parser("publish")
    publish.add_argument("--dirty", action="store_true")
    publish.set_defaults(command=_publish)

    essay = commands.add_parser("essay")
    essay.add_argument("title")
    essay.set_defaults(command=_essay)

    page = commands.add_parser("page")
    page.add_argument("title")
    page.set_defaults(command=_page)

    new_type = commands.add_parser("type")
    new_type.add_argument("name")
    new_type.set_defaults(command=_type)

    from_wordpress = commands.add_parser("import")
    from_wordpress.add_argument("export", type=Path)
    from_wordpress.add_argument("--uploads", type=Path)
    from_wordpress.set_defaults(command=_import)

    serve = commands.add_parser("serve")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(command=_serve)

    watch = commands.add_parser("watch")
    watch.set_defaults(command=_watch)
    return parser


def _build(desk: Desk, _arguments: argparse.Namespace) -> int:
    desk.say("Building …")
    desk.build(desk.settings)
    desk.say("The site is in %(folder)s.", folder=_short(desk, desk.settings["OUTPUT_PATH"]))
    return OK


def _check(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.form == "text":
        desk.say("Checking texts, cards, settings, links and the deck …")
    with tempfile.TemporaryDirectory() as folder:
        report = Report(examine(desk.settings, Path(folder)), desk.root)
    if arguments.form == "text":
        if report.findings:
            print(desk.words(report.findings))  # noqa: T201 a command line speaks
        desk.say(
            "%(errors)d to mend, %(hints)d to consider.",
            errors=report.errors,
            hints=report.hints,
        )
    else:
        print(report.as_json() if arguments.form == "json" else report.as_sarif())  # noqa: T201 the same
    return FAULT if report.errors else OK


def _publish(desk: Desk, arguments: argparse.Namespace) -> int:
    settings = desk.settings
    found = [] if arguments.dirty else list(uncommitted(desk.root, desk.gettext))
    _refuse(desk, found)
    send = _sending(desk)
    desk.say("Checking and building …")
    if faults := balance_findings(settings):
        raise BrokenManuscripts(faults)
    news: list[News] = []

    def read_news(built: Path, live: Path, changes: Changes) -> None:
        news.append(page_news(built, live, changes, settings.get("DRAFT_PATH", "entwuerfe")))

    desk.build(settings, inspect=read_news)
    _tell_news(desk, news[0])
    desk.say("The site is in %(folder)s.", folder=_short(desk, settings["OUTPUT_PATH"]))
    if send is not None:
        send()
    return OK


def _refuse(desk: Desk, found: Sequence[str] = ()) -> None:
    """Raise AuthorError with what stands against publishing, and what was `found` besides."""
    settings = desk.settings
    paths = (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"])
    pages = [Path(settings["PATH"]) / path for path in paths]
    against = [
        obstacle
        for folder in (*pages, _typology(desk).folder)
        for obstacle in obstacles(settings["SITEURL"], folder, desk.gettext)
    ]
    if against or found:
        raise AuthorError("\n".join(dict.fromkeys([*against, *found])))


def _sending(desk: Desk) -> Callable[[], None] | None:
    """What sends the site on, if it is to be sent. Raises CannotSend."""
    target = desk.settings.get("PUBLISH_TO", "")
    return partial(_send, desk, sender_to(target, desk.gettext), target) if target else None


def _tell_news(desk: Desk, news: News) -> None:
    told = (
        (desk.gettext("New"), news.new),
        (desk.gettext("Changed"), news.changed),
        (desk.gettext("Withdrawn"), news.withdrawn),
    )
    for kind, pages in told:
        for page in pages:
            desk.say("  %(kind)s: %(title)s  %(address)s", kind=kind, **asdict(page))
    if not any(pages for _kind, pages in told):
        desk.say("No page changed since the last time.")


def _send(desk: Desk, sender: Sender, target: str) -> None:
    desk.say("Sending to %(target)s …", target=target)
    try:
        sent = sender.send(Path(desk.settings["OUTPUT_PATH"]))
    except CannotSend as error:
        raise CannotSend(
            desk.gettext(
                "The site is built and whole in %(folder)s, but it did not all arrive at "
                "%(target)s:\n%(why)s\n"
                "    → Mend that and say make publish again: it goes on where it stopped."
            )
            % {
                "folder": _short(desk, desk.settings["OUTPUT_PATH"]),
                "target": target,
                "why": error,
            }
        ) from error
    desk.say(
        "Arrived: %(files)d files sent, %(deleted)d deleted.",
        files=sent.files,
        deleted=sent.deleted,
    )


def _essay(desk: Desk, arguments: argparse.Namespace) -> int:
    folder = Path(desk.settings["PATH"]) / desk.settings["ARTICLE_PATHS"][0]
    house = _house(desk)
    now = datetime.now(ZoneInfo(house.zone))
    return _begun(desk, start_essay(folder, arguments.title, house, now, desk.gettext))


def _page(desk: Desk, arguments: argparse.Namespace) -> int:
    folder = Path(desk.settings["PATH"]) / desk.settings["PAGE_PATHS"][0]
    return _begun(desk, start_page(folder, arguments.title, _house(desk), desk.gettext))


def _house(desk: Desk) -> House:
    settings = desk.settings
    return House(settings["AUTHOR"], settings["DEFAULT_LANG"], settings["TIMEZONE"])


def _begun(desk: Desk, path: Path) -> int:
    desk.say("Begun: %(path)s", path=_short(desk, path))
    _edit(desk, path)
    return OK


def _edit(desk: Desk, path: Path) -> None:
    """Open the author's own editor, if there is one and somebody to type into it."""
    editor = os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        return
    try:
        subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 the author's own
    except (OSError, ValueError) as error:
        desk.say(
            "The editor cannot be started (EDITOR=%(editor)s): %(why)s", editor=editor, why=error
        )


def _typology(desk: Desk) -> TypologySettings:
    package = Path(narcissist_typology.__file__).parent
    return TypologySettings.parse(
        desk.settings, messages(desk.settings["DEFAULT_LANG"], package).gettext
    )


def _type(desk: Desk, arguments: argparse.Namespace) -> int:
    begun = start_type(_typology(desk), arguments.name, desk.gettext)
    desk.say("Begun: %(path)s (%(code)s)", path=_short(desk, begun.path), code=begun.code)
    if begun.missing:
        desk.say(
            "Its family still lacks %(codes)s; the site is built again once it is whole.",
            codes=", ".join(begun.missing),
        )
    _edit(desk, begun.path)
    return OK


def _import(desk: Desk, arguments: argparse.Namespace) -> int:
    report = moving_in.texts(desk.settings, arguments.export, arguments.uploads, desk.say)
    for line in moving_in.lines(report, desk.settings):
        print(line)  # noqa: T201 a command line speaks
    moving_in.hand_over_former_names(desk.settings)
    desk.say("From the readers:")
    code = moving_in.discussions(desk.settings, arguments.export)
    desk.say("Now look it over: make check, then make serve.")
    return code


def _serve(desk: Desk, arguments: argparse.Namespace) -> int:
    host, port = arguments.host, arguments.port
    url = f"http://{host}:{port}"
    desk.say("Building …")
    stage = Stage(desk.root / "var" / "preview")
    keeper = Keeper(desk, _now, stage)
    keeper.build()
    environment = {
        "SPIEGELKABINETT_MODE": "development",
        "SITE_DIR": str(desk.settings["OUTPUT_PATH"]),
        "PREVIEW_DIR": str(stage.folder),
        "EXCHANGE_DIR": str(desk.settings["COMMENTS_EXCHANGE"]),
        "COMMENTS_LANGUAGE": desk.settings["DEFAULT_LANG"],
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "warning"),
    }
    desk.say("Starting the comments service …")
    with stopping_on_signals() as stop, running_service(host, port, environment) as service:
        try:
            service.wait_until_ready(f"{url}/healthz")
        except ServiceStopped as stopped:
            return stopped.exit_code or FAULT
        desk.say(
            "\n"
            "  Read       %(url)s/\n"
            "  Edit       %(url)s/redaktion/\n"
            "  Moderate   %(url)s/moderation/\n"
            "  The first moderator:  make moderator NAME=your-name\n"
            "  A living thread:      make demo\n"
            "\n"
            "Watching for changes. Ctrl-C ends everything.",
            url=url,
        )
        keeper.watch(stop)
    desk.say("Stopped.")
    return OK


def _watch(desk: Desk, _arguments: argparse.Namespace) -> int:
    _refuse(desk)
    keeper = Keeper(desk, _now, send=_sending(desk))
    keeper.build()
    with stopping_on_signals() as stop:
        keeper.watch(stop)
    return OK


_PATIENCE = timedelta(minutes=1)


class Keeper:
    """Keeps the site up to date; an author's mistake is told, and the old site stays.

    With `send` the site is sent on whenever it changed. What did not arrive is sent again soon.
    """

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        stage: Stage | None = None,
        send: Callable[[], None] | None = None,
    ) -> None:
        self._desk = desk
        self._now = now
        self._stage = stage
        self._send = send
        self._arrived = False
        self._warmth = Warmth()
        self._began = time.time()
        self._next_due: datetime | None = None

    def build(self, changed: frozenset[Path] = frozenset()) -> None:
        """Build once, with the settings as they are now. `changed`: files since the last time."""
        self._next_due = None
        self._warmth.after(changed, self._desk.settings)
        try:
            build = self._build(changed)
        except AuthorError as error:
            self._desk.complain(error)
            self._desk.say("Not built; the site stays as it was. Waiting for the mend …")
            if self._stage:
                self._stage.is_broken(self._desk.what_is_wrong(error))
            return
        self._warmth.build_done()
        self._next_due = build.next_due
        if self._send and (build.changes or not self._arrived):
            self._send_on(self._send)

    def _send_on(self, send: Callable[[], None]) -> None:
        try:
            send()
        except CannotSend as error:
            self._arrived = False
            self._desk.complain(error)
            self._desk.say("Trying again in a minute.")
            again = self._now() + _PATIENCE
            self._next_due = min(again, self._next_due or again)
        else:
            self._arrived = True

    def _build(self, changed: frozenset[Path]) -> Build:
        overrides: dict[str, object] = {"BUILD_TIME": self._now()}
        if self._stage is None:
            settings = load_settings(self._desk.conf, overrides)
            return self._desk.build(self._warmth.lent_to(settings))
        overrides["PREVIEW_PATH"] = str(self._stage.folder)
        settings = self._warmth.lent_to(load_settings(self._desk.conf, overrides))
        build = self._desk.build(settings, haste=Haste(changed, self._stage.is_new))
        if build.changes or build.editors_changes:
            self._stage.is_new()
        else:
            self._stage.is_as_before()
        return build

    def watch(self, stop: threading.Event) -> None:
        """Build whenever something changed or a scheduled essay is due, until `stop` is set."""
        for changed in self.occasions(stop):
            self.build(changed)

    def occasions(self, stop: threading.Event) -> Iterator[frozenset[Path]]:
        """Each time a build is called for, with the files that changed."""
        due = lambda: self._next_due  # noqa: E731 asked anew after each build
        return occasions(self._paths(), due, self._now, stop, self._began)

    def _paths(self) -> list[Path]:
        settings = self._desk.settings
        published = Path(settings["COMMENTS_EXCHANGE"]) / "threads"
        published.mkdir(parents=True, exist_ok=True)
        return [self._desk.conf, Path(settings["PATH"]), Path(settings["THEME"]), published]


def _now() -> datetime:
    return datetime.now(UTC)


def _short(desk: Desk, path: str | Path) -> str:
    path = Path(path)
    return str(path.relative_to(desk.root) if path.is_relative_to(desk.root) else path)
