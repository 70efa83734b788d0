"""Every plot, drawn from data of realistic size: what it shows, and that it can be read."""

import functools
import itertools

import figure_data as fake
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.text import Text
from numpy.testing import assert_allclose

from textlab.errors import FigureError, TableError
from textlab.figures import legible
from textlab.figures.plots_categories import plot_categories
from textlab.figures.plots_centrality import plot_centrality
from textlab.figures.plots_emphasis import plot_emphasis
from textlab.figures.plots_networks import plot_network, plot_networks
from textlab.figures.plots_pairs import plot_pairs_above_chance
from textlab.figures.plots_plan import plot_task_agency
from textlab.figures.plots_terms import plot_contrast, plot_term_heat, plot_terms
from textlab.figures.plots_topic_numbers import plot_topic_numbers
from textlab.figures.plots_topics import plot_prevalence, plot_topic_heat, plot_topics
from textlab.figures.style import (
    FONT,
    ONE_COLUMN,
    SMALL,
    TINTS,
    TWO_COLUMNS,
    style,
    whole_figure,
)

EVERY_PLOT = pytest.mark.parametrize(
    ("name", "lang"), list(itertools.product(fake.PLOTS, ("zh", "en")))
)


@functools.cache
def drawn(name, lang="zh"):
    """The figure of a plot; drawn once, since tests only look at it."""
    figure = whole_figure(fake.PLOTS[name](lang))
    plt.close(figure)
    return figure


@pytest.fixture(autouse=True)
def _no_figure_left_open():
    yield
    plt.close("all")


def texts(figure):
    return [text.get_text() for text in legible.drawn_texts(figure)]


def row_names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def dots(ax):
    """Places of the marks that an axes shows, as (x, y)."""
    lines = [line for line in ax.lines if line.get_marker() != "None" and len(line.get_xdata())]
    return np.vstack([line.get_xydata() for line in lines])


@EVERY_PLOT
def test_texts_can_be_read(name, lang):
    """Every text is in our font, its characters known, no smaller than print allows, on the page."""
    figure = drawn(name, lang)
    with style(), legible.strict_layout(name):
        figure.draw_without_rendering()
        legible.check_characters(figure, name)
        legible.check_places(figure, name)

    assert all(text.get_fontsize() >= SMALL for text in legible.drawn_texts(figure))


@EVERY_PLOT
def test_texts_do_not_overlap(name, lang):
    """No text lies on another, in either language, at print size."""
    figure = drawn(name, lang)
    with style():
        figure.draw_without_rendering()
        boxes = {t: Text.get_window_extent(t).padded(-1.5) for t in legible.drawn_texts(figure)}
    clashes = [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in itertools.combinations(boxes.items(), 2)
        if a.overlaps(b)
    ]

    assert clashes == []


@EVERY_PLOT
def test_width_is_that_of_a_journal(name, lang):
    """A figure fills one column or two."""
    width = drawn(name, lang).get_size_inches()[0]

    assert min(abs(width - ONE_COLUMN), abs(width - TWO_COLUMNS)) < 1e-9


@pytest.mark.parametrize("name", fake.PLOTS)
def test_english_figures_hold_no_chinese(name):
    """Where every term has a gloss, lang="en" leaves nothing in Chinese, and zh is not English."""
    english, chinese = "".join(texts(drawn(name, "en"))), "".join(texts(drawn(name, "zh")))

    assert not [char for char in english if "\u4e00" <= char <= "\u9fff"]
    assert "Department" not in chinese


@pytest.mark.parametrize("name", fake.PLOTS)
def test_plots_leave_the_settings_alone(name):
    """After plotting every setting of matplotlib is what it was."""
    plt.figure()  # finds the backend, which is a setting
    before = dict(mpl.rcParams)
    fake.PLOTS[name]("zh")

    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", fake.PLOTS)
def test_an_unknown_language_stops_every_plot(name):
    """The error says which there are; no half-drawn figure stays open."""
    with pytest.raises(FigureError, match="lang is “fr”"):
        fake.PLOTS[name]("fr")

    assert not plt.get_fignums()


PLOTS_OF_ONE_TABLE = {
    plot_task_agency: fake.mentions,
    plot_prevalence: fake.prevalence,
    plot_topic_heat: fake.topic_shares,
    plot_topics: fake.topic_terms,
    plot_topic_numbers: fake.topic_numbers,
    plot_terms: lambda: fake.term_scores(2015, 2016),
    plot_term_heat: lambda: fake.term_scores(2015, 2016),
    plot_contrast: lambda: fake.term_scores(2015, 2016),
    plot_categories: fake.categories,
    plot_centrality: lambda: fake.nodes(fake.edges()).rename(columns={"strength": "value"}),
    plot_pairs_above_chance: fake.pairs,
}
ONE_TABLE = pytest.mark.parametrize("plot", PLOTS_OF_ONE_TABLE, ids=lambda plot: plot.__name__)


