"""The exchange folder as a build meets it: whatever is wrong with it stops the build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange, ExchangeError, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from plugins.baked_comments.naming import former_names
from plugins.manuscript import AuthorError, Manuscript, Translate


def published(exchange: Exchange, thread_id: ThreadId) -> PublishedThread | None:
    """What the service published of a thread. Raises AuthorError."""
    try:
        return exchange.read_published(thread_id)
    except ExchangeError as error:
        raise AuthorError(str(error)) from error


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
