"""From figure to source: every row can be asked for what stands behind it."""

import pandas as pd
import pytest
from conftest import JIANGXI

import textlab as tl
from textlab.errors import AnalysisError

RAW = JIANGXI.read_text(encoding="utf-8")


@pytest.fixture
def corpus(small_corpus):
    """The Jiangxi plan and a plan of two tasks, 2017."""
    return tl.read_corpus(small_corpus)


def test_a_bar_of_terms_leads_to_its_tasks(corpus):
    """The tasks of 2017 with 质量, the one that says it most often first, with their texts."""
    found = tl.evidence({"group": 2017, "term": "质量", "score": 0.1}, corpus, by="year")
    counts = corpus.term_counts.query("doc_id == 'small-2017' and term == '质量'")

    assert found["weight"].sum() == counts["count"].sum() > 0
    assert found["weight"].is_monotonic_decreasing
    assert set(found["doc_id"]) == {"small-2017"}
    assert all("质量" in text for text in found["text"])


def test_every_row_of_a_table_of_terms_has_evidence(corpus):
    """As many tasks as the matrix holds for the term in the group."""
    tasks = corpus.task_table()
    matrix = tl.document_term_matrix(corpus.term_counts, tasks=tasks)
    table = tl.term_emphasis(matrix, tasks["year"], top=5)

    for _, row in table.iterrows():
        its = corpus.counts_of(tasks[tasks["year"] == row["group"]]).query("term == @row.term")
        assert len(tl.evidence(row, corpus, by="year")) == len(its) > 0


def test_an_edge_leads_to_the_statements_that_name_both(corpus):
    """As many as the edge counts, each naming both, each at its place in the raw text."""
    plan = corpus.select(corpus.documents.query("year == 2016"))
    network = tl.agency_network(plan.mentions)

    for _, edge in network.edges.head(20).iterrows():
        found = tl.evidence(edge, plan)
        assert len(found) == edge["count"]
        for row in found.itertuples():
            assert RAW[row.start : row.end] == row.text


def test_every_edge_of_the_whole_corpus_has_its_statements():
    """Also those that stand outside every task, in documents whose text is not held."""
    corpus = tl.read_corpus(JIANGXI.parents[1])
    plans = corpus.select(corpus.documents.query("region == '山东省' and family == 'plan'"))

    for _, edge in tl.agency_network(plans.mentions).edges.iloc[::40].iterrows():
        assert len(tl.evidence(edge, plans)) == edge["count"]


def test_a_node_leads_to_the_statements_that_name_it(corpus):
    """By name as written, or by id: the same statements for an agency of one name."""
    by_name = tl.evidence({"agency": "省商务厅"}, corpus)
    (agency,) = corpus.mentions.query("name == '省商务厅'")["agency"].unique()

    assert len(by_name) == corpus.mentions.query("name == '省商务厅'")["statement_id"].nunique()
    pd.testing.assert_frame_equal(by_name, tl.evidence({"agency": agency}, corpus))


def test_a_cell_of_tasks_and_agencies_leads_to_one_statement(corpus):
    """Task and agency together."""
    found = tl.evidence({"doc_id": "small-2017", "task_id": "1.2", "agency": "省财政厅"}, corpus)

    assert found["text"].tolist() == ["（省科技厅牵头，省财政厅配合）"]


def test_a_topic_leads_to_its_tasks_and_a_term_in_it_to_fewer(corpus):
    """The tasks with the topic's share, and those of them that use the term."""
    shares = pd.DataFrame(
        {"doc_id": "small-2017", "task_id": ["1.1", "1.2"], "topic": 1, "share": [0.9, 0.1]}
    )
    model = tl.TopicModel(terms=pd.DataFrame(), shares=shares, settings={})

    found = tl.evidence({"topic": 1}, corpus, model=model)
    assert found[["task_id", "weight"]].to_numpy().tolist() == [["1.1", 0.9]]
    assert len(tl.evidence({"topic": 1, "term": "监管"}, corpus, model=model, least=0)) <= 1
    with pytest.raises(AnalysisError, match="wants its model"):
        tl.evidence({"topic": 1}, corpus)


def test_a_category_leads_to_the_tasks_that_use_its_terms(corpus):
    """All terms of the category together; without the dictionary nobody knows what it is."""
    dictionary = pd.DataFrame({"category": ["control", "supply"], "pattern": ["监*", "技术*"]})
    found = tl.evidence({"category": "control", "year": 2017}, corpus, dictionary=dictionary)
    terms = corpus.term_counts.query("doc_id == 'small-2017' and term.str.startswith('监')")

    assert found["weight"].sum() == terms["count"].sum() > 0
    assert len(found) == terms["task_id"].nunique()
    with pytest.raises(AnalysisError, match="wants its dictionary"):
        tl.evidence({"category": "control"}, corpus)


def test_an_edge_of_a_view_is_asked_of_the_view(corpus):
    """By field of work: the statements that name an agency of both fields."""
    plan = corpus.select(corpus.documents.query("year == 2016"))
    view = tl.mentions_by_field(plan.mentions, plan.register)
    edge = tl.agency_network(view, node="agency").edges.iloc[0]

    assert len(tl.evidence(edge, plan, mentions=view)) == edge["count"]


def test_where_the_text_is_not_held_places_are_given_and_no_text():
    """A document of form features: offsets into the text that others hold."""
    corpus = tl.read_corpus(JIANGXI.parents[1])
    found = tl.evidence({"term": "高质量发展", "region": "山东省", "year": 2025}, corpus)

    assert len(found) > 0
    assert (found["end"] > found["start"]).all()
    assert (found["text"] == "").all()


def test_a_row_about_nothing_is_refused(corpus):
    """Its columns are named, and what is wanted; a group wants its column."""
    with pytest.raises(AnalysisError, match="columns value"):
        tl.evidence({"value": 1}, corpus)
    with pytest.raises(AnalysisError, match="as by=“year”"):
        tl.evidence({"group": 2017, "term": "质量"}, corpus)
