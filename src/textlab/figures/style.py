"""The look of every figure: font, sizes, colours, languages.

The Chinese font comes from an installed package, never from the system, and
is known to matplotlib under a name of our own, so that no font of the same
family on the machine can take its place. Nothing here changes the global
settings of matplotlib: `style()` holds within its `with` block only.
"""

import dataclasses
import functools
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, ttfFontProperty
from matplotlib.ft2font import FT2Font
from matplotlib.style import context

from textlab.errors import FigureError

P = ParamSpec("P")
Picture = TypeVar("Picture", Axes, Figure)

FONT = "textlab Noto Sans SC"
"""The family under which matplotlib knows the packaged font."""

MM = 1 / 25.4
"""A millimetre in inches, the unit of matplotlib's figure sizes."""
ONE_COLUMN = 89 * MM
"""Width of a figure over one column of a journal page, in inches."""
TWO_COLUMNS = 183 * MM
"""Width of a figure over two columns of a journal page, in inches."""

SMALL, TEXT, TITLE = 6.5, 7.0, 7.5
"""Sizes of print, in points; nothing in a figure is set smaller than `SMALL`."""

INK, GREY, FAINT = "#222222", "#767676", "#d9d9d9"
BLUE, ORANGE, BLACK, SKY, VERMILION, GREEN, PURPLE = (
    "#0072B2",
    "#E69F00",
    "#000000",
    "#56B4E9",
    "#D55E00",
    "#009E73",
    "#CC79A7",
)
"""Colours that the colour-blind can tell apart. Source: Okabe & Ito (2008)."""

TINTS = ("#b9d7ea", "#f6dca4", "#b5dfd0")
"""Colours of bars that carry their names: light enough for a text to be read on them."""

SERIES = (
    (BLUE, "o"),
    (ORANGE, "s"),
    (BLACK, "^"),
    (GREEN, "D"),
    (SKY, "v"),
    (VERMILION, "P"),
    (PURPLE, "X"),
)
"""Colour and marker of each series in turn: neighbours differ in lightness, all differ in shape."""

SEQUENTIAL = "Blues"
"""Colour map of heat maps: white is nothing, and it only darkens, so it survives greyscale."""

_SETTINGS = {
    "font.family": [FONT],
    "font.size": TEXT,
    "axes.titlesize": TITLE,
    "axes.labelsize": TEXT,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "legend.title_fontsize": SMALL,
    "figure.titlesize": TITLE,
    "figure.labelsize": TEXT,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "text.parse_math": False,
    "text.hinting": "no_hinting",
    "axes.unicode_minus": True,
    "axes.formatter.useoffset": False,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.5,
    "axes.titlelocation": "left",
    "axes.titlepad": 3.0,
    "axes.labelpad": 2.5,
    "grid.color": FAINT,
    "grid.linewidth": 0.4,
    "xtick.major.size": 2.0,
    "ytick.major.size": 2.0,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "xtick.major.pad": 2.0,
    "ytick.major.pad": 2.0,
    "lines.linewidth": 1.0,
    "lines.markersize": 4.0,
    "legend.frameon": False,
    "legend.handletextpad": 0.4,
    "legend.columnspacing": 1.2,
    "legend.borderpad": 0.0,
    "figure.dpi": 144.0,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.03,
    "figure.constrained_layout.h_pad": 0.03,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}


