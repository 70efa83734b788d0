"""How many topics? The evidence for several numbers of them, and a rule that chooses one.

No number is the true one. The rule is written down so that the choice is not made
by whoever likes its topics best, and so that a reader can make it again from the table.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from joblib import Parallel, delayed  # type: ignore[import-untyped]

from textlab.analysis.held_out import cut_in_folds, held_out_fold
from textlab.analysis.ordering import check_columns, significant
from textlab.analysis.resampling import Array
from textlab.analysis.topic_quality import coherence
from textlab.analysis.topic_stability import SAME, STABLE, check_seeds, marked, matched, top_terms
from textlab.analysis.topics import Prepared, prepare, rounded
from textlab.errors import AnalysisError, TableError
from textlab.words.counts import DocumentTermMatrix

MEASURES = ("npmi", "c_v", "exclusivity", "held_out", "stable", "jaccard")
"""In the order of the table."""
DECIDE = ("stable", "held_out", "npmi", "exclusivity")
"""The measures by which `choose_k` goes."""


def topic_numbers(
    matrix: DocumentTermMatrix,
    ks: Sequence[int],
    *,
    engine: str = "tomotopy",
    seeds: Sequence[int] = tuple(range(1, 21)),
    folds: int = 10,
    iterations: int | None = None,
    force: bool = False,
    jobs: int = 1,
) -> pd.DataFrame:
    """Measure how good models of several numbers of topics are, in every run.

    Parameters
    ----------
    matrix, engine, iterations, force : as in `fit_topics`
    ks : numbers of topics
    seeds : the model is fitted from each; 20 are usual
    folds : for the held-out likelihood the tasks are cut into so many parts by the first seed
    jobs : fits at once, in processes of their own; −1 for as many as there are cores. The result
        is the same

    Returns
    -------
    One row per k, measure and run, in order: k | measure | run | value, at six significant digits.
    The run is the seed, or for `held_out` the fold. Measures: `npmi`, `c_v` (mean over the topics
    of `topic_coherence`), `exclusivity` (mean of `topic_exclusivity`), `held_out` (nats per token,
    as in `topic_held_out`), `stable` (share of this run's topics that return in more than half of
    the other runs, as in `topic_stability`), `jaccard` (mean similarity of its topics with their
    matches in the other runs). With tomotopy on 5,800 tasks one k takes two and a half minutes on
    one core.

    Raises
    ------
    AnalysisError : as in `fit_topics`, fewer than two seeds, a k twice, folds out of bounds

    Source: Röder, Both & Hinneburg (2015), WSDM; Roberts et al. (2014), American Journal of
    Political Science 58(4); Wallach et al. (2009), ICML; Greene, O'Callaghan & Cunningham (2014).
    """
    check_seeds(seeds, where="topic_numbers")
    if not ks or len(set(ks)) < len(ks):
        raise AnalysisError("topic_numbers: give numbers of topics, each once.")
    parts = [
        _measures_of(prepare(matrix, k, engine, force=force), matrix, k, engine, seeds, folds,
                     iterations, jobs)
        for k in sorted(ks)
    ]  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    table["value"] = significant(table["value"].to_numpy(), 6)
    return table


def _measures_of(
    prepared: Prepared,
    matrix: DocumentTermMatrix,
    k: int,
    engine: str,
    seeds: Sequence[int],
    folds: int,
    iterations: int | None,
    jobs: int,
) -> pd.DataFrame:
    """Every measure of one number of topics."""
    cut = cut_in_folds(prepared.matrix.counts, folds, seeds[0])
    at_once = Parallel(n_jobs=jobs)
    runs = at_once(delayed(_run)(prepared, k, engine, seed, iterations) for seed in seeds)
    held = at_once(
        delayed(held_out_fold)(prepared, cut, fold, k, engine, iterations)
        for fold in range(1, folds + 1)
    )
    terms = prepared.matrix.terms
    heaviest = [[list(terms[its]) for its in tops] for tops, _ in runs]
    scores = np.array([[part.mean() for part in coherence(tops, matrix)] for tops in heaviest])
    stable, jaccard = _returns([tops for tops, _ in runs])
    values = {
        "npmi": scores[:, 0],
        "c_v": scores[:, 1],
        "exclusivity": [exclusivity for _, exclusivity in runs],
        "held_out": [fold["held_out"] for fold in held],
        "stable": stable,
        "jaccard": jaccard,
    }
    names = {name: list(seeds) for name in MEASURES} | {"held_out": list(range(1, folds + 1))}
    return pd.concat(
        pd.DataFrame({"k": k, "measure": name, "run": names[name], "value": values[name]})
        for name in MEASURES
    )


def _run(
    prepared: Prepared, k: int, engine: str, seed: int, iterations: int | None
) -> tuple[Array, float]:
    """One fit: the columns of each topic's top terms, and its mean exclusivity."""
    weights = rounded(prepared.fit(k, engine, seed, iterations).topic_terms)
    tops = top_terms(weights)
    own = np.take_along_axis(weights, tops, axis=1) / weights.sum(axis=0)[tops]
    return tops, float(own.mean())


