"""Small matrices written by hand, and the shipped corpus as a matrix."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from textlab.words.counts import DocumentTermMatrix


def matrix_of(counts, terms, tasks=None):
    """A matrix from rows of counts; every task stands in a document of its own."""
    counts = csr_array(np.array(counts, dtype=np.int64))
    if tasks is None:
        names = [f"d{row:03}" for row in range(counts.shape[0])]
        tasks = pd.DataFrame({"doc_id": names, "task_id": "1"})
    return DocumentTermMatrix(counts, tasks, pd.Index(list(terms), dtype="str", name="term"))


def shuffled(matrix, *labels):
    """The same matrix and labels with the rows in another order."""
    order = np.random.default_rng(0).permutation(len(matrix.tasks))
    tasks = matrix.tasks.iloc[order].reset_index(drop=True)
    other = DocumentTermMatrix(matrix.counts[order], tasks, matrix.terms)
    return other, *(series.iloc[order].reset_index(drop=True) for series in labels)
