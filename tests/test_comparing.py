"""Networks side by side."""

import numpy as np
import pytest
from hypothesis import given, settings
from network_data import mentions_of, plans
from scipy.stats import spearmanr

from textlab.analysis.comparing import compare_networks, network_similarity, strength_agreement
from textlab.analysis.networks import agency_network
from textlab.analysis.resampling import Resampling, resample_weights
from textlab.errors import AnalysisError, TableError
from textlab.reading.fields import field_labels

FIRST = agency_network(mentions_of(("d", "1", "甲 乙 丙"), ("d", "2", "甲 乙"), ("d", "3", "丁")))
SECOND = agency_network(mentions_of(("d", "1", "甲 乙"), ("d", "2", "甲 丙 戊")))


def test_where_each_agency_stands_worked_by_hand():
    """甲 and 乙 share the first rank of 2015, with two of the five points of strength each."""
    table = compare_networks({"2015": FIRST, "2016": SECOND})

    columns = ["agency", "group", "rank", "tasks", "degree", "strength", "networks"]
    assert table[columns].to_numpy().tolist() == [
        ["乙", "2015", 1, 2, 2, 2.0, 2],
        ["乙", "2016", 2, 1, 1, 1.0, 2],
        ["甲", "2015", 1, 2, 2, 2.0, 2],
        ["甲", "2016", 1, 2, 3, 2.0, 2],
        ["丙", "2015", 3, 1, 2, 1.0, 2],
        ["丙", "2016", 2, 1, 2, 1.0, 2],
        ["戊", "2016", 2, 1, 2, 1.0, 1],
        ["丁", "2015", 4, 1, 0, 0.0, 1],
    ]
    assert table.groupby("group")["strength_share"].sum().tolist() == pytest.approx([1, 1])


def test_what_two_networks_have_in_common_worked_by_hand():
    """甲 乙 丙 of five; among them 甲–乙 and 甲–丙 of three ties; strengths 2 2 1 against 2 1 1."""
    row = network_similarity({"2015": FIRST, "2016": SECOND}).loc[0]

    assert row[["first", "second", "agencies", "ties"]].tolist() == ["2015", "2016", 3, 2]
    assert row["agency_jaccard"] == pytest.approx(3 / 5)
    assert row["tie_jaccard"] == pytest.approx(2 / 3)
    assert row["strength_rho"] == pytest.approx(0.5)


def test_a_network_is_like_itself():
    """Everything in common."""
    row = network_similarity({"a": FIRST, "b": FIRST}).loc[0]

    assert row[["agency_jaccard", "tie_jaccard", "strength_rho"]].tolist() == [1, 1, 1]


def test_networks_with_nothing_in_common():
    """No agency in both: there are no ties among them to compare."""
    other = agency_network(mentions_of(("d", "1", "子 丑")))
    row = network_similarity({"a": FIRST, "b": other}).loc[0]

    assert row[["agencies", "agency_jaccard", "ties"]].tolist() == [0, 0, 0]
    assert np.isnan(row["tie_jaccard"])
    assert np.isnan(row["strength_rho"])


def test_one_network_or_none():
    """Nothing to set side by side: empty tables with their columns."""
    assert list(compare_networks({}))[-1] == "networks"
    assert network_similarity({"a": FIRST}).empty
    assert len(compare_networks({"a": FIRST})) == 4


def test_fields_have_names_in_two_languages():
    """The name of a body at province level without its place."""
    assert field_labels()["market-regulation"] == "市场监管局"
    assert field_labels()["publicity"] == "党委宣传部"
    assert field_labels(lang="en")["development-reform"] == "Development and Reform"
    with pytest.raises(TableError, match="lang is “fr”; write zh or en"):
        field_labels(lang="fr")


@settings(deadline=None, max_examples=40)
@given(plans, plans)
def test_agreement_is_that_of_the_networks(one, other):
    """The correlation of `network_similarity`, within its interval; none from too few tasks."""
    groups = {"a": mentions_of(*one), "b": mentions_of(*other)}
    row = strength_agreement(groups, resamples=10).loc[0]
    like = network_similarity({name: agency_network(each) for name, each in groups.items()}).loc[0]

    assert row["rho"] == pytest.approx(like["strength_rho"], nan_ok=True)
    assert row["agencies"] == like["agencies"]
    if not np.isnan(row["low"]):
        assert -1 <= row["low"] <= row["rho"] <= row["high"] <= 1


def test_agreement_equals_a_loop_over_resamples():
    """Strengths of each resample are added up by hand, and SciPy correlates them."""
    lists = {
        "2015": ["甲 乙", "甲 丙", "甲 丁", "乙 丙", "甲 乙 丁", "戊 甲", "丙 丁"],
        "2016": ["甲 乙 丙", "乙 丁", "乙 丙", "甲 丁", "乙 丙 己"],
    }
    groups = {
        year: mentions_of(*[("d", str(n), names) for n, names in enumerate(rows)])
        for year, rows in lists.items()
    }
    row = strength_agreement(groups, resamples=50, seed=4).loc[0]
    strengths = []
    for place, rows in enumerate(lists.values()):
        drawn = resample_weights(np.zeros(len(rows)), Resampling(50, 4 + place))
        named = np.array([[name in names for name in "甲乙丙丁"] for names in rows])
        strengths.append(drawn @ named)  # each gets 1 from each statement, however long
    draws = [spearmanr(a, b).statistic for a, b in zip(*strengths, strict=True)]
    low, high = np.quantile(row["rho"] + draws - np.median(draws), [0.025, 0.975])

    assert row["agencies"] == 4
    assert row[["low", "high"]].tolist() == pytest.approx([max(low, -1), min(high, 1)])


def test_there_is_no_agreement_where_nothing_is_ranked():
    """All four are equally strong in every resample: no correlation, no interval."""
    both = mentions_of(*[("d", str(n), "甲 乙 丙 丁") for n in range(6)])
    row = strength_agreement({"a": both, "b": both}, resamples=20).loc[0]

    assert row["agencies"] == 4
    assert row[["rho", "low", "high"]].isna().all()


def test_agreement_needs_five_tasks_of_either():
    """One network of four tasks: a value, and no interval. No groups, no rows."""
    names = ["甲 乙 丙", "甲 乙", "甲 丁", "甲 丙", "乙 丙"]
    groups = {
        str(size): mentions_of(*[("d", str(n), names[n % 5]) for n in range(size)])
        for size in (4, 5, 6)
    }
    table = strength_agreement(groups, resamples=20).set_index(["first", "second"])

    assert table["rho"].notna().all()
    assert table["low"].notna().to_dict() == {
        ("4", "5"): False,
        ("4", "6"): False,
        ("5", "6"): True,
    }
    assert strength_agreement({}).empty
    with pytest.raises(AnalysisError, match="resamples is 0"):
        strength_agreement(groups, resamples=0)
