from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from comments_api.rate_limit import RateLimit, TooMany, network_of
from comments_api.storage.memory import MemoryStore

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
WINDOW = timedelta(minutes=10)


def limit_of(store: MemoryStore, per_network: int = 2, total: int = 100) -> RateLimit:
    return RateLimit(store, per_network, total, WINDOW)


def send(store: MemoryStore, limit: RateLimit, address: str | None, at: datetime = NOON) -> None:
    key = limit.network_key(address, at)
    with store.writing() as writing:
        limit.count(writing, key, at)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_network_is_one_ipv4_address_or_half_an_ipv6_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_limit_is_reached_by_one_network_and_not_by_another() -> None:
    store = MemoryStore()
    limit = limit_of(store)
    send(store, limit, "192.0.2.1")
    send(store, limit, "192.0.2.1")
    with pytest.raises(TooMany):
        send(store, limit, "192.0.2.1")
    send(store, limit, "192.0.2.2")


def test_addresses_of_one_ipv6_site_share_a_limit() -> None:
    store = MemoryStore()
    limit = limit_of(store)
    send(store, limit, "2001:db8::1")
    send(store, limit, "2001:db8::2")
    with pytest.raises(TooMany):
        send(store, limit, "2001:db8::3")


def test_the_wait_ends_with_the_window() -> None:
    store = MemoryStore()
    limit = limit_of(store, per_network=1)
    send(store, limit, "192.0.2.1", NOON + timedelta(minutes=4))
    with pytest.raises(TooMany) as caught:
        send(store, limit, "192.0.2.1", NOON + timedelta(minutes=7))
    assert caught.value.retry_after == 180
    send(store, limit, "192.0.2.1", NOON + WINDOW)


def test_everybody_together_has_a_limit_too() -> None:
    store = MemoryStore()
    limit = limit_of(store, total=3)
    for last in range(3):
        send(store, limit, f"192.0.2.{last}")
    with pytest.raises(TooMany):
        send(store, limit, "192.0.2.99")


def test_without_an_address_only_the_total_counts() -> None:
    store = MemoryStore()
    limit = limit_of(store, per_network=1, total=2)
    send(store, limit, None)
    send(store, limit, "")
    with pytest.raises(TooMany):
        send(store, limit, None)


def test_a_refused_submission_is_not_counted() -> None:
    store = MemoryStore()
    limit = limit_of(store, per_network=1, total=2)
    send(store, limit, "192.0.2.1")
    for _ in range(5):
        with pytest.raises(TooMany):
            send(store, limit, "192.0.2.1")
    send(store, limit, "192.0.2.2")


def test_the_key_tells_nothing_and_changes_daily() -> None:
    store = MemoryStore()
    limit = limit_of(store)
    today = limit.network_key("192.0.2.1", NOON)
    assert today is not None
    assert b"192.0.2.1" not in today
    assert limit.network_key("192.0.2.1", NOON) == today
    assert limit_of(store).network_key("192.0.2.1", NOON) == today  # another worker
    assert limit.network_key("192.0.2.1", NOON + timedelta(days=1)) != today
    assert limit_of(MemoryStore()).network_key("192.0.2.1", NOON) != today


def test_what_has_ended_is_forgotten_when_the_next_window_begins() -> None:
    store = MemoryStore()
    limit = limit_of(store)
    send(store, limit, "192.0.2.1")
    assert store._tables.counts
    send(store, limit, None, NOON + timedelta(days=1))
    starts = {start for _, start in store._tables.counts}
    assert starts == {NOON + timedelta(days=1)}
    assert NOON.date() not in store._tables.salts


def test_two_things_are_counted_apart_and_one_may_have_no_total() -> None:
    store = MemoryStore()
    comments = limit_of(store, per_network=1, total=1)
    logins = RateLimit(store, 1, None, WINDOW, thing=b"login")
    send(store, comments, "192.0.2.1")
    send(store, logins, "192.0.2.1")
    send(store, logins, "192.0.2.2")
    for limit in (comments, logins):
        with pytest.raises(TooMany):
            send(store, limit, "192.0.2.1")
