"""A figure on disk: what is written, that it repeats, and that nothing is written when wrong."""

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from nbclient import NotebookClient
from PIL import Image

from textlab.errors import CorpusError, FigureError
from textlab.figures import saving
from textlab.figures.plots_terms import plot_contrast, plot_terms
from textlab.figures.saving import corpus_sha256, notebook_sha256, save_figure
from textlab.figures.style import style

NAME = "04-terms"
ALT = "两组词语的平均 TF-IDF，<质量> 一词最高 & 最稳。"
TWICE = pd.DataFrame([[1, 2]], columns=["score", "score"])
ENDINGS = ["csv", "json", "png", "svg"]


def cell(kind, source, **more):
    return {"cell_type": kind, "source": source, "metadata": {}, **more}


def write_notebook(path, *cells, **facts):
    path.write_text(json.dumps({"cells": cells, **facts}), encoding="utf-8")


@pytest.fixture(autouse=True)
def _no_figure_left_open():
    yield
    plt.close("all")


@pytest.fixture
def study(tmp_path):
    """A study with a corpus, a lock, and a notebook numbered 04."""
    (tmp_path / "corpus" / "texts").mkdir(parents=True)
    (tmp_path / "corpus" / "documents.csv").write_text("doc_id\nx\n", encoding="utf-8")
    (tmp_path / "corpus" / "texts" / "x.txt").write_text("一、质量", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    write_notebook(tmp_path / "notebooks" / "04-terms.ipynb", cell("code", "1 + 1"))
    (tmp_path / "requirements.lock").write_text("numpy==1\n", encoding="utf-8")
    return tmp_path


def terms():
    rows = [
        (year, term, i / 7 + year / 1e5) for year in (2015, 2016) for i, term in enumerate("甲乙丙")
    ]
    return pd.DataFrame(rows, columns=["group", "term", "score"])


def save(study, figure=None, data=None, name=NAME, **options):
    """Save the contrast of three terms, or what is given instead."""
    figure = figure or plot_contrast(terms()).figure
    data = terms() if data is None else data
    save_figure(figure, data, name, **{"alt": ALT, "root": study, **options})


def saved(study, ending, name=NAME):
    return (study / "figures" / f"{name}.{ending}").read_bytes()


def record(study):
    return json.loads(saved(study, "json"))


def files(study):
    return sorted(path.name for path in (study / "figures").glob("*"))


def test_four_files_are_written(study):
    """SVG, PNG, CSV and JSON, and no drafts beside them."""
    save(study)

    assert files(study) == [f"{NAME}.{ending}" for ending in ENDINGS]


def test_png_has_300_dots_per_inch_and_no_maker(study):
    """The picture is as large as the figure at print resolution."""
    save(study)
    image = Image.open(io.BytesIO(saved(study, "png")))

    assert image.size[0] == int(89 / 25.4 * 300)
    assert round(image.info["dpi"][0]) == 300
    assert "Software" not in image.info


def test_svg_carries_the_alternative_text(study):
    """A screen reader finds an image with a title and a description, whatever signs they hold."""
    save(study)
    root = ET.fromstring(saved(study, "svg"))  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{NAME}-title {NAME}-desc"
    assert root.find(f"{space}title").text == NAME
    assert root.find(f"{space}desc").text == ALT


def test_svg_shows_everywhere(study):
    """Letters are drawn as paths, each shape once, so that no font is needed."""
    save(study)
    root = ET.fromstring(saved(study, "svg"))  # noqa: S314
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]

    assert "text" not in tags
    assert "use" in tags
    assert b"<dc:date>" not in saved(study, "svg")
    assert len(saved(study, "svg")) < 60_000


def test_csv_holds_what_is_drawn(study):
    """The dots of the picture stand in the CSV, at six significant digits."""
    ax = plot_contrast(terms())
    save(study, ax.figure)
    table = pd.read_csv(io.BytesIO(saved(study, "csv")), encoding="utf-8-sig")
    drawn = sorted(x for line in ax.lines for x in line.get_xdata())

    assert list(table) == ["group", "term", "score"]
    assert drawn == sorted(table["score"])
    assert table["score"].tolist() == [float(f"{score:.6g}") for score in terms()["score"]]


