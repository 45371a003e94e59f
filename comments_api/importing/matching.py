"""Which of the site's discussions an old one has become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import ThreadId


class Matching:
    """Old names to discussions: by what the operator says, by former names, by addresses.

    `given` comes first. `former` are the names the site keeps in its texts' front matter. Last, an
    address that a page of the site still has, or an id that is one of the site's own.
    """

    def __init__(
        self,
        threads: Mapping[ThreadId, Thread],
        former: Mapping[str, ThreadId],
        given: Mapping[str, ThreadId],
    ) -> None:
        self.known = {*threads, *former.values()}
        self.public = frozenset(threads)
        self._given = _by_form(given.items())
        self._former = _by_form(former.items())
        self._own: dict[str, ThreadId] = {thread_id: thread_id for thread_id in threads}
        self._own |= _by_form((thread.url, thread.id) for thread in threads.values())

    def find(self, names: Iterable[str]) -> ThreadId | None:
        """The discussion that one of `names` means, the first name that means one."""
        forms = [form for name in names for form in _forms(name)]
        for known in (self._given, self._former, self._own):
            for form in forms:
                if form in known:
                    return known[form]
        return None


def _by_form(pairs: Iterable[tuple[str, ThreadId]]) -> dict[str, ThreadId]:
    found: dict[str, ThreadId] = {}
    for name, thread_id in pairs:
        found.setdefault(next(_forms(name)), thread_id)
    return found


def _forms(name: str) -> Iterator[str]:
    """A name, then looser forms of it: path and query; the path alone. The front page is none."""
    name = name.strip()
    is_address = name.startswith(("http://", "https://", "/"))
    try:
        parts = urlsplit(name)
    except ValueError:
        is_address = False
    if not is_address:
        yield name
        return
    path = unquote(parts.path).removesuffix("index.html").rstrip("/")
    if parts.query:
        yield f"{path}/?{parts.query}"
    yield f"{path}/"  # the front page's is "/", under which no discussion stands