@ONE_TABLE
def test_a_missing_column_is_named(plot):
    """The error names the plot and the column."""
    table = PLOTS_OF_ONE_TABLE[plot]()
    column = table.columns[1]
    with pytest.raises(TableError, match=f"{plot.__name__}: column “{column}” is missing"):
        plot(table.drop(columns=column))


@ONE_TABLE
def test_a_table_without_rows_is_an_error(plot):
    """An empty picture would look like a finding."""
    with pytest.raises(FigureError, match="no rows"):
        plot(PLOTS_OF_ONE_TABLE[plot]().head(0))


@ONE_TABLE
def test_the_table_is_not_changed(plot):
    """What is drawn is a copy."""
    table = PLOTS_OF_ONE_TABLE[plot]()
    before = table.copy(deep=True)
    plot(table)

    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    "plot", [p for p in PLOTS_OF_ONE_TABLE if p is not plot_task_agency], ids=lambda p: p.__name__
)
def test_a_repeated_row_is_an_error(plot):
    """Two rows for one mark contradict each other, or are a mistake."""
    table = PLOTS_OF_ONE_TABLE[plot]()
    with pytest.raises(TableError, match="stands twice"):
        plot(pd.concat([table, table.tail(1)]))


@pytest.mark.parametrize(
    "plot",
    [
        plot_task_agency,
        plot_topic_heat,
        plot_term_heat,
        plot_contrast,
        plot_centrality,
        plot_pairs_above_chance,
    ],
    ids=lambda plot: plot.__name__,
)
def test_plots_draw_into_axes_they_are_given(plot):
    """A reader can put a picture into a figure of their own."""
    _, ax = plt.subplots(figsize=(9, 9), layout="constrained")

    assert plot(PLOTS_OF_ONE_TABLE[plot](), ax=ax) is ax
    assert len(plt.get_fignums()) == 1
    assert {FONT} == {text.get_fontfamily()[0] for text in legible.drawn_texts(ax)}


def test_task_agency_marks_every_mention_once():
    """A mark per mention, in the row of its task and the column of its agency; totals count them."""
    table = fake.mentions()
    ax = plot_task_agency(pd.concat([table, table]))
    columns = [label.get_text().replace("\n", "") for label in ax.get_xticklabels()]
    rows = row_names(ax)
    seen = {(rows[round(y)], columns[round(x)]) for x, y in dots(ax)}
    totals = [child.get_yticklabels() for child in ax.child_axes if child.get_yticklabels()]

    assert seen == set(zip(table["task_label"], table["agency"], strict=True))
    assert len(dots(ax)) == len(table)
    assert "16" in {label.get_text() for labels in totals for label in labels}


def test_task_agency_refuses_an_unknown_role():
    """Roles have marks; what has none would be lost."""
    with pytest.raises(TableError, match="role “boss” is unknown; use support, responsible, lead"):
        plot_task_agency(fake.mentions().assign(role="boss"))


def test_terms_are_ordered_and_cut_at_the_top():
    """A panel shows the highest scores from the top down, at their values."""
    table = fake.term_scores(2015, 2016)
    figure = plot_terms(table, top=5)
    best = table[table["group"] == 2015].sort_values("score", ascending=False).head(5)
    ax = figure.axes[0]

    assert ax.get_title(loc="left") == "2015"
    assert row_names(ax) == best["term"].tolist()
    assert_allclose(dots(ax)[:, 0], best["score"], rtol=1e-5)


def test_terms_stand_as_close_in_a_panel_of_few():
    """Rows of neighbouring panels are level, however many a panel has."""
    table = fake.term_scores(2015, 2016)
    few = pd.concat([table[table["group"] == 2015].head(2), table[table["group"] == 2016]])
    limits = {ax.get_ylim() for ax in plot_terms(few, top=9).axes}

    assert limits == {(8.6, -0.6)}


def test_terms_draw_intervals_from_low_to_high():
    """The line behind a dot is its interval."""
    table = fake.term_scores(2015)
    ax = plot_terms(table, top=1).axes[0]
    best = table.loc[table["score"].idxmax()]
    (line,) = ax.collections[0].get_segments()

    assert_allclose(line[:, 0], [best["low"], best["high"]], rtol=1e-5)


def test_scale_begins_at_zero_or_shows_where_it_is():
    """Dots of positive numbers are measured from zero; where signs differ, zero is marked."""
    table = fake.term_scores(2015)[["group", "term", "score"]]
    positive = plot_terms(table).axes[0]
    signed = plot_terms(table.assign(score=table["score"] - 0.02), measure="difference").axes[0]

    assert positive.get_xlim()[0] == 0
    assert any(list(line.get_xdata()) == [0, 0] for line in signed.lines)


