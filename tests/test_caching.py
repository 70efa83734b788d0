"""Results kept by their content: found again when nothing changed, never when something did."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from textlab import caching
from textlab.analysis import engines
from textlab.analysis.topics import fit_topics
from textlab.caching import cached, digest
from textlab.errors import AnalysisError
from textlab.words.counts import DocumentTermMatrix


def small_matrix():
    counts = np.random.default_rng(1).poisson(0.6, size=(220, 12)) + np.eye(220, 12, dtype=int)
    tasks = pd.DataFrame({"doc_id": "d", "task_id": [f"{n:03}" for n in range(220)]})
    terms = pd.Index([f"词{n:02}" for n in range(12)], dtype="str", name="term")
    return DocumentTermMatrix(csr_array(counts), tasks, terms)


@pytest.fixture
def study(tmp_path):
    for name in ("corpus", "notebooks"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def fits(monkeypatch):
    """How often tomotopy was asked to fit."""
    asked = []
    engine = engines.ENGINES["tomotopy"]

    def fit(task):
        asked.append(task)
        return engine.fit(task)

    monkeypatch.setattr(engines, "ENGINES", {"tomotopy": replace(engine, fit=fit)})
    return asked


def fit(study, matrix=None, **options):
    matrix = small_matrix() if matrix is None else matrix
    return cached(fit_topics, root=study)(matrix, **({"k": 3, "iterations": 5} | options))


def same(one, other):
    pd.testing.assert_frame_equal(one.terms, other.terms, check_exact=True)
    pd.testing.assert_frame_equal(one.shares, other.shares, check_exact=True)
    return one.settings == other.settings


def test_the_second_call_does_not_fit(study, fits):
    """The same matrix, made anew, with the same settings: the same bits, without the engine."""
    first, second = fit(study), fit(study)

    assert len(fits) == 1
    assert same(first, second)
    assert same(first, fit_topics(small_matrix(), 3, iterations=5))


def test_how_arguments_are_given_does_not_count(study, fits):
    """By place or by name, a default left out or written: it is the same call."""
    kept, matrix = cached(fit_topics, root=study), small_matrix()
    kept(matrix, 3, iterations=5)
    kept(iterations=5, seed=1, k=3, matrix=matrix)

    assert len(fits) == 1


def test_one_count_more_is_another_matrix(study, fits):
    """Whatever a result hangs on is looked at: counts, names of tasks and terms, settings."""
    matrix = small_matrix()
    counts = matrix.counts.copy()
    counts[7, 7] += 1
    others = [
        replace(matrix, counts=counts),
        replace(matrix, tasks=matrix.tasks.assign(doc_id="e")),
        replace(matrix, terms=matrix.terms.str.replace("词", "字")),
    ]
    for other in (matrix, *others):
        fit(study, other)
    fit(study, seed=2)
    fit(study, iterations=6)

    assert len(fits) == 6


def test_zeros_that_are_stored_are_no_other_matrix(study, fits):
    """The same counts in another arrangement of cells are the same matrix."""
    matrix = small_matrix()
    rows, columns = matrix.counts.nonzero()
    data = np.asarray(matrix.counts[rows, columns])
    order = np.random.default_rng(0).permutation(len(data))
    cells = (np.append(data[order], 0), (np.append(rows[order], 0), np.append(columns[order], 5)))
    fit(study, matrix)
    fit(study, replace(matrix, counts=csr_array(cells, shape=matrix.counts.shape)))

    assert len(fits) == 1


def test_other_code_or_packages_compute_anew(study, fits, monkeypatch):
    """A result of an older textlab or another tomotopy is not given."""
    fit(study)
    monkeypatch.setattr(caching, "makers", lambda: {"textlab": "another"})
    fit(study)

    assert len(fits) == 2


@pytest.mark.parametrize("damage", [b"", b"abc", None], ids=["empty", "cut", "one bit"])
def test_a_damaged_file_is_computed_anew(study, fits, damage):
    """A file that is empty, cut or has one bit turned is not believed, and is mended."""
    first = fit(study)
    (path,) = (study / "build" / "cache").glob("fit_topics-*")
    whole = path.read_bytes()
    turned = whole[:-1] + bytes([whole[-1] ^ 1])
    path.write_bytes(turned if damage is None else damage)
    second, third = fit(study), fit(study)

    assert len(fits) == 2
    assert same(first, second)
    assert same(first, third)
    assert path.read_bytes() == whole


def test_the_folder_says_that_it_may_go(study, fits):
    """Programs that make copies pass it over, and deleting it costs only time."""
    fit(study)
    folder = study / "build" / "cache"

    assert (
        (folder / "CACHEDIR.TAG")
        .read_bytes()
        .startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    )
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    fit(study)
    assert len(fits) == 2


def test_outside_a_study_nothing_is_kept(tmp_path, fits, monkeypatch):
    """Without corpus/ and notebooks/ above, the function is called as it is."""
    monkeypatch.chdir(tmp_path)
    kept = cached(fit_topics)
    for _ in range(2):
        kept(small_matrix(), 3, iterations=5)

    assert len(fits) == 2
    assert not list(tmp_path.iterdir())


def test_a_study_that_cannot_be_written_computes_all_the_same(study, fits):
    """Where the folder of results cannot be made, nothing is kept and nothing is lost."""
    (study / "build").write_text("a file in its place", encoding="utf-8")

    assert same(fit(study), fit(study))
    assert len(fits) == 2


def test_the_tables_that_come_with_textlab_are_part_of_its_code(monkeypatch, tmp_path):
    """Another place or field of work in a table of textlab's own reads a text otherwise."""
    made = []
    for row in ("a", "b"):
        (tmp_path / "places.csv").write_text(row, encoding="utf-8")
        monkeypatch.setattr(caching, "_SOURCE", tmp_path)
        made.append(caching.makers.__wrapped__()["textlab"])

    assert made[0] != made[1]


