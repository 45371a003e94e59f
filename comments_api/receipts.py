"""Receipts: secret addresses under which a writer, and nobody else, finds what is theirs.

The token is made from the service's secret, what it is for and a random number in the row, so that
the same submission, sent again, is answered with the same token although only its hash is kept.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from comments_api.ports import OwnershipWriter

TOKEN_BYTES = 24
"""192 bits; 32 characters in an address."""


class Purpose(StrEnum):
    """What a token opens. One for the one is worth nothing for the other."""

    RECEIPT = "receipt"  # one comment
    FOLDER = "folder"  # what one writer keeps together
    CONFIRM = "confirm"  # that an address wants the replies to one comment
    LEAVE = "leave"  # that it wants no more


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the row keeps, `nonce` and `hash`, and what only the writer gets, `token`."""

    nonce: bytes = field(repr=False)
    token: str = field(repr=False)

    @property
    def hash(self) -> bytes:
        """Under which the row is found again."""
        return hash_of(self.token)


def new_receipt(secret: bytes, purpose: Purpose = Purpose.RECEIPT) -> Receipt:
    """A receipt nobody has yet."""
    return receipt_for(secret, secrets.token_bytes(16), purpose)


def receipt_for(secret: bytes, nonce: bytes, purpose: Purpose = Purpose.RECEIPT) -> Receipt:
    """The receipt that belongs to this nonce."""
    digest = hmac.digest(secret, purpose.encode() + b"\0" + nonce, "sha256")
    return Receipt(nonce, urlsafe_b64encode(digest[:TOKEN_BYTES]).decode())


def hash_of(token: str) -> bytes:
    """What is stored of a token. A fast hash will do: nobody can guess 192 bits."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def folder_named(
    writing: OwnershipWriter, secret: bytes, key: str, now: datetime
) -> tuple[int, str]:
    """The id and key of the folder of this key, or of a new one when there is none."""
    folder = writing.folder_by_hash(hash_of(key))
    if folder is not None:
        return folder.id, key
    made = new_receipt(secret, Purpose.FOLDER)
    return writing.open_folder(made.nonce, made.hash, now), made.token