def test_terms_with_long_names_stand_three_panels_side_by_side():
    """Else nothing would be left for the marks, and the names are broken; short ones stand in fours."""
    table = pd.DataFrame({"group": list("甲乙丙丁"), "term": "词", "score": 0.5})
    names = {"词": "State-owned Assets Supervision and Administration Commission"}

    for glosses, across, lines in ((None, 4, 1), (names, 3, 3)):
        axes = plot_terms(table, lang="en", glosses=glosses).axes
        assert len({round(ax.get_position().x1, 2) for ax in axes}) == across
        assert len(row_names(axes[0])[0].split("\n")) == lines


def test_term_heat_writes_each_peak_and_orders_by_it():
    """A row is on the scale of its own peak, which stands at its end; early peaks come first."""
    table = pd.DataFrame(
        [(2015, "甲", 0.1), (2016, "甲", 0.4), (2015, "乙", 0.5), (2016, "乙", 0.25)],
        columns=["group", "term", "score"],
    )
    ax = plot_term_heat(table)
    far = ax.child_axes[0]

    assert row_names(ax) == ["乙", "甲"]
    assert_allclose(ax.collections[0].get_array(), [[1, 0.5], [0.25, 1]])
    assert [label.get_text() for label in far.get_yticklabels()] == ["0.50", "0.40"]


@pytest.mark.parametrize(
    ("plot", "table", "column"),
    [
        (plot_term_heat, lambda: fake.term_scores(2015, 2016), "score"),
        (plot_topics, fake.topic_terms, "weight"),
    ],
    ids=["term_heat", "topics"],
)
def test_what_is_drawn_from_zero_may_not_be_negative(plot, table, column):
    """A bar or shade below zero would say something false."""
    with pytest.raises(TableError, match="below zero"):
        plot(table().assign(**{column: -1.0}))


def test_categories_are_panels_with_a_row_for_each_group():
    """A mark stands at the score of its group, in the panel of its category, on one scale from zero."""
    table = fake.categories()
    figure = plot_categories(table)
    first = table[table["category"] == fake.WORDS[0]]

    assert [ax.get_title(loc="left") for ax in figure.axes] == fake.WORDS[:3]
    assert row_names(figure.axes[0]) == fake.PROVINCES
    assert_allclose(dots(figure.axes[0]), [*zip(first["score"], range(31), strict=True)], rtol=1e-5)
    assert {ax.get_xlim()[0] for ax in figure.axes} == {0}
    assert len({ax.get_xlim() for ax in figure.axes}) == 1


def test_a_category_without_an_interval_is_a_dot():
    """Where nothing is known of how sure a score is, no line says otherwise."""
    lines = [
        len(ax.collections[0].get_segments()) for ax in plot_categories(fake.categories()).axes
    ]

    assert lines == [31, 30, 31]


def test_categories_have_marks_for_seven():
    """An eighth would look like the first."""
    one = fake.categories().head(1)
    table = pd.concat([one.assign(category=str(place)) for place in range(8)])

    plot_categories(table.head(7))
    with pytest.raises(FigureError, match="8 categories"):
        plot_categories(table)


def test_contrast_orders_by_the_signed_difference():
    """What the second group says more stands on top."""
    table = pd.DataFrame(
        [
            (1, "少", 0.5),
            (2, "少", 0.1),
            (1, "多", 0.1),
            (2, "多", 0.9),
            (1, "同", 0.3),
            (2, "同", 0.3),
        ],
        columns=["group", "term", "score"],
    )

    assert row_names(plot_contrast(table)) == ["多", "同", "少"]
    assert row_names(plot_contrast(table, top=2)) == ["多", "少"]


def test_contrast_wants_two_groups_and_every_term_in_both():
    """A term absent from one group is zero only if the table says so."""
    with pytest.raises(TableError, match="has 3 groups; keep two"):
        plot_contrast(fake.term_scores(1, 2, 3))
    with pytest.raises(TableError, match="stands in one group only"):
        plot_contrast(fake.term_scores(1, 2).iloc[:-1])


def test_prevalence_breaks_the_line_at_a_missing_year():
    """No line is drawn across a year that nobody measured."""
    ax = drawn("prevalence").axes[3]
    shares = dict(ax.lines[0].get_xydata())

    assert list(shares) == list(fake.YEARS)
    assert [year for year, share in shares.items() if np.isnan(share)] == [2014]


def test_unstable_topics_are_marked():
    """The sign stands in the title and its meaning on the axis; the line is broken, the bar grey."""
    lines, bars = drawn("prevalence"), drawn("topics")

    assert [ax.get_title(loc="left").endswith("†") for ax in lines.axes].count(True) == 1
    assert [ax.lines[0].get_linestyle() for ax in lines.axes].count("--") == 1
    assert "†" in lines.get_supxlabel()
    assert "†" in bars.get_supxlabel()
    assert len({ax.patches[0].get_facecolor() for ax in bars.axes}) == 2


