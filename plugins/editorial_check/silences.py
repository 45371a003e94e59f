"""Findings that an author has decided to live with, and says why.

In the text ``<!-- check: off rule: reason -->`` silences a rule on its own line, or, alone on a
line, in the block below. In the front matter ``check_off: rule: reason`` does so for the whole
file; a semicolon divides several. Readers never see either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plugins.editorial_check.text import Text
from plugins.manuscript import RULES, Field, Finding, Severity, Translate, nearest

FIELD = "check_off"

LASTING = frozenset(
    "not-utf-8 no-front-matter front-matter-open not-a-field unknown-field missing-field"  # noqa: SIM905 a word list reads best as words
    " duplicate-field impossible-date duplicate-slug duplicate-thread unknown-card unknown-status"
    " silence-without-reason silence-of-unknown-rule silence-impossible silence-of-nothing".split()
)
"""Rules that no reason mends: without them there is no page, or not the one that is meant."""

_MARKER = re.compile(r"<!--\s*check:\s*(?P<order>.*?)\s*-->", re.DOTALL)
_ORDER = re.compile(r"(?P<off>off)?\s*(?P<rule>[\w-]*)\s*:?\s*(?P<reason>.*)", re.DOTALL)
_WHOLE_FILE = range(1, 10**9)


@dataclass(frozen=True, slots=True)
class Silence:
    """Within `lines` a rule is not told. It stands at `line` and `column`."""

    rule: str
    reason: str
    line: int
    column: int
    lines: range

    def covers(self, finding: Finding) -> bool:
        """Whether a finding in the same file is silenced."""
        return (
            bool(self.reason)
            and finding.rule == self.rule
            and finding.line in self.lines
            and self.rule not in LASTING
        )


def silences(text: Text) -> tuple[Silence, ...]:
    """Every silence of a text, sound or not."""
    field = text.manuscript.fields.get(FIELD)
    return (*(_in_front_matter(field) if field else ()), *_in_body(text))


def _in_front_matter(field: Field) -> Iterator[Silence]:
    for part in filter(str.strip, field.value.split(";")):
        rule, _colon, reason = part.partition(":")
        yield Silence(rule.strip(), reason.strip(), field.line, field.column, _WHOLE_FILE)


def _in_body(text: Text) -> Iterator[Silence]:
    source = text.body.source
    for start, end in text.body.comments:
        marker = _MARKER.fullmatch(source, start, end)
        order = _ORDER.fullmatch(marker["order"]) if marker else None
        if order:
            line, column = text.place(start)
            yield Silence(order["rule"], order["reason"], line, column, _reach(text, start, end))


def _reach(text: Text, start: int, end: int) -> range:
    source = text.body.source
    first, last = text.place(start)[0], text.place(end)[0]
    begin = source.rfind("\n", 0, start) + 1
    stop = source.find("\n", end)
    alone = not source[begin:start].strip() and (stop < 0 or not source[end:stop].strip())
    if not alone:
        return range(first, last + 1)
    if stop < 0:
        return range(first, last + 1)
    block = re.compile(r"(?:[ \t]*\n)*(?:[ \t]*\S[^\n]*\n?)*").match(source, stop + 1)
    return range(first, text.place(block.end() - 1 if block else stop)[0] + 1)


def heard(
    findings: Iterable[Finding], of_file: Sequence[Silence]
) -> tuple[list[Finding], frozenset[Silence]]:
    """The findings of one file that are not silenced, and the silences that were needed."""
    left, needed = [], set()
    for finding in findings:
        covering = [silence for silence in of_file if silence.covers(finding)]
        needed.update(covering)
        if not covering:
            left.append(finding)
    return left, frozenset(needed)


def check_silences(
    text: Text, of_file: Sequence[Silence], needed: Collection[Silence], _: Translate
) -> Iterator[Finding]:
    """Silences that cannot be, that say no reason, or that have nothing to silence."""
    path = text.manuscript.path
    for silence in of_file:
        fault = _fault(silence, needed, _)
        if fault:
            severity, rule, what, remedy, why = fault
            yield Finding(path, silence.line, silence.column, severity, rule, what, remedy, why)


def _fault(
    silence: Silence, needed: Collection[Silence], _: Translate
) -> tuple[Severity, str, str, str, str] | None:
    named = {"rule": silence.rule}
    if silence.rule not in RULES:
        meant = nearest(silence.rule, RULES)
        return (
            Severity.ERROR,
            "silence-of-unknown-rule",
            _("There is no rule “%(rule)s” to silence.") % named,
            _("Did you mean “%(meant)s”?") % {"meant": meant}
            if meant
            else _("Write “check: off rule: reason”; the rule stands in brackets at the finding."),
            _("What is not named right goes on being told."),
        )
    if silence.rule in LASTING:
        return (
            Severity.ERROR,
            "silence-impossible",
            _("“%(rule)s” cannot be silenced.") % named,
            _("Mend what it tells, and delete the silence."),
            _("Without it there is no page, or not the one you mean."),
        )
    if not silence.reason:
        return (
            Severity.ERROR,
            "silence-without-reason",
            _("“%(rule)s” is silenced without a reason.") % named,
            _("Say why: “check: off %(rule)s: …”") % named,
            _("Whoever reads this in a year should know what you knew."),
        )
    if silence not in needed:
        return (
            Severity.HINT,
            "silence-of-nothing",
            _("Here “%(rule)s” finds nothing to silence.") % named,
            _("Delete the silence."),
            _("Left behind it would hide a fault to come."),
        )
    return None
