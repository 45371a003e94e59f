"""What the service's tests share: a clock to turn, a site with threads, short cuts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from comments_api.avatars import Avatars
from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Submission
from comments_api.publication import FeedSettings
from comments_api.spam.form_time import FormTime
from comments_api.spam.learning import SpamFilter
from comments_api.spam.proof_of_work import ProofOfWork
from comments_api.spam.screening import Screening

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
OPEN = ThreadId("auf-der-resterampe")
OTHER = ThreadId("maerkte-sind-gespraeche")
CLOSED = ThreadId("das-war-es")
ENGLISH = ThreadId("to-be-visible-en")
THREADS = (
    Thread(OPEN, "Auf der Resterampe", "/essays/auf-der-resterampe/", "de", "Leopold", open=True),
    Thread(OTHER, "Märkte", "/essays/maerkte/", "de", "Leopold", open=True),
    Thread(CLOSED, "Das war es", "/essays/das-war-es/", "de", "Leopold", open=False),
    Thread(ENGLISH, "To be visible", "/en/essays/visible/", "en", "Leopold", open=True),
)
PASSWORD = "ein-langes-Passwort"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
BROWSER = {**FROM_HERE, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SECRET = b"s" * 32
AVATARS = Avatars(SECRET)
FEEDS = FeedSettings("https://spiegelkabinett.example", "Spiegelkabinett", "de")


@dataclass
class TurnedClock:
    """A clock that moves only when told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        self.now += timedelta(**parts)


class KnownThreads:
    """Threads without a file."""

    def get(self, thread_id: ThreadId) -> Thread | None:
        return next((thread for thread in THREADS if thread.id == thread_id), None)


def screening(**changes: object) -> Screening:
    """The checks with nothing demanded; the tests name the settings they mean."""
    values: dict[str, object] = {
        "spam_filter": SpamFilter(SECRET),
        "form_time": FormTime(SECRET, timedelta(seconds=3)),
        "proof_of_work": ProofOfWork(SECRET, 0),
        "hold_at": 95,
        "secret": SECRET,
        **changes,
    }
    return Screening(**values)  # type: ignore[arg-type]


def submission(**changes: object) -> Submission:
    values: dict[str, object] = {
        "thread_id": OPEN,
        "parent_id": None,
        "author": "Erna Muster",
        "email": "erna@example.org",
        "website": None,
        "text": "Meine Leasingrate nimmt auch keine Daumen.",
        "key": None,
        **changes,
    }
    return Submission(**values)  # type: ignore[arg-type]  # the tests name the fields they mean