def test_panels_of_shares_are_on_one_scale_from_zero():
    """A reader compares panels, so their scales are equal."""
    for name, scale in (("prevalence", Axes.get_ylim), ("topics", Axes.get_xlim)):
        scales = {scale(ax) for ax in drawn(name).axes}
        assert len(scales) == 1
        assert scales.pop()[0] == 0


def test_topics_show_their_highest_terms_as_bars():
    """Bars are as long as the weights, from the highest down, each with its term."""
    table = fake.topic_terms()
    ax = plot_topics(table, top=3).axes[0]
    best = table[table["topic"] == 0].sort_values("weight", ascending=False).head(3)

    assert [text.get_text() for text in ax.texts] == best["term"].tolist()
    assert_allclose([bar.get_width() for bar in ax.patches], best["weight"], rtol=1e-5)


def test_named_topics_are_told_apart_from_their_bars():
    """A name may be of other terms than the heaviest, so the axis says what the bars are."""
    table = fake.topic_terms()
    named, bare = plot_topics(table, lang="en"), plot_topics(table.drop(columns="label"), lang="en")

    assert "bars: the heaviest terms" in named.get_supxlabel()
    assert "bars" not in bare.get_supxlabel()


def test_a_topic_without_a_label_is_called_by_its_number():
    """A number alone would not say what it counts."""
    figure = plot_topics(fake.topic_terms().drop(columns=["label", "stable"]), lang="en")

    assert figure.axes[2].get_title(loc="left") == "Topic 2"


def test_topic_heat_crosses_out_what_is_not_known():
    """A province without tasks on a topic is not one with a share of zero."""
    ax = plot_topic_heat(fake.topic_shares())

    assert ax.lines[0].get_xydata().tolist() == [[fake.PROVINCES.index("西藏自治区"), 2]]


def test_centrality_orders_by_the_highest_value_in_any_network():
    """An agency keeps one row for all networks."""
    table = fake.centrality()
    highest = table.groupby("agency")["value"].max().sort_values(ascending=False)
    ax = plot_centrality(table, group="year", top=4)

    assert set(row_names(ax)) <= set(highest.head(6).index)
    assert highest[row_names(ax)].is_monotonic_decreasing


def test_centrality_has_marks_for_seven_networks():
    """An eighth would look like the first."""
    one = fake.nodes(fake.edges()).rename(columns={"strength": "value"}).head(3)
    table = pd.concat([one.assign(year=year) for year in range(8)])

    plot_centrality(table[table["year"] < 7], group="year")
    with pytest.raises(FigureError, match="8 networks"):
        plot_centrality(table, group="year")


def test_pairs_above_chance_are_filled():
    """A row a pair, in order; the mark at the number observed, filled where q is below the limit."""
    table = fake.pairs()
    ax = plot_pairs_above_chance(table, top=10)
    filled, empty = (line for line in ax.lines if line.get_marker() == "o")

    assert_allclose(filled.get_xydata(), [*zip(table["observed"][:8], range(8), strict=True)])
    assert_allclose(empty.get_xydata(), [*zip(table["observed"][8:10], [8, 9], strict=True)])
    assert empty.get_markerfacecolor() == "white"
    assert row_names(ax)[0].replace("\n", "") == " – ".join(table.loc[0, ["source", "target"]])
    assert ax.get_xlim()[0] == 0


def test_pairs_show_what_chance_gives():
    """A line from low to high, a stroke at the number expected; labels where the table has them."""
    table = fake.pairs().assign(source_label="甲", target_label="乙")
    ax = plot_pairs_above_chance(table, top=1, limit=0)
    (line,) = ax.collections[0].get_segments()
    stroke = next(line for line in ax.lines if line.get_marker() == "|")

    assert_allclose(line[:, 0], table.loc[0, ["low", "high"]].astype(float), rtol=1e-5)
    assert_allclose(stroke.get_xdata(), [table.loc[0, "expected"]], rtol=1e-5)
    assert row_names(ax) == ["甲 – 乙"]
    assert "高于随机" not in texts(ax.figure)


def test_networks_keep_every_agency_in_its_place():
    """From panel to panel an agency stands at the same point of the same window."""
    figure = drawn("networks")
    windows = [[*ax.get_xlim(), *ax.get_ylim()] for ax in figure.axes]
    places = [
        {tuple(p) for c in ax.collections if hasattr(c, "get_sizes") for p in c.get_offsets().data}
        for ax in figure.axes
    ]

    assert_allclose(windows, windows[:1] * 3)
    assert places[0] == places[1] == places[2]
    assert len(places[0]) == len(fake.AGENCIES)