def test_several_tables_are_stacked_and_whole_numbers_stay_whole(study):
    """The first column names the table; a cell that a table lacks is empty."""
    tables = {
        "nodes": pd.DataFrame({"agency": ["甲"], "tasks": [3], "known": [True]}),
        "edges": pd.DataFrame({"source": ["甲"], "weight": [1 / 3]}),
    }
    save(study, data=tables)

    assert saved(study, "csv").decode("utf-8-sig").splitlines() == [
        "table,agency,tasks,known,source,weight",
        "nodes,甲,3,true,,",
        "edges,,,,甲,0.333333",
    ]


def test_a_named_index_is_saved_and_a_missing_number_is_empty(study):
    """Nothing that tells rows apart is lost."""
    table = pd.DataFrame({"score": [0.5, np.nan]}, index=pd.Index(["甲", "乙"], name="term"))
    save(study, data=table)

    assert saved(study, "csv").decode("utf-8-sig") == "term,score\n甲,0.5\n乙,\n"


def test_json_says_where_the_figure_comes_from(study):
    """Hashes of what it was made from, settings, alternative text, size; no paths, no dates."""
    save(study, settings={"seed": np.int64(7), "by": "year", "quantiles": [0.05, 0.95]})
    found = record(study)
    sources = found.pop("sha256")

    assert sources["data"] == hashlib.sha256(saved(study, "csv")).hexdigest()
    assert sources["lock"] == hashlib.sha256(b"numpy==1\n").hexdigest()
    assert sources["corpus"] == corpus_sha256(study / "corpus")
    assert sources["notebook"] == notebook_sha256(study / "notebooks" / "04-terms.ipynb")
    assert len(sources.pop("font")) == 64
    assert found["size_mm"][0] == 89.0
    assert found["settings"] == {"seed": 7, "by": "year", "quantiles": [0.05, 0.95]}
    assert set(found) == {"alt", "caption", "name", "settings", "size_mm"}
    assert str(study) not in json.dumps(found)


def test_the_order_of_settings_does_not_matter(study):
    """Settings are written by name, in whatever order a notebook gives them."""
    save(study, settings={"seed": 1, "by": "year"})
    first = saved(study, "json")
    save(study, settings={"by": "year", "seed": 1})

    assert saved(study, "json") == first


def test_a_study_without_a_lock_says_so(study):
    """A student's study may have none; the record shows that nothing was locked."""
    (study / "requirements.lock").unlink()
    save(study)

    assert record(study)["sha256"]["lock"] is None


def test_the_study_is_found_from_the_notebooks_folder(study, monkeypatch):
    """A notebook runs in notebooks/ and need not say where the study is."""
    monkeypatch.chdir(study / "notebooks")
    save(study, root=None)

    assert files(study) == [f"{NAME}.{ending}" for ending in ENDINGS]


SAVE_ALL = """
import sys
import figure_data as fake
import matplotlib.pyplot as plt
from textlab.figures.saving import save_figure
from textlab.figures.style import whole_figure

for name in ("network", "topics", "topic_heat"):
    figure = whole_figure(fake.PLOTS[name]("zh"))
    data = {"b": fake.edges(), "a": fake.topic_terms()}
    save_figure(figure, data, "04-" + name.replace("_", "-"), alt="一幅用来比较的图，足够长。",
                settings={"b": {"y": 1, "x": 2}, "a": 1}, root=sys.argv[1])
"""


def run_saving(study, seed):
    here = Path(__file__).parent
    paths = [str(here), str(here.parent / "src")]
    facts = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)}
    subprocess.run([sys.executable, "-c", SAVE_ALL, str(study)], check=True, env=facts)
    return {path.name: path.read_bytes() for path in (study / "figures").iterdir()}


