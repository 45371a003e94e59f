"""What can be wrong with the aliases in authors' files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.manuscript import Finding, Manuscript, Translate, fault
from plugins.redirects.alias import BadAlias, parse_alias, split_aliases

FIELD = "aliases"


def check_aliases(manuscripts: Iterable[Manuscript], _: Translate) -> Iterator[Finding]:
    """Aliases that are no address, and those that two texts claim, or one text twice."""
    first: dict[str, Manuscript] = {}
    for manuscript in manuscripts:
        for text in split_aliases(manuscript.value(FIELD)):
            try:
                alias = parse_alias(text)
            except BadAlias:
                yield _bad(manuscript, text, _)
                continue
            other = first.get(alias.key)
            if other:
                yield _claimed(manuscript, text, other, _)
            first.setdefault(alias.key, manuscript)


def taken(manuscript: Manuscript, text: str, _: Translate) -> Finding:
    """The finding for an alias at whose address this site has a page or file."""
    return fault(
        manuscript,
        manuscript.fields.get(FIELD),
        "alias-taken",
        _("The alias “%(alias)s” is an address of this site itself.") % {"alias": text},
        _("Delete the alias, or give the text that stands there another address."),
        _("Whoever asks for that address would get one of the two, and nobody knows which."),
    )


def _bad(manuscript: Manuscript, text: str, _: Translate) -> Finding:
    return fault(
        manuscript,
        manuscript.fields[FIELD],
        "bad-alias",
        _("“%(alias)s” cannot be an alias.") % {"alias": text},
        _("Write a former address from the host's name on: /2012/05/title/ or /?p=123"),
        _("An alias leads from an address of this host; some are kept for the site itself."),
    )


def _claimed(manuscript: Manuscript, text: str, other: Manuscript, _: Translate) -> Finding:
    place = f"{other.path}:{other.line_of(FIELD)}"
    return fault(
        manuscript,
        manuscript.fields[FIELD],
        "alias-claimed",
        _("The alias “%(alias)s” stands in %(place)s already.") % {"alias": text, "place": place},
        _("Delete one of the two; upper and lower case and a slash at the end do not count."),
        _("An address can lead to one text only."),
    )
