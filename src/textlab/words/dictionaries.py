"""Dictionaries: coded categories, counted wherever one of their patterns stands.

A dictionary is a table that a student can write in a spreadsheet: category | pattern | note. A
pattern is a word or phrase, matched letter for letter as `lexicon.fold` spells it; a * in it is any
run of characters within a clause, as short as can be. In texts every place is found, so that
keyword in context stands behind every count. In features only whole terms can be matched.

Source: Krippendorff (2018), Content Analysis, 4th ed., ch. 11; Grimmer & Stewart (2013), Political
Analysis 21(3), 267–297, on why a dictionary is validated by hand before it is believed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from textlab.csv_reading import read_table
from textlab.errors import AnalysisError, TableError
from textlab.schema import Column, Schema
from textlab.tables import TERM_COUNTS, check_table
from textlab.words.lexicon import fold
from textlab.words.segmenter import Segmenter

DICTIONARY = Schema(
    "dictionary",
    "a pattern of a category",
    (
        Column("category", "str", "the category", pattern=r"\S(.*\S)?", wanted="its name"),
        Column(
            "pattern",
            "str",
            "word or phrase, in which * is any run of characters within a clause",
            pattern=r"\*?[^\s*](.*\S)?",
            wanted="a word or phrase; * in it is any run of characters",
        ),
        Column("note", "str", "what it means, and why it stands under the category"),
    ),
    ("category", "pattern"),
)
_CLAUSE = r"[^\s，。；：！？,;:!?]*?"
_TASK = ["doc_id", "task_id"]
_HITS = {
    "doc_id": "str",
    "task_id": "str",
    "category": "str",
    "pattern": "str",
    "start": "int64",
    "end": "int64",
    "left": "str",
    "keyword": "str",
    "right": "str",
}


def read_dictionary(path: str | Path) -> pd.DataFrame:
    """Read a dictionary: a CSV file with the columns category, pattern, note, in UTF-8.

    Returns
    -------
    category | pattern (folded, as matched) | note, in the order of the file

    Raises
    ------
    TableError : not such a file, an empty category or pattern, a pattern of * alone, or one that
        stands twice in its category
    """
    path = Path(path)
    frame = read_table(path, DICTIONARY)
    frame = frame.assign(pattern=frame["pattern"].map(fold).astype("str"))
    check_table(frame, DICTIONARY, where=str(path))
    return frame


def category_hits(
    dictionary: pd.DataFrame, texts: pd.DataFrame, *, width: int = 15
) -> pd.DataFrame:
    """Find every place where a category of the dictionary stands, in its context.

    Within a category no character counts twice: places are taken from left to right, and of those
    that begin together the longest. 人才培养体系 is one place of a category with 人才培养 and 培养体系.
    One place may count for several categories.

    Parameters
    ----------
    dictionary : category | pattern, as from `read_dictionary`
    texts : one row per task: doc_id | task_id | text
    width : characters shown on each side, fewer at the ends of a task

    Returns
    -------
    One row per place, in the order of the texts, of the dictionary's categories, of the places:
    doc_id | task_id | category | pattern | start, end (characters of the task's text, end
    exclusive) | left | keyword (as written) | right

    Raises
    ------
    TableError : a column is missing
    AnalysisError : a negative width
    """
    _check_columns(texts, [*_TASK, "text"], "category_hits")
    if width < 0:
        raise AnalysisError(f"category_hits: width is {width}; it must be 0 or more.")
    patterns = _patterns(dictionary, "category_hits")
    rows = [
        (doc_id, task_id, *place, *_around(text, *place[-2:], width))
        for doc_id, task_id, text in zip(*(texts[name] for name in [*_TASK, "text"]), strict=True)
        for place in _places(fold(text), patterns)
    ]
    return pd.DataFrame(rows, columns=list(_HITS)).astype(_HITS)


def category_terms(dictionary: pd.DataFrame, term_counts: pd.DataFrame) -> pd.DataFrame:
    """Find the terms that belong to a category, where only counts of terms are held.

    A pattern matches a whole term: 培养 does not match 人才培养, 人才* does. What it finds is mostly
    less than `category_hits` finds in the text; the two do not compare. See `text_only_patterns`.

    Parameters
    ----------
    dictionary : category | pattern, as from `read_dictionary`
    term_counts : a table under `tables.TERM_COUNTS`

    Returns
    -------
    One row per task, category and term, in the order of the counts, then of the categories:
    doc_id | task_id | category | pattern (the longest that matches) | term | count (tokens)

    Raises
    ------
    TableError : a column is missing
    """
    _check_columns(term_counts, TERM_COUNTS.names, "category_terms")
    known = pd.DataFrame(
        [
            (category, pattern, term)
            for category, patterns in _patterns(dictionary, "category_terms")
            for term in term_counts["term"].unique()
            for pattern in _first_match(term, patterns)
        ],
        columns=["category", "pattern", "term"],
        dtype="str",
    )
    columns = [*_TASK, "category", "pattern", "term", "count"]
    return term_counts.merge(known, on="term")[columns]


def text_only_patterns(dictionary: pd.DataFrame, segmenter: Segmenter) -> pd.DataFrame:
    """List the patterns that cannot be counted without the text, and why.

    Returns
    -------
    category | pattern | why, in the order of the dictionary: the segmenter cuts the pattern into
    several terms, or counts none in it, or * stands between two parts of it. To count a phrase in
    features, add it to the lexicon and make them again.
    """
    _check_columns(dictionary, ["category", "pattern"], "text_only_patterns")
    patterns = dictionary["pattern"].map(fold)
    rows = [
        (category, pattern, why)
        for category, pattern in zip(dictionary["category"], patterns, strict=True)
        if (why := _why_text_only(pattern, segmenter))
    ]
    return pd.DataFrame(rows, columns=["category", "pattern", "why"], dtype="str")


def count_categories(
    dictionary: pd.DataFrame,
    tasks: pd.DataFrame,
    *,
    texts: pd.DataFrame | None = None,
    term_counts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count each category of the dictionary in each task, from texts or from term counts.

    Parameters
    ----------
    dictionary : category | pattern, as from `read_dictionary`
    tasks : the tasks wanted: doc_id | task_id | tokens, as in `Corpus.tasks`
    texts : doc_id | task_id | text; each place counts, see `category_hits`
    term_counts : a table under `tables.TERM_COUNTS`; each term counts, see `category_terms`. Give
        this or the texts: counts from one do not compare with counts from the other

    Returns
    -------
    One row per task and category, in the order of the tasks, then of the dictionary:
    doc_id | task_id | category | count | tokens (of the task) | per_10k (count per 10,000 tokens;
    NaN for a task without tokens)

    Raises
    ------
    TableError : a column is missing, or a task stands twice
    AnalysisError : both or neither of texts and term counts, or a task whose text is not held
    """
    _check_columns(tasks, [*_TASK, "tokens"], "count_categories")
    if texts is not None and term_counts is None:
        _check_held(tasks, texts)
        found = category_hits(dictionary, texts, width=0).assign(count=1)
    elif term_counts is not None and texts is None:
        found = category_terms(dictionary, term_counts)
    else:
        raise AnalysisError("count_categories: give either texts or term_counts.")
    categories = pd.DataFrame({"category": dictionary["category"].unique()}, dtype="str")
    rows = tasks[[*_TASK, "tokens"]].merge(categories, how="cross")
    keys = [*_TASK, "category"]
    if rows.duplicated(keys).any():
        row = rows[rows.duplicated(keys)].iloc[0]
        raise TableError(
            f"count_categories: task “{row['doc_id']} {row['task_id']}” stands twice; keep one."
        )
    sums = found.groupby(keys, as_index=False)["count"].sum()
    rows = rows.merge(sums, on=keys, how="left")
    rows["count"] = rows["count"].fillna(0).astype("int64")
    rows["per_10k"] = 10_000 * rows["count"] / rows["tokens"].where(rows["tokens"] > 0, np.nan)
    return rows[[*keys, "count", "tokens", "per_10k"]]


