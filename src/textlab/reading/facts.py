"""Facts that a portal or a database states beside a document: index number, issuer, dates, link.

They stand in a table above the document (索引号 | 主题分类 | 发文机关 …) or in a
banner over its text. What they state wins over what the text lets guess.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from textlab.reading.dates import iso_date
from textlab.reading.numbering import starts_item

_LABELS = {
    "title": "标题 名称 文件名称 信息名称 公文名称 法规标题",
    "doc_number": "发文字号 文号 发文号 发布文号 公文文号 文件编号",
    "issuer": "发文机关 发文单位 发文机构 制定机关 发布部门",
    "publisher": "发布机构 发布单位 公开机构",
    "date": "成文日期 成文时间 发文日期 签发日期",
    "published": "发布日期 发布时间 公布日期 印发日期 公开日期 发文时间 生成日期",
    "in_force": "施行日期 实施日期 生效日期",
    "index": "索引号 信息索引",
    "topic": "主题分类 信息分类 信息类别 法规类别",
    "keywords": "主题词 关键词",
    "validity": "有效性 时效性 是否有效 文件状态",
    "rank": "效力级别 效力位阶",
    "code": "法宝引证码",
    "link": "原文链接",
}
_NAMES = {label: name for name, labels in _LABELS.items() for label in labels.split()}

NUMBER = (
    r"[\u4e00-\u9fff]{1,14}(?:字|办|发|函|规|令|告|通|文|秘)?(?:（[^）]{1,6}）)?"
    r"[〔\[［（(【﹝]\s*(?:19|20)\d\d\s*[〕\]］）)】﹞]\s*(?:第)?\s*\d{1,5}\s*号"
)

_KIND = (
    r"(?:通知|意见|方案|计划|规划|纲要|办法|措施|报告|决定|规定|条例|细则|要点|函|批复|公告|通告|公报|决议|安排|清单|目录|指南|标准|规则|预案|倡议书|任务书|政策|"
    r"行动|体系|制度|机制|蓝图|草案|命令|令)"
)
TITLE_END = re.compile(
    rf"{_KIND}(?:》)?(?:的(?:通知|公告|意见|函|报告|决定|通告))?(?:[（(〔\[][^）)〕\]]{{1,40}}[）)〕\]])*$"
)
"""How titles end: with the kind of document, and what may stand behind it."""


def _spaced(label: str) -> str:
    return r"[\s\u3000\u00a0]*".join(label)


_LABEL = "|".join(_spaced(label) for label in sorted(_NAMES, key=lambda name: (-len(name), name)))
_PAIR = re.compile(
    rf"(?:(?<![^\s\u3000\u00a0|｜;；])(?P<label>{_LABEL})\s*[:：]"
    rf"|[【\[](?P<boxed>{_LABEL})\s*[:：]?\s*[】\]][:：]?)"
)
_ALONE = re.compile(rf"[【\[]?(?P<label>{_LABEL})[】\]]?\s*[:：]?")
_LONGEST = 300
"""A block of more characters is prose, and no row of a table of facts."""

_TOP = 4000
"""Characters at the top of a plain text in which a banner may stand."""


def facts_on_top(text: str) -> dict[str, str]:
    """The facts in the banner of a plain text, before its first numbered item; empty for none.

    A title there must end as titles do: “名称：” may also head a line of the document.
    """
    lines = (line.strip() for line in text[:_TOP].replace("*", "").splitlines())
    facts = facts_of(takewhile(lambda line: not starts_item(line), lines))
    if not TITLE_END.search(facts.get("title", "")):
        facts.pop("title", None)
    return facts


def facts_of(blocks: Iterable[str]) -> dict[str, str]:
    """The facts in blocks of text: “label：value”, several in a block, or label and value in turn.

    Keys: title, doc_number, issuer, publisher, date, published, in_force (ISO dates), index,
    topic, keywords, validity, rank, code, link. The first mention of a fact counts; a value that
    cannot be what its label says is none.
    """
    found: dict[str, str] = {}
    for label, value in _pairs(blocks):
        name = _NAMES[re.sub(r"\s", "", label)]
        if name not in found and (read := _value(name, value)):
            found[name] = read
    return found


def is_fact(block: str) -> bool:
    """Whether a block of text begins with the label of a fact."""
    return bool(_ALONE.fullmatch(block) or _PAIR.match(block))


def _pairs(blocks: Iterable[str]) -> Iterator[tuple[str, str]]:
    waiting = ""
    for block in (written.strip() for written in blocks):
        if not block or len(block) > _LONGEST:
            continue
        alone = _ALONE.fullmatch(block)
        if alone:
            waiting = alone["label"]
            continue
        matches = list(_PAIR.finditer(block))
        if waiting and not (matches and matches[0].start() == 0):
            yield waiting, block
        ends = [*(match.start() for match in matches[1:]), len(block)]
        for match, end in zip(matches, ends, strict=False):
            yield match["label"] or match["boxed"], block[match.end() : end]
        waiting = ""


_NOTHING = re.compile(r"[\s\-—–/无]*")


def _value(name: str, written: str) -> str:
    """A value as it is kept; empty where it is none."""
    value = " ".join(written.split()).strip(" 　\u00a0|｜;；")
    if _NOTHING.fullmatch(value):
        return ""
    if name == "doc_number":
        match = re.match(NUMBER, value)
        return match.group() if match else ""
    if name in {"date", "published", "in_force"}:
        return iso_date(value.replace(" ", ""))
    if name in {"issuer", "publisher"} and not re.fullmatch(r"\S{2,60}(?: \S{2,60})*", value):
        return ""
    return value
