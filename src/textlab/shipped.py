"""What textlab brings along: the register, the lexicon, the lock.

In a checkout these are the files of the project; in an installed package,
copies that the wheel carries (`force-include` in pyproject.toml).
"""

from pathlib import Path

_CARRIED = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parents[2]
SHIPPED = {
    "agencies.csv": "corpus/agencies.csv",
    "catalogue.csv": "corpus/catalogue.csv",
    "dictionaries": "corpus/dictionaries",
    "lexicon": "corpus/lexicon",
    "requirements.lock": "requirements.lock",
}
"""What textlab brings along, and where it stands in a checkout."""


def shipped(name: str) -> Path:
    """Where a file or folder that textlab brings along stands, by its name in SHIPPED."""
    carried = _CARRIED / name
    return carried if carried.exists() else _CHECKOUT / SHIPPED[name]
