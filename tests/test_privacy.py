"""What docs/privacy.md promises: word order is gone, and no run of the text is passed on."""

import re

from conftest import JIANGXI, document, write_documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from textlab import Segmenter, csv_reading, parse_plan, read_lexicon, read_plan, tables
from textlab.corpus.exporting import export_corpus
from textlab.corpus.features import SCHEMAS, features_of

RUN = 8
"""Characters of a run of text that no file may hold."""

SENTENCES = (
    "加强产品质量监管。",
    "推动企业技术创新。",
    "完善质量诚信体系。",
    "开展质量品牌提升行动。",
    "支持5G与AI融合发展。",
)
WORDS = ("质量", "品牌", "创新", "标准化", "监管", "质量", "诚信体系", "5G")


def runs(text, size=RUN):
    """All runs of so many characters, over line ends and spaces too."""
    bare = re.sub(r"\s", "", text)
    return {bare[at : at + size] for at in range(len(bare) - size + 1)}


def term_counts_file(tmp_path, segmenter, text):
    """The bytes of term_counts.csv of a plan with this text as its one task."""
    plan = parse_plan(f"某省2017年行动计划\n\n一、{text}\n")
    path = tmp_path / "term_counts.csv"
    schema = SCHEMAS["term_counts"]
    tables.write_table(features_of(plan, segmenter).term_counts[schema.names], path, schema)
    return path.read_bytes()


SEGMENTER = Segmenter(read_lexicon(JIANGXI.parents[1] / "lexicon"))
ANYHOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


@ANYHOW
@given(order=st.permutations(SENTENCES))
def test_sentences_in_another_order_give_the_same_counts(tmp_path, order):
    """From term_counts.csv nobody can tell which sentence came first."""
    assert term_counts_file(tmp_path, SEGMENTER, "".join(order)) == term_counts_file(
        tmp_path, SEGMENTER, "".join(SENTENCES)
    )


@ANYHOW
@given(order=st.permutations(WORDS))
def test_words_in_another_order_give_the_same_counts(tmp_path, order):
    """Nor which word."""
    assert term_counts_file(tmp_path, SEGMENTER, "、".join(order)) == term_counts_file(
        tmp_path, SEGMENTER, "、".join(WORDS)
    )


def test_term_counts_stand_in_the_order_of_terms(small_corpus, tmp_path):
    """Rows follow task and term, never the place in the text."""
    list(export_corpus(small_corpus, tmp_path / "out"))
    for path in (tmp_path / "out" / "features").glob("*/term_counts.csv"):
        table = csv_reading.read_table(path, SCHEMAS["term_counts"])
        for _, rows in table.groupby("task_id"):
            assert rows["term"].tolist() == sorted(set(rows["term"]))


def test_no_run_of_the_text_is_in_any_file(small_corpus, tmp_path):
    """Of the Jiangxi plan no eight characters in a row, but for terms, names and its title."""
    plan = read_plan(JIANGXI)
    row = document("jiangxi-2016-quality", JIANGXI, year=2016, title=plan.title)
    write_documents(small_corpus, row)
    list(export_corpus(small_corpus, tmp_path / "out"))

    lexicon = read_lexicon(small_corpus / "lexicon")
    counted = features_of(plan, SEGMENTER).term_counts["term"]
    names = {*lexicon.terms, *counted, *plan.mentions["name"], plan.title}
    allowed = set().union(*map(runs, names))
    text = runs(plan.raw) | runs(plan.text)
    assert len(text) > 5000
    made = {path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    made -= {*(tmp_path / "out").glob("lexicon/*"), tmp_path / "out" / "agencies.csv"}  # copied
    assert len(made) > 10
    for path in sorted(made):
        written = path.read_text(encoding="utf-8-sig")
        assert runs(written) & text <= allowed, path.name
        for raw in plan.statements["raw"]:
            assert raw not in written


def test_a_term_of_a_plan_is_short(small_corpus, tmp_path):
    """What travels as one term is a term: the longest of the Jiangxi plan has under ten characters."""
    list(export_corpus(small_corpus, tmp_path / "out"))
    path = tmp_path / "out" / "features" / "jiangxi-2016-quality" / "term_counts.csv"

    assert csv_reading.read_table(path, SCHEMAS["term_counts"])["term"].str.len().max() < 10
