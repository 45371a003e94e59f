"""One build: Pelican into a fresh folder, then into place. Anything wrong leaves the old site."""

from __future__ import annotations

import fcntl
import logging
import re
import shutil
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import pelican
from pelican import signals
from pelican.contents import Content
from pelican.log import LimitFilter
from pelican.settings import read_settings
from pelican.writers import FileOverwriteFailedError

from comments_api.conversation.language import catalogue
from plugins.author_tools.first_pages import PelicanWithFirstPages
from plugins.author_tools.site_tree import Changes, clear_leftovers, compare, swap_into_place
from plugins.manuscript import AuthorError, Finding
from plugins.page_weight.places import fill_in
from plugins.page_weight.weighing import Site
from plugins.publication_states.addresses import EDITORS

Settings = dict[str, Any]


class BuildStopped(AuthorError):
    """Pelican met something it would only have logged; here that stops the build."""


class BadSettings(AuthorError):
    """The configuration file cannot be used."""


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: what it changed, what was found, and when the next is due.

    `editors_changes` are those below PREVIEW_PATH, of what only an author sees.
    """

    changes: Changes
    editors_changes: Changes
    findings: tuple[Finding, ...]
    next_due: datetime | None


def load_settings(conf: Path, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Read a Pelican configuration file, afresh each time. Raises BadSettings."""
    try:
        settings: Settings = read_settings(str(conf), override=dict(overrides or {}))
    except FileNotFoundError as error:
        raise BadSettings(f"{conf}: there is no such configuration file") from error
    except SyntaxError as error:
        raise BadSettings(f"{error.filename}:{error.lineno}: {error.msg}") from error
    except (NameError, TypeError, ValueError, ImportError) as error:
        raise BadSettings(f"{conf}: {type(error).__name__}: {error}") from error
    return settings


Inspect = Callable[[Path, Path, Changes], None]
"""Looks at a finished build before it is swapped in: built folder, live folder, differences."""


@dataclass(frozen=True, slots=True)
class Haste:
    """Texts whose pages are wanted before the site is whole, and whom to tell that they stand."""

    texts: frozenset[Path]
    shown: Callable[[], None]


def build_site(
    settings: Settings,
    *,
    into: Path | None = None,
    inspect: Inspect | None = None,
    haste: Haste | None = None,
) -> Build:
    """Build the site and swap it into place (`into`, by default OUTPUT_PATH).

    Raises AuthorError when anything is wrong, or when `inspect` does; the site that stood before
    then stands untouched. With `haste`, for a preview only, the pages of some texts are put into
    place as soon as nothing is wrong with what authors wrote, and before the others are rendered.
    """
    live = (into or Path(settings["OUTPUT_PATH"])).resolve()
    live.parent.mkdir(parents=True, exist_ok=True)
    with (
        _one_at_a_time(live),
        _fresh_folder(live) as built,
        _problems() as problems,
        _publication_times() as due,
    ):
        found: list[Finding] = settings.get("EDITORIAL_FINDINGS", [])
        run = partial(_pelican, haste=haste, live=live)
        _run({**settings, "OUTPUT_PATH": str(built), "EDITORIAL_FINDINGS": found}, run)
        if problems:
            raise BuildStopped("\n".join(problems))
        editors_changes = Changes()
        if settings.get("PREVIEW_PATH"):
            editors_changes = _set_apart(built / EDITORS, Path(settings["PREVIEW_PATH"]) / EDITORS)
        changes = compare(built, live)
        if inspect is not None:
            inspect(built, live, changes)
        swap_into_place(built, live, changes)
    return Build(changes, editors_changes, tuple(sorted(found)), min(due, default=None))


def _set_apart(built: Path, live: Path) -> Changes:
    """Keep what only an author sees out of the site: a preview's site is the one readers get."""
    live.parent.mkdir(parents=True, exist_ok=True)
    changes = compare(built, live)
    swap_into_place(built, live, changes)
    if built.exists():
        shutil.rmtree(built)
    return changes


