"""Sending what waits in the outbox: at least once, patiently, and never the same under two names.

A mail is taken for a while before it is tried, so that no two processes send it; whoever dies
meanwhile loses nothing, for it is due again afterwards, with the Message-ID it always had.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from comments_api.letters import Letters, Unaddressable
from comments_api.model import Mail
from comments_api.outbox import Outbox
from comments_api.ports import Clock, MailWriter, NotDelivered, Store, Transport
from comments_api.subscribing import ASK_AGAIN_AFTER, CONFIRM_WITHIN

log = logging.getLogger(__name__)

TAKEN_FOR = timedelta(minutes=10)
"""Longer than any attempt takes."""

PATIENCE = timedelta(days=5)
"""How long a mail is tried, as RFC 5321 (4.5.4.1) advises."""

_FIRST_PAUSE = timedelta(minutes=2)
_LONGEST_PAUSE = timedelta(hours=6)
_ASKED_AT_ONCE = 50


class Fate(StrEnum):
    """What became of a mail that was due."""

    SENT = "sent"
    PUT_OFF = "put off"
    GIVEN_UP = "given up"
    DROPPED = "dropped"  # nobody wants it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """Sends mails over `transport`; without one, nothing is ever due.

    `kept_for` is how long the outbox remembers, without words, what is done with.
    """

    store: Store
    clock: Clock
    outbox: Outbox
    letters: Letters
    transport: Transport | None
    kept_for: timedelta

    def run(self) -> Counter[Fate]:
        """Send whatever is due; how many met which fate. Raises StoreUnavailable."""
        fates: Counter[Fate] = Counter()
        if self.transport is None:
            return fates
        self._ask()
        while (mail := self._take()) is not None:
            fate = self._send(mail, self.transport)
            fates[fate] += 1
            if fate is Fate.PUT_OFF:  # a server that does not answer would not the next time
                break
        return fates

    def forget(self, writing: MailWriter) -> None:
        """Erase what is over: done mails, wishes nobody confirmed, when addresses were asked."""
        now = self.clock()
        writing.forget_mails(now - self.kept_for)
        writing.forget_unconfirmed(now, now - ASK_AGAIN_AFTER)

    def _ask(self) -> None:
        """Queue the question for each new wish, once a day for each address at most."""
        now = self.clock()
        with self.store.reading() as reading:
            if not reading.to_be_asked(now - ASK_AGAIN_AFTER, 1):
                return
        with self.store.writing() as writing:
            asked = set()
            for wish in writing.to_be_asked(now - ASK_AGAIN_AFTER, _ASKED_AT_ONCE):
                if wish.address_key in asked:
                    continue
                asked.add(wish.address_key)
                writing.note_asked(wish.address_key, now)
                writing.ask_until(wish.comment_id, now + CONFIRM_WITHIN)
                self.outbox.confirmation(writing, wish.comment_id, now)

    def _take(self) -> Mail | None:
        now = self.clock()
        with self.store.reading() as reading:  # no lock while there is nothing to do
            if not reading.mail_due(now):
                return None
        with self.store.writing() as writing:
            return writing.take_mail(now, now + TAKEN_FOR)

    def _send(self, mail: Mail, transport: Transport) -> Fate:
        try:
            with self.store.reading() as reading:
                message = self.letters.written(reading, mail)
            if message is None:
                with self.store.writing() as writing:
                    writing.drop_mail(mail.id)
                return Fate.DROPPED
            transport.send(message)
        except Unaddressable:
            return self._noted(mail, NotDelivered("no address", for_good=True))
        except NotDelivered as trouble:
            return self._noted(mail, trouble)
        return self._noted(mail, None)

    def _noted(self, mail: Mail, trouble: NotDelivered | None) -> Fate:
        now = self.clock()
        with self.store.writing() as writing:
            if trouble is None:
                fate = Fate.SENT
                writing.mail_sent(mail.id, now)
            elif trouble.for_good or now - mail.queued_at >= PATIENCE:
                fate = Fate.GIVEN_UP
                writing.give_mail_up(mail.id, now, trouble.reason)
            else:
                fate = Fate.PUT_OFF
                writing.put_mail_off(mail.id, now + _pause(mail.tries), trouble.reason)
        what: dict[str, object] = {"mail": mail.id, "kind": mail.kind.value, "tries": mail.tries}
        if trouble is None:
            log.info("mail sent", extra=what)
        else:
            log.warning(f"mail {fate.value}", extra={**what, "reason": trouble.reason})  # noqa: G004 two words
        return fate


def _pause(tries: int) -> timedelta:
    """2, 4, 8 … minutes, at last six hours."""
    return min(_FIRST_PAUSE * (1 << min(tries - 1, 10)), _LONGEST_PAUSE)
