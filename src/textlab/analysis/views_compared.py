"""Which conclusions hang on how agencies are followed: as named, or as of one day.

A reform that made one agency of three changes who is central and which pairs
stand out, though no plan was written differently.
"""

from collections.abc import Mapping

import pandas as pd

from textlab.analysis.networks import Network, agency_network
from textlab.analysis.null_model import pairs_above_chance
from textlab.corpus.views import heirs_of, mentions_as_named, mentions_as_of
from textlab.reading.register import Register

_COLUMNS = ["conclusion", "subject", "as_named", "as_of", "named"]


def compare_views(
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    register: Register,
    *,
    date: str,
    splits: Mapping[str, str] | None = None,
    weight: str = "newman",
    top: int = 10,
    limit: float = 0.05,
    draws: int = 5000,
    seed: int = 1,
) -> pd.DataFrame:
    """What differs between the agencies as each year named them and those of one day.

    Parameters
    ----------
    mentions, documents, register : as in `mentions_as_named`
    date, splits : as in `mentions_as_of`
    weight : as in `agency_network`
    top : how many of the strongest agencies of either view are compared
    limit : a pair is above chance where its q is below
    draws, seed : as in `pairs_above_chance`

    Returns
    -------
    One row per conclusion that differs: conclusion | subject (agency, or pair of agencies, by its
    name of the day) | as_named | as_of (the number in either view; NaN where it has none) | named
    (the names it goes by as named, separated by 、). Conclusions in order:
    "agencies", "ties" (how many), "rank by strength", "rank by degree" (of the `top` agencies of
    either view), "q of a pair" (of pairs above chance in one view only). Where an agency of the day
    was several, the number as named is that of the foremost of them: the best rank, the smallest q.
    Two agencies above chance as named that have become one are the subject by their one name, and
    have no q as of the day. Nothing differs where the table has no rows.

    Raises
    ------
    TableError, AnalysisError : as in `mentions_as_named`, `mentions_as_of`, `pairs_above_chance`
    """
    named = mentions_as_named(mentions, documents, register)
    merged = mentions_as_of(mentions, register, date, splits=splits)
    heirs = heirs_of(mentions, register, date, splits=splits)
    later = {
        name: register.label(heirs[agency], date=date) if heirs.get(agency) in register else name
        for agency, name in zip(named["agency"], named["name"], strict=True)
    }
    networks = agency_network(named, weight=weight), agency_network(merged, weight=weight)
    q = _q_of_pairs(named, later, draws, seed), _q_of_pairs(merged, {}, draws, seed)
    table = pd.concat(
        [
            _sizes(*networks),
            _standing(*networks, later, top, "strength"),
            _standing(*networks, later, top, "degree"),
            _pairs(*q, limit),
        ]
    )
    differs = table["as_named"].ne(table["as_of"])
    return table.loc[differs, _COLUMNS].reset_index(drop=True)


def _sizes(named: Network, merged: Network) -> pd.DataFrame:
    """How many agencies and ties either view has."""
    rows = [
        ("agencies", "", len(named.nodes), len(merged.nodes), ""),
        ("ties", "", len(named.edges), len(merged.edges), ""),
    ]
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"as_named": float, "as_of": float})


def _standing(
    named: Network, merged: Network, later: Mapping[str, str], top: int, measure: str
) -> pd.DataFrame:
    """The rank by a measure of those among the first in either view."""
    ranks = [
        network.nodes.set_index("agency")[measure].rank(method="min", ascending=False)
        for network in (named, merged)
    ]
    names = pd.Series(ranks[0].index.map(later), index=ranks[0].index)
    table = pd.DataFrame({"as_named": ranks[0].groupby(names).min(), "as_of": ranks[1]})
    table = table[table.min(axis=1) <= top].sort_values("as_of", kind="stable")
    parts = names.index.to_series().groupby(names).agg("、".join)
    table = table.assign(conclusion=f"rank by {measure}", named=parts)
    return table.rename_axis("subject").reset_index()


def _q_of_pairs(
    mentions: pd.DataFrame, later: Mapping[str, str], draws: int, seed: int
) -> pd.DataFrame:
    """The smallest q of each pair by its later names, and the names it goes by here."""
    pairs = pairs_above_chance(mentions, draws=draws, seed=seed)
    ends = zip(pairs["source"], pairs["target"], strict=True)
    # two that have become one agency go by its one name
    subjects = [" – ".join(sorted({later.get(name, name) for name in end})) for end in ends]
    pairs = pairs.assign(subject=pd.Series(subjects, dtype="str"))
    pairs = pairs.assign(named=pairs["source"] + " – " + pairs["target"])
    return pairs.groupby("subject").agg(q=("q", "min"), named=("named", "、".join))


def _pairs(named: pd.DataFrame, merged: pd.DataFrame, limit: float) -> pd.DataFrame:
    """The q of the pairs that are above chance in one view only."""
    table = pd.DataFrame({"as_named": named["q"], "as_of": merged["q"], "named": named["named"]})
    table = table.assign(conclusion="q of a pair", named=table["named"].fillna(""))
    differ = (table["as_named"] < limit) != (table["as_of"] < limit)
    return table[differ].rename_axis("subject").reset_index()
