"""Views of mentions: agencies as each year named them, or merged into those of one day.

A reform makes one agency of three, or two of one. The first is a sum that a view may make; the
second is a choice that only the reader can make, so the view asks.
"""

from collections.abc import Mapping

import pandas as pd

from textlab.corpus.documents import days_of
from textlab.errors import AnalysisError
from textlab.reading.fields import field_labels
from textlab.reading.register import Register, is_day

_STATEMENT = ["doc_id", "statement_id"]
_ROLES = ("lead", "responsible", "support")


def mentions_as_named(
    mentions: pd.DataFrame, documents: pd.DataFrame, register: Register
) -> pd.DataFrame:
    """Mentions with each agency under the name that it bore when its document was issued.

    Parameters
    ----------
    mentions, documents : under `tables.MENTIONS` and `tables.DOCUMENTS`

    Returns
    -------
    The same rows; `name` is the official short name of the document's day, so that 省发改委 and
    省发展改革委 are one, and 省工信委 of 2016 and 省工业和信息化厅 of 2020 are two. What the register
    does not know keeps its written name.

    Raises
    ------
    AnalysisError : a document of a mention is not in `documents`
    """
    lost = sorted(set(mentions["doc_id"]) - set(documents["doc_id"]))
    if lost:
        raise AnalysisError(f"documents: there is no row “{lost[0]}”, which mentions name; add it.")
    days = mentions["doc_id"].map(days_of(documents))
    return mentions.assign(name=_names(mentions, register, days))


def mentions_as_of(
    mentions: pd.DataFrame,
    register: Register,
    date: str,
    *,
    splits: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Mentions with each agency as the one that does its work on a day.

    Parameters
    ----------
    mentions : under `tables.MENTIONS`
    date : YYYY-MM-DD, such as 2019-01-01: 质监局, 工商局 and 食药监局 are 市场监管局 then
    splits : for an agency that was split by then, which of its heirs takes its mentions, or the
        agency itself to let it stand

    Returns
    -------
    The rows with `agency` and `name` of the day. Of the mentions in a statement that became one
    agency the first stays, with the foremost role: lead, responsible, support. An agency that
    ended without a known heir, one known by its pattern only, and what is unknown stay as they are.

    Raises
    ------
    AnalysisError : `date` is no day, or an agency was split and `splits` does not say which heir
        to take, or names another
    TableError : an id that is not in the register
    """
    taken = heirs_of(mentions, register, date, splits=splits)
    merged = mentions.assign(agency=mentions["agency"].map({"": ""} | taken).astype("str"))
    merged = merged.assign(name=_names(merged, register, pd.Series(date, index=merged.index)))
    return _one_per_statement(merged)


def heirs_of(
    mentions: pd.DataFrame,
    register: Register,
    date: str,
    *,
    splits: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The agency that does the work of each agency in `mentions` on a day; as `mentions_as_of`."""
    if not is_day(date):
        raise AnalysisError(f"mentions: the day is “{date}”; write it as YYYY-MM-DD.")
    chosen = dict(splits or {})
    ids = [str(agency) for agency in mentions["agency"].unique() if agency]
    heirs = {agency: register.successors(agency, date=date) for agency in ids}
    return {agency: _heir(agency, heirs[agency], chosen, register, date) for agency in ids}


def mentions_by_field(mentions: pd.DataFrame, register: Register) -> pd.DataFrame:
    """Mentions with each agency as its field of work, which compares across provinces.

    Parameters
    ----------
    mentions : under `tables.MENTIONS`

    Returns
    -------
    The rows with the field of work as `agency`, such as market-regulation, and its own name as
    `name`, 市场监管局, or the written one where a field has none; analyses take it with
    node="agency". Of the mentions in a statement that became one field the first stays, with the
    foremost role: lead, responsible, support. What the register does not know stays under its name.

    Raises
    ------
    TableError : an id that is neither in the register nor one of a pattern
    """
    ids = [str(agency) for agency in mentions["agency"].unique() if agency]
    fields = {agency: register.function(agency) for agency in ids}
    merged = mentions.assign(agency=mentions["agency"].map({"": ""} | fields).astype("str"))
    names = merged["agency"].map(field_labels()).fillna(merged["name"])
    return _one_per_statement(merged.assign(name=names.astype("str")))


def _heir(
    agency: str,
    heirs: tuple[str, ...],
    chosen: Mapping[str, str],
    register: Register,
    date: str,
) -> str:
    """The one agency that takes over; where there are several, the one that was chosen."""
    if len(heirs) == 1:
        return heirs[0]
    names = ", ".join(f"{heir} ({register.label(heir, date=date)})" for heir in heirs)
    if chosen.get(agency) in {agency, *heirs}:
        return chosen[agency]
    raise AnalysisError(
        f"mentions: {agency} ({register.label(agency)}) was split by {date} into {names}; say which "
        f"takes its mentions with splits={{“{agency}”: “{heirs[0]}”}}, or name itself to keep it."
    )


def _names(mentions: pd.DataFrame, register: Register, dates: pd.Series) -> pd.Series:
    """The name of each agency in the register on a day; the written one for all others."""
    pairs = zip(mentions["agency"], mentions["name"], dates, strict=True)
    names = [
        register.label(agency, date=date) if agency in register else name
        for agency, name, date in pairs
    ]
    return pd.Series(names, index=mentions.index, dtype="str")


def _one_per_statement(mentions: pd.DataFrame) -> pd.DataFrame:
    """Each known agency once a statement, with its foremost role."""
    known = mentions["agency"] != ""
    keys = [*_STATEMENT, "agency"]
    rank = mentions["role"].map({role: place for place, role in enumerate(_ROLES)})
    foremost = rank.groupby([mentions[key] for key in keys]).transform("min")
    roles = foremost.where(known, rank).map(dict(enumerate(_ROLES))).fillna(mentions["role"])
    repeated = known & mentions.duplicated(keys)
    return mentions.assign(role=roles.astype("str"))[~repeated].reset_index(drop=True)
