"""WordPress's short codes, ``[name attribute="value"]``, as the HTML they stand for.

Codes in listings are text. Of codes nobody knows the marks are taken away and what they enclose
stays; a bare word in brackets, ``[sic]``, is no code at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

NOTE_TAG = "wp-note"
"""The element that stands for a footnote at its place."""

GALLERY_TAG = "wp-gallery"
"""The element that stands for a gallery; ``ids`` are numbers of attachments, or empty for all."""

_LISTING = re.compile(r"(<pre\b.*?</pre\s*>|<code\b.*?</code\s*>)", re.IGNORECASE | re.DOTALL)
_ATTRIBUTES = r"(?P<attributes>(?:\s+[^\[\]]*?)?)"
_NAME = r"[A-Za-z][\w-]*"
_ESCAPED = re.compile(rf"\[(\[{_NAME}[^\[\]]*\])\]")
_PAIR = re.compile(rf"\[(?P<name>{_NAME}){_ATTRIBUTES}\](?P<inside>.*?)\[/(?P=name)\]", re.DOTALL)
_SINGLE = re.compile(rf"\[(?P<name>{_NAME}){_ATTRIBUTES}(?:\s+/)?\s*\]")
_CLOSING = re.compile(rf"\[/({_NAME})\]")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))|(\S+)""")
_IMAGE = re.compile(r"(<a\b[^>]*>\s*)?<img\b[^>]*>(\s*</a>)?", re.IGNORECASE)
_FOOTNOTES = {"ref", "mfn", "efn_note", "footnote", "note", "fn"}
_CODE = {"code", "sourcecode"}
_MEDIA = {"embed", "video", "audio", "youtube", "vimeo", "soundcloud", "playlist", "twitter"}
_SOURCES = ("src", "url", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav")
_BRACKET = "\ue010"

Told = Callable[[str], None]


def expanded(html: str, unknown: Told) -> str:
    """`html` without short codes. `unknown` is told the name of each code nobody knows."""
    pieces = _LISTING.split(html)
    pieces[::2] = [_expanded(piece, unknown) for piece in pieces[::2]]
    return "".join(pieces)


def _expanded(html: str, unknown: Told) -> str:
    html = html.replace(_BRACKET, "")
    html = _ESCAPED.sub(lambda found: found[1].replace("[", _BRACKET), html)
    html = _PAIR.sub(lambda found: _pair(found, unknown), html)
    html = _SINGLE.sub(lambda found: _single(found, unknown), html)
    return html.replace(_BRACKET, "[")


def _pair(found: re.Match[str], unknown: Told) -> str:
    name, inside = found["name"].lower(), found["inside"]
    attributes = _attributes(found["attributes"])
    if name in {"caption", "wp_caption"}:
        return _caption(attributes, inside)
    if name in _FOOTNOTES:
        return f"<{NOTE_TAG}>{inside.strip()}</{NOTE_TAG}>"
    if name in _CODE:
        language = attributes.get("language") or attributes.get("lang", "")
        kind = f' class="language-{escape(language)}"' if language else ""
        listing = inside.replace("[", _BRACKET)
        return f"<pre><code{kind}>{listing}</code></pre>"
    if name in _MEDIA:
        return _media({"src": inside.strip(), **attributes})
    unknown(name)
    return _expanded(inside, unknown)


def _single(found: re.Match[str], unknown: Told) -> str:
    name = found["name"].lower()
    attributes = _attributes(found["attributes"])
    if name == "gallery":
        return f'<{GALLERY_TAG} ids="{escape(attributes.get("ids", ""))}"></{GALLERY_TAG}>'
    if name in _MEDIA and attributes:
        return _media(attributes)
    if attributes and any("=" in part for part in found["attributes"].split()):
        unknown(name)
        return ""
    return found[0].replace("[", _BRACKET)  # a word in brackets


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare, alone in _ATTRIBUTE.findall(text):
        found.setdefault(*((name.lower(), double or single or bare) if name else ("src", alone)))
    return found


def _caption(attributes: dict[str, str], inside: str) -> str:
    image = _IMAGE.search(inside)
    if not image:
        return inside
    caption = attributes.get("caption") or inside.replace(image[0], "", 1).strip()
    return f"\n\n<figure>{image[0]}<figcaption>{caption}</figcaption></figure>\n\n"


def _media(attributes: dict[str, str]) -> str:
    url = next((attributes[name] for name in _SOURCES if attributes.get(name)), "")
    return f'\n\n<iframe src="{escape(unescape(url))}"></iframe>\n\n' if url else ""
