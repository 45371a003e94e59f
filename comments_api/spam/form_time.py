"""When a form was taken up, signed, so that nobody can say he took his time who did not.

A static page cannot carry it, for the page was built long before. The page's script fetches it when
somebody begins to write; a page made by the service (a reply, a form shown again) has it in the
form. A form without it is a form without JavaScript, and that is no fault: nothing is held for it.
"""

from __future__ import annotations

import hmac
import re
from datetime import UTC, datetime, timedelta

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Check, Doubt

LONGEST = timedelta(hours=24)
"""After that a time is no longer believed; a script that hoards them has to come back."""

_TOKEN = re.compile(r"([0-9]{1,12})\.([0-9a-f]{32})", re.ASCII)


class FormTime:
    """Signs times, and reads them again. `shortest`: faster than that, nobody writes."""

    def __init__(self, secret: bytes, shortest: timedelta) -> None:
        self._secret = secret
        self._shortest = shortest

    def issue(self, thread_id: ThreadId, now: datetime) -> str:
        """What a form of this thread carries that is taken up now."""
        seconds = int(now.timestamp())
        return f"{seconds}.{self._signature(thread_id, seconds)}"

    def doubt(self, token: str | None, thread_id: ThreadId, now: datetime) -> Doubt | None:
        """Why a form that carried `token` is held; None when it is not."""
        if token is None:
            return None
        match = _TOKEN.fullmatch(token)
        if match is None or not hmac.compare_digest(
            match[2], self._signature(thread_id, int(match[1]))
        ):
            return Doubt(Check.FORM_TIME, "forged")
        took = now - datetime.fromtimestamp(int(match[1]), UTC)
        if took < self._shortest:
            return Doubt(Check.FORM_TIME, "too-fast")
        return Doubt(Check.FORM_TIME, "too-old") if took > LONGEST else None

    def _signature(self, thread_id: ThreadId, seconds: int) -> str:
        message = f"form-time\0{thread_id}\0{seconds}".encode()
        return hmac.digest(self._secret, message, "sha256").hex()[:32]