@dataclass(frozen=True)
class _Pattern:
    """A pattern as folded, its longest piece between stars, and what it matches."""

    written: str
    piece: str
    in_text: re.Pattern[str]
    in_term: re.Pattern[str]

    @classmethod
    def of(cls, written: str) -> "_Pattern":
        pieces = [re.escape(piece) for piece in written.split("*")]
        return cls(
            written,
            max(written.split("*"), key=len),
            re.compile(f"(?=({_CLAUSE.join(piece for piece in pieces if piece)}))"),
            re.compile(".*".join(pieces)),
        )


def _patterns(dictionary: pd.DataFrame, where: str) -> list[tuple[str, list[_Pattern]]]:
    """The patterns of each category, the longest first, categories in order of appearance."""
    _check_columns(dictionary, ["category", "pattern"], where)
    folded = [fold(pattern) for pattern in dictionary["pattern"]]
    patterns: dict[str, list[_Pattern]] = {}
    for category, pattern in zip(dictionary["category"], folded, strict=True):
        patterns.setdefault(category, []).append(_Pattern.of(pattern))
    for own in patterns.values():
        own.sort(key=lambda pattern: (-len(pattern.written), pattern.written))
    return list(patterns.items())


def _places(
    text: str, patterns: list[tuple[str, list[_Pattern]]]
) -> Iterator[tuple[str, str, int, int]]:
    """Category, pattern, start and end of each place in a folded text."""
    for category, own in patterns:
        found = [
            (*match.span(1), pattern.written)
            for pattern in own
            if pattern.piece in text
            for match in pattern.in_text.finditer(text)
        ]
        done = 0
        for start, end, pattern in sorted(found, key=lambda place: (place[0], -place[1])):
            if start >= done:
                yield category, pattern, start, end
                done = end


def _around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """What stands left of a span, in it, and right of it."""
    return text[max(0, start - width) : start], text[start:end], text[end : end + width]


def _first_match(term: str, patterns: list[_Pattern]) -> list[str]:
    """The longest pattern that matches the whole of a term, if one does."""
    matches = (p.written for p in patterns if p.piece in term and p.in_term.fullmatch(term))
    return list(matches)[:1]


def _why_text_only(pattern: str, segmenter: Segmenter) -> str:
    """Why no term can match a pattern; empty where one can."""
    if "*" in pattern:
        return "* stands between two parts" if "*" in pattern.strip("*") else ""
    terms = segmenter.terms(pattern)
    if terms == [pattern]:
        return ""
    tokens = segmenter.segment(pattern)
    return "not counted as a term" if len(tokens) == 1 else "cut: " + " / ".join(tokens)


def _check_held(tasks: pd.DataFrame, texts: pd.DataFrame) -> None:
    _check_columns(texts, [*_TASK, "text"], "count_categories")
    held = tasks[_TASK].merge(texts[_TASK], how="left", indicator=True)["_merge"] == "both"
    if not held.all():
        row = tasks.iloc[int((~held).to_numpy().argmax())]
        raise AnalysisError(
            f"count_categories: the text of task “{row['doc_id']} {row['task_id']}” is not held; "
            "leave it out of the tasks, or count in term_counts."
        )


def _check_columns(frame: pd.DataFrame, columns: list[str], where: str) -> None:
    missing = [name for name in columns if name not in frame]
    if missing:
        raise TableError(
            f"{where}: column “{missing[0]}” is missing; the columns are {', '.join(columns)}."
        )
