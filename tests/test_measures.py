"""What is measured of agencies and of networks, against networkx, igraph, and worked examples."""

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from conftest import CORPUS, JIANGXI
from hypothesis import given, settings
from hypothesis import strategies as st
from network_data import mentions_of, plans
from scipy.optimize import Bounds, LinearConstraint, milp

from textlab.analysis.centrality import centrality_intervals
from textlab.analysis.cohesion import core_periphery, network_measures
from textlab.analysis.communities import agency_communities, find_communities, modularity
from textlab.analysis.core import _best_by_size, _best_of_all, core_fit, find_core
from textlab.analysis.measures import MEASURES, eigenvector, ties_of
from textlab.analysis.networks import WEIGHTS, agency_network, network_ties
from textlab.analysis.resampling import Resampling, resample_weights
from textlab.analysis.tally import tally
from textlab.errors import AnalysisError
from textlab.reading.plan import read_plan
from textlab.reading.register import read_register


@pytest.fixture(scope="module")
def jiangxi():
    """The mentions of the Jiangxi plan of 2016."""
    register = read_register(CORPUS / "agencies.csv")
    return read_plan(JIANGXI, region="江西省", year=2016, register=register).mentions


def graph_of(network):
    """The network in networkx, with lengths."""
    graph = network.to_networkx()
    for _, _, tie in graph.edges(data=True):
        tie["length"] = 1 / tie["weight"]
    return graph


def ties_from(graph):
    """The ties of a networkx graph of numbers."""
    edges = np.array([(*edge, data.get("weight", 1)) for *edge, data in graph.edges(data=True)])
    return ties_of(edges[:, 2][None, :], edges[:, :2].astype(int).T, len(graph))


def unit_length(values):
    """The values so that their squares add up to 1."""
    return values / np.linalg.norm(values)


ORACLES = {
    "degree": lambda graph: dict(graph.degree()),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
    "closeness": lambda graph: nx.closeness_centrality(graph, distance="length"),
    "eigenvector": lambda graph: nx.eigenvector_centrality(
        graph, weight="weight", max_iter=200_000, tol=1e-13
    ),
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "clustering": nx.clustering,
}


@settings(deadline=None, max_examples=40)
@given(plans, st.sampled_from(WEIGHTS))
@pytest.mark.parametrize("measure", ORACLES)
def test_measures_of_agencies_equal_networkx(measure, statements, weight):
    """Of any plan: connected or not, with agencies that stand alone, with two agencies or one."""
    network = agency_network(mentions_of(*statements), weight=weight)
    if network.edges.empty and measure == "eigenvector":
        return  # networkx leaves the weights it began with; ours are 0

    ours = network.nodes.set_index("agency")[measure].to_dict()
    assert ours == pytest.approx(ORACLES[measure](graph_of(network)), abs=1e-7, nan_ok=True)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_measures_of_agencies_equal_igraph(jiangxi, weight):
    """A second oracle, on the plan of 2016 with each of the weights."""
    network = agency_network(jiangxi, weight=weight)
    nodes = network.nodes.set_index("agency")
    graph = igraph.Graph.TupleList(
        network.edges[["source", "target", "weight"]].itertuples(index=False), weights=True
    )
    lengths = [1 / tie for tie in graph.es["weight"]]
    size = len(nodes)
    oracle = {
        "betweenness": np.array(graph.betweenness(weights=lengths)) * 2 / (size - 1) / (size - 2),
        "closeness": np.array(graph.closeness(weights=lengths)),
        "eigenvector": unit_length(np.array(graph.eigenvector_centrality(weights="weight"))),
        "constraint": np.array(graph.constraint(weights="weight")),
        "clustering": np.array(graph.transitivity_local_undirected(mode="zero")),
    }

    for measure, values in oracle.items():
        ours = nodes.loc[graph.vs["name"], measure].to_numpy()
        assert ours == pytest.approx(values, abs=1e-7)


def test_two_agencies_by_themselves():
    """One tie of one half: each is all that the other has."""
    nodes = agency_network(mentions_of(("d", "1", "甲 乙")), weight="cosine").nodes

    row = nodes.loc[0, list(MEASURES)].to_dict()
    assert row == {
        "degree": 1,
        "strength": 1,
        "betweenness": 0,
        "closeness": 1,
        "eigenvector": pytest.approx(0.5**0.5),
        "constraint": 1,
        "clustering": 0,
    }


