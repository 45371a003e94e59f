"""What is to be mailed, put down in the transaction that is the reason for it.

Only what a mail is about is kept, and the words are made when it is sent (`letters`). So nothing
stands in the queue that an erasure would have to look for, and no link lies about in clear.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from comments_api.model import MailKind, NewMail, Report, StoredComment
from comments_api.ports import MailWriter


@dataclass(frozen=True, slots=True)
class Outbox:
    """Queues mails; none when the service sends none (`open` is False)."""

    open: bool

    def confirmation(self, writing: MailWriter, comment_id: int, now: datetime) -> None:
        """Ask whether the address that came with a comment wants the replies."""
        self._queue(writing, MailKind.CONFIRM, comment_id, now)

    def reply(self, writing: MailWriter, reply: StoredComment, now: datetime) -> None:
        """Tell of a comment that is public now whoever wants the replies to something above it.

        Each address once, however many comments above it are its own.
        """
        if reply.parent_id is not None:
            for wish in writing.wishes_above(reply.parent_id):
                self._queue(writing, MailKind.REPLY, wish.comment_id, now, reply_id=reply.id)

    def edit_declined(self, writing: MailWriter, comment: StoredComment, now: datetime) -> None:
        """Tell the writer that the text so far stays."""
        if comment.email:
            self._queue(writing, MailKind.EDIT_DECLINED, comment.id, now)

    def reported(self, writing: MailWriter, report: Report, now: datetime) -> None:
        """Confirm to the reporter that the report has arrived."""
        if report.email:
            comment_id = report.comment_id
            self._queue(writing, MailKind.REPORT_RECEIVED, comment_id, now, report_id=report.id)

    def ruled(
        self, writing: MailWriter, report: Report, removed: StoredComment | None, now: datetime
    ) -> None:
        """Tell the reporter of the decision, and the writer of a `removed` comment the reasons.

        Of a report about a comment that is gone there is nothing to tell by mail.
        """
        if removed is not None and removed.email:
            self._queue(writing, MailKind.STATEMENT, removed.id, now, report_id=report.id)
        if report.email:
            comment_id = report.comment_id
            self._queue(writing, MailKind.REPORT_DECIDED, comment_id, now, report_id=report.id)

    def _queue(
        self,
        writing: MailWriter,
        kind: MailKind,
        comment_id: int,
        now: datetime,
        *,
        reply_id: int | None = None,
        report_id: int | None = None,
    ) -> None:
        if not self.open:
            return
        writing.queue_mail(
            NewMail(
                kind=kind,
                comment_id=comment_id,
                reply_id=reply_id,
                report_id=report_id,
                message_id=secrets.token_hex(16),
                queued_at=now,
            )
        )
