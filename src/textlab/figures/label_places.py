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
    Centres, shape (m, 2), in points. Where no place is free, the one that hides least.

    Source of the method: greedy point-feature labelling, Christensen, Marks & Shieber (1995),
    ACM Transactions on Graphics 14(3), 203–232.
    """
    nodes = np.column_stack([points - radii[:, None], points + radii[:, None]])
    taken, centres = nodes, []
    for point, radius, size in zip(points, radii, sizes, strict=False):
        tried = _candidates(point, float(radius), size)
        boxes = np.column_stack([tried - size / 2, tried + size / 2])
        hidden = overlaps(boxes, taken).sum(axis=1) + _EDGE * _outside(boxes, frame)
        best = int(np.argmin(np.round(hidden, 6)))
        centres.append(tried[best])
        taken = np.vstack([taken, boxes[best]])
    return np.array(centres).reshape(-1, 2)


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
