"""The picture of borrowed clauses: an arc for each row, thicker for more tasks."""

import figure_data as fake
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

import textlab as tl
from textlab.errors import FigureError, TableError
from textlab.figures.style import BLUE, VERMILION


@pytest.fixture(autouse=True)
def _no_figure_left_open():
    yield
    plt.close("all")


def arcs(ax):
    return [patch for patch in ax.patches if isinstance(patch, PathPatch)]


def test_each_row_is_an_arc_and_more_tasks_make_it_thicker():
    """As many arcs as rows, thin ones first; within a row blue, between rows vermilion."""
    table = fake.reuse()
    drawn = arcs(tl.plot_reuse(table))
    within = int((table["source"] == table["target"]).sum())
    colours = [to_hex(arc.get_edgecolor()) for arc in drawn]

    assert len(drawn) == len(table)
    assert (colours.count(BLUE.lower()), colours.count(VERMILION.lower())) == (
        *(within, len(table) - within),
    )
    widths = [arc.get_linewidth() for arc in drawn]
    assert widths == sorted(widths)
    assert (widths[0], widths[-1]) == (0.6, 4.0)


def test_no_arc_reaches_into_the_row_above():
    """However long it is; and of two in a row, the longer one bows higher."""
    years = [(2003, 2025), (2003, 2004), (2010, 2018)]
    rows = [(name, a, name, b, 1) for name in ("甲", "乙") for a, b in years]
    columns = ["source", "source_year", "target", "target_year", "tasks"]
    ax = tl.plot_reuse(pd.DataFrame(rows, columns=columns))
    curves = [arc.get_path().interpolated(1).to_polygons(closed_only=False)[0] for arc in arcs(ax)]
    heights = [curve[0, 1] - curve[:, 1].min() for curve in curves]

    assert max(heights) < 0.8
    assert heights[:3] == pytest.approx(heights[3:])
    assert heights[0] > heights[2] > heights[1] > 0.1


def test_one_task_everywhere_is_drawn_thin():
    """Nothing to compare: one width, one entry in the legend."""
    ax = tl.plot_reuse(fake.reuse().assign(tasks=1))

    assert {arc.get_linewidth() for arc in arcs(ax)} == {0.6}
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["1"]


def test_a_document_that_takes_nothing_over_has_its_dot():
    """A row with no tasks adds its year, and no arc; even where no row has any."""
    columns = ["source", "source_year", "target", "target_year", "tasks"]
    rows = [("江西省", 2016, "江西省", 2017, 3), ("江西省", 2012, "江西省", 2012, 0)]
    table = pd.DataFrame(rows, columns=columns)
    both, none = tl.plot_reuse(table), tl.plot_reuse(table.tail(1))

    assert [len(arcs(ax)) for ax in (both, none)] == [1, 0]
    dots = [line for line in both.lines if line.get_marker() == "o"]
    assert sorted(dots[0].get_xdata()) == [2012, 2016, 2017]


def test_a_table_without_rows_or_with_an_arc_twice_is_refused():
    """Nothing to draw, fewer than no tasks, or two numbers for one arc."""
    table = fake.reuse()

    with pytest.raises(FigureError, match="plot_reuse"):
        tl.plot_reuse(table.head(0))
    with pytest.raises(TableError, match="plot_reuse"):
        tl.plot_reuse(pd.concat([table, table.head(1)]))
    with pytest.raises(TableError, match="below zero"):
        tl.plot_reuse(table.assign(tasks=-1))