def test_node_areas_are_in_proportion_to_strength():
    """Twice the strength is twice the area, not twice the diameter."""
    ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"], "weight": [2.0, 1.0]})
    places = pd.DataFrame({"agency": ["a", "b", "c"], "x": [0, 1, 0], "y": [0, 0, 1]})
    ax = plot_network(fake.nodes(ties), ties, places)
    sizes = next(c for c in ax.collections if hasattr(c, "get_sizes") and len(c.get_offsets()) == 3)
    areas = sizes.get_sizes()

    assert_allclose(areas / areas[0], [1, 2 / 3, 1 / 3])


def test_a_network_names_only_the_strongest_when_asked():
    """With label_top the weaker agencies are nodes without names."""
    ax = plot_network(fake.nodes(fake.edges()), fake.edges(), fake.layout(), label_top=3)
    strongest = fake.nodes(fake.edges()).sort_values("strength", ascending=False).head(3)

    assert {text.get_text() for text in ax.texts if text.get_text()} == set(strongest["agency"])


def test_lines_of_a_name_end_where_its_node_is():
    """A name at the left of its node is flush right, one at the right flush left; a leader meets it."""
    ax = plot_network(
        fake.nodes(fake.edges()), fake.edges(), fake.layout(), lang="en", glosses=fake.GLOSSES
    )
    flush = {}
    for name in (text for text in ax.texts if text.get_text()):
        (x, _), half = name.get_position(), name.get_window_extent().width * 36 / ax.figure.dpi
        side = "left" if x > half else "right" if x < -half else "center"
        flush.setdefault(side, set()).add(name._get_multialignment())

    assert flush == {"left": {"left"}, "right": {"right"}, "center": {"center"}}


def test_a_network_without_ties_is_drawn():
    """Agencies that never meet are still agencies."""
    lone = pd.DataFrame({"agency": ["a", "b"], "strength": [0.0, 0.0]})
    places = pd.DataFrame({"agency": ["a", "b"], "x": [0.0, 1.0], "y": [0.0, 1.0]})
    ax = plot_network(lone, fake.edges().head(0), places)

    assert {"a", "b"} <= set(texts(whole_figure(ax)))


def test_a_network_of_one_agency_is_drawn():
    """It stands alone, named, and the legend speaks neither of ties nor of strengths."""
    one = pd.DataFrame({"agency": ["省财政厅"], "strength": [0.0]})
    places = pd.DataFrame({"agency": ["省财政厅"], "x": [0.0], "y": [0.0]})
    ax = plot_network(one, fake.edges().head(0), places)
    figure = plot_networks({"2016": (one, fake.edges().head(0))}, places)

    assert texts(whole_figure(ax)) == ["省财政厅"]
    assert sorted(texts(figure)) == ["2016", "省财政厅"]


def test_without_ties_the_legend_has_no_tie():
    """A key to what is not in the picture would be looked for in it."""
    lone = pd.DataFrame({"agency": ["a", "b"], "strength": [2.0, 1.0]})
    places = pd.DataFrame({"agency": ["a", "b", "c"], "x": [0.0, 1.0, 2.0], "y": [0.0, 1.0, 0.0]})
    ax = plot_network(lone, fake.edges().head(0), places)
    legend = [text.get_text() for text in ax.get_legend().get_texts()]

    assert legend == ["强度 0.5", "强度 2", "该图中未出现"]


def test_label_top_zero_names_none():
    """None asked for is none, not all."""
    ax = plot_network(fake.nodes(fake.edges()), fake.edges(), fake.layout(), label_top=0)
    figure = plot_networks(fake.networks(), fake.layout(), label_top=0)

    assert not [text for text in ax.texts if text.get_text()]
    assert not [text for panel in figure.axes for text in panel.texts if text.get_text()]


@pytest.mark.parametrize(
    ("drop", "message"),
    [("nodes", "edges: agency “.*” is not in the nodes"), ("layout", "is not in the layout")],
)
def test_a_network_must_hold_together(drop, message):
    """A tie wants its agencies among the nodes, a node its place in the layout."""
    tables = {"nodes": fake.nodes(fake.edges()), "edges": fake.edges(), "layout": fake.layout()}
    tables[drop] = tables[drop].iloc[1:]
    with pytest.raises(TableError, match=message):
        plot_network(**tables)


@pytest.mark.parametrize(
    ("table", "column", "bad", "message"),
    [
        ("nodes", "strength", np.nan, "nodes: strength of “.*” is missing"),
        ("nodes", "strength", -1.0, "nodes: strength -1 is below zero"),
        ("edges", "weight", np.nan, "edges: weight of “.*, .*” is missing"),
        ("edges", "weight", -2.0, "edges: weight -2 is below zero"),
        ("layout", "x", np.inf, "layout: x of “.*” is “inf”"),
    ],
)
def test_a_network_wants_its_numbers(table, column, bad, message):
    """A node without a size, a tie without a width, a place that is none."""
    tables = {"nodes": fake.nodes(fake.edges()), "edges": fake.edges(), "layout": fake.layout()}
    tables[table].loc[1, column] = bad
    with pytest.raises(TableError, match=message):
        plot_network(**tables)
    networks = {"2016": (tables["nodes"], tables["edges"])}
    with pytest.raises(TableError, match=f"plot_networks, 2016, {message}"):
        plot_networks(networks, tables["layout"])


