"""What the mails say, and how: text alone, nothing remote, in the language of the discussion.

A letter is made anew at every attempt from what is true then. Where there is nothing left to tell,
or nobody who wants it, there is no letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from comments_api.conversation.comment import Thread, permalink
from comments_api.conversation.language import catalogue, primary_subtag
from comments_api.dates import day_and_time
from comments_api.model import (
    EventKind,
    Ground,
    Mail,
    MailKind,
    Outcome,
    Report,
    Status,
    StoredComment,
    Subscription,
)
from comments_api.ports import Reading, Threads
from comments_api.receipts import Purpose, receipt_for

_RULE = "-- "
"""What mail programs know as the beginning of a signature (RFC 3676, 4.3)."""


class Unaddressable(Exception):
    """No mail can be written to this address; before the @, only ASCII can (no RFC 6531)."""


@dataclass(frozen=True, slots=True)
class _Letter:
    to: str
    subject: str
    paragraphs: tuple[str, ...]
    leave: str | None = None  # the address that ends it by one press


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Writes mails. `origin` is where links lead, ``https://host``; `sender` an address."""

    threads: Threads
    origin: str
    sender: str
    site_name: str
    language: str
    secret: bytes = field(repr=False)

    def written(self, reading: Reading, mail: Mail) -> EmailMessage | None:
        """The letter, ready to be sent; None when it is not wanted (any more).

        Raises Unaddressable.
        """
        comment = reading.comment(mail.comment_id)
        if comment is None:
            return None
        thread = self.threads.get(comment.thread_id)
        writer = _Writer(self, reading, comment, thread)
        match mail.kind:
            case MailKind.CONFIRM:
                letter = writer.confirmation()
            case MailKind.REPLY:
                letter = writer.reply(mail.reply_id)
            case MailKind.EDIT_DECLINED:
                letter = writer.edit_declined()
            case MailKind.STATEMENT:
                letter = writer.statement(mail.report_id)
            case MailKind.REPORT_RECEIVED:
                letter = writer.report_received(mail.report_id)
            case MailKind.REPORT_DECIDED:
                letter = writer.report_decided(mail.report_id)
        return None if letter is None else self._message(mail, letter)

    def _message(self, mail: Mail, letter: _Letter) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        try:
            message["From"] = Address(_line(self.site_name), addr_spec=self.sender)
            message["To"] = Address(addr_spec=_to_ascii_host(letter.to))
        except (ValueError, MessageError, IndexError) as error:
            raise Unaddressable(mail.id) from error
        message["Subject"] = _line(letter.subject)
        # The same at every attempt, so that a mail which arrives twice is known for one.
        message["Message-ID"] = f"<{mail.message_id}@{self.sender.rpartition('@')[2]}>"
        message["Date"] = format_datetime(mail.queued_at.astimezone(UTC))
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence notes, please
        if letter.leave is not None:
            message["List-Unsubscribe"] = f"<{letter.leave}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        text = "\n\n".join(letter.paragraphs) + "\n"
        message.set_content(text, charset="utf-8", cte="quoted-printable")
        return message


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes about one comment."""

    letters: Letters
    reading: Reading
    comment: StoredComment
    thread: Thread | None

    @property
    def _lang(self) -> str:
        return primary_subtag(self.thread.lang if self.thread else self.letters.language)

    @property
    def _gettext(self) -> Callable[[str], str]:
        return catalogue(self._lang, Path(__file__).parent).gettext

    def _title(self) -> str:
        return self.thread.title if self.thread else self.comment.thread_id

    def _link(self, path: str) -> str:
        return urljoin(f"{self.letters.origin}/", path)

    def _signature(self) -> str:
        return f"{_RULE}\n{self.letters.site_name}\n{self.letters.origin}/"

    def _when(self) -> str:
        return day_and_time(self.comment.written_at, self._lang)

    def _own_words(self) -> str:
        """Which of the writer's comments it is; only its date, for the address may be mistyped."""
        _ = self._gettext
        return _("Your comment of %(moment)s on “%(title)s”") % {
            "moment": self._when(),
            "title": self._title(),
        }

    def confirmation(self) -> _Letter | None:
        """Whoever typed the address chose none of these words."""
        _ = self._gettext
        wish = self.reading.subscription(self.comment.id)
        if wish is None or wish.confirmed_at or not self.comment.email or self.thread is None:
            return None
        token = receipt_for(self.letters.secret, wish.nonce, Purpose.CONFIRM).token
        return _Letter(
            self.comment.email,
            _("Please confirm: replies by mail from %(site)s") % {"site": self.letters.site_name},
            (
                _("Good day,"),
                _(
                    "somebody gave this address on %(site)s and wants the replies to a comment "
                    "on “%(title)s”, and what follows below it, sent to it. If that was you, "
                    "please confirm on this page:"
                )
                % {"site": self.letters.site_name, "title": self._title()},
                self._link(f"/api/mail/confirm/{token}"),
                _(
                    "The link is good for seven days. If it was not you, there is nothing to do: "
                    "without the confirmation nothing more will come."
                ),
                self._signature(),
            ),
        )

    def reply(self, reply_id: int | None) -> _Letter | None:
        _ = self._gettext
        reply = None if reply_id is None else self.reading.comment(reply_id)
        wish = self.reading.subscription(self.comment.id)
        if (
            reply is None
            or reply.status is not Status.APPROVED
            or wish is None
            or not self.reading.replies_wanted(self.comment.id)
            or not self.comment.email
            or self.thread is None
            or (reply.email or "").lower() == self.comment.email.lower()
        ):
            return None
        leave = self._leave(wish)
        return _Letter(
            self.comment.email,
            _("%(name)s replies: %(title)s") % {"name": reply.author, "title": self._title()},
            (
                self._what_it_answers(reply),
                "\n".join(f"> {line}".rstrip() for line in reply.source.splitlines()),
                _("In the discussion:"),
                self._link(permalink(reply.id)),
                self._signature(),
                _("No more replies from this discussion, or none at all:") + f"\n{leave}",
            ),
            leave=leave,
        )

    def _what_it_answers(self, reply: StoredComment) -> str:
        _ = self._gettext
        words = _("%(name)s has replied to your comment on “%(title)s”:")
        answered = self.reading.comment(reply.parent_id or 0)
        other = ""
        if answered is not None and answered.id != self.comment.id:
            words = _("%(name)s has replied to %(other)s, below your comment on “%(title)s”:")
            other = answered.author
        return words % {"name": reply.author, "other": other, "title": self._title()}

    def _leave(self, wish: Subscription) -> str:
        token = receipt_for(self.letters.secret, wish.nonce, Purpose.LEAVE).token
        return self._link(f"/api/mail/leave/{token}")

    def edit_declined(self) -> _Letter | None:
        _ = self._gettext
        events = self.reading.events(self.comment.id)
        decisions = [event for event in events if event.kind is EventKind.EDIT_REJECTED]
        if not self.comment.email or not decisions:
            return None
        why = decisions[-1].why
        reason = (
            _("The reason given: %(reason)s") % {"reason": why}
            if why
            else _("No reason was given.")
        )
        return _Letter(
            self.comment.email,
            _("Your change was not taken over"),
            (
                self._own_words() + ":",
                _("Your change was not taken over; the text so far stays.") + " " + reason,
                _("You find the comment under the address of its receipt, which only you have."),
                self._signature(),
            ),
        )

    def statement(self, report_id: int | None) -> _Letter | None:
        """The statement of reasons that Art. 17 of the Digital Services Act owes the writer."""
        _ = self._gettext
        report = self._report(report_id)
        if (
            report is None
            or report.outcome is not Outcome.REMOVED
            or self.comment.status is not Status.REJECTED
            or not self.comment.email
        ):
            return None
        violates = {
            Ground.LAW: _("violates the law"),
            Ground.RULES: _("violates the house rules"),
            None: _("violates the house rules"),
        }[report.decided_ground]
        return _Letter(
            self.comment.email,
            _("Your comment was removed"),
            (
                self._own_words() + ":",
                _(
                    "It was removed because a reader reported it and a moderator agreed: "
                    "it %(violates)s."
                )
                % {"violates": violates},
                *self._reasons(report),
                _("It holds everywhere and until it is taken back."),
                *self._remedies(),
            ),
        )

    def report_received(self, report_id: int | None) -> _Letter | None:
        """The confirmation of receipt that Art. 16 (4) owes whoever reported.

        It has no word of the report, for the address may be somebody else's.
        """
        _ = self._gettext
        report = self._report(report_id)
        if report is None or not report.email or report.outcome is not None:
            return None
        return _Letter(
            report.email,
            _("Your report has arrived"),
            (
                _(
                    "On %(moment)s a comment on “%(title)s” was reported to us under this address. "
                    "The report has arrived; a person will look at it and decide."
                )
                % {"moment": day_and_time(report.sent_at, self._lang), "title": self._title()},
                _("We write to this address once more, when it is decided, and give the reasons."),
                _("If it was not you, there is nothing to do."),
                self._signature(),
            ),
        )

    def report_decided(self, report_id: int | None) -> _Letter | None:
        """The decision that Art. 16 (5) owes whoever reported."""
        _ = self._gettext
        report = self._report(report_id)
        if report is None or not report.email or report.outcome is None:
            return None
        outcome = {
            Outcome.REMOVED: _("The comment was removed."),
            Outcome.KEPT: _("The comment stays."),
            Outcome.GONE: _("The comment was not there any more when we looked."),
        }[report.outcome]
        return _Letter(
            report.email,
            _("Your report has been decided"),
            (
                _("On %(moment)s you reported a comment on “%(title)s”. %(outcome)s")
                % {
                    "moment": day_and_time(report.sent_at, self._lang),
                    "title": self._title(),
                    "outcome": outcome,
                },
                *self._reasons(report),
                *self._remedies(),
            ),
        )

    def _report(self, report_id: int | None) -> Report | None:
        return None if report_id is None else self.reading.report(report_id)

    def _reasons(self, report: Report) -> tuple[str, ...]:
        _ = self._gettext
        decided = report.decided_at or report.sent_at
        return (
            _("The reasons:"),
            "\n".join(f"> {line}".rstrip() for line in (report.reasons or "").splitlines()),
            _("A person decided this, without automated means, on %(moment)s.")
            % {"moment": day_and_time(decided, self._lang)},
        )

    def _remedies(self) -> tuple[str, ...]:
        _ = self._gettext
        return (
            _(
                "If you do not agree, write to us; the address stands in the imprint. "
                "The courts are open to you in any case."
            ),
            *([self._link(self.thread.imprint_url)] if self.thread else ()),
            self._signature(),
        )


def host_of(origin: str) -> str:
    """The host of an origin, for addresses that nobody set."""
    return urlsplit(origin).hostname or "localhost"


def _line(text: str) -> str:
    """One line of a header: no end of a line, which would begin another header, survives."""
    return " ".join(text.split())


def _to_ascii_host(address: str) -> str:
    """The address with its host as DNS writes it. Raises ValueError."""
    local, _, host = address.rpartition("@")
    return f"{local}@{host.encode('idna').decode('ascii')}"
