"""Facts that a document states about itself: title, number, issuer, addressee, date.

They are read from what stands before the first numbered item and after the
last; what the file states beside its text goes before.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from textlab.reading.dates import DATE, iso_date
from textlab.reading.facts import NUMBER, TITLE_END, facts_on_top
from textlab.reading.numbering import parse_label
from textlab.reading.regions import PROVINCES, short_name


@dataclass(frozen=True)
class Header:
    """What a document says of itself; a fact it does not state is empty."""

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    addressee: str = ""
    date: str = ""
    region: str = ""

    @property
    def issues(self) -> str:
        """The title of what the document issues, where it is a notice that issues another."""
        match = _ISSUES.search(self.title)
        return (match["named"] or match["bare"]) if match else ""


_ISSUES = re.compile(
    r"(?:印发|转发|批转|发布|公布)(?:《(?P<named>.+)》|(?P<bare>[^《》]+?))的(?:通知|函|公告|通告|决定)$"
)


_NUMBER_LINE = re.compile(rf"(?:发文字号|文号|发文号|文件编号)?[:：]?(?P<number>{NUMBER})")
_ADDRESSEE = re.compile(
    r"(?=.{0,400}(?:政府|部门|单位|机构|局|委|厅|办|企业|院校|代表|公司|同志|会议|各市|各县|各区))[^。]{2,400}[:：]"
)
_YEARS = re.compile(r"[（(〔][^）)〕]{0,8}\d{4}[^）)〕]{0,24}[）)〕]")
_SENTENCE = re.compile(r"[。；！？]|，.*，")
_DATE = re.compile(DATE)
_MEETING = re.compile(rf"(?:{_DATE.pattern})在[^，。\n]{{2,30}}会")
_DELIVERED = re.compile(rf"[—―－-]*[（(]?{_MEETING.pattern}.*$")
_ISSUER = re.compile(
    r"[\u4e00-\u9fff（）()、]{2,60}(?:人民政府|政府|办公厅|办公室|委员会|厅|局|部|委|院|署|会|领导小组|会议|中心|银行|法院|检察院|国务院|中央|办)(?:（代章）)?"
)
_LETTERHEAD = re.compile(r"(?P<who>[\u4e00-\u9fff（）]{4,40}?)(?:文件|公报)")
_TITLE_ISSUER = re.compile(
    r"^(?P<who>(?:中共)?[\u4e00-\u9fff]{2,60}?(?:人民政府|办公厅|办公室|委员会|厅|局|部|委|国务院|领导小组|会议|等[\d一二三四五六七八九十]+(?:个)?部门|等部门|中心|银行)+)(?:关于|印发|转发|贯彻|公布|发布)"
)
_ISSUE_LINE = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{4,40}?(?:办公厅|办公室|委员会|厅|局|部|委))(?P<when>\d{4}年\d{1,2}月\d{1,2}日)印发"
)


def read_header(
    paragraphs: list[str], *, raw: str = "", facts: Mapping[str, str] | None = None
) -> Header:
    """The header facts of a document given its clean paragraphs, and its raw text for a banner.

    `facts` are what the file states beside its text (see `textlab.reading.facts`); they, and what
    a banner states, win over what the paragraphs let guess.
    """
    head = _before_items(paragraphs[:60])
    tail = [line for line in paragraphs[-24:] if len(line) <= 80]
    known = defaultdict(str, {**facts_on_top(raw), **(facts or {})})
    title = known["title"] or _title(head) or known["page_title"]
    issuer = known["issuer"] or _issuer(head, tail, title) or known["publisher"]
    return Header(
        title=title,
        doc_number=known["doc_number"] or _doc_number(head),
        issuer=issuer,
        addressee=next((line.rstrip(":：") for line in head if _ADDRESSEE.fullmatch(line)), ""),
        date=known["date"]
        or _date(head, tail)
        or _signed(paragraphs)
        or _delivered(raw[:1000])
        or known["published"],
        region=_region(title, issuer, paragraphs),
    )


def _before_items(lines: list[str]) -> list[str]:
    """The lines before the first numbered item."""
    for index, line in enumerate(lines):
        label = parse_label(line)
        if label and label.sure and (label.number == 1 or label.kind in {"一、", "（一）"}):
            return lines[:index]
    return lines


def _doc_number(head: list[str]) -> str:
    for line in head:
        match = _NUMBER_LINE.match(line)
        if match and len(line) <= len(match.group()) + 16:
            return match["number"]
    for line in head[:3]:
        match = re.search(rf"[（(]({NUMBER})[）)]$", line)
        if match and len(line) <= 60:
            return match.group(1)
    return ""


def _title(head: list[str]) -> str:
    """The first title: lines together that end as titles do and hold no sentence."""
    best = ""
    block: list[str] = []
    for written in [*head, ""]:
        line = _DELIVERED.sub("", written)
        if line and _may_be_title(line):
            block.append(line)
            continue
        best = best or _title_of(block)
        block = []
    return best


def _may_be_title(line: str) -> bool:
    return (
        len(line) <= 90
        and not _SENTENCE.search(line)
        and not line.endswith(("：", ":", "，", "、"))
        and not _NUMBER_LINE.fullmatch(line)
        and not _DATE.fullmatch(line)
        and not re.match(r"附件|附：|——|--|―|[（(]\d{4}年\d|（此件|抄送|\d{4}年\d+月", line)
        and not _LETTERHEAD.fullmatch(line)
    )


def _title_of(block: list[str]) -> str:
    """The first title among lines that follow each other: up to five, the last ending as titles do."""
    for start in range(len(block)):
        for end in range(min(len(block), start + 5), start, -1):
            text = "".join(block[start:end])
            if TITLE_END.search(text) and _balanced(text) and _flows(block[start:end]):
                return text
    return ""


_WHOLE = re.compile(
    r"(?:通知|报告|公告|意见|方案|计划|办法|措施|决定|批复|函)[》]?(?:[（(][^）)]*[）)])?$"
)


def _flows(lines: list[str]) -> bool:
    """Whether lines read as one title: none but the last is whole, or signs, or is a menu's word."""
    return all(_goes_on(line, after) for line, after in pairwise(lines))


