"""Which topics come back when the engine starts from other seeds?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from joblib import Parallel, delayed  # type: ignore[import-untyped]
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from textlab.analysis.resampling import Array
from textlab.analysis.topic_quality import TOP
from textlab.analysis.topics import Prepared, fit_topics, prepare, rounded
from textlab.errors import AnalysisError
from textlab.words.counts import DocumentTermMatrix

SAME = 0.6
"""Jaccard similarity of their top terms from which two topics count as the same."""
STABLE = 0.5
"""A topic is stable when more than this share of the other runs have it."""


def topic_stability(
    matrix: DocumentTermMatrix,
    k: int,
    *,
    engine: str = "tomotopy",
    seeds: Sequence[int] = tuple(range(1, 21)),
    iterations: int | None = None,
    force: bool = False,
    jobs: int = 1,
) -> pd.DataFrame:
    """Which topics come back when the engine starts from other seeds?

    Parameters
    ----------
    matrix, k, engine, iterations, force : as in `fit_topics`
    seeds : the first is that of the model judged, whose numbers the topics bear; from the others
        it is fitted anew
    jobs : fits at once, in processes of their own; −1 for as many as there are cores. The result
        is the same

    Returns
    -------
    One row per topic of `fit_topics(matrix, k, seed=seeds[0], …)`: topic | stability (share of the
    other runs that have it too, 0 to 1) | stable (in more than half). Topics of two runs are
    matched one to one so that the Jaccard similarity of their ten top terms is largest in sum, and
    are the same from 0.6 on: eight of ten terms shared. NMF starts from the matrix itself, so that
    its topics return from nearly every seed; that alone makes them neither right nor wrong.
    Twenty runs of tomotopy on 7,000 tasks take three minutes.

    Raises
    ------
    AnalysisError : as in `fit_topics`, or fewer than two seeds

    Source: Greene, O'Callaghan & Cunningham (2014), ECML PKDD, 498–513.
    """
    check_seeds(seeds, where="topic_stability")
    prepared = prepare(matrix, k, engine, force=force)
    model = fit_topics(matrix, k, engine=engine, seed=seeds[0], iterations=iterations, force=force)
    heaviest = model.terms.groupby("topic").head(TOP)["term"]
    judged = prepared.matrix.terms.get_indexer(pd.Index(heaviest)).reshape(k, -1)
    runs = Parallel(n_jobs=jobs)(
        delayed(_tops_of_run)(prepared, k, engine, seed, iterations) for seed in seeds[1:]
    )
    marks = marked([judged, *runs])
    stability = np.mean([matched(marks[0], other) >= SAME for other in marks[1:]], axis=0)
    return pd.DataFrame(
        {"topic": np.arange(1, k + 1), "stability": stability, "stable": stability > STABLE}
    )


def check_seeds(seeds: Sequence[int], *, where: str) -> None:
    """Raise `AnalysisError` where there is nothing to compare with."""
    if len(set(seeds)) < max(2, len(seeds)):
        raise AnalysisError(f"{where}: give at least two seeds, each once; 20 are usual.")


def _tops_of_run(
    prepared: Prepared, k: int, engine: str, seed: int, iterations: int | None
) -> Array:
    return top_terms(rounded(prepared.fit(k, engine, seed, iterations).topic_terms))


def top_terms(weights: Array) -> Array:
    """Topics × ten: the columns of each topic's heaviest terms, ties as in the table of terms."""
    return np.argsort(-weights, axis=1, kind="stable")[:, :TOP]


def marked(runs: Sequence[Array]) -> Array:
    """Runs × topics × terms used: one at a topic's top terms and zero elsewhere.

    Parameters
    ----------
    runs : for each run, topics × ten, the columns of its top terms
    """
    used, places = np.unique(np.stack(runs), return_inverse=True)
    marks = np.zeros((*places.shape[:2], len(used)), dtype=np.int64)
    np.put_along_axis(marks, places, 1, axis=2)
    return marks


def matched(judged: Array, other: Array) -> Array:
    """Jaccard similarity of each topic with its match in another run (Hungarian method).

    Parameters
    ----------
    judged, other : topics × terms, one at a topic's top terms and zero elsewhere
    """
    shared = judged @ other.T
    either = judged.sum(axis=1)[:, None] + other.sum(axis=1)[None, :] - shared
    jaccard = shared / either
    rows, columns = linear_sum_assignment(-jaccard)
    return np.asarray(jaccard[rows, columns])
