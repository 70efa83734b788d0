"""Does a finding hold when another engine finds the topics?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from textlab.analysis.ordering import check_top
from textlab.analysis.prevalence import prevalence_difference
from textlab.analysis.resampling import Array
from textlab.analysis.topic_quality import TOP
from textlab.analysis.topics import TopicModel
from textlab.errors import AnalysisError


def compare_engines(
    models: Mapping[str, TopicModel],
    tasks: pd.DataFrame,
    *,
    by: str,
    target: object,
    reference: object,
    top: int = TOP,
    clusters: str | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Set each topic of the first model beside its match in the others, with what moved in it.

    Parameters
    ----------
    models : by name, each fitted on the same tasks; the first is the one that findings rest on
    tasks, by, target, reference, clusters, resamples, seed, level : as in `prevalence_difference`
    top : terms per topic, the heaviest, by which topics are matched

    Returns
    -------
    One row per model and topic of the first model, the models in order: engine (name) | topic (of
    the first model) | match (topic of this one; its own number for the first) | jaccard (shared top
    terms over all top terms of the two, 0 to 1; matched one to one so that the sum is largest) |
    difference | low, high (as in `prevalence_difference`, of the match) | agrees (bool: what can be
    said of the difference is the same as under the first model: above zero, below zero, or
    neither, where the interval holds zero or there is none). A match of small jaccard is another
    topic, and whether it agrees says nothing: below .43 fewer than six of ten terms are shared. A
    topic that is left without a match, where a model has fewer, has match 0, jaccard 0, no
    difference, and does not agree.

    Raises
    ------
    AnalysisError : fewer than two models, `top` below 1, or as in `prevalence_difference`
    TableError : as in `prevalence_difference`

    Source: Greene, O'Callaghan & Cunningham (2014), ECML PKDD, 498–513 (matching); Wilkerson &
    Casas (2017), Annual Review of Political Science 20, 529–544 (robustness over models).
    """
    check_top(top, where="compare_engines")
    if len(models) < 2:
        raise AnalysisError("compare_engines: give at least two models, the one judged first.")
    first = next(iter(models.values()))
    parts = []
    for name, model in models.items():
        moved = prevalence_difference(
            model.shares, tasks, by=by, target=target, reference=reference, clusters=clusters,
            resamples=resamples, seed=seed, level=level,
        )  # fmt: skip
        matches = _matches(first, model, top).assign(engine=name)
        moved = moved.rename(columns={"topic": "match"})[["match", "difference", "low", "high"]]
        parts.append(matches.merge(moved, on="match", how="left"))
    table = pd.concat(parts, ignore_index=True)
    said = pd.Series(_direction(table), table.index)
    judged = table["topic"].map(dict(zip(parts[0]["topic"], said, strict=False)))
    table["agrees"] = (said == judged) & (table["match"] > 0)
    order = ["engine", "topic", "match", "jaccard", "difference", "low", "high", "agrees"]
    return table[order]


def _direction(table: pd.DataFrame) -> Array:
    """1 where the interval lies above zero, −1 below, 0 where it holds zero or is missing."""
    return np.asarray((table["low"] > 0).astype(int) - (table["high"] < 0).astype(int))


def _matches(first: TopicModel, model: TopicModel, top: int) -> pd.DataFrame:
    """Each topic of the first model with its match: topic | match | jaccard."""
    mine, theirs = _tops(first, top), _tops(model, top)
    jaccard = np.array([[len(a & b) / len(a | b) for b in theirs] for a in mine])
    rows, columns = linear_sum_assignment(-jaccard)
    table = pd.DataFrame({"topic": mine.index, "match": 0, "jaccard": 0.0})
    table.loc[rows, "match"] = theirs.index[columns]
    table.loc[rows, "jaccard"] = jaccard[rows, columns]
    return table


def _tops(model: TopicModel, top: int) -> pd.Series:
    return model.terms.groupby("topic").head(top).groupby("topic")["term"].agg(set)
