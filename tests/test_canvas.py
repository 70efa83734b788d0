"""What plots are made of, and what they refuse: tables, order, names, numbers."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from textlab.errors import FigureError, TableError
from textlab.figures import canvas, checks


@pytest.fixture(autouse=True)
def _no_figure_left_open():
    yield
    plt.close("all")


def test_fractions_are_rounded_and_nothing_else():
    """Six digits of a fraction count, whatever its size; whole numbers and texts stay."""
    table = pd.DataFrame(
        {"n": [1234567], "x": [0.123456789], "y": [1234567.8], "t": ["1.23456789"]}
    )
    rounded = checks.round_floats(table).iloc[0].to_dict()

    assert rounded == {"n": 1234567, "x": 0.123457, "y": 1234570.0, "t": "1.23456789"}


def test_rounding_leaves_the_table_and_forgets_the_sign_of_zero():
    """The reader's table is not changed; -0.0 and a missing number come out plain."""
    table = pd.DataFrame({"x": [-0.0, np.nan, 1 / 3]})
    rounded = checks.round_floats(table)

    assert str(rounded["x"].tolist()) == "[0.0, nan, 0.333333]"
    assert table["x"].iloc[2] == 1 / 3


def test_a_missing_column_is_named_with_those_there_are():
    """The error says where, what, and what the table has."""
    with pytest.raises(TableError, match=r"plot_x: column “share” is missing; the table has year"):
        checks.checked(pd.DataFrame({"year": [1]}), "year", where="plot_x", numbers="share")


def test_an_empty_table_is_an_error():
    """There is nothing to draw, which is better said than drawn."""
    with pytest.raises(FigureError, match="no rows"):
        checks.checked(pd.DataFrame({"year": []}), "year", where="plot_x", numbers="")


def test_a_repeated_column_is_named():
    """Which of the two is meant, nobody knows."""
    table = pd.DataFrame([[1, 2, 3]], columns=["year", "share", "share"])
    with pytest.raises(TableError, match="plot_x: column “share” stands twice"):
        checks.checked(table, "year", where="plot_x", numbers="share")


@pytest.mark.parametrize(
    ("bad", "found"), [(np.nan, "missing"), (None, "missing"), (np.inf, "“inf”"), ("多", "“多”")]
)
def test_a_row_without_its_number_is_named(bad, found):
    """It would be drawn as a row without a mark."""
    table = pd.DataFrame({"year": [2015, 2016], "share": pd.Series([0.1, bad], dtype=object)})
    with pytest.raises(TableError, match=f"plot_x: share of “2016” is {found}; give a finite"):
        checks.checked(table, "year", where="plot_x", numbers="share")


def test_numbers_among_objects_are_numbers():
    """A column that pandas holds as objects is drawn all the same; the reader's stays as it was."""
    table = pd.DataFrame({"year": [2015], "share": pd.Series([0.1234567], dtype=object)})
    drawn = checks.checked(table, "year", where="plot_x", numbers="share")

    assert drawn["share"].tolist() == [0.123457]
    assert table["share"].dtype == object


def test_a_repeated_key_is_named():
    """The error shows the value that stands twice."""
    table = pd.DataFrame({"year": [2015, 2016, 2016], "term": ["a", "b", "b"]})
    with pytest.raises(TableError, match=r"year \+ term “2016, b” stands twice"):
        checks.check_once(table, ["year", "term"], where="plot_x")


def test_order_is_by_number_or_by_first_appearance():
    """Years are sorted; names stay as they came."""
    assert canvas.in_order([2016, 2014, 2016, 2015]) == [2014, 2015, 2016]
    assert canvas.in_order(["乙", "甲", "乙"]) == ["乙", "甲"]