def test_an_agency_without_ties_is_central_in_nothing():
    """丙 stands alone: 0 throughout, and no constraint, since nothing holds it."""
    nodes = agency_network(mentions_of(("d", "1", "甲 乙"), ("d", "2", "丙"))).nodes
    alone = nodes.set_index("agency").loc["丙"]

    assert np.isnan(alone["constraint"])
    assert (alone[[name for name in MEASURES if name != "constraint"]] == 0).all()


def test_without_ties_nothing_is_measured():
    """Zeros, no constraint; no error, and no number that networkx would make up."""
    nodes = agency_network(mentions_of(("d", "1", "甲"), ("d", "2", "乙"))).nodes

    assert nodes["eigenvector"].tolist() == [0, 0]
    assert nodes["closeness"].tolist() == [0, 0]
    assert nodes["constraint"].isna().all()


def test_of_two_parts_the_heavier_has_the_eigenvector():
    """Three who meet have a larger eigenvalue than two; of equal parts each has its share."""
    uneven = agency_network(
        mentions_of(("d", "1", "甲 乙 丙"), ("d", "2", "丁 戊")), weight="count"
    )
    even = agency_network(mentions_of(("d", "1", "甲 乙"), ("d", "2", "丁 戊")), weight="count")

    third = pytest.approx(3**-0.5)
    assert uneven.nodes.set_index("agency")["eigenvector"].to_dict() == {
        **dict.fromkeys("甲乙丙", third),
        **dict.fromkeys("丁戊", 0),
    }
    assert even.nodes["eigenvector"].tolist() == [0.5] * 4


def test_eigenvectors_of_two_sides_do_not_take_turns():
    """In a star the sides would swap for ever; the middle has 1/√2."""
    star = ties_from(nx.star_graph(4))

    assert eigenvector(star, 5)[0] == pytest.approx(0.5**0.5)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=4))
@pytest.mark.parametrize("measure", MEASURES)
def test_networks_side_by_side_are_measured_as_each_by_itself(measure, seeds):
    """A thousand resamples are one large matrix, and no network hears of another."""
    ends = np.array(np.triu_indices(6, k=1))
    drawn = [np.random.default_rng(seed).integers(0, 3, ends.shape[1]) / 2 for seed in seeds]
    together = MEASURES[measure](ties_of(np.stack(drawn), ends, 6), 6)
    apart = [MEASURES[measure](ties_of(row[None, :], ends, 6), 6) for row in drawn]

    assert together == pytest.approx(np.concatenate(apart), nan_ok=True, abs=1e-9)


def test_a_constraint_has_an_interval_where_there_is_one():
    """丙 stands alone in its tasks: no constraint, no interval; last in the table."""
    tasks = [("d", str(n), "甲 乙" if n % 2 else "丙") for n in range(8)]
    table = centrality_intervals(mentions_of(*tasks), measure="constraint").set_index("agency")

    assert table.index[-1] == "丙"
    assert table.loc["丙", ["value", "low", "high"]].isna().all()
    assert table.loc["甲", ["value", "low", "high"]].tolist() == [1, 1, 1]


# Core and periphery

BORGATTI_EVERETT = nx.Graph(
    {1: [2, 3, 4, 5], 2: [3, 4, 6, 7, 8], 3: [4, 8, 9], 4: [5, 10]},
)
"""Their Table 1: four in the core, six around it."""


def test_the_core_of_the_paper_that_defined_it():
    """Borgatti & Everett (2000): agencies 1 to 4 are the core, and it fits with 0.475."""
    weights = nx.to_numpy_array(BORGATTI_EVERETT, nodelist=range(1, 11))
    core = np.arange(10) < 4

    assert core_fit(weights, core) == pytest.approx(0.475, abs=5e-4)
    assert core_fit(weights, find_core(weights)) >= core_fit(weights, core)
    assert find_core(weights).tolist()[1:4] == [True] * 3


