"""Receipts: the secret address under which a writer, and nobody else, sees a waiting comment.

The token is made from the service's secret and a random number in the row, so that the same
submission, sent again, is answered with the same token although only its hash is kept.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

TOKEN_BYTES = 24
"""192 bits; 32 characters in an address."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the row keeps, `nonce` and `hash`, and what only the writer gets, `token`."""

    nonce: bytes = field(repr=False)
    token: str = field(repr=False)

    @property
    def hash(self) -> bytes:
        """Under which the comment is found again."""
        return hash_of(self.token)


def new_receipt(secret: bytes) -> Receipt:
    """A receipt nobody has yet."""
    return receipt_for(secret, secrets.token_bytes(16))


def receipt_for(secret: bytes, nonce: bytes) -> Receipt:
    """The receipt that belongs to this nonce."""
    digest = hmac.digest(secret, b"receipt\0" + nonce, "sha256")
    return Receipt(nonce, urlsafe_b64encode(digest[:TOKEN_BYTES]).decode())


def hash_of(token: str) -> bytes:
    """What is stored of a token. A fast hash will do: nobody can guess 192 bits."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
