"""The picture of what other engines say: a panel each, in it a row for every topic."""

import figure_data as fake
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from numpy.testing import assert_allclose

import textlab as tl
from textlab.errors import FigureError, TableError
from textlab.figures.style import BLUE


@pytest.fixture(autouse=True)
def _no_figure_left_open():
    yield
    plt.close("all")


def said(*rows):
    """A table of (engine, topic, jaccard, difference, agrees)."""
    columns = ["engine", "topic", "jaccard", "difference", "agrees"]
    return pd.DataFrame(list(rows), columns=columns)


SMALL = said(
    ("one", 1, 1.0, -0.02, True),
    ("one", 2, 1.0, 0.01, True),
    ("one", 3, 1.0, 0.03, True),
    ("two", 1, 6 / 14, -0.01, True),
    ("two", 2, 0.9, -0.01, False),
    ("two", 3, 5 / 15, 0.03, True),
)


def marks(ax, marker):
    """Places (x, y) of the marks of a kind."""
    return [
        tuple(at) for line in ax.lines if line.get_marker() == marker for at in line.get_xydata()
    ]


def test_topics_stand_in_order_of_what_moved_under_the_first_engine():
    """The largest difference on top, the same row in every panel."""
    one, two = tl.plot_engines(SMALL).axes

    assert [text.get_text() for text in one.get_yticklabels()] == ["主题 3", "主题 2", "主题 1"]
    assert marks(one, "o") == [(0.03, 0), (0.01, 1), (-0.02, 2)]
    assert (one.get_ylim(), one.get_xlim()) == (two.get_ylim(), two.get_xlim())


def test_a_mark_tells_what_an_engine_says():
    """Full where it says the same, hollow where otherwise, a cross where it has no such topic."""
    _, two = tl.plot_engines(SMALL).axes
    hollow = next(line for line in two.lines if line.get_marker() == "s")
    full = next(line for line in two.lines if line.get_marker() == "o")

    assert marks(two, "o") == [(-0.01, 2)]
    assert marks(two, "s") == [(-0.01, 1)]
    assert marks(two, "x") == [(0, 0)]
    assert to_hex(hollow.get_markerfacecolor()) == "#ffffff"
    assert to_hex(full.get_markerfacecolor()) == BLUE.lower()


def test_a_difference_lies_on_the_line_of_its_interval():
    """From low to high, and only where both are known."""
    table = SMALL.assign(low=SMALL["difference"] - 0.01, high=SMALL["difference"] + 0.01)
    table.loc[1, "low"] = np.nan
    one, _ = tl.plot_engines(table, lang="en").axes
    (lines,) = one.collections

    assert_allclose(lines.get_segments(), [[[0.02, 0], [0.04, 0]], [[-0.03, 2], [-0.01, 2]]])
    assert "line: interval" in one.figure.get_supxlabel()
    assert "interval" not in tl.plot_engines(SMALL, lang="en").get_supxlabel()


def test_an_unstable_topic_is_marked():
    """† stands at its name and in the note, and at no other."""
    figure = tl.plot_engines(fake.engines())
    marked = [
        text.get_text() for text in figure.axes[0].get_yticklabels() if "†" in text.get_text()
    ]

    assert marked == [f"{fake.TOPICS[4]}\u00a0†"]
    assert "†" in figure.get_supxlabel()
    assert "†" not in tl.plot_engines(SMALL).get_supxlabel()


def test_a_table_that_cannot_be_drawn_is_refused():
    """A column that is missing, two rows for one place, nothing to draw."""
    with pytest.raises(TableError, match="plot_engines: column “agrees” is missing"):
        tl.plot_engines(SMALL.drop(columns="agrees"))
    with pytest.raises(TableError, match="plot_engines"):
        tl.plot_engines(pd.concat([SMALL, SMALL.head(1)]))
    with pytest.raises(FigureError, match="no rows"):
        tl.plot_engines(SMALL.head(0))
