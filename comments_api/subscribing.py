"""Replies by mail: wished for on the form, confirmed by whoever reads the mail, ended by one press.

Each link opens one thing: one confirms, one leaves. Both can be made again from the service's
secret and a number in the row, where only their hashes are kept.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import StoredComment, Subscription
from comments_api.ports import Clock, MailWriter, Reading, Store, Threads
from comments_api.receipts import Purpose, hash_of, receipt_for

CONFIRM_WITHIN = timedelta(days=7)
"""How long the link to confirm is good."""

ASK_AGAIN_AFTER = timedelta(hours=24)
"""No address is asked twice within this time, whoever types it wherever."""


class UnknownLink(Exception):
    """The link is incomplete, used up or over."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as whoever reads its mail may see it. `thread` is None when the site has it no more.

    `comment` is the one whose replies are wanted.
    """

    subscription: Subscription
    comment: StoredComment
    thread: Thread | None


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The use cases of subscribers. Every method may raise StoreUnavailable."""

    store: Store
    threads: Threads
    clock: Clock
    secret: bytes = field(repr=False)

    def look_at_confirmation(self, token: str) -> Wish:
        """What would be confirmed. Changes nothing. Raises UnknownLink."""
        with self.store.reading() as reading:
            return self._wish(reading, self._to_confirm(reading, token))

    def confirm(self, token: str) -> Wish:
        """The replies come from now on; the link is used up. Raises UnknownLink."""
        with self.store.writing() as writing:
            subscription = self._to_confirm(writing, token)
            wish = self._wish(writing, subscription)
            writing.confirm(subscription.comment_id, self.clock())
            return wish

    def look_at_leaving(self, token: str) -> Wish | None:
        """What would be left. Changes nothing. None when there is nothing (any more)."""
        with self.store.reading() as reading:
            subscription = reading.subscription_to_leave(hash_of(token))
            return None if subscription is None else self._wish(reading, subscription)

    def leave(self, token: str, *, altogether: bool = False) -> Wish | None:
        """No more mail from this discussion, or from any, to the address of this link.

        Pressing twice is fine: the second time there is nothing left, and None says so.
        """
        with self.store.writing() as writing:
            subscription = writing.subscription_to_leave(hash_of(token))
            if subscription is None:
                return None
            wish = self._wish(writing, subscription)
            thread_id = None if altogether else subscription.thread_id
            writing.unsubscribe(subscription.address_key, thread_id)
            return wish

    def _to_confirm(self, reading: Reading, token: str) -> Subscription:
        subscription = reading.subscription_to_confirm(hash_of(token), self.clock())
        if subscription is None:
            raise UnknownLink
        return subscription

    def _wish(self, reading: Reading, subscription: Subscription) -> Wish:
        comment = reading.comment(subscription.comment_id)
        if comment is None:
            raise UnknownLink
        return Wish(subscription, comment, self.threads.get(subscription.thread_id))


def wish_for_replies(
    writing: MailWriter,
    secret: bytes,
    *,
    comment_id: int,
    thread_id: ThreadId,
    email: str,
    now: datetime,
) -> None:
    """Note that whoever wrote this comment wants the replies.

    Known addresses and unknown ones take the same way and the same time: who is asked to confirm
    is found out later (`mailing`), where nobody waits for the answer.
    """
    nonce = secrets.token_bytes(16)
    writing.subscribe(
        Subscription(
            comment_id=comment_id,
            thread_id=thread_id,
            address_key=address_key(secret, email),
            nonce=nonce,
            asked_at=now,
        ),
        confirm_hash=receipt_for(secret, nonce, Purpose.CONFIRM).hash,
        leave_hash=receipt_for(secret, nonce, Purpose.LEAVE).hash,
    )


def address_key(secret: bytes, email: str) -> bytes:
    """A keyed hash by which an address is recognised, capitals or not."""
    return hmac.digest(secret, b"address\0" + email.lower().encode(), "sha256")
