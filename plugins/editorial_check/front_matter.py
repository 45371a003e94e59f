"""What can be wrong with the fields of an essay or a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from plugins.editorial_check.schema import FieldRule, Kind, Schema, required_fields
from plugins.manuscript import (
    Field,
    Finding,
    Manuscript,
    Severity,
    Translate,
    check_structure,
    fault,
)
from plugins.manuscript.date import ImpossibleDate, parse_date
from plugins.manuscript.slug import slugify

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BLOCK = re.compile(r"[|>][+-]?(?:\s|\Z)")
_LIST = re.compile(r"\[|-\s")
_LIST_MARKS = re.compile(r"[\[\]\"',]+|(?:\A|\s)-\s")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def check_front_matter(
    manuscript: Manuscript, schema: Schema, zone: ZoneInfo, _: Translate
) -> Iterator[Finding]:
    """Every fault of one file's front matter. `zone` decides which local times exist."""
    required = required_fields(schema)
    if manuscript.value("status") == "draft":
        required = [name for name in required if schema[name].kind is not Kind.DATE]
    yield from check_structure(manuscript, required, schema, _)
    for name, field in manuscript.fields.items():
        if name in schema and field.value:
            yield from _value(manuscript, field, schema[name], zone, _)
    yield from _order_of_dates(manuscript, zone, _)


def check_addresses(
    manuscripts: Iterable[Manuscript], default_lang: str, _: Translate
) -> Iterator[Finding]:
    """Files without an address, and two that would be written to the same."""
    first: dict[tuple[str, str], Manuscript] = {}
    for manuscript in manuscripts:
        slug = manuscript.value("slug") or slugify(manuscript.value("title"))
        if not slug and manuscript.value("title"):
            yield fault(
                manuscript,
                manuscript.fields["title"],
                "bad-slug",
                _("“%(value)s” gives no address.") % {"value": manuscript.value("title")},
                _("Add “slug: …” with lower-case letters, digits and single hyphens."),
            )
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


def _value(
    manuscript: Manuscript, field: Field, rule: FieldRule, zone: ZoneInfo, _: Translate
) -> Iterator[Finding]:
    match rule.kind:
        case Kind.DATE:
            yield from _date(manuscript, field, zone, _)
        case Kind.CHOICE:
            yield from _choice(manuscript, field, rule.choices, _)
        case Kind.SLUG:
            yield from _shape(manuscript, field, _SLUG, _)
        case Kind.LANG:
            yield from _shape(manuscript, field, _LANG, _)
        case Kind.TEXT | Kind.NAME | Kind.LIST:
            yield from _plain_value(manuscript, field, rule.kind, _)
            if rule.has_page:
                yield from _names(manuscript, field, _)
        case _:
            pass  # a silence is looked at when it is known what there is to silence


def _date(manuscript: Manuscript, field: Field, zone: ZoneInfo, _: Translate) -> Iterator[Finding]:
    try:
        parse_date(field.value, zone)
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


def _order_of_dates(manuscript: Manuscript, zone: ZoneInfo, _: Translate) -> Iterator[Finding]:
    try:
        date, modified = (parse_date(manuscript.value(key), zone) for key in ("date", "modified"))
    except ImpossibleDate:
        return
    if modified < date:
        yield fault(
            manuscript,
            manuscript.fields["modified"],
            "modified-before-date",
            _("“modified” lies before “date”."),
            _("Correct one of the two, or delete “modified”."),
            _("A text cannot have been changed before it appeared."),
        )


def _plain_value(
    manuscript: Manuscript, field: Field, kind: Kind, _: Translate
) -> Iterator[Finding]:
    """What YAML would understand, and Pelican prints."""
    value, key = field.value, {"key": field.key}
    if _BLOCK.match(value):
        yield fault(
            manuscript,
            field,
            "block-value",
            _("“%(key)s” begins with a sign of YAML's.") % key,
            _("Delete “%(sign)s”; indented lines continue the one above by themselves.")
            % {"sign": value.split()[0]},
            _("The sign would be printed with the text."),
        )
    elif kind in {Kind.LIST, Kind.NAME} and _LIST.match(value):
        plain = ", ".join(filter(None, (part.strip() for part in _LIST_MARKS.split(value))))
        yield fault(
            manuscript,
            field,
            "yaml-list",
            _("“%(key)s” is written as a list.") % key,
            _("Write it with commas only: “%(key)s: %(plain)s”.") % {**key, "plain": plain},
            _("The brackets, hyphens and quotes would become part of the names."),
        )
    elif _QUOTED.fullmatch(value):
        yield Finding(
            manuscript.path,
            field.line,
            field.column,
            Severity.HINT if kind is Kind.TEXT else Severity.ERROR,
            "quoted-value",
            _("The value of “%(key)s” stands in quotation marks.") % key,
            _("Delete them, unless the whole of it is a quotation."),
            _("They would be printed."),
        )


def _names(manuscript: Manuscript, field: Field, _: Translate) -> Iterator[Finding]:
    """Names of which no address can be made."""
    for name in filter(None, map(str.strip, re.split("[,;]", field.value))):
        if not slugify(name):
            yield fault(
                manuscript,
                field,
                "bad-slug",
                _("“%(value)s” gives no address.") % {"value": name},
                _("Give it a name with Latin letters or digits."),
                _("Every category, tag and author has a page, whose address is the name."),
            )


def _choice(
    manuscript: Manuscript, field: Field, choices: tuple[str, ...], _: Translate
) -> Iterator[Finding]:
    if field.value not in choices:
        yield fault(
            manuscript,
            field,
            f"unknown-{field.key}",
            _("“%(value)s” is no value for “%(key)s”.") % {"value": field.value, "key": field.key},
            _("Possible are: %(allowed)s.") % {"allowed": ", ".join(choices)},
        )


def _shape(
    manuscript: Manuscript, field: Field, shape: re.Pattern[str], _: Translate
) -> Iterator[Finding]:
    if not shape.fullmatch(field.value):
        slug = slugify(field.value) or "groesse-und-aerger"
        yield fault(
            manuscript,
            field,
            f"bad-{field.key}",
            _("“%(value)s” cannot be used as “%(key)s”.")
            % {"value": field.value, "key": field.key},
            _("Write it like this: %(example)s") % {"example": "de" if shape is _LANG else slug},
        )
