"""Where the labels of a network go so that they hide neither nodes nor each other.

Pure geometry on arrays, in points; the first free place wins, so the same
input always gives the same places.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STRAIGHT = ((0, -1), (1, 0), (-1, 0), (0, 1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_OBLIQUE = ((2, 1), (-2, 1), (2, -1), (-2, -1), (1, 2), (-1, 2), (1, -2), (-1, -2))
_DIRECTIONS = (*_STRAIGHT, *_OBLIQUE)
"""Where a label may stand from its node; the first ones are preferred."""
_REACH = (1.0, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0, 36.0, 45.0)
"""Distances between a node and its label that are tried in turn, in points."""
_EDGE = 20.0
"""How much worse it is to be cut off at the edge than to hide as much of a node or a label."""
_AIR = 2.0
"""A label nearer than this to another node, in points, may be taken for that node's."""
_SLIVER = 10.0
"""Points² that may be hidden for clear places: less than half a letter."""
LEADER = 4.0
"""Gap between a node and its label, in points, from which a line ties the two."""


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
    Centres, shape (m, 2), in points. Where no place is free, the one that hides least; of equal
    ones, the one where fewest leaders cross labels, then the nearest. Places where a label could be
    taken for another node's are avoided, unless clearly more would be hidden for it in the end.

    Source of the method: greedy point-feature labelling, Christensen, Marks & Shieber (1995),
    ACM Transactions on Graphics 14(3), 203–232.
    """
    clear, clear_hides = _placed(points, radii, sizes, frame, air=_AIR)
    near, near_hides = _placed(points, radii, sizes, frame, air=None)
    return clear if clear_hides <= near_hides + _SLIVER else near


def _placed(
    points: Array, radii: Array, sizes: Array, frame: Array, *, air: float | None
) -> tuple[Array, float]:
    """The centres, and how much is hidden or cut off in all.

    With `air`, places are avoided that are so near to another node, or whose leader crosses one.
    """
    nodes = np.column_stack([points - radii[:, None], points + radii[:, None]])
    labels, leaders, centres, hidden = np.empty((0, 4)), np.empty((0, 4)), [], 0.0
    for place, (point, radius, size) in enumerate(zip(points, radii, sizes, strict=False)):
        tried = _candidates(point, float(radius), size)
        boxes = np.column_stack([tried - size / 2, tried + size / 2])
        lines = _leaders(point, float(radius), tried, size)
        lost = overlaps(boxes, np.vstack([nodes, labels])).sum(axis=1)
        lost = np.round(lost + _EDGE * _outside(boxes, frame), 6)
        crossed = crosses(lines, labels).sum(axis=1) + crosses(leaders, boxes).sum(axis=0)
        doubts = np.zeros(len(tried))
        if air is not None:
            others = np.delete(nodes, place, axis=0)
            touched = overlaps(boxes, others + np.array([-air, -air, air, air])) > 0
            doubts = (touched | crosses(lines, others)).sum(axis=1)
        best = int(np.lexsort((doubts, crossed, lost))[0])
        hidden += float(lost[best])
        centres.append(tried[best])
        labels = np.vstack([labels, boxes[best]])
        leaders = np.vstack([leaders, lines[best]])
    return np.array(centres).reshape(-1, 2), hidden


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


def _candidates(point: Array, radius: float, size: Array) -> Array:
    directions = np.array(_DIRECTIONS, dtype=float)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    # the label touches the ring with a side, or with a corner where the direction is oblique
    touch = np.clip(1.5 * directions, -1, 1) * size / 2
    return np.vstack([point + directions * (radius + reach) + touch for reach in _REACH])


def overlaps(boxes: Array, others: Array) -> Array:
    """Areas that boxes (n, 4: left, bottom, right, top) share with others (m, 4): shape (n, m)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    shared: Array = np.prod(np.clip(high - low, 0, None), axis=2)
    return shared


def _outside(boxes: Array, frame: Array) -> Array:
    within = overlaps(boxes, frame[None, :])[:, 0]
    areas: Array = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return areas - within
