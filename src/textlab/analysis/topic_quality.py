"""How good topics are: do their terms keep company, and do they come back from other seeds?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from joblib import Parallel, delayed  # type: ignore[import-untyped]
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.ordering import check_top
from textlab.analysis.resampling import Array
from textlab.analysis.topics import Prepared, TopicModel, fit_topics, prepare, rounded
from textlab.errors import AnalysisError
from textlab.words.counts import DocumentTermMatrix

SAME = 0.6
"""Jaccard similarity of their top terms from which two topics count as the same."""
TOP = 10
"""Top terms by which topics are compared."""


def topic_coherence(
    model: TopicModel, matrix: DocumentTermMatrix, *, top: int = TOP
) -> pd.DataFrame:
    """Score how far each topic's top terms occur in the same tasks: topic | npmi (−1 to 1).

    Parameters
    ----------
    model : the topics
    matrix : the tasks in which to look; those of the model, or others
    top : terms per topic, the heaviest

    Returns
    -------
    One row per topic: the mean over pairs of its terms of the normalised pointwise mutual
    information, ln(p_ab / (p_a p_b)) / −ln p_ab, where p is a share of the tasks: 1 where two
    terms occur only together, 0 where by chance, −1 where never

    Raises
    ------
    AnalysisError : a top term occurs in no task of `matrix`, or `top` is less than two

    Source: Bouma (2009), Proceedings of GSCL, 31–40; Lau, Newman & Baldwin (2014), EACL, 530–539.
    """
    check_top(top, where="topic_coherence", least=2)
    chosen = model.terms.groupby("topic").head(top)
    places = {term: place for place, term in enumerate(matrix.terms)}
    terms = sorted(set(chosen["term"]))
    absent = [term for term in terms if term not in places]
    if absent:
        raise AnalysisError(f"topic_coherence: term “{absent[0]}” is not in the matrix.")
    npmi = pd.DataFrame(
        _npmi(matrix.counts, [places[term] for term in terms]), index=terms, columns=terms
    )
    rows = []
    for topic, its in chosen.groupby("topic")["term"]:
        pairs = npmi.loc[list(its), list(its)].to_numpy()
        rows.append({"topic": topic, "npmi": pairs[np.triu_indices(len(its), k=1)].mean()})
    return pd.DataFrame(rows)


def _npmi(counts: csr_array, columns: list[int]) -> Array:
    present = (csr_array(counts)[:, columns] > 0).astype(np.int64)
    together = (present.T @ present).toarray() / present.shape[0]
    alone = together.diagonal()
    if not alone.all():
        raise AnalysisError("topic_coherence: a top term occurs in no task of the matrix.")
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(together / np.outer(alone, alone)) / -np.log(together)
    # The limits: terms that never meet, and terms that are in every task.
    return np.where(together == 0, -1.0, np.where(together == 1, 1.0, npmi))


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
    if len(set(seeds)) < max(2, len(seeds)):
        raise AnalysisError("topic_stability: give at least two seeds, each once; 20 are usual.")
    prepared = prepare(matrix, k, engine, force=force)
    model = fit_topics(matrix, k, engine=engine, seed=seeds[0], iterations=iterations, force=force)
    places = {term: place for place, term in enumerate(prepared.matrix.terms)}
    judged = np.zeros((k, len(places)), dtype=np.int64)
    top = model.terms.groupby("topic").head(TOP)
    judged[top["topic"].to_numpy() - 1, top["term"].map(places).to_numpy()] = 1
    runs = Parallel(n_jobs=jobs)(
        delayed(_tops_of_run)(prepared, k, engine, seed, iterations) for seed in seeds[1:]
    )
    found = [matched(judged, tops) for tops in runs]
    stability = np.mean([similarity >= SAME for similarity in found], axis=0)
    return pd.DataFrame(
        {"topic": np.arange(1, k + 1), "stability": stability, "stable": stability > 0.5}
    )


def _tops_of_run(
    prepared: Prepared, k: int, engine: str, seed: int, iterations: int | None
) -> Array:
    return _top_terms(prepared.fit(k, engine, seed, iterations).topic_terms)


def _top_terms(weights: Array) -> Array:
    """Ones at each topic's heaviest terms, ties as in the table of terms."""
    order = np.argsort(-rounded(weights), axis=1, kind="stable")[:, :TOP]
    marks = np.zeros(weights.shape, dtype=np.int64)
    np.put_along_axis(marks, order, 1, axis=1)
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