def test_two_at_once_do_not_disturb_each_other(study):
    """Both compute or one finds the other's result; each gets it whole."""
    with ThreadPoolExecutor(4) as pool:
        models = list(pool.map(lambda _: fit(study), range(8)))

    assert all(same(models[0], model) for model in models[1:])
    assert len(list((study / "build" / "cache").iterdir())) == 2


def test_an_error_is_not_kept(study):
    """The call that failed may be mended and made again."""
    with pytest.raises(AnalysisError, match="k is 1"):
        fit(study, k=1)

    assert not (study / "build").exists()


def test_only_functions_of_textlab_are_kept():
    """A function of the notebook may change without its name changing."""
    with pytest.raises(AnalysisError, match="small_matrix is not a function of textlab"):
        cached(small_matrix)


def test_what_has_no_content_is_refused(study):
    """A function among the arguments cannot be told from another."""
    with pytest.raises(AnalysisError, match="a function has no content to know it by"):
        fit(study, seed=small_matrix)


def test_equal_frames_have_equal_digests():
    """However a frame came about: in blocks or by columns, copied, or read."""
    one = pd.DataFrame({"a": [1, 2], "b": [0.5, np.nan], "c": ["甲", ""]})
    other = pd.DataFrame({"a": [1], "b": [0.5], "c": ["甲"]})
    other = pd.concat(
        [other, pd.DataFrame({"a": [2], "b": [np.nan], "c": [""]})], ignore_index=True
    )

    assert digest(one) == digest(other)
    assert digest(one) != digest(one.rename(columns={"a": "d"}))
    assert digest(one) != digest(one.iloc[::-1])
    assert digest(one) != digest(one.assign(a=[1.0, 2.0]))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(VALUES, VALUES)
def test_values_have_one_digest_when_they_are_one(one, other):
    """Equal in kind and value means an equal digest, and nothing else does."""
    assert (digest(one) == digest(other)) == (repr_of(one) == repr_of(other))


def repr_of(value):
    """A value in writing, keys in order."""
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(f"{key!r}:{repr_of(value[key])}" for key in sorted(value, key=repr))
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(repr_of, value)) + "]"
    return repr(value)
