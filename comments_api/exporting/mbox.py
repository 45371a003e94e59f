"""Public discussions as an mbox: any mail program shows them threaded, offline, for decades.

Format: RFC 4155 with the quoting known as mboxrd, in which every line that begins with ``From ``,
quoted or not, gets one more ``>``, so that nothing is lost. Messages are RFC 5322; they hang
together by In-Reply-To and References. Message-IDs are stable: the same comment, the same id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urljoin

from comments_api.conversation.comment import Thread, permalink
from comments_api.conversation.thread_id import ThreadId
from comments_api.conversation.tree import Node, build_tree, walk
from comments_api.model import StoredComment
from comments_api.ports import Store

_POLICY = SMTP.clone(linesep="\n", cte_type="7bit")
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_NOBODY = "comment"


def messages(
    store: Store, threads: Mapping[ThreadId, Thread], host: str, *, with_emails: bool
) -> Iterator[bytes]:
    """Each approved comment as a message of the mbox, parents before their answers.

    `host` stands in ids and in the addresses of those who gave none. Without `with_emails` nobody's
    address is told.
    """
    with store.reading() as reading:
        for state in reading.threads():
            comments = {comment.id: comment for comment in reading.approved(state.thread_id)}
            tree = build_tree(comment.public() for comment in comments.values())
            ancestors: list[int] = []
            for depth, node in walk(tree):
                del ancestors[depth:]
                comment = comments[node.comment.id]
                address = comment.email if with_emails else None
                message = _message(comment, threads.get(state.thread_id), host, address)
                _thread_headers(message, node, state.thread_id, ancestors, host)
                ancestors.append(comment.id)
                yield _entry(message, comment)


def _message(
    comment: StoredComment, thread: Thread | None, host: str, address: str | None
) -> EmailMessage:
    message = EmailMessage(_POLICY)
    title = _line(thread.title if thread else comment.thread_id)
    message["Subject"] = title if comment.parent_id is None else f"Re: {title}"
    message["From"] = _writer(_line(comment.author), address, host)
    message["Date"] = comment.written_at
    message["Message-ID"] = _id(comment.thread_id, comment.id, host)
    if thread is not None and thread.url.startswith("http"):
        message["Archived-At"] = f"<{urljoin(thread.url, permalink(comment.id))}>"
    if comment.website:
        message["X-Website"] = _line(comment.website)
    message.set_content(_words(comment), subtype="plain", charset="utf-8", cte="quoted-printable")
    return message


def _words(comment: StoredComment) -> str:
    """What was written, below the passage of the essay it is about, as mails quote."""
    if comment.passage is None:
        return comment.source
    return f"> {comment.passage.exact}\n\n{comment.source}"


def _thread_headers(
    message: EmailMessage, node: Node, thread_id: ThreadId, ancestors: list[int], host: str
) -> None:
    """What it answers. An orphan names its parent too: other archives may still have it."""
    above = ancestors
    if node.orphaned and node.comment.parent_id is not None:
        above = [node.comment.parent_id]
    if above:
        message["In-Reply-To"] = _id(thread_id, above[-1], host)
        message["References"] = " ".join(_id(thread_id, one, host) for one in above)


def _entry(message: EmailMessage, comment: StoredComment) -> bytes:
    sent = format(comment.written_at, "%a %b %d %H:%M:%S %Y")
    content = message.as_bytes(unixfrom=False)
    return f"From {_NOBODY} {sent}\n".encode("ascii") + _FROM.sub(rb">\1", content) + b"\n"


def _writer(name: str, address: str | None, host: str) -> Address:
    if address is not None:
        try:
            return Address(display_name=name, addr_spec=address)
        except (ValueError, IndexError, MessageError):  # no address by the letter of RFC 5322
            pass
    return Address(display_name=name, username=_NOBODY, domain=host)


def _id(thread_id: ThreadId, comment_id: int, host: str) -> str:
    return f"<{thread_id}.{comment_id}@{host}>"


def _line(text: str) -> str:
    """Without line ends, which no header may hold."""
    return " ".join(text.split())
