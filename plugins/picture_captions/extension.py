"""The Python-Markdown extension: a paragraph that is only a picture becomes a figure.

``![seen]({static}/bilder/a.png "Caption"){credit="who, licence"}`` is written as a figure whose
caption is the picture's title and whose credit is its attribute `credit`; both are plain text. A
picture with neither is a figure without a caption. A picture within a sentence stays there and
tells its credit in its title, because a credit is owed wherever a picture stands.

Each picture gets its width and height, and each but the first is loaded when it is needed.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plugins.picture_captions.address import picture_file
from plugins.picture_captions.size import picture_size

_AFTER_ATTR_LIST = 7  # which runs at 8, and before the table of contents, at 5


class PictureCaptions(Extension):
    """The extension. `content` is the folder from which ``{static}/`` counts."""

    def __init__(self, content: Path) -> None:
        super().__init__()
        self._content = content

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 Python-Markdown calls it so
        """Add the tree processor, and attribute lists where they are not there yet."""
        if "attr_list" not in md.treeprocessors:
            md.registerExtensions(["markdown.extensions.attr_list"], {})
        md.treeprocessors.register(
            _Pictures(md, self._content), "picture_captions", _AFTER_ATTR_LIST
        )


class _Pictures(Treeprocessor):
    def __init__(self, md: Markdown, content: Path) -> None:
        super().__init__(md)
        self._content = content

    def run(self, root: Element) -> None:
        for position, image in enumerate(root.iter("img")):
            self._complete(image, is_first=position == 0)
        for paragraph in list(root.iter("p")):
            picture = _only_picture(paragraph)
            if picture is not None:
                _make_figure(paragraph, picture)
        for image in root.iter("img"):
            _keep_credit(image)

    def _complete(self, image: Element, *, is_first: bool) -> None:
        if {"width", "height"}.isdisjoint(image.attrib):
            file = picture_file(image.get("src", ""), self._content)
            size = picture_size(file) if file and file.is_file() else None
            if size:
                image.set("width", str(size.width))
                image.set("height", str(size.height))
        if not is_first:
            for name, value in (("loading", "lazy"), ("decoding", "async")):
                image.set(name, image.get(name, value))


def _only_picture(paragraph: Element) -> Element | None:
    """The picture, perhaps in a link, that is all there is in a paragraph."""
    inner = _only_child(paragraph)
    if inner is not None and inner.tag == "a":
        inner = _only_child(inner)
    return inner if inner is not None and inner.tag == "img" else None


def _only_child(element: Element) -> Element | None:
    alone = len(element) == 1 and not _says_something(element.text, element[0].tail)
    return element[0] if alone else None


def _says_something(*texts: str | None) -> bool:
    return any(text and text.strip() for text in texts)


def _make_figure(paragraph: Element, image: Element) -> None:
    title = image.attrib.pop("title", None)
    # {credit="…"} on a line of its own belongs to the paragraph.
    credit = image.attrib.pop("credit", None) or paragraph.attrib.pop("credit", None)
    paragraph.tag = "figure"
    paragraph.set("class", " ".join(filter(None, ("figure", paragraph.get("class")))))
    if not title and not credit:
        return
    caption = SubElement(paragraph, "figcaption")
    caption.text = title
    if credit:
        caption.text = f"{title} " if title else None
        SubElement(caption, "small", {"class": "figure__credit"}).text = credit


def _keep_credit(image: Element) -> None:
    credit = image.attrib.pop("credit", None)
    if credit:
        title = image.get("title")
        image.set("title", f"{title} ({credit})" if title else credit)
