"""A post's HTML as the Markdown that authors of this publication write.

What only WordPress knows gets a defined answer before `dialect` writes the rest: a film or a frame
becomes a link, a gallery its pictures, a note a footnote, a form nothing; and each is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from comments_api.conversation.classic_html import with_paragraphs
from plugins.manuscript import Translate
from plugins.moving_in.dialect import escaped_line, to_markdown
from plugins.moving_in.shortcodes import GALLERY_TAG, NOTE_TAG, expanded
from plugins.moving_in.uploads import Uploads
from plugins.moving_in.wordpress_export import Attachment, Blog, Post

DEEPEST = 80
"""Elements within each other; what is deeper is told and becomes plain text."""

_MORE = re.compile(r"<!--\s*more\b.*?-->", re.IGNORECASE | re.DOTALL)
_NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->", re.IGNORECASE)
_BLOCK = re.compile(r"<!--\s*wp:")
_DYNAMIC = re.compile(r"<!--\s*wp:(\S+)[^>]*/-->")
_HARMLESS = {"more", "nextpage", "footnotes", "spacer", "separator"}
_URL_ALONE = re.compile(r"\s*https?://\S+\s*")
_HEADING = re.compile(r"h[1-6]\Z")
_IMAGE_NUMBER = re.compile(r"wp-image-(\d+)")
_SAME = ("strong", "b", "em", "i")
_FRAMES = ("iframe", "video", "audio", "object", "embed")
_REMOVED = ("script", "style", "form", "noscript", "input", "button", "select", "textarea")
_INLINE = {"a", "abbr", "b", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "u"}
_CONTAINERS = {
    "[document]",
    "article",
    "aside",
    "blockquote",
    "div",
    "figure",
    "main",
    "ol",
    "section",
}
_CONTAINERS |= {"table", "tbody", "thead", "tr", "ul"}
_ASIDE = [NOTE_TAG, "sup", "figure", "pre", "table", *_REMOVED]
_TOLD_WHEN_REMOVED = {"script", "form"}


Target = Callable[[str], str | None]
"""From an address of the old site to the one a text here links to; None when it has none here."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a post's text refers to: the blog, the pictures at hand, the other texts."""

    blog: Blog
    uploads: Uploads
    target: Target
    translate: Translate


@dataclass(slots=True)
class Body:
    """A text in Markdown; `lead` is plain text for a summary; `notes` are what an author reads."""

    markdown: str = ""
    lead: str = ""
    notes: list[str] = field(default_factory=list)


