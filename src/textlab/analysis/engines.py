"""The engines of topic models: four libraries, one answer.

Each takes counts of tasks × terms and gives the weights of the terms in each
topic and of the topics in each task, both as shares of one. An engine's package
is loaded when it is first used, since each takes a second.
"""

import importlib
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.ordering import listed
from textlab.analysis.resampling import Array
from textlab.errors import AnalysisError


@dataclass(frozen=True)
class Task:
    """What an engine is to do: counts (and their TF-IDF) into `k` topics."""

    counts: csr_array
    weighted: Callable[[], csr_array]
    k: int
    seed: int
    iterations: int


@dataclass(frozen=True)
class Fit:
    """Topics × terms and tasks × topics; a row sums to one, or is zero where nothing fitted."""

    topic_terms: Array
    task_topics: Array
    converged: bool | None = None


@dataclass(frozen=True)
class Engine:
    """One library's model: how to fit it, its package, and how many iterations by default."""

    fit: Callable[[Task], Fit]
    package: str
    iterations: int

    @property
    def version(self) -> str:
        """Name and version of the package."""
        return f"{self.package} {version(self.package)}"


def _load(name: str) -> Any:
    """Import a package; tomotopy's compiled part warns about itself, and users cannot mend that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module(name)


def _shares(weights: Any) -> Array:
    """Each row divided by its sum; a row of zeros stays so."""
    weights = np.asarray(weights, dtype=float)
    totals = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights / np.where(totals > 0, totals, 1.0))


def _fit_tomotopy(task: Task) -> Fit:
    """Collapsed Gibbs sampling; one worker, since two do not repeat it.

    On 7,278 real paragraphs (k=20, all pairs of six seeds) a topic returns in .52 of the other runs
    with eta .05, in .40 with tomotopy's own .01, at equal coherence; and the more sweeps the more.
    """
    model = _load("tomotopy").LDAModel(k=task.k, alpha=0.1, eta=0.05, seed=task.seed)
    counts = task.counts
    for start, end in zip(counts.indptr, counts.indptr[1:], strict=False):
        columns = np.repeat(counts.indices[start:end], counts.data[start:end])
        model.add_doc(columns.astype(str).tolist())
    model.train(task.iterations, workers=1)
    topic_terms = np.zeros((task.k, counts.shape[1]))
    columns = np.array([int(word) for word in model.used_vocabs])
    for topic in range(task.k):
        topic_terms[topic, columns] = model.get_topic_word_dist(topic)
    return Fit(_shares(topic_terms), _shares([doc.get_topic_dist() for doc in model.docs]))


def _fit_nmf(task: Task) -> Fit:
    """Least squares on TF-IDF with rows of length one; the start is by NNDSVD, so seeds nearly agree."""
    normalize = _load("sklearn.preprocessing").normalize
    model = _load("sklearn.decomposition").NMF(
        task.k, init="nndsvd", random_state=task.seed, max_iter=task.iterations
    )
    task_topics, converged = _converged(lambda: model.fit_transform(normalize(task.weighted())))
    # A topic's scale may sit in either factor; move it all to the tasks.
    scaled = task_topics * model.components_.sum(axis=1)
    return Fit(_shares(model.components_), _shares(scaled), converged)


def _converged(fit: Callable[[], Any]) -> tuple[Any, bool]:
    """What `fit` gives, and whether it ended before its iterations did."""
    unfinished = _load("sklearn.exceptions").ConvergenceWarning
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", unfinished)
        result = fit()
    for warning in caught:
        if not issubclass(warning.category, unfinished):
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )
    return result, not any(issubclass(warning.category, unfinished) for warning in caught)


def _fit_sklearn_lda(task: Task) -> Fit:
    """Variational Bayes over all tasks at once, which here fits no worse than in batches."""
    model = _load("sklearn.decomposition").LatentDirichletAllocation(
        task.k, learning_method="batch", random_state=task.seed, max_iter=task.iterations
    )
    task_topics = model.fit_transform(task.counts)
    return Fit(_shares(model.components_), _shares(task_topics))


def _fit_gensim(task: Task) -> Fit:
    """Variational Bayes, in many passes over chunks of 2,000 tasks; small chunks fit badly."""
    counts = task.counts
    corpus = [
        list(zip(counts.indices[a:b].tolist(), counts.data[a:b].tolist(), strict=True))
        for a, b in zip(counts.indptr, counts.indptr[1:], strict=False)
    ]
    with _quiet("gensim"):
        model = _load("gensim.models.ldamodel").LdaModel(
            corpus,
            num_topics=task.k,
            id2word={column: str(column) for column in range(counts.shape[1])},
            passes=task.iterations,
            chunksize=2000,
            iterations=100,
            eval_every=None,
            random_state=task.seed,
            dtype=np.float64,
        )
        task_topics, _ = model.inference(corpus)
    return Fit(_shares(model.get_topics()), _shares(task_topics))


@contextmanager
def _quiet(logger: str) -> Iterator[None]:
    """Keep a package from writing warnings of its own to the reader's screen."""
    log = logging.getLogger(logger)
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


ENGINES: Mapping[str, Engine] = {
    "tomotopy": Engine(_fit_tomotopy, "tomotopy", 300),
    "sklearn-nmf": Engine(_fit_nmf, "scikit-learn", 500),
    "sklearn-lda": Engine(_fit_sklearn_lda, "scikit-learn", 20),
    "gensim": Engine(_fit_gensim, "gensim", 20),
}


def engine_named(name: str) -> Engine:
    """The engine of this name.

    Raises
    ------
    AnalysisError : there is none
    """
    if name not in ENGINES:
        raise AnalysisError(f"engine “{name}” is unknown; use one of {listed(ENGINES)}.")
    return ENGINES[name]
