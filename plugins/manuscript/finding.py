"""A finding: what is wrong in an author's file, where, why it matters and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from blinker import Signal

from plugins.manuscript.rules import RULES


class Severity(StrEnum):
    """An error stops a build; a hint never does."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing an author should know.

    `line` and `column` count from 1; line 1 stands for the whole file. `what`, `why` and
    `remedy` are complete sentences in the interface language; `why` may be empty. `rule` is the
    stable name by which a finding can be looked up and silenced, one of RULES.
    """

    path: Path
    line: int
    column: int
    severity: Severity
    rule: str
    what: str
    remedy: str
    why: str = ""

    def __post_init__(self) -> None:
        """A rule nobody can look up is a mistake of ours: ValueError."""
        if self.rule not in RULES:
            raise ValueError(f"{self.rule}: enter it in manuscript/rules.py and docs/authoring.md")

    def __str__(self) -> str:
        return self.told(str(self.path), self.severity)

    def told(self, path: str, severity: str) -> str:
        """What editors take apart, ``path:line:column: severity: what [rule]``, then the rest."""
        first = f"{path}:{self.line}:{self.column}: {severity}: {self.what} [{self.rule}]"
        return "\n    ".join(filter(None, (first, self.why, f"→ {self.remedy}")))


class AuthorError(Exception):
    """Stops a build. Its text already says what is wrong, where, and how to mend it."""


class BrokenManuscripts(AuthorError):
    """At least one finding is an error. Carries all of them, hints included."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


findings_wanted = Signal(
    """Sent once before a build with the Pelican object as sender.

    Every plugin that can check what authors wrote answers with an iterable of `Finding`; the
    editorial check gathers them, so that all faults of all files are told in one run.
    """
)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` most likely meant, or None when nothing is close."""
    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None