def test_two_processes_write_the_same_bytes(study):
    """Another run with another hash seed gives the same twelve files, byte by byte."""
    first = run_saving(study, "1")
    for path in (study / "figures").iterdir():
        path.unlink()
    second = run_saving(study, "4242")

    assert len(first) == 12
    assert first == second


def test_showing_a_figure_first_changes_no_byte(study):
    """A figure that was looked at, cropped and at another size, is saved as if it was not."""
    save(study, plot_terms(terms()))
    fresh = {ending: saved(study, ending) for ending in ENDINGS}
    figure = plot_terms(terms())
    for dots in (72, 144, 200):
        figure.savefig(io.BytesIO(), dpi=dots, bbox_inches="tight")
    save(study, figure)

    assert {ending: saved(study, ending) for ending in ENDINGS} == fresh


def test_saving_leaves_the_figure_as_it_was(study):
    """What a notebook shows after saving is what it would have shown before."""
    figure = plot_contrast(terms()).figure
    before, layout = figure.dpi, figure.get_layout_engine()
    save(study, figure)
    save(study, figure)

    assert figure.dpi == before
    assert figure.get_layout_engine() is layout
    assert plt.get_fignums() == [figure.number]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "terms"}, "figure name “terms”"),
        ({"name": "04-Terms"}, "small letters"),
        ({"name": "../04-terms"}, "figure name"),
        ({"name": "05-terms"}, r"notebooks/05-….ipynb is wanted, and there is none"),
        ({"alt": "词"}, "say in a sentence"),
        ({"alt": "a picture of many terms"}, "say in a sentence"),
        ({"data": pd.DataFrame({"a": []})}, "data has no rows"),
        ({"data": {}}, "data has no rows"),
        ({"data": [terms]}, "data holds a list; give the table that the figure draws"),
        ({"data": {"nodes": None}}, "data holds a NoneType; give the table"),
        ({"data": TWICE}, f"{NAME}: column “score” stands twice"),
        ({"data": {"a": TWICE}}, f"{NAME}, a: column “score” stands twice"),
        ({"data": TWICE.iloc[:, :1].rename_axis("score")}, "column “score” stands twice"),
        ({"data": {"a": pd.DataFrame({"table": [1]})}}, "a: column “table” is where the names"),
        ({"alt": None}, "say in a sentence"),
        ({"alt": {"en": "Two groups of terms."}}, "alt has no “zh”, the language of the labels"),
        ({"alt": {"zh": ALT, "en": "Terms"}}, "alt is “Terms”; say in a sentence"),
        ({"alt": "一幅图，\x00足够长，说它显示了什么。"}, r"control character U\+0000"),
        ({"alt": "一幅图，\x1b足够长，说它显示了什么。"}, r"control character U\+001B"),
        ({"alt": "一幅图，\uffff足够长，说它显示了什么。"}, r"control character U\+FFFF"),
        ({"alt": "一幅图，\ud800足够长，说它显示了什么。"}, r"control character U\+D800"),
        ({"settings": {"note": "\ud800"}}, "settings hold what JSON cannot"),
        ({"settings": {"seed": {1, 2}}}, "settings hold what JSON cannot"),
        ({"settings": {"alpha": float("nan")}}, "settings hold what JSON cannot"),
        ({"settings": {"corpus": Path("corpus")}}, "settings hold what JSON cannot"),
    ],
)
def test_wrong_input_is_an_error_and_writes_nothing(study, change, message):
    """The error says what is wrong; no file appears."""
    with pytest.raises(FigureError, match=message):
        save(study, **change)

    assert not (study / "figures").exists()


def test_no_data_is_an_error(study):
    """A figure without the table it draws cannot be checked."""
    with pytest.raises(FigureError, match="data holds a NoneType; give the table that the figure"):
        save_figure(plot_contrast(terms()).figure, None, NAME, alt=ALT, root=study)


