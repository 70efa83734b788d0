"""Which documents compare, and the table of the corpus."""

import pandas as pd
import pytest
from conftest import CORPUS

import textlab as tl
from textlab.errors import TableError


def documents(*rows):
    """Documents as (doc_id, region, year)."""
    return pd.DataFrame(rows, columns=["doc_id", "region", "year"])


def test_only_regions_that_are_there_every_year_are_kept():
    """Jiangxi lacks 2026, so it goes; Shandong's two plans of 2026 both stay, in their order."""
    table = documents(
        ("a", "山东省", 2026), ("b", "江西省", 2025), ("c", "山东省", 2025), ("d", "山东省", 2026)
    )

    assert tl.balance_panel(table)["doc_id"].tolist() == ["a", "c", "d"]
    assert len(table) == 4


def test_the_panel_is_balanced_over_the_years_that_are_in_the_table():
    """Whoever leaves 2026 out first keeps both provinces."""
    table = documents(("b", "江西省", 2025), ("c", "山东省", 2025), ("d", "山东省", 2026))

    assert len(tl.balance_panel(table.query("year == 2025"))) == 2


def test_other_columns_make_groups_and_times():
    """Years that both provinces have, in place of provinces that all years have."""
    table = documents(("b", "江西省", 2025), ("c", "山东省", 2025), ("d", "山东省", 2026))

    assert tl.balance_panel(table, by="year", over="region")["doc_id"].tolist() == ["b", "c"]
    with pytest.raises(TableError, match="“county” is missing"):
        tl.balance_panel(table, by="county")


def test_where_no_region_is_there_every_year_the_nearest_is_named():
    """What is missing is told, with what comes nearest."""
    table = documents(("b", "江西省", 2024), ("c", "山东省", 2025), ("d", "山东省", 2026))

    with pytest.raises(
        tl.TooLittleError, match="each of the 3 values of year; the nearest is 山东省, with 2"
    ):
        tl.balance_panel(table)
    with pytest.raises(tl.TooLittleError, match="the nearest is none"):
        tl.balance_panel(documents())


def test_a_corpus_balances_all_its_tables(small_corpus):
    """Tasks and mentions of a document that is left out go with it."""
    corpus = tl.read_corpus(small_corpus)
    both = corpus.balance_panel(by="family", over="region")
    one = corpus.select(corpus.documents.query("year == 2017")).balance_panel()

    assert len(both.tasks) == len(corpus.tasks)
    assert set(one.tasks["doc_id"]) == set(one.mentions["doc_id"]) == {"small-2017"}


def test_the_summary_of_the_corpus_counts_what_the_tables_hold():
    """The 62 reports of 2025 and 2026 come from 31 provinces; the parts add up to the whole."""
    corpus = tl.read_corpus(CORPUS)
    summary = corpus.summary(["family", "level", "year"])
    total = summary.iloc[-1]

    reports = summary.query(
        "family == 'work-report' and level == 'province' and year in (2025, 2026)"
    )
    assert reports["documents"].tolist() == reports["regions"].tolist() == [31, 31]
    assert (total["family"], total["years"], total["regions"]) == ("all", "2003–2026", 32)
    for column in ("documents", "tasks", "chars", "tokens", "statements", "mentions"):
        assert summary[column].iloc[:-1].sum() == total[column]
    assert total["tasks"] == len(corpus.tasks)
    assert total["tokens"] == corpus.term_counts["count"].sum()
    assert total["terms"] == corpus.term_counts["term"].nunique()


def test_the_summary_of_the_jiangxi_plan_is_known_by_hand(small_corpus):
    """Thirteen tasks, 13 statements, 115 mentions of 31 agencies."""
    row = tl.read_corpus(small_corpus).summary("year").query("year == 2016").iloc[0]

    assert row[["documents", "tasks", "statements", "mentions", "agencies"]].tolist() == [
        *(1, 13, 13, 115, 31)
    ]


def test_a_column_that_is_not_there_is_named(small_corpus):
    """By a column of the documents only."""
    with pytest.raises(TableError, match="“province” is missing"):
        tl.read_corpus(small_corpus).summary("province")
