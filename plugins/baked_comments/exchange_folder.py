"""The exchange folder as a build meets it: whatever is wrong with it stops the build."""

from __future__ import annotations

from collections.abc import Iterable

from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange, ExchangeError, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from plugins.manuscript import AuthorError, Translate


def published(exchange: Exchange, thread_id: ThreadId) -> PublishedThread | None:
    """What the service published of a thread. Raises AuthorError."""
    try:
        return exchange.read_published(thread_id)
    except ExchangeError as error:
        raise AuthorError(str(error)) from error


def tell_the_service(exchange: Exchange, threads: Iterable[Thread], _: Translate) -> None:
    """Hand over the list of threads, if it changed. Raises AuthorError."""
    try:
        exchange.write_threads(threads)
    except ExchangeError as error:
        raise AuthorError(str(error)) from error
    except OSError as error:
        what = _("The list of discussions cannot be written (%(why)s).") % {"why": error.strerror}
        remedy = _("Make room on the disk, or make the folder of COMMENTS_EXCHANGE writable.")
        raise AuthorError(f"{exchange.threads_file}: {what}\n    → {remedy}") from error
