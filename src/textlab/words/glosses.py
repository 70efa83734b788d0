"""Glosses: short English for terms, agencies and regions, as an English figure writes them.

The glosses of terms are a table beside the lexicon, `glosses.csv`: term | english. They say how a
figure is labelled and never what is counted, so the lexicon's hash leaves them out.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from textlab import csv_reading, tables
from textlab.reading.regions import CENTRE, PROVINCES_EN, SHORT_NAMES
from textlab.reading.register import Register

GLOSSES = "glosses.csv"

REGIONS_EN: Mapping[str, str] = {
    **PROVINCES_EN,
    **{short: PROVINCES_EN[province] for short, province in SHORT_NAMES.items()},
    CENTRE: "China",
    "国务院": "State Council",
}
"""English by full and short name of a province, and for central documents."""

_NAMES = "|".join(PROVINCES_EN.values())
_PROVINCE = re.compile(rf" of (?:{_NAMES}) Province\b|\b(?:{_NAMES})\b ?")


def read_glosses(folder: str | Path) -> dict[str, str]:
    """The English of each term in the `glosses.csv` of a lexicon.

    Parameters
    ----------
    folder : the lexicon, such as corpus/lexicon

    Returns
    -------
    English by term, in the order of the file; empty where there is no such file

    Raises
    ------
    TableError : a term stands twice, a cell is empty, or the file is no such table; with its row
    """
    path = Path(folder) / GLOSSES
    if not path.exists():
        return {}
    rows = csv_reading.read_table(path, tables.GLOSSES)
    return dict(zip(rows["term"], rows["english"], strict=True))


def agency_glosses(register: Register, mentions: pd.DataFrame, *, date: str = "") -> dict[str, str]:
    """The English of every agency, by its id and by each Chinese name.

    Several agencies may bear one name, as 省财政厅 in every province. The name then stands for those
    that the mentions mean; where these are several too, its English leaves the province out, and a
    name whose English differs even so has none.

    Parameters
    ----------
    register : says what an agency is called
    mentions : under `tables.MENTIONS`; names as they were written, and agencies without a row
    date : YYYY-MM-DD, the day whose English names are taken; by default the latest
    """
    known = mentions.loc[mentions["agency"] != "", ["name", "agency"]]
    english = register.labels(lang="en", date=date, also=known["agency"])
    chinese = register.labels(date=date, also=known["agency"])
    official = pd.DataFrame({"name": list(chinese.values()), "agency": list(chinese)})
    borne = pd.concat([register.frame[["name", "agency"]], official])
    return {**_by_name(borne, english), **_by_name(known, english), **english}


def _by_name(names: pd.DataFrame, english: Mapping[str, str]) -> dict[str, str]:
    """The English that all agencies of a name share; a name without one is left out."""
    glosses = {}
    for name, agencies in names.groupby("name")["agency"]:
        shared = {english[agency] for agency in agencies}
        if len(shared) > 1:
            shared = {_PROVINCE.sub("", label) for label in shared}
        if len(shared) == 1:
            glosses[str(name)] = shared.pop()
    return glosses
