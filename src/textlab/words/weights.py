"""Weights: counts become TF-IDF."""

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfTransformer  # type: ignore[import-untyped]
from sklearn.preprocessing import normalize  # type: ignore[import-untyped]

from textlab.words.counts import DocumentTermMatrix


def tfidf(matrix: DocumentTermMatrix) -> csr_array:
    """Weigh each term of each task: its share of the task times its rarity over the tasks.

    tf is the share of the task's tokens that the matrix counts, so that a long task weighs as
    much as a short one; idf_t = ln((1 + D) / (1 + df_t)) + 1 over the D tasks, of which df_t
    hold the term. A task without terms stays a row of zeros.

    Returns
    -------
    tasks × terms, of the same shape as `matrix.counts`, no unit, 0 or more

    Source: Spärck Jones (1972), Journal of Documentation 28(1), 11–21; smoothed as in
    scikit-learn's `TfidfTransformer(norm=None)`.
    """
    shares = normalize(matrix.counts.astype(np.float64), norm="l1")
    weights = TfidfTransformer(norm=None).fit(matrix.counts)
    return csr_array(weights.transform(shares))
