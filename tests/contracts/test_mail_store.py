"""What every store promises about wishes for mail and the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import (
    Ground,
    MailKind,
    NewComment,
    NewMail,
    NewReport,
    Outcome,
    Ruling,
    Status,
    Subscription,
)
from comments_api.ports import Store

NOON = datetime(2026, 9, 7, 12, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
THREAD = ThreadId("die-resterampe")
OTHER = ThreadId("markt-und-messe")
_numbers = count()


def add(
    store: Store,
    thread_id: ThreadId = THREAD,
    status: Status = Status.APPROVED,
    parent_id: int | None = None,
) -> int:
    comment = NewComment(
        thread_id=thread_id,
        parent_id=parent_id,
        author="Änne",
        source="Satz.",
        written_at=NOON,
        status=status,
    )
    with store.writing() as writing:
        writing.claim_thread(thread_id)
        return writing.insert(comment)


def wish(comment_id: int, **changes: object) -> Subscription:
    given = Subscription(
        comment_id=comment_id,
        thread_id=THREAD,
        address_key=b"a" * 32,
        nonce=b"n" * 16,
        asked_at=NOON,
    )
    return replace(given, **changes)  # type: ignore[arg-type]  # the tests name the fields


def subscribe(store: Store, subscription: Subscription) -> None:
    own = subscription.comment_id.to_bytes(4, "big")
    with store.writing() as writing:
        writing.subscribe(subscription, confirm_hash=b"c" + own, leave_hash=b"l" + own)


def mail(comment_id: int, **changes: object) -> NewMail:
    values: dict[str, object] = {
        "kind": MailKind.CONFIRM,
        "comment_id": comment_id,
        "message_id": f"m{next(_numbers)}",
        "queued_at": NOON,
        **changes,
    }
    return NewMail(**values)  # type: ignore[arg-type]  # the same


def queue(store: Store, given: NewMail) -> None:
    with store.writing() as writing:
        writing.queue_mail(given)


def test_a_wish_comes_back_as_it_was_given_and_by_both_hashes(store: Store) -> None:
    comment_id = add(store)
    given = wish(comment_id, confirm_until=NOON + DAY)
    subscribe(store, given)
    own = comment_id.to_bytes(4, "big")
    with store.reading() as reading:
        assert reading.subscription(comment_id) == given
        assert reading.subscription_to_confirm(b"c" + own, NOON) == given
        assert reading.subscription_to_leave(b"l" + own) == given
        assert reading.subscription_to_confirm(b"l" + own, NOON) is None
        assert reading.subscription_to_leave(b"c" + own) is None
        assert reading.subscription_to_confirm(b"c" + own, NOON + DAY) is None
        assert reading.subscription(99) is None


def test_confirming_works_once_and_covers_the_address_in_its_thread(store: Store) -> None:
    first, second, elsewhere, other = add(store), add(store), add(store, OTHER), add(store)
    subscribe(store, wish(first, confirm_until=NOON + DAY))
    subscribe(store, wish(second))
    subscribe(store, wish(elsewhere, thread_id=OTHER))
    subscribe(store, wish(other, address_key=b"b" * 32))
    with store.writing() as writing:
        assert not writing.replies_wanted(first)
        writing.confirm(first, NOON)
        assert writing.subscription_to_confirm(b"c" + first.to_bytes(4, "big"), NOON) is None
        wanted = [writing.replies_wanted(one) for one in (first, second, elsewhere, other, 99)]
        assert wanted == [True, True, False, False, False]
        asked = [one.comment_id for one in writing.to_be_asked(NOON, 9)]
        assert asked == [elsewhere, other], "not whom the thread knows"


def test_wishes_above_are_those_that_count_nearest_first_and_one_an_address(store: Store) -> None:
    top = add(store)
    mine = add(store, parent_id=top)
    unconfirmed = add(store, parent_id=mine)
    mine_again = add(store, parent_id=unconfirmed)
    last = add(store, parent_id=mine_again)
    beside = add(store, parent_id=top)
    for comment_id, key in ((top, b"t"), (mine, b"m"), (mine_again, b"m"), (beside, b"b")):
        subscribe(store, wish(comment_id, address_key=key * 32))
    subscribe(store, wish(unconfirmed, address_key=b"u" * 32))
    with store.writing() as writing:
        for comment_id in (top, mine, beside):
            writing.confirm(comment_id, NOON)

        def above(comment_id: int) -> list[int]:
            return [one.comment_id for one in writing.wishes_above(comment_id)]

        assert above(last) == [mine_again, top]
        assert above(unconfirmed) == [mine, top]
        assert above(beside) == [beside, top]
        assert above(99) == []


def test_a_circle_that_came_with_a_file_ends(store: Store) -> None:
    first = add(store, parent_id=2)
    second = add(store, parent_id=first)
    subscribe(store, wish(second))
    with store.writing() as writing:
        writing.confirm(second, NOON)
        assert [one.comment_id for one in writing.wishes_above(first)] == [second]


def test_asked_are_standing_comments_of_addresses_not_asked_lately(store: Store) -> None:
    late = add(store, status=Status.PENDING)
    early = add(store)
    held, rejected = add(store, status=Status.HELD), add(store, status=Status.REJECTED)
    for number, comment_id in enumerate((late, early, held, rejected)):
        key = bytes([number]) * 32
        subscribe(store, wish(comment_id, address_key=key, asked_at=NOON - number * HOUR))
    with store.writing() as writing:
        assert [one.comment_id for one in writing.to_be_asked(NOON, 9)] == [early, late]
        assert [one.comment_id for one in writing.to_be_asked(NOON, 1)] == [early]
        writing.note_asked(bytes([1]) * 32, NOON - HOUR)
        writing.note_asked(bytes([1]) * 32, NOON)
        assert [one.comment_id for one in writing.to_be_asked(NOON, 9)] == [late]
        assert len(writing.to_be_asked(NOON + HOUR, 9)) == 2
        writing.ask_until(late, NOON + DAY)
        assert writing.to_be_asked(NOON, 9) == []


def test_leaving_is_for_a_thread_or_for_all(store: Store) -> None:
    first, elsewhere, other = add(store), add(store, OTHER), add(store)
    for given in (
        wish(first),
        wish(elsewhere, thread_id=OTHER),
        wish(other, address_key=b"b" * 32),
    ):
        subscribe(store, given)
    with store.writing() as writing:
        assert writing.unsubscribe(b"a" * 32, THREAD) == 1
        assert writing.subscription(first) is None
        assert writing.subscription(elsewhere) is not None
        assert writing.unsubscribe(b"a" * 32) == 1
        assert writing.subscription(other) is not None
        writing.end_subscription(other)
        assert writing.subscription(other) is None


def test_what_nobody_confirmed_in_time_is_forgotten(store: Store) -> None:
    over, confirmed, unasked = add(store), add(store), add(store)
    subscribe(store, wish(over, confirm_until=NOON))
    subscribe(store, wish(confirmed, confirm_until=NOON, confirmed_at=NOON))
    subscribe(store, wish(unasked, address_key=b"b" * 32))
    with store.writing() as writing:
        writing.note_asked(b"b" * 32, NOON)
        writing.forget_unconfirmed(NOON, NOON)
        assert writing.subscription(over) is not None
        assert writing.to_be_asked(NOON, 9) == []
        writing.forget_unconfirmed(NOON + HOUR, NOON + HOUR)
        kept = [writing.subscription(one) is not None for one in (over, confirmed, unasked)]
        assert kept == [False, True, True]
        assert [one.comment_id for one in writing.to_be_asked(NOON, 9)] == [unasked]


def test_a_mail_is_taken_by_one_and_due_again_later(store: Store) -> None:
    first, second = add(store), add(store)
    queue(store, mail(second, queued_at=NOON + HOUR))
    queue(store, mail(first))
    with store.writing() as writing:
        assert not writing.mail_due(NOON - HOUR)
        assert writing.take_mail(NOON - HOUR, NOON) is None
        assert writing.mail_due(NOON + HOUR)
        taken = writing.take_mail(NOON + HOUR, NOON + 2 * HOUR)
        assert taken is not None
        assert (taken.comment_id, taken.tries, taken.due_at) == (first, 1, NOON + 2 * HOUR)
        following = writing.take_mail(NOON + HOUR, NOON + 3 * HOUR)
        assert following is not None
        assert following.comment_id == second
        assert writing.take_mail(NOON + HOUR, NOON + DAY) is None
        again = writing.take_mail(NOON + 2 * HOUR, NOON + DAY)
        assert again is not None
        assert (again.id, again.tries, again.message_id) == (taken.id, 2, taken.message_id)


def test_what_became_of_a_mail_is_remembered_for_a_while(store: Store) -> None:
    comment_id = add(store)
    for _ in range(4):
        queue(store, mail(comment_id))
    with store.writing() as writing:
        fourth, third, second, first = (one.id for one in writing.mails(9))
        writing.mail_sent(first, NOON)
        writing.give_mail_up(second, NOON + HOUR, "RCPT 550")
        writing.put_mail_off(third, NOON + DAY, "DATA 451")
        writing.drop_mail(fourth)
    with store.writing() as writing:
        newest, middle, oldest = writing.mails(9)
        assert (oldest.sent_at, oldest.trouble) == (NOON, None)
        assert (middle.given_up_at, middle.trouble) == (NOON + HOUR, "RCPT 550")
        assert (newest.due_at, newest.trouble) == (NOON + DAY, "DATA 451")
        assert not writing.mail_due(NOON + HOUR)
        assert [one.id for one in writing.mails(1)] == [third]
        writing.forget_mails(NOON + HOUR)
        assert [one.id for one in writing.mails(9)] == [third, second]
        writing.forget_mails(NOON + DAY)
        assert [one.id for one in writing.mails(9)] == [third]


def test_the_same_reply_is_queued_once_for_each_comment(store: Store) -> None:
    first, second, reply = add(store), add(store), add(store)
    for comment_id in (first, first, second):
        queue(store, mail(comment_id, kind=MailKind.REPLY, reply_id=reply))
    with store.reading() as reading:
        assert [one.comment_id for one in reading.mails(9)] == [second, first]


def test_wishes_and_mails_go_with_comments_replies_and_reports(store: Store) -> None:
    first, reply, reported = add(store), add(store), add(store)
    subscribe(store, wish(first))
    report = NewReport(
        comment_id=reported,
        thread_id=THREAD,
        ground=Ground.LAW,
        explanation="x",
        name=None,
        email=None,
        sent_at=NOON,
        fingerprint=b"f",
        receipt_nonce=b"n",
        receipt_hash=b"h",
    )
    with store.writing() as writing:
        report_id = writing.add_report(report)
        writing.queue_mail(mail(first))
        writing.queue_mail(mail(first, kind=MailKind.REPLY, reply_id=reply))
        decided = mail(reported, kind=MailKind.REPORT_DECIDED, report_id=report_id)
        writing.queue_mail(decided)
    with store.writing() as writing:
        writing.erase(reply)
        assert [one.comment_id for one in writing.mails(9)] == [reported, first]
        writing.erase(first)
        assert [one.comment_id for one in writing.mails(9)] == [reported]
        assert writing.subscription(first) is None
        ruling = Ruling(outcome=Outcome.KEPT, ground=None, reasons="x", who="Ute", at=NOON)
        writing.rule(report_id, ruling)
        writing.forget_reports(NOON + HOUR)
        assert writing.mails(9) == []
        writing.mail_sent(1, NOON)  # erased while it was under way


def test_the_newest_approved_of_all_threads_come_first(store: Store) -> None:
    first, waiting, second = add(store), add(store, status=Status.PENDING), add(store, OTHER)
    with store.reading() as reading:
        assert [one.id for one in reading.newest_approved(9)] == [second, first]
        assert [one.id for one in reading.newest_approved(1)] == [second]
    assert waiting not in {first, second}
