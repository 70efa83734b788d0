"""Concordance: every place where a word stands, with the text around it.

Before a number is believed, its words are read in place. This needs the
texts; a document held as features has none.
"""

import re

import pandas as pd

from textlab.errors import AnalysisError, TableError

_COLUMNS = {
    "doc_id": "str",
    "task_id": "str",
    "position": "int64",
    "left": "str",
    "keyword": "str",
    "right": "str",
}


def keyword_in_context(texts: pd.DataFrame, keyword: str, *, width: int = 15) -> pd.DataFrame:
    """Find every place where a keyword stands, letter for letter.

    The keyword is matched in the characters of the text, whatever the segmenter makes of them:
    安全 is found inside 安全生产. Places that overlap are each a row: 人人 stands twice in 人人人.

    Parameters
    ----------
    texts : one row per task: doc_id | task_id | text
    keyword : the characters sought; capitals matter
    width : characters shown on each side, fewer at the ends of a task

    Returns
    -------
    One row per place, in the order of the texts: doc_id | task_id | position (characters of the
    task's text before the keyword) | left | keyword | right

    Raises
    ------
    TableError : a column is missing
    AnalysisError : an empty keyword, or a negative width
    """
    _check(texts, keyword, width)
    pattern = re.compile(f"(?={re.escape(keyword)})")
    rows = [
        (doc_id, task_id, at, text[max(0, at - width) : at], keyword, text[end : end + width])
        for doc_id, task_id, text in zip(
            texts["doc_id"], texts["task_id"], texts["text"], strict=True
        )
        for at, end in ((m.start(), m.start() + len(keyword)) for m in pattern.finditer(text))
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _check(texts: pd.DataFrame, keyword: str, width: int) -> None:
    missing = [name for name in ("doc_id", "task_id", "text") if name not in texts]
    if missing:
        raise TableError(
            f"keyword_in_context: the texts have no column “{missing[0]}”; it needs "
            "doc_id, task_id and text. A document held as features has no text to read."
        )
    if not keyword:
        raise AnalysisError("keyword_in_context: the keyword is empty; give at least a character.")
    if width < 0:
        raise AnalysisError(f"keyword_in_context: width is {width}; it must be 0 or more.")
