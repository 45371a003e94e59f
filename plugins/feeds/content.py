"""What of an essay's HTML a feed carries: text, pictures and tables; no scripts, styles or forms.

Feed readers bring their own style sheet and no scripts, and show an essay at their own address.
So everything that needs ours is left out, and every address is made absolute. The lists are those
of elements and attributes to which the W3C's feed validator has nothing to say.
"""

from __future__ import annotations

import re

import nh3

_APART = re.compile(r'<aside\b[^>]*\bdata-reading="skip"[^>]*>(?P<inside>.*?)</aside>', re.DOTALL)
_LINK = re.compile(r"<a\b[^>]*\bhref=.*?</a>", re.DOTALL)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) has no place for."""

_TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em"  # noqa: SIM905 a word list reads best as words
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp"
    " small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_GONE = frozenset(
    "script style template noscript form button input select textarea svg math iframe object"  # noqa: SIM905 the same
    " embed audio video canvas title".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
}


def feed_content(html: str, url: str) -> str:
    """`html` as a feed carries it; `url`, absolute, is the page it stands on.

    What stands beside the text (``data-reading="skip"``: a card) becomes a line with its link.
    """
    beside = _APART.sub(_only_link, html)
    clean = nh3.clean(
        _NOT_XML.sub("", beside),
        tags=set(_TAGS),
        clean_content_tags=set(_GONE),
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative=("rewrite_with_base", url),
    )
    return clean.strip()


def feed_text(text: str) -> str:
    """A title or another line without what XML has no place for."""
    return _NOT_XML.sub("", text)


def _only_link(aside: re.Match[str]) -> str:
    link = _LINK.search(aside["inside"])
    return f"<p>{link[0]}</p>" if link else ""
