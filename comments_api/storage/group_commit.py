"""Several writers of one process in one transaction, so that they wait for the disk together.

With ``synchronous=FULL`` each commit waits until the disk has it, some milliseconds during which
nobody else can write. Whoever comes meanwhile waits; then the first of them writes for all. Nobody
is told that anything is stored before the commit that holds it has returned.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, Generic, TypeVar

W = TypeVar("W")
T = TypeVar("T")

_MOST = 100
"""Writers in one transaction: the first of them shall not wait for ever."""


class GroupCommit(Generic[W]):
    """Runs what writers want done, in as few transactions as there can be.

    `transaction` opens one; in it, `apart` undoes what one writer did when that fails, and only
    that. After an error that is one of `fatal` nothing of the transaction can be trusted, so all
    who share it fail with it.
    """

    def __init__(
        self,
        transaction: Callable[[], AbstractContextManager[W]],
        apart: Callable[[W], AbstractContextManager[None]],
        fatal: tuple[type[Exception], ...],
    ) -> None:
        self._transaction = transaction
        self._apart = apart
        self._fatal = fatal
        self._lock = Lock()
        self._waiting: deque[_Writer[W]] = deque()
        self._somebody_leads = False

    def run(self, work: Callable[[W], T]) -> T:
        """What `work` returns or raises, once what it did is stored or undone.

        It may run in another writer's thread.
        """
        mine = _Writer(work)
        with self._lock:
            self._waiting.append(mine)
            leads, self._somebody_leads = not self._somebody_leads, True
        if not leads:
            mine.called.acquire()
        if not mine.settled:
            self._lead(mine)
        if mine.error is not None:
            raise mine.error
        result: T = mine.result
        return result

    def _lead(self, mine: _Writer[W]) -> None:
        """Write for those who wait, and for those who come while they are written for.

        Whoever comes later leads next.
        """
        group: list[_Writer[W]] = []
        try:
            with self._transaction() as writing:
                while len(group) < _MOST and (writer := self._next()):
                    group.append(writer)
                    self._write(writing, writer)
        except BaseException as error:  # noqa: BLE001 each is told in its own thread
            group = group or self._all()
            for writer in group:
                writer.error = writer.error or error
        with self._lock:
            self._somebody_leads = bool(self._waiting)
            following = self._waiting[0] if self._waiting else None
        for writer in group:
            writer.settled = True
            if writer is not mine:
                writer.called.release()
        if following is not None:
            following.called.release()

    def _next(self) -> _Writer[W] | None:
        with self._lock:
            return self._waiting.popleft() if self._waiting else None

    def _all(self) -> list[_Writer[W]]:
        with self._lock:
            everybody = list(self._waiting)
            self._waiting.clear()
        return everybody

    def _write(self, writing: W, writer: _Writer[W]) -> None:
        try:
            with self._apart(writing):
                writer.result = writer.work(writing)
        except self._fatal:
            raise
        except Exception as error:  # noqa: BLE001 this writer's own
            writer.error = error


class _Writer(Generic[W]):
    """Somebody who wants something done.

    `called` is locked until that is settled, or until it is this writer's turn to lead.
    """

    def __init__(self, work: Callable[[W], Any]) -> None:
        self.work = work
        self.called = Lock()
        self.called.acquire()
        self.settled = False
        self.result: Any = None
        self.error: BaseException | None = None
