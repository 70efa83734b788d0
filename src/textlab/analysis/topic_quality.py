"""How good topics are to read: do their terms keep company, and are they theirs alone?"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.ordering import check_top
from textlab.analysis.resampling import Array
from textlab.analysis.topics import TopicModel
from textlab.errors import AnalysisError
from textlab.words.counts import DocumentTermMatrix

TOP = 10
"""Top terms by which topics are judged."""
_EPSILON = 1e-12
"""What c_v adds to the share of tasks that hold two terms, so that none is zero."""


def topic_coherence(
    model: TopicModel, matrix: DocumentTermMatrix, *, top: int = TOP
) -> pd.DataFrame:
    """Score how far each topic's top terms occur in the same tasks.

    Parameters
    ----------
    model : the topics
    matrix : the tasks in which to look; those of the model, or others
    top : terms per topic, the heaviest

    Returns
    -------
    One row per topic: topic | npmi (−1 to 1): the mean over pairs of its terms of the normalised
    pointwise mutual information, ln(p_ab / (p_a p_b)) / −ln p_ab, where p is a share of the tasks:
    1 where two terms occur only together, 0 where by chance, −1 where never | c_v (0 to 1 as a
    rule): the mean over its terms of the cosine between the term's NPMI with all of them and the
    sum of these over the terms. Features keep no word order, so the window in which terms meet
    is the whole task, for both; c_v of sliding windows of 110 words is another number.

    Raises
    ------
    AnalysisError : a top term occurs in no task of `matrix`, or `top` is less than two

    Source: Bouma (2009), Proceedings of GSCL, 31–40; Lau, Newman & Baldwin (2014), EACL, 530–539;
    Röder, Both & Hinneburg (2015), WSDM, 399–408.
    """
    check_top(top, where="topic_coherence", least=2)
    tops = model.terms.groupby("topic").head(top).groupby("topic")["term"].agg(list)
    npmi, c_v = coherence(tops, matrix)
    return pd.DataFrame({"topic": tops.index, "npmi": npmi, "c_v": c_v})


def coherence(tops: Iterable[Sequence[str]], matrix: DocumentTermMatrix) -> tuple[Array, Array]:
    """NPMI and c_v of each list of terms."""
    tops = list(tops)
    terms = sorted({term for its in tops for term in its})
    columns = matrix.terms.get_indexer(pd.Index(terms, dtype="str"))
    if (columns < 0).any():
        term = terms[int((columns < 0).argmax())]
        raise AnalysisError(f"topic_coherence: term “{term}” is not in the matrix.")
    together = _together(matrix.counts, columns)
    npmi, smoothed = _npmi(together), _smoothed_npmi(together)
    place = {term: number for number, term in enumerate(terms)}
    blocks = [np.ix_(rows, rows) for rows in ([place[term] for term in its] for its in tops)]
    return (
        np.array([npmi[block][np.triu_indices(len(block[0]), k=1)].mean() for block in blocks]),
        np.array([_c_v(smoothed[block]) for block in blocks]),
    )


def _together(counts: csr_array, columns: Array) -> Array:
    """The share of the tasks that hold both terms; on the diagonal, that hold the term."""
    present = (csr_array(counts)[:, columns] > 0).astype(np.int64)
    together = np.asarray((present.T @ present).toarray() / present.shape[0])
    if not together.diagonal().all():
        raise AnalysisError("topic_coherence: a top term occurs in no task of the matrix.")
    return together


def _npmi(together: Array) -> Array:
    alone = together.diagonal()
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(together / np.outer(alone, alone)) / -np.log(together)
    # The limits: terms that never meet, and terms that are in every task.
    return np.where(together == 0, -1.0, np.where(together == 1, 1.0, npmi))


def _smoothed_npmi(together: Array) -> Array:
    """As c_v is defined: with a small number in place of the limit where terms never meet."""
    alone = together.diagonal()
    smoothed = together + _EPSILON
    return np.asarray(np.log(smoothed / np.outer(alone, alone)) / -np.log(smoothed))


def _c_v(vectors: Array) -> float:
    """Mean cosine of each row with the sum of the rows."""
    total = vectors.sum(axis=0)
    lengths = np.sqrt((vectors**2).sum(axis=1)) * np.sqrt((total**2).sum())
    return float(((vectors * total).sum(axis=1) / lengths).mean())


def topic_exclusivity(model: TopicModel, *, top: int = TOP) -> pd.DataFrame:
    """Score how far each topic's top terms are its own: topic | exclusivity (0 to 1).

    Parameters
    ----------
    model : the topics
    top : terms per topic, the heaviest

    Returns
    -------
    One row per topic: the mean over its top terms of the term's weight here over the sum of its
    weights in all topics: 1 where no other topic has them, 1/k where all have them alike

    Raises
    ------
    AnalysisError : `top` below 1

    Source: the exclusivity of Bischof & Airoldi (2012), ICML, 201–208; as a measure of a model,
    Roberts et al. (2014), American Journal of Political Science 58(4), 1064–1082, who rank it.
    """
    check_top(top, where="topic_exclusivity")
    terms = model.terms
    own = terms["weight"] / terms.groupby("term")["weight"].transform("sum")
    heaviest = terms.assign(exclusivity=own).groupby("topic").head(top)
    return heaviest.groupby("topic")["exclusivity"].mean().reset_index()
