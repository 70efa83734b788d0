"""How tables look: types and units in the header."""

import pandas as pd

import textlab as tl


def test_a_table_shows_types_and_units(small_corpus):
    """Lengths are whole numbers of characters, names are text; the cells stay as they are."""
    tasks = tl.read_corpus(small_corpus).tasks
    shown = tl.with_units(tasks)

    assert ("task_id", "text") in shown.columns
    assert ("chars", "integer, characters") in shown.columns
    assert (shown.to_numpy() == tasks.to_numpy()).all()


def test_a_table_that_is_no_table_of_the_corpus_shows_its_types():
    """An estimate: names and types, no unit claimed that is not known."""
    shown = tl.with_units(pd.DataFrame({"score": [0.5], "high": [True], "tasks": [3]}))

    assert shown.columns.tolist() == [
        ("score", "number"),
        ("high", "true/false"),
        ("tasks", "integer"),
    ]


def test_a_corpus_shows_its_tables(small_corpus):
    """In JupyterLab: each table with its rows, columns and units."""
    html = tl.read_corpus(small_corpus)._repr_html_()

    assert "<td>tasks</td>" in html
    assert "chars (characters)" in html
    assert "2 documents, 15 tasks" in html
