"""Pairs above chance: tables with the same margins, all as probable, and what follows."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_data import mentions_of, plans
from scipy import stats

from textlab.analysis.naming import agency_pairs
from textlab.analysis.null_model import pairs_above_chance, random_tables
from textlab.analysis.resampling import Resampling
from textlab.errors import AnalysisError


def drawn(table, draws, *, parts=None, seed=1):
    """Tables of the null model."""
    parts = np.zeros(table.shape[1]) if parts is None else np.array(parts)
    return list(random_tables(table, parts, Resampling(draws, seed)))


tables = st.builds(
    lambda rows, columns, share, seed: np.random.default_rng(seed).random((rows, columns)) < share,
    st.integers(1, 7),
    st.integers(1, 7),
    st.floats(0, 1),
    st.integers(0, 10_000),
)


@settings(deadline=None, max_examples=60)
@given(tables)
def test_margins_are_kept(table):
    """Each agency keeps its number of tasks, each task its number of agencies."""
    for other in drawn(table, 5):
        assert (other.sum(axis=0) == table.sum(axis=0)).all()
        assert (other.sum(axis=1) == table.sum(axis=1)).all()


@settings(deadline=None, max_examples=60)
@given(tables, st.integers(0, 10_000))
def test_within_documents_margins_are_kept_in_each(table, seed):
    """Each agency keeps its number of tasks in every document."""
    parts = np.random.default_rng(seed).integers(0, 2, table.shape[1])
    for other in drawn(table, 5, parts=parts):
        assert (other.sum(axis=0) == table.sum(axis=0)).all()
        for part in (0, 1):
            members = parts == part
            assert (other[:, members].sum(axis=1) == table[:, members].sum(axis=1)).all()


MARGINS = {
    "square": ([2, 1, 1], [1, 2, 1]),
    "more tasks than agencies": ([2, 3, 1], [1, 2, 1, 2]),
    "more agencies than tasks": ([1, 2, 1, 2], [2, 3, 1]),
}


def all_tables(rows, columns):
    """Every table with these margins."""
    shape = len(rows), len(columns)
    every = (
        np.array(cells, bool).reshape(shape)
        for cells in product([0, 1], repeat=shape[0] * shape[1])
    )
    return [t for t in every if [*t.sum(axis=1)] == rows and [*t.sum(axis=0)] == columns]


@pytest.mark.parametrize("margins", MARGINS.values(), ids=MARGINS.keys())
def test_every_table_with_the_margins_is_as_probable(margins):
    """All are listed, all are drawn, and a chi-square test finds no difference in how often."""
    every = all_tables(*margins)
    counted = Counter(table.tobytes() for table in drawn(every[0], 200 * len(every)))
    times = [counted[table.tobytes()] for table in every]

    assert len(every) > 4
    assert sum(times) == 200 * len(every)
    assert stats.chisquare(times).pvalue > 0.01


def test_a_table_without_room_stays():
    """One agency, or one that every task names: nothing can be traded."""
    for table in (np.ones((1, 3), bool), np.ones((2, 2), bool), np.zeros((2, 3), bool)):
        assert all((other == table).all() for other in drawn(table, 3))


FRIENDS = mentions_of(
    *[("d", f"a{n}", "甲 乙") for n in range(6)],
    *[("d", f"b{n}", "丙 丁") for n in range(6)],
    *[("d", f"c{n}", "戊 己") for n in range(6)],
)
"""Three pairs who meet nobody else."""


def test_friends_are_above_chance():
    """Six times together where 1.2 times would be chance."""
    table = pairs_above_chance(FRIENDS).sort_values("source")

    assert table[["source", "target", "observed"]].to_numpy().tolist() == [
        ["丁", "丙", 6],
        ["乙", "甲", 6],
        ["己", "戊", 6],
    ]
    # all pairs are alike: 18 tasks over 15 of them
    assert table["expected"].tolist() == pytest.approx([1.2] * 3, abs=0.05)
    assert table["p"].tolist() == pytest.approx([1 / 5001] * 3)
    # 15 pairs are tested, of which three come out with the smallest p
    assert table["q"].tolist() == pytest.approx([15 / 3 / 5001] * 3)
    assert (table["high"] < 6).all()
    assert (table["z"] > 3).all()


def test_the_expected_number_is_that_of_all_tables():
    """Counted over every table with the margins: 甲 in two of four tasks, and so on."""
    mentions = mentions_of(
        ("d", "1", "甲 乙"), ("d", "2", "甲 丙"), ("d", "3", "乙 丙"), ("d", "4", "乙")
    )
    every = all_tables([2, 3, 2], [2, 2, 2, 1])  # 丙 乙 甲, in order
    mean = np.mean([(table[1] & table[2]).sum() for table in every])
    table = pairs_above_chance(mentions, least=1, draws=4000).set_index(["source", "target"])

    assert table.loc[("乙", "甲"), "expected"] == pytest.approx(mean, abs=0.03)


def test_who_is_named_everywhere_is_above_chance_with_nobody():
    """甲 stands in all tasks: it meets each other agency as often as that is named."""
    tasks = [("d", str(n), "甲 乙" if n % 2 else "甲 丙") for n in range(10)]
    table = pairs_above_chance(mentions_of(*tasks)).set_index(["source", "target"])

    assert table.loc[("乙", "甲"), ["observed", "expected", "low", "high", "p"]].tolist() == [
        5,
        5,
        5,
        5,
        1,
    ]
    assert table["z"].isna().all()


def test_under_chance_few_pairs_come_out():
    """In forty plans dealt out at random at most a few have a pair with q below .05."""
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(40):
        lists = [
            rng.choice(list("甲乙丙丁戊己"), size=rng.integers(2, 4), replace=False)
            for _ in range(20)
        ]
        plan = mentions_of(*[("d", str(n), " ".join(names)) for n, names in enumerate(lists)])
        found += (pairs_above_chance(plan, draws=400)["q"] < 0.05).any()

    assert found <= 4


BY_SUBJECT = mentions_of(
    *[("d1", str(n), "甲 乙" if n % 2 else "甲" if n % 4 else "乙") for n in range(12)],
    *[("d2", str(n), "丙 丁" if n % 2 else "丙" if n % 4 else "丁") for n in range(12)],
)
"""甲 and 乙 are named in the one plan, 丙 and 丁 in the other."""


def test_agencies_of_one_subject_are_above_chance_over_the_corpus_only():
    """Within their plan 甲 and 乙 meet no more often than its tasks make them."""
    corpus = pairs_above_chance(BY_SUBJECT).set_index(["source", "target"])
    document = pairs_above_chance(BY_SUBJECT, within="document").set_index(["source", "target"])

    assert corpus.loc[("乙", "甲"), "expected"] < 4.5
    assert document.loc[("乙", "甲"), "expected"] == 6
    assert document.loc[("乙", "甲"), "p"] == 1


@settings(deadline=None, max_examples=20)
@given(plans, st.sampled_from(["statement", "task"]))
def test_observed_are_the_pairs_of_the_units(statements, unit):
    """As `agency_pairs` counts them; p and q are shares, q never below p."""
    mentions = mentions_of(*statements)
    counted = agency_pairs(mentions, unit=unit).groupby(["source", "target"]).size()
    table = pairs_above_chance(mentions, unit=unit, least=1, draws=20)

    assert table.set_index(["source", "target"])["observed"].to_dict() == counted.to_dict()
    assert ((table["p"] >= 1 / 21 - 1e-9) & (table["p"] <= table["q"]) & (table["q"] <= 1)).all()
    assert table["p"].is_monotonic_increasing


def test_rarely_named_agencies_are_left_out_and_untested():
    """己 is named twice: no pair of it could be told from chance, and none is counted."""
    rare = mentions_of(
        *[("d", str(n), "甲 乙" if n % 2 else "丙 丁") for n in range(8)],
        *[("d", f"r{n}", "己 戊") for n in range(2)],
    )
    table = pairs_above_chance(rare)

    assert set(table["source"]) | set(table["target"]) == set("甲乙丙丁")
    assert len(pairs_above_chance(rare, least=1)) == 3


def test_the_same_seed_gives_the_same_bytes():
    """And the order of the mentions leaves no trace; another seed gives other draws."""
    one = pairs_above_chance(FRIENDS, draws=50)

    assert one.to_csv() == pairs_above_chance(FRIENDS.iloc[::-1], draws=50).to_csv()
    assert one.to_csv() != pairs_above_chance(FRIENDS, draws=50, seed=2).to_csv()


def test_without_pairs_the_table_is_empty():
    """No mentions, or one agency a task: no rows, all columns."""
    for mentions in (FRIENDS.iloc[:0], mentions_of(("d", "1", "甲"), ("d", "2", "甲"))):
        table = pairs_above_chance(mentions, least=1, draws=10)
        assert table.empty
        assert list(table)[:5] == ["source", "target", "source_label", "target_label", "observed"]


@pytest.mark.parametrize(
    ("settings_", "message"),
    [
        ({"draws": 0}, "draws is 0"),
        ({"within": "year"}, "within “year” is unknown; use corpus or document"),
        ({"unit": "plan"}, "unit “plan” is unknown; use statement or task"),
        ({"level": 2}, "level is 2"),
    ],
)
def test_wrong_settings_are_named(settings_, message):
    """The error gives the value and the choice."""
    with pytest.raises(AnalysisError, match=message):
        pairs_above_chance(FRIENDS, **settings_)
