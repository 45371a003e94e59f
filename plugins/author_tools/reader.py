"""Markdown that was read before is not read again."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader
from pelican.urlwrappers import URLWrapper

from plugins.manuscript.memo import memo_of

Read = tuple[str, dict[str, Any]]


class RememberingReader(MarkdownReader):  # type: ignore[misc] # Pelican ships no types
    """Pelican's reader, with the build's memory before it."""

    def read(self, source_path: str) -> Read:
        """The HTML and the front matter of a file."""
        key = ("markdown", source_path, Path(source_path).read_bytes())
        html, metadata = memo_of(self.settings)(key, lambda: self._read(source_path))
        return html, {name: self._own(value) for name, value in metadata.items()}

    def _read(self, source_path: str) -> Read:
        html, metadata = super().read(source_path)
        for value in metadata.values():
            for name in value if isinstance(value, list) else [value]:
                if isinstance(name, URLWrapper):
                    name.slug  # noqa: B018 worked out once, for all copies
                    name.settings = {}  # or this build would live as long as what was read in it
        return html, metadata

    def _own(self, value: Any) -> Any:
        """A value that this build may change: others must not meet its authors and tags."""
        if isinstance(value, list):
            return [self._own(each) for each in value]
        if isinstance(value, URLWrapper):
            value = copy.copy(value)
            value.settings = self.settings
        return value
