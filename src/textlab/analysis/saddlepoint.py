"""Tails of sums over shuffled units, by saddlepoints, for all terms at once.

A sum of independent draws has a cumulant function K. Where its slope is the sum observed, the
tail beyond is about Φ(−w − log(u / w) / w): w² / 2 is what the tangent there rises above K, and u
its slope times the root of the curvature. Labels dealt out are not independent, but they are so
given how many there are in all; and what is given is one more direction of K.

Source: Daniels (1954), Annals of Mathematical Statistics 25(4), 631–650; Skovgaard (1987), Journal
of Applied Probability 24(4), 875–887; for counts, with a correction for continuity, Butler (2007),
Saddlepoint Approximations with Applications, ch. 4 and 5.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]
from scipy.stats import norm  # type: ignore[import-untyped]

from textlab.analysis.resampling import Array

_STEPS = 60
_LONGEST_STEP = 2.0
_NEAR = 1e-7
_RIDGE = 1e-9


def counts_tail(counts: csr_array, tokens: Array, target: Array) -> Array:
    """How likely a count in the target is as far out as the one observed, on its own side.

    Every deal of the label “target” to as many units with as many tokens is equally likely.

    Parameters
    ----------
    counts : units × terms
    tokens : tokens of each unit
    target : whether each unit is in the target

    Returns
    -------
    The smaller tail of each term, the observed count included, at most a half

    With odds exp(t + u × tokens + s × count) for the label, K(t, u, s) is the sum of log(1 + odds).
    Without s, K less t and u times what is given is the entropy of the label: its exponential is
    about how many deals are alike. None of them is rarer than one among so many, and no tail.
    """
    lengths = tokens - tokens.mean()
    lengths = lengths / max(np.abs(lengths).max(), 1.0)
    counts = csc_array(counts, dtype=np.float64)
    observed = np.asarray(counts[np.flatnonzero(target)].sum(axis=0))
    given = np.array([target.sum(), lengths[target].sum()])
    none = _Law.of(csc_array((len(target), 1), dtype=np.float64), lengths)
    null = _solve(none, np.zeros((3, 1)), np.append(given, 0.0)[:, None])
    expected = csr_array(counts.T) @ expit(null[0] + null[1] * lengths)
    side = np.sign(observed - expected)
    goal = observed - side / 2
    beyond = np.flatnonzero((goal - expected) * side > 0)
    law = _Law.of(counts[:, beyond], lengths)
    slopes = np.vstack([np.repeat(given[:, None], len(beyond), axis=1), goal[beyond]])
    place = _solve(law, np.repeat(null, len(beyond), axis=1), slopes)
    rise = ((place - null) * slopes).sum(axis=0) - law.k(place) + none.k(null)
    bent = np.linalg.det(law.at(place)[1]) / np.linalg.det(none.at(null)[1][:, :2, :2])
    tail = np.full(len(observed), 0.5)
    tail[beyond] = _tail(rise, 2 * np.sinh(np.abs(place[2]) / 2) * np.sqrt(np.maximum(bent, 0)))
    entropy = none.k(null)[0] - given @ null[:2, 0]
    return np.asarray(np.maximum(tail, min(0.5, np.exp(-entropy))))


def flips_tail(differences: Array) -> Array:
    """How likely a sum of differences is as far from zero as observed, when signs are fair.

    K(s) is the sum of log cosh(s × difference). Where all have one sign the tail given is 0: it is
    that of a single shuffle.
    """
    size = np.abs(differences) / np.abs(differences).max(axis=0, initial=0)
    observed = np.abs((size * np.sign(differences)).sum(axis=0))
    s = np.zeros(size.shape[1])
    for _ in range(_STEPS):
        tanh = np.tanh(s * size)
        bend = ((1 - tanh**2) * size**2).sum(axis=0)
        step = (observed - (tanh * size).sum(axis=0)) / np.maximum(bend, _RIDGE)
        s = s + np.clip(step, -_LONGEST_STEP, _LONGEST_STEP)
        if (np.abs(step) < _NEAR).all():
            break
    log_cosh = s * size + np.log1p(np.exp(-2 * s * size)) - np.log(2)
    bend = ((1 - np.tanh(s * size) ** 2) * size**2).sum(axis=0)
    tail = _tail(s * observed - log_cosh.sum(axis=0), s * np.sqrt(bend))
    return np.where(observed < size.sum(axis=0) * (1 - _RIDGE), tail, 0.0)


def _tail(rise: Array, u: Array) -> Array:
    """The tail from w² / 2 and u; a half where the sum lies at its mean."""
    w = np.sqrt(2 * np.maximum(rise, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        far = w + np.log(u / w) / w
    return np.where((w > 1e-3) & (u > 0), np.minimum(norm.sf(far), 0.5), 0.5)


def _solve(law: "_Law", start: Array, slopes: Array) -> Array:
    """Where K has these slopes, by Newton's steps, each of which moves log odds by little."""
    place = start.copy()
    left = np.arange(start.shape[1])
    longest = np.full(start.shape, _LONGEST_STEP)
    longest[2] /= law.most(start.shape[1])
    for _ in range(_STEPS):
        found, bends = law.at(place[:, left])
        step = np.linalg.solve(bends, (slopes[:, left] - found).T[:, :, None])[:, :, 0].T
        bound = longest[:, left]
        place[:, left] += np.clip(step, -bound, bound)
        far: Array = np.any(np.abs(step) >= _NEAR * bound, axis=0)
        if not far.any():
            break
        left, law = left[far], law.of_terms(far)
    return place


