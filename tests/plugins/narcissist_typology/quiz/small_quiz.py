"""A sound quiz of five questions in a row for the tiny deck, as the text of its file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from plugins.manuscript import Finding
from plugins.narcissist_typology.quiz.quiz import Quiz
from plugins.narcissist_typology.quiz.quiz_file import read_quiz
from tests.plugins.narcissist_typology.tiny_deck import CARDS, plain

TYPES = tuple(CARDS.values())

HEAD = """title = "Welches Tier?"
first = "eins"
intro = '''
Fünf Fragen.

Sonst nichts.
'''
"""
MIDDLE = """
[question.{key}]
scene = "Im Gras"
ask = "Frage {key}?"
answers = [
  {{ say = "Ja, {key}.", next = "{next}" }},
  {{ say = "Nein, {key}.", next = "{next}" }},
]
"""
LAST = """
[question.fuenf]
scene = "Im Nest"
ask = "Frage fuenf?"
answers = [
  { say = "Schwarz.", type = "amsel" },
  { say = "Bunt.", type = "drossel" },
  { say = "Nass.", type = "regenwurm" },
  { say = "Laut.", type = "ohrwurm" },
]
"""
VERDICTS = """
[verdict]
amsel = "Sie singen vom Dach."
drossel = "Sie singen zweimal."
regenwurm = "Sie kommen bei Regen."
ohrwurm = "Sie bleiben."
"""
CHAIN = ("eins", "zwei", "drei", "vier", "fuenf")
SOUND = (
    HEAD
    + "".join(MIDDLE.format(key=key, next=after) for key, after in pairwise(CHAIN))
    + LAST
    + VERDICTS
)


def changed(*changes: tuple[str, str]) -> str:
    """The sound quiz with passages replaced, each of which must be there."""
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def read(
    folder: Path, text: str | bytes, types: tuple[str, ...] = TYPES
) -> tuple[Quiz | None, tuple[Finding, ...]]:
    path = folder / "quiz.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_quiz(path, types, plain)


def line_of(text: str, words: str, times: int = 1) -> int:
    """The line on which `words` stand for the given time."""
    places = [number for number, line in enumerate(text.splitlines(), 1) if words in line]
    return places[times - 1]
