"""What is to be looked at in a row that was made from a document, in English and Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from textlab.corpus.faults import Lang

_NOTES = {
    "kept": (
        "{fact} {value} is kept as given, but its {basis} says {found}.",
        "{fact} 保留所给的“{value}”，而{basis}写的是“{found}”。",
    ),
    "guessed": (
        "its text names {place} most; give another region with --region if it is not of there.",
        "正文提到{place}最多，故以此为地区；如不是，请用 --region 给出。",
    ),
    "untitled": (
        "no title was found in its text; give it with --title.",
        "正文中没有找到标题，请用 --title 给出。",
    ),
}
_BASES = {
    "given": "所给",
    "title": "标题",
    "issuer": "发文机关",
    "text": "正文",
    "region": "地区",
    "series": "同类文件的题名",
    "date of issue": "成文日期",
    "document number": "文号",
    "no report": "不是报告",
    "opening words": "开头",
    "default": "默认",
    "link above the text": "正文前的链接",
}


def basis_word(basis: str, lang: Lang = "en") -> str:
    """What a fact rests on, in the words of a language."""
    return _BASES[basis] if lang == "zh" else basis


@dataclass(frozen=True)
class Note:
    """Something to look at: what kind, and what its words name."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)

    def message(self, lang: Lang = "en") -> str:
        """In one line."""
        english, chinese = _NOTES[self.code]
        words = dict(self.details)
        if "basis" in words:
            words["basis"] = basis_word(words["basis"], lang)
        return (chinese if lang == "zh" else english).format(**words)

    def __str__(self) -> str:
        """In English."""
        return self.message()
