"""Networks side by side."""

import numpy as np
import pytest
from network_data import mentions_of

from textlab.analysis.comparing import compare_networks, network_similarity
from textlab.analysis.networks import agency_network
from textlab.errors import TableError
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
    assert field_labels(lang="en")["development-reform"] == "Development and Reform"
    with pytest.raises(TableError, match="lang is “fr”; write zh or en"):
        field_labels(lang="fr")