def font_path() -> Path:
    """Where the packaged font lies.

    Raises
    ------
    FigureError : the package that carries it is not installed
    """
    package = importlib.util.find_spec("zhplot")
    if package is None or package.origin is None:
        raise FigureError("zhplot, the package with the Chinese font, is missing; install it.")
    path = Path(package.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
    if not path.is_file():
        raise FigureError("zhplot is installed without NotoSansSC-Regular.ttf; install it again.")
    return path


def _know_font() -> None:
    if any(entry.name == FONT for entry in fontManager.ttflist):
        return
    path = str(font_path())
    fontManager.ttflist.append(dataclasses.replace(ttfFontProperty(FT2Font(path)), name=FONT))
    fontManager.addfont(path)  # which also makes matplotlib forget what it did not find before


@contextmanager
def style(settings: Mapping[str, object] | None = None) -> Iterator[None]:
    """Textlab's look within a `with` block: matplotlib's own defaults with ours on top.

    Neither the reader's matplotlibrc nor earlier cells have a say, so the same table gives
    the same picture everywhere; afterwards every setting is what it was.

    Parameters
    ----------
    settings : further settings of matplotlib, put on top of ours
    """
    _know_font()
    interactive = mpl.is_interactive()
    try:
        with context(["default", {**_SETTINGS, **(settings or {})}]):
            try:
                yield
            finally:
                # the first figure of a notebook starts its backend, which turns this on for good
                interactive = mpl.is_interactive()
    finally:
        mpl.interactive(interactive)


def settle_ticks(figure: Figure) -> None:
    """Lay the figure out, and make every tick that it has room for."""
    engine = figure.get_layout_engine()
    if engine:
        engine.execute(figure)
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            axis.get_ticklabels(which="both")


def styled(plot: Callable[P, Picture]) -> Callable[P, Picture]:
    """Run a plotting function in textlab's style.

    The ticks are made before the style ends: those that matplotlib would make only when
    the picture is shown would else come in the reader's own font and size. A figure that could
    not be finished is closed, or a notebook would show it half drawn.
    """

    @functools.wraps(plot)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Picture:
        before = plt.get_fignums()
        try:
            with style():
                picture = plot(*args, **kwargs)
                figure = whole_figure(picture)
                settle_ticks(figure)
                _LANGUAGE_OF[figure] = str(kwargs.get("lang", "zh"))
        except BaseException:
            for number in set(plt.get_fignums()) - set(before):
                plt.close(number)
            raise
        return picture

    return drawn


_LANGUAGE_OF: WeakKeyDictionary[Figure, str] = WeakKeyDictionary()


def language_of(figure: Figure) -> str:
    """The language that a figure's labels were drawn in, "zh" or "en"; Chinese where unknown."""
    return _LANGUAGE_OF.get(figure, "zh")


def whole_figure(picture: Axes | Figure) -> Figure:
    """The figure that an axes stands in, or the figure itself."""
    figure = picture.get_figure(root=True)
    if figure is None:
        raise FigureError("the axes stand in no figure; draw them again.")
    return figure


@functools.cache
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(str(font_path())).get_charmap())


def missing_glyphs(text: str) -> str:
    """The characters of `text` that the packaged font cannot show, each once, in order."""
    return "".join(
        char for char in dict.fromkeys(text) if char != "\n" and ord(char) not in _characters()
    )


_LANGUAGES = ("zh", "en")

_WORDS = {
    "agency": ("机构", "Agency"),
    "agencies": ("机构数", "Agencies"),
    "lead": ("牵头", "Lead"),
    "responsible": ("负责", "Responsible"),
    "support": ("配合", "Support"),
    "term": ("词", "Term"),
    "topic": ("主题", "Topic"),
    "topics": ("主题数", "Topics"),
    "chosen": ("方块为选定的主题数", "square: chosen number"),
    "runs_interval": ("竖线为各次拟合的 95% 范围", "line: middle 95% of the fits"),
    "year": ("年份", "Year"),
    "interval": ("线为区间", "line: interval"),
    "band": ("带为区间", "band: interval"),
    "named": (
        "条形为权重最大的词，未必见于主题名",
        "bars: the heaviest terms; a title may name others",
    ),
    "unstable": ("† 为不稳定的主题", "†: unstable topic"),
    "share_difference": ("占词数比例之差", "Difference of share of tokens"),
    "says_otherwise": ("空心：结论与首列不同", "hollow: says otherwise than the first column"),
    "no_such_topic": ("×：无此主题", "×: no such topic"),
    "of_peak": ("与该词最高值之比", "Share of own peak"),
    "peak": ("最高值", "Peak"),
    "peak_at_right": ("右列为最高值：", "at right the peak: "),
    "none": ("无", "none"),
    "absent": ("该图中未出现", "absent here"),
    "tie": ("共现", "Tie"),
    "expected": ("随机时的期望与区间", "expected by chance, interval"),
    "above_chance": ("高于随机", "above chance"),
    "not_above": ("未见高于随机", "not shown above"),
    "sure": ("实心：确比其余多", "filled: surely more than in the rest"),
    "unsure": ("空心：未能确定更多", "hollow: not surely more"),
}
"""Words on axes and legends."""

