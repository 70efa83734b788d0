"""Compute the evidence for the number of topics, which ships beside notebook 03.

    .venv/bin/python benchmarks/topic_numbers.py [processes]

Every number of topics takes thirty fits, two to five minutes on one core. Each is kept in
build/cache as soon as it is done, so that a run that was stopped goes on where it was. The table
is notebooks/03-topic-numbers.csv, its record the JSON file beside it: both are written where the
matrix is another than theirs, and compared with what was computed where it is the same.
"""

import sys
from pathlib import Path

import pandas as pd
from tqdm import tqdm

import textlab as tl

STUDY = Path(__file__).parents[1]
KS = (10, 15, 20, 25, 30, 40, 50)
MIN_TOKENS, MIN_TASKS, MAX_SHARE = 20, 5, 0.2
"""As in notebook 03."""


def matrix() -> tl.DocumentTermMatrix:
    """The matrix that notebook 03 fits."""
    corpus = tl.read_corpus(STUDY / "corpus")
    tasks = corpus.task_table().query("tokens >= @MIN_TOKENS").reset_index(drop=True)
    return tl.document_term_matrix(
        corpus.counts_of(tasks), tasks=tasks, min_tasks=MIN_TASKS, max_share=MAX_SHARE
    )


if __name__ == "__main__":
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    counts = matrix()
    measured = tl.cached(tl.topic_numbers, root=STUDY)
    computed = pd.concat([measured(counts, [k], jobs=jobs) for k in tqdm(KS)], ignore_index=True)
    path = STUDY / "notebooks" / "03-topic-numbers.csv"
    table = tl.kept_topic_numbers(path, counts, KS, jobs=jobs, root=STUDY)
    assert table.equals(computed), f"{path} holds other numbers than this machine computes"
    print(tl.topic_number_means(table).pivot(index="k", columns="measure", values="value"))
    print(f"chosen: {tl.choose_k(table)}")
