"""What the filter notices, learns, forgets and says."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.model import NewComment, Status, StoredComment, Tally, Verdict
from comments_api.ports import SpamReader
from comments_api.spam import learning
from comments_api.spam.bayes import ENOUGH, STRONGEST, weight
from comments_api.spam.clues import Kind, clues_in, features_of
from comments_api.spam.german import folded
from comments_api.spam.learning import SpamFilter
from comments_api.storage.memory import MemoryStore
from tests.comments_api.support import NOON, OPEN, SECRET, submission

WANTED = "Die Brotdose im Spiegel gehört auch zu meinem Meeting, Folge {}."
UNWANTED = "Sofortkredit ohne Schufa, jetzt Geld beantragen unter https://kredit.example/{}"


def add(store: MemoryStore, text: str, **changes: object) -> StoredComment:
    values: dict[str, object] = {
        "thread_id": OPEN,
        "author": "Erna",
        "source": text,
        "written_at": NOON,
        **changes,
    }
    with store.writing() as writing:
        writing.claim_thread(OPEN)
        comment_id = writing.insert(NewComment(**values))  # type: ignore[arg-type]
        comment = writing.comment(comment_id)
    assert comment is not None
    return comment


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def spam_filter() -> SpamFilter:
    return SpamFilter(SECRET)


@pytest.fixture
def taught(store: MemoryStore, spam_filter: SpamFilter) -> list[StoredComment]:
    """Ten of each, decided and learned."""
    comments = []
    for number in range(ENOUGH):
        for text, status, verdict in (
            (WANTED, Status.APPROVED, Verdict.WANTED),
            (UNWANTED, Status.REJECTED, Verdict.UNWANTED),
        ):
            comment = add(store, text.format(number), status=status, decided_at=NOON)
            with store.writing() as writing:
                spam_filter.teach(writing, comment, verdict)
            comments.append(comment)
    return comments


def says(store: MemoryStore, spam_filter: SpamFilter, text: str) -> float:
    with store.reading() as reading:
        return spam_filter.opinion(reading, submission(text=text)).score


def test_umlauts_capitals_and_accents_make_no_other_word() -> None:
    assert folded("GRÖSSE Größe groesse ｇröße") == "groesse groesse groesse groesse"
    assert folded("Café") == "cafe"


def test_words_links_and_manner_are_noticed() -> None:
    text = "JETZT ZUGREIFEN: Kreditvergleich https://www.Kredit.example/a und http://x.test 5000 €"
    found = {(clue.kind, clue.shown) for clue in clues_in("Bank", "https://b.example", text)}
    assert {
        (Kind.LINKS, "2"),
        (Kind.WEBSITE, ""),
        (Kind.DOMAIN, "kredit.example"),
        (Kind.DOMAIN, ".example"),
        (Kind.DOMAIN, "x.test"),
        (Kind.DOMAIN, "b.example"),
        (Kind.WORD, "Kreditvergleich"),
        (Kind.WORD, "Bank"),
        (Kind.WORD, "€"),
    } <= found
    assert (Kind.SHOUTING, "") not in found
    assert any(clue.kind is Kind.SHOUTING for clue in clues_in("E", None, "JETZT ZUGREIFEN ALLE"))
    scripts = [clue for clue in clues_in("E", None, "Заработок в сети") if clue.kind is Kind.SCRIPT]
    assert [clue.shown for clue in scripts] == ["Cyrillic"]


def test_no_number_is_learned_only_how_long_it_is() -> None:
    features = features_of(clues_in("Erna", None, "Rufen Sie 01711234567 an"))
    assert not any("1234" in feature for feature in features)
    assert "word:00000000000" in features


@given(st.text(), st.one_of(st.none(), st.text(max_size=50)), st.text(max_size=2000))
def test_any_comment_can_be_looked_at(author: str, website: str | None, text: str) -> None:
    clues = clues_in(author, website, text)
    assert len({clue.feature for clue in clues}) == len(clues)


def test_it_says_nothing_before_it_has_learned_enough(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    text = UNWANTED.format(77)
    assert says(store, spam_filter, text) > 0  # the control
    with store.writing() as writing:
        writing.unlearn(taught[0].id)
        opinion = spam_filter.opinion(writing, submission(text=text))
    assert not opinion.learned_enough
    assert (opinion.score, opinion.reasons, opinion.percent) == (0, (), 50)


def test_it_tells_apart_and_shows_every_word_that_moved_it(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    with store.reading() as reading:
        bad = spam_filter.opinion(reading, submission(text="Sofortkredit jetzt, aber im Spiegel"))
    assert bad.score == pytest.approx(math.fsum(reason.weight for reason in bad.reasons))
    weights = {reason.clue.shown: reason.weight for reason in bad.reasons}
    assert weights["Sofortkredit"] > 1
    assert weights["Spiegel"] < -1
    assert len(bad.reasons) <= STRONGEST
    assert says(store, spam_filter, UNWANTED.format(5)) > 3
    assert says(store, spam_filter, WANTED.format(5)) < -3


def test_a_compound_it_never_saw_is_known_by_its_pieces(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    nothing = says(store, spam_filter, "…")  # but that there is no link
    assert says(store, spam_filter, "Sofortkredite") > nothing + 1
    assert says(store, spam_filter, "Brotdosen") < nothing - 1
    assert says(store, spam_filter, "Xylophonquartett") == nothing


def test_what_occurred_in_one_comment_alone_says_nothing(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    once = add(store, "Hannelore Wunderlichs Telefonbuch", status=Status.REJECTED)
    with store.writing() as writing:
        spam_filter.teach(writing, once, Verdict.UNWANTED)
    assert says(store, spam_filter, "Wunderlichs") == says(store, spam_filter, "…")


def test_an_uneven_school_does_not_make_a_rare_word_suspicious() -> None:
    lessons = Tally(wanted=200, unwanted=10)
    clue = next(clue for clue in clues_in("E", None, "Brotdose") if clue.shown == "Brotdose")
    assert weight(clue, {clue.feature: Tally(wanted=2)}, lessons) < -1


def test_unlearning_leaves_the_filter_as_it_was(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    before = says(store, spam_filter, UNWANTED.format(5))
    wrong = add(store, "Sofortkredit ohne Schufa ist hier Satire", status=Status.APPROVED)
    with store.writing() as writing:
        spam_filter.teach(writing, wrong, Verdict.WANTED)
    assert says(store, spam_filter, UNWANTED.format(5)) < before
    with store.writing() as writing:
        writing.erase(wrong.id)
    assert says(store, spam_filter, UNWANTED.format(5)) == before


def test_what_is_kept_leads_back_to_no_word_without_the_secret(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    with store.reading() as reading:
        lesson = reading.lesson(taught[1].id)
        stranger = SpamFilter(b"x" * 32).opinion(reading, submission(text=UNWANTED.format(1)))
    assert lesson is not None
    assert all(isinstance(feature, int) and 0 < feature < 2**63 for feature in lesson.features)
    assert stranger.reasons == ()


def test_an_answer_of_the_author_teaches_nothing(
    store: MemoryStore, spam_filter: SpamFilter
) -> None:
    own = add(store, "Danke.", by_author=True, status=Status.APPROVED)
    with store.writing() as writing:
        spam_filter.teach(writing, own, Verdict.WANTED)
        assert writing.lessons_learned() == Tally()


def test_retraining_learns_the_same_again_and_more_than_was_ever_taught(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    before = says(store, spam_filter, UNWANTED.format(5))
    add(store, "Nie gelehrt.", status=Status.APPROVED, decided_at=NOON)
    add(store, "Geladen.", status=Status.APPROVED, decided_at=NOON, origin="demo:x:1")
    add(store, "Wartet.")
    rude = add(store, "Grob, aber kein Kredit.", status=Status.REJECTED, decided_at=NOON)
    with store.writing() as writing:
        spam_filter.teach(writing, rude, Verdict.NOTHING)
    other = SpamFilter(b"n" * 32)  # the secret was lost
    assert other.retrain(store) == Tally(wanted=ENOUGH + 1, unwanted=ENOUGH)
    assert says(store, other, UNWANTED.format(5)) == pytest.approx(before, abs=0.2)
    with store.reading() as reading:
        lesson = reading.lesson(rude.id)
    assert lesson is not None
    assert lesson.verdict is Verdict.NOTHING


def test_what_waits_is_sorted_anew_by_what_was_learned_since(
    store: MemoryStore, spam_filter: SpamFilter
) -> None:
    waiting = add(store, UNWANTED.format(99))
    held = add(store, WANTED.format(99), status=Status.HELD)
    decided = add(store, UNWANTED.format(98), status=Status.REJECTED, decided_at=NOON)
    for number in range(ENOUGH):
        for text, verdict in ((WANTED, Verdict.WANTED), (UNWANTED, Verdict.UNWANTED)):
            comment = add(store, text.format(number), status=Status.REJECTED)
            with store.writing() as writing:
                spam_filter.teach(writing, replace(comment, source=text.format(number)), verdict)
    spam_filter.rescore(store)
    with store.reading() as reading:
        scores = [reading.comment(item.id) for item in (waiting, held, decided)]
    assert [comment and comment.score for comment in scores if comment] == [
        pytest.approx(says(store, spam_filter, UNWANTED.format(99)), abs=1),
        pytest.approx(says(store, spam_filter, WANTED.format(99)), abs=1),
        0,
    ]


class Counting:
    """A reading that notes for how many features it was asked."""

    def __init__(self, reading: SpamReader) -> None:
        self.asked = 0
        self._reading = reading

    def __getattr__(self, name: str) -> Callable[..., object]:
        method: Callable[..., object] = getattr(self._reading, name)
        return method

    def tallies(self, features: Collection[int]) -> Mapping[int, Tally]:
        self.asked += len(features)
        return self._reading.tallies(features)


def test_a_word_is_looked_up_once_until_something_is_learned(
    store: MemoryStore, spam_filter: SpamFilter, taught: list[StoredComment]
) -> None:
    said = submission(text="Sofortkredit im Spiegel")
    once = add(store, UNWANTED.format("noch eine"), status=Status.REJECTED)
    with store.reading() as reading:
        counting = Counting(reading)
        first = spam_filter.opinion(counting, said)  # type: ignore[arg-type]
        asked = counting.asked
        assert spam_filter.opinion(counting, said) == first  # type: ignore[arg-type]
        assert counting.asked == asked > 0
    with store.writing() as writing:
        spam_filter.teach(writing, once, Verdict.UNWANTED)
        counting = Counting(writing)
        assert spam_filter.opinion(counting, said) != first  # type: ignore[arg-type]
    assert counting.asked == asked


def test_memory_has_an_end(
    store: MemoryStore,
    spam_filter: SpamFilter,
    taught: list[StoredComment],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learning, "MOST_WEIGHTS", 3)
    texts = [WANTED.format(1), "Sofortkredit", WANTED.format(2), UNWANTED.format(3)]
    with store.reading() as reading:
        for text in texts:
            counting = Counting(reading)
            said = spam_filter.opinion(counting, submission(text=text))  # type: ignore[arg-type]
            assert counting.asked > 0
            assert said == SpamFilter(SECRET).opinion(reading, submission(text=text))
