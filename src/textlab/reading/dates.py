"""Dates as documents write them: 2016年6月30日, 2016-6-30, 二〇一六年六月三十日."""

import datetime as dt
import re

from textlab.reading.numbering import cn_number

_DIGIT = "〇○Ｏ零一二三四五六七八九十"
DATE = (
    rf"(?P<y>(?:19|20)\d\d|[二一][{_DIGIT}]{{3}})(?:年|[-/.])(?P<m>\d{{1,2}}|[{_DIGIT}]{{1,3}})(?:月|[-/.])"
    rf"(?P<d>\d{{1,2}}|[{_DIGIT}]{{1,3}})日?"
)
_DATE = re.compile(DATE)


def iso_date(text: str) -> str:
    """The first date in a text as YYYY-MM-DD; "" for none."""
    match = _DATE.search(text)
    if not match:
        return ""
    year, month, day = (_number(match[part]) for part in "ymd")
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _number(text: str) -> int:
    return cn_number(re.sub("[○Ｏ]", "〇", text))
