"""Findings for people, for programs (JSON), and for editors and CI (SARIF 2.1.0)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from plugins.manuscript import Finding, Severity, Translate

_SARIF = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.HINT: "note"}  # SARIF 3.27.10


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run. Paths below `root` are told relative to it."""

    findings: Sequence[Finding]
    root: Path

    @property
    def errors(self) -> int:
        """How many findings stop a build."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def hints(self) -> int:
        """How many findings never do."""
        return len(self.findings) - self.errors

    def as_text(self, _: Translate) -> str:
        """A paragraph a finding; its first line is what problem matchers read."""
        severities = {Severity.ERROR: _("error"), Severity.HINT: _("hint")}
        return "\n".join(
            finding.told(self._path(finding), severities[finding.severity])
            for finding in sorted(self.findings)
        )

    def as_json(self) -> str:
        """``{"errors": 1, "hints": 0, "findings": [{"path": …}]}``."""
        told = [
            {
                "path": self._path(finding),
                "line": finding.line,
                "column": finding.column,
                "severity": finding.severity,
                "rule": finding.rule,
                "what": finding.what,
                "why": finding.why,
                "remedy": finding.remedy,
            }
            for finding in sorted(self.findings)
        ]
        whole = {"errors": self.errors, "hints": self.hints, "findings": told}
        return json.dumps(whole, ensure_ascii=False, indent=2)

    def as_sarif(self) -> str:
        """The Static Analysis Results Interchange Format, OASIS standard 2.1.0."""
        rules = sorted({finding.rule for finding in self.findings})
        driver = {"name": "spiegelkabinett", "rules": [{"id": rule} for rule in rules]}
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": [
                {**self._result(finding), "ruleIndex": rules.index(finding.rule)}
                for finding in sorted(self.findings)
            ],
        }
        log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
        return json.dumps(log, ensure_ascii=False, indent=2)

    def _result(self, finding: Finding) -> dict[str, object]:
        text = "\n".join(filter(None, (finding.what, finding.why, f"→ {finding.remedy}")))
        path = Path(self._path(finding))
        uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
        region = {"startLine": finding.line, "startColumn": finding.column}
        place = {"artifactLocation": {"uri": uri}, "region": region}
        return {
            "ruleId": finding.rule,
            "level": _LEVELS[finding.severity],
            "message": {"text": text},
            "locations": [{"physicalLocation": place}],
        }

    def _path(self, finding: Finding) -> str:
        path = finding.path
        return str(path.relative_to(self.root) if path.is_relative_to(self.root) else path)
