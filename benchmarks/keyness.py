"""Timings of keyness against what a user would pick instead, side by side in one run.

    .venv/bin/python benchmarks/keyness.py

All shipped tasks, one year against all others. SciPy has no keyness: a loop over the terms gives G²
with its chi-squared p, and another gives the p of a permutation test, here of a few terms with few
shuffles, scaled up. Nothing here is a test: a slow machine is no defect.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import chi2_contingency, permutation_test

import textlab as tl

CORPUS = Path(__file__).parents[1] / "corpus"
YEAR = 2026
TRIED, SHUFFLES = 5, 1000
"""SciPy's permutation test is tried on so many terms, with so many shuffles."""


def seconds(job: Callable[[], object]) -> float:
    """How long a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    """Print what each takes."""
    corpus = tl.read_corpus(CORPUS)
    tasks = corpus.task_table()
    matrix = tl.document_term_matrix(corpus.counts_of(tasks), tasks=tasks)
    target = (tasks["year"] == YEAR).to_numpy()
    tokens = np.asarray(matrix.counts.sum(axis=1))
    frequent = np.flatnonzero(np.asarray(matrix.counts.sum(axis=0)) >= 5)
    columns = matrix.counts.tocsc()[:, frequent]
    sums = np.array([columns[target].sum(axis=0), columns[~target].sum(axis=0)])
    sizes = np.array([tokens[target].sum(), tokens[~target].sum()])

    def scipy_g2() -> None:
        for column in sums.T:
            chi2_contingency([column, sizes - column], lambda_="log-likelihood", correction=False)

    def scipy_shuffles() -> None:
        for term in range(TRIED):
            counts = columns[:, [term]].toarray()[:, 0]

            def gap(a: np.ndarray, b: np.ndarray, counts: np.ndarray = counts) -> float:
                return counts[a].sum() / tokens[a].sum() - counts[b].sum() / tokens[b].sum()

            sides = (np.flatnonzero(target), np.flatnonzero(~target))
            permutation_test(sides, gap, vectorized=False, n_resamples=SHUFFLES, rng=1)

    print(f"{YEAR} against all others: {len(tasks)} tasks, {len(frequent)} terms")
    jobs = {
        "textlab, 1000 resamples": lambda: tl.keyness(matrix, tasks["year"], YEAR),
        "textlab, no interval": lambda: tl.keyness(matrix, tasks["year"], YEAR, resamples=1),
        "SciPy's G² in a loop": scipy_g2,
    }
    for name, job in jobs.items():
        print(f"  {name:42}{seconds(job):9.2f} s")
    scaled = seconds(scipy_shuffles) * len(frequent) / TRIED
    print(f"  {f'SciPy, {SHUFFLES} shuffles a term (scaled up)':42}{scaled:9.0f} s")


if __name__ == "__main__":
    main()
