"""The year that a document plans for, as its title says it."""

import re
import unicodedata

from textlab.reading.facts import NUMBER
from textlab.reading.numbering import cn_number

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Between these a year is taken for a year."""

YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
"""A pattern for a year in digits."""

_SEVERAL = re.compile(rf"({YEAR})年?\s*(?:[-—–―─~]+|至|到)\s*(?:(?:19|20)\d\d|\d\d)(?!\d)年?")
_ORDER = "[七八九]|十[一二三四五六七]?"
_FIVE_YEARS = re.compile(rf"[“\"]({_ORDER})五[”\"]|第({_ORDER})个五年")
_DISTANT = re.compile(rf"{YEAR}年?远景")
_SPELT = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")


def is_year(written: str) -> bool:
    """Whether something written is a year that documents plan for, in four digits."""
    return bool(re.fullmatch(r"\d{4}", written, re.ASCII)) and (
        FIRST_YEAR <= int(written) <= LAST_YEAR
    )


def year_of_title(title: str, *, issued: str = "") -> int | None:
    """The year that a title plans for; None where it names none.

    2016年行动计划 plans for 2016, also within a frame of several years: 纲要（2011—2020年）2016年
    行动计划. Of several years, and of a five-year plan (“十四五”), it is the first, or the year of
    issue (of the date `issued`, YYYY-MM-DD) where that is before.
    """
    plain = _SPELT.sub(lambda match: str(cn_number(match.group().replace("○", "〇"))), title)
    plain = re.sub(NUMBER, "", unicodedata.normalize("NFKC", plain))
    plain = _DISTANT.sub("", plain)
    single = re.findall(YEAR, _SEVERAL.sub("", plain))
    if single:
        return int(single[-1])
    firsts = [int(match[1]) for match in _SEVERAL.finditer(plain)]
    firsts += [_first_of_five(match[1] or match[2]) for match in _FIVE_YEARS.finditer(plain)]
    if not firsts:
        return None
    return min(firsts[0], int(issued[:4])) if issued else firsts[0]


def _first_of_five(number: str) -> int:
    """The first year of a five-year plan: the fourteenth began in 2021."""
    return 1951 + 5 * cn_number(number)
