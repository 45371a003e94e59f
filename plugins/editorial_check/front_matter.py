"""The fields an essay or a page may carry, and what can be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from plugins.manuscript import Finding, Manuscript, Severity, Translate, check_structure, fault
from plugins.manuscript.date import ImpossibleDate, parse_date
from plugins.manuscript.slug import slugify

STATUSES = ("published", "draft", "hidden")
COMMENTS = ("open", "closed", "off")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Schema:
    """What front matter may hold: `required` must be there, `optional` may be."""

    required: frozenset[str]
    optional: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """Every field with a meaning."""
        return self.required | self.optional


ESSAY = Schema(
    required=frozenset({"title", "date", "category", "summary"}),
    optional=frozenset(
        {"subtitle", "modified", "tags", "author", "slug", "lang", "status", "thread", "comments"}
    ),
)
PAGE = Schema(
    required=frozenset({"title"}),
    optional=frozenset({"subtitle", "slug", "lang", "summary", "status", "template"}),
)


def check_front_matter(
    manuscript: Manuscript, schema: Schema, zone: ZoneInfo, _: Translate
) -> Iterator[Finding]:
    """Every fault of one file's front matter. `zone` decides which local times exist."""
    is_draft = manuscript.value("status") == "draft"
    required = schema.required - {"date"} if is_draft else schema.required
    yield from check_structure(manuscript, sorted(required), schema.known, _)
    yield from _values(manuscript, zone, _)


def check_addresses(
    manuscripts: Iterable[Manuscript], default_lang: str, _: Translate
) -> Iterator[Finding]:
    """Two files that would be written to the same address."""
    first: dict[tuple[str, str], Manuscript] = {}
    for manuscript in manuscripts:
        slug = manuscript.value("slug") or slugify(manuscript.value("title"))
        key = (slug, manuscript.value("lang", default_lang))
        other = first.setdefault(key, manuscript)
        if slug and other is not manuscript:
            yield Finding(
                manuscript.path,
                manuscript.line_of("slug"),
                1,
                Severity.ERROR,
                "duplicate-slug",
                _("The address “%(slug)s” is already taken by %(other)s.")
                % {"slug": slug, "other": other.path},
                _("Give one of the two another slug; a translation needs its own “lang”."),
                _("Two texts cannot stand at one address: one would silently vanish."),
            )


def _values(manuscript: Manuscript, zone: ZoneInfo, _: Translate) -> Iterator[Finding]:
    yield from _dates(manuscript, zone, _)
    yield from _lists(manuscript, _)
    yield from _choice(manuscript, "status", STATUSES, _)
    yield from _choice(manuscript, "comments", COMMENTS, _)
    yield from _shape(manuscript, "slug", _SLUG, "groesse-und-aerger", _)
    yield from _shape(manuscript, "thread", _SLUG, "groesse-und-aerger", _)
    yield from _shape(manuscript, "lang", _LANG, "de", _)


def _dates(manuscript: Manuscript, zone: ZoneInfo, _: Translate) -> Iterator[Finding]:
    moments = {}
    for key in ("date", "modified"):
        field = manuscript.fields.get(key)
        if not field or not field.value:
            continue
        try:
            moments[key] = parse_date(field.value, zone)
        except ImpossibleDate:
            yield fault(
                manuscript,
                field,
                "impossible-date",
                _("“%(value)s” is not a moment in the calendar of %(zone)s.")
                % {"value": field.value, "zone": zone},
                _("Write “2026-09-07” or “2026-09-07 07:30”."),
                _("An hour may also be missing because summer time begins in it."),
            )
    if len(moments) == 2 and moments["modified"] < moments["date"]:  # noqa: PLR2004 both are there
        yield fault(
            manuscript,
            manuscript.fields["modified"],
            "modified-before-date",
            _("“modified” lies before “date”."),
            _("Correct one of the two, or delete “modified”."),
            _("A text cannot have been changed before it appeared."),
        )


def _lists(manuscript: Manuscript, _: Translate) -> Iterator[Finding]:
    for key in ("tags", "author"):
        field = manuscript.fields.get(key)
        if field and field.value.startswith("["):
            plain = field.value.strip("[] ").replace('"', "").replace("'", "")
            yield fault(
                manuscript,
                field,
                "list-in-brackets",
                _("“%(key)s” is written as a list in brackets.") % {"key": key},
                _("Write it with commas only: “%(key)s: %(plain)s”.")
                % {"key": key, "plain": plain},
                _("The brackets would become part of the names."),
            )


def _choice(
    manuscript: Manuscript, key: str, allowed: tuple[str, ...], _: Translate
) -> Iterator[Finding]:
    field = manuscript.fields.get(key)
    if field and field.value and field.value not in allowed:
        yield fault(
            manuscript,
            field,
            f"unknown-{key}",
            _("“%(value)s” is no value for “%(key)s”.") % {"value": field.value, "key": key},
            _("Possible are: %(allowed)s.") % {"allowed": ", ".join(allowed)},
        )


def _shape(
    manuscript: Manuscript, key: str, shape: re.Pattern[str], example: str, _: Translate
) -> Iterator[Finding]:
    field = manuscript.fields.get(key)
    if field and field.value and not shape.fullmatch(field.value):
        better = slugify(field.value) if key != "lang" else ""
        yield fault(
            manuscript,
            field,
            f"bad-{key}",
            _("“%(value)s” cannot be used as “%(key)s”.") % {"value": field.value, "key": key},
            _("Write it like this: %(example)s") % {"example": better or example},
        )
