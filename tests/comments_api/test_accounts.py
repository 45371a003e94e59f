from __future__ import annotations

from datetime import timedelta

import pytest

from comments_api.accounts import (
    ATTEMPTS_PER_NETWORK,
    LONGEST_DELAY,
    Accounts,
    BadName,
    BadPassword,
    NameInUse,
    SessionLength,
    TooSoon,
    UnknownModerator,
    WrongCredentials,
    csrf_token,
)
from comments_api.receipts import hash_of
from comments_api.storage.memory import MemoryStore
from tests.comments_api.support import PASSWORD, SECRET, TurnedClock


class PlainPasswords:
    """Hashes that can be read, and counts how often one was checked."""

    def __init__(self) -> None:
        self.checked = 0
        self.old = "old:"

    def hash(self, password: str) -> str:
        return f"new:{password}"

    def verify(self, password_hash: str, password: str) -> bool:
        self.checked += 1
        return password_hash.partition(":")[2] == password

    def outdated(self, password_hash: str) -> bool:
        return password_hash.startswith(self.old)


@pytest.fixture
def passwords() -> PlainPasswords:
    return PlainPasswords()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def accounts(store: MemoryStore, passwords: PlainPasswords, clock: TurnedClock) -> Accounts:
    length = SessionLength(idle=timedelta(hours=2), absolute=timedelta(hours=12))
    made = Accounts(store, passwords, clock, SECRET, length)
    made.add("Ute", PASSWORD)
    return made


def fail(accounts: Accounts, times: int, name: str = "Ute") -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            accounts.log_in(name, "falsch")


def test_the_right_password_opens_a_session_whatever_the_capitals(accounts: Accounts) -> None:
    session = accounts.session(accounts.log_in(" uTe ", PASSWORD))
    assert session is not None
    assert session.moderator_name == "Ute"


def test_the_wrong_password_and_the_wrong_name_are_refused_alike(
    accounts: Accounts, passwords: PlainPasswords
) -> None:
    for name in ("Ute", "Niemand", "", "\ud800", "x" * 200):
        before = passwords.checked
        with pytest.raises(WrongCredentials):
            accounts.log_in(name, "falsch")
        assert passwords.checked == before + 1  # so that both take the same time


def test_each_login_is_a_new_session_and_only_its_hash_is_kept(
    accounts: Accounts, store: MemoryStore
) -> None:
    first, second = accounts.log_in("Ute", PASSWORD), accounts.log_in("Ute", PASSWORD)
    assert first != second
    assert set(store._tables.sessions) == {hash_of(first), hash_of(second)}
    assert first not in repr(store._tables.sessions)


def test_a_session_ends_when_it_is_not_used(accounts: Accounts, clock: TurnedClock) -> None:
    token = accounts.log_in("Ute", PASSWORD)
    clock.advance(hours=1, minutes=59)
    assert accounts.session(token) is not None
    clock.advance(hours=1, minutes=59)
    assert accounts.session(token) is not None  # using it kept it alive
    clock.advance(hours=2)
    assert accounts.session(token) is None


def test_a_session_ends_at_last_however_much_it_is_used(
    accounts: Accounts, clock: TurnedClock
) -> None:
    token = accounts.log_in("Ute", PASSWORD)
    for _ in range(11):
        clock.advance(hours=1)
        assert accounts.session(token) is not None
    clock.advance(hours=1)
    assert accounts.session(token) is None


def test_logging_out_ends_this_session_and_no_other(accounts: Accounts) -> None:
    first, second = accounts.log_in("Ute", PASSWORD), accounts.log_in("Ute", PASSWORD)
    accounts.log_out(first)
    assert accounts.session(first) is None
    assert accounts.session(second) is not None


def test_a_made_up_token_is_no_session(accounts: Accounts) -> None:
    accounts.log_in("Ute", PASSWORD)
    assert accounts.session("x" * 43) is None


def test_failures_make_the_next_attempt_wait_longer_each_time(
    accounts: Accounts, clock: TurnedClock
) -> None:
    fail(accounts, 3)
    waits = []
    for _ in range(12):
        with pytest.raises(TooSoon) as caught:
            accounts.log_in("Ute", PASSWORD)  # even the right one has to wait
        waits.append(caught.value.retry_after)
        clock.advance(seconds=caught.value.retry_after)
        fail(accounts, 1)
    assert waits[:4] == [2, 4, 8, 16]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_DELAY.total_seconds()


def test_there_is_no_lock_for_good(accounts: Accounts, clock: TurnedClock) -> None:
    fail(accounts, 3)
    for _ in range(20):
        clock.advance(seconds=LONGEST_DELAY.total_seconds())
        fail(accounts, 1)
    clock.advance(seconds=LONGEST_DELAY.total_seconds())
    accounts.log_in("Ute", PASSWORD)
    fail(accounts, 2)  # and success wiped the slate


