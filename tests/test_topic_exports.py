"""A matrix for other topic-model programs, read back by libraries other than ours."""

import numpy as np
import pandas as pd
import pytest
from gensim.corpora import BleiCorpus
from scipy.io import mmread
from scipy.sparse import csr_array

from textlab.analysis.topic_exports import export_topic_input
from textlab.errors import AnalysisError, TableError
from textlab.words.counts import DocumentTermMatrix

COUNTS = np.array([[0, 2, 1, 0], [0, 0, 0, 0], [3, 0, 0, 1]])
NAMES = pd.DataFrame({"doc_id": ["乙-2", "甲-1", "甲-0"], "task_id": ["1", "2", "1.3"]})
MATRIX = DocumentTermMatrix(
    csr_array(COUNTS), NAMES, pd.Index(["品牌", "安全", "标准", "质量"], dtype="str", name="term")
)
TASKS = NAMES.assign(year=[2016, 2017, 2018], region=["江西省", "山东省", "“浙江”,省"], tokens=9)
SORTED = COUNTS[[0, 2]]
"""The tasks that have terms, in order of their names."""


@pytest.fixture
def folder(tmp_path):
    export_topic_input(MATRIX, TASKS.iloc[::-1], tmp_path / "out")
    return tmp_path / "out"


def test_matrix_market_is_the_matrix(folder):
    """SciPy reads the counts back, a task a row."""
    assert mmread(folder / "counts.mtx").toarray().tolist() == SORTED.tolist()


def test_lda_c_is_the_matrix(folder):
    """gensim reads the counts back with the terms, and each line begins with how many there are."""
    corpus = BleiCorpus(str(folder / "counts.ldac"), str(folder / "vocab.txt"))

    assert list(corpus) == [[(1, 2.0), (2, 1.0)], [(0, 3.0), (3, 1.0)]]
    assert [corpus.id2word[n] for n in range(4)] == list(MATRIX.terms)
    assert (folder / "counts.ldac").read_text() == "2 1:2 2:1\n2 0:3 3:1\n"


def test_the_tasks_stand_in_the_order_of_the_counts(folder):
    """Row by row, whatever order they were given in; a task without terms is in neither."""
    meta = pd.read_csv(folder / "meta.csv", encoding="utf-8-sig", dtype={"task_id": str})

    assert meta["doc_id"].tolist() == ["乙-2", "甲-0"]
    assert meta["task_id"].tolist() == ["1", "1.3"]
    assert meta["year"].tolist() == [2016, 2018]
    assert meta["region"].tolist() == ["江西省", "“浙江”,省"]
    assert "length" in meta


def test_tokens_are_counted_and_sorted(folder):
    """What topica splits at spaces gives the counts again, and tells nothing of word order."""
    table = pd.read_csv(folder / "tokens.csv", encoding="utf-8-sig")

    assert table["tokens"].tolist() == ["安全 安全 标准", "品牌 品牌 品牌 质量"]
    assert "year" in table


def test_scripts_name_files_that_are_there(folder):
    """Each script reads what was written beside it."""
    for script, names in {
        "read-into-stm.R": ["counts.mtx", "vocab.txt", "meta.csv", "counts.ldac"],
        "read-into-topica.py": ["tokens.csv"],
    }.items():
        text = (folder / script).read_text(encoding="utf-8")
        assert all(f'"{name}"' in text and (folder / name).is_file() for name in names)
    compile((folder / "read-into-topica.py").read_text(), "read-into-topica.py", "exec")


def test_the_files_are_named_and_come_out_the_same(tmp_path):
    """The order of the matrix's tasks leaves no trace."""
    order = [2, 0, 1]
    other = DocumentTermMatrix(
        MATRIX.counts[order], NAMES.iloc[order].reset_index(drop=True), MATRIX.terms
    )
    one = export_topic_input(MATRIX, TASKS, tmp_path / "a")
    two = export_topic_input(other, TASKS, tmp_path / "b")

    assert sorted(one) == sorted((tmp_path / "a").iterdir())
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize(
    ("matrix", "tasks", "error", "message"),
    [
        (MATRIX, TASKS.iloc[:2], TableError, "task “甲-0, 1.3” of the matrix is not among"),
        (MATRIX, pd.concat([TASKS, TASKS]), TableError, "“乙-2, 1” stands twice"),
        (
            DocumentTermMatrix(csr_array((3, 4), dtype=int), NAMES, MATRIX.terms),
            TASKS,
            AnalysisError,
            "no task has a term",
        ),
        (
            DocumentTermMatrix(MATRIX.counts, NAMES, pd.Index(["a b", "c", "d", "e"])),
            TASKS,
            AnalysisError,
            "term “a b” holds white space",
        ),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path, matrix, tasks, error, message):
    """Nothing is written then."""
    with pytest.raises(error, match=message):
        export_topic_input(matrix, tasks, tmp_path / "out")

    assert not (tmp_path / "out").exists()
