"""Who may decide: moderators, their passwords, their logins.

A failed login makes the next one under the same name wait, longer each time and at most
`LONGEST_DELAY`; there is no lock that would let a stranger keep a moderator out for good. Names
nobody has behave alike, in words and in time.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from comments_api.conversation.text import UnacceptableText, clean_line
from comments_api.model import LoginDelay, Moderator, Session
from comments_api.ports import Clock, NameTaken, Passwords, Store
from comments_api.rate_limit import RateLimit, TooMany
from comments_api.receipts import hash_of

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
LONGEST_NAME = 80
FREE_ATTEMPTS = 3
LONGEST_DELAY = timedelta(minutes=5)
ATTEMPTS_PER_NETWORK = 30
ATTEMPTS_WINDOW = timedelta(minutes=10)
DELAY_FORGOTTEN_AFTER = timedelta(hours=24)
_TOUCH_EVERY = timedelta(minutes=1)


class Refused(Exception):
    """The login, or the new account, was refused."""


class WrongCredentials(Refused):
    """Name and password do not belong together."""


class TooSoon(Refused):
    """Too many attempts. `retry_after`: seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


class BadName(Refused):
    """A moderator's name has 1 to `LONGEST_NAME` characters."""


class BadPassword(Refused):
    """A password has `SHORTEST_PASSWORD` to `LONGEST_PASSWORD` characters."""


class UnknownModerator(Refused):
    """There is no moderator of this name."""


class NameInUse(Refused):
    """There is a moderator of this name."""


@dataclass(frozen=True, slots=True)
class SessionLength:
    """How long a login lasts: unused, and at most."""

    idle: timedelta
    absolute: timedelta


class Accounts:
    """The use cases around moderators' accounts. Every method may raise StoreUnavailable."""

    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        clock: Clock,
        secret: bytes,
        length: SessionLength,
    ) -> None:
        self._rate_limit = RateLimit(
            store, ATTEMPTS_PER_NETWORK, None, ATTEMPTS_WINDOW, thing=b"login"
        )
        self._store = store
        self._passwords = passwords
        self._clock = clock
        self._secret = secret
        self._length = length

    def moderators(self) -> Sequence[Moderator]:
        """All moderators in order of their names."""
        with self._store.reading() as reading:
            return reading.moderators()

    def add(self, name: str, password: str) -> str:
        """Add a moderator and return the name as kept.

        Raises BadName, BadPassword, NameInUse.
        """
        name = _clean_name(name)
        password_hash = self._checked_hash(password)
        try:
            with self._store.writing() as writing:
                writing.add_moderator(name, password_hash, self._clock())
        except NameTaken as error:
            raise NameInUse from error
        return name

    def change_password(self, name: str, password: str) -> str:
        """Replace a password and end every login made with the old one; returns the name.

        Raises UnknownModerator, BadPassword.
        """
        password_hash = self._checked_hash(password)
        with self._store.writing() as writing:
            moderator = writing.moderator(_known_name(name))
            if moderator is None:
                raise UnknownModerator
            writing.set_password_hash(moderator.id, password_hash)
            writing.close_sessions_of(moderator.id)
        return moderator.name

    def remove(self, name: str) -> str:
        """Remove a moderator, whose decisions stay; returns the name. Raises UnknownModerator."""
        with self._store.writing() as writing:
            moderator = writing.moderator(_known_name(name))
            if moderator is None:
                raise UnknownModerator
            writing.remove_moderator(moderator.id)
        return moderator.name

    def log_in(self, name: str, password: str, address: str | None = None) -> str:
        """Open a session and return its token. Raises WrongCredentials, TooSoon.

        `address` is where the attempt came from: hashing passwords is slow on purpose, so nobody
        may have it done without end under ever new names.
        """
        name = _known_name(name)
        nobodys_hash = self._nobodys_hash  # made before it matters how long that takes
        name_key = hmac.digest(self._secret, b"login\0" + name.casefold().encode(), "sha256")
        moderator = self._begin_attempt(name, name_key, address)
        password_hash = moderator.password_hash if moderator else nobodys_hash
        fits = self._passwords.verify(password_hash, password[: LONGEST_PASSWORD + 1])
        if moderator is None or not fits:
            raise WrongCredentials
        token = secrets.token_urlsafe(32)
        with self._store.writing() as writing:
            writing.forget_login_delay(name_key)
            writing.open_session(hash_of(token), moderator.id, self._clock())
            if self._passwords.outdated(password_hash):
                writing.set_password_hash(moderator.id, self._passwords.hash(password))
        return token

    def session(self, token: str) -> Session | None:
        """The login with this token, if it still holds; using it keeps it alive."""
        token_hash = hash_of(token)
        now = self._clock()
        with self._store.reading() as reading:
            session = reading.session(token_hash)
        if session is None or not self._holds(session, now):
            return None
        if now - session.seen_at >= _TOUCH_EVERY:
            with self._store.writing() as writing:
                writing.touch_session(token_hash, now)
        return session

    def log_out(self, token: str) -> None:
        """End the session."""
        with self._store.writing() as writing:
            writing.close_session(hash_of(token))

    def tidy(self) -> None:
        """Forget the sessions and delays that are over."""
        now = self._clock()
        with self._store.writing() as writing:
            writing.close_sessions(
                opened_before=now - self._length.absolute, unused_since=now - self._length.idle
            )
            writing.forget_login_delays(now - DELAY_FORGOTTEN_AFTER)

    def _checked_hash(self, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise BadPassword
        return self._passwords.hash(password)

    def _begin_attempt(self, name: str, name_key: bytes, address: str | None) -> Moderator | None:
        """Count the attempt as failed before it is made, so that simultaneous ones count too."""
        now = self._clock()
        network_key = self._rate_limit.network_key(address, now)
        with self._store.writing() as writing:
            try:
                self._rate_limit.count(writing, network_key, now)
            except TooMany as error:
                raise TooSoon(error.retry_after) from error
            delay = writing.login_delay(name_key) or LoginDelay(failures=0, wait_until=now)
            if now < delay.wait_until:
                left = delay.wait_until - now
                raise TooSoon(retry_after=max(1, -(-left // timedelta(seconds=1))))
            failures = delay.failures + 1
            wait_until = now + _delay_after(failures)
            writing.set_login_delay(name_key, LoginDelay(failures=failures, wait_until=wait_until))
            return writing.moderator(name)

    def _holds(self, session: Session, now: datetime) -> bool:
        return (
            now - session.created_at < self._length.absolute
            and now - session.seen_at < self._length.idle
        )

    @cached_property
    def _nobodys_hash(self) -> str:
        """Checked for names nobody has, so that they take as long as the others."""
        return self._passwords.hash(secrets.token_urlsafe())


def csrf_token(session_token: str) -> str:
    """What a session's forms carry. Made of the session's token, from which nobody else can."""
    return hmac.digest(session_token.encode(), b"form", "sha256").hex()


def _delay_after(failures: int) -> timedelta:
    if failures < FREE_ATTEMPTS:
        return timedelta(0)
    seconds = 2 ** min(failures - FREE_ATTEMPTS + 1, 20)
    return min(timedelta(seconds=seconds), LONGEST_DELAY)


def _known_name(name: str) -> str:
    """The name as it would be kept; the empty one, which nobody has, for an impossible one."""
    try:
        return _clean_name(name)
    except BadName:
        return ""


def _clean_name(name: str) -> str:
    try:
        cleaned = clean_line(name)
    except UnacceptableText as error:
        raise BadName from error
    if not 1 <= len(cleaned) <= LONGEST_NAME:
        raise BadName
    return cleaned
