"""Numbers at the head of a paragraph: 一、 （一） 1. （1） ① 第一章 第一条.

The kinds and their order follow GB/T 9704-2012; their variants follow real
files (1． 1﹒ 1、, half-width brackets).
"""

import re
from dataclasses import dataclass

_DIGITS = "零〇一二三四五六七八九"
_CN = "零〇一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CN_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"

KINDS = ("编", "章", "节", "条", "一、", "（一）", "1.", "（1）", "①")
"""Kinds of number, the outermost first."""

_LABEL = re.compile(
    rf"""
    第(?P<word>[{_CN}\d]{{1,5}})(?P<unit>[编篇章节条])(?=[\s：:.]|、(?!第)|规(?!定)|[^{_CN}\d的款规、，和至到及])[、.：:]?\s*
    | (?P<cn>[{_CN}]{{1,4}})[、.﹒．]\s*
    | [（(﹙]\s*(?P<cn_in>[{_CN}]{{1,4}})\s*[）)﹚][、.]?\s*
    | (?P<cn_sign>[{_CN_BRACKETED}])[、.]?\s*
    | (?P<dot>\d{{1,3}})\s*(?:[.﹒．](?!\d)|[.﹒．](?=\d{{4}}年|\dG)|[、])\s*
    | (?P<tight>\d{{1,2}})[.﹒．](?=\d)(?!\d+(?:[万亿%％倍元米吨个]|公里|平方))
    | (?P<dot_sign>[{_DOTTED}])\s*
    | [（(﹙]\s*(?P<in>\d{{1,3}})\s*[）)﹚][、.]?\s*
    | (?P<half>\d{{1,2}})[）)]\s*
    | (?P<in_sign>[{_BRACKETED}])\s*
    | (?P<circle>[{_CIRCLED}])\s*
    """,
    re.VERBOSE,
)

_KIND_OF = {
    "cn": "一、",
    "cn_in": "（一）",
    "cn_sign": "（一）",
    "dot": "1.",
    "tight": "1.",
    "dot_sign": "1.",
    "in": "（1）",
    "half": "（1）",
    "in_sign": "（1）",
    "circle": "①",
}


@dataclass(frozen=True)
class Label:
    """A number as written at the head of a paragraph.

    `end` is where the text behind it begins; `sure` is false where only the sequence can tell
    a label from a decimal (“1.5G” after item 0, “1.5亿元” elsewhere).
    """

    text: str
    kind: str
    number: int
    end: int
    sure: bool = True

    @property
    def rank(self) -> int:
        """Depth of its kind in the order of `KINDS`."""
        return KINDS.index(self.kind)


def parse_label(paragraph: str) -> Label | None:
    """The label at the head of a clean paragraph, or None."""
    match = _LABEL.match(paragraph)
    if not match:
        return None
    text = match.group().rstrip()
    if match["word"]:
        unit = {"篇": "编"}.get(match["unit"], match["unit"])
        return Label(text, unit, cn_number(match["word"]), match.end())
    group = next(name for name in _KIND_OF if match[name])
    return Label(text, _KIND_OF[group], _value(match[group]), match.end(), group != "tight")


def read_label(paragraph: str) -> int:
    """Length of the label at the head of a paragraph; 0 where there is none."""
    label = parse_label(paragraph)
    return label.end if label else 0


def starts_item(paragraph: str) -> bool:
    """Whether a paragraph begins with a label that no sequence need confirm."""
    label = parse_label(paragraph)
    return label is not None and label.sure


def _value(text: str) -> int:
    for signs in (_CIRCLED, _BRACKETED, _DOTTED, _CN_BRACKETED):
        if text in signs:
            return signs.index(text) + 1
    return cn_number(text)


def cn_number(text: str) -> int:
    """The value of a number below 1,000 in Chinese or Arabic digits: 十三 is 13."""
    if text.isdecimal():
        return int(text)
    if not re.search("[十百]", text):
        return int("".join(str("零一二三四五六七八九".index(c.replace("〇", "零"))) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.replace("〇", "").index(char) if char != "〇" else 0
    return total + digit
