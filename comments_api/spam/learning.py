"""The filter and what it remembers: it learns from the moderators of this database alone.

What is kept of a comment are keyed hashes of its features. The table tells nobody a word; the words
that are shown come from the comment itself, which is there to be looked at anyway. Because each
lesson knows its features, it can be taken back whole, when a decision is, or when the comment is
erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from comments_api.model import Lesson, Status, StoredComment, Submission, Tally, Verdict
from comments_api.ports import Reading, SpamReader, Store, Writing
from comments_api.spam.bayes import Opinion, learned_enough, opinion_of, weight
from comments_api.spam.clues import Clue, clues_in, features_of
from comments_api.spam.recollection import Recollection

RESCORED_AT_ONCE = 500
MOST_WEIGHTS = 50_000
"""Remembered at once, some five megabytes."""

_BATCH = 200


@dataclass(slots=True)
class _Learned:
    """What the lessons come to; `weights` of clues by feature, of those that were asked for."""

    lessons: Tally
    weights: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: SpamReader) -> _Learned:
        return cls(reading.lessons_learned())

    def remember(self, weights: Mapping[str, float]) -> None:
        """Keep more weights, or begin anew where there are too many."""
        if len(self.weights) + len(weights) > MOST_WEIGHTS:
            self.weights = {}  # another thread may be looking something up in the old ones
        self.weights.update(weights)


class SpamFilter:
    """Learns, unlearns, and says what it thinks and why."""

    def __init__(self, secret: bytes) -> None:
        self._key = blake2b(b"features", key=secret[:64]).digest()
        self._recollection = Recollection(_Learned.of)

    def opinion(self, reading: SpamReader, comment: StoredComment | Submission) -> Opinion:
        """What to think of this comment, as of now."""
        return self.opinion_on(reading, clues_of(comment))

    def opinion_on(self, reading: SpamReader, clues: Sequence[Clue]) -> Opinion:
        """What to think of a comment in which these clues were noticed."""
        learned = self._recollection.of(reading)
        if not learned_enough(learned.lessons):
            return Opinion(0.0, (), learned.lessons)
        return opinion_of(clues, self._weights(reading, learned, clues), learned.lessons)

    def teach(self, writing: Writing, comment: StoredComment, verdict: Verdict) -> None:
        """Learn from a decision about this comment, in place of an earlier one.

        An answer of the essay's author teaches nothing: it was never in question.
        """
        if not comment.by_author:
            writing.learn(Lesson(comment.id, verdict, self._features(comment, verdict)))

    def retrain(self, store: Store) -> Tally:
        """Learn everything anew, for example under another secret; returns what was learned.

        Of a comment decided before there was a filter, the status is the lesson. Raises
        StoreUnavailable; what was learned until then stays learned, and another call goes on.
        """
        with store.reading() as reading:
            decided = [comment.id for comment in reading.every_comment() if _teaches(comment)]
        for start in range(0, len(decided), _BATCH):
            with store.writing() as writing:
                for comment_id in decided[start : start + _BATCH]:
                    self._learn_again(writing, comment_id)
        self.rescore(store)
        with store.reading() as reading:
            return reading.lessons_learned()

    def rescore(self, store: Store) -> None:
        """Order anew what waits, edits too, by what was learned since."""
        with store.reading() as reading:
            comments = dict(self._rescored_comments(reading))
            edits = dict(self._rescored_edits(reading))
        if comments or edits:
            with store.writing() as writing:
                for comment_id, score in comments.items():
                    if writing.comment(comment_id) is not None:
                        writing.set_score(comment_id, score)
                for comment_id, score in edits.items():
                    if writing.edit(comment_id) is not None:
                        writing.set_edit_score(comment_id, score)

    def _rescored_comments(self, reading: Reading) -> Iterator[tuple[int, float]]:
        for status in (Status.PENDING, Status.HELD):
            for comment in reading.standing(status, RESCORED_AT_ONCE):
                score = self.opinion(reading, comment).score
                if score != comment.score:
                    yield comment.id, score

    def _rescored_edits(self, reading: Reading) -> Iterator[tuple[int, float]]:
        for edit in reading.edits(RESCORED_AT_ONCE):
            comment = reading.comment(edit.comment_id)
            if comment is not None:
                score = self.opinion(reading, comment.saying(edit.source)).score
                if score != edit.score:
                    yield comment.id, score

    def _weights(
        self, reading: SpamReader, learned: _Learned, clues: Sequence[Clue]
    ) -> Mapping[str, float]:
        """What each clue says, by feature; asked are those that nobody asked for yet."""
        known = learned.weights
        weights = {clue.feature: known[clue.feature] for clue in clues if clue.feature in known}
        if missing := [clue for clue in clues if clue.feature not in weights]:
            hashes = {feature: self._hash(feature) for feature in features_of(missing)}
            found = reading.tallies(hashes.values())
            tallies = {
                feature: found[number] for feature, number in hashes.items() if number in found
            }
            new = {clue.feature: weight(clue, tallies, learned.lessons) for clue in missing}
            learned.remember(new)
            weights |= new
        return weights

    def _learn_again(self, writing: Writing, comment_id: int) -> None:
        comment = writing.comment(comment_id)
        if comment is None or not _teaches(comment):
            return
        lesson = writing.lesson(comment_id)
        verdict = verdict_of(comment.status)
        if lesson is not None and verdict is not Verdict.WANTED:
            verdict = lesson.verdict
        self.teach(writing, comment, verdict)

    def _features(self, comment: StoredComment, verdict: Verdict) -> frozenset[int]:
        if verdict is Verdict.NOTHING:
            return frozenset()
        return frozenset(map(self._hash, features_of(clues_of(comment))))

    def _hash(self, feature: str) -> int:
        """A number from 1 to 2**63 - 1 that leads back to no word without the secret."""
        digest = blake2b(feature.encode(), digest_size=8, key=self._key).digest()
        return int.from_bytes(digest, "big") >> 1 or 1


def clues_of(comment: StoredComment | Submission) -> tuple[Clue, ...]:
    """All that is noticed in this comment."""
    text = comment.text if isinstance(comment, Submission) else comment.source
    return clues_in(comment.author, comment.website, text)


def verdict_of(status: Status) -> Verdict:
    """What a decision for this status teaches by itself."""
    return Verdict.WANTED if status is Status.APPROVED else Verdict.UNWANTED


def _teaches(comment: StoredComment) -> bool:
    """Whether a moderator of this database decided about it."""
    return comment.decided_at is not None and comment.origin is None and not comment.by_author
