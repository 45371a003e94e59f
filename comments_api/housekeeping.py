"""What has to happen by itself: forgetting in time, and publishing what was left behind."""

from __future__ import annotations

from dataclasses import dataclass

from comments_api.accounts import Accounts
from comments_api.mailing import Mailing
from comments_api.ports import Clock, Store
from comments_api.publication import Publication, Report
from comments_api.rate_limit import RateLimit
from comments_api.reporting import Reports
from comments_api.spam.learning import SpamFilter


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """Run when the service starts, and every few minutes after that."""

    store: Store
    accounts: Accounts
    publication: Publication
    rate_limit: RateLimit
    reports: Reports
    spam_filter: SpamFilter
    mailing: Mailing
    clock: Clock

    def tidy(self) -> Report:
        """Forget what is over, publish what is behind. Raises StoreUnavailable."""
        now = self.clock()
        with self.store.writing() as writing:
            self.rate_limit.forget(writing, now)
            self.reports.forget(writing, now)
            writing.forget_spent(now)
            self.mailing.forget(writing)
        self.spam_filter.rescore(self.store)
        self.accounts.tidy()
        self.store.leave_no_trace()
        return self.publication.publish_outstanding()
