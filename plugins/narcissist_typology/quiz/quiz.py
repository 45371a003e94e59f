"""The quiz: questions, whose answers lead to other questions or to a type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST, MOST = 5, 7
"""How many questions every path has, both inclusive."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader may say: `next` is the key of a question or empty, `type` a slug or empty."""

    say: str
    next: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`key` is the question's name in the file and in its address, `scene` where it is asked."""

    key: str
    scene: str
    ask: str
    answers: tuple[Answer, ...]

    @property
    def next(self) -> tuple[str, ...]:
        """The questions the answers lead to, each once."""
        return tuple(dict.fromkeys(answer.next for answer in self.answers if answer.next))

    @property
    def types(self) -> tuple[str, ...]:
        """The types the answers lead to, each once."""
        return tuple(dict.fromkeys(answer.type for answer in self.answers if answer.type))


@dataclass(frozen=True, slots=True)
class Quiz:
    """`questions` by key, in the author's order; `verdicts` by the type's slug.

    `intro` is one paragraph an entry.
    """

    title: str
    intro: tuple[str, ...]
    first: str
    questions: Mapping[str, Question]
    verdicts: Mapping[str, str]
