"""The rules of Supertrumpf, from one state of the table to the next.

Every player gets equally many cards; cards that do not divide stay in the box. A round: everybody
turns the top card over, the caller names a value, the best card takes all cards of the round and
whatever lies in the middle, and its player calls next. When several cards are equally best, all
cards of the round go to the middle and the same caller calls again.

What taken cards look like is exact, so that a game can be sent to a friend: they go below the
taker's own, first those from the middle in the order they came there, then the taker's card, then
the others in the order of the seats.

When somebody runs out of cards, three cases are left open by the rules at the kitchen table:

- Who has no cards after a round is out, also when the last card lies in the middle.
- If that was the caller, the next seat that has cards calls.
- If a tie leaves one player with cards, that player also takes the middle, and has won. If it
  leaves nobody, the game is drawn and the middle belongs to nobody.

A game between two who play well can go round in circles, so the number of rounds is bounded: after
the last one, most cards in hand win, and equally many are a draw.

Pure and without chance: whoever shuffles, shuffles before `deal`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Hand = tuple[int, ...]
"""Numbers of cards, the top card first."""


class Game(NamedTuple):
    """The table between two rounds. Seats count from 0.

    `taker` is the seat that won the round before, None after a tie and at the beginning.
    (A named tuple, because a simulation makes some hundred thousand of them.)
    """

    hands: tuple[Hand, ...]
    caller: int
    middle: Hand = ()
    rounds: int = 0
    taker: int | None = None

    @property
    def seated(self) -> tuple[int, ...]:
        """The seats that still have cards."""
        return tuple(seat for seat, hand in enumerate(self.hands) if hand)

    def is_over(self, most_rounds: int) -> bool:
        """Whether nobody calls any more."""
        return self.rounds >= most_rounds or sum(map(bool, self.hands)) < 2  # noqa: PLR2004 a game takes two

    @property
    def leader(self) -> int | None:
        """The seat with the most cards in hand, None when several have: the winner at the end."""
        sizes = [len(hand) for hand in self.hands]
        most = max(sizes)
        return sizes.index(most) if sizes.count(most) == 1 else None


def deal(cards: Sequence[int], players: int, caller: int) -> Game:
    """Give each player the same number of `cards`, in blocks; `caller` begins.

    Raises ValueError when there are fewer than two players or fewer cards than players.
    """
    each = len(cards) // players if players > 0 else 0
    if players < 2 or not each or not 0 <= caller < players:  # noqa: PLR2004 a game takes two
        raise ValueError(f"{len(cards)} cards, {players} players, caller {caller}: no game")
    hands = tuple(tuple(cards[seat * each : (seat + 1) * each]) for seat in range(players))
    return Game(hands, caller)


def play_round(game: Game, strengths: Sequence[int]) -> Game:
    """One round. `strengths` has the named value of every card of the deck; the higher wins.

    (Where the lower value wins on paper, the caller of this function turns it around.)
    """
    hands, caller, middle, rounds, _taker = game
    shown = [(seat, hand[0]) for seat, hand in enumerate(hands) if hand]
    best = max(strengths[card] for _seat, card in shown)
    winners = [seat for seat, card in shown if strengths[card] == best]
    left = [hand[1:] for hand in hands]

    if len(winners) == 1:
        taker = winners[0]
        own = hands[taker][0]
        others = tuple(card for _seat, card in shown if card != own)
        left[taker] += (*middle, own, *others)
        return Game(tuple(left), taker, (), rounds + 1, taker)

    middle += tuple(card for _seat, card in shown)
    seated = [seat for seat, hand in enumerate(left) if hand]
    if len(seated) == 1:
        left[seated[0]] += middle
        middle = ()
    if seated and not left[caller]:
        caller = min(seated, key=lambda seat: (seat - caller) % len(left))
    return Game(tuple(left), caller, middle, rounds + 1)