def test_a_star_has_its_middle_for_a_core():
    """The ideal pattern itself: every tie touches the middle, and it fits with 1."""
    weights = nx.to_numpy_array(nx.star_graph(5))

    for search in (find_core, _best_of_all, _best_by_size):
        assert search(weights).tolist() == [True] + [False] * 5
    assert core_fit(weights, find_core(weights)) == 1


@pytest.mark.parametrize(
    "weights", [np.zeros((0, 0)), np.zeros((1, 1)), np.zeros((4, 4)), 1 - np.eye(2), 1 - np.eye(5)]
)
def test_there_may_be_no_core(weights):
    """No ties, all ties equal, or too few agencies for a periphery: nobody is in it."""
    core = find_core(weights)

    assert not core.any()
    assert np.isnan(core_fit(weights, core))


def random_weights(rng, size):
    """Some ties, of any weight."""
    half = np.triu(rng.random((size, size)) * (rng.random((size, size)) < rng.uniform(0.2, 0.9)), 1)
    return half + half.T


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(3, 8))
def test_the_fit_is_the_correlation_with_the_ideal_pattern(seed, size):
    """As numpy computes it from both matrices."""
    rng = np.random.default_rng(seed)
    weights = random_weights(rng, size)
    core = np.arange(size) < rng.integers(1, size - 1)
    pairs = np.triu_indices(size, k=1)
    if np.ptp(weights[pairs]) > 0:
        ideal = (core[:, None] | core)[pairs]
        assert core_fit(weights, core) == pytest.approx(
            np.corrcoef(weights[pairs], ideal)[0, 1], abs=1e-9
        )


def test_small_networks_have_the_best_core_of_all():
    """Tried against every set of agencies, one by one."""
    rng = np.random.default_rng(3)
    for size in (3, 4, 5, 6, 7):
        weights = random_weights(rng, size)
        every = [
            np.array([code >> place & 1 for place in range(size)], bool)
            for code in range(1, 2**size)
        ]
        best = max(core_fit(weights, core) for core in every if core.sum() <= size - 2)

        assert core_fit(weights, find_core(weights)) == pytest.approx(best)


def test_the_search_for_larger_networks_seldom_misses():
    """On a hundred networks small enough to try all cores, it finds the best in 95 or more."""
    rng = np.random.default_rng(5)
    missed = 0
    for _ in range(100):
        weights = random_weights(rng, 11)
        best, found = (
            core_fit(weights, search(weights)) for search in (_best_of_all, _best_by_size)
        )
        missed += found < best - 1e-9

    assert missed <= 5


def best_cover(weights, size):
    """The most weight that so many agencies can touch, by integer programming."""
    n = len(weights)
    first, second = np.nonzero(np.triu(weights))
    ties = len(first)
    gain = np.concatenate([np.zeros(n), -weights[first, second]])
    covers = np.zeros((ties, n + ties))
    rows = np.arange(ties)
    covers[rows, first] = covers[rows, second] = 1
    covers[rows, n + rows] = -1
    chosen = np.concatenate([np.ones(n), np.zeros(ties)])
    limits = [LinearConstraint(covers, lb=0), LinearConstraint(chosen, ub=size)]
    return -milp(gain, integrality=np.ones(n + ties), bounds=Bounds(0, 1), constraints=limits).fun


def test_the_core_of_the_jiangxi_plan_is_the_best_of_its_size(jiangxi):
    """Integer programming finds no seven, or as many as there are, that touch more weight."""
    weights = network_ties(agency_network(jiangxi)).toarray()
    core = find_core(weights)
    touched = weights.sum() / 2 - weights[~core][:, ~core].sum() / 2

    assert touched == pytest.approx(best_cover(weights, int(core.sum())))


def test_core_members_by_resample(jiangxi):
    """The quality bureau is in the core in every resample; the core comes first."""
    table = core_periphery(jiangxi, resamples=60)

    assert table.loc[0, ["agency", "core", "share"]].tolist() == ["省质量技术监督局", True, 1.0]
    assert table["core"].is_monotonic_decreasing
    assert table["share"].between(0, 1).all()
    assert table.equals(core_periphery(jiangxi, resamples=60))


# The network as a whole


