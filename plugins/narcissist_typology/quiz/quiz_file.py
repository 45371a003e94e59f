"""From ``quiz.toml`` to a Quiz, or to everything that is wrong with the file.

The file, for those who write it::

    title = "Welcher Spiegel bin ich?"
    intro = "Ein Absatz. Eine Leerzeile beginnt den nächsten."
    first = "bad"

    [question.bad]
    scene = "6.40 Uhr, im Bad"
    ask = "Der Spiegel ist beschlagen. Was tun Sie?"
    answers = [
      { say = "Ich warte.", next = "treppenhaus" },
      { say = "Ich wische.", type = "satiriker" },
    ]

    [verdict]
    satiriker = "Was auf der Seite mit dem Ergebnis steht."

Every answer leads on to a question or to a type. How the questions hang together is checked in
`graph_rules`, once every answer leads somewhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.manuscript import Finding, Severity, Translate, nearest, not_utf8
from plugins.narcissist_typology.quiz.graph_rules import check_graph
from plugins.narcissist_typology.quiz.places import Place, Places
from plugins.narcissist_typology.quiz.quiz import Answer, Question, Quiz

FILE_NAME = "quiz.toml"

TOP = ("title", "intro", "first", "question", "verdict")
QUESTION = ("scene", "ask", "answers")
ANSWER = ("say", "next", "type")
FEWEST_ANSWERS = 2

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SYNTAX = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)


def read_quiz(
    path: Path, types: Collection[str], _: Translate
) -> tuple[Quiz | None, tuple[Finding, ...]]:
    """The quiz in the file at `path`, and everything that is wrong with it.

    `types` are the slugs of the deck. There is no quiz when anything is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return None, (not_utf8(path, error, _),)
    except tomllib.TOMLDecodeError as error:
        return None, (_no_toml(path, str(error), _),)
    reading = _Reading(path, Places(text), types, _)
    quiz = reading.quiz(data)
    if not reading.findings:
        reading.findings += check_graph(quiz, path, reading.places, types, _)
    return (None if reading.findings else quiz), tuple(reading.findings)


def _no_toml(path: Path, message: str, _: Translate) -> Finding:
    match = _SYNTAX.fullmatch(message)
    detail, line, column = match.groups() if match else (message, 1, 1)
    what = _("The quiz cannot be read from here on: %(detail)s.") % {"detail": detail}
    remedy = _("Look for a quotation mark, a bracket or a comma that is missing in or above it.")
    return Finding(path, int(line), int(column), Severity.ERROR, "toml-syntax", what, remedy)


