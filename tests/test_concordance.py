"""Keyword in context: every place, with what stands around it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from textlab.errors import AnalysisError, TableError
from textlab.words.concordance import keyword_in_context


def texts(*rows: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"doc_id": "d", "task_id": [str(i) for i in range(1, len(rows) + 1)], "text": list(rows)},
        dtype="str",
    )


def test_each_place_is_a_row_with_its_context():
    """安全 stands twice in the first task, once at the very end of the second."""
    found = keyword_in_context(texts("加强安全监管，保安全。", "质量", "质量安全"), "安全", width=2)

    expected = pd.DataFrame(
        {
            "doc_id": ["d", "d", "d"],
            "task_id": ["1", "1", "3"],
            "position": [2, 8, 2],
            "left": ["加强", "，保", "质量"],
            "keyword": ["安全", "安全", "安全"],
            "right": ["监管", "。", ""],
        }
    ).astype(dict.fromkeys(("doc_id", "task_id", "left", "keyword", "right"), "str"))
    assert_frame_equal(found, expected)


def test_places_that_overlap_are_each_a_row():
    """人人 stands at 0 and at 1 in 人人人."""
    assert keyword_in_context(texts("人人人"), "人人")["position"].tolist() == [0, 1]


def test_a_keyword_that_stands_nowhere_gives_an_empty_table_of_the_same_types():
    """No place is an answer, not an error."""
    empty = keyword_in_context(texts("质量"), "安全")
    one = keyword_in_context(texts("质量"), "质量")

    assert len(empty) == 0
    assert empty.dtypes.to_dict() == one.dtypes.to_dict()


def test_no_context_where_none_is_wanted():
    """Width 0 leaves the keyword alone."""
    (row,) = keyword_in_context(texts("加强安全监管"), "安全", width=0).to_dict("records")

    assert (row["left"], row["right"]) == ("", "")


@pytest.mark.parametrize("keyword", [".", "(一)", "[", "\\", "5G+", "^"])
def test_the_keyword_is_taken_letter_for_letter(keyword):
    """Signs that mean something in a pattern mean themselves."""
    found = keyword_in_context(texts(f"工业{keyword}质量", "工业质量"), keyword)

    assert found["task_id"].tolist() == ["1"]


@given(
    st.lists(st.text("人民质量\n。", max_size=20), max_size=4),
    st.text("人民质", min_size=1, max_size=3),
    st.integers(0, 25),
)
def test_every_row_can_be_found_again(rows, keyword, width):
    """Position and context agree with the text, and no place is missed."""
    frame = texts(*rows)
    found = keyword_in_context(frame, keyword, width=width)
    text = frame.set_index("task_id")["text"]

    for row in found.to_dict("records"):
        whole = text[row["task_id"]]
        assert whole[row["position"] :].startswith(keyword)
        assert whole[: row["position"]].endswith(row["left"])
        assert row["left"] + row["keyword"] + row["right"] in whole
        assert max(len(row["left"]), len(row["right"])) <= width
    assert len(found) == sum(t[i:].startswith(keyword) for t in rows for i in range(len(t)))


@pytest.mark.parametrize(
    ("frame", "keyword", "width", "error", "what"),
    [
        (texts("质量"), "", 5, AnalysisError, "keyword is empty"),
        (texts("质量"), "质量", -1, AnalysisError, "width is -1"),
        (texts("质量").drop(columns="text"), "质量", 5, TableError, "features has no text"),
    ],
)
def test_what_cannot_be_done_is_said(frame, keyword, width, error, what):
    """An empty keyword, a negative width, a table without texts."""
    with pytest.raises(error, match=what):
        keyword_in_context(frame, keyword, width=width)
