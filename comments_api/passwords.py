"""Passwords as argon2id hashes, with the parameters of RFC 9106's second recommendation."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Hashes with `hasher`; tests hand in a cheaper one."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        """A salted hash that says how it was made."""
        return self._hasher.hash(_bytes(password))

    def verify(self, password_hash: str, password: str) -> bool:
        """Whether the password made the hash."""
        try:
            return self._hasher.verify(password_hash, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)


def _bytes(password: str) -> bytes:
    """In NFC (RFC 8265), for one keyboard sends ü as one character and another as two."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