@pytest.mark.parametrize(
    ("lang", "glosses", "names"),
    [
        ("zh", {"a1": "Finance"}, {"a1": "省财政厅", "a2": "省商务厅"}),
        ("en", {"a1": "Finance"}, {"a1": "Finance", "a2": "省商务厅"}),
        ("en", {"省商务厅": "Commerce"}, {"a1": "省财政厅", "a2": "Commerce"}),
        ("en", {"a1": "", "财政": "money"}, {"a1": "省财政厅", "a2": "省商务厅"}),
    ],
)
def test_names_come_from_labels_and_are_glossed_by_id_or_label(lang, glosses, names):
    """A label stands for its id; in English the gloss of either is taken."""
    table = pd.DataFrame({"agency": ["a1", "a2"], "label": ["省财政厅", "省商务厅"]})

    assert canvas.shown_names(table, "agency", lang, glosses) == names


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0.0392, 0.5], ["0.039", "0.500"]),
        ([12.0, 340.0], ["12", "340"]),
        ([1.5, 0.0], ["1.5", "0.0"]),
        ([0.0], ["0.0"]),
    ],
)
def test_numbers_of_a_column_show_two_digits_of_the_smallest(values, written):
    """All numbers of a column have the same decimals."""
    assert canvas.aligned_numbers(values) == written


def test_an_unknown_measure_is_an_error():
    """The error names the measures that have words."""
    with pytest.raises(FigureError, match=r"“tf” is unknown; choose one of .*tfidf"):
        canvas.measure_name("tf", "zh")
    with pytest.raises(FigureError, match="“none” is unknown"):
        canvas.measure_name("none", "zh")


def test_only_rows_with_both_bounds_have_an_interval():
    """A bound alone is no interval, nor is an infinite one."""
    table = pd.DataFrame({"low": [0.1, np.nan, 0.1, 0.1], "high": [0.2, 0.2, np.nan, np.inf]})

    assert canvas.with_interval(table).tolist() == [True, False, False, False]
    assert canvas.has_intervals(table)
    assert not canvas.has_intervals(table.iloc[1:])
    assert not canvas.has_intervals(table[["low"]])


def test_a_notebook_shows_a_figure_once():
    """A figure that is a cell's value leaves pyplot, which would show it again; IPython goes on."""
    figure = canvas.new_figure(1, 1)
    with pytest.raises(NotImplementedError):
        figure._ipython_display_()

    assert not plt.get_fignums()


@pytest.mark.parametrize(
    ("count", "columns", "numbered"),
    [(5, 3, range(5)), (7, 3, range(3, 7)), (6, 3, range(3, 6)), (2, 4, range(2)), (3, 1, [2])],
)
def test_every_lowest_panel_shows_its_numbers(count, columns, numbered):
    """What has nothing below shows its axis, and the rest of its row with it; spare panels go."""
    figure, panels = canvas.new_panels(count, columns=columns, row_height=1, sharex=True)
    shown = [place for place, ax in enumerate(panels) if ax.xaxis.get_tick_params()["labelbottom"]]

    assert len(figure.axes) == count
    assert shown == list(numbered)


def test_a_mark_at_zero_does_not_touch_the_name_of_its_row():
    """Half of it stands left of the axis, where the names end."""
    ax = canvas.new_axes(None, width=2, height=1)
    canvas.draw_dots(ax, pd.DataFrame({"n": [0.0]}), value="n", y=[0], series=0)
    canvas.name_rows(ax, ["Finance"])
    ax.set_xlim(0, 1)
    ax.figure.draw_without_rendering()
    points = 72 / ax.figure.dpi
    (name,) = ax.get_yticklabels()
    (mark,) = ax.lines
    room = (ax.get_window_extent().x0 - name.get_window_extent().x1) * points

    assert room > mark.get_markersize() / 2 + mark.get_markeredgewidth()


def test_heat_map_leaves_unknown_cells_blank_and_crosses_them_out():
    """A cell without a number is not zero."""
    ax = canvas.new_axes(None, width=2, height=2)
    cells = pd.DataFrame([[0.1, np.nan], [0.0, 0.3]], index=["a", "b"], columns=["c", "d"])
    canvas.draw_heat(ax, cells, label="x")
    (mesh,) = ax.collections
    (crosses,) = ax.lines

    assert mesh.get_array().mask.tolist() == [[False, True], [False, False]]
    assert crosses.get_xydata().tolist() == [[1, 0]]