_MEASURES = {
    "tasks": ("任务数", "Tasks"),
    "naming_share": ("占机构被列次数的比例", "Share of the namings of agencies"),
    "tfidf": ("平均 TF-IDF", "Mean TF-IDF"),
    "share": ("占比", "Share"),
    "token_share": ("占词数的比例", "Share of tokens"),
    "per_10k": ("每万词", "Per 10,000 tokens"),
    "per_10k_difference": ("每万词之差", "Difference per 10,000 tokens"),
    "log_ratio": ("频率之比（以 2 为底的对数）", "Log-ratio of rates (base 2)"),
    "count": ("次数", "Count"),
    "weight": ("权重", "Weight"),
    "difference": ("平均 TF-IDF 之差", "Difference of mean TF-IDF"),
    "lead_share": ("牵头占其责任条款的比例", "Share of its statements that it leads"),
    "jaccard": ("Jaccard 相似度", "Jaccard similarity"),
    "degree": ("度", "Degree"),
    "strength": ("强度", "Strength"),
    "betweenness": ("中介中心度", "Betweenness"),
    "closeness": ("接近中心度", "Closeness"),
    "eigenvector": ("特征向量中心度", "Eigenvector centrality"),
    "constraint": ("约束度", "Constraint"),
    "clustering": ("聚类系数", "Clustering"),
    "together": ("同列两者的任务数", "Tasks that name both"),
}
"""What an axis can measure."""

_EVIDENCE = {
    "npmi": ("一致性（NPMI）", "Coherence (NPMI)"),
    "c_v": ("一致性（c_v）", "Coherence (c_v)"),
    "exclusivity": ("独占性", "Exclusivity"),
    "held_out": ("留出词的似然增益（奈特/词）", "Held-out gain (nats per token)"),
    "stable": ("稳定主题的比例", "Share of stable topics"),
    "jaccard": ("各次拟合间的 Jaccard 相似度", "Jaccard similarity of fits"),
}
"""What speaks for a number of topics."""


def labels(lang: str) -> dict[str, str]:
    """Every word that figures set on axes and legends, by key, in Chinese or English.

    Raises
    ------
    FigureError : `lang` is neither "zh" nor "en"
    """
    return _in_language(_WORDS, lang) | measures(lang)


def measures(lang: str) -> dict[str, str]:
    """The words for what an axis can measure, by measure, in Chinese or English.

    Raises
    ------
    FigureError : `lang` is neither "zh" nor "en"
    """
    return _in_language(_MEASURES, lang)


def evidence_names(lang: str) -> dict[str, str]:
    """The words for what speaks for a number of topics, by measure, in Chinese or English.

    Raises
    ------
    FigureError : `lang` is neither "zh" nor "en"
    """
    return _in_language(_EVIDENCE, lang)


def _in_language(words: Mapping[str, tuple[str, str]], lang: str) -> dict[str, str]:
    if lang not in _LANGUAGES:
        raise FigureError(f"lang is “{lang}”; write “zh” or “en”.")
    return {key: texts[_LANGUAGES.index(lang)] for key, texts in words.items()}


def gloss(
    terms: Iterable[object], lang: str, glosses: Mapping[str, str] | None = None
) -> list[str]:
    """Terms or agencies as a figure writes them: in English where a gloss is known, else as given.

    Parameters
    ----------
    terms : written forms; a year or another number is written in digits. Of a name made of terms
        joined by 、, such as a topic's, each is glossed where the whole is not known
    glosses : English by written form; an empty one counts as unknown
    """
    known = glosses if labels(lang) and lang == "en" and glosses else {}
    return [known.get(str(term)) or _parts_glossed(str(term), known) for term in terms]


def _parts_glossed(name: str, known: Mapping[str, str]) -> str:
    """Each term of a name in English where it is known; the name as it is where none is."""
    parts = name.split("、")
    english = [known.get(part) or part for part in parts]
    return name if english == parts else ", ".join(english)