BARS = fake.bars(fake.WORDS)
NETWORK = (fake.nodes(fake.edges()), fake.edges())
COUNTED = [
    ("top", 1, lambda n: plot_terms(fake.term_scores(2015, 2016), top=n)),
    ("top", 1, lambda n: plot_term_heat(fake.term_scores(2015, 2016), top=n)),
    ("top", 1, lambda n: plot_contrast(fake.term_scores(2015, 2016), top=n)),
    ("top", 1, lambda n: plot_centrality(fake.centrality(), group="year", top=n)),
    ("top", 1, lambda n: plot_pairs_above_chance(fake.pairs(), top=n)),
    ("top", 1, lambda n: plot_topics(fake.topic_terms(), top=n)),
    ("columns", 1, lambda n: plot_topics(fake.topic_terms(), columns=n)),
    ("columns", 1, lambda n: plot_prevalence(fake.prevalence(), columns=n)),
    ("top", 1, lambda n: plot_emphasis(BARS, BARS, top=n)),
    ("columns", 1, lambda n: plot_networks(fake.networks(), fake.layout(), columns=n)),
    ("label_top", 0, lambda n: plot_networks(fake.networks(), fake.layout(), label_top=n)),
    ("label_top", 0, lambda n: plot_network(*NETWORK, fake.layout(), label_top=n)),
]


@pytest.mark.parametrize(("name", "least", "draw"), COUNTED)
def test_too_small_a_number_is_named(name, least, draw):
    """Nothing would be drawn, or all but the last, without a word."""
    for number in (least - 1, -5):
        with pytest.raises(FigureError, match=f"{name} is {number}; give at least {least}"):
            draw(number)


def test_more_columns_than_panels_are_as_many_as_there_are():
    """Titles have the room that the panels have."""
    many, fitting = (plot_topics(fake.topic_terms(), columns=columns) for columns in (500, 8))

    assert texts(many) == texts(fitting)
    assert len(plot_prevalence(fake.prevalence(), columns=500).axes) == 8


@pytest.mark.parametrize(
    ("plot", "column"),
    [
        (plot_terms, "score"),
        (plot_term_heat, "score"),
        (plot_contrast, "score"),
        (plot_topics, "weight"),
        (plot_centrality, "value"),
        (plot_pairs_above_chance, "expected"),
        (plot_prevalence, "share"),
        (plot_topic_heat, "share"),
    ],
)
def test_a_row_without_its_number_is_refused(plot, column):
    """It would be an empty row, or a zero that nobody measured."""
    table = PLOTS_OF_ONE_TABLE[plot]()
    table.loc[2, column] = np.nan
    with pytest.raises(TableError, match=f"{plot.__name__}: {column} of “.*” is missing"):
        plot(table)


def test_emphasis_refuses_a_row_without_its_number():
    """The error says which of the three tables it is in."""
    bad = BARS.assign(value=BARS["value"].where(BARS.index != 3))
    with pytest.raises(TableError, match=r"plot_emphasis, topics: value of “2012, .*” is missing"):
        plot_emphasis(BARS, bad)


def test_a_share_below_zero_is_refused():
    """The panels begin at zero, and a shade below it would look like zero."""
    with pytest.raises(TableError, match="plot_prevalence: share -1 is below zero"):
        plot_prevalence(fake.prevalence().assign(share=-1.0))
    with pytest.raises(TableError, match="plot_topic_heat: share -1 is below zero"):
        plot_topic_heat(fake.topic_shares().assign(share=-1.0))


def segments(ax):
    """The lines of intervals that an axes shows, as rows of (x, x)."""
    lines = [
        line for c in ax.collections if hasattr(c, "get_segments") for line in c.get_segments()
    ]
    return [line for line in lines if np.isfinite(line).all() and len(line)]


def without_interval(table, rows):
    """The table, low and high missing in these rows."""
    table = table.copy()
    table.loc[rows, ["low", "high"]] = np.nan
    return table


def test_a_value_without_an_interval_is_a_dot_without_a_line():
    """Too few tasks give no interval, and that shows."""
    scores = fake.term_scores(2015)
    best = scores.nlargest(3, "score").index
    ax = plot_terms(without_interval(scores, best[:1]), top=3).axes[0]
    assert len(dots(ax)) == 3
    assert sorted(line[0, 1] for line in segments(ax)) == [1, 2]

    two = fake.term_scores(2015, 2016, top=4)
    ax = plot_contrast(without_interval(two, two.index[:4]))
    assert len(dots(ax)) == 8
    assert len(segments(ax)) == 4 + 4  # four joins, four intervals of 2016

    agencies = fake.centrality().query("year == '2014'").nlargest(5, "value")
    ax = plot_centrality(without_interval(agencies, agencies.index[1]))
    assert len(dots(ax)) == 5
    assert len(segments(ax)) == 4


