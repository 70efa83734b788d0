"""A matrix and what is known of its tasks, as other topic-model programs read them.

R's stm relates topics to covariates, which the engines here do not; topica does so
in Python. Both take counts and a table of covariates, row by row the same tasks.
"""

import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.io import mmwrite  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.ordering import task_order
from textlab.errors import AnalysisError, TableError
from textlab.files import write_whole
from textlab.tables import to_csv_bytes
from textlab.words.counts import DocumentTermMatrix

_READ_IN_R = """\
# The corpus for stm (https://cran.r-project.org/package=stm); run in this
# folder, in a UTF-8 locale.
library(stm)
library(Matrix)

counts <- as(readMM("counts.mtx"), "CsparseMatrix")
vocab <- readLines("vocab.txt", encoding = "UTF-8")
meta <- read.csv("meta.csv", fileEncoding = "UTF-8-BOM")
stopifnot(dim(counts) == c(nrow(meta), length(vocab)))

documents <- readCorpus(counts, type = "Matrix")$documents
# The same from the sparse format of LDA-C: documents <- readLdac("counts.ldac")
prepared <- prepDocuments(documents, vocab, meta, lower.thresh = 0)

# For example, 20 topics whose prevalence may differ from year to year:
# model <- stm(prepared$documents, prepared$vocab, K = 20, prevalence = ~ s(year),
#              data = prepared$meta, seed = 1)
"""
_READ_IN_PYTHON = '''\
"""The corpus for topica; run in this folder."""

import pandas as pd
import topica

table = pd.read_csv("tokens.csv", encoding="utf-8-sig", dtype={"doc_id": str, "task_id": str})
corpus = topica.from_dataframe(table, text_col="tokens", tokenizer=str.split)

# For example, 20 topics whose prevalence may differ from year to year:
# model = topica.STM(num_topics=20, seed=1)
# model.fit(corpus, corpus.metadata[["year"]], prevalence_names=["year"])
'''


def export_topic_input(
    matrix: DocumentTermMatrix, tasks: pd.DataFrame, folder: Path | str
) -> list[Path]:
    """Write a matrix and its tasks for R's stm and for topica, with a script that reads them.

    Parameters
    ----------
    matrix : counts of tasks × terms
    tasks : what is known of each task of the matrix: doc_id | task_id | any other columns, such as
        year and region; a column `tokens` is called `length`
    folder : where to write; it is made where it is missing

    Returns
    -------
    The files written: `counts.mtx` (Matrix Market), `counts.ldac` (LDA-C: per task the number of
    its terms, then term:count, terms from 0), `vocab.txt` (a term a line, in their order),
    `meta.csv` (the tasks, row by row those of the counts), `tokens.csv` (the tasks with their terms
    in one column, each as often as it occurs, parted by spaces, in order of code point: no word
    order is given away), `read-into-stm.R` and `read-into-topica.py`. Tasks are in order of doc_id
    and task_id; those without a term of the matrix are left out, since stm takes none.

    Raises
    ------
    TableError : a task of the matrix is not among `tasks`, or a task stands twice
    AnalysisError : no task has a term, or a term holds white space
    """
    spaced = [term for term in matrix.terms if term.split() != [term]]
    if spaced:
        raise AnalysisError(
            f"export_topic_input: term “{spaced[0]}” holds white space, which parts terms in the "
            "files; take it out of the lexicon."
        )
    order = task_order(matrix.tasks)
    counts = csr_array(matrix.counts)[order]
    counts.sort_indices()
    counts.eliminate_zeros()
    full = np.diff(counts.indptr) > 0
    if not full.any():
        raise AnalysisError("export_topic_input: no task has a term of the matrix.")
    counts = counts[full]
    meta = _meta(matrix.tasks.iloc[order[full]], tasks)
    files = {
        "counts.mtx": _matrix_market(counts),
        "counts.ldac": _lda_c(counts),
        "vocab.txt": "".join(f"{term}\n" for term in matrix.terms).encode(),
        "meta.csv": to_csv_bytes(meta),
        "tokens.csv": to_csv_bytes(meta.assign(tokens=_token_lists(counts, matrix.terms))),
        "read-into-stm.R": _READ_IN_R.encode(),
        "read-into-topica.py": _READ_IN_PYTHON.encode(),
    }
    for name, content in files.items():
        write_whole(Path(folder) / name, content)
    return [Path(folder) / name for name in files]


def _meta(wanted: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    """What is known of the tasks wanted, in their order."""
    task_order(tasks)
    named = tasks.rename(columns={"tokens": "length"})
    found = wanted[["doc_id", "task_id"]].merge(
        named, on=["doc_id", "task_id"], how="left", indicator="_found"
    )
    absent = found[found["_found"] == "left_only"]
    if len(absent):
        doc_id, task_id = absent[["doc_id", "task_id"]].iloc[0]
        raise TableError(
            f"export_topic_input: task “{doc_id}, {task_id}” of the matrix is not among the tasks; "
            "give the tasks that the matrix was made of."
        )
    return found.drop(columns="_found")


def _matrix_market(counts: csr_array) -> bytes:
    out = io.BytesIO()
    mmwrite(out, counts.tocoo(), field="integer", symmetry="general")
    return out.getvalue()


def _cells(counts: csr_array) -> list[list[tuple[int, int]]]:
    """The terms of each task, by number, and how often they occur."""
    columns, numbers = counts.indices.tolist(), counts.data.tolist()
    ends = counts.indptr.tolist()
    return [list(zip(columns[a:b], numbers[a:b], strict=True)) for a, b in pairwise(ends)]


def _lda_c(counts: csr_array) -> bytes:
    lines = (
        " ".join([str(len(its)), *(f"{term}:{number}" for term, number in its)])
        for its in _cells(counts)
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _token_lists(counts: csr_array, terms: pd.Index) -> list[str]:
    names = list(terms)
    return [
        " ".join(names[term] for term, number in its for _ in range(number))
        for its in _cells(counts)
    ]
