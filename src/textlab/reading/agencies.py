"""The words of a responsibility statement become organisations with roles.

The grammar follows the coding rules in docs/methods.md: a statement is a
list of names with a role for each run, written with labels (“牵头单位：A；
参加单位：B”) or with verbs (“A牵头，B、C按职责分工负责”).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    `rest` holds the parts that name nobody and were not understood.
    """

    mentions: tuple[Mention, ...]
    open: bool = False
    deadline: str = ""
    first_leads: bool = False
    rest: tuple[str, ...] = ()


def parse_statement(text: str, *, first_leads: bool = False) -> Assignment:
    """Organisations, groups and roles of a statement's text, with or without its brackets.

    `first_leads`: an earlier statement said that the first of each list leads.
    """
    text = _bare(text)
    text, rule = _cut(text, _FIRST_LEADS)
    text, note = _cut(text, _NOTE)
    text, deadline = _take_deadline(text)
    runs = list(_runs(text))
    lists = [_parse_list(run.names, run.role) for run in runs]
    parsed = Assignment(
        mentions=tuple(mention for part in lists for mention in part.mentions),
        open=any(part.open for part in lists),
        deadline=deadline,
        first_leads=bool(rule),
        rest=(
            *(rest for part in lists for rest in part.rest),
            *([note.strip("，；。")] if note else []),
        ),
    )
    return _with_first_as_lead(parsed) if first_leads or rule else parsed


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

_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
_FIRST_LEADS = re.compile(
    r"[，。；、,;]?[（(〔]?(?:以上|各项)?(?:任务|工作|名单)?(?:中|均)?(?:列|排|排名|排序|位列|序)?(?:在|为)?"
    r"(?:第一位|首位|第一|第1位|最前)(?:的|者)?(?:单位|部门|责任单位)?(?:均)?(?:为|是|系)(?:主要)?"
    r"(?:牵头|责任|主办|负责|主责)?(?:单位|部门|者)?(?:[，,、]?(?:以)?下(?:同|均同))?[）)〕]?"
)
_NOTE = re.compile(r"[，；。,;](?:以下|以上|下同|其他|其余|上述|不再).*$")
"""A remark on the list that holds for other statements too: “以下均需地方落实，不再列出”."""

_DEADLINE_LABEL = re.compile(
    r"[，；。,;]?(?:完成时限|完成时间|完成期限|时间节点|时间要求|时限要求|时限|时间进度)[:：]?(?P<when>[^，；。,;（）()]+)"
)
_DEADLINE = re.compile(
    r"(?:^|(?<=[，；。,;、]))(?P<when>(?:(?:力争|确保)?(?:20\d\d年|今年)(?:\d{1,2}月)?(?:\d{1,2}日|上旬|中旬|下旬)?"
    r"(?:底|末|初)?(?:之?前|以前)?(?:完成|启动|取得[^，；。]{1,8}|见效|落实)?)|持续(?:推进|实施)|长期(?:坚持|推进|实施)?)"
    r"(?:$|[，；。,;])"
)
_SPACES = re.compile(r"\s+")


def _bare(text: str) -> str:
    text = _SPACES.sub("", text)
    if text[:1] in _OPENING:
        text = text[1:]
        if text[-1:] in _CLOSING and _balance(text[:-1]) == 0:
            text = text[:-1]
    return text.strip("。，；、,; ")


def _balance(text: str) -> int:
    return sum((char in _OPENING) - (char in _CLOSING) for char in text)


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    match = pattern.search(text)
    if not match:
        return text, ""
    return text[: match.start()] + text[match.end() :], match.group()


def _take_deadline(text: str) -> tuple[str, str]:
    match = _DEADLINE_LABEL.search(text) or _DEADLINE.search(text)
    if not match:
        return text, ""
    return (text[: match.start()] + "，" + text[match.end() :]).strip("，；"), match["when"]


# Runs: a list of names and its role

