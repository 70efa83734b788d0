"""How wide a text is in print, and how it is broken, cut, or written upright."""

from fractions import Fraction

import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textlab.figures import lettering
from textlab.figures.style import style

MIXED = st.text(alphabet="质量监管、， abc", max_size=60)


@pytest.mark.parametrize("text", ["质量监管", "primary and secondary schools", "模型、AI †"])
def test_width_is_what_matplotlib_draws(text):
    """Two columns are as wide as the print is high, to a pixel of a large one."""
    with style():
        figure = plt.figure(figsize=(40, 2), dpi=72)
        drawn = figure.text(0, 0, text, fontsize=100).get_window_extent().width
    plt.close(figure)

    assert lettering.print_width(text) * 50 == pytest.approx(drawn, abs=12)


@pytest.mark.parametrize(
    ("name", "written"),
    [("省财政厅", "省\n财\n政\n厅"), ("Finance", "Finance"), ("2016年", "2016年"), ("质", "质")],
)
def test_only_chinese_stands_upright(name, written):
    """Letters and digits would be hard to read from top to bottom."""
    assert lettering.upright(name) == written


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("质量监管、产品、抽查", 12, "质量监管、\n产品、抽查"),
        ("local standard, spot check", 15, "local standard,\nspot check"),
        ("战略性新兴产业", 8, "战略性新\n兴产业"),
        ("supervision", 5, "supervision"),
        ("", 5, ""),
    ],
)
def test_lines_break_where_a_reader_would(text, width, lines):
    """After commas and spaces, else within Chinese, never within a word of letters."""
    assert lettering.wrapped(text, width) == lines


@given(MIXED, st.integers(4, 30))
def test_wrapping_loses_only_spaces_and_keeps_to_the_width(text, width):
    """Every character but spaces is there; only a single word of letters may stick out."""
    lines = lettering.wrapped(text, width).split("\n")

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    wide = [line for line in lines if lettering.print_width(line) > width]
    assert all(line.isascii() and " " not in line for line in wide)


@given(MIXED, st.integers(4, 30))
def test_a_shortened_text_fits_and_says_so(text, width):
    """A text that is cut ends in … and fits; one that fits is left alone."""
    short = lettering.shortened(text, width)

    assert lettering.print_width(short) <= width
    assert short == text or short.endswith("…")


def test_notes_stand_in_the_brackets_of_the_language():
    """Chinese notes in full-width brackets, English ones in ASCII."""
    assert lettering.with_notes("年份", ["带为区间", "甲"], "zh") == "年份（带为区间；甲）"
    assert lettering.with_notes("Year", ["band", "b"], "en") == "Year (band; b)"
    assert lettering.with_notes("Year", [], "en") == "Year"


def test_an_axis_has_one_pair_of_brackets():
    """Notes join what already stands in brackets at the end."""
    assert lettering.with_notes("Rates (base 2)", ["b"], "en") == "Rates (base 2; b)"
    assert lettering.with_notes("比（对数）", ["甲", "乙"], "zh") == "比（对数；甲；乙）"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("industries of the future", "industries of…"),
        ("high-speed rail, national", "high-speed…"),
        ("infrastructure projects", "infrastructure…"),
        ("telecommunications", "telecommuni…"),
        ("战略性新兴产业集群", "战略性新兴产…"),
    ],
)
def test_a_text_is_cut_after_a_whole_word(text, short):
    """A single long word is cut within, and Chinese anywhere; no comma stands before the cut."""
    assert lettering.shortened(text, 15) == short


def test_a_text_shortened_to_nothing_ends():
    """No width, however small, keeps cutting for ever."""
    assert lettering.shortened("质量", 0) == "…"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_the_width_of_a_text_is_the_same_to_the_last_digit_in_every_python(text):
    """Summed exactly and rounded once: a figure's height comes of it, and the SVG's ids of that."""
    exact = sum((Fraction(lettering.print_width(char)) for char in text), Fraction())

    assert lettering.print_width(text) == float(exact)
