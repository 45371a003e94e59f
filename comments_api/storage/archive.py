"""Everything about comments as plain rows: out of one database, into another, the same.

What is carried is told by the tables themselves, so whatever a later version adds comes along. A
row is a JSON-ready mapping: times ISO 8601 in UTC, bytes in base64, UUIDs as text. Rows come table
by table, in order of their keys, so the same database always gives the same rows.
"""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Table,
    TypeDecorator,
    func,
    insert,
    select,
    text,
    update,
)

from comments_api.storage.database import failures_told_apart
from comments_api.storage.sql_abuse import change_spam_token
from comments_api.storage.tables import comments, events, metadata, threads
from comments_api.validation import LARGEST_ID

LEFT_OUT_TABLES = frozenset(
    {
        "moderators",
        "sessions",
        "login_delays",
        "rate_salts",
        "rate_counts",
        "spam_tokens",
        "spent_challenges",
        "asked_addresses",
        "mails",
    }
)
"""Who may moderate here, what is forgotten within a day, and the mail that is sent from here."""

LEFT_OUT_COLUMNS = frozenset({"comments.fingerprint", "threads.published_version"})
"""What only recognises a repeated submission for minutes, and what stands in files over there."""

_BATCH = 500
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


class UnusableRow(Exception):
    """A row cannot be put back; nothing was. `message` is a msgid, `values` what to fill in.

    `number` counts the rows from 1.
    """

    def __init__(self, number: int, message: str, **values: object) -> None:
        super().__init__(f"{number}: {message % values}")
        self.number = number
        self.message = message
        self.values = values


@dataclass(slots=True)
class PutBack:
    """How many rows came and how many were there already, by table; which threads got comments."""

    added: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    unchanged: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    threads: set[str] = field(default_factory=set)


def rows(engine: Engine) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row with the name of its table, from one view of the database."""
    reading = engine
    if engine.dialect.name == "postgresql":
        reading = engine.execution_options(isolation_level="REPEATABLE READ")
    with failures_told_apart(engine), reading.begin() as connection:
        for table in _tables():
            query = select(*_columns(table)).order_by(*table.primary_key.columns)
            for row in connection.execution_options(yield_per=_BATCH).execute(query).mappings():
                yield table.name, {name: _out(value) for name, value in row.items()}


def put_back(engine: Engine, given: Iterable[tuple[str, Mapping[str, Any]]]) -> PutBack:
    """Add the rows under the numbers they had, all or none.

    A row that is there already is left alone; one whose number belongs to something else is
    refused. Raises UnusableRow, StoreUnavailable, and whatever `given` raises.
    """
    report = PutBack()
    writing = engine.execution_options(writing=True)
    known = {table.name: table for table in _tables()}
    with failures_told_apart(engine), writing.begin() as connection:
        old_threads = set(connection.scalars(select(threads.c.id)))
        for number, (name, row) in enumerate(given, start=1):
            table = known.get(name)
            if table is None:
                raise UnusableRow(number, _("there is no table “%(name)s” here"), name=name)
            _put(connection, table, _in(table, row, number), number, report)
        for thread_id in sorted(report.threads & old_threads):
            connection.execute(
                update(threads)
                .where(threads.c.id == thread_id)
                .values(version=threads.c.version + 1)
            )
        _number_on(connection)
        change_spam_token(connection)  # lessons and entries of the block list may have come
    return report


def encoded(name: str, row: Mapping[str, Any]) -> str:
    """A row as a line of JSON, without its end."""
    return json.dumps({"table": name, "row": row}, ensure_ascii=False)


def decoded(lines: Iterable[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows in lines of JSON. Raises UnusableRow."""
    for number, line in enumerate(lines, start=1):
        try:
            content = json.loads(line)
            name, row = content["table"], dict(content["row"])
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise UnusableRow(
                number, _("this is no line of an export of ours (%(why)s)"), why=error
            ) from error
        yield name, row


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT_TABLES]


