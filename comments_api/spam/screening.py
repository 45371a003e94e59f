"""Every check on what was just sent. A check doubts; a doubt holds; nothing refuses."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from comments_api.model import Check, Doubt, Event, EventKind, StoredComment, Submission
from comments_api.ports import CommentWriter, Reading, SpamWriter
from comments_api.spam.block_list import BlockMatcher
from comments_api.spam.clues import Clue
from comments_api.spam.form_time import FormTime
from comments_api.spam.german import folded, words
from comments_api.spam.learning import SpamFilter, clues_of
from comments_api.spam.proof_of_work import ProofOfWork, Work
from comments_api.spam.recollection import Recollection

SAME_WORDS_WITHIN = timedelta(days=30)
FEWEST_WORDS = 6
"""A comment of fewer words may be anybody's: “Das sehe ich genauso.”"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What shows before anybody is asked: how a form was sent, and what its text is made of."""

    clues: tuple[Clue, ...] = field(repr=False)
    words_hash: bytes | None = field(repr=False)
    doubts: tuple[Doubt, ...] = ()
    work: Work | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Screened:
    """What was found: why to hold the comment, its score, and the work that is to be spent."""

    doubts: tuple[Doubt, ...]
    score: float
    words_hash: bytes | None = field(repr=False)
    work: Work | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The checks and their settings. `hold_at`: percent from which the filter holds; 100 never."""

    spam_filter: SpamFilter
    form_time: FormTime
    proof_of_work: ProofOfWork
    hold_at: int
    secret: bytes = field(repr=False)
    block_list: Recollection[BlockMatcher] = field(
        default_factory=partial(Recollection, BlockMatcher.of), repr=False
    )

    def see(self, submission: Submission, now: datetime) -> Seen:
        """Look at a comment that was just sent. Asks nobody, so nobody need wait for it."""
        proof = self._proof(submission, now)
        doubts = [Doubt(Check.HONEYPOT)] if submission.trapped else []
        if doubt := self.form_time.doubt(submission.form_time, submission.thread_id, now):
            doubts.append(doubt)
        if isinstance(proof, Doubt):
            doubts.append(proof)
        return Seen(
            clues_of(submission),
            self._words_hash(submission.text),
            tuple(doubts),
            proof if isinstance(proof, Work) else None,
        )

    def judge(
        self,
        reading: Reading,
        comment: Submission | StoredComment,
        seen: Seen,
        address: str | None,
        now: datetime,
        *,
        own_hash: bytes | None = None,
    ) -> Screened:
        """What is known here of such a comment; `address`, where it came from, is forgotten."""
        opinion = self.spam_filter.opinion_on(reading, seen.clues)
        doubts = [*seen.doubts]
        if (
            seen.words_hash
            and seen.words_hash != own_hash
            and reading.same_words_since(seen.words_hash, now - SAME_WORDS_WITHIN)
        ):
            doubts.append(Doubt(Check.DUPLICATE))
        doubts += _listed(self.block_list.of(reading), comment, address)
        if opinion.percent >= self.hold_at:
            doubts.append(Doubt(Check.FILTER, f"{opinion.percent} %"))
        return Screened(tuple(doubts), opinion.score, seen.words_hash, seen.work)

    def judge_again(
        self,
        reading: Reading,
        comment: StoredComment,
        text: str,
        address: str | None,
        now: datetime,
    ) -> Screened:
        """Judge the new `text` of a comment, sent by its writer from `address`.

        What only tells how a form was sent, its trap, time and work, was looked at once.
        """
        edited = comment.saying(text)
        seen = Seen(clues_of(edited), self._words_hash(text))
        return self.judge(reading, edited, seen, address, now, own_hash=comment.words_hash)

    def spend(self, writing: SpamWriter, screened: Screened) -> tuple[Doubt, ...]:
        """The doubts, once the work is spent, in the transaction that keeps the comment."""
        work = screened.work
        if work is None or writing.spend(work.challenge, work.until):
            return screened.doubts
        return (*screened.doubts, Doubt(Check.PROOF_OF_WORK, "spent"))

    def _proof(self, submission: Submission, now: datetime) -> Work | Doubt | None:
        if not self.proof_of_work.demanded:
            return None
        return self.proof_of_work.check(submission.proof, submission.thread_id, now)

    def _words_hash(self, text: str) -> bytes | None:
        """A keyed hash of the words; None for a text of too few."""
        said = words(folded(text))
        if len(said) < FEWEST_WORDS:
            return None
        return hmac.digest(self.secret, b"words\0" + " ".join(said).encode(), "sha256")


def note_doubts(
    writing: CommentWriter, comment_id: int, doubts: Iterable[Doubt], now: datetime
) -> None:
    """Write down why a machine doubts what was just sent."""
    for doubt in doubts:
        writing.add_event(
            Event(
                comment_id=comment_id, kind=EventKind.HELD, who=doubt.check, at=now, why=doubt.why
            )
        )


def _listed(
    block_list: BlockMatcher, comment: Submission | StoredComment, address: str | None
) -> Iterator[Doubt]:
    """A doubt for each kind of entry met, without saying which: it could be a place or a name."""
    found = block_list.matches(comment.author, comment.email, comment.website, comment.words)
    kinds = {block.kind for block in found}
    if network := block_list.match_of_network(address):
        kinds.add(network.kind)
    for kind in sorted(kinds):
        yield Doubt(Check.BLOCK_LIST, kind.value)
