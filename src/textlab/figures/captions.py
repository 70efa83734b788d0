"""Captions: what a figure shows, with the numbers behind it, in Chinese and English."""

from collections.abc import Mapping

import pandas as pd

from textlab.errors import FigureError
from textlab.figures.checks import check_at_least

RESAMPLED = {
    "tasks": ("任务", "tasks"),
    "documents": ("文件", "documents"),
    "provinces": ("省份", "provinces"),
    "statements": ("责任条款", "statements"),
}
"""What is drawn again for an interval."""


def caption(
    zh: str,
    en: str,
    *,
    tasks: pd.DataFrame,
    statements: int = 0,
    resampled: str = "",
    resamples: int = 1000,
    level: float = 0.95,
) -> dict[str, str]:
    """A caption in both languages, with the n behind the figure and what its intervals are.

    Parameters
    ----------
    zh, en : what the figure shows, in a sentence of each language
    tasks : the tasks that it is drawn from: doc_id | tokens (of the task), as `corpus.task_table()`
    statements : the responsibility statements it is drawn from, where it counts these
    resampled : what the intervals are resampled from: "tasks", "documents", "provinces",
        "statements"; nothing where none are drawn
    resamples, level : how often, and the share of the draws inside

    Returns
    -------
    The caption by language, "zh" and "en"; `save_figure` takes it

    Raises
    ------
    FigureError : an unknown `resampled`, or `resamples` below 1
    """
    check_at_least(1, where="caption", resamples=resamples)
    if resampled and resampled not in RESAMPLED:
        raise FigureError(
            f"caption: resampled is “{resampled}”; write one of {', '.join(RESAMPLED)}, or nothing."
        )
    numbers = {
        "documents": int(tasks["doc_id"].nunique()),
        "tasks": len(tasks),
        "tokens": int(tasks["tokens"].sum()),
        "statements": statements,
    }
    parts = [[zh, _numbers(_ZH, numbers, "、", "。")], [en, _numbers(_EN, numbers, ", ", ".")]]
    if resampled:
        chinese, english = RESAMPLED[resampled]
        share = f"{level:.0%}"
        parts[0].append(f"区间为对{chinese}重抽样 {resamples:,} 次所得的 {share} 区间。")
        parts[1].append(f"Intervals: {share} of {resamples:,} resamples of {english}.")
    return {"zh": "".join(parts[0]), "en": " ".join(parts[1])}


_ZH = {
    "documents": "{:,} 份文件",
    "tasks": "{:,} 个任务",
    "tokens": "{:,} 个词",
    "statements": "{:,} 条责任条款",
}
_EN = {
    "documents": "{:,} documents",
    "tasks": "{:,} tasks",
    "tokens": "{:,} tokens",
    "statements": "{:,} responsibility statements",
}


def _numbers(words: Mapping[str, str], numbers: Mapping[str, int], comma: str, stop: str) -> str:
    said = [
        words[name].format(number).removesuffix("s" if number == 1 else "")
        for name, number in numbers.items()
        if number
    ]
    return f"n = {comma.join(said)}{stop}"
