"""What the style sheet cannot find out by itself about an essay's HTML.

All functions only add attributes. The words, and with them what a screen reader says, what a
search finds and what a reader copies, stay as they were.
"""

from __future__ import annotations

import re
from html import escape, unescape

_FIRST_PARAGRAPH = re.compile(r"\s*<p>")
_BEFORE_TEXT = re.compile(r"(?:\s|<(?:a|abbr|b|cite|em|i|mark|q|small|span|strong)(?:\s[^>]*)?>)*")
_OPENING = re.compile(r"[„‚“‘«»‹›\"'(\[–—…]+")
_OUTWARD = re.compile(r'(?P<tag><a\b[^>]*?\shref="(?P<href>https?://[^"]+)"[^>]*)>')
_WAY_BACK = re.compile(
    r'(?<=<a class="footnote-backref")(?P<rest>[^>]*?) title="[^"]*?(?P<number>\d*)[^"\d]*"'
)
_NOTE_MARK = re.compile(r'<sup id="(?P<id>[^"]+)"(?P<rest>[^>]*)>(?=<a class="footnote-ref")')


def with_initial(html: str) -> str:
    """Tell the first paragraph its first letter, for the reflection under it.

    `<p>Wer …` becomes `<p class="initial" data-initial="W">Wer …`. The attribute holds what CSS's
    ``::first-letter`` takes: quotation marks before the letter belong to it, and make the class
    ``initial initial--quoted`` so that they may hang. No initial where it would look like a
    mistake: when the essay starts with a number, a small letter, a picture, a heading, a
    quotation or a list.
    """
    start = _FIRST_PARAGRAPH.match(html)
    if start is None:
        return html
    text = unescape(html[_end(_BEFORE_TEXT, html, start.end()) :][:60])
    opening = _OPENING.match(text)
    quotes = opening.group() if opening else ""
    rest = text[len(quotes) :]
    if not rest[:1].isupper():
        return html
    letter = escape(quotes + rest[0], quote=True)
    kind = "initial initial--quoted" if quotes else "initial"
    return f'{html[: start.end() - 1]} class="{kind}" data-initial="{letter}">{html[start.end() :]}'


def with_numbered_notes(html: str) -> str:
    """Number the marks of footnotes in the order in which they first appear.

    `<sup id="fnref:welt">` becomes `<sup id="fnref:welt" data-note="1">`, so that the style sheet
    can tie the mark to the first note of the list and set that note beside it. A note marked more
    than once is tied to its first mark.
    """
    count = 0

    def numbered(mark: re.Match[str]) -> str:
        nonlocal count
        if re.match(r"fnref\d+:", mark["id"]):  # Python-Markdown's name for a later mark
            return mark.group()
        count += 1
        return f'<sup id="{mark["id"]}"{mark["rest"]} data-note="{count}">'

    return _NOTE_MARK.sub(numbered, html)


def with_ways_back(html: str, title: str) -> str:
    """Tell each way back from a footnote what it is, in the language of the page.

    `title` holds ``{}`` for the number of the note. Python-Markdown has one title for all texts.
    """

    def told(link: re.Match[str]) -> str:
        return f'{link["rest"]} title="{escape(title.format(link["number"]))}"'

    return _WAY_BACK.sub(told, html)


def with_numbered_links(html: str, site_url: str = "") -> tuple[str, tuple[str, ...]]:
    """Number the links that lead off the site, for paper, where nobody can follow them.

    `<a href="https://example.org">` becomes `<a href="https://example.org" data-link="1">`. Also
    returns the addresses, the first being number 1; an address linked twice has one number.
    """
    numbers: dict[str, int] = {}

    def numbered(link: re.Match[str]) -> str:
        address = unescape(link["href"])
        if site_url and f"{address}/".startswith(f"{site_url}/"):
            return link.group()
        number = numbers.setdefault(address, len(numbers) + 1)
        return f'{link["tag"]} data-link="{number}">'

    return _OUTWARD.sub(numbered, html), tuple(numbers)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
