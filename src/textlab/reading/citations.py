"""Documents that a text cites: by title in 《》, by number, or by both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textlab.reading.facts import NUMBER

_MARK = re.compile("[《》〈〉\n]")
_LONGEST = 200
_NUMBER_BEHIND = re.compile(rf"[（(](?:以下.{{0,20}})?({NUMBER})[）)，,]?")
_NUMBER = re.compile(NUMBER)
_DOCUMENT = re.compile(
    r"(?:通知|意见|方案|计划|规划|纲要|办法|措施|报告|决定|规定|条例|细则|要点|函|批复|公告|通告|公报|决议|法|章程|宪法|指南|标准|规范|规则|"
    r"清单|目录|协定|协议|宣言|建议|条约|解释|草案|行动|要求|若干政策|制度|准则|预案|蓝图|示范文本|守则|公约|白皮书|模型|[\u4e00-\u9fff]20\d\d)"
    r"(?:[（(].{1,40}[）)])?$"
)


@dataclass(frozen=True)
class Citation:
    """A citation in a clean text: `text[start:end]`."""

    title: str
    doc_number: str
    start: int
    end: int


def find_citations(text: str, *, own: tuple[str, ...] = ()) -> list[Citation]:
    """Citations in order of place; titles and numbers in `own` are the document's and left out."""
    found = [c for c in _titled(text) if not _is_own(c, own)]
    taken = {place for citation in found for place in range(citation.start, citation.end)}
    lone = [
        Citation("", match.group(), *match.span())
        for match in _NUMBER.finditer(text)
        if match.start() not in taken and match.group() not in own
    ]
    return sorted([*found, *(_trimmed(c) for c in lone)], key=lambda citation: citation.start)


def _titled(text: str) -> Iterator[Citation]:
    for start, end in _titles(text):
        title = text[start + 1 : end - 1]
        number = _NUMBER_BEHIND.match(text, end)
        if number:
            yield Citation(title, number.group(1), start, number.end())
        elif _DOCUMENT.search(title):
            yield Citation(title, "", start, end)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Spans of outermost 《…》 within one paragraph."""
    start, depth = 0, 0
    for match in _MARK.finditer(text):
        char = match.group()
        if char in "《〈":
            start = start if depth else match.start()
            depth += 1
        elif char == "\n":
            depth = 0
        elif depth:
            depth -= 1
            if depth == 0 and match.end() - start <= _LONGEST:
                yield start, match.end()


def _is_own(citation: Citation, own: tuple[str, ...]) -> bool:
    return bool(citation.title) and any(_bare(citation.title) in _bare(name) for name in own)


_SMALL = re.compile(r"[的“”\"+＋\s—–－-]")


def _bare(title: str) -> str:
    """A title without what varies between a notice and what it issues: 的, quotes, dashes."""
    return _SMALL.sub("", title)


_LEAD_IN = re.compile(
    r"^.*?(?:根据|按照|依据|落实|执行|废止|见|参照|印发|转发|贯彻|以|"
    r"[和与及](?=[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新国中]))"
    r"(?=[\u4e00-\u9fff]{2,12}[〔\[［（(【﹝])"
)


def _trimmed(citation: Citation) -> Citation:
    """A lone number without the verb before it: 按照国发〔2012〕9号 cites 国发〔2012〕9号."""
    match = _LEAD_IN.match(citation.doc_number)
    if not match:
        return citation
    cut = match.end()
    return Citation("", citation.doc_number[cut:], citation.start + cut, citation.end)
