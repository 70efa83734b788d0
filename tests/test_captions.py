"""Captions with the n behind them, and the list of figures."""

import json

import pandas as pd
import pytest

import textlab as tl
from textlab.errors import FigureError
from textlab.figures.listing import write_listing
from textlab.figures.plots_terms import plot_terms


def tasks(documents=2, each=600):
    """So many documents of so many tasks with two tokens."""
    return pd.DataFrame(
        {"doc_id": [f"d{n}" for n in range(documents) for _ in range(each)], "tokens": 2}
    )


def test_a_caption_counts_what_the_figure_is_drawn_from():
    """Documents, tasks and tokens, in both languages, and how the intervals were made."""
    said = tl.caption("各年用词。", "Terms by year.", tasks=tasks(), resampled="provinces")

    assert said["zh"] == (
        "各年用词。n = 2 份文件、1,200 个任务、2,400 个词。区间为对省份重抽样 1,000 次所得的 95% 区间。"
    )
    assert said["en"] == (
        "Terms by year. n = 2 documents, 1,200 tasks, 2,400 tokens. "
        "Intervals: 95% of 1,000 resamples of provinces."
    )


def test_one_document_is_one_document():
    """Singular in English; statements where they are counted; no interval, no word of one."""
    said = tl.caption("网络。", "Network.", tasks=tasks(1, 13), statements=13)

    assert said["en"] == (
        "Network. n = 1 document, 13 tasks, 26 tokens, 13 responsibility statements."
    )
    assert said["zh"].endswith("13 条责任条款。")


def test_an_unknown_unit_is_refused():
    """What intervals are resampled from is one of four."""
    with pytest.raises(FigureError, match="resampled is “cities”"):
        tl.caption("。", ".", tasks=tasks(), resampled="cities")


@pytest.fixture
def study(tmp_path):
    """A study with a corpus and one notebook."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "documents.csv").write_text("x", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "02-words.ipynb").write_text('{"cells": []}', encoding="utf-8")
    return tmp_path


def save(study, lang):
    """One small figure in a language, with its caption."""
    table = pd.DataFrame({"group": 2016, "term": ["质量", "标准"], "score": [2.0, 1.0]})
    figure = plot_terms(table, lang=lang, glosses={"质量": "quality", "标准": "standards"})
    said = tl.caption("各年用词。", "Terms by year.", tasks=tasks())
    alt = {"zh": "两个词及其得分的比较。", "en": "Two terms and their scores."}
    tl.save_figure(figure, table, "02-terms", alt=alt, caption=said, root=study)


def test_english_figures_stand_beside_the_chinese_ones(study):
    """The same name in figures/ and in figures/en/, each with its caption in both languages."""
    save(study, "zh")
    save(study, "en")

    both = [study / "figures" / "02-terms.svg", study / "figures" / "en" / "02-terms.svg"]
    assert both[0].read_bytes() != both[1].read_bytes()
    for path in both:
        record = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert record["caption"]["en"].startswith("Terms by year. n = 2 documents")


def test_each_figure_speaks_its_language_to_those_who_cannot_see_it(study):
    """Of the alternative texts the figure keeps the one of its labels, in the SVG too."""
    save(study, "zh")
    save(study, "en")

    for folder, alt in (("", "两个词及其得分的比较。"), ("en", "Two terms and their scores.")):
        path = study / "figures" / folder / "02-terms.json"
        assert json.loads(path.read_text(encoding="utf-8"))["alt"] == alt
        svg = path.with_suffix(".svg").read_text(encoding="utf-8")
        assert f'<desc id="02-terms-desc">{alt}</desc>' in svg


def test_the_list_of_figures_shows_each_with_its_caption(study):
    """Picture, both captions, notebook, files; the same bytes each time."""
    save(study, "zh")
    save(study, "en")
    write_listing(study)
    text = (study / "figures" / "README.md").read_text(encoding="utf-8")
    write_listing(study)

    assert "![两个词及其得分的比较。](02-terms.png)" in text
    assert "各年用词。n = 2 份文件" in text
    assert "[02-words.ipynb](../notebooks/02-words.ipynb)" in text
    assert "[English](en/02-terms.png)" in text
    assert (study / "figures" / "README.md").read_text(encoding="utf-8") == text


def test_the_list_says_where_the_english_figure_is_of_another_corpus(study):
    """After a document was added and one language drawn; once both are drawn it is silent."""
    listing, told = study / "figures" / "README.md", []
    for lang in ("zh", "en", "zh", "en"):
        save(study, lang)
        write_listing(study)
        told.append("of another state of the corpus" in listing.read_text(encoding="utf-8"))
        if told == [False, False]:
            (study / "corpus" / "documents.csv").write_text("x and y", encoding="utf-8")

    assert told == [False, False, True, False]


def test_a_study_without_figures_gets_no_list(study):
    """Nothing to list, nothing written."""
    write_listing(study)

    assert not (study / "figures").exists()


def test_one_of_anything_is_one():
    """One task and one statement are singular, too."""
    said = tl.caption("网络。", "Network.", tasks=tasks(1, 1), statements=1)

    assert said["en"] == ("Network. n = 1 document, 1 task, 2 tokens, 1 responsibility statement.")
