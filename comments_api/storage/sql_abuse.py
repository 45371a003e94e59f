"""The part of the SQL store that stands against abuse: lessons, challenges, block list, reports."""

# ruff: noqa: D102 the protocols in ports.py say what each method does

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from secrets import token_bytes
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from comments_api.model import (
    Block,
    BlockKind,
    Ground,
    Lesson,
    NewBlock,
    NewReport,
    Outcome,
    Report,
    Ruling,
    Tally,
    Verdict,
)
from comments_api.ports import BlockTaken
from comments_api.storage.prepared import Prepared
from comments_api.storage.tables import (
    blocks,
    comments,
    features,
    lessons,
    reports,
    spam_tokens,
    spent_challenges,
)

EVERY_LESSON = 0
"""The feature that occurs in every lesson."""

_AT_ONCE = 500
_REPORT_FIELDS = [
    column for column in reports.c if column.name not in {"fingerprint", "receipt_hash"}
]
_BLOCKS = select(blocks).order_by(blocks.c.kind, blocks.c.pattern)
_SPAM_TOKEN = Prepared(select(spam_tokens.c.token))
_LESSONS_LEARNED = select(features.c.wanted, features.c.unwanted).where(
    features.c.feature == EVERY_LESSON
)


class SqlAbuseReading:
    """What a transaction sees of it."""

    _connection: Connection

    # Spam

    def lesson(self, comment_id: int) -> Lesson | None:
        query = select(lessons).where(lessons.c.comment_id == comment_id)
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        return Lesson(row["comment_id"], Verdict(row["verdict"]), _unpacked(row["features"]))

    def lessons_learned(self) -> Tally:
        row = self._connection.execute(_LESSONS_LEARNED).one_or_none()
        return Tally() if row is None else Tally(*row)

    def tallies(self, features_: Collection[int]) -> Mapping[int, Tally]:
        found = {}
        for some in _some_at_once(features_):
            query = select(features).where(features.c.feature.in_(some))
            for feature, wanted, unwanted in self._connection.execute(query):
                found[feature] = Tally(wanted, unwanted)
        return found

    def spam_token(self) -> bytes | None:
        return self._spam_token

    @cached_property
    def _spam_token(self) -> bytes | None:
        token: bytes | None = _SPAM_TOKEN.scalar(self._connection, {})
        return token

    def blocks(self) -> Sequence[Block]:
        return [
            Block(id=id_, kind=BlockKind(kind), pattern=pattern, who=who, at=at)
            for id_, kind, pattern, who, at in self._connection.execute(_BLOCKS)
        ]

    # Reports

    def report(self, report_id: int) -> Report | None:
        return self._one_report(select(*_REPORT_FIELDS).where(reports.c.id == report_id))

    def report_by_receipt(self, receipt_hash: bytes) -> Report | None:
        return self._one_report(
            select(*_REPORT_FIELDS).where(reports.c.receipt_hash == receipt_hash)
        )

    def report_by_fingerprint(self, fingerprint: bytes, since: datetime) -> Report | None:
        return self._one_report(
            select(*_REPORT_FIELDS)
            .where(
                reports.c.fingerprint == fingerprint,
                reports.c.sent_at >= since,
                reports.c.decided_at.is_(None),
            )
            .order_by(reports.c.id.desc())
            .limit(1)
        )

    def open_reports(self, limit: int) -> Sequence[Report]:
        return self._many_reports(
            select(*_REPORT_FIELDS)
            .where(reports.c.decided_at.is_(None))
            .order_by(reports.c.sent_at, reports.c.id)
            .limit(limit)
        )

    def decided_reports(self, limit: int) -> Sequence[Report]:
        return self._many_reports(
            select(*_REPORT_FIELDS)
            .where(reports.c.decided_at.is_not(None))
            .order_by(reports.c.decided_at.desc(), reports.c.id.desc())
            .limit(limit)
        )

    def count_open_reports(self) -> int:
        query = select(func.count()).where(reports.c.decided_at.is_(None))
        return self._connection.scalars(query.select_from(reports)).one()

    def reports_on(self, comment_id: int) -> Sequence[Report]:
        return self._many_reports(
            select(*_REPORT_FIELDS).where(reports.c.comment_id == comment_id).order_by(reports.c.id)
        )

    def _one_report(self, query: Select[Any]) -> Report | None:
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _report(row)

    def _many_reports(self, query: Select[Any]) -> list[Report]:
        return [_report(row) for row in self._connection.execute(query).mappings()]


