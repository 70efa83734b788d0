"""Where the names of a network go."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from textlab.figures.label_places import LEADER, crosses, meet, overlaps, place_labels, rim

FRAME = np.array([0.0, 0.0, 500.0, 350.0])
ONE = st.tuples(st.floats(150, 350), st.floats(120, 230), st.floats(1, 8), st.floats(8, 60))
NETWORKS = st.lists(ONE, min_size=1, max_size=6)


def placed(network, frame=FRAME):
    """Boxes of labels twelve points high for (x, y, radius, width of the label)."""
    table = np.array(network)
    sizes = np.column_stack([table[:, 3], np.full(len(table), 12.0)])
    centres = place_labels(table[:, :2], table[:, 2], sizes, frame)
    return np.column_stack([centres - sizes / 2, centres + sizes / 2])


@given(NETWORKS)
def test_names_do_not_hide_each_other(network):
    """However close a few nodes stand, their names find places apart."""
    boxes = placed(network)
    shared = overlaps(boxes, boxes)
    np.fill_diagonal(shared, 0)

    assert_allclose(shared, 0, atol=1e-6)


@given(NETWORKS)
def test_a_name_does_not_hide_its_own_node(network):
    """A name stands beside its node, never on it."""
    boxes, table = placed(network), np.array(network)
    inner = table[:, 2:3] * 0.7  # the square within the circle
    nodes = np.column_stack([table[:, :2] - inner, table[:, :2] + inner])

    assert_allclose(np.diag(overlaps(boxes, nodes)), 0, atol=1e-6)


@given(NETWORKS)
def test_names_stay_on_the_page(network):
    """Where there is room on the page, no name is cut off at its edge."""
    boxes = placed(network)

    assert (boxes[:, :2] >= FRAME[:2]).all()
    assert (boxes[:, 2:] <= FRAME[2:]).all()


def leaders(network, boxes):
    """The lines from nodes to those of their labels that stand so far off as to need one."""
    table, centres = np.array(network), (boxes[:, :2] + boxes[:, 2:]) / 2
    offsets = rim(centres - table[:, :2], boxes[:, 2:] - boxes[:, :2])
    far = np.linalg.norm(offsets, axis=1) - table[:, 2] > LEADER
    lines = np.column_stack([table[:, :2], table[:, :2] + np.where(far[:, None], offsets, 0)])
    return lines, far


@given(NETWORKS)
def test_no_leader_passes_through_a_label(network):
    """Nor does one cross another, however close the nodes stand."""
    boxes = placed(network)
    lines, _ = leaders(network, boxes)
    through = crosses(lines, boxes)
    np.fill_diagonal(through, val=False)

    assert not through.any()
    assert not meet(lines, lines).any()


def test_an_early_label_makes_way_for_the_leader_of_a_later_one():
    """Near a corner the most important label would have stood in the way of another's leader."""
    network = [(92, 11, 3, 48), (93, 39, 2, 50), (50, 39, 3, 48), (50, 34, 2, 58), (51, 25, 4, 50)]
    boxes = placed(network, frame=np.array([0.0, 0.0, 150.0, 100.0]))
    lines, far = leaders(network, boxes)
    through = crosses(lines, boxes)
    np.fill_diagonal(through, val=False)

    assert far.any()
    assert not through.any()


@given(NETWORKS)
def test_same_network_same_places(network):
    """Nothing is left to chance."""
    assert_array_equal(placed(network), placed(network))


def test_a_lone_name_stands_just_below_its_node():
    """The first choice is below, a point from the rim."""
    centre = place_labels(
        np.array([[100.0, 100.0]]), np.array([5.0]), np.array([[40.0, 10.0]]), FRAME
    )

    assert_allclose(centre, [[100.0, 100.0 - 5 - 1 - 5]])


def test_a_name_avoids_a_node_without_a_name():
    """Nodes that carry no name are not hidden either."""
    points, radii = np.array([[100.0, 100.0], [100.0, 88.0]]), np.array([5.0, 5.0])
    size = np.array([[40.0, 10.0]])
    centre = place_labels(points, radii, size, FRAME)[0]
    box = np.concatenate([centre - size[0] / 2, centre + size[0] / 2])[None, :]

    assert overlaps(box, np.array([[95.0, 83.0, 105.0, 93.0]])).sum() == 0


def test_a_name_is_not_taken_for_that_of_another_node():
    """Where the first choice is free but touches another node, the name stands aside."""
    points, radii = np.array([[100.0, 100.0], [100.0, 78.0]]), np.array([5.0, 5.0])
    centre = place_labels(points, radii, np.array([[40.0, 10.0]]), FRAME)

    assert_allclose(centre, [[100.0 + 5 + 1 + 20, 100.0]])


def test_no_line_to_a_name_passes_through_another_node():
    """In the thick of it the nearest free place lies behind a node; the name goes farther off."""
    around = "82 117 108 102 88 86 116 95 117 95 93 84 86 115 107 104 94 101 91 86 97 80"
    points = np.array([100, 100, *map(int, around.split())], dtype=float).reshape(-1, 2)
    size = np.array([30.0, 10.0])
    centre = place_labels(points, np.full(len(points), 2.0), size[None, :], FRAME)[0]
    line = [*points[0], *np.clip(points[0], centre - size / 2, centre + size / 2)]

    assert not crosses(np.array([line]), np.column_stack([points - 2, points + 2])[1:]).any()


def test_at_the_lower_edge_a_name_goes_elsewhere():
    """A node on the lower edge has its name at the side or above."""
    size = np.array([[40.0, 10.0]])
    centre = place_labels(np.array([[100.0, 6.0]]), np.array([5.0]), size, FRAME)[0]

    assert centre[1] - 5 >= 0


def test_a_line_through_a_box_is_known_from_one_beside_it():
    """Level, upright, slanted; ending before the box; lying along it outside; a point."""
    box = np.array([[10.0, 10.0, 20.0, 20.0]])
    through = [(0, 15, 30, 15), (15, 0, 15, 30), (0, 0, 30, 30), (15, 15, 40, 15)]
    beside = [(0, 15, 9, 15), (0, 25, 30, 25), (0, 30, 30, 25), (5, 5, 5, 5), (25, 0, 25, 30)]

    assert crosses(np.array(through, float), box).all()
    assert not crosses(np.array(beside, float), box).any()


def test_lines_that_cross_are_known_from_lines_that_end_before():
    """A cross; a line that ends short of the other; one that begins on it; a point on it."""
    line = np.array([[0.0, 0.0, 10.0, 10.0]])
    others = [(0, 10, 10, 0), (0, 10, 4, 6), (5, 5, 9, 0), (5, 5, 5, 5), (20, 0, 20, 30)]

    assert meet(line, np.array(others, float)).tolist() == [[True, False, False, False, False]]


@given(st.tuples(*[st.floats(0, 30)] * 4))
def test_crossing_is_what_walking_along_the_line_finds(line):
    """A line that has a point well inside the box passes through it; one far from it does not."""
    walk = np.linspace(line[:2], line[2:], 400)
    inside = ((walk > 10.001) & (walk < 19.999)).all(axis=1).any()
    near = ((walk > 9) & (walk < 21)).all(axis=1).any()
    found = crosses(np.array([line]), np.array([[10.0, 10.0, 20.0, 20.0]])).item()

    assert not inside or found or np.allclose(line[:2], line[2:])
    assert near or not found


def test_no_names_is_no_places():
    """A network may be drawn without names."""
    centres = place_labels(np.zeros((3, 2)), np.ones(3), np.zeros((0, 2)), FRAME)

    assert centres.shape == (0, 2)
