"""A visitor's Markdown as safe HTML. The only sanitiser there is, for every path to a page.

Two walls stand behind each other. The first is the grammar: markdown-it-py knows only the rules
named here, so raw HTML, images, headings and foreign schemes stay the text they were typed as. The
second is nh3, which parses whatever the first let through as a browser would and keeps a short
list of tags. A comment's source is what is stored; a fault mended here is mended in every old
comment.
"""

from __future__ import annotations

import re
from html import unescape
from textwrap import shorten

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

from comments_api.conversation.web_link import is_web_link

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"},
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
LINK_REL = "ugc nofollow noopener"

DEEPEST_NESTING = 20
"""Quotations and lists within each other. The parser drops what lies deeper, therefore a text that
goes there is shown as it was typed."""

GIST = 90
"""Characters in which a margin says what a comment is about."""

_TAG = re.compile("<[^>]*>")
_SURROGATES = re.compile("[\ud800-\udfff]")

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={**ATTRIBUTES, "*": set()},  # without the star nh3 allows every tag lang and title
    clean_content_tags=set(),
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel=LINK_REL,
)


class _VisitorMarkdown(MarkdownIt):
    """The subset of CommonMark open to visitors; a line end stays a line end.

    Character references are not decoded: ``&#8238;`` would bring back the very control characters
    that cleaning removed.
    """

    def __init__(self) -> None:
        super().__init__("zero", {"html": False, "breaks": True, "maxNesting": DEEPEST_NESTING})
        self.enable(["blockquote", "code", "fence", "list"])
        self.enable(["autolink", "backticks", "emphasis", "escape", "link", "newline"])
        self.block.ruler.push("end_quotation", _end_quotation, {"alt": ["blockquote"]})
        self.core.ruler.push("unlink", _unlink)

    def validateLink(self, url: str) -> bool:  # noqa: N802 markdown-it's name
        # nh3 knows the URL standard better than Python does, so it is asked as well.
        return is_web_link(url) and "href" in _CLEANER.clean(f'<a href="{escape(url)}"></a>')

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 markdown-it's name
        return link  # as typed: decoding would show another address than the one behind it


def _end_quotation(_state: StateBlock, _start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 markdown-it's form
    """End a quotation before every line without its mark, when asked whether that line does.

    CommonMark would take the line in: an answer right below would seem to be the other's words.
    And markdown-it would look for the end of every such quotation anew, in quadratic time.
    """
    return silent


def _unlink(state: StateCore) -> None:
    """Take the link from ``[words]()``: markdown-it asks for no address where there is none."""
    for block in state.tokens:
        linked = True
        kept = []
        for token in block.children or ():
            if token.type == "link_open":
                linked = bool(token.attrs["href"])
            if linked or token.type not in {"link_open", "link_close"}:
                kept.append(token)
        block.children = kept


_MARKDOWN = _VisitorMarkdown()


def to_html(source: str) -> Markup:
    """`source` as HTML of `TAGS` and `ATTRIBUTES` only (and `rel` on links). Never fails."""
    text = _SURROGATES.sub("\ufffd", source)
    tokens = _MARKDOWN.parse(text)
    if any(map(_is_too_deep, tokens)):
        html = f"<p>{escape(text.strip())}</p>".replace("\n", "<br>\n")
    else:
        html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Markup(_CLEANER.clean(html))  # noqa: S704 here, and only here, it becomes safe


def gist(source: str) -> str:
    """The first words of a visitor's Markdown, without its marks; as text, not HTML."""
    return shorten(unescape(_TAG.sub("", to_html(source))), GIST, placeholder=" …")


def _is_too_deep(token: Token) -> bool:
    container = token.type in {"blockquote_open", "list_item_open"}
    return container and token.level >= DEEPEST_NESTING - 1
