"""What every store promises. One suite; `store` is each of them in turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from comments_api.conversation.comment import EarlierText
from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import (
    BlockKind,
    Edit,
    Event,
    EventKind,
    Ground,
    Lesson,
    LoginDelay,
    NewBlock,
    NewComment,
    NewReport,
    Outcome,
    Ruling,
    Status,
    Tally,
    Verdict,
)
from comments_api.ports import BlockTaken, KeyTaken, NameTaken, Store, Writing

NOON = datetime(2026, 9, 7, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
THREAD = ThreadId("die-resterampe")
OTHER = ThreadId("markt-und-messe")
KEY = UUID("0e7a3f52-6f6e-4f0b-8a39-1f4d6f2b9c01")


def new(**changes: object) -> NewComment:
    values: dict[str, object] = {
        "thread_id": THREAD,
        "author": "Änne Übermut",
        "source": "Ein Satz.\n\nNoch *einer*.",
        "written_at": NOON,
        **changes,
    }
    return NewComment(**values)  # type: ignore[arg-type]  # the tests name the fields they mean


def add(store: Store, **changes: object) -> int:
    comment = new(**changes)
    with store.writing() as writing:
        writing.claim_thread(comment.thread_id)
        return writing.insert(comment)


# Comments


def test_a_comment_comes_back_as_it_was_given(store: Store) -> None:
    given = new(
        parent_id=77,
        email="aenne@example.org",
        website="https://example.org/",
        submission_key=KEY,
        fingerprint=b"f" * 32,
        receipt_nonce=b"n" * 16,
        receipt_hash=b"h" * 32,
        origin="demo:x:1",
        words_hash=b"w" * 32,
        score=-1.25,
        by_author=True,
        status=Status.APPROVED,
        decided_at=NOON + MINUTE,
        folder_id=5,
        revision=2,
        passage=Passage("die Stelle", "hier ist ", ""),
    )
    with store.writing() as writing:
        writing.claim_thread(THREAD)
        comment_id = writing.insert(given)
    with store.reading() as reading:
        found = reading.comment(comment_id)
    assert found is not None
    assert found.id == comment_id
    for field in NewComment.__slots__:
        if field != "receipt_hash":
            assert getattr(found, field) == getattr(given, field), field
    assert found.written_at.utcoffset() == timedelta(0)
    assert isinstance(found.status, Status)


def test_a_time_of_another_zone_is_kept_as_utc(store: Store) -> None:
    berlin = datetime.fromisoformat("2026-09-07T14:00:00+02:00")
    comment_id = add(store, written_at=berlin)
    with store.reading() as reading:
        found = reading.comment(comment_id)
    assert found is not None
    assert found.written_at == berlin
    assert found.written_at.utcoffset() == timedelta(0)


def test_an_unknown_id_finds_nothing(store: Store) -> None:
    add(store)
    with store.reading() as reading:
        assert reading.comment(4711) is None
        assert reading.comment_by_receipt(b"nobody") is None
        assert reading.comment_by_key(KEY) is None
        assert reading.comment_by_origin("demo:x:1") is None
        assert reading.thread(OTHER) is None


def test_the_id_of_an_erased_comment_is_never_given_again(store: Store) -> None:
    first = add(store)
    with store.writing() as writing:
        writing.erase(first)
    second = add(store)
    assert second > first
    with store.reading() as reading:
        assert reading.comment(first) is None


def test_a_comment_is_found_by_receipt_key_and_origin(store: Store) -> None:
    add(store)
    wanted = add(store, receipt_hash=b"h" * 32, submission_key=KEY, origin="demo:x:1")
    with store.reading() as reading:
        for found in (
            reading.comment_by_receipt(b"h" * 32),
            reading.comment_by_key(KEY),
            reading.comment_by_origin("demo:x:1"),
        ):
            assert found is not None
            assert found.id == wanted


def test_a_submission_key_is_taken_once(store: Store) -> None:
    add(store, submission_key=KEY)
    with pytest.raises(KeyTaken):
        add(store, submission_key=KEY, thread_id=OTHER)
    with store.reading() as reading:
        assert len(list(reading.every_comment())) == 1


def test_the_newest_of_one_fingerprint_is_found_only_within_its_time(store: Store) -> None:
    add(store, fingerprint=b"f", written_at=NOON)
    newer = add(store, fingerprint=b"f", written_at=NOON + MINUTE)
    add(store, fingerprint=b"g", written_at=NOON + MINUTE)
    with store.reading() as reading:
        found = reading.latest_by_fingerprint(b"f", NOON)
        assert found is not None
        assert found.id == newer
        assert reading.latest_by_fingerprint(b"f", NOON + MINUTE) is not None
        assert reading.latest_by_fingerprint(b"f", NOON + 2 * MINUTE) is None


def test_approved_comments_of_one_thread_come_oldest_first(store: Store) -> None:
    late = add(store, status=Status.APPROVED, written_at=NOON + MINUTE)
    early = add(store, status=Status.APPROVED, written_at=NOON)
    same_time = add(store, status=Status.APPROVED, written_at=NOON)
    add(store, status=Status.PENDING)
    add(store, status=Status.REJECTED)
    add(store, status=Status.APPROVED, thread_id=OTHER)
    with store.reading() as reading:
        assert [comment.id for comment in reading.approved(THREAD)] == [early, same_time, late]


def test_the_newest_public_answers_come_oldest_first(store: Store) -> None:
    top = add(store, status=Status.APPROVED)
    answers = [
        add(store, status=Status.APPROVED, parent_id=top, written_at=NOON + n * MINUTE)
        for n in range(3)
    ]
    add(store, status=Status.PENDING, parent_id=top)
    add(store, status=Status.APPROVED, thread_id=OTHER)
    with store.reading() as reading:
        assert [comment.id for comment in reading.answers(THREAD, top, 9)] == answers
        assert [comment.id for comment in reading.answers(THREAD, top, 2)] == answers[1:]
        assert [comment.id for comment in reading.answers(THREAD, None, 9)] == [top]


def test_comments_of_one_status_come_oldest_first_and_are_counted(store: Store) -> None:
    late = add(store, written_at=NOON + MINUTE)
    early = add(store, written_at=NOON, thread_id=OTHER)
    add(store, status=Status.APPROVED)
    add(store, status=Status.HELD)
    with store.reading() as reading:
        assert [comment.id for comment in reading.standing(Status.PENDING, 10)] == [early, late]
        assert [comment.id for comment in reading.standing(Status.PENDING, 1)] == [early]
        assert reading.count(Status.PENDING) == 2


def test_a_decision_sets_status_and_time_and_can_be_taken_back(store: Store) -> None:
    first, second = add(store), add(store)
    with store.writing() as writing:
        writing.decide(first, Status.APPROVED, NOON)
        writing.decide(second, Status.REJECTED, NOON + MINUTE)
    with store.reading() as reading:
        assert [comment.id for comment in reading.decided(10)] == [second, first]
        assert [comment.id for comment in reading.decided(1)] == [second]
        found = reading.comment(first)
    assert found is not None
    assert (found.status, found.decided_at) == (Status.APPROVED, NOON)
    with store.writing() as writing:
        writing.decide(first, Status.PENDING, None)
    with store.reading() as reading:
        assert [comment.id for comment in reading.decided(10)] == [second]


def test_loaded_comments_are_found_by_the_beginning_of_their_origin(store: Store) -> None:
    first = add(store, origin="demo:a:1")
    add(store, origin="isso:a:1")
    add(store)
    second = add(store, origin="demo:a:2")
    add(store, origin="demoXa:3")
    add(store, origin="DEMO:a:4")
    with store.reading() as reading:
        assert [comment.id for comment in reading.loaded("demo:")] == [first, second]
        assert list(reading.loaded("%")) == []


def test_every_comment_comes_once_in_order_however_many_there_are(store: Store) -> None:
    with store.writing() as writing:
        writing.claim_thread(THREAD)
        ids = [writing.insert(new()) for _ in range(1203)]
    with store.reading() as reading:
        assert [comment.id for comment in reading.every_comment()] == ids


def test_events_are_kept_in_order_and_outlive_the_comment(store: Store) -> None:
    comment_id = add(store)
    happened = [
        Event(comment_id=comment_id, kind=EventKind.SUBMITTED, who="visitor", at=NOON),
        Event(comment_id=comment_id, kind=EventKind.REJECTED, who="Ute", at=NOON, why="Werbung"),
    ]
    with store.writing() as writing:
        for event in happened:
            writing.add_event(event)
        writing.erase(comment_id)
    with store.reading() as reading:
        # The reason may quote the comment, so it goes with it.
        assert list(reading.events(comment_id)) == [happened[0], replace(happened[1], why=None)]
        assert list(reading.events(comment_id + 1)) == []


# Threads


def test_a_thread_begins_at_nothing_and_claiming_it_again_changes_nothing(store: Store) -> None:
    with store.writing() as writing:
        writing.claim_thread(THREAD)
        writing.raise_version(THREAD)
    with store.writing() as writing:
        writing.claim_thread(THREAD)
    with store.reading() as reading:
        state = reading.thread(THREAD)
    assert state is not None
    assert (state.version, state.published_version) == (1, 0)


def test_the_published_version_never_goes_back(store: Store) -> None:
    with store.writing() as writing:
        writing.claim_thread(THREAD)
        writing.claim_thread(OTHER)
        for _ in range(3):
            writing.raise_version(THREAD)
        writing.mark_published(THREAD, 3)
        writing.mark_published(THREAD, 2)
    with store.reading() as reading:
        states = {state.thread_id: state.published_version for state in reading.threads()}
    assert states == {THREAD: 3, OTHER: 0}


# Transactions


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    kept = add(store)

    def fail_halfway() -> None:
        with store.writing() as writing:
            writing.insert(new())
            writing.raise_version(THREAD)
            writing.decide(kept, Status.APPROVED, NOON)
            writing.count_up([b"key"], NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with store.reading() as reading:
        assert [comment.id for comment in reading.every_comment()] == [kept]
        assert reading.count(Status.PENDING) == 1
        state = reading.thread(THREAD)
    assert state is not None
    assert state.version == 0
    with store.writing() as writing:
        assert writing.count_up([b"key"], NOON) == [1]


def test_of_those_who_write_at_once_each_is_stored_or_refused_alone(store: Store) -> None:
    def send(number: int) -> int:
        def work(writing: Writing) -> int:
            writing.claim_thread(THREAD)
            comment_id = writing.insert(new(author=f"Nr. {number}"))
            if number % 3 == 0:
                raise LookupError(number)
            return comment_id

        if number % 3 == 0:
            with pytest.raises(LookupError, match=f"^{number}$"):
                store.transact(work)
            return 0
        return store.transact(work)

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(send, range(60)))
    with store.reading() as reading:
        stored = {found.id: found.author for found in reading.every_comment()}
    assert stored == {given: f"Nr. {number}" for number, given in enumerate(ids) if given}


def test_a_transaction_says_whether_lessons_or_block_list_changed(store: Store) -> None:
    tokens = []

    def look() -> None:
        with store.reading() as reading:
            tokens.append(reading.spam_token())

    look()
    entry = NewBlock(kind=BlockKind.WORD, pattern="kredit", who="Ute", at=NOON)
    for change in (
        lambda writing: writing.learn(Lesson(1, Verdict.WANTED, frozenset({1}))),
        lambda writing: writing.learn(Lesson(1, Verdict.WANTED, frozenset({2}))),
        lambda writing: writing.unlearn(1),
        lambda writing: writing.add_block(entry),
        lambda writing: writing.remove_block(1),
    ):
        with store.writing() as writing:
            change(writing)
        look()
    assert len(set(tokens)) == len(tokens)
    add(store)
    look()
    assert tokens[-1] == tokens[-2]  # a comment alone changes neither


def test_a_view_does_not_change_while_it_is_open(store: Store) -> None:
    add(store)
    with store.reading() as reading:
        assert reading.count(Status.PENDING) == 1
        add(store)
        assert reading.count(Status.PENDING) == 1
    with store.reading() as reading:
        assert reading.count(Status.PENDING) == 2


def test_the_store_says_that_it_is_ready(store: Store) -> None:
    store.check()


# Ownership


def propose(store: Store, comment_id: int, source: str, at: datetime = NOON) -> None:
    edit = Edit(comment_id=comment_id, source=source, proposed_at=at, correction=True)
    with store.writing() as writing:
        writing.propose(edit)


def test_comments_are_found_by_the_address_they_were_sent_with(store: Store) -> None:
    first = add(store, email="Aenne@Example.org")
    add(store, email=None)
    add(store, email="otto@example.org")
    last = add(store, email="aenne@example.org", thread_id=OTHER)
    with store.reading() as reading:
        found = reading.comments_by_email("aenne@EXAMPLE.org")
    assert [comment.id for comment in found] == [first, last]


def test_a_comment_counts_as_replied_to_unless_every_reply_was_rejected(store: Store) -> None:
    comment_id = add(store)
    add(store, parent_id=comment_id, status=Status.REJECTED)
    with store.reading() as reading:
        assert not reading.replied(comment_id)
    add(store, parent_id=comment_id)
    with store.reading() as reading:
        assert reading.replied(comment_id)


def test_of_two_edits_of_a_comment_the_later_waits(store: Store) -> None:
    first, second = add(store), add(store)
    propose(store, first, "Besser.", NOON + MINUTE)
    propose(store, second, "Anders.")
    propose(store, first, "Noch besser.", NOON + 2 * MINUTE)
    with store.reading() as reading:
        assert [(edit.comment_id, edit.source) for edit in reading.edits(9)] == [
            (second, "Anders."),
            (first, "Noch besser."),
        ]
        assert len(reading.edits(1)) == 1
        assert reading.count_edits() == 2
        edit = reading.edit(first)
        assert edit is not None
        assert (edit.proposed_at, edit.correction) == (NOON + 2 * MINUTE, True)
        comment = reading.comment(first)
        assert comment is not None
        assert (comment.revision, comment.source) == (2, "Ein Satz.\n\nNoch *einer*.")


def test_edits_come_by_score_and_those_a_machine_doubts_last(store: Store) -> None:
    found = {}
    for held, score in ((True, -2.0), (False, 1.5), (False, -1.0), (False, -1.0)):
        comment_id = add(store)
        found[comment_id] = (held, score)
        edit = Edit(
            comment_id=comment_id,
            source="Besser.",
            proposed_at=NOON,
            correction=False,
            held=held,
            score=score,
            words_hash=b"w",
        )
        with store.writing() as writing:
            writing.propose(edit)
    held, doubtful, fine, fine_too = found
    with store.writing() as writing:
        edits = writing.edits(9, by_score=True)
        assert [edit.comment_id for edit in edits] == [fine, fine_too, doubtful, held]
        assert [edit.words_hash for edit in edits] == [b"w"] * 4
        writing.set_edit_score(fine, 2.0)
    with store.reading() as reading:
        edits = reading.edits(9, by_score=True)
        assert [edit.comment_id for edit in edits] == [fine_too, doubtful, fine, held]
        comment = reading.comment(fine)
        assert comment is not None
        assert comment.revision == 1


def test_a_dropped_edit_waits_no_longer(store: Store) -> None:
    comment_id = add(store)
    propose(store, comment_id, "Besser.")
    with store.writing() as writing:
        writing.drop_edit(comment_id)
    with store.reading() as reading:
        assert reading.edit(comment_id) is None
        comment = reading.comment(comment_id)
        assert comment is not None
        assert comment.revision == 2


def test_a_rewritten_comment_says_the_new_text_and_remembers_the_old(store: Store) -> None:
    comment_id = add(store, status=Status.APPROVED)
    earlier = [EarlierText("Ein Satz.", NOON + MINUTE), EarlierText("Zwei.", NOON + 2 * MINUTE)]
    with store.writing() as writing:
        for text in earlier:
            writing.keep_earlier(comment_id, text)
        writing.rewrite(comment_id, "Drei.", score=1.5, words_hash=b"w")
    with store.reading() as reading:
        comment = reading.comment(comment_id)
        assert comment is not None
        assert (comment.source, comment.revision) == ("Drei.", 1)
        assert (comment.score, comment.words_hash) == (1.5, b"w")
        assert list(reading.earlier(comment_id)) == earlier
        assert reading.earlier_in(THREAD) == {comment_id: earlier}
        assert reading.earlier_in(OTHER) == {}
        assert list(reading.earlier(4711)) == []


def test_erasing_takes_everything_that_was_written_along(store: Store) -> None:
    comment_id, other = add(store, receipt_hash=b"h" * 32), add(store)
    for one in (comment_id, other):
        propose(store, one, "Besser.")
        with store.writing() as writing:
            writing.keep_earlier(one, EarlierText("Vorher.", NOON))
            writing.add_event(
                Event(comment_id=one, kind=EventKind.REJECTED, who="Ute", at=NOON, why="Grob.")
            )
    with store.writing() as writing:
        writing.erase(comment_id)
    with store.reading() as reading:
        assert reading.comment_by_receipt(b"h" * 32) is None
        assert reading.edit(comment_id) is None
        assert list(reading.earlier(comment_id)) == []
        assert list(reading.earlier_in(THREAD)) == [other]
        assert [event.why for event in reading.events(comment_id)] == [None]
        # the control: the other one's stand
        assert [edit.comment_id for edit in reading.edits(9)] == [other]
        assert [event.why for event in reading.events(other)] == ["Grob."]


def test_a_folder_holds_what_was_put_into_it_and_goes_when_it_is_empty(store: Store) -> None:
    first, second, third = add(store), add(store), add(store)
    with store.writing() as writing:
        folder_id = writing.open_folder(b"n" * 16, b"h" * 32, NOON)
        emptied_id = writing.open_folder(b"m" * 16, b"g" * 32, NOON)
        writing.put_into_folder(second, folder_id)
        writing.put_into_folder(first, folder_id)
        writing.put_into_folder(third, emptied_id)
        writing.remove_empty_folders()
    with store.reading() as reading:
        folder = reading.folder_by_hash(b"h" * 32)
        assert folder is not None
        assert (folder.id, folder.nonce, folder.created_at) == (folder_id, b"n" * 16, NOON)
        assert reading.folder(folder_id) == folder
        assert [comment.id for comment in reading.in_folder(folder_id)] == [first, second]
        assert reading.folder_by_hash(b"x" * 32) is None
        assert reading.folder(4711) is None
    with store.writing() as writing:
        writing.erase(third)
        writing.remove_empty_folders()
    with store.reading() as reading:
        assert reading.folder(emptied_id) is None
        assert reading.folder(folder_id) is not None


# Accounts


def test_a_moderator_is_found_whatever_the_capitals(store: Store) -> None:
    with store.writing() as writing:
        writing.add_moderator("Ute", "hash", NOON)
        writing.add_moderator("Änne", "other", NOON)
    with store.reading() as reading:
        found = reading.moderator("uTE")
        assert found is not None
        assert (found.name, found.password_hash, found.created_at) == ("Ute", "hash", NOON)
        assert reading.moderator("ÄNNE") is not None
        assert reading.moderator("Uwe") is None
        assert [moderator.name for moderator in reading.moderators()] == ["Ute", "Änne"]


def test_a_name_is_taken_once(store: Store) -> None:
    with store.writing() as writing:
        writing.add_moderator("Ute", "hash", NOON)
    with pytest.raises(NameTaken), store.writing() as writing:
        writing.add_moderator("UTE", "other", NOON)
    with store.reading() as reading:
        assert [moderator.password_hash for moderator in reading.moderators()] == ["hash"]


def test_a_password_can_be_replaced(store: Store) -> None:
    with store.writing() as writing:
        writing.add_moderator("Ute", "hash", NOON)
        writing.add_moderator("Uwe", "hash", NOON)
    with store.writing() as writing:
        found = writing.moderator("Ute")
        assert found is not None
        writing.set_password_hash(found.id, "better")
    with store.reading() as reading:
        hashes = [moderator.password_hash for moderator in reading.moderators()]
    assert hashes == ["better", "hash"]


def test_a_session_opens_is_used_and_closes(store: Store) -> None:
    with store.writing() as writing:
        writing.add_moderator("Ute", "hash", NOON)
        moderator = writing.moderator("Ute")
        assert moderator is not None
        writing.open_session(b"token", moderator.id, NOON)
        writing.touch_session(b"token", NOON + MINUTE)
    with store.reading() as reading:
        session = reading.session(b"token")
        assert session is not None
        assert session.moderator_name == "Ute"
        assert (session.created_at, session.seen_at) == (NOON, NOON + MINUTE)
        assert reading.session(b"other") is None
    with store.writing() as writing:
        writing.close_session(b"token")
        writing.close_session(b"token")
    with store.reading() as reading:
        assert reading.session(b"token") is None


def test_old_and_unused_sessions_are_forgotten(store: Store) -> None:
    with store.writing() as writing:
        writing.add_moderator("Ute", "hash", NOON)
        moderator = writing.moderator("Ute")
        assert moderator is not None
        for token, opened, seen in (
            (b"old", NOON - 60 * MINUTE, NOON),
            (b"unused", NOON - 5 * MINUTE, NOON - 5 * MINUTE),
            (b"fresh", NOON - 5 * MINUTE, NOON),
        ):
            writing.open_session(token, moderator.id, opened)
            writing.touch_session(token, seen)
        writing.close_sessions(opened_before=NOON - 30 * MINUTE, unused_since=NOON - MINUTE)
    with store.reading() as reading:
        left = [token for token in (b"old", b"unused", b"fresh") if reading.session(token)]
    assert left == [b"fresh"]


def test_a_moderator_who_is_removed_is_logged_out_and_never_comes_back_as_another(
    store: Store,
) -> None:
    with store.writing() as writing:
        for name in ("Ute", "Uwe"):
            writing.add_moderator(name, "hash", NOON)
            moderator = writing.moderator(name)
            assert moderator is not None
            writing.open_session(name.encode(), moderator.id, NOON)
        ute = writing.moderator("Ute")
        assert ute is not None
        writing.remove_moderator(ute.id)
        writing.add_moderator("Ute", "other", NOON)
        again = writing.moderator("Ute")
    assert again is not None
    assert again.id != ute.id
    with store.reading() as reading:
        assert reading.session(b"Ute") is None
        assert reading.session(b"Uwe") is not None


def test_all_logins_of_one_moderator_can_be_ended(store: Store) -> None:
    with store.writing() as writing:
        writing.add_moderator("Ute", "hash", NOON)
        moderator = writing.moderator("Ute")
        assert moderator is not None
        for token in (b"one", b"two"):
            writing.open_session(token, moderator.id, NOON)
        writing.close_sessions_of(moderator.id)
        assert writing.session(b"one") is None
        assert writing.session(b"two") is None


def test_a_login_delay_is_replaced_and_forgotten(store: Store) -> None:
    with store.writing() as writing:
        for failures in (1, 2):
            delay = LoginDelay(failures=failures, wait_until=NOON + failures * MINUTE)
            writing.set_login_delay(b"ute", delay)
        writing.set_login_delay(b"uwe", LoginDelay(failures=9, wait_until=NOON))
    with store.reading() as reading:
        assert reading.login_delay(b"ute") == LoginDelay(failures=2, wait_until=NOON + 2 * MINUTE)
    with store.writing() as writing:
        writing.forget_login_delays(NOON + MINUTE)
    with store.reading() as reading:
        assert reading.login_delay(b"uwe") is None
        assert reading.login_delay(b"ute") is not None
    with store.writing() as writing:
        writing.forget_login_delay(b"ute")
    with store.reading() as reading:
        assert reading.login_delay(b"ute") is None


# Rates


def test_counts_are_kept_apart_by_key_and_window(store: Store) -> None:
    with store.writing() as writing:
        assert writing.count_up([b"a"], NOON) == [1]
        assert writing.count_up([b"a"], NOON) == [2]
        assert writing.count_up([b"b"], NOON) == [1]
        assert writing.count_up([b"a"], NOON + MINUTE) == [1]
        assert writing.count_up([b"c", b"a"], NOON) == [1, 3]
        assert writing.count_up([], NOON) == []


def test_counting_from_many_threads_loses_none(store: Store) -> None:
    def count(_: int) -> int:
        with store.writing() as writing:
            return writing.count_up([b"a"], NOON)[0]

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(count, range(40))) == list(range(1, 41))


def test_a_day_has_one_salt_and_the_next_another(store: Store) -> None:
    with store.writing() as writing:
        today = writing.rate_salt(date(2026, 9, 7))
    with store.writing() as writing:
        assert writing.rate_salt(date(2026, 9, 7)) == today
        assert writing.rate_salt(date(2026, 9, 8)) != today
    assert len(today) >= 16


def test_old_counts_and_salts_are_forgotten(store: Store) -> None:
    with store.writing() as writing:
        yesterday = writing.rate_salt(date(2026, 9, 6))
        today = writing.rate_salt(date(2026, 9, 7))
        writing.count_up([b"a"], NOON - MINUTE)
        writing.count_up([b"a"], NOON)
        writing.forget_rates(NOON)
    with store.writing() as writing:
        assert writing.count_up([b"a"], NOON - MINUTE) == [1]
        assert writing.count_up([b"a"], NOON) == [2]
        assert writing.rate_salt(date(2026, 9, 6)) != yesterday
        assert writing.rate_salt(date(2026, 9, 7)) == today


def test_simultaneous_posts_under_one_key_make_one_comment(store: Store) -> None:
    def post(_: int) -> int | None:
        try:
            return add(store, submission_key=KEY)
        except KeyTaken:
            return None

    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(post, range(8)))
    assert len([comment_id for comment_id in ids if comment_id is not None]) == 1


# Spam


def test_what_waits_can_be_had_by_score_the_lowest_first(store: Store) -> None:
    doubtful = add(store, score=2.0)
    fine = add(store, score=-1.0, written_at=NOON + MINUTE)
    older = add(store, score=-1.0)
    with store.reading() as reading:
        by_score = reading.standing(Status.PENDING, 10, by_score=True)
        assert [comment.id for comment in by_score] == [older, fine, doubtful]
        assert [item.id for item in reading.standing(Status.PENDING, 1)] == [doubtful]
    with store.writing() as writing:
        writing.set_score(doubtful, -9.5)
    with store.reading() as reading:
        first = reading.standing(Status.PENDING, 1, by_score=True)[0]
    assert (first.id, first.score) == (doubtful, -9.5)


def test_the_same_words_are_found_again_for_a_while(store: Store) -> None:
    add(store, words_hash=b"w" * 32)
    add(store)
    with store.reading() as reading:
        assert reading.same_words_since(b"w" * 32, NOON)
        assert not reading.same_words_since(b"w" * 32, NOON + MINUTE)
        assert not reading.same_words_since(b"x" * 32, NOON)


GREAT = 2**63 - 1


def test_lessons_are_counted_by_feature(store: Store) -> None:
    with store.reading() as reading:
        assert reading.lessons_learned() == Tally()
        assert reading.tallies({1, 2}) == {}
        assert reading.lesson(1) is None
    with store.writing() as writing:
        writing.learn(Lesson(1, Verdict.UNWANTED, frozenset({1, 2})))
        writing.learn(Lesson(2, Verdict.UNWANTED, frozenset({2, GREAT})))
        writing.learn(Lesson(3, Verdict.WANTED, frozenset({2})))
        writing.learn(Lesson(4, Verdict.NOTHING, frozenset({2, 5})))
    with store.reading() as reading:
        assert reading.lessons_learned() == Tally(wanted=1, unwanted=2)
        assert reading.tallies({1, 2, 3, 5, GREAT}) == {
            1: Tally(0, 1),
            2: Tally(1, 2),
            GREAT: Tally(0, 1),
        }
        assert reading.lesson(2) == Lesson(2, Verdict.UNWANTED, frozenset({2, GREAT}))


def test_learning_again_replaces_and_unlearning_leaves_nothing(store: Store) -> None:
    with store.writing() as writing:
        writing.learn(Lesson(1, Verdict.UNWANTED, frozenset({1, 2})))
        writing.learn(Lesson(1, Verdict.WANTED, frozenset({2, 3})))
    with store.reading() as reading:
        assert reading.tallies({1, 2, 3}) == {2: Tally(1, 0), 3: Tally(1, 0)}
        assert reading.lessons_learned() == Tally(1, 0)
    with store.writing() as writing:
        writing.unlearn(1)
        writing.unlearn(77)
    with store.reading() as reading:
        assert reading.tallies({1, 2, 3}) == {}
        assert reading.lessons_learned() == Tally()
        assert reading.lesson(1) is None


def test_a_lesson_of_many_features_is_learned_whole(store: Store) -> None:
    many = frozenset(range(1, 1500))
    with store.writing() as writing:
        writing.learn(Lesson(1, Verdict.WANTED, many))
    with store.reading() as reading:
        assert reading.tallies(many) == dict.fromkeys(many, Tally(1, 0))
    with store.writing() as writing:
        writing.unlearn(1)
    with store.reading() as reading:
        assert reading.tallies(many) == {}


def test_erasing_a_comment_unlearns_it(store: Store) -> None:
    erased, kept = add(store), add(store)
    with store.writing() as writing:
        writing.learn(Lesson(erased, Verdict.UNWANTED, frozenset({1, 2})))
        writing.learn(Lesson(kept, Verdict.UNWANTED, frozenset({2})))
        writing.erase(erased)
    with store.reading() as reading:
        assert reading.tallies({1, 2}) == {2: Tally(0, 1)}
        assert reading.lesson(erased) is None


def test_two_who_learn_at_once_lose_no_count(store: Store) -> None:
    def teach(number: int) -> None:
        features = frozenset(range(1, 40)) if number % 2 else frozenset(range(20, 60))
        with store.writing() as writing:
            writing.learn(Lesson(number, Verdict.WANTED, features))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(teach, range(1, 25)))
    with store.reading() as reading:
        assert reading.tallies({1, 30, 59}) == {
            1: Tally(12, 0),
            30: Tally(24, 0),
            59: Tally(12, 0),
        }


def test_a_challenge_is_spent_once_whoever_asks(store: Store) -> None:
    def spend(_number: int) -> bool:
        with store.writing() as writing:
            return writing.spend(b"c" * 16, NOON + MINUTE)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(spend, range(8))) == [False] * 7 + [True]
    with store.writing() as writing:
        assert writing.spend(b"d" * 16, NOON)
        writing.forget_spent(NOON + MINUTE)
        assert not writing.spend(b"c" * 16, NOON + MINUTE)  # not over yet
        assert writing.spend(b"d" * 16, NOON)


def test_the_block_list_takes_each_entry_once(store: Store) -> None:
    def block(kind: BlockKind, pattern: str) -> NewBlock:
        return NewBlock(kind=kind, pattern=pattern, who="Ute", at=NOON)

    with store.writing() as writing:
        word = writing.add_block(block(BlockKind.WORD, "kredit"))
        domain = writing.add_block(block(BlockKind.DOMAIN, "kredit"))
    with pytest.raises(BlockTaken), store.writing() as writing:
        writing.add_block(block(BlockKind.WORD, "kredit"))
    with store.reading() as reading:
        found = reading.blocks()
    assert [(entry.id, entry.kind, entry.pattern) for entry in found] == [
        (domain, BlockKind.DOMAIN, "kredit"),
        (word, BlockKind.WORD, "kredit"),
    ]
    assert (found[0].who, found[0].at) == ("Ute", NOON)
    with store.writing() as writing:
        assert writing.remove_block(word)
        assert not writing.remove_block(word)
    with store.reading() as reading:
        assert [entry.id for entry in reading.blocks()] == [domain]


# Reports


def report(**changes: object) -> NewReport:
    values: dict[str, object] = {
        "comment_id": 1,
        "thread_id": THREAD,
        "ground": Ground.LAW,
        "explanation": "Das ist üble Nachrede.",
        "name": "Ines",
        "email": "ines@example.org",
        "sent_at": NOON,
        "fingerprint": b"f" * 32,
        "receipt_nonce": b"n" * 16,
        "receipt_hash": b"h" * 32,
        **changes,
    }
    return NewReport(**values)  # type: ignore[arg-type]  # the tests name the fields they mean


def test_a_report_waits_until_it_is_decided(store: Store) -> None:
    with store.writing() as writing:
        first = writing.add_report(report())
        second = writing.add_report(
            report(comment_id=2, name=None, email=None, receipt_hash=b"i" * 32)
        )
    with store.reading() as reading:
        found = reading.report(first)
        assert found is not None
        assert (found.explanation, found.name, found.ground) == (
            "Das ist üble Nachrede.",
            "Ines",
            Ground.LAW,
        )
        assert (found.outcome, found.decided_at, found.sent_at) == (None, None, NOON)
        assert [item.id for item in reading.open_reports(10)] == [first, second]
        assert [item.id for item in reading.open_reports(1)] == [first]
        assert reading.count_open_reports() == 2
        assert [item.id for item in reading.reports_on(2)] == [second]
        by_receipt = reading.report_by_receipt(b"i" * 32)
        assert by_receipt is not None
        assert (by_receipt.id, by_receipt.email) == (second, None)
        assert reading.report_by_receipt(b"j" * 32) is None
        latest = reading.report_by_fingerprint(b"f" * 32, NOON)
        assert latest is not None
        assert latest.id == second
        assert reading.report_by_fingerprint(b"f" * 32, NOON + MINUTE) is None
        assert reading.report_by_fingerprint(b"g" * 32, NOON) is None
    ruling = Ruling(
        outcome=Outcome.REMOVED, ground=Ground.RULES, reasons="Weil.", who="Ute", at=NOON + MINUTE
    )
    with store.writing() as writing:
        writing.rule(first, ruling)
    with store.reading() as reading:
        decided = reading.report(first)
        assert decided is not None
        assert (decided.outcome, decided.decided_ground, decided.reasons) == (
            Outcome.REMOVED,
            Ground.RULES,
            "Weil.",
        )
        assert (decided.decided_by, decided.decided_at) == ("Ute", NOON + MINUTE)
        assert [item.id for item in reading.decided_reports(10)] == [first]
        assert [item.id for item in reading.open_reports(10)] == [second]
        assert reading.count_open_reports() == 1


def test_only_decided_reports_are_forgotten(store: Store) -> None:
    ruling = Ruling(outcome=Outcome.KEPT, ground=None, reasons="Nein.", who="Ute", at=NOON)
    with store.writing() as writing:
        old = writing.add_report(report())
        recent = writing.add_report(report(receipt_hash=b"i" * 32))
        waiting = writing.add_report(report(receipt_hash=b"j" * 32))
        writing.rule(old, ruling)
        writing.rule(recent, replace(ruling, at=NOON + 2 * MINUTE))
        assert writing.forget_reports(NOON + MINUTE) == 1
    with store.reading() as reading:
        assert reading.report(old) is None
        assert reading.report(recent) is not None
        assert reading.report(waiting) is not None


def test_who_loaded_comments_is_known_after_they_are_gone(store: Store) -> None:
    comment_id = add(store)
    with store.writing() as writing:
        for kind, who in ((EventKind.LOADED, "alt:1"), (EventKind.SUBMITTED, "visitor")):
            writing.add_event(Event(comment_id=comment_id, kind=kind, who=who, at=NOON))
        writing.erase(comment_id)
    with store.reading() as reading:
        assert reading.loaders() == {"alt:1"}
