"""What was worked out before, so that the next build of the same process need not do it again.

Whoever builds more than once puts a `Memo` into the setting ``MEMO``, and takes a new one whenever
something changed that is not part of the keys: the settings, the theme, the deck, the pictures.
Without that setting everything is worked out anew, to the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Memo:
    """Results by key, kept as long as each whole build asks for them again."""

    def __init__(self) -> None:
        self._now: dict[tuple[Hashable, ...], Any] = {}
        self._before: dict[tuple[Hashable, ...], Any] = {}

    def build_done(self) -> None:
        """Forget what a build that came to its end did not ask for."""
        self._now, self._before = {}, self._now

    def __call__(self, key: tuple[Hashable, ...], work_out: Callable[[], T]) -> T:
        """The result of `work_out`, which must depend on `key` alone and must not be changed."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else work_out()
        return cast("T", self._now[key])


def memo_of(settings: Mapping[str, Any]) -> Memo:
    """The build's memory; an empty one of its own where nobody keeps any."""
    return settings.get("MEMO") or Memo()
