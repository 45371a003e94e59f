"""XML from elsewhere as a stream of records, with nothing in it that could hurt.

A document type declaration is refused. No export needs one, and without it there are no entities:
none that grow to gigabytes, none that fetch a file or an address. Only one record is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from comments_api.conversation.foreign_file import ForeignFile, UnusableExport

Name = Callable[[str], str | None]
"""From the URI of a name space to the prefix we give it; None when it is not known."""


def _(message: str) -> str:
    """Mark a msgid; `UnusableExport.told` translates it."""
    return message


def records(file: ForeignFile, path: Sequence[str], prefix_of: Name) -> Iterator[Element]:
    """The children of the element at `path` (names from the root down), each whole, in order.

    Names are ``prefix-name``, or only ``name`` where `prefix_of` gives an empty prefix; those of
    unknown name spaces keep ``{uri}name``. Raises UnusableExport with line and column for what is
    no XML, has another root, or holds a document type.
    """
    builder = _Builder(file.path, path, prefix_of)
    try:
        for chunk in file.chunks():
            builder.parser.Parse(chunk, False)  # noqa: FBT003 expat takes it by place
            yield from builder.taken()
        builder.parser.Parse(b"", True)  # noqa: FBT003 the same
    except expat.ExpatError as error:
        raise UnusableExport(
            file.path,
            _("This is not well-formed XML (%(why)s). Export it again, or mend that place."),
            error.lineno,
            error.offset + 1,
            why=expat.ErrorString(error.code),
        ) from error
    except (LookupError, ValueError) as error:  # from where Python looks for the encoding
        raise UnusableExport(
            file.path, _("Its encoding cannot be read (%(why)s)."), 1, why=error
        ) from error


def text_of(element: Element, name: str) -> str:
    """The text of the first child of this name; empty when there is none."""
    return element.findtext(name) or ""


class _Builder:
    """Gathers records while expat walks through the file. Nothing here recurses."""

    def __init__(self, file: Path, path: Sequence[str], prefix_of: Name) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._file = file
        self._path = path
        self._prefix_of = prefix_of
        self._names: dict[str, str] = {}
        self._open: list[str] = []
        self._current: TreeBuilder | None = None
        self._done: list[Element] = []

    def taken(self) -> Iterator[Element]:
        """The records that came whole since the last time."""
        done, self._done = self._done, []
        yield from done

    def _doctype(self, *_declared: object) -> None:
        raise self._refused(_("The file declares a document type. No export does; it is not read."))

    def _refused(self, message: str, **values: object) -> UnusableExport:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return UnusableExport(self._file, message, line, column, **values)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = self._name(name)
        if not self._open and tag != self._path[0]:
            raise self._refused(
                _("The file begins with <%(found)s>, not with <%(expected)s>."),
                found=tag,
                expected=self._path[0],
            )
        if self._current is None and self._open == [*self._path]:
            self._current = TreeBuilder()
        if self._current is not None:
            named = {self._name(key): value for key, value in attributes.items()}
            self._current.start(tag, named)
        self._open.append(tag)

    def _end(self, name: str) -> None:
        self._open.pop()
        if self._current is not None:
            self._current.end(self._name(name))
            if len(self._open) == len(self._path):
                self._done.append(self._current.close())
                self._current = None

    def _data(self, data: str) -> None:
        if self._current is not None:
            self._current.data(data)

    def _name(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            uri, _space, local = name.rpartition(" ")
            prefix = self._prefix_of(uri) if uri else ""
            known = f"{{{uri}}}{local}" if prefix is None else f"{prefix}-{local}".lstrip("-")
            self._names[name] = known
        return known
