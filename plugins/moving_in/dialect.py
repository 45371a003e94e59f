"""HTML as the Markdown that Python-Markdown reads here, set as pelicanconf.py sets it.

Text stays text, whatever signs it is made of. No raw HTML is left but for ``sub``, ``sup`` and
``del``, for which there is no sign.
"""

# ruff: noqa: ARG002 markdownify hands everything to every method by name

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from html import unescape

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from markdownify import MarkdownConverter

from plugins.moving_in.shortcodes import NOTE_TAG

_MARKS = re.compile(r"[\\`*\[\]{}]|(?<![^\W_])_|_(?![^\W_])")
_AT_START = re.compile(r"(\A|\n)([ \t]*)(#|[-+]+(?=[\s-]|\Z)|[0-9]+(?=\.))")
_FENCE = re.compile(r"~{3,}|={3,}")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BACKTICKS = re.compile("`+")
_TITLE_QUOTE = str.maketrans({'"': "&quot;", "<": "&lt;", ">": "&gt;", "\\": "", "`": "'"})
_ALT = str.maketrans({"[": "(", "]": ")", "\\": "", "`": "'", "<": "", ">": "", "*": "", "_": " "})
_URL_SAFE = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", '"': "%22"})
_LANGUAGE = re.compile(r"(?:language-|brush:\s*)([\w+#-]+)")


def to_markdown(soup: BeautifulSoup) -> str:
    """The Markdown of a prepared tree, footnotes at its end."""
    for inner in soup.select("table table"):
        inner.replace_with(" ".join(inner.get_text(" ").split()))
    for line_end in soup.select("pre br"):
        line_end.replace_with("\n")
    for foot in soup.find_all("tfoot"):
        foot.unwrap()
    converter = _Converter()
    text = str(converter.convert_soup(soup)).strip()
    notes = [f"[^{number}]: {note}" for number, note in enumerate(converter.notes, start=1)]
    return "\n\n".join(filter(None, [text, "\n".join(notes)]))


def escaped_line(text: str) -> str:
    """Words on one line as Markdown that shows just them."""
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    text = _MARKS.sub(lambda found: f"\\{found[0]}", text)
    text = _FENCE.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", text)
    text = _AT_START.sub(_start_escaped, text)
    return re.sub(r"(\A|\n)([ \t]*)>", r"\1\2\\>", text)


def _classes(element: Tag) -> str:
    return " ".join(filter(None, element.get_attribute_list("class")))


def _start_escaped(found: re.Match[str]) -> str:
    mark = found[3]
    if mark.isdigit():  # the point behind it makes the list
        return f"{found[1]}{found[2]}{mark}\\"
    return f"{found[1]}{found[2]}\\{mark}"


class _Converter(MarkdownConverter):
    """markdownify in the dialect of Python-Markdown, as pelicanconf.py sets it."""

    def __init__(self) -> None:
        super().__init__(
            wrap=True,
            wrap_width=None,
            bullets="-",
            heading_style="ATX",
            sub_symbol="<sub>",
            sup_symbol="<sup>",
        )
        self.notes: list[str] = []

    def escape(self, text: str, parent_tags: AbstractSet[str]) -> str:
        """Text stays text."""
        text = _escaped(text)
        return text.replace("|", "\\|") if {"td", "th"} & parent_tags else text

    def process_text(self, el: PageElement, parent_tags: AbstractSet[str]) -> str:
        """White space after a break is none."""
        text = str(super().process_text(el, parent_tags=parent_tags))  # type: ignore[misc]  # stub
        after = el.previous_sibling
        return text.lstrip() if isinstance(after, Tag) and after.name == "br" else text

    def convert_a(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A link; an address that is its own text is one between angle brackets."""
        href = str(el.get("href") or "").translate(_URL_SAFE)
        if not text.strip() or not href or "_noformat" in parent_tags:
            return text
        if unescape(el.get_text().strip()) == str(el.get("href")) and href.startswith("http"):
            return f"<{href}>"
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{lead}[{text.strip()}]({href}){tail}"

    def convert_img(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A picture with caption and credit."""
        alt = " ".join(str(el.get("alt")).translate(_ALT).split())
        title = " ".join(str(el.get("title")).split()).translate(_TITLE_QUOTE)
        caption = f' "{title}"' if title else ""
        return f'![{alt}]({el.get("src")}{caption}){{credit="{el.get("data-credit")}"}}'

    def convert_figure(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A paragraph of its own."""
        return text if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"

    def convert_ul(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A list; a comment parts it from one that follows, or the two would be one."""
        made = str(self.convert_list(el, text, parent_tags))  # type: ignore[attr-defined]  # stub
        after = el.find_next_sibling()
        parted = after is not None and after.name in {"ul", "ol"}
        return f"{made.rstrip()}\n\n<!-- -->\n\n" if parted else made

    convert_ol = convert_ul

    def convert_li(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """An item, indented by the four spaces that Python-Markdown asks for."""
        text = (text or "").strip()
        if not text:
            return "\n"
        mark = "-"
        if el.parent is not None and el.parent.name == "ol":
            start = str(el.parent.get("start") or "1")
            first = int(start) if start.isascii() and start.isdigit() else 1
            mark = f"{first + len(el.find_previous_siblings('li'))}."
        inner = "\n".join(f"    {line}" if line.strip() else "" for line in text.split("\n"))
        return f"{mark.ljust(3)} {inner[4:]}\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A listing; a poem keeps its lines; within a list it is indented."""
        content = el.get_text().strip("\n")
        if not content.strip():
            return ""
        if "verse" in _classes(el):
            return "\n\n{}\n\n".format("  \n".join(map(escaped_line, content.split("\n"))))
        if {"li", "blockquote"} & parent_tags:
            lines = (f"    {line}" if line.strip() else "" for line in content.split("\n"))
            return "\n\n{}\n\n".format("\n".join(lines))
        longest = max(map(len, _BACKTICKS.findall(content)), default=0)
        fence = "`" * max(3, longest + 1)
        inner = el.find("code")
        kinds = " ".join(map(_classes, filter(None, (el, inner))))
        language = _LANGUAGE.search(kinds)
        named = inner.get("lang") if isinstance(inner, Tag) else None
        kind = language[1] if language else str(named or "")
        return f"\n\n{fence}{kind}\n{content}\n{fence}\n\n"

    def convert_del(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Struck out: Markdown has no sign for it here."""
        return f"<del>{text}</del>" if text.strip() else ""

    convert_s = convert_strike = convert_del

    def convert_q(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A quotation; its marks are set when the site is built."""
        return f'"{text}"'

    def convert_dt(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """A term, strong."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """What it means, as a paragraph."""
        return f"\n\n{text.strip()}\n\n"

    convert_dl = convert_summary = convert_details = convert_dd
    convert_address = convert_aside = convert_main = convert_header = convert_footer = convert_dd
    convert_center = convert_nav = convert_hgroup = convert_dd

    def get_conv_fn(self, tag_name: str) -> object:
        """A footnote's element has a name that no method can have."""
        if tag_name == NOTE_TAG:
            return self._note
        return super().get_conv_fn(tag_name)  # type: ignore[misc]  # stub

    def _note(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        words = " ".join(text.split())
        if not words:
            return ""
        self.notes.append(words)
        return f"[^{len(self.notes)}]"