def test_without_any_interval_the_axis_speaks_of_none():
    """The note on how to read a line is there where there is a line."""
    scores = fake.term_scores(2015)
    some, none = (without_interval(scores, scores.index[first:]) for first in (3, 0))

    assert "线为区间" in plot_terms(some, top=30).get_supxlabel()
    assert "线为区间" not in plot_terms(none).get_supxlabel()
    shares = fake.prevalence()
    assert "带为区间" in plot_prevalence(shares).get_supxlabel()
    assert "带为区间" not in plot_prevalence(without_interval(shares, shares.index)).get_supxlabel()


def test_prevalence_shows_a_year_without_an_interval_as_a_dot():
    """The band stops there; a lone year, which no band can show, has a bar."""
    shares = fake.prevalence().query("topic == 0 and year <= 2015")
    years = shares.set_index("year", drop=False)
    lone = without_interval(shares, shares.index[shares["year"].isin([2012, 2014])])
    ax = plot_prevalence(lone).axes[0]
    (bar,) = [segment for segment in segments(ax) if segment[0, 0] == 2013]

    assert len(dots(ax)) == 6
    assert_allclose(bar[:, 1], years.loc[2013, ["low", "high"]].to_numpy(float), rtol=1e-5)
    # 2013 and 2015 stand alone; 2010 and 2011 make a band
    assert [segment[0, 0] for segment in segments(ax)] == [2013, 2015]


def test_emphasis_draws_a_value_without_an_interval():
    """Bars are values; whether an interval is known changes none of them."""
    bare = BARS.assign(low=np.nan, high=np.nan)
    full = BARS.assign(low=BARS["value"] * 0.8, high=BARS["value"] * 1.1)
    widths = [
        [bar.get_width() for bar in plot_emphasis(table, table).axes[0].patches]
        for table in (bare, full)
    ]

    assert widths[0] == widths[1]


def test_no_networks_is_an_error():
    """There is nothing to draw."""
    with pytest.raises(FigureError, match="no networks"):
        plot_networks({}, fake.layout())


def test_emphasis_says_where_a_group_has_nothing():
    """A gap is told from a small value."""
    agencies = fake.bars(fake.AGENCIES)
    figure = plot_emphasis(
        fake.bars(fake.WORDS), fake.bars(fake.TOPICS), agencies[agencies["group"] != 2014]
    )

    assert texts(figure).count("无") == 1


def test_emphasis_shows_the_top_bars_of_each_group():
    """Four bars a group and column, each from zero to its value."""
    table = fake.bars(fake.WORDS)
    figure = plot_emphasis(table, fake.bars(fake.TOPICS), fake.bars(fake.AGENCIES), top=4)
    best = table.sort_values("value", ascending=False).groupby("group").head(4)

    widths = [bar.get_width() for bar in figure.axes[0].patches]
    assert_allclose(sorted(widths), sorted(best["value"]), rtol=1e-5)
    assert all(ax.get_xlim()[0] == 0 for ax in figure.axes)


def test_emphasis_shows_what_is_not_sure_as_an_outline():
    """A hollow bar is as long as a filled one; the legend says what it means, where there is any."""
    words = fake.bars(fake.WORDS[:3])
    figure = plot_emphasis(words.assign(sure=words["label"] == fake.WORDS[0]), words)
    plain = plot_emphasis(words, words)
    bars, topics = figure.axes[0].patches, figure.axes[1].patches

    filled = [bar.get_width() for bar in bars if to_hex(bar.get_facecolor()) == TINTS[0]]
    expected = words.loc[words["label"] == fake.WORDS[0], "value"]
    assert_allclose(filled, expected, rtol=1e-5)
    assert [bar.get_width() for bar in bars] == [bar.get_width() for bar in plain.axes[0].patches]
    assert {to_hex(bar.get_facecolor()) for bar in topics} == {TINTS[1]}
    (legend,) = figure.legends
    assert [text.get_text()[:2] for text in legend.get_texts()] == ["实心", "空心"]
    assert plain.legends == []


def test_emphasis_cuts_a_long_name_and_keeps_its_dagger():
    """The mark of an unstable topic is the last that may be lost; fewer columns have more room."""
    table = pd.DataFrame({"group": [1], "label": ["t"], "value": [1.0]})
    glosses = {"t": "supply-side structural reform, " * 3 + "work safety †"}
    three = texts(plot_emphasis(table, table, table, lang="en", glosses=glosses))
    one = texts(plot_emphasis(table, lang="en", glosses=glosses))

    (cut,) = {text for text in three if text.startswith("supply")}
    assert cut.endswith("… †")
    assert len(cut) <= 46
    assert glosses["t"] in one


