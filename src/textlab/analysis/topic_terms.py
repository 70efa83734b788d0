"""What a topic is about: its telling terms, its frequent and exclusive ones, its typical tasks."""

import numpy as np
import pandas as pd

from textlab.analysis.ordering import check_columns, check_top, listed
from textlab.analysis.topics import TopicModel, rounded
from textlab.errors import AnalysisError

_NAMED_BY = ("telling", "frex")


def topic_labels(model: TopicModel, *, top: int = 4, by: str = "telling") -> pd.DataFrame:
    """Name each topic by its most telling terms: topic | label (terms joined by 、).

    Parameters
    ----------
    model : the topics
    top : terms in a name
    by : "telling": weight × log(weight / its mean weight), so that a term is often in this topic,
        and more often than in the mean of the topics, each weighted by its mean share of the
        tasks. A long task weighs no more there than a short one. The sum over all terms is the
        Kullback–Leibler divergence of the topic from that mean. "frex": see `topic_frex`

    Raises
    ------
    AnalysisError : `top` below 1, or an unknown `by`

    Source: the part that a topic has in a term's saliency, Chuang, Manning & Heer (2012), Termite.
    """
    check_top(top, where="topic_labels")
    if by not in _NAMED_BY:
        raise AnalysisError(f"topic_labels: by is “{by}”; use one of {listed(_NAMED_BY)}.")
    table = _telling(model) if by == "telling" else topic_frex(model)
    table = table.sort_values(["topic", by, "term"], ascending=[True, False, True], kind="stable")
    labels = table.groupby("topic").head(top).groupby("topic")["term"].agg("、".join)
    return labels.rename("label").reset_index()


def _telling(model: TopicModel) -> pd.DataFrame:
    shares = model.shares.groupby("topic")["share"].sum() / model.shares["share"].sum()
    table = model.terms.copy()
    table["overall"] = table["weight"] * table["topic"].map(shares)
    overall = table.groupby("term")["overall"].transform("sum")
    present = table["weight"] > 0
    lift = np.log((table["weight"] / overall).where(present, 1.0))
    table["telling"] = table["weight"] * lift
    return table[present]


def topic_frex(model: TopicModel, *, weight: float = 0.5) -> pd.DataFrame:
    """Score the terms of each topic by being both frequent in it and exclusive to it.

    Parameters
    ----------
    model : the topics
    weight : of exclusivity, 0 to 1; the rest is that of frequency

    Returns
    -------
    One row per topic and term of weight above zero, highest score first, ties by term:
    topic | term | frex (0 to 1) | frequency, exclusivity (its rank among all terms of the topic,
    0 to 1). frex is the weighted harmonic mean of the two: low where either is low. Exclusivity
    ranks the term's weight here over the sum of its weights in all topics, each topic counting
    alike. Terms of equal value share their mean rank, as in R's stm.

    Raises
    ------
    AnalysisError : `weight` out of bounds

    Source: Bischof & Airoldi (2012), ICML, 201–208; Roberts, Stewart & Tingley (2019), Journal of
    Statistical Software 91(2).
    """
    if not 0 <= weight <= 1:
        raise AnalysisError(f"topic_frex: weight is {weight}; give a share from 0 to 1.")
    table = model.terms[["topic", "term"]].copy()
    here = model.terms["weight"]
    everywhere = here.groupby(table["term"]).transform("sum")
    exclusive = pd.Series(rounded((here / everywhere.where(here > 0, 1.0)).to_numpy()), here.index)
    table["frequency"] = here.groupby(table["topic"]).rank(pct=True)
    table["exclusivity"] = exclusive.groupby(table["topic"]).rank(pct=True)
    table["frex"] = 1 / (weight / table["exclusivity"] + (1 - weight) / table["frequency"])
    table = table.loc[here > 0, ["topic", "term", "frex", "frequency", "exclusivity"]]
    order = ["topic", "frex", "term"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


def typical_tasks(shares: pd.DataFrame, *, top: int = 3) -> pd.DataFrame:
    """The tasks with the largest share of each topic, to be read before a topic is named.

    Returns
    -------
    topic | rank (from 1) | doc_id | task_id | share; ties by doc_id and task_id
    """
    check_columns(shares, "doc_id task_id topic share", where="typical_tasks")
    check_top(top, where="typical_tasks")
    order = ["topic", "share", "doc_id", "task_id"]
    table = shares.sort_values(order, ascending=[True, False, True, True])
    table = table.groupby("topic").head(top).reset_index(drop=True)
    table["rank"] = table.groupby("topic").cumcount() + 1
    return table[["topic", "rank", "doc_id", "task_id", "share"]]
