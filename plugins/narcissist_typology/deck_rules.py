"""What holds for the whole deck: rules no card file can break alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plugins.manuscript import Field, Finding, Manuscript, Severity, Translate, nearest
from plugins.narcissist_typology.card_file import relatives_in
from plugins.narcissist_typology.settings import Settings

_UNIQUE = ("code", "slug", "name")


def check_deck(
    manuscripts: Sequence[Manuscript], settings: Settings, _: Translate
) -> Iterator[Finding]:
    """Every fault that shows only when all card files lie side by side.

    The files need not be sound themselves: a card with a broken value still has its code, and
    still is somebody's relative.
    """
    for key in _UNIQUE:
        yield from _unique(manuscripts, key, _)
    yield from _relatives(manuscripts, _)
    yield from _families(manuscripts, settings, _)


def known_slugs(manuscripts: Iterable[Manuscript]) -> frozenset[str]:
    """The slugs of all cards, sound or not."""
    return frozenset(filter(None, (manuscript.value("slug") for manuscript in manuscripts)))


def _error(field: Field, manuscript: Manuscript, rule: str, *text: str) -> Finding:
    place = (manuscript.path, field.line, field.column)
    return Finding(*place, Severity.ERROR, rule, *text)


def _unique(manuscripts: Sequence[Manuscript], key: str, _: Translate) -> Iterator[Finding]:
    first: dict[str, Manuscript] = {}
    for manuscript in manuscripts:
        field = manuscript.fields.get(key)
        if not field or not field.value:
            continue
        other = first.setdefault(field.value, manuscript)
        if other is not manuscript:
            yield _error(
                field,
                manuscript,
                f"duplicate-{key}",
                _("Another card has the %(key)s “%(value)s” already: %(other)s.")
                % {"key": key, "value": field.value, "other": other.path},
                _("Give one of the two another %(key)s.") % {"key": key},
            )


def _relatives(manuscripts: Sequence[Manuscript], _: Translate) -> Iterator[Finding]:
    known = known_slugs(manuscripts)
    for manuscript in manuscripts:
        field = manuscript.fields.get("relatives")
        own = manuscript.value("slug")
        if not field:
            continue
        for slug in relatives_in(manuscript):
            if slug == own:
                yield _error(
                    field,
                    manuscript,
                    "own-relative",
                    _("The card names itself as its relative."),
                    _("Delete “%(slug)s” from the relatives.") % {"slug": slug},
                )
            elif slug not in known:
                yield _error(
                    field,
                    manuscript,
                    "unknown-relative",
                    _("There is no card “%(slug)s” to be related to.") % {"slug": slug},
                    unknown_remedy(slug, known, _),
                )


def unknown_remedy(slug: str, known: Iterable[str], _: Translate) -> str:
    """What to write instead of a slug that no card has."""
    known = sorted(known)
    meant = nearest(slug, known)
    if meant:
        return _("Did you mean “%(meant)s”?") % {"meant": meant}
    if known:
        return _("These cards exist: %(known)s.") % {"known": ", ".join(known)}
    return _("Write the card first; there is none yet.")


def _families(
    manuscripts: Sequence[Manuscript], settings: Settings, _: Translate
) -> Iterator[Finding]:
    by_code = {manuscript.value("code"): manuscript for manuscript in reversed(manuscripts)}
    for family in settings.families:
        codes = [f"{family.letter}{place}" for place in range(1, settings.family_size + 1)]
        missing = [code for code in codes if code not in by_code]
        names = {"letter": family.letter, "name": family.name, "codes": ", ".join(missing)}
        if len(missing) == len(codes):
            yield Finding(
                settings.folder,
                1,
                1,
                Severity.HINT,
                "empty-family",
                _("The family %(letter)s, “%(name)s”, has no cards yet.") % names,
                _("Write the cards %(codes)s.") % names,
            )
        elif missing:
            first = next(by_code[code] for code in codes if code in by_code)
            yield _error(
                first.fields["code"],
                first,
                "incomplete-family",
                _("The family %(letter)s, “%(name)s”, is incomplete: %(codes)s missing.") % names,
                _("Write the missing cards, or take the whole family out of the deck."),
                _("A quartet with a gap cannot be played."),
            )