def test_emphasis_names_the_table_that_is_wrong():
    """Three tables go in, so the error says which."""
    good = fake.bars(fake.WORDS)
    with pytest.raises(TableError, match="plot_emphasis, topics: column “value” is missing"):
        plot_emphasis(good, good.drop(columns="value"), good)
    with pytest.raises(TableError, match="plot_emphasis, agencies: value -1 is below zero"):
        plot_emphasis(good, good, good.assign(value=-1.0))
    with pytest.raises(TableError, match="plot_emphasis, terms: column “sure” is of type float64"):
        plot_emphasis(good.assign(sure=np.nan), good)


def test_texts_drawn_later_in_another_font_are_in_the_way_of_saving():
    """A label added outside our style is named."""
    ax = plot_contrast(fake.term_scores(2015, 2016))
    ax.text(0, 0, "later", fontfamily="DejaVu Sans")
    with pytest.raises(FigureError, match="“later” is set in DejaVu Sans"):
        legible.check_characters(whole_figure(ax), "04-x")


def test_emphasis_without_agencies_is_a_page_of_two_columns():
    """Work reports name no agencies, so that nothing is drawn for them."""
    figure = plot_emphasis(fake.bars(fake.WORDS), fake.bars(fake.WORDS))

    assert len(figure.axes) == 2


def test_no_bar_of_a_topic_is_cut():
    """The axis that the panels share reaches past the heaviest term of all, whichever panel it is in."""
    table = pd.DataFrame(
        {"topic": [1, 1, 2, 2], "term": ["质量", "品牌", "创新", "技术"], "weight": [1, 0.5, 9, 2]}
    )

    for ax in plot_topics(table).axes:
        assert ax.get_xlim()[0] == 0
        assert ax.get_xlim()[1] >= 9


def test_a_page_without_topics_keeps_the_measures_of_the_rest():
    """Terms and agencies alone: two columns, each under its own name; terms alone: one."""
    bars = fake.bars(fake.TOPICS)
    both = plot_emphasis(bars, agencies=bars)

    assert [ax.get_title(loc="left") for ax in both.axes] == ["词", "机构"]
    assert [ax.get_xlabel() for ax in both.axes] == ["平均 TF-IDF", "任务数"]
    assert len(plot_emphasis(bars).axes) == 1


def test_counts_stand_on_whole_ticks_under_titles_that_fit():
    """No half of a statement; a long title is cut where its panel ends, and the CSV has it whole."""
    table = pd.DataFrame(
        {
            "group": [f"{'long-' * 9}{n}" for n in range(4)],
            "term": "省财政厅",
            "score": [1, 1, 1, 2],
        }
    )
    panels = plot_terms(table, measure="count").axes

    assert {float(tick) % 1 for tick in panels[0].get_xticks()} == {0.0}
    assert all(len(ax.get_title(loc="left")) <= 28 for ax in panels)


def test_the_number_chosen_is_marked_in_every_panel():
    """A square on a line at 20 in each of the six panels, which stand in the order of the table."""
    figure = drawn("topic_numbers")
    table = fake.topic_numbers().query("k == 20").set_index("measure")["value"]

    for ax, measure in zip(figure.axes, table.index, strict=True):
        (square,) = [line for line in ax.lines if line.get_marker() == "s"]
        assert_allclose(square.get_xydata(), [[20, table[measure]]], rtol=1e-5)
        assert any(list(line.get_xdata()) == [20, 20] for line in ax.lines)
    assert "稳定" in figure.axes[4].get_title(loc="left")


def test_without_a_choice_nothing_is_marked():
    """And without intervals no line is drawn or explained."""
    table = fake.topic_numbers().drop(columns=["low", "high"])
    figure = plot_topic_numbers(table, lang="en")

    assert not [line for ax in figure.axes for line in ax.lines if line.get_marker() == "s"]
    assert figure.get_supxlabel() == "Topics"
    assert not any(ax.collections for ax in figure.axes)


def test_a_measure_or_a_choice_that_is_not_there_is_named():
    """The error says what can be drawn."""
    table = fake.topic_numbers()
    with pytest.raises(FigureError, match="measure “bic” is unknown; draw npmi, c_v"):
        plot_topic_numbers(table.assign(measure=table["measure"].replace("npmi", "bic")))
    with pytest.raises(FigureError, match="chosen is 21, which is no k of the table"):
        plot_topic_numbers(table, chosen=21)
    with pytest.raises(TableError, match="“npmi, 10” stands twice"):
        plot_topic_numbers(pd.concat([table, table]))
