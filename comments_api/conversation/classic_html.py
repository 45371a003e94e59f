"""Paragraphs as WordPress makes them when it shows a text: what blank lines separate.

WordPress stores the texts of its classic editor, and every comment, without paragraphs and puts
them in on showing (``wpautop`` in wp-includes/formatting.php). The rule: a blank line ends a
paragraph, a line end is a break, and what is a block already stays one.
"""

from __future__ import annotations

import re

_CONTAINERS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|fieldset|figure|footer|form|header"
    "|hr|iframe|li|main|nav|object|ol|section|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_TAG = re.compile(rf"</?(?:{_CONTAINERS})\b[^>]*>", re.IGNORECASE)
_WHOLE = re.compile(
    r"<(pre|script|style|p|h[1-6]|dt|figcaption|legend|summary)\b.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_VERBATIM = {"pre", "script", "style"}
_PLACE = "\ue000%d\ue001"
_PLACES = re.compile("\ue000([0-9]+)\ue001")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"(?:<br\s*/?>)?[^\S\n]*\n", re.IGNORECASE)
_BREAKS_AT_END = re.compile(r"(?:<br\s*/?>|\s)+\Z", re.IGNORECASE)


def with_paragraphs(html: str) -> str:
    """`html` with its paragraphs and breaks written out. Text in ``<pre>`` is not touched."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        block = found[0] if found[1].lower() in _VERBATIM else _broken(found[0])
        kept.append(block)
        return f"\n\n{_PLACE % (len(kept) - 1)}\n\n"

    text = (
        html.replace("\r\n", "\n").replace("\r", "\n").replace("\ue000", "").replace("\ue001", "")
    )
    text = _TAG.sub(lambda tag: f"\n\n{tag[0]}\n\n", _WHOLE.sub(keep, text))
    pieces = [_piece(piece) for piece in _BLANK_LINE.split(text.strip())]
    return _PLACES.sub(lambda place: kept[int(place[1])], "\n".join(pieces))


def _piece(piece: str) -> str:
    if not piece or _TAG.fullmatch(piece) or _PLACES.fullmatch(piece):
        return piece
    return f"<p>{_BREAKS_AT_END.sub('', _broken(piece.strip()))}</p>"


def _broken(text: str) -> str:
    return _LINE_END.sub("<br>\n", text)
