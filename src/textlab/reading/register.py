"""The register of agencies: a written name becomes an agency, by region and date."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from textlab import tables


@dataclass(frozen=True)
class Resolution:
    """What a written name stands for: the agency's id, or "" and the nearest known names."""

    agency: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """The agencies, as a frame under `tables.AGENCIES`."""

    frame: pd.DataFrame

    def resolve(self, name: str, *, region: str = "", date: str = "") -> Resolution:
        """The agency that a written name stands for in a region on a date."""
        return Resolution("")


def read_register(path: str | Path) -> Register:
    """The register in a file, such as corpus/agencies.csv."""
    return Register(tables.read_table(Path(path), tables.AGENCIES))
