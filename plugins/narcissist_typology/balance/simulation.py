"""Seeded games: what knowing the deck is worth, and what beginning is worth.

The same seed gives the same games on every machine and in every version of Python, because of
Python's generator only ``random()`` is used, which is promised to stay (library reference, random,
“Notes on Reproducibility”).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from plugins.narcissist_typology.balance.game import Game, deal, play_round
from plugins.narcissist_typology.balance.limits import Limits, Unit
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.players import Player, clueless, informed
from plugins.narcissist_typology.balance.share import Share


@dataclass(frozen=True, slots=True)
class Series:
    """Some games from one player's point of view. Ties and drawn games decide nothing.

    `length` is the mean number of rounds, `cut_off` the number of games the last round ended.
    """

    rounds: Share
    games: Share
    played: int
    length: float
    cut_off: int

    def share(self, unit: Unit) -> Share:
        """The player's share of the decided rounds or games."""
        return self.rounds if unit is Unit.ROUNDS else self.games

    @property
    def drawn(self) -> int:
        """The games nobody won."""
        return self.played - self.games.tries


@dataclass(frozen=True, slots=True)
class Simulation:
    """What was played.

    `informed` is the share of one who knows the deck, among clueless players; the other two are
    the starter's, when all know the deck and when nobody does.
    """

    informed: Series
    starter_among_informed: Series
    starter_among_clueless: Series

    @property
    def equals(self) -> tuple[Series, Series]:
        """The two series in which nobody plays better than the others."""
        return self.starter_among_informed, self.starter_among_clueless


@dataclass(frozen=True, slots=True)
class Result:
    """A finished game: who won (None: drawn), how many rounds each seat won, and how it ended."""

    winner: int | None
    rounds_won: tuple[int, ...]
    rounds: int
    cut_off: bool


def simulate(sheet: Sheet, limits: Limits) -> Simulation | None:
    """Play `limits.games` games of each pairing; None when the deck has too few cards to deal.

    Everybody begins equally often, and so does every seat.
    """
    if len(sheet.cards) < limits.players:
        return None
    knowing = informed(sheet.best)
    strengths = [column.strengths for column in sheet.columns]

    def series(name: str, knowing_seats: int, hero: Callable[[int], int]) -> Series:
        chance = Random(f"{limits.seed}/{name}")  # noqa: S311 games, not secrets
        guessing = clueless(len(strengths), chance)
        table = [knowing if seat < knowing_seats else guessing for seat in range(limits.players)]
        results = [
            (hero(caller), _shuffled_game(table, strengths, caller, limits.rounds_most, chance))
            for caller in (game % limits.players for game in range(limits.games))
        ]
        return _series(results)

    return Simulation(
        informed=series("informed", 1, lambda _caller: 0),
        starter_among_informed=series("equals-informed", limits.players, lambda caller: caller),
        starter_among_clueless=series("equals-clueless", 0, lambda caller: caller),
    )


def _shuffled_game(
    table: Sequence[Player],
    strengths: Sequence[Sequence[int]],
    caller: int,
    rounds_most: int,
    chance: Random,
) -> Result:
    cards = shuffled(len(strengths[0]), chance)
    return play(deal(cards, len(table), caller), table, strengths, rounds_most)


def shuffled(size: int, chance: Random) -> list[int]:
    """The numbers below `size` in random order (Fisher and Yates, Durstenfeld's way)."""
    cards = list(range(size))
    for last in range(size - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        cards[last], cards[other] = cards[other], cards[last]
    return cards


def play(
    game: Game, table: Sequence[Player], strengths: Sequence[Sequence[int]], rounds_most: int
) -> Result:
    """Play a game to its end. `strengths` has for each kind the normalised value of every card."""
    won = [0] * len(table)
    while not game.is_over(rounds_most):
        kind = table[game.caller](game.hands[game.caller][0])
        game = play_round(game, strengths[kind])
        if game.taker is not None:
            won[game.taker] += 1
    return Result(game.leader, tuple(won), game.rounds, len(game.seated) > 1)


def _series(results: Sequence[tuple[int, Result]]) -> Series:
    return Series(
        rounds=Share.of_clusters(
            (result.rounds_won[hero], sum(result.rounds_won)) for hero, result in results
        ),
        games=Share.of_clusters(
            (int(result.winner == hero), int(result.winner is not None)) for hero, result in results
        ),
        played=len(results),
        length=sum(result.rounds for _hero, result in results) / len(results),
        cut_off=sum(result.cut_off for _hero, result in results),
    )
