"""The numbers that Word draws before paragraphs and does not store: 一、 （一） 1. 第一章.

A paragraph names a list and a level; numbering.xml says how each level counts
and looks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "koreanDigital2",
}
_WIDE = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def written(number: int, form: str) -> str:
    """A number as Word writes it in one of its formats; digits where the format is not known."""
    signs = _SIGNS.get(form, "")
    if form in {"none", "bullet"}:
        text = ""
    elif 0 < number <= len(signs):
        text = signs[number - 1]
    elif form in _CHINESE:
        text = chinese(number, _DIGITS, "十百千")
    elif form in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        text = chinese(number, _FORMAL, "拾佰仟")
    elif form in {"decimalFullWidth", "decimalFullWidth2"}:
        text = str(number).translate(_WIDE)
    elif form == "decimalZero":
        text = f"{number:02d}"
    else:
        text = _letters(number, form) or str(number)
    return text


def chinese(number: int, digits: str, units: str) -> str:
    """A number below 10,000 in Chinese: 12 is 十二, 101 is 一百〇一."""
    if not 0 < number < 10_000:
        return str(number)
    places = [int(char) for char in str(number)]
    text = ""
    for index, digit in enumerate(places):
        power = len(places) - 1 - index
        if digit:
            text += digits[digit] + (units[power - 1] if power else "")
        elif any(places[index + 1 :]) and not text.endswith(digits[0]):
            text += digits[0]
    ten = digits[1] + units[0]
    return text.removeprefix(digits[1]) if number < 20 and text.startswith(ten) else text


def _letters(number: int, form: str) -> str:
    text = ""
    if form in {"upperLetter", "lowerLetter"} and 0 < number <= 780:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form in {"upperRoman", "lowerRoman"} and 0 < number < 50:
        rest = number
        text = "xl" if rest >= 40 else ""
        rest -= 40 if rest >= 40 else 0
        for value, letters in _ROMAN:
            text += letters * (rest // value)
            rest %= value
    return text.upper() if form.startswith("upper") else text


@dataclass(frozen=True)
class Level:
    """How one level of a list counts and looks: `text` holds %1 for its number, %2 for the next."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int = -1


@dataclass
class Lists:
    """The lists of a document, and how far each has counted.

    `levels` says for each list (numId) its levels; `counts_with` which lists share one count;
    `starts` at which number a list sets its levels anew.
    """

    levels: Mapping[str, Mapping[int, Level]]
    counts_with: Mapping[str, str]
    starts: Mapping[str, Mapping[int, int]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def next_label(self, list_id: str, depth: int) -> str:
        """The number before the next paragraph of a list at a level; empty for bullets."""
        levels = self.levels.get(list_id)
        if not levels or depth not in levels:
            return ""
        counts = self._counts.setdefault(self.counts_with.get(list_id, list_id), {})
        self._begin(list_id, counts)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper, level in levels.items():
            if deeper > depth and (level.restart < 0 or depth < level.restart):
                counts.pop(deeper, None)
        return self._drawn(levels, depth, counts)

    def _begin(self, list_id: str, counts: dict[int, int]) -> None:
        """A list that sets its levels anew does so at its first paragraph."""
        if list_id not in self._begun:
            self._begun.add(list_id)
            for depth, start in self.starts.get(list_id, {}).items():
                counts[depth] = start - 1

    @staticmethod
    def _drawn(levels: Mapping[int, Level], depth: int, counts: Mapping[int, int]) -> str:
        own = levels[depth]
        if own.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = levels.get(place, Level())
            form = "decimal" if own.legal else level.form
            return written(counts.get(place, level.start), form)

        label = re.sub(r"%([1-9])", number, own.text)
        return f"{label} " if label[-1:].isalnum() and label[-1:].isascii() else label