_KIND = "牵头|主办|主责|责任|负责|实施|落实|承办|组织|执行|完成|配合|参加|参与|协助|协办|支持|协同|联合|督促|监督"
LABEL = re.compile(
    rf"(?:第一|主要|共同|具体|省级|省直|市级|市直|各)?(?P<kind>{_KIND})(?:责任|实施|落实|承担|配合|负责|参与)?"
    rf"(?:和|及|、|与|/)?(?:(?:{_KIND})(?:责任)?)?(?:单位|部门|处室|科室|主体|机构|人)(?:（[^）]{{1,10}}）)?"
)
_LABEL_AT = re.compile(
    rf"(?:^|(?<=[，；。,;、）)]))(?:{LABEL.pattern})(?:为)?(?P<mark>[:：]|[，,]?)"
)
_ROLE_OF_KIND = {
    **dict.fromkeys(("牵头", "主办", "主责"), LEAD),
    **dict.fromkeys(("配合", "参加", "参与", "协助", "协办", "支持", "协同", "联合"), SUPPORT),
}
_WAY = (
    r"(?:(?:按照?|依据|根据|依|结合)(?:各自)?(?:的)?(?:职责|职能|任务|权限|职权|部门|工作)+(?:和)?(?:分工)?(?:要求)?|"
    r"分工|分头|分别|共同|联合|具体|统筹|组织|各自|认真|抓好|做好|一并|协调|同时|密切|积极|予以|给予|协同|依职责|依法|牵头)*"
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
            rf"{_WAY}(?:配合|参与|参加|协助|支持|协同|协办)(?:做好|落实|负责|配合|实施|推进|工作)*$"
        ),
    ),
    (
        RESPONSIBLE,
        re.compile(
            rf"(?:{_WAY}(?:负责|落实|实施|推进|组织实施|承担|执行|办理|推动|开展)+(?:落实|实施|推进|工作|组织)*"
            r"|按照?(?:各自)?(?:职责|职能)(?:分工)?|分工)$"
        ),
    ),
)
_JOIN = re.compile(r"会同|商(?=[省市国中县区])|联合(?=[省市国中县区])")


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
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
        if depth == 0 and (
            char in marks or (char == "、" and _VERB_END.search(text, start, place))
        ):
            pieces.append(text[start:place])
            start = place + 1
    return [piece for piece in [*pieces, text[start:]] if piece]


_VERB_END = re.compile(r"(?:牵头|负责|配合|参与|参加|协助)\Z")


# Names

_ORGAN = re.compile(
    r"(?:厅|局|委|办|部|署|院|会|中心|公司|集团|大学|学院|学校|党校|实验室|银行|政府|支行|分行|总行|海关|总队|支队|工委|"
    r"联|社|所|站|馆|台|库|队|组|室|军区|兵团|电力|电网|铁路|移动|联通|电信|铁塔|邮政|烟草|石化|石油|人行|管委|新区|开发区|园区|"
    r"自贸区|医院|基金|联盟|保|法院|检察院|党委|省委|市委|校|处|厂|港|企业|机构|平台|行|司|团|庭|院校|报|示范区|试验区|高新区|经开区|片区|港区|度假区|单位|部门|机场|协|联席会议|人大|政协|纪委|监委|妇联|残联)$"
)
_COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|其它|全[省市国区县]各|省[级直]各|市[级直]各|所在|属地|当地|涉及|地方各?级?|基层|沿[海江边]|"
    r"市县|县级|县区|区县|市区县|试点|承担|项目|任务|主管|责任|牵头|成员|两级)"
    r"|(?:有关|相关|各)(?!.*(?:管理|服务)局$).{0,12}(?:部门|单位|政府|机构|企业|地区|地方|区|县|市|省|院校|高校|银行|平台|集团|公司|协会|组织|方面)$"
    r"|(?:成员单位|主管部门|牵头部门|牵头单位|责任部门|责任单位|有关方面|各部门|各单位|监管部门|各区|各市|各地|各县|行业部门|职能部门|组成部门|工作部门)(?:[（(〔].*[）)〕])?$"
)
_AREA = re.compile(
    r"(?:全省|全市)?各(?:有关|相关)?(?:设区|地级)?(?:市|州|盟|区|县|省|地|自治区|镇|乡|省辖市)"
)
_AREA_MORE = re.compile(
    r"(?:各|有关|相关)?(?:省直管|省管)?(?:县|区|市|州|旗|镇|乡|街道|自治区|直辖市|新区|功能区|开发区|兵团|新疆生产建设兵团)"
)
_OPEN = re.compile(r"(?<![高中初上下同平均])等(?!级|教育|学校|院校|离子|温|静压)")
_OPEN_TAIL = re.compile(
    r"(?:\d+|[一二三四五六七八九十]+)?[个家]?(?:省级|省直|市级|市直|中央|国家|省有关|市有关|在[^、]{1,4})?(?:有关|相关|各有关|各相关)?"
    r"(?:部门|单位|部门和单位|部门、单位|部门（单位）|机构|委办局|厅局|地|市|区|企业|方面|高校|部门单位|职能部门|主管部门|行业主管部门|责任单位|成员单位|省级部门|地方|县区|区县|区政府|市政府|政府)*"
)
_AND = re.compile(r"以及|及其|和|及|与|暨")
_LEADING = re.compile(r"^(?:由|以及|及|和|并由|经|请|与|在)(?=.)")
_LONGEST_NAME = 40


