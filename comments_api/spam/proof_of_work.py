"""Work that a reader's device does before a comment is sent: ALTCHA, asked and checked at home.

Version 2 of the protocol (https://altcha.org/docs/v2/): the device tries numbers until PBKDF2 of
one of them is the key that was drawn. The challenge is signed and names its thread and its end, and
each is taken once: the library checks the work, this module what it was done for, and the store
remembers what was spent. Whoever brings no work, or the wrong one, is held for a person to look at.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Check, Doubt

VALID_FOR = timedelta(minutes=30)
LONGEST_PROOF = 4000
"""Characters; an honest one has about 700."""

_ALGORITHM = "PBKDF2/SHA-256"
_ITERATIONS = 1000


@dataclass(frozen=True, slots=True)
class Work:
    """Work done for one challenge, which can be spent until it expires."""

    challenge: bytes
    until: datetime


class ProofOfWork:
    """Asks for work and checks it. `tries`: at most so many numbers are tried; 0 asks for none."""

    def __init__(self, secret: bytes, tries: int) -> None:
        self._tries = tries
        self._signing = hmac.digest(secret, b"altcha challenge", "sha256")
        self._checking = hmac.digest(secret, b"altcha key", "sha256")

    @property
    def demanded(self) -> bool:
        """Whether a comment needs work."""
        return self._tries > 0

    def challenge(self, thread_id: ThreadId, now: datetime) -> dict[str, Any] | None:
        """A challenge for a comment in this thread, ready for JSON; None when none is needed."""
        if not self.demanded:
            return None
        # Not the protocol's own `expiresAt`: the library would compare it with another clock.
        bound = {"thread": thread_id, "until": int((now + VALID_FOR).timestamp())}
        return altcha.create_challenge(
            _ALGORITHM,
            _ITERATIONS,
            counter=secrets.randbelow(self._tries),
            data=bound,
            hmac_secret=self._signing,
            hmac_key_secret=self._checking,
        ).to_dict()

    def check(self, proof: str | None, thread_id: ThreadId, now: datetime) -> Work | Doubt:
        """The work in `proof`, or what is wrong with it."""
        if not proof:
            return Doubt(Check.PROOF_OF_WORK, "missing")
        parameters = self._verified(proof)
        if parameters is None:
            return Doubt(Check.PROOF_OF_WORK, "wrong")
        until = datetime.fromtimestamp(parameters["data"]["until"], UTC)
        if parameters["data"]["thread"] != thread_id:
            return Doubt(Check.PROOF_OF_WORK, "elsewhere")
        if until < now:
            return Doubt(Check.PROOF_OF_WORK, "expired")
        return Work(bytes.fromhex(parameters["nonce"]), until)

    def _verified(self, proof: str) -> dict[str, Any] | None:
        """The parameters of a challenge of ours that was solved; None otherwise."""
        if len(proof) > LONGEST_PROOF:
            return None
        try:
            payload = altcha.Payload.from_base64(proof)
            result = altcha.verify_solution(payload, self._signing, hmac_key_secret=self._checking)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None  # JSON of any other shape
        return payload.challenge.parameters.to_dict() if result.verified else None
