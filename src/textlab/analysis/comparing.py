"""Networks side by side: agencies by network, and how much two networks have in common.

For networks of provinces, take mentions by field of work (`mentions_by_field`):
their agencies have nothing in common, their fields have.
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import rankdata, spearmanr  # type: ignore[import-untyped]

from textlab.analysis.measures import strength
from textlab.analysis.networks import Network, agency_network
from textlab.analysis.ordering import settled
from textlab.analysis.resampling import Array, Resampling
from textlab.analysis.tally import enough, spread_about, tally


def compare_networks(networks: Mapping[str, Network]) -> pd.DataFrame:
    """Where each agency stands in each network.

    Parameters
    ----------
    networks : by the name of the group, such as the province or year, over the same kind of agency

    Returns
    -------
    One row per agency and network that has it, the agency with the best rank anywhere first, ties
    by agency, networks in the order given: agency | label | group | rank (by strength, 1 is the
    highest, equal ones share the better) | tasks | degree | strength | strength_share (of the sum
    of all strengths in the network, 0 to 1, which compares between networks of different size) |
    networks (that have the agency)
    """
    ranked = [
        _ranked(network.nodes).assign(group=group, place=place)
        for place, (group, network) in enumerate(networks.items())
    ]
    columns = ["agency", "label", "group", "rank", "tasks", "degree", "strength", "strength_share"]
    if not ranked:
        return pd.DataFrame(columns=[*columns, "networks"])
    table = pd.concat(ranked, ignore_index=True)
    agencies = table.groupby("agency")
    table = table.assign(networks=agencies["group"].transform("size"))
    table = table.assign(best=agencies["rank"].transform("min"))
    table = table.sort_values(["best", "agency", "place"], ignore_index=True)
    return table[[*columns, "networks"]]


def _ranked(nodes: pd.DataFrame) -> pd.DataFrame:
    strength = nodes["strength"]
    return nodes.assign(
        rank=strength.rank(method="min", ascending=False).astype("int64"),
        strength_share=settled((strength / (strength.sum() or 1.0)).to_numpy(float)),
    )


def network_similarity(networks: Mapping[str, Network]) -> pd.DataFrame:
    """How much any two networks have in common.

    Parameters
    ----------
    networks : as in `compare_networks`

    Returns
    -------
    One row per pair of networks, in the order given: first | second | agencies (in both) |
    agency_jaccard (agencies in both over agencies in either, 0 to 1) | ties (among the agencies in
    both, in both networks) | tie_jaccard (these over the ties among them in either) | strength_rho
    (Spearman's rank correlation of the strengths of the agencies in both, −1 to 1). NaN where there
    is nothing to compare: no tie in either, fewer than three agencies in both, or all equal.

    Two plans on different subjects differ in their agencies before they differ in anything else.
    How sure a correlation is, `strength_agreement` says.
    """
    rows = [
        {"first": first, "second": second, **_in_common(networks[first], networks[second])}
        for first, second in combinations(networks, 2)
    ]
    columns = [
        "first",
        "second",
        "agencies",
        "agency_jaccard",
        "ties",
        "tie_jaccard",
        "strength_rho",
    ]
    return pd.DataFrame(rows, columns=columns)


def _in_common(one: Network, other: Network) -> dict[str, float]:
    strengths = [network.nodes.set_index("agency")["strength"] for network in (one, other)]
    both = strengths[0].index.intersection(strengths[1].index)
    either = strengths[0].index.union(strengths[1].index)
    ties, others = (_ties_among(network, set(both)) for network in (one, other))
    return {
        "agencies": len(both),
        "agency_jaccard": _share(len(both), len(either)),
        "ties": len(ties & others),
        "tie_jaccard": _share(len(ties & others), len(ties | others)),
        "strength_rho": _rho(*(values[both].to_numpy() for values in strengths)),
    }


def _ties_among(network: Network, agencies: set[str]) -> set[tuple[str, str]]:
    ties = zip(network.edges["source"], network.edges["target"], strict=True)
    return {tie for tie in ties if agencies.issuperset(tie)}


def _share(part: int, whole: int) -> float:
    return float(settled(np.array([part / whole]))[0]) if whole else np.nan


def _rho(one: np.ndarray, other: np.ndarray) -> float:
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return np.nan
    return float(settled(np.array([spearmanr(one, other).statistic]))[0])


def strength_agreement(
    groups: Mapping[str, pd.DataFrame],
    *,
    node: str = "name",
    weight: str = "newman",
    unit: str = "statement",
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """How alike any two networks rank the agencies that both have, with an interval.

    Parameters
    ----------
    groups : mentions by the name of the group, such as the province or year
    node, weight, unit : as in `agency_network`
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per pair of groups, in the order given: first | second | agencies (in both) | rho (the
    strength_rho of `network_similarity`) | low, high (as in `centrality_intervals`; the tasks of
    either group are resampled, apart from each other; an agency that is not drawn has a strength of
    0; NaN where fewer than five tasks of a group name an agency, and where there is no rho)

    Raises
    ------
    TableError, AnalysisError : as in `agency_network`; settings out of bounds

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 8.
    """
    options = {"node": node, "unit": unit}
    drawn = {
        group: _strengths(mentions, weight, options, Resampling(resamples, seed + place, level))
        for place, (group, mentions) in enumerate(groups.items())
    }
    columns = ["first", "second", "agencies", "rho", "low", "high"]
    rows = []
    for first, second in combinations(groups, 2):
        both = drawn[first].columns.intersection(drawn[second].columns)
        one, other = (drawn[group][both].to_numpy() for group in (first, second))
        rho = np.array([_rho(one[0], other[0])])
        low, high = spread_about(rho, _rhos(one[1:], other[1:])[:, None], level, (-1.0, 1.0))
        rows.append((first, second, len(both), rho[0], settled(low)[0], settled(high)[0]))
    return pd.DataFrame(rows, columns=columns)


def _strengths(
    mentions: pd.DataFrame, weight: str, options: Mapping[str, str], settings: Resampling
) -> pd.DataFrame:
    """The strength of each agency: first as it is, then in each resample; NaN from too few tasks."""
    network = agency_network(mentions, weight=weight, **options)
    tasks = tally(mentions, network, **options)
    found = np.full((settings.resamples, tasks.agencies), np.nan)
    if enough(tasks):
        ties = (tasks.ties(drawn, weight) for drawn in tasks.blocks(settings))
        found = np.concatenate([strength(each, tasks.agencies) for each in ties])
        found = settled(found).reshape(settings.resamples, tasks.agencies)
    own = network.nodes["strength"].to_numpy(float)
    return pd.DataFrame(np.vstack([own, found]), columns=network.nodes["agency"])


def _rhos(one: Array, other: Array) -> Array:
    """Spearman's rank correlation in each resample; NaN where one side does not vary."""
    mean = (one.shape[1] + 1) / 2
    first, second = (rankdata(side, axis=1) - mean for side in (one, other))
    with np.errstate(invalid="ignore"):
        spread = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
        return np.asarray((first * second).sum(axis=1) / spread)
