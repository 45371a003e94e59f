"""The pages of the quiz: its beginning, one for each question, one for each type it ends at."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.narcissist_typology.annex import AnnexPage
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.quiz.graph import Span, asked_before, still_to_ask
from plugins.narcissist_typology.quiz.quiz import Quiz
from plugins.narcissist_typology.settings import Settings


def address(settings: Settings) -> str:
    """Where the quiz begins; its other pages lie below."""
    return f"{settings.url}quiz/"


def pages(deck: Deck, settings: Settings, quiz: Quiz) -> Iterator[AnnexPage]:
    """All pages of a quiz that keeps the rules.

    Their templates get `quiz` and `quiz_url`; a question's page `question`, its `number` and of
    how many it is, `total`; a result's page the `card` and the `verdict`.
    """
    url = address(settings)
    common = {"quiz": quiz, "quiz_url": url}
    graph = {key: question.next for key, question in quiz.questions.items()}
    ends = {key: bool(question.types) for key, question in quiz.questions.items()}
    left = still_to_ask(graph, quiz.first, ends)
    first = left[quiz.first]

    yield AnnexPage(url, "quiz_start", {**common, "total": Span(first.fewest + 1, first.most + 1)})
    for key, before in asked_before(graph, quiz.first).items():
        number = before.fewest + 1  # on every way: the rules see to it
        yield AnnexPage(
            f"{url}{key}/",
            "quiz_question",
            {
                **common,
                "question": quiz.questions[key],
                "number": number,
                "total": Span(number + left[key].fewest, number + left[key].most),
            },
        )
    for card in deck:
        yield AnnexPage(
            f"{url}{card.slug}/",
            "quiz_result",
            {**common, "card": card, "verdict": quiz.verdicts[card.slug]},
        )
