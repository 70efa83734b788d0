"""From figure to source: the tasks and places behind a row of any table that is drawn.

What a row is about is told by its columns: a term, an agency, two agencies with a
tie, a topic, a task. So every bar, node, edge and cell can be asked the same way.
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from textlab.analysis.topics import TopicModel
from textlab.corpus.store import Corpus
from textlab.errors import AnalysisError
from textlab.words.dictionaries import category_terms

Row = Mapping[Hashable, object] | pd.Series
_NARROWING = ("family", "region", "level", "year", "doc_id", "task_id")
_AGENCIES = ("agency", "source", "target")
_TASK = ["doc_id", "task_id"]


def evidence(
    row: Row,
    corpus: Corpus,
    *,
    by: str = "",
    model: TopicModel | None = None,
    dictionary: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    least: float = 0.2,
) -> pd.DataFrame:
    """The tasks behind a row of a table: where they stand, how much they weigh, and their text.

    Parameters
    ----------
    row : a row of a table that was drawn, such as `emphasis.iloc[0]`, or a dict like one: its
        `term`, `topic`, `category`, several of them or none, or its `agency`, or `source` and
        `target`, as id or name. Columns family, region, level, year, doc_id and task_id narrow it
        down
    corpus : what the table was made from; select documents first to narrow it down otherwise
    by : the column of the documents that the row's `group` is of, such as year
    model : the topics, for a row with a topic
    dictionary : its categories, for a row with a category; they are looked for among the terms
    mentions : the view that a network was made from; by default `corpus.mentions`
    least : share of a task from which it speaks for a topic

    Returns
    -------
    One row per task, or per statement for agencies, the weightiest first: doc_id | task_id |
    weight (occurrences of the term or category; 1 for a statement; share of the topic) | start, end (of the
    task or statement, characters of the raw text) | text (clean text of the task, or the statement
    as it stands; empty where the text is not held)

    Raises
    ------
    AnalysisError : the row is about nothing that the corpus can be asked, has a `group` without
        `by`, a topic without `model`, or a category without `dictionary`
    """
    asked = dict(row)
    agencies = [asked[column] for column in _AGENCIES if column in asked]
    if not agencies and not {"term", "topic", "category", "task_id", "doc_id"} & set(asked):
        raise AnalysisError(
            f"evidence: the row has the columns {', '.join(map(str, asked))}; give one with a term, "
            "a topic, a category, an agency, a source and target, or a document."
        )
    found = _narrowed(corpus.task_table(), asked, by).assign(weight=1)
    if agencies:
        outside = "task_id" not in asked
        view = corpus.mentions if mentions is None else mentions
        return _ordered(_statements(agencies, view, corpus.statements, found, outside=outside))
    if "topic" in asked:
        found = _of_topic(found, asked["topic"], model, least)
    if "category" in asked:
        found = _of_category(found, asked["category"], corpus, dictionary)
    if "term" in asked:
        found = _of_term(found, asked["term"], corpus)
    return _ordered(_with_texts(found, corpus))


def _narrowed(tasks: pd.DataFrame, asked: dict[Hashable, object], by: str) -> pd.DataFrame:
    """The tasks of the row's group, family, region, level, year, document or task."""
    wanted = {column: asked[column] for column in _NARROWING if column in asked}
    if "group" in asked:
        if by not in tasks:
            raise AnalysisError(
                f"evidence: the row is of group “{asked['group']}”; say which column that is of, "
                f"as by=“year”; there are {', '.join(_NARROWING)}."
            )
        wanted[by] = asked["group"]
    for column, value in wanted.items():
        tasks = tasks[tasks[column] == value]
    return tasks


def _of_term(tasks: pd.DataFrame, term: object, corpus: Corpus) -> pd.DataFrame:
    counts = corpus.term_counts[corpus.term_counts["term"] == term]
    return _weighted(tasks, counts.rename(columns={"count": "weight"}))


def _of_topic(
    tasks: pd.DataFrame, topic: object, model: TopicModel | None, least: float
) -> pd.DataFrame:
    if model is None:
        raise AnalysisError("evidence: a row with a topic wants its model; give model=….")
    shares = model.shares[(model.shares["topic"] == topic) & (model.shares["share"] >= least)]
    return _weighted(tasks, shares.rename(columns={"share": "weight"}))


def _of_category(
    tasks: pd.DataFrame, category: object, corpus: Corpus, dictionary: pd.DataFrame | None
) -> pd.DataFrame:
    if dictionary is None:
        raise AnalysisError(
            "evidence: a row with a category wants its dictionary; give dictionary=…."
        )
    own = dictionary[dictionary["category"] == category]
    counts = category_terms(own, corpus.counts_of(tasks)).groupby(_TASK)["count"].sum()
    return _weighted(tasks, counts.rename("weight").reset_index())


def _weighted(tasks: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    return tasks.drop(columns="weight").merge(weights[[*_TASK, "weight"]], on=_TASK)


def _statements(
    agencies: list[object],
    mentions: pd.DataFrame,
    statements: pd.DataFrame,
    tasks: pd.DataFrame,
    *,
    outside: bool,
) -> pd.DataFrame:
    """The statements that name all of the agencies, by id or by name as written.

    Those outside every task are among them where `outside` says so.
    """
    mentions = mentions[~mentions["collective"].astype(bool)]
    statements = statements[statements["doc_id"].isin(tasks["doc_id"])]
    keys = ["doc_id", "statement_id"]
    for agency in agencies:
        its = mentions[(mentions["agency"] == agency) | (mentions["name"] == agency)]
        statements = statements.merge(its[keys].drop_duplicates(), on=keys)
    inside = statements.merge(tasks[[*_TASK, "weight"]], on=_TASK, how="left")
    kept = inside["weight"].notna() | (outside & (inside["task_id"] == ""))
    return inside[kept].rename(columns={"raw": "text"}).assign(weight=1)


def _with_texts(tasks: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    found = tasks.merge(corpus.texts, on=_TASK, how="left")
    return found.assign(text=found["text"].fillna(""))


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    order = ["weight", *_TASK, "start"]
    columns = [*_TASK, "weight", "start", "end", "text"]
    ascending = [False, True, True, True]
    return found.sort_values(order, ascending=ascending, ignore_index=True)[columns]