def _columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if str(column) not in LEFT_OUT_COLUMNS]


def _out(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode("ascii")
        case UUID():
            return str(value)
    return value


def _in(table: Table, row: Mapping[str, Any], number: int) -> dict[str, Any]:
    columns = {column.name: column for column in _columns(table)}
    if unknown := sorted(row.keys() - columns.keys()):
        raise UnusableRow(
            number,
            _("“%(table)s” has no “%(name)s” here: a newer version wrote this"),
            table=table.name,
            name=unknown[0],
        )
    values = {}
    for name, column in columns.items():
        if name in row:
            values[name] = _value(column, row[name], number)
        elif not column.nullable and column.server_default is None:
            raise UnusableRow(
                number, _("“%(name)s” is missing in “%(table)s”"), table=table.name, name=name
            )
    return values


def _value(column: Column[Any], value: object, number: int) -> object:
    try:
        return None if value is None and column.nullable else _parsed(_kind(column), value)
    except (ValueError, binascii.Error):
        raise UnusableRow(
            number,
            _("“%(name)s” of “%(table)s” cannot be %(value)s"),
            table=column.table.name,
            name=column.name,
            value=repr(value)[:80],
        ) from None


def _kind(column: Column[Any]) -> type[Any]:
    kind = column.type
    return kind.impl_instance.python_type if isinstance(kind, TypeDecorator) else kind.python_type


def _parsed(kind: type[Any], value: object) -> object:
    """What `_out` made plain, as it was. Raises ValueError."""
    if kind in _READERS and isinstance(value, str):
        return _READERS[kind](value)
    fits = type(value) is kind
    if isinstance(value, str):
        fits = fits and not _NO_TEXT.search(value)
    elif isinstance(value, int):
        fits = fits and abs(value) <= LARGEST_ID
    if not fits:
        raise ValueError(value)
    return value


def _moment(text_: str) -> datetime:
    moment = datetime.fromisoformat(text_)
    if moment.utcoffset() is None:
        raise ValueError(text_)
    return moment


_READERS: dict[type[Any], Callable[[str], object]] = {
    datetime: _moment,
    bytes: partial(b64decode, validate=True),
    UUID: UUID,
}


def _put(
    connection: Connection, table: Table, row: dict[str, Any], number: int, report: PutBack
) -> None:
    key = list(table.primary_key.columns)
    same = select(*_columns(table)).where(*(column == row[column.name] for column in key))
    before = connection.execute(same).mappings().one_or_none()
    if before is None:
        filled = {"published_version": 0} if table is threads else {}
        connection.execute(insert(table), {**row, **filled})
        report.added[table.name] += 1
        if table is comments:
            report.threads.add(row["thread_id"])
    elif table is threads or all(before[name] == value for name, value in row.items()):
        report.unchanged[table.name] += 1
    else:
        raise UnusableRow(
            number,
            _("in “%(table)s” number %(id)s is something else here; import into an empty database"),
            table=table.name,
            id="/".join(str(row[column.name]) for column in key),
        )


def _number_on(connection: Connection) -> None:
    """Let new rows go on after the highest number that ever was, of erased comments too."""
    for table in _tables():
        number = table.autoincrement_column
        if number is None:
            continue
        highest = connection.scalar(select(func.max(number))) or 0
        if table is comments:
            seen = (func.max(events.c.comment_id), func.max(comments.c.parent_id))
            highest = max(highest, *(connection.scalar(select(most)) or 0 for most in seen))
        if highest:
            _set_number(connection, table, highest)


def _set_number(connection: Connection, table: Table, highest: int) -> None:
    if connection.dialect.name == "postgresql":
        statement = "SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)"
        connection.execute(text(statement), {"name": table.name, "highest": highest})
        return
    values = {"name": table.name, "highest": highest}
    changed = connection.execute(
        text("UPDATE sqlite_sequence SET seq = max(seq, :highest) WHERE name = :name"), values
    )
    if not changed.rowcount:
        connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :highest)"), values)
