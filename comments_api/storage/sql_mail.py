"""Wishes for mail and the outbox, in a database."""

# ruff: noqa: D102 the protocols in ports.py say what each method does

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Mail, MailKind, NewMail, Status, Subscription
from comments_api.storage.tables import asked_addresses, comments, mails, subscriptions

_WISH = [column for column in subscriptions.c if column.name not in {"confirm_hash", "leave_hash"}]
_DEEPEST = 10_000  # deeper than any discussion; a file that was read in may hold a circle
_OPEN = mails.c.sent_at.is_(None) & mails.c.given_up_at.is_(None)


def _confirmed(address_key: Any, thread_id: Any) -> ColumnElement[bool]:
    """Whether this address confirmed a wish in this thread."""
    same = subscriptions.alias("same")
    return exists().where(
        same.c.address_key == address_key,
        same.c.thread_id == thread_id,
        same.c.confirmed_at.is_not(None),
    )


class SqlMailReading:
    """What a transaction sees of it."""

    _connection: Connection

    def subscription(self, comment_id: int) -> Subscription | None:
        return self._wish(select(*_WISH).where(subscriptions.c.comment_id == comment_id))

    def subscription_to_confirm(self, confirm_hash: bytes, now: datetime) -> Subscription | None:
        return self._wish(
            select(*_WISH).where(
                subscriptions.c.confirm_hash == confirm_hash,
                subscriptions.c.confirmed_at.is_(None),
                subscriptions.c.confirm_until > now,
            )
        )

    def subscription_to_leave(self, leave_hash: bytes) -> Subscription | None:
        return self._wish(select(*_WISH).where(subscriptions.c.leave_hash == leave_hash))

    def _wish(self, query: Select[Any]) -> Subscription | None:
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _subscription(row)

    def replies_wanted(self, comment_id: int) -> bool:
        query = select(subscriptions.c.comment_id).where(
            subscriptions.c.comment_id == comment_id,
            _confirmed(subscriptions.c.address_key, subscriptions.c.thread_id),
        )
        return self._connection.scalar(query) is not None

    def wishes_above(self, comment_id: int) -> Sequence[Subscription]:
        above = (
            select(comments.c.id, comments.c.parent_id, literal(0).label("steps"))
            .where(comments.c.id == comment_id)
            .cte("above", recursive=True)
        )
        parent = comments.alias("parent")
        above = above.union_all(
            select(parent.c.id, parent.c.parent_id, above.c.steps + 1).where(
                parent.c.id == above.c.parent_id, above.c.steps < _DEEPEST
            )
        )
        query = (
            select(*_WISH)
            .join(above, above.c.id == subscriptions.c.comment_id)
            .where(_confirmed(subscriptions.c.address_key, subscriptions.c.thread_id))
            .order_by(above.c.steps)
        )
        found: dict[bytes, Subscription] = {}
        for row in self._connection.execute(query).mappings():
            found.setdefault(row["address_key"], _subscription(row))
        return list(found.values())

    def to_be_asked(self, asked_before: datetime, limit: int) -> Sequence[Subscription]:
        asked = exists().where(
            asked_addresses.c.address_key == subscriptions.c.address_key,
            asked_addresses.c.at >= asked_before,
        )
        query = (
            select(*_WISH)
            .join(comments, comments.c.id == subscriptions.c.comment_id)
            .where(
                subscriptions.c.confirmed_at.is_(None),
                subscriptions.c.confirm_until.is_(None),
                comments.c.status.in_([Status.PENDING, Status.APPROVED]),
                ~_confirmed(subscriptions.c.address_key, subscriptions.c.thread_id),
                ~asked,
            )
            .order_by(subscriptions.c.asked_at, subscriptions.c.comment_id)
            .limit(limit)
        )
        return [_subscription(row) for row in self._connection.execute(query).mappings()]

    def mail_due(self, now: datetime) -> bool:
        query = select(mails.c.id).where(_OPEN, mails.c.due_at <= now).limit(1)
        return self._connection.scalar(query) is not None

    def mails(self, limit: int) -> Sequence[Mail]:
        query = select(mails).order_by(mails.c.id.desc()).limit(limit)
        return [_mail(row) for row in self._connection.execute(query).mappings()]


