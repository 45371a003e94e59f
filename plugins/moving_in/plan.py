"""Where each post goes, known before any is written, so that links between them can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.manuscript import Manuscript, Translate, read_manuscripts
from plugins.manuscript.slug import slugify
from plugins.moving_in.addresses import Slugs, form, former_addresses
from plugins.moving_in.wordpress_export import Blog, Post

_NOBODY = ""


@dataclass(frozen=True, slots=True)
class House:
    """How this publication wants its fields: its zone, language, author and rubric for the rest."""

    zone: ZoneInfo
    lang: str
    author: str
    category: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Where texts go. `address` makes a text's address, from the root, of its kind and slug.

    `reserved` are first parts of addresses that no page may have. `can_lead` says whether a former
    address can be kept as an alias at all.
    """

    essays: Path
    pages: Path
    pictures: Path
    house: House
    reserved: frozenset[str]
    address: Callable[[str, str], str]
    can_lead: Callable[[str], bool]

    def folder(self, kind: str) -> Path:
        """The folder of posts or of pages."""
        return self.pages if kind == "page" else self.essays


@dataclass(frozen=True, slots=True)
class Place:
    """A post's file, whether it is there already, its slug and the one it `wanted`.

    `aliases` are its former addresses; `lost` those that cannot lead here.
    """

    path: Path
    there: bool
    slug: str
    wanted: str
    aliases: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """Every post's place by its number, and where links to public ones lead."""

    content: Path
    places: dict[str, Place] = field(default_factory=dict)
    public: dict[str, Path] = field(default_factory=dict)

    def target(self, url: str) -> str | None:
        """What a link to this address of the old site is in a manuscript here, if anything."""
        path = self.public.get(form(url))
        return None if path is None else f"{{filename}}/{path.relative_to(self.content).as_posix()}"


def make_plan(posts: Iterable[Post], blog: Blog, destination: Destination, _: Translate) -> Plan:
    """Give every post its place. What is in the folders already keeps its own."""
    planner = _Planner(blog, destination, _)
    briefs = [planner.settle(post) for post in posts]
    plan = Plan(destination.essays.parent)
    for brief in briefs:
        plan.places[brief.number] = planner.place(brief)
        if brief.public:
            for address in brief.former:
                plan.public.setdefault(form(address), brief.path)
    return plan


@dataclass(frozen=True, slots=True)
class _Brief:
    """What planning keeps of a post: not its text."""

    number: str
    kind: str
    path: Path
    there: bool
    slug: str
    wanted: str
    former: tuple[str, ...]
    public: bool


class _Planner:
    def __init__(self, blog: Blog, destination: Destination, _: Translate) -> None:
        self._blog = blog
        self._destination = destination
        self._text = _("text")
        self._there: dict[str, Manuscript] = {}
        self._paths: set[Path] = set()
        self._slugs: dict[str, Slugs] = {}
        self._addresses = {f"/{part}/".casefold(): _NOBODY for part in destination.reserved}
        self._claimed: dict[str, str] = {}
        for kind in ("post", "page"):
            folder = destination.folder(kind)
            manuscripts, _unreadable = read_manuscripts(sorted(folder.rglob("*.md")), _)
            taken = {self._note(kind, manuscript) for manuscript in manuscripts}
            self._slugs[kind] = Slugs(taken | (destination.reserved if kind == "page" else set()))

    def _note(self, kind: str, manuscript: Manuscript) -> str:
        """Remember a text that is there; returns its slug."""
        self._paths.add(manuscript.path)
        slug = manuscript.value("slug") or slugify(manuscript.value("title"))
        if origin := manuscript.value("origin"):
            self._there[origin] = manuscript
        if not origin.startswith(self._blog.origins):
            self._addresses[self._key(self._destination.address(kind, slug))] = _NOBODY
            for alias in filter(None, map(str.strip, manuscript.value("aliases").split(","))):
                self._claimed[self._key(alias)] = _NOBODY
        return slug

    def settle(self, post: Post) -> _Brief:
        """File and slug of a post; its address and its former ones are its own from now on."""
        before = self._there.get(self._blog.origin(post))
        if before is not None:
            path, slug = before.path, before.value("slug") or slugify(before.value("title"))
            wanted = slug
        else:
            fallback = f"{self._text}-{post.number}"
            slug, wanted = self._slugs[post.kind].give(post.slug, post.title, fallback)
            path = self._path(post, slug)
        former = tuple(former_addresses(post, self._blog))
        address = self._key(self._destination.address(post.kind, slug))
        self._addresses.setdefault(address, post.number)
        for one in former:
            self._claimed.setdefault(self._key(one), post.number)
        public = post.status == "publish" and not post.is_draft
        there = before is not None
        return _Brief(post.number, post.kind, path, there, slug, wanted, former, public)

    def place(self, brief: _Brief) -> Place:
        """Everything about a post's place, once every post is settled."""
        aliases, lost = [], []
        for address in brief.former:
            key = self._key(address)
            owner = self._addresses.get(key, self._claimed[key])
            if owner != brief.number or not self._destination.can_lead(address):
                lost.append(address)
            elif key not in self._addresses:
                aliases.append(address)
        return Place(brief.path, brief.there, brief.slug, brief.wanted, tuple(aliases), tuple(lost))

    def _path(self, post: Post, slug: str) -> Path:
        day = ""
        if post.date is not None and post.kind != "page":
            day = f"{post.date.astimezone(self._destination.house.zone):%Y-%m-%d}-"
        path, number = self._destination.folder(post.kind) / f"{day}{slug}.md", 1
        while path in self._paths:
            number += 1
            path = path.with_name(f"{day}{slug}-{number}.md")
        self._paths.add(path)
        return path

    def _key(self, address: str) -> str:
        return form(address).casefold()