@settings(deadline=None, max_examples=40)
@given(plans, st.sampled_from(WEIGHTS))
def test_measures_of_the_whole_equal_networkx(statements, weight):
    """Density, mean clustering, and the modularity of the communities found."""
    mentions = mentions_of(*statements)
    network = agency_network(mentions, weight=weight)
    graph = network.to_networkx()
    value = network_measures(mentions, weight=weight, resamples=1).set_index("measure")["value"]
    parts = agency_communities(network).groupby("community")["agency"].agg(set)

    assert value["clustering"] == pytest.approx(nx.average_clustering(graph))
    if len(graph) > 1:
        assert value["density"] == pytest.approx(nx.density(graph))
    if graph.edges:
        assert value["modularity"] == pytest.approx(nx.community.modularity(graph, parts))


def test_a_network_of_nothing_has_no_measures():
    """No agencies; one; two without a tie: NaN where nothing can be said."""
    empty = network_measures(mentions_of().iloc[:0]).set_index("measure")["value"]
    one = network_measures(mentions_of(("d", "1", "甲"))).set_index("measure")["value"]
    two = network_measures(mentions_of(("d", "1", "甲"), ("d", "2", "乙"))).set_index("measure")

    assert empty.isna().all()
    assert one.isna().to_dict() == {
        "density": True,
        "clustering": False,
        "core_fit": True,
        "modularity": True,
    }
    assert two["value"][["density", "clustering"]].tolist() == [0, 0]
    assert two["value"][["core_fit", "modularity"]].isna().all()


def test_communities_of_the_karate_club():
    """Near the best there is, which igraph finds by trying: four communities, 0.4198 unweighted."""
    club = nx.Graph(nx.karate_club_graph().edges())
    ties = ties_from(club)
    best = igraph.Graph.from_networkx(club).community_optimal_modularity()

    assert modularity(ties, find_communities(ties)) == pytest.approx(best.modularity, abs=0.002)


def test_communities_are_numbered_by_size():
    """Four who meet, then two; 己 alone."""
    network = agency_network(
        mentions_of(("d", "1", "丙 丁"), ("d", "2", "甲 乙 戊 庚"), ("d", "3", "己"))
    )
    table = agency_communities(network)

    assert table.groupby("community")["agency"].agg("".join).to_dict() == {
        1: "乙庚戊甲",
        2: "丁丙",
        3: "己",
    }


def test_each_resample_is_the_network_of_its_tasks(jiangxi):
    """Agencies and weights are those of the plan whose tasks were drawn, as often as drawn."""
    network = agency_network(jiangxi)
    given_ = tally(jiangxi, network, node="name", unit="statement")
    drawn = resample_weights(np.zeros(given_.tasks), Resampling(3, 1))
    tasks = np.sort(jiangxi["task_id"].unique())
    for times, (ties, named) in zip(
        drawn, given_.networks(Resampling(3, 1), "newman"), strict=True
    ):
        copies = [
            jiangxi[jiangxi["task_id"] == task].assign(
                statement_id=lambda t, n=n: t["statement_id"] + f"-{n}"
            )
            for task, count in zip(tasks, times, strict=True)
            for n in range(count)
        ]
        expected = agency_network(pd.concat(copies))
        assert expected.nodes["agency"].tolist() == network.nodes["agency"][named].tolist()
        assert ties.toarray() == pytest.approx(network_ties(expected).toarray())


@pytest.mark.parametrize(("tasks", "known"), [(4, False), (5, True)])
def test_under_five_tasks_the_whole_has_no_interval(tasks, known):
    """Nor is anybody in the core of a share of resamples."""
    mentions = mentions_of(*[("d", str(n), f"甲 乙 丙{n}") for n in range(tasks)])

    whole = network_measures(mentions, resamples=20)
    assert (whole[["low", "high"]].notna() == known).all(axis=None)
    assert (core_periphery(mentions, resamples=20)["share"].notna() == known).all()


def test_intervals_of_the_whole_hold_their_values(jiangxi):
    """And stay within what each measure can be."""
    table = network_measures(jiangxi, resamples=60)

    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()
    assert table["high"].max() <= 1
    assert table["low"].min() >= 0
    with pytest.raises(AnalysisError, match="resamples is 0"):
        network_measures(jiangxi, resamples=0)