class _Reading:
    """Reads the parts of the file and notes what is wrong; what is wrong is left out."""

    def __init__(
        self, path: Path, places: Places, types: Collection[str], translate: Translate
    ) -> None:
        self.path = path
        self.places = places
        self.findings: list[Finding] = []
        self._types = types
        self._ = translate

    def quiz(self, data: Mapping[str, Any]) -> Quiz:
        _ = self._
        self._only("", data, TOP)
        tables = self._table("question", data.get("question"))
        questions = {
            key: question
            for key, table in tables.items()
            if (question := self._question(key, self._table(f"question.{key}", table), tables))
        }
        first = self._text("", data, "first")
        if first and first not in tables:
            self._unknown("", f'"{first}"', 1, first, tables)
        return Quiz(
            title=self._text("", data, "title"),
            intro=tuple(_PARAGRAPHS.split(self._text("", data, "intro"))),
            first=first,
            questions=questions,
            verdicts=dict(self._verdicts(self._table("verdict", data.get("verdict")))),
        )

    def _question(
        self, key: str, table: Mapping[str, Any], questions: Collection[str]
    ) -> Question | None:
        _ = self._
        place = f"question.{key}"
        if not _KEY.fullmatch(key) or key in self._types:
            self._error(
                self.places.of(place),
                "question-name",
                _("A question cannot be called “%(key)s”.") % {"key": key},
                _("Use small letters, digits and hyphens, and no name that a type has."),
                _("The name becomes the address of the question's page."),
            )
        self._only(place, table, QUESTION)
        entries = table.get("answers")
        if not isinstance(entries, list) or len(entries) < FEWEST_ANSWERS:
            self._error(
                self.places.of(place, "answers"),
                "too-few-answers",
                _("The question has nothing to choose from."),
                _('Give it at least two answers, each as { say = "…", next = "…" }.'),
            )
            entries = []
        answers: list[Answer] = []
        for entry in entries:
            answer = self._answer(place, entry, questions, answers)
            if answer:
                answers.append(answer)
        scene, ask = self._text(place, table, "scene"), self._text(place, table, "ask")
        return Question(key, scene, ask, tuple(answers)) if answers else None

    def _answer(
        self, place: str, entry: object, questions: Collection[str], before: list[Answer]
    ) -> Answer | None:
        _ = self._
        if not isinstance(entry, dict) or not _is_text(entry.get("say")):
            self._error(
                self.places.of(place, "answers"),
                "answer-without-words",
                _("An answer of this question says nothing."),
                _('Write every answer as { say = "…", next = "…" }.'),
            )
            return None
        say = entry["say"].strip()
        here = self.places.of(place, say.splitlines()[0])
        self._only(place, entry, ANSWER, here)
        if say in [answer.say for answer in before]:
            self._error(
                self.places.of(place, say.splitlines()[0], 2),
                "repeated-answer",
                _("The question has this answer already."),
                _("Delete one of the two."),
            )
        targets = {name: entry[name] for name in ("next", "type") if name in entry}
        if len(targets) != 1 or not all(map(_is_text, targets.values())):
            self._error(
                here,
                "answer-leads-nowhere",
                _("The answer must lead to one question or to one type."),
                _('Give it either next = "…" with a question, or type = "…" with a type.'),
            )
            return None
        ((name, target),) = targets.items()
        known = questions if name == "next" else self._types
        if target not in known:
            earlier = sum(target in (answer.next, answer.type) for answer in before)
            self._unknown(place, f'"{target}"', earlier + 1, target, known, is_type=name == "type")
        return Answer(say, **{name: target})

    def _verdicts(self, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        _ = self._
        for slug in table:
            if slug not in self._types:
                self._unknown("verdict", slug, 1, slug, self._types, is_type=True)
            yield slug, self._text("verdict", table, slug)
        for slug in sorted(set(self._types) - set(table)):
            self._error(
                self.places.of("verdict"),
                "missing-verdict",
                _("There is no verdict on the type “%(type)s”.") % {"type": slug},
                _('Write a line %(type)s = "…" below [verdict].') % {"type": slug},
            )

    def _unknown(
        self,
        table: str,
        words: str,
        times: int,
        name: str,
        known: Collection[str],
        *,
        is_type: bool = False,
    ) -> None:
        _ = self._
        what = (
            _("There is no type “%(name)s”.") if is_type else _("There is no question “%(name)s”.")
        )
        meant = nearest(name, known)
        if meant:
            remedy = _("Did you mean “%(meant)s”?") % {"meant": meant}
        elif is_type:
            remedy = _("Take the slug of a card.")
        else:
            remedy = _("Write the question, as a table [question.%(name)s].") % {"name": name}
        rule = "unknown-type" if is_type else "unknown-question"
        self._error(self.places.of(table, words, times), rule, what % {"name": name}, remedy)

    def _table(self, name: str, value: object) -> dict[str, Any]:
        """`value`, which should be a table called `name`."""
        if isinstance(value, dict):
            return value
        self._error(
            self.places.of("" if value is None else name.rpartition(".")[0]),
            "missing-table",
            self._("The file has no table [%(name)s].") % {"name": name},
            self._("Add a line [%(name)s], and below it what belongs to it.") % {"name": name},
        )
        return {}

    def _text(self, place: str, table: Mapping[str, Any], name: str) -> str:
        """The text called `name`, without the white space around it; empty when it is missing."""
        value = table.get(name)
        if _is_text(value):
            return str(value).strip()
        self._error(
            self.places.of(place, name),
            "missing-text",
            self._("The text “%(name)s” is missing or empty.") % {"name": name},
            self._('Add a line %(name)s = "…".') % {"name": name},
        )
        return ""

    def _only(
        self,
        place: str,
        table: Mapping[str, Any],
        known: Collection[str],
        here: Place | None = None,
    ) -> None:
        """Note every name in `table` that is not `known`."""
        for name in table:
            if name not in known:
                meant = nearest(name, known)
                self._error(
                    here or self.places.of(place, name),
                    "unknown-name",
                    self._("Nothing is called “%(name)s” here.") % {"name": name},
                    self._("Did you mean “%(meant)s”?") % {"meant": meant}
                    if meant
                    else self._("These exist: %(known)s.") % {"known": ", ".join(known)},
                )

    def _error(self, place: Place, rule: str, what: str, remedy: str, why: str = "") -> None:
        self.findings.append(
            Finding(self.path, place.line, place.column, Severity.ERROR, rule, what, remedy, why)
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
