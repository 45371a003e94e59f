"""How often one network, and everybody together, may do a thing in a window of time.

A network is an IPv4 address or the /64 of an IPv6 address. What is counted is a keyed hash of it;
the key is a salt that changes daily and is forgotten, so the hashes lead back to nobody.
"""

from __future__ import annotations

import hmac
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from comments_api.ports import RateWriter, Store


class TooMany(Exception):
    """The limit is reached. `retry_after`: seconds until the next window begins."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


class RateLimit:
    """The greatest numbers within one `window`; without `total`, everybody together may do all."""

    def __init__(
        self,
        store: Store,
        per_network: int,
        total: int | None,
        window: timedelta,
        *,
        thing: bytes = b"comment",
    ) -> None:
        self._store = store
        self._per_network = per_network
        self._total = total
        self._window = window
        self._thing = thing  # what is counted; two things do not share a count
        self._salt: tuple[date, bytes] | None = None

    def network_key(self, address: str | None, now: datetime) -> bytes | None:
        """What a network is counted under in this window; None without an address.

        Called before the transaction that counts, for a salt must be stored before it is used.
        """
        if not address:
            return None
        salt = self._salt_of(self._window_start(now).date())
        return hmac.digest(salt, self._thing + b"\0" + network_of(address).encode(), "sha256")

    def count(self, writing: RateWriter, key: bytes | None, now: datetime) -> None:
        """Count once more. Raises TooMany.

        Without a key (a socket of the file system tells no address) only the total counts.
        """
        start = self._window_start(now)
        limits = {} if key is None else {key: self._per_network}
        if self._total is not None:
            limits[self._thing] = self._total
        counts = dict(zip(limits, writing.count_up([*limits], start), strict=True))
        for counted, count in counts.items():
            self._refuse_above(limits[counted], count, start, now)
        if counts.get(self._thing) == 1:  # a window begins, so an older one has ended
            self.forget(writing, now)

    def forget(self, writing: RateWriter, now: datetime) -> None:
        """Forget every window that has ended."""
        writing.forget_rates(self._window_start(now))

    def _salt_of(self, day: date) -> bytes:
        if self._salt is None or self._salt[0] != day:
            with self._store.writing() as writing:
                self._salt = (day, writing.rate_salt(day))
        return self._salt[1]

    def _window_start(self, now: datetime) -> datetime:
        seconds = int(self._window.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)

    def _refuse_above(self, limit: int, count: int, start: datetime, now: datetime) -> None:
        if count > limit:
            left = start + self._window - now
            raise TooMany(retry_after=max(1, -(-left // timedelta(seconds=1))))


def network_of(address: str) -> str:
    """The network of an address: itself for IPv4, its /64 for IPv6 (RFC 6177's usual site).

    What is no address stands for itself.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(IPv6Address(int(parsed) >> 64 << 64)) + "/64"
    return str(parsed)