def body_of(post: Post, around: Surroundings) -> Body:
    """The text of a post. Never fails: what cannot be carried is told in the notes."""
    _ = around.translate
    body = Body()
    html = post.html
    for block in sorted(set(_DYNAMIC.findall(html)) - _HARMLESS):
        body.notes.append(
            _("The block “%(name)s” is made by WordPress and left out.") % {"name": block}
        )
    if _NEXT_PAGE.search(html):
        body.notes.append(_("Its pages are joined into one."))
        html = _NEXT_PAGE.sub("\n\n", html)
    unknown: dict[str, None] = {}
    html = expanded(html, lambda name: unknown.update({name: None}))
    for name in unknown:
        body.notes.append(
            _("The short code [%(name)s] is left out; its content stays.") % {"name": name}
        )
    teaser = _MORE.split(html, maxsplit=1)
    html = _MORE.sub("\n\n", html)
    if not _BLOCK.search(html):
        html = with_paragraphs(html)
    soup = BeautifulSoup(html, "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    soup.smooth()
    for blank in soup.find_all(string=lambda text: text is not None and not text.strip()):
        if blank.parent and blank.parent.name in _CONTAINERS:
            blank.extract()
    body.lead = _lead(teaser, soup)
    if _depth(soup) > DEEPEST:
        body.notes.append(_("It is nested too deeply and became plain text."))
        body.markdown = escaped_line(soup.get_text(" "))
        return body
    _Setting(post, around, body).prepare(soup)
    body.markdown = to_markdown(soup)
    return body


def plain(html: str) -> str:
    """The words of a piece of HTML on one line."""
    return _words(BeautifulSoup(html, "html.parser"))


def _words(element: Tag) -> str:
    """What is read of an element; notes and pictures' captions are not part of the sentence."""
    parts: list[str] = []
    for node in element.descendants:
        if isinstance(node, Tag):
            parts.append("" if node.name in _INLINE else " ")
        elif type(node) is NavigableString and not node.find_parent(_ASIDE):
            parts.append(node)
    return " ".join("".join(parts).split())


def _lead(teaser: list[str], soup: BeautifulSoup) -> str:
    if len(teaser) > 1:
        return plain(teaser[0])
    return next(filter(None, map(_words, soup.find_all("p"))), "") or _words(soup)


def _depth(soup: Tag) -> int:
    deepest = depth = 0
    current = soup
    for element in soup.descendants:
        if isinstance(element, Tag):
            while element.parent is not current and current.parent is not None:
                current, depth = current.parent, depth - 1
            current, depth = element, depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Setting:
    """Turns what only WordPress knows into elements that Markdown has."""

    def __init__(self, post: Post, around: Surroundings, body: Body) -> None:
        self._post = post
        self._around = around
        self._body = body
        self._told: set[str] = set()
        self._by_url = {_unsized(one.url): one for one in around.blog.attachments.values()}

    def prepare(self, soup: BeautifulSoup) -> None:
        """Work on the tree, in the one order in which nothing undoes another."""
        self._remove(soup)
        self._galleries(soup)
        self._thumbnail(soup)
        self._frames(soup)
        self._footnotes(soup)
        self._pictures(soup)
        self._links(soup)
        _headings(soup)
        _join_same(soup)

    def _tell(self, message: str, **values: object) -> None:
        told = message % values
        if told not in self._body.notes:
            self._body.notes.append(told)

    def _remove(self, soup: BeautifulSoup) -> None:
        _ = self._around.translate
        for element in soup.find_all(_REMOVED):
            if element.name in _TOLD_WHEN_REMOVED:
                self._tell(_("A <%(name)s> is left out."), name=element.name)
            element.decompose()

    def _galleries(self, soup: BeautifulSoup) -> None:
        for gallery in soup.find_all(GALLERY_TAG):
            for attachment in self._gallery(str(gallery.get("ids") or "")):
                figure = soup.new_tag("figure")
                figure.append(soup.new_tag("img", src=attachment.url, alt=attachment.alt))
                caption = soup.new_tag("figcaption")
                caption.string = plain(attachment.caption)
                figure.append(caption)
                gallery.insert_before(figure)
            gallery.decompose()

    def _gallery(self, ids: str) -> Iterator[Attachment]:
        attachments = self._around.blog.attachments
        numbers = [number.strip() for number in ids.split(",") if number.strip()]
        if not numbers:
            yield from (one for one in attachments.values() if one.parent == self._post.number)
        yield from (attachments[number] for number in numbers if number in attachments)

    def _thumbnail(self, soup: BeautifulSoup) -> None:
        attachment = self._around.blog.attachments.get(self._post.thumbnail)
        if attachment is None:
            return
        shown = {_unsized(str(image.get("src") or "")) for image in soup.find_all("img")}
        if _unsized(attachment.url) not in shown:
            figure = soup.new_tag("figure")
            figure.append(soup.new_tag("img", src=attachment.url, alt=attachment.alt))
            soup.insert(0, figure)

    def _frames(self, soup: BeautifulSoup) -> None:
        _ = self._around.translate
        for frame in soup.find_all(_FRAMES):
            source = frame.find(src=True)
            inner = str(source.get("src")) if isinstance(source, Tag) else ""
            url = _absolute(str(frame.get("src") or frame.get("data") or inner), self._around.blog)
            if url:
                self._tell(_("What was embedded is a link now: %(url)s"), url=url)
                paragraph, link = soup.new_tag("p"), soup.new_tag("a", href=url)
                link.string = url
                paragraph.append(link)
                frame.replace_with(paragraph)
            else:
                frame.decompose()
        for text in soup.find_all(string=_URL_ALONE):
            if _URL_ALONE.fullmatch(text) and not text.find_parent(["a", "pre", "code"]):
                link = soup.new_tag("a", href=text.strip())
                link.string = text.strip()
                text.replace_with(link)

    def _footnotes(self, soup: BeautifulSoup) -> None:
        for mark in soup.select("sup[data-fn]"):
            note = self._post.footnotes.get(str(mark["data-fn"]), "")
            _replace_by_note(soup, mark, note)
        for link in soup.find_all("a", href=re.compile(r"\A#_?(?:ftn|fn|footnote)(?!.*ref)")):
            item = soup.find(id=str(link["href"])[1:])
            if isinstance(item, Tag) and item.name in {"li", "p", "div"}:
                for back in item.find_all("a", href=re.compile(r"\A#.*(?:ref|anchor)")):
                    back.decompose()
                sup = link.parent if link.parent and link.parent.name == "sup" else link
                _replace_by_note(soup, sup, item.decode_contents())
                item["data-used"] = "1"
        for item in soup.select("[data-used]"):
            container = item.parent
            item.decompose()
            while container and container.parent and not container.get_text(strip=True):
                above = container.parent
                container.decompose()
                container = above

    def _pictures(self, soup: BeautifulSoup) -> None:
        for image in soup.find_all("img"):
            if "emoji" in str(image.get("class")) or "wp-smiley" in str(image.get("class")):
                image.replace_with(str(image.get("alt") or ""))
                continue
            self._picture(soup, image)

    def _picture(self, soup: BeautifulSoup, image: Tag) -> None:
        _ = self._around.translate
        url = _absolute(str(image.get("src") or image.get("data-src") or ""), self._around.blog)
        number = _IMAGE_NUMBER.search(str(image.get("class")))
        attachments = self._around.blog.attachments
        attachment = attachments.get(number[1] if number else "") or self._by_url.get(_unsized(url))
        figure = image.find_parent("figure")
        caption = figure.find("figcaption") if figure else None
        title = " ".join(caption.get_text(" ").split()) if isinstance(caption, Tag) else ""
        alt = str(image.get("alt") or "") or (attachment.alt if attachment else "")
        place = self._around.uploads.place_of(attachment.url if attachment else url)
        place = place or self._around.uploads.place_of(url)
        if place is None:
            if url:
                self._tell(_("The picture %(url)s is not at hand; it is a link now."), url=url)
                self._told.add(url)
                link = soup.new_tag("a", href=url)
                link.string = alt or title or url.rpartition("/")[2]
                image.replace_with(link)
            else:
                image.decompose()
            return
        if not alt:
            self._tell(_("The picture %(name)s has no text alternative yet."), name=place.name)
            alt = _("⟨say what is to be seen: %(name)s⟩") % {"name": place.name}
        self._tell(_("The picture %(name)s has no credit yet."), name=place.name)
        for attribute in list(image.attrs):
            del image[attribute]
        relative = place.relative_to(self._around.uploads.pictures.parent).as_posix()
        image["src"] = "{static}/" + relative
        image["alt"] = alt
        image["title"] = title
        image["data-credit"] = _("⟨credit missing⟩")
        self._unlink(image)
        if isinstance(caption, Tag):
            caption.decompose()

    def _unlink(self, image: Tag) -> None:
        """Take away a link to nothing but the picture itself."""
        link = image.parent
        if isinstance(link, Tag) and link.name == "a":
            href = str(link.get("href") or "")
            if self._around.uploads.place_of(href) or "attachment_id=" in href:
                link.unwrap()

    def _links(self, soup: BeautifulSoup) -> None:
        _ = self._around.translate
        for link in soup.find_all("a"):
            href = str(link.get("href") or "").strip()
            url = _absolute(href, self._around.blog)
            if href.startswith("#") or not url:
                link.unwrap()
                continue
            here = self._around.target(url)
            link["href"] = here or url
            if here is None and url not in self._told and _is_of(url, self._around.blog):
                self._tell(_("A link leads to the old site: %(url)s"), url=url)


def _is_of(url: str, blog: Blog) -> bool:
    parts, home = urlsplit(url), urlsplit(blog.address)
    return parts.netloc.removeprefix("www.") == home.netloc.removeprefix("www.") != ""


def _absolute(href: str, blog: Blog) -> str:
    """A web or mail address as it can be linked to from anywhere; empty for everything else."""
    try:
        url = urljoin(f"{blog.address}/", href.strip()) if href else ""
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme in {"mailto", "tel"}:
        return url
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _unsized(url: str) -> str:
    """An address of a picture without size, host and query: what tells pictures apart."""
    path = url.partition("?")[0].rpartition("/uploads/")[2]
    return re.sub(r"-\d+x\d+(?=\.\w+\Z)", "", unquote(path))


def _replace_by_note(soup: BeautifulSoup, mark: Tag, html: str) -> None:
    note = soup.new_tag(NOTE_TAG)
    note.append(BeautifulSoup(html, "html.parser"))
    mark.replace_with(note)


def _headings(soup: BeautifulSoup) -> None:
    """The title is the only heading of the first level; none below it skips a level."""
    levels: list[int] = []  # as they were, from the outermost open one inwards
    for heading in soup.find_all(_HEADING):
        if not heading.get_text(strip=True) and not heading.find("img"):
            heading.decompose()
            continue
        level = int(heading.name[1])
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        heading.name = f"h{min(6, len(levels) + 1)}"


def _join_same(soup: BeautifulSoup) -> None:
    """``<b>a</b><b>b</b>`` is ``<b>ab</b>``; so it needs no marks that touch each other."""
    for element in soup.find_all(_SAME):
        while isinstance(after := element.next_sibling, Tag) and after.name == element.name:
            for child in list(after.contents):
                element.append(child)
            after.decompose()
