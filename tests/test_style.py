"""The look of figures: font, settings, languages."""

import itertools
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from textlab.errors import FigureError
from textlab.figures import style as look


def settings():
    """Matplotlib's settings; the backend is found at the first figure, whoever draws it."""
    return {key: value for key, value in mpl.rcParams.items() if key != "backend"}


def test_style_ends_with_its_block():
    """Within the block our font is set; after it every setting is what it was."""
    mpl.rcParams["font.size"] = 23.0
    before = settings()
    with look.style():
        inside = mpl.rcParams["font.family"], mpl.rcParams["font.size"]
    after = settings()
    mpl.rcdefaults()

    assert inside == ([look.FONT], look.TEXT)
    assert after == before


def test_readers_settings_have_no_say():
    """A picture looks the same whatever matplotlibrc or earlier cells have set."""
    with mpl.rc_context({"axes.facecolor": "yellow", "axes.grid": True}), look.style():
        assert mpl.rcParams["axes.facecolor"] == "white"
        assert not mpl.rcParams["axes.grid"]


def test_a_backend_started_inside_stays_interactive():
    """In a notebook the first figure turns interactivity on; plots after it must be shown."""
    try:
        with look.style():
            mpl.interactive(True)
        assert mpl.is_interactive()
    finally:
        mpl.interactive(False)


def test_the_packaged_font_is_drawn_and_no_other():
    """Text in our style is found in the font file of the package."""
    with look.style():
        text = Figure().text(0, 0, "质量")
        found = mpl.font_manager.findfont(text.get_fontproperties(), fallback_to_default=False)

    assert found == str(look.font_path())


def test_missing_font_package_is_an_error(monkeypatch):
    """Without the package the error says what to install."""
    monkeypatch.setattr(look.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(FigureError, match="zhplot"):
        look.font_path()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("省发改委 Σ 2016\n（一）", ""),
        ("质量★提升", ""),
        ("\U0001f600好\U0001f600", "\U0001f600"),
        ("\ue000", "\ue000"),
    ],
)
def test_missing_glyphs_names_each_character_once(text, missing):
    """Only what the font cannot show is named; a line break is no character."""
    assert look.missing_glyphs(text) == missing


def test_every_label_stands_in_both_languages():
    """Labels have a Chinese and an English form, and the font can show both."""
    zh, en = look.labels("zh"), look.labels("en")

    assert zh.keys() == en.keys()
    assert not look.missing_glyphs("".join([*zh.values(), *en.values()]))
    assert all(text.strip() for text in (*zh.values(), *en.values()))
    assert all(ord(char) < 0x2E80 for text in en.values() for char in text)


def test_every_word_is_used():
    """A word that no plot sets, and a measure that no plot knows of, would be dead weight."""
    folder = Path(look.__file__).parent
    code = "".join(p.read_text("utf-8") for p in folder.glob("*.py") if p.name != "style.py")

    assert [key for key in look.labels("zh") if not re.search(f"[\"']{key}[\"']", code)] == []


def test_unknown_language_is_an_error():
    """The error says which languages there are."""
    with pytest.raises(FigureError, match="“zh” or “en”"):
        look.labels("fr")


def test_gloss_keeps_what_it_does_not_know():
    """In English the known are glossed; in Chinese nothing is; an empty gloss is unknown."""
    glosses = {"质量": "quality", "标准": ""}

    assert look.gloss(["质量", "标准", 2016], "en", glosses) == ["quality", "标准", "2016"]
    assert look.gloss(["质量", "标准", 2016], "zh", glosses) == ["质量", "标准", "2016"]
    assert look.gloss(["质量"], "en") == ["质量"]


def test_a_name_made_of_terms_is_glossed_term_by_term():
    """A topic is called by its terms; what is glossed whole is not taken apart."""
    glosses = {"质量": "quality", "监管": "supervision", "食品、药品": "food and drugs"}
    names = ["质量、监管", "质量、标准", "标准、计量", "食品、药品"]

    assert look.gloss(names, "en", glosses) == [
        "quality, supervision",
        "quality, 标准",
        "标准、计量",
        "food and drugs",
    ]
    assert look.gloss(names, "zh", glosses) == names


def test_a_plot_that_fails_leaves_no_figure_open():
    """A notebook would show a half-drawn figure under the error."""

    @look.styled
    def plot():
        plt.figure()
        raise FigureError("no")

    with pytest.raises(FigureError):
        plot()

    assert not plt.get_fignums()


def test_series_differ_in_shape_and_neighbours_in_lightness():
    """In greyscale two neighbouring series can be told apart."""
    rgb = [mpl.colors.to_rgb(colour) for colour, _ in look.SERIES]
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in rgb]

    assert len({marker for _, marker in look.SERIES}) == len(look.SERIES)
    assert all(abs(a - b) > 0.1 for a, b in itertools.pairwise(light))
