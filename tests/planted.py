"""A matrix with three topics planted in it, and some noise."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from textlab.words.counts import DocumentTermMatrix

FIELDS = {"质": 120, "旅": 70, "农": 50}
"""Planted topics by their first character, and how many tasks each fills."""
TERMS = sorted(f"{field}{letter}" for field in FIELDS for letter in "子丑寅卯辰巳午未申酉戌亥")


def matrix_of(counts, terms=TERMS):
    """A matrix from rows of counts, twenty tasks to a document."""
    counts = csr_array(np.asarray(counts, dtype=np.int64))
    rows = range(counts.shape[0])
    tasks = pd.DataFrame(
        {
            "doc_id": [f"d{row // 20:02}" for row in rows],
            "task_id": [f"{row % 20 + 1}" for row in rows],
        }
    )
    return DocumentTermMatrix(counts, tasks, pd.Index(list(terms), dtype="str", name="term"))


def planted_matrix():
    """240 tasks of three topics of ten frequent and two rare terms each, and a few stray terms."""
    rng = np.random.default_rng(1)
    rows = []
    for field, tasks in FIELDS.items():
        rates = np.array([2.0 if term.startswith(field) else 0.05 for term in TERMS])
        rates[[term[1] in "戌亥" for term in TERMS]] = 0.1
        rows.append(rng.poisson(rates, size=(tasks, len(TERMS))))
    return matrix_of(np.vstack(rows))
