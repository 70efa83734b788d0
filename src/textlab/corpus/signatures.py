"""Signatures of tasks: how alike two texts are, told without either text.

A signature is a MinHash of the overlapping five-character pieces (shingles) of a
text: of 128 random orders of all shingles, the low 8 bits of each order's first.
The share of equal places in two signatures, less the one in 256 that are equal by
chance, estimates the share of shingles that the texts have in common (the Jaccard
index), with a standard error of at most 0.045. It holds no piece of the text; but
whoever has a text can tell whether a signature is likely its own. More bits would
tell no more of resemblance, but would let single pieces be guessed: docs/privacy.md.

Sources: Broder (1997), On the resemblance and containment of documents; Li & König
(2010), b-Bit minwise hashing.
"""

import base64
import re
from collections.abc import Iterable
from importlib.metadata import version

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

PERMUTATIONS, BITS, SHINGLE, SEED, SCHEME = 128, 8, 5, 1, "affine32"
"""Orders, bits kept of each, characters of a piece, the seed that the orders are drawn with, and how."""

SETTINGS: dict[str, object] = {
    "permutations": PERMUTATIONS,
    "bits": BITS,
    "shingle": SHINGLE,
    "seed": SEED,
    "scheme": SCHEME,
    "datasketch": version("datasketch").split(".", maxsplit=1)[0],
}
"""What signatures depend on: two made with other settings do not compare."""

NEARLY_THE_SAME = 0.8
"""From this resemblance on two texts are taken for one; two plans of one series stay below .6."""

Signatures = NDArray[np.uint8]

_BETWEEN = re.compile(r"[\W_]+")


def shingles(text: str) -> set[str]:
    """The overlapping pieces of a text, spaces and punctuation left out."""
    bare = _BETWEEN.sub("", text)
    return {bare[at : at + SHINGLE] for at in range(len(bare) - SHINGLE + 1)}


def signature(text: str) -> str:
    """The signature of a text in Base64; empty where the text is shorter than a shingle."""
    from datasketch import MinHash  # noqa: PLC0415  # takes half a second; only texts are signed

    pieces = sorted(shingles(text))
    if not pieces:
        return ""
    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme=SCHEME)
    sketch.update_batch([piece.encode() for piece in pieces])
    low = (sketch.hashvalues & np.uint32(2**BITS - 1)).astype(np.uint8)
    return base64.b64encode(low.tobytes()).decode()


def sign_tasks(texts: pd.DataFrame) -> pd.DataFrame:
    """The signature of each task.

    Parameters
    ----------
    texts : one row per task: doc_id | task_id | text

    Returns
    -------
    A table under `tables.SIGNATURES`: doc_id | task_id | signature; a row for every task, the
    signature empty where the text is shorter than a shingle.
    """
    signatures = pd.Series([signature(text) for text in texts["text"]], texts.index, dtype="str")
    return texts[["doc_id", "task_id"]].assign(signature=signatures)


def read_signatures(written: Iterable[str]) -> Signatures:
    """Signatures as an array, a row each, 128 columns. None may be empty."""
    rows = [np.frombuffer(base64.b64decode(text), dtype=np.uint8) for text in written]
    return np.array(rows, dtype=np.uint8).reshape(-1, PERMUTATIONS)


def resemblance(one: Signatures, others: Signatures) -> NDArray[np.float64]:
    """The estimated Jaccard index of one text (a row) with each of several (rows); 0 to 1."""
    return without_chance((others == one).mean(axis=1))


def without_chance(share: ArrayLike) -> NDArray[np.float64]:
    """The Jaccard index that a share of equal places speaks for: less those equal by chance."""
    chance = 2**-BITS
    bare = (np.asarray(share, dtype=np.float64) - chance) / (1 - chance)
    return np.asarray(np.maximum(bare, 0), dtype=np.float64)
