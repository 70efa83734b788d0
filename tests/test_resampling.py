"""Intervals by resampling whole tasks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.sparse import csr_array

from textlab.analysis.resampling import (
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.errors import AnalysisError

FEW = Resampling(resamples=50, seed=3)


@settings(deadline=None)
@given(strata=st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=30))
def test_every_resample_draws_as_many_tasks_as_each_group_has(strata):
    """Groups keep their size from resample to resample."""
    strata = np.array(strata)
    weights = resample_weights(strata, FEW)

    for group in set(strata):
        assert (weights[:, strata == group].sum(axis=1) == (strata == group).sum()).all()


def test_a_seed_repeats_and_another_differs():
    """The same seed gives the same weights; another gives others."""
    strata = np.zeros(20)
    first = resample_weights(strata, Resampling(100, seed=1))

    assert (first == resample_weights(strata, Resampling(100, seed=1))).all()
    assert (first != resample_weights(strata, Resampling(100, seed=2))).any()


def test_a_group_is_drawn_the_same_whatever_groups_come_after():
    """A group added behind leaves the interval of the others alone."""
    alone = resample_weights(np.array([1, 1, 1]), FEW)
    together = resample_weights(np.array([1, 1, 1, 2, 2]), FEW)

    assert (together[:, :3] == alone).all()


def test_two_groups_of_one_size_are_drawn_apart():
    """Groups are independent: one's luck is not the other's."""
    weights = resample_weights(np.repeat([1, 2], 8), Resampling(4000, seed=1))
    correlation = np.corrcoef(weights.T)[:8, 8:]

    assert np.abs(correlation).max() < 0.08


def test_weights_are_multinomial():
    """A task is drawn once on average, with the variance 1 − 1/n and covariance −1/n."""
    weights = resample_weights(np.zeros(5), Resampling(40_000, seed=1))
    expected = np.eye(5) - 1 / 5

    assert weights.mean(axis=0) == pytest.approx(np.ones(5), abs=0.02)
    assert np.cov(weights.T) == pytest.approx(expected, abs=0.03)


def test_clusters_are_drawn_whole_within_their_group():
    """All tasks of a document are drawn together, and each group draws as many documents."""
    groups = np.array([1, 1, 1, 1, 2, 2, 2])
    documents = np.array(["a", "a", "b", "b", "c", "d", "d"])
    weights = resample_weights(groups, FEW, clusters=documents)

    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 5] == weights[:, 6]).all()
    assert (weights[:, 0] + weights[:, 2] == 2).all()
    assert (weights[:, 4] + weights[:, 5] == 2).all()


def test_a_province_is_drawn_for_all_its_years_at_once():
    """Clusters that reach over groups are drawn once for all of them."""
    years = np.array([2015, 2016, 2015, 2016, 2015, 2016])
    provinces = np.array(["赣", "赣", "鲁", "鲁", "浙", "浙"])
    weights = resample_weights(years, FEW, clusters=provinces)

    assert (weights[:, ::2] == weights[:, 1::2]).all()
    assert (weights[:, ::2].sum(axis=1) == 3).all()


def test_a_ratio_is_that_of_the_rows_drawn():
    """Drawing the first row twice and the second once: (2·4 + 1·1) / (2·10 + 1·5)."""
    values = csr_array(np.array([[4.0, 0.0], [1.0, 2.0], [9.0, 9.0]]))
    draws = ratio_draws(values, np.array([10, 5, 100]), np.array([[2, 1, 0], [0, 0, 1]]))

    assert draws == pytest.approx(np.array([[9 / 25, 2 / 25], [0.09, 0.09]]))


def test_a_ratio_over_nothing_is_unknown():
    """Where nothing was drawn there is no mean, and the interval leaves that draw out."""
    draws = ratio_draws(csr_array(np.eye(2)), np.ones(2), np.array([[0, 0], [2, 0], [1, 1]]))
    low, high = percentile_interval(draws, 0.5)

    assert np.isnan(draws[0]).all()
    assert (low[0], high[0]) == pytest.approx((0.625, 0.875))


def test_the_interval_holds_the_middle_of_the_draws():
    """Of the draws 0 to 100, the middle nine tenths lie from 5 to 95."""
    low, high = percentile_interval(np.arange(101.0)[:, None], 0.9)

    assert (low[0], high[0]) == pytest.approx((5, 95))


def test_the_interval_of_a_mean_is_scipys():
    """SciPy's percentile bootstrap gives the same interval, up to the luck of the draw."""
    values = np.random.default_rng(5).lognormal(size=60)
    weights = resample_weights(np.zeros(60), Resampling(10_000, seed=1))
    draws = ratio_draws(csr_array(values[:, None]), np.ones(60), weights)
    ours = np.ravel(percentile_interval(draws, 0.95))
    oracle = stats.bootstrap(
        (values,), np.mean, n_resamples=10_000, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval

    assert ours == pytest.approx(np.array(oracle), rel=0.02)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """Of 300 samples of 40 with mean 0, nine tenths and more have 0 in their 95% interval."""
    rng = np.random.default_rng(7)
    weights = resample_weights(np.zeros(40), Resampling(400, seed=1))
    low, high = percentile_interval(
        ratio_draws(csr_array(rng.normal(size=(40, 300))), np.ones(40), weights), 0.95
    )

    assert 0.89 <= ((low <= 0) & (high >= 0)).mean() <= 0.98


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"resamples": 0}, "resamples is 0"),
        ({"level": 1.0}, "level is 1.0"),
        ({"level": 95}, "level is 95"),
    ],
)
def test_settings_out_of_bounds_are_named(settings, message):
    """The error names the setting and its value."""
    with pytest.raises(AnalysisError, match=message):
        Resampling(**settings)
