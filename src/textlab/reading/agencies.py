"""The words of a responsibility statement become organisations with roles.

The grammar follows the coding rules in docs/methods.md: a statement is a
list of names with a role for each run, written with labels (“牵头单位：A；
参加单位：B”) or with verbs (“A牵头，B、C按职责分工负责”).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from textlab.reading.names import (
    AND_OTHERS,
    CLOSING,
    OPENING,
    is_collective,
    is_organisation,
    prefix_of,
    restore_prefix,
    split_names,
)

LEAD, RESPONSIBLE, SUPPORT = "lead", "responsible", "support"


@dataclass(frozen=True)
class Mention:
    """An organisation or group as named: prefix restored, role, whether it is a group."""

    name: str
    role: str
    collective: bool = False


@dataclass(frozen=True)
class Assignment:
    """What a responsibility statement says.

    `first_leads` is true where it states for all that follow that the first named leads;
    `rest` holds the parts that name nobody and were not understood; `remark` is a closing remark
    on this and other statements (“以下均需地方落实，不再列出”).
    """

    mentions: tuple[Mention, ...]
    open: bool = False
    deadline: str = ""
    first_leads: bool = False
    rest: tuple[str, ...] = ()
    remark: str = ""


def parse_statement(text: str, *, first_leads: bool = False) -> Assignment:
    """Organisations, groups and roles of a statement's text, with or without its brackets.

    `first_leads`: an earlier statement said that the first of each list leads.
    """
    text = _bare(text)
    text, rule = _cut(text, FIRST_LEADS)
    text, remark = _cut(text, _REMARK)
    text, deadline = _take_deadline(text)
    lists = [_parse_list(run.names, run.role) for run in _runs(text)]
    mentions = [mention for part in lists for mention in part.mentions]
    if not any(mention.collective for mention in mentions):
        mentions += _groups_told(remark)
    parsed = Assignment(
        mentions=tuple(mentions),
        open=any(part.open for part in lists),
        deadline=deadline,
        first_leads=bool(rule),
        rest=tuple(rest for part in lists for rest in part.rest),
        remark=remark.strip("，；。,;"),
    )
    return _with_first_as_lead(parsed) if first_leads or rule else parsed


def _groups_told(remark: str) -> list[Mention]:
    """The groups that a remark names: 各市政府 in “以下各项均需各市政府推进”."""
    match = _NEEDS.search(remark)
    runs = _clauses(match["who"], RESPONSIBLE) if match else iter(())
    told = (mention for run in runs for mention in _parse_list(run.names, run.role).mentions)
    return [mention for mention in told if mention.collective]


def _with_first_as_lead(parsed: Assignment) -> Assignment:
    """The first organisation leads, unless the statement says itself who does."""
    singles = [mention for mention in parsed.mentions if not mention.collective]
    if not singles or any(m.role == LEAD for m in singles) or singles[0].role != RESPONSIBLE:
        return parsed
    first = parsed.mentions.index(singles[0])
    mentions = list(parsed.mentions)
    mentions[first] = replace(mentions[first], role=LEAD)
    return replace(parsed, mentions=tuple(mentions))


# What stands around the names

FIRST_LEADS = re.compile(
    r"(?:(?:^|[，；。、,;])?[（(〔]?(?:以下|以上|上述|各项|每项|所有|任务|工作|名单|责任单位|责任部门|中|均|凡|其中){1,6}|[，；。、,;]?[（(〔]?)"
    r"(?:(?:列|排|排名|排序|位列|名列|位居|位于|序|居)(?:在|为|于)?(?:第一位|首位|第一|第1位|第一个|最前)|第一位|首位|第1位|第一个)"
    r"(?:的|者)?(?:(?:单位|部门|责任单位|责任部门)?(?:均|都)?(?:为|是|系|作为)(?:主要|总)?"
    r"(?:牵头|责任|主办|负责|主责)(?:单位|部门|者)?|(?:单位|部门)(?:负责)?牵头)"
    r"(?:[，,、]?(?:以)?下(?:同|均同))?[）)〕]?"
)
"""Says that the first of each list leads: “列第一位者为牵头部门，下同”."""
_REMARK = re.compile(r"[，；。,;](?:以下|以上|下同|其他|其余|上述|不再).*$")
"""Words on the list that hold for other statements too: “以下均需地方落实，不再列出”."""
_NEEDS = re.compile(
    r"(?:需|由|请|须)(?P<who>[^，；。]+?(?:推进|落实|负责|配合|参与|实施|支持))(?:$|[，；。])"
)

_DEADLINE_LABEL = re.compile(
    r"[，；。,;]?(?:完成时限|完成时间|完成期限|时间节点|时间要求|时限要求|时限|时间进度)[:：]?(?P<said>[^，；。,;（）()]+)"
)
_MOMENT = (
    r"(?:(?:20\d\d年|[今明本每]年)(?:\d{1,2}月份?|[上下]半年|第?[一二三四]季度)?|\d{1,2}月份?|年(?=[底末内]))"
    r"(?:\d{1,2}日|上旬|中旬|下旬)?(?:底|末|初|内)?(?:之?前|以前)?"
)
_WHEN = (
    rf"(?:力争|确保|拟?[于在到])?(?P<when>(?:(?:20\d\d年?|{_MOMENT})[-—–~～至到])?{_MOMENT})"
    r"(?:基本|全面|全部)?(?:完成|启动|建成|取得[^，；。]{1,8}|见效|落实|出台|到位)?(?:并?持续[^，；。、]{2,4})?"
    r"|持续(?:推进|实施|优化|完善|深化|开展)|长期(?:坚持|推进|实施)?|按(?:序时)?进度(?:推进|实施)?"
)
"""A time limit, or words that work goes on without one; only the time itself is the deadline."""
_DEADLINE = re.compile(rf"(?:^|(?<=[，；。,;、]))(?:{_WHEN})(?:$|[，；。,;])")
_DEADLINE_SAID = re.compile(_WHEN)
_SPACES = re.compile(r"\s+")


def _bare(text: str) -> str:
    text = _LABEL_BEHIND.sub("；", _SPACES.sub("", text))
    if text[:1] in OPENING:
        text = text[1:]
        if text[-1:] in CLOSING and _balance(text[:-1]) == 0:
            text = text[:-1]
    return text.strip("。，；、,; ")


def _unwrapped(names: str) -> str:
    """A list without a bracket around the whole of it: （A、B） in “（A、B）负责”."""
    whole = names[:1] in OPENING and names[-1:] in CLOSING and len(names) > 2
    return names[1:-1] if whole and _balance(names[1:-1]) == 0 else names


def _balance(text: str) -> int:
    return sum((char in OPENING) - (char in CLOSING) for char in text)


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    match = pattern.search(text)
    if not match:
        return text, ""
    return text[: match.start()] + text[match.end() :], match.group()


def _take_deadline(text: str) -> tuple[str, str]:
    """A text without its time limits, and the first of them."""
    deadline = ""
    while match := _DEADLINE_LABEL.search(text) or _DEADLINE.search(text):
        deadline = deadline or _moment(match)
        text = (text[: match.start()] + "，" + text[match.end() :]).strip("，；")
    return text, deadline


def _moment(match: re.Match[str]) -> str:
    """The time that a limit names; behind a label, words without a known time stay as they are."""
    said = match.groupdict().get("said")
    inner = _DEADLINE_SAID.fullmatch(said) if said else match
    return (inner["when"] or "") if inner else said or ""


# Runs: a list of names and its role

_KIND = "牵头|主办|主责|责任|负责|实施|落实|承办|组织|执行|完成|配合|参加|参与|协助|协办|支持|协同|联合|督促|监督"
LABEL = re.compile(
    rf"(?:第一|主要|共同|具体|省级|省直|市级|市直|各)?(?P<kind>{_KIND})(?:责任|实施|落实|承担|配合|负责|参与|考核)?"
    rf"(?:和|及|、|与|/)?(?:(?:{_KIND})(?:责任)?)?(?:单位|部门|处室|科室|主体|机构|人)(?:（[^）]{{1,10}}）)?"
)
_LABEL_BEHIND = re.compile(
    rf"(?<=[厅局委办部府院行司团校关区县市州）)])(?=(?:{LABEL.pattern})[:：])"
)
"""Where a label follows a name without a mark, since only a space stood between them."""
_LABEL_AT = re.compile(
    rf"(?:^|(?<=[，；。,;、）)]))(?:{LABEL.pattern})(?:为)?(?P<mark>[:：]|[，,]?)"
)
_ROLE_OF_KIND = {
    **dict.fromkeys(("牵头", "主办", "主责"), LEAD),
    **dict.fromkeys(("配合", "参加", "参与", "协助", "协办", "支持", "协同", "联合"), SUPPORT),
}
_WAY = (
    r"(?:(?:按照?|依据|根据|依|结合)(?:各自)?(?:的)?(?:职责|职能|任务|权限|职权|部门|工作)+(?:和)?(?:分工)?(?:要求)?|"
    r"分工|分头|分别|共同|联合|具体|统筹|组织|各自|认真|抓好|做好|一并|协调|同时|密切|积极|予以|给予|协同|依职责|依法|牵头){0,8}"
)
_TAILS = (
    (
        LEAD,
        re.compile(
            r"(?:共同|联合|分别|总)?(?:牵头|主办)(?:负责|组织实施|组织|落实|实施|推进|会同|抓总|总负责|，)*$"
        ),
    ),
    (
        SUPPORT,
        re.compile(
            rf"{_WAY}(?:配合|参与|参加|协助|支持|协同|协办)(?:做好|落实|负责|配合|实施|推进|工作){{0,4}}$"
        ),
    ),
    (
        RESPONSIBLE,
        re.compile(
            rf"(?:{_WAY}(?:负责|落实|实施|推进|组织实施|承担|执行|办理|推动|开展|指导|督导){{1,4}}(?:落实|实施|推进|工作|组织){{0,4}}"
            r"|按照?(?:各自)?(?:职责|职能)(?:分工)?|分工)$"
        ),
    ),
)
_JOIN = re.compile(
    r"会同|商(?=[省市国中县区])|联合(?=[省市国中县区])"
    r"|(?:(?<=[厅局部办门）)])|(?<=[革信教科农商建健资务设化]委))会(?=[省市国各有相])"
)
"""“A会B” is short for A会同B behind the name of an office; 委员会 and 管委会 hold no such 会."""


@dataclass(frozen=True)
class _Run:
    names: str
    role: str


def _runs(text: str) -> Iterator[_Run]:
    """The statement cut into runs, each with its role."""
    marks = list(_LABEL_AT.finditer(text))
    marks = [mark for mark in marks if mark["mark"] in (":", "：") or mark.start() == 0]
    head = text[: marks[0].start()] if marks else text
    yield from _clauses(head, RESPONSIBLE)
    stops = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, stop in zip(marks, stops, strict=False):
        role = _ROLE_OF_KIND.get(mark["kind"], RESPONSIBLE)
        yield from _clauses(text[mark.end() : stop], role)


def _clauses(text: str, role: str) -> Iterator[_Run]:
    """Runs of a piece without labels; a run without a verb takes that of the next with one."""
    waiting: list[str] = []
    for clause in _split(text, "，,；;。"):
        names, own = _take_tail(clause)
        if not own:
            waiting.append(names)
            continue
        yield from (_Run(part, own) for part in waiting)
        waiting = []
        yield from _joined(names, own)
    for part in waiting:
        yield from _joined(part, role)


def _joined(names: str, role: str) -> Iterator[_Run]:
    """“A会同B” has A lead and B support; “会同B” adds support."""
    match = _JOIN.search(names)
    if not match:
        yield _Run(names, role)
        return
    if match.start():
        yield _Run(names[: match.start()], LEAD)
    yield _Run(names[match.end() :], SUPPORT)


def _take_tail(clause: str) -> tuple[str, str]:
    """A clause without its verb, and the role the verb gives; empty where it has none."""
    for role, pattern in _TAILS:
        match = pattern.search(clause)
        if match:
            return clause[: match.start()], role
    return clause, ""


def _split(text: str, marks: str) -> list[str]:
    """Pieces between marks that stand in no bracket, and after a verb before 、."""
    pieces, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth = max(0, depth + (char in OPENING) - (char in CLOSING))
        if depth == 0 and (
            char in marks or (char == "、" and _VERB_END.search(text, start, place))
        ):
            pieces.append(text[start:place])
            start = place + 1
    return [piece for piece in [*pieces, text[start:]] if piece]


_VERB_END = re.compile(r"(?:牵头|负责|配合|参与|参加|协助)\Z")


# The names of a run


def _parse_list(text: str, role: str) -> Assignment:
    """The names of one run, joined by 、, with what is said of its end."""
    mentions: list[Mention] = []
    rest: list[str] = []
    is_open = False
    prefix = ""
    for token in split_names(_unwrapped(text)):
        name, ended = _take_open(token)
        is_open |= ended
        if not name:
            continue
        if is_collective(name):
            mentions.append(Mention(name, role, collective=True))
        elif is_organisation(name) or prefix_of(name):
            name = restore_prefix(name, prefix)
            prefix = (not name.endswith("政府") and prefix_of(name)) or prefix
            mentions.append(Mention(name, role))
        else:
            rest.append(name)
    return Assignment(tuple(mentions), open=is_open, rest=tuple(rest))


_OPEN_TAIL = re.compile(
    r"(?:\d+|[一二三四五六七八九十]+)?[个家]?(?:省级|省直|市级|市直|中央|国家|省有关|市有关|在[^、]{1,4})?(?:有关|相关|各有关|各相关)?"
    r"(?:部门|单位|部门和单位|部门、单位|部门（单位）|机构|委办局|厅局|地|市|区|企业|方面|高校|部门单位|职能部门|主管部门|行业主管部门|责任单位|成员单位|省级部门|地方|县区|区县|区政府|市政府|政府)*"
)


def _take_open(token: str) -> tuple[str, bool]:
    """A name without 等 and what follows it, and whether the list was left open."""
    match = AND_OTHERS.search(token)
    if not match or not _OPEN_TAIL.fullmatch(token[match.end() :]):
        return token, False
    return token[: match.start()], True
