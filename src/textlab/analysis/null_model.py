"""Which agencies are named together more often than chance gives?

An agency that many tasks name meets many others, and a long list makes many
pairs: that alone is not remarkable. The null model deals the names out anew,
so that each agency keeps its number of tasks and each task its number of
agencies, and everything else is chance.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control  # type: ignore[import-untyped]

from textlab.analysis.naming import UNIT, named_agencies, role_counts
from textlab.analysis.ordering import settled
from textlab.analysis.resampling import Array, Resampling, percentile_interval
from textlab.errors import AnalysisError

WITHIN = ("corpus", "document")
_TRADES = 5
"""Trades between two draws, for each row of the shorter side of the table."""


def pairs_above_chance(
    mentions: pd.DataFrame,
    *,
    node: str = "name",
    unit: str = "task",
    least: int = 3,
    within: str = "corpus",
    draws: int = 5000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare how often two agencies are named together with what chance gives.

    Parameters
    ----------
    mentions, node : as in `agency_network`
    unit : "task" or "statement": what it takes to be named together
    least : only pairs of agencies that so many units name each. Of an agency with fewer, no pair
        could be told from chance, and each pair tested makes the others harder to tell. The number
        of units is what the null model keeps, so that the choice does not depend on the pairs
    within : "corpus", names are dealt out anew over all units; "document", over those of one
        document at a time. The agencies of one subject meet in the plans on it: the second asks
        whether they meet more often than these plans alone would make them
    draws : tables drawn from the null model. The smallest p that can come out is 1/(draws + 1), so
        that of 1000 pairs tested none could have a small q with 1000 draws
    seed, level : low and high hold the share `level` of the draws

    Returns
    -------
    One row per pair that is named together, by p, then largest z, then names: source | target |
    source_label | target_label | observed (units that name both) | expected (mean of the draws) |
    low, high (of the draws) | z (observed less expected, in standard deviations of the draws; NaN
    where these do not vary) | p (share of the draws, the observed among them, with as many or more;
    upper tail) | q (p adjusted for all pairs tested, those never named together among them:
    Benjamini & Hochberg). A pair is above chance where q is below the share of false ones that is
    borne, such as .05.

    The tables are drawn by the curveball algorithm, which reaches every table with the same
    margins, all with the same probability; five trades for each row of the shorter side lie between
    two draws, which is about the mixing time (Godard & Neal 2022), and twice as many before the
    first.

    Raises
    ------
    TableError, AnalysisError : as in `agency_pairs`; settings out of bounds

    Source: Strona et al. (2014), Nature Communications 5, 4114; Carstens (2015), Physical Review E
    91, 042812; Godard & Neal (2022), Journal of Complex Networks 10, cnac049; Benjamini & Hochberg
    (1995), Journal of the Royal Statistical Society B 57, 289–300.
    """
    if draws < 1:
        raise AnalysisError(f"draws is {draws}; draw at least 1, better 5000.")
    if within not in WITHIN:
        raise AnalysisError(f"within “{within}” is unknown; use {' or '.join(WITHIN)}.")
    settings = Resampling(draws, seed, level)
    named = named_agencies(mentions, node=node, unit=unit)
    table, agencies, documents = _table(named)
    parts = documents if within == "document" else np.zeros(len(documents))
    tested = np.flatnonzero(table.sum(axis=1) >= least)
    first, second = (tested[side] for side in np.triu_indices(len(tested), k=1))
    drawn = np.empty((draws, len(first)), dtype=np.int32)
    for row, other in zip(drawn, random_tables(table, parts, settings), strict=True):
        row[:] = _together(other, first, second)
    found = _compared(_together(table, first, second), drawn, level)
    labels = role_counts(mentions, node=node).set_index("agency")["label"]
    source, target = (pd.Series(agencies[side], dtype="str") for side in (first, second))
    names = {"source": source, "target": target}
    names |= {"source_label": source.map(labels), "target_label": target.map(labels)}
    pairs = pd.DataFrame({**names, **found})
    pairs = pairs[pairs["observed"] > 0].sort_values(
        ["p", "z", "source", "target"], ascending=[True, False, True, True]
    )
    return pairs.reset_index(drop=True)