def test_the_delay_is_one_accounts_own_and_survives_a_restart(
    accounts: Accounts, store: MemoryStore, passwords: PlainPasswords, clock: TurnedClock
) -> None:
    accounts.add("Uwe", PASSWORD)
    fail(accounts, 3)
    accounts.log_in("Uwe", PASSWORD)
    length = SessionLength(idle=timedelta(hours=2), absolute=timedelta(hours=12))
    restarted = Accounts(store, passwords, clock, SECRET, length)
    with pytest.raises(TooSoon):
        restarted.log_in("UTE", PASSWORD)


def test_a_name_nobody_has_is_delayed_too(accounts: Accounts) -> None:
    fail(accounts, 3, "Niemand")
    with pytest.raises(TooSoon):
        accounts.log_in("niemand", "falsch")


def test_waiting_is_not_checked_and_does_not_lengthen_the_wait(
    accounts: Accounts, passwords: PlainPasswords, clock: TurnedClock
) -> None:
    fail(accounts, 3)
    before = passwords.checked
    for _ in range(50):
        with pytest.raises(TooSoon):
            accounts.log_in("Ute", PASSWORD)
    assert passwords.checked == before
    clock.advance(seconds=2)
    accounts.log_in("Ute", PASSWORD)


def test_the_names_tried_are_not_kept_in_the_clear(accounts: Accounts, store: MemoryStore) -> None:
    fail(accounts, 1, "mein-passwort-ins-falsche-feld")
    assert store._tables.delays
    assert "mein-passwort" not in repr(store._tables)


def test_a_hash_of_yesterdays_strength_is_made_anew_at_login(
    accounts: Accounts, store: MemoryStore
) -> None:
    with store.writing() as writing:
        moderator = writing.moderator("Ute")
        assert moderator is not None
        writing.set_password_hash(moderator.id, f"old:{PASSWORD}")
    accounts.log_in("Ute", PASSWORD)
    [moderator] = accounts.moderators()
    assert moderator.password_hash == f"new:{PASSWORD}"


def test_what_is_over_is_forgotten(
    accounts: Accounts, store: MemoryStore, clock: TurnedClock
) -> None:
    accounts.log_in("Ute", PASSWORD)
    fail(accounts, 3)
    accounts.tidy()
    assert store._tables.sessions
    assert store._tables.delays
    clock.advance(days=2)
    accounts.tidy()
    assert not store._tables.sessions
    assert not store._tables.delays


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "\ud800"])
def test_an_impossible_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(BadName):
        accounts.add(name, PASSWORD)


@pytest.mark.parametrize("password", ["", "elf Zeichen", "x" * 1001])
def test_a_password_too_short_or_too_long_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(BadPassword):
        accounts.add("Uwe", password)


def test_a_name_is_given_once(accounts: Accounts) -> None:
    with pytest.raises(NameInUse):
        accounts.add("UTE", PASSWORD)


def test_a_new_password_ends_every_login_made_with_the_old_one(accounts: Accounts) -> None:
    token = accounts.log_in("Ute", PASSWORD)
    assert accounts.change_password("uTE", "ein-anderes-Passwort") == "Ute"
    assert accounts.session(token) is None
    fail(accounts, 1)
    accounts.log_in("Ute", "ein-anderes-Passwort")
    with pytest.raises(BadPassword):
        accounts.change_password("Ute", "kurz")


def test_who_is_removed_is_out(accounts: Accounts) -> None:
    token = accounts.log_in("Ute", PASSWORD)
    assert accounts.remove("ute") == "Ute"
    assert accounts.session(token) is None
    assert accounts.moderators() == []
    with pytest.raises(WrongCredentials):
        accounts.log_in("Ute", PASSWORD)


def test_whom_nobody_knows_cannot_be_changed(accounts: Accounts) -> None:
    for name in ("Niemand", ""):
        with pytest.raises(UnknownModerator):
            accounts.change_password(name, PASSWORD)
        with pytest.raises(UnknownModerator):
            accounts.remove(name)


def test_one_network_cannot_have_passwords_hashed_without_end(
    accounts: Accounts, passwords: PlainPasswords, clock: TurnedClock
) -> None:
    before = passwords.checked
    for number in range(ATTEMPTS_PER_NETWORK + 20):
        with pytest.raises((WrongCredentials, TooSoon)):
            accounts.log_in(f"Name {number}", "falsch", "203.0.113.7")
    assert passwords.checked == before + ATTEMPTS_PER_NETWORK
    with pytest.raises(TooSoon):
        accounts.log_in("Ute", PASSWORD, "203.0.113.7")
    accounts.log_in("Ute", PASSWORD, "198.51.100.1")  # another network is not concerned
    clock.advance(minutes=10)
    accounts.log_in("Ute", PASSWORD, "203.0.113.7")


def test_a_forms_token_belongs_to_one_session_and_does_not_betray_it() -> None:
    assert csrf_token("one") == csrf_token("one")
    assert csrf_token("one") != csrf_token("two")
    assert "one" not in csrf_token("one")
