"""How often would chance do as much? p-values under shuffles of labels, and of signs.

The words of a task come together, so a law that takes each token for a draw of its own finds
far too much. Here whole units change sides, tasks or clusters of them, and their words stay
together. Where the shuffles are few, each is gone through. Elsewhere their law is approximated
by a saddlepoint, which holds far out in the tails, where thousands of terms are tested at once.
Nothing here is random.

Source: Robinson (1982), JRSS B 44(1), 91–101; Davison & Hinkley (1988), Biometrika 75(3), 417–431.
"""

from itertools import combinations, product
from math import comb

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.resampling import Array
from textlab.analysis.saddlepoint import counts_tail, flips_tail

MOST_SHUFFLES = 20_000
"""With at most so many ways to deal out the labels, each is gone through."""
MOST_FLIPPED = 12
"""With at most so many pairs that differ, all flips of their signs are gone through: 4,096."""
_CHUNK = 200


def label_shuffle_p(counts: csr_array, tokens: Array, target: Array) -> Array:
    """Two-sided p of each term's rate in the target when labels are dealt anew among the units.

    With at most `MOST_SHUFFLES` ways to deal them, the difference of the rates is compared with
    that of each. With more, the count in the target is compared with the counts that deals of as
    many units and as many tokens would give. Where all units of the target are longer, or shorter,
    than the others, no other deal has as many tokens, and p is 1: they do not compare.

    Parameters
    ----------
    counts : units × terms, tokens of a term
    tokens : tokens of each unit
    target : whether each unit is in the target

    Returns
    -------
    One p per term: twice the smaller tail, what was observed included, and at most 1
    """
    units, targets = len(target), int(target.sum())
    if not 0 < targets < units:
        return np.ones(counts.shape[1])
    if comb(units, targets) <= MOST_SHUFFLES:
        return _by_all_shuffles(counts, tokens, target)
    return _two_sided(counts_tail(counts, tokens, target), 1 / comb(units, targets))


def sign_flip_p(differences: Array) -> Array:
    """Two-sided p of each mean difference when the two sides of any pair may be swapped.

    Parameters
    ----------
    differences : pairs × terms, the value on one side less that on the other

    Returns
    -------
    One p per term, as of `label_shuffle_p`; exact for terms in which at most `MOST_FLIPPED` pairs
    differ
    """
    found = (differences != 0).sum(axis=0)
    p = np.ones(differences.shape[1])
    few = (found > 0) & (found <= MOST_FLIPPED)
    p[few] = _by_all_flips(differences[:, few])
    many = found > MOST_FLIPPED
    p[many] = _two_sided(flips_tail(differences[:, many]), 0.5 ** found[many])
    return p


def _two_sided(tail: Array, least: Array | float) -> Array:
    """Twice a tail that is no smaller than a single shuffle can make it."""
    return np.asarray(np.minimum(1.0, 2 * np.maximum(tail, least)))


def _by_all_shuffles(counts: csr_array, tokens: Array, target: Array) -> Array:
    chosen = np.array(list(combinations(range(len(target)), int(target.sum()))))
    deals = np.zeros((len(chosen) + 1, len(target)))
    np.put_along_axis(deals[1:], chosen, 1.0, axis=1)
    deals[0] = target
    inside = (deals @ tokens)[:, None]
    outside = tokens.sum() - inside
    # A deal that leaves one side without a token tells of no difference.
    told = np.where((inside > 0) & (outside > 0), 1.0, 0.0)
    weight, base = (
        told / np.maximum(inside, 1) + told / np.maximum(outside, 1),
        told / np.maximum(outside, 1),
    )
    p = np.empty(counts.shape[1])
    for part in _parts(counts.shape[1]):
        values = counts[:, part].toarray()
        p[part] = _smaller_tail((deals @ values) * weight - values.sum(axis=0) * base)
    return p


def _by_all_flips(differences: Array) -> Array:
    # Pairs that do not differ change nothing: those that do come first, the rest are cut off.
    order = np.argsort(differences == 0, axis=0, kind="stable")
    packed = np.take_along_axis(differences, order, axis=0)[:MOST_FLIPPED]
    signs = np.array(list(product([1.0, -1.0], repeat=len(packed))))
    signs = np.vstack([signs[:1], signs])
    p = np.empty(packed.shape[1])
    for part in _parts(packed.shape[1]):
        p[part] = _smaller_tail(signs @ packed[:, part])
    return p


def _smaller_tail(values: Array) -> Array:
    """Twice the smaller share of shuffles as far out as the one observed, which is the first row.

    Sums that differ by rounding alone are equal.
    """
    observed, shuffled = values[0], values[1:]
    noise = 1e-9 * np.abs(shuffled).max(axis=0)
    above = np.count_nonzero(shuffled >= observed - noise, axis=0)
    below = np.count_nonzero(shuffled <= observed + noise, axis=0)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(above, below) / len(shuffled)))


def _parts(size: int) -> list[slice]:
    """Columns by the few hundred, so that memory stays small."""
    return [slice(start, start + _CHUNK) for start in range(0, size, _CHUNK)]
