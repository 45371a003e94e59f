"""The exchange folder as a build meets it: whatever is wrong with it stops the build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange, ExchangeError, PublishedThread
from comments_api.conversation.thread_id import InvalidThreadId, ThreadId, parse_thread_id
from plugins.baked_comments.naming import Published, former_names
from plugins.manuscript import AuthorError, Manuscript, Translate


def published(exchange: Exchange, thread_id: ThreadId) -> PublishedThread | None:
    """What the service published of a thread. Raises AuthorError."""
    try:
        return exchange.read_published(thread_id)
    except ExchangeError as error:
        raise AuthorError(str(error)) from error


def commented(exchange: Exchange) -> Published:
    """What stands in the folder. Files nobody can read are left to those who need them."""
    comments: dict[ThreadId, int] = {}
    for file in sorted((exchange.root / "threads").glob("*.json")):
        with suppress(InvalidThreadId, ExchangeError):
            found = exchange.read_published(parse_thread_id(file.stem))
            if found:
                comments[found.thread_id] = len(found.comments)
    titles: dict[ThreadId, str] = {}
    with suppress(ExchangeError):
        titles = {name: thread.title for name, thread in exchange.read_threads().items()}
    return Published(titles, comments)


def tell_the_service(exchange: Exchange, threads: Iterable[Thread], _: Translate) -> None:
    """Hand over the list of threads, if it changed. Raises AuthorError."""
    with _told_to_authors(exchange.threads_file, _):
        exchange.write_threads(threads)


def tell_former_names(
    exchange: Exchange, essays: Iterable[Manuscript], default_lang: str, _: Translate
) -> None:
    """Hand over what discussions were called elsewhere, if it changed. Raises AuthorError."""
    with _told_to_authors(exchange.former_names_file, _):
        exchange.write_former_names(former_names(essays, default_lang))


@contextmanager
def _told_to_authors(file: Path, _: Translate) -> Iterator[None]:
    try:
        yield
    except ExchangeError as error:
        raise AuthorError(str(error)) from error
    except OSError as error:
        what = _("The list of discussions cannot be written (%(why)s).") % {"why": error.strerror}
        remedy = _("Make room on the disk, or make the folder of COMMENTS_EXCHANGE writable.")
        raise AuthorError(f"{file}: {what}\n    → {remedy}") from error
