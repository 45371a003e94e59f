"""Meets Pelican: checks the quiz before a build, and writes its pages after the deck's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.manuscript import BrokenManuscripts, Finding, Translate, findings_wanted, messages
from plugins.narcissist_typology.annex import AnnexGenerator, AnnexPage
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.deck_files import read_files
from plugins.narcissist_typology.quiz.pages import address, pages
from plugins.narcissist_typology.quiz.quiz_file import FILE_NAME, read_quiz
from plugins.narcissist_typology.settings import Settings

_HERE = Path(__file__).parent


def register() -> None:
    """Connect to Pelican's signals."""
    findings_wanted.connect(_find_faults)
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[QuizGenerator]:
    return QuizGenerator


def _translate(settings: dict[str, Any]) -> Translate:
    return messages(settings["DEFAULT_LANG"], _HERE, _HERE.parent).gettext


def _find_faults(pelican: Any) -> Iterable[Finding]:
    translate = _translate(pelican.settings)
    settings = Settings.parse(pelican.settings, translate)
    file = settings.folder / FILE_NAME
    if not file.is_file():
        return ()
    return read_quiz(file, read_files(settings, translate).slugs, translate)[1]


class QuizGenerator(AnnexGenerator):
    """Writes the quiz, if the deck's folder has one."""

    room = _HERE

    def generate_context(self) -> None:
        """Tell the other pages where the quiz is."""
        if self.context.get("deck") and (self.context["typology"].folder / FILE_NAME).is_file():
            self.context["quiz_url"] = address(self.context["typology"])

    def pages(self, deck: Deck, settings: Settings) -> Iterator[AnnexPage]:
        """The quiz's pages. Raises BrokenManuscripts for a site that runs without the check."""
        file = settings.folder / FILE_NAME
        if file.is_file():
            quiz, findings = read_quiz(
                file, [card.slug for card in deck], _translate(self.settings)
            )
            if quiz is None:
                raise BrokenManuscripts(findings)
            yield from pages(deck, settings, quiz)
