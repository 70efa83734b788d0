"""What a document is called."""

import pytest

from textlab.corpus.doc_ids import make_doc_id
from textlab.reading.places import home_of

NAMES = [
    ("江西省", "plan", "jiangxi-2016-quality", "jiangxi-2016-quality"),
    ("江西省", "plan", "quality", "jiangxi-2016-quality"),
    ("江西省", "plan", "行动计划", "jiangxi-2016-plan"),
    ("江西省", "plan", "2016", "jiangxi-2016-plan"),
    ("江西省", "plan", "Plan (final)", "jiangxi-2016-plan"),
    ("江西省", "opinion", "意见", "jiangxi-2016-opinion"),
    ("江西省", "work-report", "report", "jiangxi-2016-work-report"),
    ("包头市", "plan", "pkulaw-baotou-2016-data", "neimenggu-baotou-2016-pkulaw-data"),
    ("", "plan", "state-council-2016-sports", "state-council-2016-sports"),
]


@pytest.mark.parametrize(("region", "family", "stem", "expected"), NAMES)
def test_an_id_is_place_year_and_a_word(region, family, stem, expected):
    """The file's own words where they are fit for an id, without those that it says already."""
    home = home_of(region) if region else None
    made = make_doc_id(
        home, issuer="国务院", year=2016, family=family, stem=stem, taken=lambda _: False
    )

    assert made == expected


def test_a_central_body_is_central():
    """Unless it is the State Council."""
    made = make_doc_id(
        None, issuer="财政部", year=2016, family="plan", stem="计划", taken=lambda _: False
    )

    assert made == "central-2016-plan"


def test_a_taken_id_is_counted_on():
    """-2, -3, the first that is free."""
    held = {"jiangxi-2016-plan", "jiangxi-2016-plan-2"}
    made = make_doc_id(
        home_of("江西"), issuer="", year=2016, family="plan", stem="计划", taken=held.__contains__
    )

    assert made == "jiangxi-2016-plan-3"
