"""A share counted in a sample, with how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""The 97.5 % point of the normal distribution: intervals hold the true share in 95 of 100 cases."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `tries`, which are worth as much as `weight` independent ones."""

    hits: int
    tries: int
    weight: float

    @classmethod
    def of_clusters(cls, clusters: Iterable[tuple[int, int]]) -> Share:
        """The share of all (hits, tries) together, when the tries within each are alike.

        The rounds of one game are no independent trials: who calls tends to call again. The
        weight is therefore the effective sample size, tries divided by the design effect, with the
        variance of a ratio of totals (Cochran, Sampling Techniques, 3rd ed. 1977). Where every
        cluster is one try, it is their number. That Wilson's interval is a good one with it:
        Franco, Little, Louis and Slud, Comparative Study of Confidence Intervals for Proportions
        in Complex Sample Surveys, PMC6690503.
        """
        counted = [(hits, tries) for hits, tries in clusters if tries]
        hits, tries = sum(hits for hits, _ in counted), sum(tries for _, tries in counted)
        if not tries:
            return cls(0, 0, 0.0)
        share = hits / tries
        spread = sum((won - share * of) ** 2 for won, of in counted)
        if not spread:  # all alike: no more is known than one try a cluster tells
            return cls(hits, tries, float(len(counted)))
        return cls(hits, tries, min(share * (1 - share) * tries**2 / spread, tries))

    @property
    def estimate(self) -> float:
        """Hits over tries; 0 when nothing was tried."""
        return self.hits / self.tries if self.tries else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval, 95 %; from 0 to 1 when nothing was tried.

        E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference,
        Journal of the American Statistical Association 22 (1927),
        doi 10.1080/01621459.1927.10502953.
        """
        if not self.weight:
            return 0.0, 1.0
        pull = Z**2 / self.weight
        centre = (self.estimate + pull / 2) / (1 + pull)
        spread = self.estimate * (1 - self.estimate) / self.weight + pull / 4 / self.weight
        half = Z * sqrt(spread) / (1 + pull)
        return max(0.0, centre - half), min(1.0, centre + half)
