"""What one process keeps from build to build, so that the next is quick and yet the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from plugins.author_tools.reader import RememberingReader
from plugins.manuscript.memo import Memo


class Warmth:
    """The memory of a process that builds more than once: texts read, templates compiled.

    It is kept while only texts and discussions change. Whatever else changed, a picture, a card,
    a template, a setting, may be part of anything: then nothing is taken over.
    """

    def __init__(self) -> None:
        self._memo = Memo()
        self._templates = _CompiledTemplates()

    def after(self, changed: Iterable[Path], settings: Mapping[str, Any]) -> None:
        """Keep only what is still true now that files have changed."""
        if not all(_is_text(path, settings) for path in changed):
            self.__init__()  # type: ignore[misc] # a new one in every respect

    def lent_to(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The settings of a build that remembers."""
        jinja = {**settings["JINJA_ENVIRONMENT"], "bytecode_cache": self._templates}
        return {
            **settings,
            "MEMO": self._memo,
            "READERS": {**settings["READERS"], "md": RememberingReader},
            "JINJA_ENVIRONMENT": jinja,
        }

    def build_done(self) -> None:
        """Let go of what the build did not need any more."""
        self._memo.build_done()


def _is_text(path: Path, settings: Mapping[str, Any]) -> bool:
    content = Path(settings["PATH"])
    folders = [content / name for name in (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"])]
    if path.suffix == ".md":
        return any(path.is_relative_to(folder) for folder in folders)
    return path.is_relative_to(Path(settings["COMMENTS_EXCHANGE"]) / "threads")


class _CompiledTemplates(BytecodeCache):
    """Jinja's cache in memory; Jinja itself sees whether a template's source has changed."""

    def __init__(self) -> None:
        self._by_key: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._by_key:
            bucket.bytecode_from_string(self._by_key[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._by_key[bucket.key] = bucket.bytecode_to_string()
