"""Statements that every submission executes: compiled once, then given straight to the driver.

SQLAlchemy writes them and binds their values as for all others. What is left out is its own work at
each execution, which takes three to five times as long as SQLite's, while no other writer can write
(benchmarks/RESULTS.md, “What the checks cost a submission”).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import CompilerElement

_Process = Callable[[Any], Any] | None


class _Compiled(NamedTuple):
    sql: str
    binds: list[tuple[str, Any, _Process]]  # name, value where none is given, to the driver's form
    names: list[str] | None  # for a driver that wants them; None where values come in their order


class Prepared:
    """`statement` for whichever database; `columns` are those that an insert fills."""

    def __init__(self, statement: CompilerElement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """What comes back, as the driver has it: nothing but numbers and bytes is converted.

        Raises the driver's own errors.
        """
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        given = [
            values.get(name, default) if process is None else process(values.get(name, default))
            for name, default, process in compiled.binds
        ]
        cursor = connection.connection.cursor()
        try:
            cursor.execute(compiled.sql, _named(compiled.names, given))
            return list(cursor.fetchall()) if cursor.description else []
        finally:
            cursor.close()

    def scalar(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first value of the first row; None where there is no row."""
        rows = self.rows(connection, values)
        return rows[0][0] if rows else None

    def _compile(self, dialect: Dialect) -> _Compiled:
        made = self._statement.compile(dialect=dialect, column_keys=self._columns)
        if not isinstance(made, SQLCompiler):
            raise TypeError(self._statement)
        binds: list[tuple[str, Any, _Process]] = []
        for name in (made.positiontup or ()) if made.positional else made.binds:
            form = made.binds[name].type.dialect_impl(dialect)
            binds.append((name, made.params.get(name), form.bind_processor(dialect)))
        names = None if made.positional else [name for name, *_ in binds]
        compiled = self._compiled[dialect.name] = _Compiled(str(made), binds, names)
        return compiled


def _named(names: list[str] | None, values: list[Any]) -> list[Any] | dict[str, Any]:
    return values if names is None else dict(zip(names, values, strict=True))
