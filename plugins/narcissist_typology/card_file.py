"""One card file: everything that can be wrong with it, and the card when nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.manuscript import (
    Field,
    Finding,
    Manuscript,
    Severity,
    Translate,
    check_structure,
    fault,
)
from plugins.manuscript.slug import slugify
from plugins.narcissist_typology.card import (
    OPTIONAL_FIELDS,
    REQUIRED_FIELDS,
    Card,
    Gender,
    Provenance,
    Quotation,
)
from plugins.narcissist_typology.settings import Settings

INVENTED = "invented"
INSPIRED = "inspired:"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?[0-9]+")
_WORD = re.compile(r"\w[\w’'-]*")


def read_card(manuscript: Manuscript, settings: Settings) -> Card:
    """The card in a file in which `check_card` found no error."""
    value = manuscript.value
    code = value("code")
    source = value("provenance").removeprefix(INVENTED).removeprefix(INSPIRED).strip()
    return Card(
        code=code,
        slug=value("slug"),
        family=next(family for family in settings.families if family.letter == code[0]),
        article=value("article"),
        name=value("name"),
        gender=Gender(value("gender")),
        motto=value("motto"),
        values=tuple((kind, int(value(kind.key))) for kind in settings.kinds),
        symptoms=_items(value("symptoms"), ";"),
        habitat=value("habitat"),
        prey=value("prey"),
        enemy=value("enemy"),
        antidote=value("antidote"),
        relatives=relatives_in(manuscript),
        quotation=Quotation(value("quotation"), value("quotation-essay")),
        provenance=Provenance(source),
        alt=value("alt"),
        text=manuscript.body.strip(),
        lang=settings.lang,
    )


def relatives_in(manuscript: Manuscript) -> tuple[str, ...]:
    """The slugs the card names as its relatives."""
    return _items(manuscript.value("relatives"), ",")


def _items(text: str, separator: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(separator) if item.strip())


def check_card(manuscript: Manuscript, settings: Settings, _: Translate) -> Iterator[Finding]:
    """Every fault that shows in the file alone."""
    required = (*REQUIRED_FIELDS, *(kind.key for kind in settings.kinds))
    yield from check_structure(manuscript, required, OPTIONAL_FIELDS, _)
    if not manuscript.closed:
        return
    yield from _code(manuscript, settings, _)
    yield from _slug(manuscript, _)
    yield from _choices(manuscript, _)
    yield from _values(manuscript, settings, _)
    yield from _portrait(manuscript, settings, _)


def _filled(manuscript: Manuscript, key: str) -> Field | None:
    field = manuscript.fields.get(key)
    return field if field and field.value else None


def _code(manuscript: Manuscript, settings: Settings, _: Translate) -> Iterator[Finding]:
    field = _filled(manuscript, "code")
    if not field:
        return
    letters = [family.letter for family in settings.families]
    numbers = [str(number) for number in range(1, settings.family_size + 1)]
    if field.value[0] not in letters or field.value[1:] not in numbers:
        yield fault(
            manuscript,
            field,
            "bad-code",
            _("“%(code)s” is no code of this deck.") % {"code": field.value},
            _("Write one from %(first)s to %(last)s: a family's letter and a place in it.")
            % {"first": letters[0] + numbers[0], "last": letters[-1] + numbers[-1]},
        )


def _slug(manuscript: Manuscript, _: Translate) -> Iterator[Finding]:
    field = _filled(manuscript, "slug")
    if not field:
        return
    if not _SLUG.fullmatch(field.value):
        yield fault(
            manuscript,
            field,
            "bad-slug",
            _("“%(slug)s” cannot be part of an address.") % {"slug": field.value},
            _("Write it like this: %(example)s")
            % {"example": slugify(field.value) or "buehnenpilger"},
        )
    elif field.value != manuscript.path.stem:
        yield fault(
            manuscript,
            field,
            "slug-is-not-file-name",
            _("The slug “%(slug)s” is not the name of the file.") % {"slug": field.value},
            _("Call the file “%(slug)s.md”, or write “slug: %(stem)s”.")
            % {"slug": field.value, "stem": manuscript.path.stem},
            _("A card is found by its file as well as by its address."),
        )


def _choices(manuscript: Manuscript, _: Translate) -> Iterator[Finding]:
    gender = _filled(manuscript, "gender")
    if gender and gender.value not in set(Gender):
        yield fault(
            manuscript,
            gender,
            "unknown-gender",
            _("“%(value)s” is no grammatical gender.") % {"value": gender.value},
            _("Write m, f or n."),
        )
    provenance = _filled(manuscript, "provenance")
    if provenance and provenance.value != INVENTED:
        source = provenance.value.removeprefix(INSPIRED).strip()
        if not source or source == provenance.value:
            yield fault(
                manuscript,
                provenance,
                "unknown-provenance",
                _("“%(value)s” does not say where the type comes from.")
                % {"value": provenance.value},
                _("Write “invented”, or “inspired: ” and the source."),
            )


def _values(manuscript: Manuscript, settings: Settings, _: Translate) -> Iterator[Finding]:
    limits = {"lowest": settings.lowest, "highest": settings.highest}
    for kind in settings.kinds:
        field = _filled(manuscript, kind.key)
        if not field:
            continue
        if not _NUMBER.fullmatch(field.value):
            yield fault(
                manuscript,
                field,
                "not-a-number",
                _("“%(key)s” is no whole number: “%(value)s”.")
                % {"key": kind.key, "value": field.value},
                _("Write a whole number from %(lowest)d to %(highest)d.") % limits,
            )
        elif not settings.lowest <= int(field.value) <= settings.highest:
            yield fault(
                manuscript,
                field,
                "out-of-range",
                _("“%(key)s” is out of range: %(value)s.")
                % {"key": kind.key, "value": field.value},
                _("Write a whole number from %(lowest)d to %(highest)d.") % limits,
                _("Nobody is quite without any of it, and nobody exceeds the scale."),
            )


def _portrait(manuscript: Manuscript, settings: Settings, _: Translate) -> Iterator[Finding]:
    words = len(_WORD.findall(manuscript.body))
    limits = {"fewest": settings.fewest_words, "most": settings.most_words}
    if not words:
        yield Finding(
            manuscript.path,
            manuscript.body_line,
            1,
            Severity.ERROR,
            "no-portrait",
            _("The card has no portrait in words."),
            _("Write %(fewest)d to %(most)d words below the front matter.") % limits,
        )
    elif not settings.fewest_words <= words <= settings.most_words:
        yield Finding(
            manuscript.path,
            manuscript.body_line,
            1,
            Severity.HINT,
            "portrait-length",
            _("The portrait has %(words)d words.") % {"words": words},
            _("%(fewest)d to %(most)d words suit a card best.") % limits,
        )