def is_organisation(name: str) -> bool:
    """Whether a name ends as names of organisations do."""
    return 1 < len(name) <= _LONGEST_NAME and bool(_ORGAN.search(_without_brackets(name)))


def is_collective(name: str) -> bool:
    """Whether a name stands for a group and no single organisation."""
    return len(name) <= _LONGEST_NAME and bool(_COLLECTIVE.search(name))


def _without_brackets(name: str) -> str:
    return re.sub(r"[（(〔\[][^（(〔\[]*[）)〕\]]", "", name)


def _parse_list(text: str, role: str) -> Assignment:
    """The names of one run, joined by 、, with what is said of its end."""
    mentions: list[Mention] = []
    rest: list[str] = []
    is_open = False
    prefix = ""
    for token in _with_shared_ending(list(_tokens(text))):
        name, ended = _take_open(token)
        is_open |= ended
        if not name:
            continue
        if is_collective(name):
            mentions.append(Mention(name, role, collective=True))
        elif is_organisation(name) or prefix_of(name):
            name = restore_prefix(name, prefix)
            prefix = prefix_of(name) or prefix
            mentions.append(Mention(name, role))
        else:
            rest.append(name)
    return Assignment(tuple(mentions), open=is_open, rest=tuple(rest))


_SHARED = re.compile(r"[\u4e00-\u9fff]{2,4}(?P<ending>(?:市|县|区)(?:人民)?政府)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}")


def _with_shared_ending(tokens: list[str]) -> list[str]:
    """“济南、青岛、烟台市政府” names 济南市政府, 青岛市政府, 烟台市政府."""
    ending = ""
    full: list[str] = []
    for token in reversed(tokens):
        match = _SHARED.fullmatch(token)
        if match and not is_collective(token):
            ending = match["ending"]
        elif not _PLACE.fullmatch(token) or is_organisation(token) or is_collective(token):
            ending = ""
        full.append(token if match else token + ending)
    return full[::-1]


def _tokens(text: str) -> Iterator[str]:
    """Names of a run as written, “各市、县（市、区）政府” kept whole."""
    parts = _split_plain(text, "、/")
    place = 0
    while place < len(parts):
        token = parts[place]
        while _AREA.fullmatch(token.split("、")[-1]) or (
            "、" in token and _AREA_MORE.fullmatch(token.split("、")[-1])
        ):
            if place + 1 == len(parts) or not _AREA_MORE.match(parts[place + 1]):
                break
            place += 1
            token += "、" + parts[place]
        yield from _halves(token)
        place += 1


