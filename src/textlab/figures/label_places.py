"""Where the labels of a network go so that nothing is hidden and no line runs through a label.

Pure geometry on arrays, in points. Nothing is left to chance and ties go to the
first place tried, so the same input always gives the same places.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STRAIGHT = ((0, -1), (1, 0), (-1, 0), (0, 1))
_OBLIQUE = [
    (x * right, y * up)
    for x, y in ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3))
    for right, up in ((1, 1), (-1, 1), (1, -1), (-1, -1))
]
_DIRECTIONS = np.array([*_STRAIGHT, *_OBLIQUE], dtype=float)
"""Where a label may stand from its node; the first ones are preferred."""
_REACH = (1.0, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0, 36.0, 45.0, 55.0, 66.0)
"""Distances between a node and its label that are tried, in points."""
_EDGE = 20.0
"""How much worse it is to be cut off at the edge than to hide as much of a node or a label."""
_AIR = 2.0
"""A label nearer than this to another node or label, in points, may be taken for a part of it."""
_DOUBT = 25.0
"""How much farther off a label may stand, in points, to be in no doubt about whose it is."""
_CLEAR = 1.0
"""A line nearer than this to a label, in points, seems to touch it."""
_TURNS = 20
"""How often all labels are placed at most; three times are enough for our networks."""
_AGAIN = 8
"""How many labels that stand badly are placed first in turn, the most important ones."""
LEADER = 4.0
"""Gap between a node and its label, in points, from which a line ties the two."""


@dataclass(frozen=True)
class _Places:
    """The places that one label may take, and what each costs whatever the other labels do.

    Boxes and leaders have shape (k, 4), the rest (k,): the area hidden or cut off, the nodes that
    the leader crosses, and how far off or in doubt the label is.
    """

    boxes: Array
    leaders: Array
    hidden: Array
    crossed: Array
    far: Array

    def costs(self, boxes: Array, leaders: Array) -> Array:
        """Of each place beside these labels: area hidden, crossings, distance: shape (k, 3)."""
        hidden = self.hidden + overlaps(self.boxes, boxes).sum(axis=1)
        through = crosses(self.leaders, _grown(boxes, _CLEAR)).sum(axis=1)
        under = crosses(leaders, _grown(self.boxes, _CLEAR)).sum(axis=0)
        crossed = self.crossed + through + under + meet(self.leaders, leaders).sum(axis=1)
        touched = (overlaps(self.boxes, _grown(boxes, _AIR)) > 0).sum(axis=1)
        return np.column_stack([np.round(hidden, 6), crossed, self.far + _DOUBT * touched])


def place_labels(points: Array, radii: Array, sizes: Array, frame: Array) -> Array:
    """Centres of the labels: near their nodes, inside the frame, over no node and no other label.

    Parameters
    ----------
    points : centres of all nodes, shape (n, 2), in points; the first ones have a label, the most
        important first
    radii : radii of all nodes, shape (n,), in points
    sizes : width and height of each label, shape (m, 2) with m ≤ n, in points
    frame : left, bottom, right, top of the picture, in points

    Returns
    -------
    Centres, shape (m, 2), in points. Each label has the place that hides least; of equal ones, the
    one where fewest leaders cross labels, nodes or each other; then the nearest, unless one a little
    farther off leaves no doubt about whose label it is.

    Source of the method: greedy labelling and descent by single labels, Christensen, Marks &
    Shieber (1995), ACM Transactions on Graphics 14(3), 203–232; here begun again with labels that
    stand badly at the head, and the best kept.
    """
    nodes = np.column_stack([points - radii[:, None], points + radii[:, None]])
    places = [_places(i, points[i], radii[i], size, nodes, frame) for i, size in enumerate(sizes)]
    order = list(range(len(places)))
    costs, boxes = _placed(places, order)
    alone = np.array([each.costs(boxes[:0], boxes[:0]).min(axis=0) for each in places])
    badly = [i for i in order if (costs[i] > alone[i]).any()]
    for i in badly[:_AGAIN]:
        tried, others = _placed(places, [i, *(j for j in order if j != i)])
        if tried.sum(axis=0).tolist() < costs.sum(axis=0).tolist():
            costs, boxes = tried, others
    centres: Array = (boxes[:, :2] + boxes[:, 2:]) / 2
    return centres


def _placed(places: list[_Places], order: list[int]) -> tuple[Array, Array]:
    """What each label costs, and its box: first placed in this order, then each again."""
    boxes, leaders = np.empty((len(places), 4)), np.empty((len(places), 4))
    costs = np.zeros((len(places), 3))
    for turn in range(_TURNS):
        before = boxes.copy()
        for seen, i in enumerate(order):
            others = [j for j in (order if turn else order[:seen]) if j != i]
            each = places[i].costs(boxes[others], leaders[others])
            best = int(np.lexsort(each.T[::-1])[0])
            boxes[i], leaders[i] = places[i].boxes[best], places[i].leaders[best]
            costs[i] = each[best]
        if turn and (boxes == before).all():
            break
    return costs, boxes


def _places(
    node: int, point: Array, radius: float, size: Array, nodes: Array, frame: Array
) -> _Places:
    """All places of a node's label in the order in which they are preferred."""
    centres = _candidates(point, radius, size)
    boxes = np.column_stack([centres - size / 2, centres + size / 2])
    leaders = _leaders(point, radius, centres, size)
    others = np.delete(nodes, node, axis=0)
    touched = (overlaps(boxes, _grown(others, _AIR)) > 0).sum(axis=1)
    return _Places(
        boxes,
        leaders,
        hidden=overlaps(boxes, nodes).sum(axis=1) + _EDGE * _outside(boxes, frame),
        crossed=crosses(leaders, others).sum(axis=1),
        far=np.repeat(_REACH, len(_DIRECTIONS)) + _DOUBT * touched,
    )


