"""The scripts by which a dictionary is validated: a sample drawn, coded by hand, scored."""

import runpy

import numpy as np
import pandas as pd
import pytest
from conftest import CORPUS
from scipy.stats import binomtest

from textlab.words.dictionaries import read_dictionary

STUDY = CORPUS.parent
SHIPPED = CORPUS / "dictionaries" / "policy-instruments.csv"
SAMPLE = runpy.run_path(str(STUDY / "benchmarks" / "dictionary_sample.py"))
SCORE = runpy.run_path(str(STUDY / "benchmarks" / "dictionary_score.py"))


@pytest.fixture
def drawn(tmp_path):
    """Sheets of the one plan whose text is in the corpus."""
    SAMPLE["main"]([str(tmp_path / "one"), "--places", "4", "--tasks", "5"])
    return tmp_path / "one"


def sheet(folder, name):
    """A sheet as the scripts read it."""
    return SCORE["read_sheet"](folder / f"{name}.csv")


def code(folder, name, coded):
    """Fill the column `coded`, as a reader would in a spreadsheet."""
    sheet(folder, name).assign(coded=coded).to_csv(folder / f"{name}.csv", index=False)


def test_the_sheets_show_a_reader_no_category(drawn):
    """Of each category as many places, shuffled; the key alone says what they stand for."""
    places, key, tasks = (sheet(drawn, name) for name in ("places", "key", "tasks"))

    assert list(places) == ["line", "left", "keyword", "right", "coded"]
    assert places["line"].tolist() == key["line"].tolist() == [str(n) for n in range(1, 13)]
    assert key["category"].value_counts().to_dict() == {
        "supply": 4, "environment": 4, "demand": 4,
    }  # fmt: skip
    assert (key["population"] > 4).all()
    assert len(tasks) == 5
    assert (tasks["text"].str.len() >= SAMPLE["SHORTEST"]).all()
    assert (pd.concat([places, tasks])["coded"] == "").all()


def test_a_new_sample_shows_nothing_that_an_earlier_one_showed(drawn, tmp_path):
    """What a dictionary was mended by cannot test it."""
    SAMPLE["main"]([str(tmp_path / "two"), "--except", str(drawn), "--places", "4"])
    seen, fresh = (
        {tuple(ids) for name in ("key", "tasks") for ids in sheet(folder, name)[SCORE["IDS"]].to_numpy()}
        for folder in (drawn, tmp_path / "two")
    )  # fmt: skip

    assert fresh
    assert not seen & fresh


def test_scores_by_hand(drawn, tmp_path, capsys):
    """A reader who agrees with the key but for one place of supply, and who writes down three."""
    key = sheet(drawn, "key")
    first = key.index[key["category"] == "supply"][0]
    code(drawn, "places", key["category"].where(key.index != first, "none"))
    (drawn / "second.csv").write_bytes((drawn / "places.csv").read_bytes())
    text = "加强人才培养，修建水库。扩大内需"
    tasks = sheet(drawn, "tasks").head(1).assign(text=text, population=9)
    tasks["coded"] = "supply: 人才培养；supply：修建水库; demand: 扩大内需"
    tasks.to_csv(drawn / "tasks.csv", index=False)
    to = tmp_path / "scores.csv"
    SCORE["main"]([str(drawn), "--to", str(to), "--second", str(drawn / "second.csv")])
    table = pd.read_csv(to).set_index(["measure", "category", "group"])

    wilson = binomtest(3, 4).proportion_ci(method="wilson")
    for group in ("plan province", "all"):
        row = table.loc["precision", "supply", group]
        assert row[["found", "of"]].tolist() == [3, 4]
        assert row[["share", "low", "high"]].tolist() == pytest.approx(
            [0.75, wilson.low, wilson.high], abs=6e-4
        )
    assert table.loc[("recall", "supply", "all"), ["found", "of", "share"]].tolist() == [1, 2, 0.5]
    assert table.loc[("recall", "demand", "all"), "share"] == 1
    assert "kappa    1.0" in capsys.readouterr().out
    assert "，" not in to.read_text("utf-8-sig")


def test_groups_are_weighed_as_they_weigh_in_the_texts():
    """3 in 4 of 300 places and 1 in 2 of 100: 0.6875, its interval by square and add."""
    parts = [SCORE["wilson"](3, 4), SCORE["wilson"](1, 2)]
    share, low, high = SCORE["together"](parts, np.array([0.75, 0.25]))

    assert share == pytest.approx(0.6875)
    (a, a_low, a_high), (b, b_low, b_high) = parts
    assert low == pytest.approx(share - np.hypot(0.75 * (a - a_low), 0.25 * (b - b_low)))
    assert high == pytest.approx(share + np.hypot(0.75 * (a_high - a), 0.25 * (b_high - b)))


def test_agreement_of_two_readers_by_a_worked_example():
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, B: nominal data, 0.692."""
    one, two = pd.Series(list("aabbdcccedda")), pd.Series(list("babbbccceddd"))
    measured = SCORE["agreement"](one, two)

    assert measured["alpha"] == pytest.approx(0.692, abs=5e-4)
    assert measured["agree"] == pytest.approx(9 / 12)
    chance = (3 * 1 + 2 * 4 + 3 * 3 + 3 * 3 + 1 * 1) / 144
    assert measured["kappa"] == pytest.approx((0.75 - chance) / (1 - chance))


def test_sheets_that_cannot_be_scored_are_told(drawn):
    """An open line, an unknown category, words that are not there, another dictionary."""
    patterns = read_dictionary(SHIPPED)
    with pytest.raises(SystemExit, match="line 1 has no code"):
        SCORE["scores"](drawn, patterns, 1)
    code(drawn, "places", "suply")
    with pytest.raises(SystemExit, match="“suply” is neither a category nor none"):
        SCORE["scores"](drawn, patterns, 1)
    code(drawn, "places", "none")
    with pytest.raises(SystemExit, match="draw a new sample"):
        SCORE["scores"](drawn, patterns.iloc[:0], 1)
    code(drawn, "tasks", "supply: 无此语")
    with pytest.raises(SystemExit, match="not “category: words of the text”"):
        SCORE["scores"](drawn, patterns, 1)


def test_the_scores_that_ship_are_of_the_dictionary_that_ships():
    """Where this fails a pattern has changed: draw a new sample, have it coded, score it."""
    table = pd.read_csv(STUDY / "notebooks" / "07-dictionary-scores.csv")

    assert set(table["dictionary"]) == {SCORE["digest"](read_dictionary(SHIPPED))}
    assert (table["low"].le(table["share"]) & table["share"].le(table["high"])).all()