class SqlAbuseWriting(SqlAbuseReading):
    """What a transaction can change of it."""

    # Spam

    def learn(self, lesson: Lesson) -> None:
        self.unlearn(lesson.comment_id)
        row = {"comment_id": lesson.comment_id, "verdict": lesson.verdict}
        self._connection.execute(insert(lessons), {**row, "features": _packed(lesson.features)})
        if lesson.verdict is not Verdict.NOTHING:
            self._count(lesson, 1)
            self._change_spam_token()

    def unlearn(self, comment_id: int) -> None:
        lesson = self.lesson(comment_id)
        if lesson is None:
            return
        self._connection.execute(delete(lessons).where(lessons.c.comment_id == comment_id))
        if lesson.verdict is Verdict.NOTHING:
            return
        self._count(lesson, -1)
        for some in _some_at_once(lesson.features | {EVERY_LESSON}):
            self._connection.execute(
                delete(features).where(
                    features.c.feature.in_(some),
                    features.c.wanted == 0,
                    features.c.unwanted == 0,
                )
            )
        self._change_spam_token()

    def set_score(self, comment_id: int, score: float) -> None:
        self._connection.execute(
            update(comments).where(comments.c.id == comment_id).values(score=score)
        )

    def spend(self, challenge: bytes, until: datetime) -> bool:
        statement = self._insert(spent_challenges).on_conflict_do_nothing()
        row = {"challenge": challenge, "until": until}
        returning = statement.returning(spent_challenges.c.challenge)
        return self._connection.execute(returning, row).first() is not None

    def forget_spent(self, before: datetime) -> None:
        self._connection.execute(delete(spent_challenges).where(spent_challenges.c.until < before))

    def add_block(self, block: NewBlock) -> int:
        values = {"kind": block.kind, "pattern": block.pattern, "who": block.who, "at": block.at}
        try:
            added: int = self._connection.execute(
                insert(blocks).returning(blocks.c.id), values
            ).scalar_one()
        except IntegrityError as error:
            raise BlockTaken(block.pattern) from error
        self._change_spam_token()
        return added

    def remove_block(self, block_id: int) -> bool:
        self._change_spam_token()
        return self._connection.execute(delete(blocks).where(blocks.c.id == block_id)).rowcount == 1

    def _change_spam_token(self) -> None:
        change_spam_token(self._connection)
        self._forget_spam_token()

    def _forget_spam_token(self) -> None:
        vars(self).pop("_spam_token", None)

    def _count(self, lesson: Lesson, change: int) -> None:
        """Count the lesson's features up or down, always in one order: two may do so at once."""
        wanted = change if lesson.verdict is Verdict.WANTED else 0
        row = {"wanted": wanted, "unwanted": change - wanted}
        statement = self._insert(features)
        statement = statement.on_conflict_do_update(
            index_elements=["feature"],
            set_={
                "wanted": features.c.wanted + statement.excluded.wanted,
                "unwanted": features.c.unwanted + statement.excluded.unwanted,
            },
        )
        counted = sorted(lesson.features | {EVERY_LESSON})
        self._connection.execute(statement, [{"feature": feature, **row} for feature in counted])

    def _insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        return _insert_in(self._connection, table)

    # Reports

    def add_report(self, report: NewReport) -> int:
        values = {name: getattr(report, name) for name in NewReport.__slots__}
        added: int = self._connection.execute(
            insert(reports).returning(reports.c.id), values
        ).scalar_one()
        return added

    def rule(self, report_id: int, ruling: Ruling) -> None:
        self._connection.execute(
            update(reports)
            .where(reports.c.id == report_id)
            .values(
                outcome=ruling.outcome,
                decided_ground=ruling.ground,
                reasons=ruling.reasons,
                decided_by=ruling.who,
                decided_at=ruling.at,
            )
        )

    def forget_reports(self, decided_before: datetime) -> int:
        old = reports.c.decided_at < decided_before
        return self._connection.execute(delete(reports).where(old)).rowcount


def change_spam_token(connection: Connection) -> None:
    """Let every process read the lessons and the block list again."""
    statement = _insert_in(connection, spam_tokens)
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_={"token": statement.excluded.token}
    )
    connection.execute(statement, {"id": 1, "token": token_bytes(16)})


def _insert_in(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what happens to a row that is there."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _some_at_once(features_: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(features_)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def _packed(features_: frozenset[int]) -> bytes:
    return b"".join(feature.to_bytes(8, "big") for feature in sorted(features_))


def _unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(
        int.from_bytes(packed[start : start + 8], "big") for start in range(0, len(packed), 8)
    )


def _report(row: RowMapping) -> Report:
    values = dict(row)
    values["ground"] = Ground(values["ground"])
    for name, kind in (("outcome", Outcome), ("decided_ground", Ground)):
        values[name] = None if values[name] is None else kind(values[name])
    return Report(**values)
