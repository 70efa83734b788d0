"""Borrowed clauses: found by their signatures, counted by document, shown where texts are held."""

import numpy as np
import pandas as pd
import pytest
from conftest import JIANGXI
from scipy.stats import beta

import textlab as tl
from textlab.corpus.signatures import read_signatures, resemblance, signature
from textlab.errors import AnalysisError, TableError

TEXT = JIANGXI.read_text(encoding="utf-8")


def table(**texts):
    """Signatures of tasks: `a_1="…"` is task 1 of document a."""
    rows = [(*name.split("_"), signature(text)) for name, text in texts.items()]
    return pd.DataFrame(rows, columns=["doc_id", "task_id", "signature"])


def documents(**years):
    """Documents with the day or year that each is of: `a="2016-05-01"`."""
    rows = [
        (name, int(str(when)[:4]), when if isinstance(when, str) else "")
        for name, when in years.items()
    ]
    return pd.DataFrame(rows, columns=["doc_id", "year", "issued"])


def test_a_clause_taken_over_is_found_and_the_older_document_is_its_source():
    """The same words in 2015 and 2017: one pair, from the older to the newer, two years apart."""
    pairs = tl.similar_tasks(
        table(b_1=TEXT[300:700], a_1=TEXT[300:700], a_2=TEXT[900:1300]),
        documents(a=2017, b="2015-03-01"),
    )

    assert pairs[
        ["source_doc", "source_task", "target_doc", "target_task"]
    ].to_numpy().tolist() == [["b", "1", "a", "1"]]
    assert pairs[["resemblance", "years"]].iloc[0].tolist() == [1, 2]


def test_pairs_are_those_that_comparing_all_with_all_finds():
    """The sparse product counts what comparing each with each counts."""
    cuts = {f"d{n}_1": TEXT[80 * n : 80 * n + 600] for n in range(12)}
    held, years = table(**cuts), documents(**{f"d{n}": 2000 + n for n in range(12)})
    pairs = tl.similar_tasks(held, years, least=0.2)
    values = read_signatures(held["signature"])

    alike = np.array([resemblance(one, values) for one in values])
    wanted = {(f"d{i}", f"d{j}"): alike[i, j] for i, j in np.argwhere(np.triu(alike, 1) >= 0.2)}
    found = pairs.set_index(["source_doc", "target_doc"])["resemblance"].to_dict()
    assert len(wanted) > 20
    assert found == wanted


def test_the_interval_is_that_of_clopper_and_pearson():
    """For 128 trials, by the quantiles of the beta distribution, less what agrees by chance."""
    pairs = tl.similar_tasks(
        table(a_1=TEXT[300:700], b_1=TEXT[350:750]), documents(a=2015, b=2016), least=0.1
    )
    hits = round((pairs["resemblance"].iloc[0] * 255 / 256 + 1 / 256) * 128)

    bounds = np.array([beta.ppf(0.025, hits, 129 - hits), beta.ppf(0.975, hits + 1, 128 - hits)])
    assert pairs[["low", "high"]].iloc[0].tolist() == pytest.approx((256 * bounds - 1) / 255)


def test_a_document_does_not_borrow_from_itself_nor_from_a_task_without_signature():
    """Twice the same clause in one plan, and two tasks of two characters: no pair."""
    held = table(a_1=TEXT[300:700], a_2=TEXT[300:700], b_1="质量", c_1="质量")

    assert tl.similar_tasks(held, documents(a=2015, b=2016, c=2017)).empty


def test_how_much_of_a_document_stands_in_an_older_one():
    """Two of the four tasks of the newer plan with a signature: one half."""
    clauses = {n: TEXT[400 * n : 400 * n + 300] for n in range(1, 7)}
    held = table(
        a_1=clauses[1], a_2=clauses[2], a_3=clauses[3],
        b_1=clauses[2], b_2=clauses[5], b_3=clauses[1], b_4=clauses[6], b_5="短",
    )  # fmt: skip
    pairs = tl.similar_tasks(held, documents(a=2015, b=2016))

    assert tl.document_reuse(pairs, held).to_numpy().tolist() == [["a", "b", 2, 0.5, 1]]


def test_passages_shared_word_for_word():
    """By place in both texts; what is shorter than asked for is left out."""
    found = tl.shared_passages(
        "要加强质量监管和抽查，推进品牌建设。", "推进标准化，加强质量监管和抽查。", least=5
    )

    assert found.to_numpy().tolist() == [[1, 10, 6, 15, "加强质量监管和抽查"]]


def test_what_cannot_be_compared_is_said():
    """A document without a row, a column that is missing, a share out of bounds."""
    held = table(a_1=TEXT[300:700])

    with pytest.raises(TableError, match="no row “a”"):
        tl.similar_tasks(held, documents(b=2015))
    with pytest.raises(TableError, match="signature"):
        tl.similar_tasks(held.drop(columns="signature"), documents(a=2015))
    with pytest.raises(AnalysisError, match="least is 0"):
        tl.similar_tasks(held, documents(a=2015), least=0)
