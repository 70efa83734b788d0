"""What in a clean text reads like a responsibility statement and was not understood."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from textlab.reading.agencies import FIRST_LEADS, LABEL, parse_statement
from textlab.reading.brackets import UNCLOSED, WHOLE, Bracket, find_brackets
from textlab.reading.items import Doubt
from textlab.reading.names import CLOSING, OPENING
from textlab.reading.statements import Found, find_scattered, labelled_lines

_WHYS = {
    WHOLE: "assigns work, but its names were not understood",
    "unclosed": "assigns work in a bracket that is never closed",
    "unopened": "assigns work in a bracket that is never opened",
}


def find_doubts(text: str, found: Sequence[Found], *, joints: Sequence[int] = ()) -> list[Doubt]:
    """What assigns work and is in no statement of `found`, and what in those names nobody."""
    scattered = find_scattered(text, joints)
    return [
        *(
            Doubt(*span, "stands in a table whose columns the source scattered")
            for span in scattered
        ),
        *_remainders(found),
        *_missed(text, [*((f.start, f.end) for f in found), *scattered]),
    ]


def _remainders(found: Sequence[Found]) -> Iterator[Doubt]:
    """What names nobody within the statements, and remarks on other statements."""
    for one in found:
        for rest in one.assignment.rest:
            yield Doubt(one.start, one.end, f"names nobody: “{rest}”")
        if remark := one.assignment.remark:
            why = f"is not carried over to other statements: “{remark}”"
            yield Doubt(one.start, one.end, why)


def _missed(text: str, known: list[tuple[int, int]]) -> Iterator[Doubt]:
    """Brackets and labelled lines that assign work outside the known spans."""
    known = sorted(known)
    starts = [start for start, _ in known]
    lines = [Bracket(*span) for span in labelled_lines(text)]
    for bracket in [*find_brackets(text), *lines]:
        end = _end_of(text, bracket)
        index = bisect_right(starts, bracket.start) - 1
        inside = index >= 0 and bracket.start < known[index][1]
        if not inside and reads_like_statement(text[bracket.start : end]):
            yield Doubt(bracket.start, end, _WHYS[bracket.form])


_SENTENCE = re.compile(r"[^。\n]*")
_LAST_VERB = re.compile(r".*(?:负责|牵头|配合)", re.DOTALL)
_LONGEST = 1500


def _end_of(text: str, bracket: Bracket) -> int:
    """Where a bracket ends; one that nothing closes, behind the last verb of its first sentence."""
    if bracket.form != UNCLOSED:
        return bracket.end
    stop = min(bracket.inner, bracket.start + _LONGEST)
    sentence = _SENTENCE.match(text, bracket.start, stop)
    end = sentence.end() if sentence else stop
    verb = _LAST_VERB.match(text, bracket.start, end)
    return verb.end() if verb else end


_DEFINES = re.compile(r"以下(?:统)?称|简称|下称|联系人|联系电话|电话[:：]")
_LABEL = re.compile(rf"(?:^|[，；。,;])(?:{LABEL.pattern})(?:为)?[:：]")
_VERB = re.compile(
    r"(?:负责|牵头|分工|主办|承办)(?:落实|实施|推进|组织|办理)*$|(?P<weak>(?:配合|参与|参加|落实|实施|协助|推进)$)"
)
_PROSE = re.compile(
    r"专人|专班|领导|企业|个人|本人|自行|人员|代表|业主|谁|层层|逐级|全面|统一|政府|部门|单位|分级|属地"
)


def reads_like_statement(span: str) -> bool:
    """Whether a span assigns work: by a label, or to a list or an organisation by a verb at its end.

    Definitions are none, nor is prose that names no one (“由专人负责”).
    """
    if len(span) > _LONGEST or _DEFINES.search(span) or FIRST_LEADS.search(span):
        return False
    content = span.strip(OPENING + CLOSING + "。；")
    if _LABEL.search(content):
        return True
    verb = _VERB.search(content)
    if not verb:
        return False
    said = parse_statement(span)
    if any(not mention.collective for mention in said.mentions):
        return True
    return not verb["weak"] and bool(said.rest) and not any(map(_PROSE.search, said.rest))