def _goes_on(line: str, after: str) -> bool:
    if _YEARS.fullmatch(after) or re.match(r"的|[（(](?!\d{4}年\d)", after):
        return True
    if _ISSUER.fullmatch(line):
        return bool(
            re.match(r"关于|印发|转发|贯彻|办公厅|办公室|领导小组", after)
        ) or line.endswith("）")
    return not (_WHOLE.search(line) and _balanced(line)) and len(line) >= 6


def _balanced(text: str) -> bool:
    return text.count("《") == text.count("》") and text.count("（") == text.count("）")


def _date(head: list[str], tail: list[str]) -> str:
    """The date of signature: a line of its own, else in brackets, else of issue."""
    lines = [*head, *tail]
    whole = [line.strip("（）() ") for line in lines]
    dates = [line for line in whole if _DATE.fullmatch(line) and iso_date(line)]
    if dates:
        return iso_date(next((line for line in dates if "年" in line), dates[0]))
    for line in head:
        match = _DATE.search(line)
        if match and len(line) <= 60 and re.match(r"[（(—―–\-]|\d{4}年", line):
            return iso_date(match.group())
    for line in lines:
        match = re.fullmatch(rf"[\u4e00-\u9fff（）]{{4,40}}({_DATE.pattern})(?:印发)?", line)
        if match:
            return iso_date(match.group(1))
    return ""


def _signed(paragraphs: list[str]) -> str:
    """The first date below a name, wherever they stand: a notice with items of its own is signed
    in the middle of a file that goes on with what it issues."""
    pairs = pairwise(paragraphs)
    return next(
        (
            iso_date(after)
            for line, after in pairs
            if _ISSUER.fullmatch(line) and _DATE.fullmatch(after)
        ),
        "",
    )


def _delivered(head: str) -> str:
    """The day on which a report was given: “2016年3月5日在第十二届全国人民代表大会…会议上”."""
    match = _MEETING.search(head)
    return iso_date(match.group()) if match else ""


def _issuer(head: list[str], tail: list[str], title: str) -> str:
    """The signature above the date, else the letterhead, else what the title names, else the issue line."""
    for lines in (head, tail):
        for index, line in enumerate(lines):
            if _DATE.fullmatch(line.strip()) and "年" in line:
                names = _signatures(lines[:index])
                if names:
                    return "、".join(names)
    for line in head[:6]:
        match = _LETTERHEAD.fullmatch(line)
        if match:
            return match["who"]
    match = _TITLE_ISSUER.match(title)
    if match:
        return match["who"]
    matches = (_ISSUE_LINE.search(line) for line in tail)
    return next((match["who"] for match in matches if match), "")


def _signatures(above: list[str]) -> list[str]:
    """The names of those who signed: lines that are names only, directly above the date."""
    names: list[str] = []
    for line in reversed(above):
        if (
            names
            and re.match(r"领导小组|办公室|办公厅|委员会|联席会议", names[0])
            and len(line) <= 30
        ):
            names[0] = line + names[0]
        elif _ISSUER.fullmatch(line) and not _may_end_title(line):
            names.insert(0, line.replace("（代章）", ""))
        else:
            break
    return names


def _may_end_title(line: str) -> bool:
    return bool(TITLE_END.search(line)) and not line.endswith(("委员会", "会议"))


_NO_PROVINCE = r"(?!(?:[\u4e00-\u9fff]{1,4}族)+自治[州县]|州)"
"""Behind a province's short name: 海南藏族自治州 and 河南蒙古族自治县 are no part of 海南, 河南."""
_CENTRE = re.compile(
    r".*国务院|中共中央|中央|国家|(?!.*(?:[省市县区州盟旗]委|党委|工委)).{2,12}部(?:办公厅)?$"
)


def _region(title: str, issuer: str, paragraphs: list[str]) -> str:
    """The province that title or issuer names, else the one that the text names most; 全国 for the centre."""
    named = named_region(issuer) or named_region(title)
    if named:
        return named
    text = "\n".join(paragraphs)[:20_000]
    if re.search(r"全国人民代表大会第.次会议|国务院总理|代表国务院", text[:300]):
        return "全国"
    counts = Counter(_PROVINCE.findall(text))
    best = max(PROVINCES, key=lambda province: counts[short_name(province)])
    return best if counts[short_name(best)] else ""


def named_region(text: str) -> str:
    """The province that an issuer or title names, 全国 for a central one; "" for none."""
    for province in PROVINCES:
        if province in text or re.match(short_name(province) + _NO_PROVINCE, text):
            return province
    return "全国" if _CENTRE.match(text) else ""


_PROVINCE = re.compile(f"({'|'.join(map(short_name, PROVINCES))}){_NO_PROVINCE}")