def _split_plain(text: str, marks: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth = max(0, depth + (char in _OPENING + "“") - (char in _CLOSING + "”"))
        if depth == 0 and char in marks:
            pieces.append(text[start:place])
            start = place + 1
    return [piece for piece in [*pieces, text[start:]] if piece]


def _halves(token: str) -> Iterator[str]:
    """Names joined by 和 or 及 apart, where both sides are organisations or groups."""
    token = _LEADING.sub("", token)
    for match in _AND.finditer(token):
        left, right = token[: match.start()], token[match.end() :]
        if _stands_alone(left) and _stands_alone(right) and not token.startswith("各级"):
            yield from _halves(left)
            yield from _halves(right)
            return
    yield token


def _stands_alone(name: str) -> bool:
    bare = _OPEN.split(name)[0]
    return is_collective(name) or (len(bare) >= 3 and is_organisation(bare)) or bare in {"团委"}


def _take_open(token: str) -> tuple[str, bool]:
    """A name without 等 and what follows it, and whether the list was left open."""
    match = _OPEN.search(token)
    if not match or not _OPEN_TAIL.fullmatch(token[match.end() :]):
        return token, False
    return token[: match.start()], True


# Prefixes: 省 in “省财政厅、自然资源厅”

_REGION = r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|兵团)|[\u4e00-\u9fff]{2,3}市|省|市(?!场|政|容|域|民)|自治区|区(?!域)|县|州|旗|盟)"
_PREFIX = re.compile(rf"^(?P<region>{_REGION})(?P<party>委|党委)?(?=.{{2,}})")
_PARTY_BODY = re.compile(
    r"^(?:组织部|宣传部|统战部|政法委|网信办|编办|党校|金融办|金融工委|教育工委|人才办|改革办|社会工作部|外办|台办|政研室|"
    r"办公厅|巡视办|老干部局|党史研究室|机关工委|科技工委|军民融合办|财经办|农办|国安办|讲师团|依法治省办|依法治市办|两新工委|保密办|机要局)"
)
_DEPARTMENT = re.compile(
    r"^(?:发展|发改|改革|教育|科技|科学技术|工业|工信|经信|经济|民族|民宗|民委|公安|国安|国家安全|民政|司法|财政|人力|人社|自然资源|国土|规划|"
    r"生态环境|环保|环境|住房|住建|建设|城乡|城管|城市|交通|水利|水务|农业|农村|畜牧|商务|文化|文旅|文物|旅游|卫生|卫健|计生|退役|应急|安监|审计|外事|"
    r"国资|国有资产|林业|园林|绿化|市场|质监|质量|工商|食品|药品|药监|广播|广电|新闻|体育|统计|粮食|粮储|物资|医保|医疗|知识产权|地方金融|机关|事务管理|人防|国防动员|"
    r"信访|乡村|扶贫|能源|大数据|数据|政务|行政|口岸|港澳|侨|海洋|渔业|档案|供销|中小企业|地质|地矿|监狱|通信管理|气象|地震|邮政|税务|消防|公共资源|投资|招商|"
    r"参事|法制|法院|检察院|总工会|妇联|残联|科协|工商联|社科联|文联|贸促|红十字|社科院|科学院|农科院|密码|民航|机场|铁路办|高级|民营|物价|监察|监委|政府|人大|政协|公共|药|产业)"
)


def prefix_of(name: str) -> str:
    """The region that a name begins with, 省 or 江西省; empty where it begins with none."""
    match = _PREFIX.match(name)
    if not match:
        return ""
    body = name[match.end() :]
    known = _DEPARTMENT.match(body) or _PARTY_BODY.match(body) or match["party"]
    return match["region"] if known or match["region"] in {"省", "自治区"} else ""


def restore_prefix(name: str, prefix: str) -> str:
    """A name with the prefix that its run left out: 自然资源厅 after 省财政厅 is 省自然资源厅.

    A full name that stands on its own (合肥海关, 人行南昌中心支行) takes none.
    """
    if not prefix or prefix_of(name):
        return name
    if _PARTY_BODY.match(name):
        return f"{prefix}{'党委' if prefix.endswith('自治区') else '委'}{name}"
    return prefix + name if _DEPARTMENT.match(name) else name