class SqlMailWriting(SqlMailReading):
    """What a transaction can change."""

    def subscribe(
        self, subscription: Subscription, *, confirm_hash: bytes, leave_hash: bytes
    ) -> None:
        row = {column.name: getattr(subscription, column.name) for column in _WISH}
        hashes = {"confirm_hash": confirm_hash, "leave_hash": leave_hash}
        self._connection.execute(insert(subscriptions), {**row, **hashes})

    def ask_until(self, comment_id: int, until: datetime) -> None:
        self._change_wish(comment_id, confirm_until=until)

    def note_asked(self, address_key: bytes, at: datetime) -> None:
        statement = self._insert_mail(asked_addresses)
        statement = statement.on_conflict_do_update(
            index_elements=["address_key"], set_={"at": statement.excluded.at}
        )
        self._connection.execute(statement, {"address_key": address_key, "at": at})

    def confirm(self, comment_id: int, at: datetime) -> None:
        self._change_wish(comment_id, confirmed_at=at, confirm_hash=None)

    def _change_wish(self, comment_id: int, **values: object) -> None:
        self._connection.execute(
            update(subscriptions).where(subscriptions.c.comment_id == comment_id).values(**values)
        )

    def unsubscribe(self, address_key: bytes, thread_id: ThreadId | None = None) -> int:
        statement = delete(subscriptions).where(subscriptions.c.address_key == address_key)
        if thread_id is not None:
            statement = statement.where(subscriptions.c.thread_id == thread_id)
        return self._connection.execute(statement).rowcount

    def end_subscription(self, comment_id: int) -> None:
        self._connection.execute(
            delete(subscriptions).where(subscriptions.c.comment_id == comment_id)
        )

    def forget_unconfirmed(self, until_before: datetime, asked_before: datetime) -> None:
        self._connection.execute(
            delete(subscriptions).where(
                subscriptions.c.confirmed_at.is_(None),
                subscriptions.c.confirm_until < until_before,
            )
        )
        self._connection.execute(delete(asked_addresses).where(asked_addresses.c.at < asked_before))

    def queue_mail(self, mail: NewMail) -> None:
        row = {name: getattr(mail, name) for name in NewMail.__slots__}
        statement = self._insert_mail(mails).on_conflict_do_nothing(
            index_elements=["comment_id", "reply_id"]
        )
        self._connection.execute(statement, {**row, "due_at": mail.queued_at, "tries": 0})

    def _insert_mail(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        if self._connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)

    def take_mail(self, now: datetime, until: datetime) -> Mail | None:
        query = (
            select(mails)
            .where(_OPEN, mails.c.due_at <= now)
            .order_by(mails.c.due_at, mails.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        self._change_mail(row["id"], due_at=until, tries=row["tries"] + 1)
        return _mail({**row, "due_at": until, "tries": row["tries"] + 1})

    def mail_sent(self, mail_id: int, at: datetime) -> None:
        self._change_mail(mail_id, sent_at=at, trouble=None)

    def put_mail_off(self, mail_id: int, due_at: datetime, trouble: str) -> None:
        self._change_mail(mail_id, due_at=due_at, trouble=trouble)

    def give_mail_up(self, mail_id: int, at: datetime, trouble: str) -> None:
        self._change_mail(mail_id, given_up_at=at, trouble=trouble)

    def _change_mail(self, mail_id: int, **values: object) -> None:
        self._connection.execute(update(mails).where(mails.c.id == mail_id).values(**values))

    def drop_mail(self, mail_id: int) -> None:
        self._connection.execute(delete(mails).where(mails.c.id == mail_id))

    def forget_mails(self, done_before: datetime) -> None:
        old = or_(mails.c.sent_at < done_before, mails.c.given_up_at < done_before)
        self._connection.execute(delete(mails).where(old))


def _subscription(row: RowMapping) -> Subscription:
    return Subscription(**row)


def _mail(row: RowMapping | dict[Any, Any]) -> Mail:
    values = {str(name): value for name, value in row.items()}
    values["kind"] = MailKind(values["kind"])
    return Mail(**values)
