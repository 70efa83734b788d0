"""Which conclusions hang on the view of the register."""

import pandas as pd
import pytest
from conftest import CORPUS

from textlab import tables
from textlab.analysis.views_compared import compare_views
from textlab.errors import AnalysisError
from textlab.reading.register import read_register

REGISTER = read_register(CORPUS / "agencies.csv")


def plan(*statements):
    """Mentions of a Jiangxi plan of 2016, a task for each “name name …”."""
    rows = []
    for number, names in enumerate(statements, 1):
        for position, name in enumerate(names.split(), 1):
            found = REGISTER.resolve(name, region="江西省", date="2016-06-30")
            row = {"doc_id": "d", "task_id": f"{number:02}", "statement_id": f"s{number:02}"}
            row |= {"position": position, "name": name, "agency": found.agency}
            rows.append(row | {"role": "responsible", "collective": False})
    return tables.make_table(tables.MENTIONS, rows)


def documents():
    row = dict.fromkeys(tables.DOCUMENTS.names, "")
    row |= {"doc_id": "d", "year": 2016, "issued": "2016-06-30"}
    return tables.make_table(tables.DOCUMENTS, [row])


def compared(mentions, **settings):
    return compare_views(mentions, documents(), REGISTER, date="2019-01-01", draws=400, **settings)


MERGED = plan(
    *["省质监局 省工商局"] * 3,
    *["省食药监局 省财政厅"] * 3,
    *["省质监局 省财政厅"] * 2,
    *["省科技厅 省财政厅"] * 4,
)
"""Three that are 市场监管局 from 2018 on, with two that stay."""


def test_what_a_merger_changes_worked_by_hand():
    """Five agencies and four ties are three and two; 市场监管局 has five tasks with 财政厅."""
    table = compared(MERGED)
    told = {(row.conclusion, row.subject): (row.as_named, row.as_of) for row in table.itertuples()}

    assert told[("agencies", "")] == (5, 3)
    assert told[("ties", "")] == (4, 2)
    # as named 省财政厅 9, 省质监局 5, 省科技厅 4; as of 2019 省财政厅 9, 省市场监管局 5, 省科技厅 4
    assert ("rank by strength", "省市场监管局") not in told
    # as named three ties with 省财政厅, two with 省质监局, then one; as of 2019 two, then one
    assert told[("rank by degree", "省科技厅")] == (3, 2)
    assert "省财政厅" not in {subject for _, subject in told}


def test_the_names_as_named_are_listed():
    """So that a reader sees which agencies a row is about."""
    table = compared(plan("省质监局 省财政厅", "省工商局 省科技厅", "省财政厅 省科技厅 省教育厅"))
    row = table[table["subject"] == "省市场监管局"].iloc[0]

    assert row["named"] == "省工商局、省质量技术监督局"


def test_a_pair_that_became_one_agency_has_no_q():
    """省质监局 and 省工商局 are above chance as named, and one agency afterwards."""
    mentions = plan(
        *["省质监局 省工商局"] * 8, *["省科技厅 省财政厅"] * 8, *["省教育厅 省公安厅"] * 8
    )
    table = compared(mentions, limit=0.1)
    pairs = table[table["conclusion"] == "q of a pair"].set_index("subject")

    assert pairs.loc["省市场监管局", "as_named"] < 0.1
    assert pd.isna(pairs.loc["省市场监管局", "as_of"])
    assert pairs.loc["省市场监管局", "named"] == "省工商局 – 省质量技术监督局"


def test_without_a_reform_nothing_differs():
    """Agencies that are the same on both days: an empty table with its columns."""
    table = compared(plan("省财政厅 省科技厅", "省财政厅 省教育厅"))

    assert table.empty
    assert list(table) == ["conclusion", "subject", "as_named", "as_of", "named"]


def test_only_the_foremost_are_compared():
    """With top=1 the ranks of the first of either view."""
    table = compared(MERGED, top=1)

    assert set(table["conclusion"]) <= {"agencies", "ties", "rank by strength", "q of a pair"}


def test_a_split_asks_as_in_the_view():
    """The reader says which heir takes the work."""
    mentions = plan("省新闻出版广电局 省财政厅")
    with pytest.raises(AnalysisError, match="was split"):
        compared(mentions)
    splits = {"jiangxi/press-publication-radio-television": "jiangxi/publicity"}

    assert compared(mentions, splits=splits).empty