def _returns(runs: Sequence[Array]) -> tuple[list[float], list[float]]:
    """For each run, the share of its topics that most others have, and their mean similarity."""
    marks = marked(runs)
    stable, jaccard = [], []
    for place, judged in enumerate(marks):
        found = [matched(judged, other) for at, other in enumerate(marks) if at != place]
        returned = np.mean([similarity >= SAME for similarity in found], axis=0)
        stable.append(float((returned > STABLE).mean()))
        jaccard.append(float(np.mean(found)))
    return stable, jaccard


def topic_number_means(table: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Sum up the runs of each number of topics, for a figure or a paper.

    Parameters
    ----------
    table : as from `topic_numbers`
    level : share of the runs between low and high

    Returns
    -------
    One row per k and measure, in order: k | measure | value (mean over the runs) | low, high (the
    middle share `level` of the runs: how far one run may lie from another, which is no interval
    of the mean) | runs

    Raises
    ------
    TableError : a column is missing, or a run stands twice
    """
    table = _checked(table, where="topic_number_means")
    order = pd.Categorical(table["measure"], MEASURES, ordered=True)
    groups = table.assign(measure=order).groupby(["k", "measure"], observed=True)["value"]
    tail = (1 - level) / 2
    means = groups.agg(
        value="mean",
        low=lambda values: values.quantile(tail),
        high=lambda values: values.quantile(1 - tail),
        runs="count",
    ).reset_index()
    return means.assign(measure=means["measure"].astype("str"))


def choose_k(table: pd.DataFrame) -> int:
    """Choose the number of topics by a written rule.

    1. Of the numbers of topics in the table, those count for which a topic rather returns than
       not: the mean of `stable` over the runs is at least one half. Where that is so for none,
       the one with the largest mean counts.
    2. Of these, those whose mean `held_out` lies within one standard error of the best: its
       standard deviation over the folds by the root of their number.
    3. Of these, the one with the largest sum of `npmi` and `exclusivity`, each as standard scores
       over the numbers that are left. Ties go to fewer topics.

    So the finest cut of the corpus is taken of whose topics most return. Stability comes first,
    since a finding on a topic that another seed does not find is none. Held-out likelihood alone
    would ask for ever more topics, and people find these harder to read (Chang et al. 2009); but
    among models that are stable it speaks for the one that leaves least of the texts out. Coherence
    and exclusivity decide among those that are as good in both, as in Roberts et al. (2014). NPMI
    stands for coherence; c_v is in the table to be compared with other papers.

    Parameters
    ----------
    table : as from `topic_numbers`; a k that lacks one of `DECIDE` is passed over

    Returns
    -------
    The number of topics. Where it is the largest of the table, larger ones should be tried.

    Raises
    ------
    TableError : a column is missing, or a run stands twice
    AnalysisError : no k has all four measures

    Source: Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees, § 3.4.3
    (the rule of one standard error); Chang et al. (2009), NIPS; Roberts et al. (2014), American
    Journal of Political Science 58(4), 1064–1082.
    """
    table = _checked(table, where="choose_k")
    means = table.pivot_table(index="k", columns="measure", values="value", aggfunc="mean")
    means = means.reindex(columns=list(DECIDE)).dropna()
    if means.empty:
        raise AnalysisError(f"choose_k: no number of topics has all of {', '.join(DECIDE)}.")
    returning = means[means["stable"] >= STABLE]
    if returning.empty:
        returning = means[means["stable"] == means["stable"].max()]
    best = returning["held_out"].max()
    its = list(returning.index)[int(returning["held_out"].argmax())]
    folds = table.loc[(table["k"] == its) & (table["measure"] == "held_out"), "value"].dropna()
    error = folds.std() / np.sqrt(len(folds)) if len(folds) > 1 else 0.0
    close = returning[returning["held_out"] >= best - error]
    readable = close[["npmi", "exclusivity"]]
    spread = readable.std().replace(0.0, 1.0).fillna(1.0)
    scores = ((readable - readable.mean()) / spread).sum(axis=1)
    return int(scores.index[significant(scores.to_numpy(), 9).argmax()])


def choose_seed(table: pd.DataFrame, k: int) -> int:
    """Choose, of the runs of one number of topics, the one that is most like the others.

    One run has to be shown, and which is a matter of chance; this one is the least peculiar. It has
    the largest `jaccard`, the mean similarity of its topics with their matches in the other runs.

    Parameters
    ----------
    table : as from `topic_numbers`
    k : the number of topics

    Returns
    -------
    The seed; ties go to the smaller one

    Raises
    ------
    TableError : a column is missing, or a run stands twice
    AnalysisError : the table has no `jaccard` of this k

    Source: after Rieger, Rahnenführer & Jentsch (2020), NLDB, 118–125 (the prototype of LDA runs).
    """
    table = _checked(table, where="choose_seed")
    runs = table[(table["k"] == k) & (table["measure"] == "jaccard")].sort_values("run")
    runs = runs.dropna(subset="value")
    if runs.empty:
        raise AnalysisError(f"choose_seed: the table has no “jaccard” of {k} topics.")
    return int(runs["run"].iloc[significant(runs["value"].to_numpy(), 9).argmax()])


def _checked(table: pd.DataFrame, *, where: str) -> pd.DataFrame:
    check_columns(table, "k measure run value", where=where)
    repeated = table[table.duplicated(["k", "measure", "run"])]
    if len(repeated):
        row = repeated.iloc[0]
        raise TableError(
            f"{where}: run {row['run']} of {row['measure']} with k = {row['k']} stands twice; "
            "keep one."
        )
    return table