def random_tables(table: Array, parts: Array, settings: Resampling) -> Iterator[Array]:
    """Tables of True and False with the margins of `table`, one after the other, by trades.

    In a trade two rows put together what only one of them has, and deal it out anew, each taking
    as many as before. Columns of one part, a label each, trade among themselves.
    """
    generators = np.random.default_rng(settings.seed).spawn(len(np.unique(parts)))
    columns = [np.flatnonzero(parts == part) for part in np.unique(parts)]
    chains = [
        _random_parts(table[:, members], generator)
        for members, generator in zip(columns, generators, strict=True)
    ]
    for _ in range(settings.resamples):
        whole = np.zeros_like(table)
        for members, chain in zip(columns, chains, strict=True):
            whole[:, members] = next(chain)
        yield whole


def _random_parts(table: Array, generator: np.random.Generator) -> Iterator[Array]:
    """Tables with the margins of one part, without end."""
    used = np.ix_(table.any(axis=1), table.any(axis=0))  # an empty row has nothing to trade
    turned = table[used].shape[0] > table[used].shape[1]
    rows = [set(np.flatnonzero(row).tolist()) for row in (table[used].T if turned else table[used])]
    trades = _TRADES * len(rows)
    _trade(rows, 2 * trades, generator)
    while True:
        _trade(rows, trades, generator)
        drawn = np.zeros(table[used].shape[::-1] if turned else table[used].shape, dtype=bool)
        for row, members in zip(drawn, rows, strict=True):
            row[list(members)] = True
        whole = np.zeros_like(table)
        whole[used] = drawn.T if turned else drawn
        yield whole


def _trade(rows: list[set[int]], trades: int, generator: np.random.Generator) -> None:
    """So many trades, each between two rows taken at random; `rows` is changed."""
    if len(rows) < 2:
        return
    firsts = generator.integers(len(rows), size=trades).tolist()
    others = generator.integers(len(rows) - 1, size=trades).tolist()
    for one, other in zip(firsts, others, strict=True):
        left, right = rows[one], rows[other + (other >= one)]
        if len(left) > len(right):
            left, right = right, left  # fewer to deal
        mine = left - right
        yours = right - left
        if mine and yours:
            dealt = _dealt([*mine, *yours], len(mine), generator)
            given, taken = mine - dealt, dealt - mine
            left -= given
            left |= taken
            right -= taken
            right |= given


def _dealt(pool: list[int], count: int, generator: np.random.Generator) -> set[int]:
    """So many of the pool, taken at random; `pool` is changed."""
    for place, key in enumerate(generator.random(count).tolist()):
        chosen = place + int(key * (len(pool) - place))
        pool[place], pool[chosen] = pool[chosen], pool[place]
    return set(pool[:count])


def _table(named: pd.DataFrame) -> tuple[Array, Array, Array]:
    """Which agency is named in which unit, agencies × units; the agencies; documents of the units."""
    agencies = np.sort(named["agency"].unique())
    units = named[UNIT].drop_duplicates().reset_index(drop=True)
    places = named.merge(units.assign(place=units.index), on=UNIT)["place"]
    table = np.zeros((len(agencies), len(units)), dtype=bool)
    table[pd.Index(agencies).get_indexer(named["agency"]), places] = True
    return table, agencies, units["doc_id"].to_numpy()


def _together(table: Array, first: Array, second: Array) -> Array:
    """How many units name both agencies of each pair, counted in bits."""
    bits = np.packbits(table, axis=1)
    return np.asarray(np.bitwise_count(bits[first] & bits[second]).sum(axis=1, dtype=np.int64))


def _compared(observed: Array, drawn: Array, level: float) -> dict[str, Array]:
    """The columns that say how the observed counts stand among those drawn."""
    expected, spread = drawn.mean(axis=0), drawn.std(axis=0)
    varies = spread > 0
    z = np.where(varies, (observed - expected) / np.where(varies, spread, 1.0), np.nan)
    p = ((drawn >= observed).sum(axis=0) + 1) / (len(drawn) + 1)
    low, high = percentile_interval(drawn, level) if len(observed) else (expected, expected)
    columns = {"expected": expected, "low": low, "high": high, "z": z, "p": p}
    q = false_discovery_control(p) if len(p) else p
    return {"observed": observed} | {
        name: settled(values) for name, values in {**columns, "q": q}.items()
    }
