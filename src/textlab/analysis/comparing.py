"""Networks side by side: agencies by network, and how much two networks have in common.

For networks of provinces, take mentions by field of work (`mentions_by_field`):
their agencies have nothing in common, their fields have.
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import spearmanr  # type: ignore[import-untyped]

from textlab.analysis.networks import Network
from textlab.analysis.ordering import settled


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