def test_one_table_may_have_a_column_called_table(study):
    """Only stacked tables need the name."""
    save(study, data=pd.DataFrame({"table": ["甲"]}))

    assert saved(study, "csv").decode("utf-8-sig") == "table\n甲\n"


def test_lines_of_an_alternative_text_become_one(study):
    """Line breaks and tabs are spaces, which XML can hold."""
    save(study, alt="两组词语的平均值，\n\t最高的是质量一词。")

    assert record(study)["alt"] == "两组词语的平均值， 最高的是质量一词。"


def test_axes_are_not_a_figure(study):
    """The error says what to give instead."""
    with pytest.raises(FigureError, match=r"Axes is not a figure; give ax\.figure"):
        save(study, plot_contrast(terms()))


def test_two_notebooks_of_one_number_are_an_error(study):
    """It would not be known which one drew the figure."""
    write_notebook(study / "notebooks" / "04-other.ipynb")
    with pytest.raises(FigureError, match=r"there is 04-other\.ipynb, 04-terms\.ipynb"):
        save(study)


def test_a_study_without_a_corpus_is_an_error(tmp_path, monkeypatch):
    """The error says what is missing and where it was looked for."""
    (tmp_path / "notebooks").mkdir()
    write_notebook(tmp_path / "notebooks" / "04-terms.ipynb")
    with pytest.raises(CorpusError, match="there are no files here"):
        save(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match="no folder from here up"):
        save(None)


def with_text(words, place=(0.5, 0.5), size=(3, 2), **facts):
    """A figure with a text at a place, in shares of its width and height."""
    with style():
        figure = Figure(figsize=size)
        figure.add_subplot().set_axis_off()
        figure.text(*place, words, **facts)
    return figure


def with_long_names():
    """Axes whose names take more room than the figure has."""
    with style():
        figure = Figure(figsize=(1, 1), layout="constrained")
        figure.add_subplot().set_yticks([0], ["质量监督管理标准化建设工作"])
    return figure


BAD_FIGURES = {
    "glyph": (lambda: with_text("质\U0001f600量\ue000"), "😀 .U.1F600., .* .U.E000."),
    "font": (lambda: with_text("quality", fontfamily="serif"), "“quality” is set in serif"),
    "right": (
        lambda: with_text("质量监督管理", (0.9, 0.5)),
        "“质量监督管理” reaches over the edge",
    ),
    "left": (lambda: with_text("质量", (0.1, 0.5), ha="right", fontsize=40), "over the edge"),
    "top": (lambda: with_text("质量", (0.5, 0.99)), "reaches over the edge"),
    "room": (with_long_names, "there is no room"),
}


@pytest.mark.parametrize("kind", BAD_FIGURES)
def test_a_figure_that_cannot_be_read_is_an_error_and_writes_nothing(study, kind):
    """An unknown character, another font, a text over the edge, no room: each is named."""
    draw, message = BAD_FIGURES[kind]
    with pytest.raises(FigureError, match=message):
        save(study, draw())

    assert not (study / "figures").exists()


def test_a_failing_save_leaves_the_old_files(study):
    """The last good figure stays, whole."""
    save(study)
    before = {ending: saved(study, ending) for ending in ENDINGS}
    with pytest.raises(FigureError):
        save(study, with_text("\ue000"), data=pd.DataFrame({"new": [1]}))

    assert {ending: saved(study, ending) for ending in ENDINGS} == before
    assert len(files(study)) == 4


