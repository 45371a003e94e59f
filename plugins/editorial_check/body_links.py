"""Links as an author writes them: with words, with an address, and one that Pelican follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.editorial_check.text import Text
from plugins.manuscript import Finding, Translate, nearest
from plugins.manuscript.markdown_text import NOTHING

_INLINE = re.compile(
    r"(?<![\\!])\[(?P<words>(?:[^\[\]\n]|!?\[[^\[\]\n]{0,500}+\](?:\([^()\n]{0,500}+\))?+){0,1000}+)\]"
    r"\([ ]*+(?P<address><[^<>\n]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
)
_REFERENCE = re.compile(
    r"(?<![\\!\]])\[(?P<words>[^\[\]\n]{1,500}+)\] ?\[(?P<label>[^\[\]\n^]{0,200}+)\]"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\]\n^]{1,200}+)\]:", re.MULTILINE)
_MANUSCRIPT = re.compile(
    r"(?![a-z][a-z0-9+.-]*:|[{|/#])[^?#]*\.(?:md|markdown)(?:[?#]|\Z)", re.IGNORECASE
)
_WITHOUT_SCHEME = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|de|net|org|at|ch|eu|info)(?:/|\Z)")


def check_body_links(text: Text, _: Translate) -> Iterator[Finding]:
    """Errors for links without words or address, and for addresses that lead astray."""
    marked = text.body.marked
    for link in _INLINE.finditer(marked):
        if not link["words"].replace(NOTHING, "").strip():
            yield text.error(
                link.start(),
                "empty-link",
                (
                    _("This link has no words."),
                    _("Write between the brackets where it leads."),
                    _("Nobody could see it, and read aloud it is an address."),
                ),
            )
        yield from _address(text, link["address"].strip("<>"), link.start("address"), _)
    defined = {_folded(found["label"]): found["label"] for found in _DEFINITION.finditer(marked)}
    for link in _REFERENCE.finditer(marked):
        label = link["label"] or link["words"]
        if _folded(label) not in defined:
            meant = nearest(label, defined.values())
            yield text.error(
                link.start(),
                "unknown-reference",
                (
                    _("No line says where “%(label)s” leads.") % {"label": label},
                    _("Did you mean “%(meant)s”?") % {"meant": meant}
                    if meant
                    else _("Add a line “[%(label)s]: https://…” below.") % {"label": label},
                    _("Readers would see the brackets and no link."),
                ),
            )


def _address(text: Text, address: str, offset: int, _: Translate) -> Iterator[Finding]:
    if not address:
        yield text.error(
            offset,
            "link-without-address",
            (
                _("This link has no address."),
                _("Write it between the round brackets."),
                _("It would lead to the page on which it stands."),
            ),
        )
    elif _MANUSCRIPT.match(address):
        yield text.error(
            offset,
            "link-without-filename",
            (
                _("“%(address)s” is a file of yours, not an address.") % {"address": address},
                _("Write “{filename}%(address)s”.") % {"address": address},
                _("On the site the text has another address, and the link leads nowhere."),
            ),
        )
    elif _WITHOUT_SCHEME.match(address):
        yield text.error(
            offset,
            "link-without-scheme",
            (
                _("“%(address)s” would be looked for on this site.") % {"address": address},
                _("Write “https://%(address)s”.") % {"address": address},
                _("A reader would be sent nowhere."),
            ),
        )


def _folded(label: str) -> str:
    return " ".join(label.lower().split())