@contextmanager
def _fresh_folder(live: Path) -> Iterator[Path]:
    """An empty folder on the file system of `live`, with the rights of an ordinary one."""
    clear_leftovers(live)
    with tempfile.TemporaryDirectory(prefix=f".{live.name}-", dir=live.parent) as own:
        built = Path(own) / live.name
        built.mkdir()
        yield built


def _pelican(settings: Settings, *, haste: Haste | None, live: Path) -> pelican.Pelican:
    if haste is None:
        return pelican.Pelican(settings)

    def show(folder: Path, names: tuple[str, ...]) -> None:
        fill_in(folder, names, Site(live, settings["SITEURL"]))
        for name in names:
            own = name.startswith(f"{EDITORS}/")
            target = (Path(settings["PREVIEW_PATH"]) if own else live) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(target)
        haste.shown()

    return PelicanWithFirstPages(settings, haste.texts, show)


def _run(settings: Settings, make: Callable[[Settings], pelican.Pelican]) -> None:
    pelican.console.quiet = True
    try:
        with warnings.catch_warnings(), _generated() as contents:
            make(settings).run()
    except FileOverwriteFailedError as error:
        raise BuildStopped(_contested(str(error), contents, settings)) from error
    except jinja2.TemplateSyntaxError as error:
        raise BuildStopped(f"{error.filename}:{error.lineno}: {error.message}") from error
    except jinja2.TemplateError as error:
        raise BuildStopped(f"{_template_place(error, settings['THEME'])}: {error}") from error
    finally:
        # Pelican remembers the HTML of every text for as long as the process lives, and with it
        # everything that hangs on the text.
        Content.get_content.cache.clear()
        Content.get_summary.cache.clear()


def _contested(complaint: str, contents: list[Any], settings: Settings) -> str:
    """Whose address Pelican found taken; its `complaint` quotes the file it would have written."""
    _ = catalogue(settings["DEFAULT_LANG"], Path(__file__).parent).gettext
    quoted = re.findall(r'"(.+?)"', complaint)[0]
    file = Path(quoted).relative_to(settings["OUTPUT_PATH"]).as_posix()
    message = _(
        "%(place)s: two pages want the address %(address)s.\n"
        "    → Give the text, card, tag or category that has it another slug."
    )
    address = "/" + file.removesuffix("index.html")
    places = (text.source_path for text in reversed(contents) if text.save_as == file)
    return message % {"place": next(places, settings["PATH"]), "address": address}


def _template_place(error: jinja2.TemplateError, theme: str) -> str:
    """The innermost template line that `error` passed through, as file:line."""
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if not frame.filename.endswith(".py")]
    return f"{templates[-1].filename}:{templates[-1].lineno}" if templates else theme


@contextmanager
def _one_at_a_time(live: Path) -> Iterator[None]:
    """Let two builds of one site, a `make build` beside a `make serve`, wait for each other."""
    with live.with_name(f".{live.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class _Listener(logging.Handler):
    """Keeps what Pelican and the plugins warn of: here each is a problem."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            text = f"{text}: {record.exc_info[1]}"
        self.problems.append(text)


@contextmanager
def _problems() -> Iterator[list[str]]:
    listener = _Listener()
    root = logging.getLogger()
    # Pelican tells each complaint once a process; a second build must hear it again.
    LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.NOTSET
    root.addHandler(listener)
    try:
        yield listener.problems
    finally:
        root.removeHandler(listener)


@contextmanager
def _generated() -> Iterator[list[Any]]:
    """Every text that becomes a page."""
    contents: list[Any] = []

    def note(generators: Any) -> None:
        # None is how Pelican remembers a file it could not read.
        contents.extend(filter(None, generators[0].context["generated_content"].values()))

    signals.all_generators_finalized.connect(note)
    try:
        yield contents
    finally:
        signals.all_generators_finalized.disconnect(note)


@contextmanager
def _publication_times() -> Iterator[list[datetime]]:
    due: list[datetime] = []

    def note(generators: Any) -> None:
        # Not when the articles are read: then the plugin that lists them may be asked after us.
        due.extend(essay.due for essay in generators[0].context.get("scheduled", ()))

    signals.all_generators_finalized.connect(note)
    try:
        yield due
    finally:
        signals.all_generators_finalized.disconnect(note)
