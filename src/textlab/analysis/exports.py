"""Networks as files that other programs read: Gephi, Pajek, VOSviewer, UCINET.

Everything is UTF-8, and the same network gives the same bytes.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from textlab.analysis.networks import Network
from textlab.errors import AnalysisError
from textlab.files import write_whole
from textlab.tables import to_csv_bytes

_UCINET = str.maketrans({",": "，", "'": "’", '"': "’"})
"""What stands in a label for the marks by which UCINET parts labels."""


def write_network(network: Network, path: str | Path) -> None:
    """Write a network in the format that the ending of the file's name says.

    Parameters
    ----------
    network : any `Network`, directed or not
    path : ends in
        .graphml (Gephi, yEd, igraph, networkx: nodes, ties, all columns),
        .gexf (Gephi: the same),
        .net (Pajek: labels and weights; begins with a byte-order mark, by which Pajek knows UTF-8),
        .json (VOSviewer: labels, weights, and what is counted of each agency),
        .dl (UCINET: labels and weights, a line for each direction of a tie),
        .csv (ties only, with the labels of both ends: a node without ties is not in it)

    In Pajek and UCINET nodes are called by their labels. Where two nodes have one label, their ids
    stand behind it in brackets. Marks by which these programs part labels are written otherwise:
    for UCINET _ stands for a space, ， for a comma, ’ for quotes; for Pajek ' stands for double
    quotes, / for a backslash. Where a number is missing, such as the
    constraint of an agency without ties, so it is in the file.

    Raises
    ------
    AnalysisError : another ending, or a directed network for VOSviewer, which knows none
    """
    path = Path(path)
    if path.suffix not in _FORMATS:
        raise AnalysisError(
            f"{path}: networks are not written as “{path.suffix}”; end the name in one of "
            f"{', '.join(_FORMATS)}."
        )
    write_whole(path, _FORMATS[path.suffix](network))


def _graphml(network: Network) -> bytes:
    return _lines(nx.generate_graphml(network.to_networkx()))


def _gexf(network: Network) -> bytes:
    text = _lines(nx.generate_gexf(network.to_networkx())).decode()
    # networkx writes today's date, which would make other bytes of the same network tomorrow
    return re.sub(r' lastmodifieddate="[^"]*"', "", text).encode()


def _pajek(network: Network) -> bytes:
    names = _names(network, lambda name: name.replace('"', "'").replace("\\", "/"))
    rows = [f'{number} "{name}"' for number, name in enumerate(names, 1)]
    kind = "*Arcs" if network.directed else "*Edges"
    ties = [f"{source} {target} {weight}" for source, target, weight in _ties(network)]
    head = ["*Network textlab", f"*Vertices {len(rows)}"]
    return b"\xef\xbb\xbf" + _lines([*head, *rows, kind, *ties])


def _ucinet(network: Network) -> bytes:
    names = _names(network, lambda name: re.sub(r"\s", "_", name).translate(_UCINET))
    ties = _ties(network)
    if not network.directed:
        ties = sorted([*ties, *((target, source, weight) for source, target, weight in ties)])
    head = [f"DL n={len(names)}", "format = edgelist1", "labels:", *names, "data:"]
    return _lines([*head, *(f"{source} {target} {weight}" for source, target, weight in ties)])


def _vosviewer(network: Network) -> bytes:
    if network.directed:
        raise AnalysisError("write_network: VOSviewer knows no directed ties; take .gexf or .net.")
    counted = [name for name in ("tasks", "degree", "strength") if name in network.nodes]
    items = [
        {
            "id": number,
            "label": row["label"],
            "description": node,
            "weights": {name: row[name] for name in counted},
        }
        for number, (node, row) in enumerate(_by_node(network).items(), 1)
    ]
    links = [
        {"source_id": source, "target_id": target, "strength": weight}
        for source, target, weight in _ties(network)
    ]
    content = {"network": {"items": items, "links": links}}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _edge_list(network: Network) -> bytes:
    labels = {node: row["label"] for node, row in _by_node(network).items()}
    edges = network.edges
    ends = {f"{end}_label": edges[end].map(labels) for end in ("source", "target")}
    first = ["source", "target", *ends]
    rest = [name for name in edges if name not in first]
    return to_csv_bytes(edges.assign(**ends)[[*first, *rest]])


_FORMATS: Mapping[str, Callable[[Network], bytes]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".net": _pajek,
    ".json": _vosviewer,
    ".dl": _ucinet,
    ".csv": _edge_list,
}


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _by_node(network: Network) -> dict[Hashable, dict[Hashable, Any]]:
    """The row of each node, by what the edges call it."""
    rows = network.nodes.to_dict("records")
    return {row[network.nodes.columns[0]]: row for row in rows}


def _names(network: Network, spelt: Callable[[str], str]) -> list[str]:
    """The labels of the nodes in order, as spelt; behind those that several have, the id."""
    labels = [spelt(label) for label in network.nodes["label"]]
    times = Counter(labels)
    pairs = zip(labels, network.nodes.iloc[:, 0], strict=True)
    return [label if times[label] == 1 else spelt(f"{label} ({node})") for label, node in pairs]


def _ties(network: Network) -> list[tuple[int, int, float]]:
    """Source and target of each tie, numbered from 1, and its weight."""
    at = pd.Index(network.nodes[network.nodes.columns[0]])
    ends = [(at.get_indexer(network.edges[end]) + 1).tolist() for end in ("source", "target")]
    weights = network.edges["weight"].astype(float).tolist()
    return list(zip(*ends, weights, strict=True))