def _candidates(point: Array, radius: float, size: Array) -> Array:
    directions = _DIRECTIONS / np.linalg.norm(_DIRECTIONS, axis=1, keepdims=True)
    # the label touches the ring with a side, or with a corner where the direction is oblique
    touch = np.clip(1.5 * directions, -1, 1) * size / 2
    return np.vstack([point + directions * (radius + reach) + touch for reach in _REACH])


def _leaders(point: Array, radius: float, centres: Array, size: Array) -> Array:
    """The line from a node to each place of its label; a point at the node where none is drawn."""
    rims = point + rim(centres - point, size)
    near = np.linalg.norm(rims - point, axis=1) - radius <= LEADER
    rims[near] = point
    return np.column_stack([np.broadcast_to(point, rims.shape), rims])


def rim(offsets: Array, sizes: Array) -> Array:
    """The place on each label nearest its node, given how far its centre is off the node."""
    nearest: Array = np.clip(0, offsets - sizes / 2, offsets + sizes / 2)
    return nearest


def crosses(lines: Array, boxes: Array) -> NDArray[np.bool_]:
    """Whether lines (n, 4: x, y of both ends) pass through boxes (m, 4): shape (n, m).

    Source of the method: Liang & Barsky (1984), ACM Transactions on Graphics 3(1), 1–22.
    """
    start, step = lines[:, None, :2], (lines[:, 2:] - lines[:, :2])[:, None]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        at = np.stack([(boxes[None, :, side : side + 2] - start) / step for side in (0, 2)])
    # a line along an axis never leaves the strip that it begins in, or is never in it
    inside = (start > boxes[None, :, :2]) & (start < boxes[None, :, 2:])
    enters = np.where(step == 0, np.where(inside, -np.inf, np.inf), at.min(axis=0)).max(axis=2)
    leaves = np.where(step == 0, np.where(inside, np.inf, -np.inf), at.max(axis=0)).min(axis=2)
    passes: NDArray[np.bool_] = np.maximum(enters, 0) < np.minimum(leaves, 1)
    return passes


def meet(lines: Array, others: Array) -> NDArray[np.bool_]:
    """Whether lines (n, 4) cross other lines (m, 4) between their ends: shape (n, m)."""
    one, other = lines[:, None], others[None, :]
    apart = _side(one, other[..., :2]) * _side(one, other[..., 2:]) < 0
    crossing: NDArray[np.bool_] = apart & (
        _side(other, one[..., :2]) * _side(other, one[..., 2:]) < 0
    )
    return crossing


def _side(line: Array, point: Array) -> Array:
    """On which side of the line the point lies, by sign; zero on the line."""
    along, to = line[..., 2:] - line[..., :2], point - line[..., :2]
    side: Array = np.sign(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0])
    return side


def overlaps(boxes: Array, others: Array) -> Array:
    """Areas that boxes (n, 4: left, bottom, right, top) share with others (m, 4): shape (n, m)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    shared: Array = np.prod(np.clip(high - low, 0, None), axis=2)
    return shared


def _grown(boxes: Array, margin: float) -> Array:
    grown: Array = boxes + np.array([-margin, -margin, margin, margin])
    return grown


def _outside(boxes: Array, frame: Array) -> Array:
    within = overlaps(boxes, frame[None, :])[:, 0]
    areas: Array = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return areas - within
