"""p-values under shuffles of labels and of signs."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import binom, hypergeom, permutation_test

from textlab.analysis import permutation
from textlab.analysis.permutation import label_shuffle_p, sign_flip_p
from textlab.analysis.saddlepoint import counts_tail


def test_few_shuffles_are_gone_through_as_scipy_does():
    """Four of nine units: the p of each term is that of SciPy's exact permutation test."""
    rng = np.random.default_rng(1)
    counts, tokens = rng.poisson(1.5, size=(9, 6)), rng.integers(20, 60, size=9)
    target = np.arange(9) < 4

    def gap(inside, outside):
        own, others = inside.astype(int), outside.astype(int)
        return counts[own, term].sum() / tokens[own].sum() - (
            counts[others, term].sum() / tokens[others].sum()
        )

    found = label_shuffle_p(csr_array(counts), tokens, target)
    for term in range(6):
        sides = (np.flatnonzero(target), np.flatnonzero(~target))
        exact = permutation_test(sides, gap, n_resamples=np.inf, vectorized=False)
        assert found[term] == pytest.approx(exact.pvalue, abs=1e-12)


@pytest.mark.parametrize(("targets", "using"), [(40, 12), (100, 9), (20, 60)])
def test_the_approximation_holds_far_into_the_tail(targets, using):
    """With tasks of one length and a term once a task, the law is hypergeometric: within 15%."""
    units = 200
    target = np.arange(units) < targets
    for inside in range(max(0, using - units + targets), min(using, targets) + 1):
        column = np.zeros((units, 1), dtype=int)
        column[:inside] = 1
        column[targets : targets + using - inside] = 1
        tail = counts_tail(csr_array(column), np.full(units, 30), target)[0]
        above = hypergeom.sf(inside - 1, units, using, targets)
        below = hypergeom.cdf(inside, units, using, targets)

        # just left of the mean the p is 1 whichever the tail
        assert min(0.5, tail) == pytest.approx(min(0.5, above, below), rel=0.15)


def test_the_approximation_agrees_with_draws():
    """Tasks of many lengths and terms in clumps: as often as 40,000 shuffles of equal tokens say."""
    rng = np.random.default_rng(2)
    tokens = rng.integers(10, 80, size=60)
    counts = rng.poisson(rng.gamma(0.5, 2, size=(60, 30)) * tokens[:, None] / 40)
    target = np.arange(60) < 20
    deals = np.array([rng.permutation(target) for _ in range(40_000)])
    alike = deals[np.abs(deals @ tokens - tokens[target].sum()) <= 60]
    sums = alike @ counts
    observed = counts[target].sum(axis=0)
    drawn = np.minimum((sums >= observed).mean(axis=0), (sums <= observed).mean(axis=0))
    tail = counts_tail(csr_array(counts), tokens, target)

    assert len(alike) > 5000
    assert tail == pytest.approx(np.minimum(drawn, 0.5), rel=0.2, abs=0.02)


def test_no_p_is_below_that_of_a_single_shuffle(monkeypatch):
    """Five of five units in the target alone: no deal is further out, and none is free."""
    counts = csr_array(np.repeat([[9], [0]], 5, axis=0))
    tokens, target = np.full(10, 50), np.arange(10) < 5
    exact = label_shuffle_p(counts, tokens, target)
    monkeypatch.setattr(permutation, "MOST_SHUFFLES", 0)
    near = label_shuffle_p(counts, tokens, target)

    assert exact == pytest.approx(2 / 252)
    assert near >= 2 / 252 - 1e-12
    assert near == pytest.approx(2 / 252, rel=0.25)


def test_one_group_tells_nothing():
    """Where every unit is in the target there is nothing to shuffle: p is 1."""
    assert label_shuffle_p(
        csr_array(np.ones((3, 2))), np.ones(3), np.ones(3, dtype=bool)
    ).tolist() == [1, 1]


def test_terms_that_none_uses_and_sides_without_tokens_are_passed():
    """A term of no task, and a unit of no token, raise nothing."""
    counts = np.zeros((40, 2), dtype=int)
    counts[:10, 0] = 1
    tokens = np.where(np.arange(40) == 39, 0, 20)
    few = label_shuffle_p(csr_array(counts[30:]), tokens[30:], np.arange(10) == 9)
    many = label_shuffle_p(csr_array(counts), tokens, np.arange(40) < 20)

    assert few.tolist() == [1, 1]
    assert many[1] == 1
    assert many[0] < 0.01


def test_few_flips_are_gone_through_as_scipy_does():
    """Six pairs: the p is that of SciPy's exact test by samples."""
    rng = np.random.default_rng(3)
    first, second = rng.normal(1, 1, size=(6, 4)), rng.normal(0, 1, size=(6, 4))
    exact = permutation_test(
        (first, second),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )

    assert sign_flip_p(first - second) == pytest.approx(exact.pvalue, abs=1e-12)


def test_pairs_that_do_not_differ_change_nothing():
    """Ten pairs of no difference leave the p of the five that differ: all up, 2 of 32."""
    differences = np.concatenate([np.zeros(10), [1.0, 2, 3, 4, 5]])[:, None]

    assert sign_flip_p(differences) == pytest.approx(2 / 32)


def test_no_pair_that_differs_is_a_p_of_one():
    """A term that both sides use equally shows nothing."""
    assert sign_flip_p(np.zeros((4, 1))).tolist() == [1]


def test_many_flips_are_approximated_closely():
    """Sixteen pairs: within 10% of all 65,536 flips gone through."""
    rng = np.random.default_rng(4)
    differences = rng.gamma(2, 1, size=(16, 40)) * rng.choice([1, -1], p=[0.8, 0.2], size=(16, 40))
    flips = 1 - 2 * ((np.arange(2**16)[:, None] >> np.arange(16)) & 1)
    sums, observed = flips @ differences, np.abs(differences.sum(axis=0))
    exact = np.minimum(1, 2 * (sums >= observed - 1e-9).mean(axis=0))
    seen = exact > 50 / 2**16

    assert sign_flip_p(differences)[seen] == pytest.approx(exact[seen], rel=0.1)


def test_all_pairs_of_one_sign_are_exact_however_many():
    """Thirty pairs that all rise: 2 of 2³⁰ flips are as far out, as in the sign test."""
    differences = np.linspace(1, 2, 30)[:, None]

    assert sign_flip_p(differences)[0] == pytest.approx(2 * binom.cdf(0, 30, 0.5), rel=1e-9)


def test_units_of_other_lengths_do_not_compare():
    """Where all targets are longer than all others, no other deal is like the one observed."""
    tokens = np.concatenate([np.arange(80, 110), np.arange(10, 40)])
    counts = np.where(np.arange(60) < 30, 9, 0)[:, None]

    assert label_shuffle_p(csr_array(counts), tokens, np.arange(60) < 30)[0] == 1


def test_few_deals_of_like_length_cannot_show_much():
    """Thirty short units against thirty long, one pair swapped: some ten deals are alike."""
    tokens = np.concatenate([np.arange(10, 40), np.arange(41, 71)])
    target = np.arange(60) < 30
    target[[29, 30]] = False, True
    counts = np.where(target, 9, 0)[:, None]

    assert label_shuffle_p(csr_array(counts), tokens, target)[0] > 0.02
