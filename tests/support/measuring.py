"""Where coverage is not measured: measuring doubles the time of whatever Python runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coverage import Coverage


@contextmanager
def unmeasured() -> Iterator[None]:
    """Measure no coverage of what is done here.

    pytest-cov's own mark does nothing in a worker of xdist: it has two measurements running there,
    and to stop the inner one resumes the outer.
    """
    stopped: list[Coverage] = []
    while coverage := Coverage.current():
        coverage.stop()
        stopped.append(coverage)
    try:
        yield
    finally:
        for coverage in reversed(stopped):
            coverage.start()
