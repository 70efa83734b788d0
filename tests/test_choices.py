"""What a question is put to: chosen from the corpus, or a line that says what is missing."""

from dataclasses import replace

import pytest
from conftest import document, write_documents

from textlab import (
    group_sizes,
    mentions_of,
    plan_of,
    read_corpus,
    read_plan,
    task_agencies,
    tasks_of,
)
from textlab.errors import AnalysisError, CorpusError, TooLittleError

PARAGRAPHS = """某省计划

一、提升质量

加强质量监管，开展产品质量监督抽查。（省质监局负责）

推动技术创新，支持企业开展质量攻关。（省科技厅、各有关部门负责）
"""


def test_the_plan_to_read_names_agencies_where_one_does(small_corpus):
    """The first text that names agencies goes before one that names none; an id names another."""
    bare = small_corpus / "texts" / "a-2015.txt"
    bare.write_text("某省计划\n\n一、提升质量\n\n加强质量监管。\n", encoding="utf-8")
    small = small_corpus / "texts" / "small-2017.txt"
    write_documents(small_corpus, document("a-2015", bare), document("small-2017", small))
    corpus = read_corpus(small_corpus)

    assert plan_of(corpus).doc_id == "small-2017"
    assert plan_of(corpus, "a-2015").doc_id == "a-2015"
    assert (plan_of(corpus).mentions["agency"] != "").all()
    with pytest.raises(CorpusError, match="no document “b”"):
        plan_of(corpus, "b")


def test_tasks_are_those_with_terms_enough(small_corpus):
    """All tasks of five tokens or more, with the facts of their documents."""
    tasks = tasks_of(read_corpus(small_corpus))

    assert tasks.groupby("year").size().to_dict() == {2016: 13, 2017: 2}
    assert tasks["tokens"].min() >= 5


def test_too_few_tasks_or_groups_are_told(small_corpus):
    """Each line says what there is, what is wanted, and what to add or set."""
    corpus = read_corpus(small_corpus)

    with pytest.raises(TooLittleError, match=r"15 of 15 tasks .* wants 200; add documents"):
        tasks_of(corpus, fewest_tasks=200)
    with pytest.raises(TooLittleError, match=r"of region 江西省; .* BY = \"year\""):
        tasks_of(corpus, by="region", fewest_groups=2)
    with pytest.raises(TooLittleError, match=r"family “work-report”; there are plan\."):
        tasks_of(corpus, family="work-report")
    with pytest.raises(AnalysisError, match="by is “month”; choose one of year, region"):
        tasks_of(corpus, by="month")


def test_agencies_are_those_of_the_region_named_most(small_corpus):
    """One region's mentions with its years, collectives left out; another region has none."""
    corpus = read_corpus(small_corpus)
    mentions = mentions_of(corpus)

    assert set(mentions["region"]) == {"江西省"}
    assert set(mentions["year"]) == {2016, 2017}
    assert len(mentions) == 115 + 4
    with pytest.raises(TooLittleError, match=r"statement of 山东省 .* there are 江西省"):
        mentions_of(corpus, region="山东省")


def test_the_largest_groups_are_drawn(small_corpus):
    """One row a group in order; `drawn` marks those that there is room for."""
    sizes = group_sizes(tasks_of(read_corpus(small_corpus)), "year", most=1)

    assert sizes.to_dict("list") == {
        "year": [2016, 2017],
        "documents": [1, 1],
        "tasks": [13, 2],
        "drawn": [True, False],
    }
    assert group_sizes(tasks_of(read_corpus(small_corpus)), "doc_id")["documents"].tolist() == [
        1,
        1,
    ]


def test_tasks_called_alike_are_told_apart(tmp_path):
    """Two paragraphs of one section are two rows; a collective is none."""
    path = tmp_path / "a.txt"
    path.write_text(PARAGRAPHS, encoding="utf-8")
    rows = task_agencies(read_plan(path, region="江西省", year=2016, unit="paragraph"))

    assert rows["label"].tolist() == ["省质监局", "省科技厅"]
    assert rows["task_label"].nunique() == 2


def test_a_page_has_room_for_so_many(small_corpus):
    """The first tasks, and their most named agencies; without any there is nothing to draw."""
    corpus = read_corpus(small_corpus)
    rows = task_agencies(plan_of(corpus), tasks=2, agencies=3)

    assert rows["task_label"].unique().tolist() == [
        "（一）深入开展质量提升行动",
        "（二）积极推动质量技术创新",
    ]
    assert rows["agency"].nunique() == 3
    plan = plan_of(corpus)
    plan = replace(plan, mentions=plan.mentions.head(0))
    with pytest.raises(TooLittleError, match="no task of jiangxi-2016-quality names an agency"):
        task_agencies(plan)


def test_a_plan_without_numbers_is_read_as_the_corpus_reads_it(small_corpus):
    """By its paragraphs."""
    bare = small_corpus / "texts" / "a-2015.txt"
    bare.write_text("某省2015年计划\n\n加强质量监管。\n\n推动技术创新。\n", encoding="utf-8")
    write_documents(small_corpus, document("a-2015", bare))
    corpus = read_corpus(small_corpus)

    assert plan_of(corpus).tasks["task_id"].tolist() == corpus.tasks["task_id"].tolist()