@dataclass(frozen=True)
class _Law:
    """K of all terms at once; a place is t, u, s of each term: 3 × terms.

    A unit without the term stands by its length alone, so that units of one length count as one.
    First all are counted as if none had the term; then those that have it are put right.
    """

    lengths: Array
    units: Array
    columns: Array
    own_lengths: Array
    own_counts: Array

    @classmethod
    def of(cls, counts: csc_array, lengths: Array) -> "_Law":
        distinct, units = np.unique(lengths, return_counts=True)
        columns = np.repeat(np.arange(counts.shape[1]), np.diff(counts.indptr))
        return cls(distinct, units, columns, lengths[counts.indices], counts.data)

    def of_terms(self, wanted: Array) -> "_Law":
        """The same for some terms, true in `wanted`, numbered anew."""
        own = wanted[self.columns]
        columns = (np.cumsum(wanted) - 1)[self.columns[own]]
        return _Law(self.lengths, self.units, columns, self.own_lengths[own], self.own_counts[own])

    def most(self, terms: int) -> Array:
        """The largest count of each term in a unit, at least 1."""
        most = np.ones(terms)
        np.maximum.at(most, self.columns, self.own_counts)
        return most

    def k(self, place: Array) -> Array:
        """K itself, of each term."""
        odds, absent, present = self._odds(place)
        own = np.logaddexp(0, present) - np.logaddexp(0, absent)
        return self.units @ np.logaddexp(0, odds) + self._sum(own, len(odds.T))

    def at(self, place: Array) -> tuple[Array, Array]:
        """The slopes of K, 3 × terms, and its curvatures, terms × 3 × 3."""
        terms = place.shape[1]
        odds, absent, present = (expit(odds) for odds in self._odds(place))
        bend, own_bend = odds * (1 - odds), present * (1 - present)
        more, more_bend = present - absent, own_bend - absent * (1 - absent)
        powers = self.units * self.lengths ** np.arange(3)[:, None]
        own = [self.own_lengths**power for power in range(3)]
        t, u = (powers[i] @ odds + self._sum(own[i] * more, terms) for i in range(2))
        tt, tu, uu = (powers[i] @ bend + self._sum(own[i] * more_bend, terms) for i in range(3))
        s, ts, us, ss = (
            self._sum(values, terms)
            for values in (
                present * self.own_counts,
                own_bend * self.own_counts,
                own_bend * self.own_counts * self.own_lengths,
                own_bend * self.own_counts**2,
            )
        )
        bends = np.array([[tt, tu, ts], [tu, uu, us], [ts, us, ss]]).transpose(2, 0, 1)
        return np.array([t, u, s]), bends + _RIDGE * np.eye(3)

    def _odds(self, place: Array) -> tuple[Array, Array, Array]:
        """Log odds of units without the term, by length; of those with it, as if without; as is."""
        t, u, s = place
        absent = t[self.columns] + u[self.columns] * self.own_lengths
        return t + np.outer(self.lengths, u), absent, absent + s[self.columns] * self.own_counts

    def _sum(self, values: Array, terms: int) -> Array:
        return np.bincount(self.columns, values, terms)
