"""What holds for all ways through the quiz: rules no single question can break."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from plugins.manuscript import Finding, Severity, Translate
from plugins.narcissist_typology.quiz.graph import Span, asked_before, circles, reachable
from plugins.narcissist_typology.quiz.places import Place, Places
from plugins.narcissist_typology.quiz.quiz import FEWEST, MOST, Quiz


def check_graph(
    quiz: Quiz, path: Path, places: Places, types: Collection[str], _: Translate
) -> Iterator[Finding]:
    """Every fault of the ways through a quiz whose every answer leads somewhere.

    `types` are the slugs that all must be reached. Where somebody can go round in circles, ways
    have no length, and nothing is said about it.
    """
    graph = {key: question.next for key, question in quiz.questions.items()}
    asked = reachable(graph, quiz.first)

    def error(place: Place, rule: str, what: str, remedy: str, why: str = "") -> Finding:
        return Finding(path, place.line, place.column, Severity.ERROR, rule, what, remedy, why)

    for key in graph:
        if key not in asked:
            yield error(
                places.of(f"question.{key}"),
                "unreachable-question",
                _("No answer leads to the question “%(key)s”.") % {"key": key},
                _("Let one lead there, or delete the question."),
            )
    ends = {slug for key in asked for slug in quiz.questions[key].types}
    for slug in sorted(set(types) - ends):
        yield error(
            Place(),
            "unreachable-type",
            _("No way through the quiz ends at the type “%(type)s”.") % {"type": slug},
            _('Give one of the last questions an answer with type = "%(type)s".') % {"type": slug},
        )
    turns = list(circles(graph))
    for key, following in turns:
        yield error(
            places.of(f"question.{key}", f'"{following}"'),
            "circle",
            _("Here the quiz goes round in circles: “%(next)s” was asked before.")
            % {"next": following},
            _("Let the answer lead to a question that cannot lead back here."),
        )
    if not turns:
        for key, before in asked_before(graph, quiz.first).items():
            place = places.of(f"question.{key}")
            yield from (
                error(place, *fault)
                for fault in _length(before, ends=bool(quiz.questions[key].types), _=_)
            )


def _length(before: Span, *, ends: bool, _: Translate) -> Iterator[tuple[str, ...]]:
    """What is wrong with how many questions come `before` one, which may be the last of a way."""
    limits = {"fewest": FEWEST, "most": MOST}
    if before.fewest != before.most:
        yield (
            "uneven-ways",
            _("One way leads here as question %(early)d, another as question %(late)d.")
            % {"early": before.fewest + 1, "late": before.most + 1},
            _("Make all ways here equally long, or write the question twice."),
            _("The page says which question it is, and there is one page a question."),
        )
    if ends and before.fewest + 1 < FEWEST:
        yield (
            "short-way",
            _("A way ends here after %(count)d questions.") % {"count": before.fewest + 1},
            _("Let it go on: every way has %(fewest)d to %(most)d questions.") % limits,
        )
    if before.most == MOST:  # once for each way, where it begins to be too long
        yield (
            "long-way",
            _("This is already question %(count)d.") % {"count": before.most + 1},
            _("Let the answers before it end: every way has %(fewest)d to %(most)d questions.")
            % limits,
        )
