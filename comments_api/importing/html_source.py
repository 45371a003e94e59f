"""Comments that were kept as HTML, as the Markdown that visitors write here.

What visitors have no sign for becomes the nearest thing they have: a heading is set bold, a
picture or a film is a link, a table is lines. Nothing that was said is lost, nothing that was text
becomes markup.
"""

# ruff: noqa: ARG002 markdownify hands everything to every method by name

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from markdownify import MarkdownConverter

from comments_api.conversation.web_link import is_web_link

DEEPEST = 60
"""Elements within each other. What is deeper is an attack, not a comment: it becomes plain text."""

_MARKS = re.compile(r"[\\`*\[\]<>]|(?<![^\W_])_|_(?![^\W_])")
_LIST_MARKS = re.compile(r"(?P<before>\A|\s)(?P<mark>[-+]|[0-9]{1,9}[.)])(?=\s|\Z)")
_FENCE = re.compile(r"~{3,}")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_URL = ".,;:!?)'\u201c\u201d\u2019*_"
_BACKTICKS = re.compile("`+")
_BLOCKS = ["p", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table"]
_ENTITY = re.compile(r"&(?=#?\w+;)")


def to_source(html: str) -> str:
    """`html` as visitors' Markdown. Never fails; empty when there was nothing to read."""
    soup = BeautifulSoup(html, "html.parser")
    if _depth(soup) > DEEPEST:
        return _escaped(" ".join(soup.get_text(" ").split()))
    return str(_Converter(wrap=True, wrap_width=None, bullets="-").convert_soup(soup)).strip()


def _depth(soup: Tag) -> int:
    deepest = depth = 0
    current = soup
    for element in soup.descendants:
        if not isinstance(element, Tag):
            continue
        while element.parent is not current and current.parent is not None:
            current, depth = current.parent, depth - 1
        current, depth = element, depth + 1
        deepest = max(deepest, depth)
    return deepest


def _escaped(text: str) -> str:
    text = _MARKS.sub(lambda found: f"\\{found[0]}", text)
    text = _FENCE.sub(lambda found: f"\\{found[0]}", text)
    return _LIST_MARKS.sub(
        lambda found: f"{found['before']}{found['mark'][:-1]}\\{found['mark'][-1]}", text
    )


def _address(url: str) -> str:
    """Where a link really leads: Disqus sends its readers through an address of its own."""
    parts = urlsplit(url)
    if parts.netloc == "disq.us" and (inner := parse_qs(parts.query).get("url")):
        return inner[0].rpartition(":")[0] or inner[0]
    return url


def _link(text: str, url: str) -> str:
    try:
        url = _address(url.strip())
    except ValueError:  # no address at all
        return text
    if not is_web_link(url):
        return text
    if not text or text == _escaped(url):
        return f"<{url}>"
    url = _ENTITY.sub(r"\\&", url)
    return f"[{text}](<{url}>)" if re.search(r"[()\\]", url) else f"[{text}]({url})"


def _emphasis(
    el: Tag, text: str, parent_tags: AbstractSet[str], mark: str, kin: AbstractSet[str]
) -> str:
    """`text` between marks, where CommonMark would read them as marks (0.31.2, section 6.2)."""
    words = text.strip()
    nested = "_noformat" in parent_tags or kin & parent_tags
    if not words or nested or el.find(_BLOCKS) or _unmarked(el, text, words):
        return text
    before, after = text.split(words, 1) if text != words else ("", "")
    return f"{before}{mark}{words}{mark}{after}"


def _unmarked(el: Tag, text: str, words: str) -> bool:
    before, after = _neighbour(el.previous_sibling, -1), _neighbour(el.next_sibling, 0)
    opens = text[0].isspace() or _may_touch(before, words[0])
    closes = text[-1].isspace() or _may_touch(after, words[-1])
    return not (opens and closes)


def _neighbour(sibling: object, end: int) -> str:
    if isinstance(sibling, Tag):
        return "*" if sibling.name in {"b", "strong", "em", "i"} else " "
    text = str(sibling or "")
    return text[end] if text else " "


def _may_touch(outside: str, inside: str) -> bool:
    """Whether a mark between these two characters is one."""
    return outside.isspace() or (
        outside not in "*_" and (inside.isalnum() or not outside.isalnum())
    )


class _Converter(MarkdownConverter):
    """markdownify, held to what visitors' Markdown knows (see `conversation.markup`)."""

    def escape(self, text: str, parent_tags: AbstractSet[str]) -> str:
        """Text stays text; an address in it becomes a link, as WordPress shows it."""
        if "a" in parent_tags:
            return _escaped(text)
        parts, end = [], 0
        for found in _URL.finditer(text):
            url = found[0].rstrip(_AFTER_URL)
            if is_web_link(url):
                parts += [_escaped(text[end : found.start()]), f"<{url}>"]
                end = found.start() + len(url)
        return "".join([*parts, _escaped(text[end:])])

    def process_text(self, el: PageElement, parent_tags: AbstractSet[str]) -> str:
        """White space after a line end is none."""
        text = str(super().process_text(el, parent_tags=parent_tags))  # type: ignore[misc]  # stub lacks it
        after = el.previous_sibling
        return text.lstrip() if isinstance(after, Tag) and after.name == "br" else text

    def convert_a(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A link, if it leads somewhere."""
        if "_noformat" in parent_tags:
            return text
        return _link(text.strip(), str(el.get("href") or ""))

    def convert_b(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Strong."""
        return _emphasis(el, text, parent_tags, "**", {"b", "strong"})

    convert_strong = convert_b

    def convert_em(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Emphasis."""
        return _emphasis(el, text, parent_tags, "*", {"em", "i"})

    convert_i = convert_em

    def convert_br(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A line end stays a line end here."""
        return " " if "_inline" in parent_tags else "\n"

    def convert_hN(  # noqa: N802 the library's name
        self, n: int, el: Tag, text: str, parent_tags: AbstractSet[str]
    ) -> str:
        """Bold: visitors have no headings."""
        text = text.strip()
        return f"\n\n**{text}**\n\n" if text else ""

    def convert_hr(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Nothing: paragraphs are apart anyway."""
        return ""

    def convert_img(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A link to the picture; an emoji that was a picture is its sign."""
        alt = _escaped(str(el.get("alt") or ""))
        return alt if "emoji" in str(el.get("class")) else _link(alt, str(el.get("src") or ""))

    def convert_iframe(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A link to what was shown inside."""
        return _link(text.strip(), str(el.get("src") or ""))

    convert_embed = convert_audio = convert_video = convert_iframe

    def convert_pre(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A listing, between more back ticks than it holds."""
        longest = max(map(len, _BACKTICKS.findall(text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}\n{text.strip(chr(10))}\n{fence}\n\n" if text.strip() else ""

    def convert_tr(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A line."""
        return f"{text.strip().removesuffix('|').strip()}\n"

    def convert_sub(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """As it is."""
        return text

    convert_sup = convert_q = convert_sub

    def convert_dd(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A paragraph."""
        return f"\n\n{text.strip()}\n\n"

    convert_dl = convert_dt = convert_dd