def test_a_broken_renderer_leaves_the_old_files(study, monkeypatch):
    """Even an unforeseen failure in the last step writes nothing."""
    save(study)
    before = {ending: saved(study, ending) for ending in ENDINGS}
    monkeypatch.setattr(saving, "_with_alt", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save(study, data=pd.DataFrame({"new": [1]}))

    assert {ending: saved(study, ending) for ending in ENDINGS} == before


def test_what_is_hidden_may_stand_anywhere(study):
    """Ticks beyond the axis, hidden texts and axes switched off are not drawn, so not judged."""
    with style():
        figure = Figure(figsize=(3, 2), layout="constrained")
        ax = figure.add_subplot()
        ax.set_xticks([0, 1, 50], ["a", "b", "\ue000"])
        ax.set_xlim(0, 1)
        ax.text(9, 9, "\ue001", visible=False)
    save(study, figure)

    assert files(study)


def change(path, text):
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "act",
    [
        lambda corpus: change(corpus / "documents.csv", "doc_id\ny\n"),
        lambda corpus: change(corpus / "texts" / "new.txt", ""),
        lambda corpus: (corpus / "texts" / "x.txt").rename(corpus / "texts" / "y.txt"),
        lambda corpus: (corpus / "texts" / "x.txt").unlink(),
    ],
    ids=["changed", "added", "renamed", "removed"],
)
def test_corpus_hash_changes_with_every_file(study, act):
    """A changed, new, renamed or lost file makes another corpus."""
    before = corpus_sha256(study / "corpus")
    act(study / "corpus")

    assert corpus_sha256(study / "corpus") != before


def test_corpus_hash_forgets_hidden_files_and_dates(study):
    """What an editor or the system leaves behind is no part of the corpus."""
    before = corpus_sha256(study / "corpus")
    change(study / "corpus" / ".DS_Store", "x")
    (study / "corpus" / ".ipynb_checkpoints").mkdir()
    change(study / "corpus" / ".ipynb_checkpoints" / "a.txt", "x")
    os.utime(study / "corpus" / "documents.csv", (0, 0))

    assert corpus_sha256(study / "corpus") == before


def test_notebook_hash_is_of_kinds_and_sources_only(tmp_path):
    """Running a notebook, or writing its lines otherwise, does not make another; editing does."""
    one, other = tmp_path / "a.ipynb", tmp_path / "b.ipynb"
    write_notebook(one, cell("code", "x = 1\nx"), cell("markdown", "text"))
    write_notebook(
        other,
        cell("code", ["x = 1\n", "x"], outputs=[{"data": 1}], execution_count=3, id="q"),
        cell("markdown", ["text"]),
        metadata={"kernelspec": "other"},
    )
    same = notebook_sha256(one) == notebook_sha256(other)
    write_notebook(other, cell("markdown", "x = 1\nx"), cell("markdown", "text"))

    assert same
    assert notebook_sha256(one) != notebook_sha256(other)


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 3}', '{"cells": [{"source": "x"}]}', "\0"])
def test_what_is_no_notebook_is_an_error(tmp_path, text):
    """The error names the file."""
    change(tmp_path / "04-x.ipynb", text)
    with pytest.raises(FigureError, match=r"04-x\.ipynb: not a notebook"):
        notebook_sha256(tmp_path / "04-x.ipynb")


SHOWN = {
    "plot_terms(table)": 1,  # the value of the cell is the figure
    "figure = plot_terms(table)": 1,
    "figure": 1,
    "plot_contrast(table)": 1,  # the value of the cell is its axes
    "plot_contrast(table).figure": 1,
    "figure = plot_terms(table)\nsave_figure(figure, table, '04-x', alt=ALT, root=ROOT)": 1,
    "plot_terms(table, lang='fr')": 0,
}


def test_a_notebook_shows_each_picture_once(study):
    """Whether a figure is a cell's value or not, was saved or not: one picture; none on error."""
    start = f"""
import pandas as pd
from textlab.figures.plots_terms import plot_contrast, plot_terms
from textlab.figures.saving import save_figure
table = pd.DataFrame({terms().to_dict("list")!r})
ROOT, ALT = {str(study)!r}, {ALT!r}"""
    cells = [nbformat.v4.new_code_cell(source) for source in (start, *SHOWN)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, allow_errors=True, record_timing=False).execute()
    pictures = [
        sum("image/png" in output.get("data", {}) for output in done.outputs)
        for done in notebook.cells[1:]
    ]

    assert pictures == list(SHOWN.values())
    assert files(study)
