"""What a document is called: an id of its place, its year and a word for itself."""

import re
from collections.abc import Callable

from textlab.reading.places import Place

_PARTS = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def make_doc_id(
    home: Place | None,
    *,
    issuer: str,
    year: int,
    family: str,
    stem: str,
    taken: Callable[[str], bool],
) -> str:
    """An id such as jiangxi-2016-quality; the same for the same document and corpus.

    Parameters
    ----------
    home : the place that it is of; None for a central document
    issuer, year, family : as in its row
    stem : the file's name without its ending; where it is made of small letters and digits, its
        words that say more than place and year become the last part, else the family does
    taken : whether an id is in use; then -2, -3 … follows
    """
    first = "-".join(home.path) if home else _CENTRAL.get(issuer, "central")
    known = {*first.split("-"), *family.split("-"), str(year)}
    words = stem.split("-") if _PARTS.fullmatch(stem) and family != "work-report" else []
    last = "-".join(word for word in words if word not in known) or family
    name = f"{first}-{year}-{last}"
    number = 1
    while taken(name if number == 1 else f"{name}-{number}"):
        number += 1
    return name if number == 1 else f"{name}-{number}"


_CENTRAL = {"国务院": "state-council", "国务院办公厅": "state-council"}
