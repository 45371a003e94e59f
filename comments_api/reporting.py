"""Reporting a comment without an account, and deciding about it.

What Regulation (EU) 2022/2065, the Digital Services Act, asks of whoever keeps what others wrote: a
form that takes all that a notice needs (Art. 16 (2)), a receipt (16 (4)), a decision by a person
with its reasons (16 (5), (6)), and, when a comment goes, a statement of reasons to its writer
(Art. 17). Reporter and writer each read theirs under the secret address they were given.

Refusals::

    ReportRefused
    ├── NothingToReport   no such comment is public
    ├── UnknownReport     there is no such report
    └── AlreadyRuled      somebody else has decided it meanwhile

and `rate_limit.TooMany`.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from comments_api.conversation.comment import Thread
from comments_api.model import (
    Event,
    EventKind,
    Ground,
    NewReport,
    Notice,
    Outcome,
    Report,
    Ruling,
    Status,
    StoredComment,
    Verdict,
)
from comments_api.moderation import Done, InContext, Moderation
from comments_api.outbox import Outbox
from comments_api.ports import Clock, Reading, ReportWriter, Store, Threads
from comments_api.rate_limit import RateLimit
from comments_api.receipts import hash_of, new_receipt, receipt_for

SAME_REPORT_WITHIN = timedelta(minutes=10)
READER = "reader"


class ReportRefused(Exception):
    """The report was not taken, or not decided."""


class NothingToReport(ReportRefused):
    """No such comment is public."""


class UnknownReport(ReportRefused):
    """There is no report of this number."""


class AlreadyRuled(ReportRefused):
    """The report has been decided."""


@dataclass(frozen=True, slots=True)
class Reportable:
    """A public comment and where it stands."""

    comment: StoredComment
    thread: Thread


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report as its sender may see it. `thread` is None when the site has it no more."""

    report: Report
    thread: Thread | None


@dataclass(frozen=True, slots=True)
class ReportInContext:
    """A report with the comment it is about; `entry` is None when that has been erased."""

    report: Report
    entry: InContext | None


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """Reports in context, and how many wait."""

    entries: Sequence[ReportInContext]
    waiting: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decided report and, if a comment was removed for it, what publishing led to."""

    report: Report
    done: Done | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The use cases around reports. Every method may raise StoreUnavailable."""

    store: Store
    threads: Threads
    clock: Clock
    rate_limit: RateLimit
    moderation: Moderation
    outbox: Outbox
    kept_for: timedelta
    secret: bytes = field(repr=False)

    def reportable(self, comment_id: int) -> Reportable:
        """What would be reported. Raises NothingToReport."""
        with self.store.reading() as reading:
            return self._reportable(reading, comment_id)

    def submit(self, comment_id: int, notice: Notice, address: str | None) -> str:
        """Take in a report; returns the token of its receipt. The same, sent again, is one report.

        Raises NothingToReport, TooMany.
        """
        now = self.clock()
        fingerprint = self._fingerprint(comment_id, notice)
        network_key = self.rate_limit.network_key(address, now)
        with self.store.writing() as writing:
            comment = self._reportable(writing, comment_id).comment
            before = writing.report_by_fingerprint(fingerprint, now - SAME_REPORT_WITHIN)
            if before is not None:
                return receipt_for(self.secret, before.receipt_nonce).token
            self.rate_limit.count(writing, network_key, now)
            receipt = new_receipt(self.secret)
            report_id = writing.add_report(
                NewReport(
                    comment_id=comment.id,
                    thread_id=comment.thread_id,
                    ground=notice.ground,
                    explanation=notice.explanation,
                    name=notice.name,
                    email=notice.email,
                    sent_at=now,
                    fingerprint=fingerprint,
                    receipt_nonce=receipt.nonce,
                    receipt_hash=receipt.hash,
                )
            )
            writing.add_event(
                Event(comment_id=comment.id, kind=EventKind.REPORTED, who=READER, at=now)
            )
            self.outbox.reported(writing, _known(writing, report_id), now)
        return receipt.token

    def look_up(self, token: str) -> SeenReport | None:
        """The report of this receipt; None when there is none (any more)."""
        with self.store.reading() as reading:
            report = reading.report_by_receipt(hash_of(token))
        return None if report is None else SeenReport(report, self.threads.get(report.thread_id))

    def waiting(self, limit: int) -> ReportDesk:
        """What nobody decided yet, oldest first."""
        with self.store.reading() as reading:
            return self._desk(reading, reading.open_reports(limit))

    def decided(self, limit: int) -> ReportDesk:
        """What was decided, the latest decision first."""
        with self.store.reading() as reading:
            return self._desk(reading, reading.decided_reports(limit))

    def look_at(self, report_id: int) -> ReportInContext:
        """One report. Raises UnknownReport."""
        with self.store.reading() as reading:
            return self._in_context(reading, _known(reading, report_id))

    def decide(
        self, report_id: int, *, remove: bool, ground: Ground, reasons: str, who: str
    ) -> Ruled:
        """Remove the comment reported, or keep it; both with `reasons`.

        What `ground` a removal has is told to the writer. Of a comment that is gone, neither can be
        decided, and the report says so. The filter learns nothing from a removal: a comment is
        reported for what it does, not for being spam. Raises UnknownReport, AlreadyRuled.
        """
        with self.store.writing() as writing:
            report = _known(writing, report_id)
            if report.outcome is not None:
                raise AlreadyRuled
            comment = writing.comment(report.comment_id)
            wanted = Outcome.REMOVED if remove else Outcome.KEPT
            ruling = Ruling(
                outcome=Outcome.GONE if comment is None else wanted,
                ground=ground if remove and comment is not None else None,
                reasons=reasons,
                who=who,
                at=self.clock(),
            )
            writing.rule(report_id, ruling)
            removed = remove and comment is not None and comment.status is not Status.REJECTED
            if removed and comment is not None:
                self.moderation.change(
                    writing, comment, Status.REJECTED, who, reasons, verdict=Verdict.NOTHING
                )
            decided = _known(writing, report_id)
            if comment is not None:
                self.outbox.ruled(writing, decided, comment if removed else None, self.clock())
        return Ruled(decided, self.moderation.done(report.comment_id) if removed else None)

    def forget(self, writing: ReportWriter, now: datetime) -> None:
        """Erase the reports whose decision is older than they are to be kept."""
        writing.forget_reports(now - self.kept_for)

    def _reportable(self, reading: Reading, comment_id: int) -> Reportable:
        comment = reading.comment(comment_id)
        if comment is None or comment.status is not Status.APPROVED:
            raise NothingToReport(comment_id)
        thread = self.threads.get(comment.thread_id)
        if thread is None:
            raise NothingToReport(comment_id)
        return Reportable(comment, thread)

    def _desk(self, reading: Reading, reports: Sequence[Report]) -> ReportDesk:
        entries = [self._in_context(reading, report) for report in reports]
        return ReportDesk(entries, reading.count_open_reports())

    def _in_context(self, reading: Reading, report: Report) -> ReportInContext:
        comment = reading.comment(report.comment_id)
        entry = None if comment is None else self.moderation.in_context(reading, comment)
        return ReportInContext(report, entry)

    def _fingerprint(self, comment_id: int, notice: Notice) -> bytes:
        parts = [comment_id, notice.ground, notice.explanation, notice.name, notice.email]
        return hmac.digest(self.secret, b"report\0" + json.dumps(parts).encode(), "sha256")


def _known(reading: Reading, report_id: int) -> Report:
    report = reading.report(report_id)
    if report is None:
        raise UnknownReport(report_id)
    return report
