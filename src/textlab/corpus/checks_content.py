"""What is wrong with a document that was read: its kind, its numbering, and its row against it."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from textlab.corpus.checks_texts import HeldText, Row, line_of
from textlab.corpus.checks_titles import family_of_title
from textlab.corpus.faults import Fault
from textlab.reading.dates import DATE, iso_date
from textlab.reading.facts import NUMBER
from textlab.reading.plan import Plan
from textlab.reading.regions import CENTRE, PROVINCES, short_name

# The text itself


def check_content(held: HeldText, plan: Plan) -> Iterator[Fault]:
    """Whether a text is whole, one document, and of the kind that its row says."""
    yield from _cut_off(held, plan)
    yield from _second_document(held, plan)
    yield from _kind(held, plan)
    yield from _not_understood(held, plan)


_CELL = 32_767
"""The most characters (units of UTF-16) that a cell of Excel holds."""

_ENDS = "。！？；.!?;”’）)》】"


def _cut_off(held: HeldText, plan: Plan) -> Iterator[Fault]:
    text = plan.raw.strip("\ufeff\r\n")
    units = len(text.encode("utf-16-le")) // 2
    broken = units > _CELL - 100 and units < _CELL and text[-1:] not in _ENDS
    if units == _CELL or broken:
        yield held.fault("text-cut-off", line=line_of(plan.raw, len(text)), value=f"{units:,}")


_ADDRESSED = re.compile(
    r"各(?:[市州县区省]|设区)[^。；]{0,80}(?:人民政府|政府|部门|单位|机构)[^。；]{0,60}[:：]"
)
_FORWARDS = re.compile("转发|批转")
_NUMBER_LINE = re.compile(NUMBER)


def _second_document(held: HeldText, plan: Plan) -> Iterator[Fault]:
    """A second document number or a second address to those below, each in a line of its own.

    What forwards another document bears both lines twice, and is one document.
    """
    if _FORWARDS.search(plan.title):
        return
    for pattern in (_NUMBER_LINE, _ADDRESSED):
        first = ""
        for number, line in enumerate(plan.raw.split("\n"), 1):
            bare = re.sub(r"[\s\u3000]", "", line)
            if not pattern.fullmatch(bare):
                continue
            if first and (bare != first or pattern is _ADDRESSED):
                yield held.fault("text-two-documents", line=number, value=bare[:40])
                return
            first = first or bare


_DEPUTIES = re.compile(r"^[ \t\u3000]*各位代表[：:！!，,]", re.MULTILINE)
_NEWS = re.compile(
    r"本报讯|新华社[\u4e00-\u9fff]{2,6}\d{1,2}月\d{1,2}日电|[（(](?:本报)?(?:见习)?记者[ 　\u4e00-\u9fff、]{2,20}[）)]|"
    r"^[ 　]*(?:本报)?记者[ 　][\u4e00-\u9fff 　]{2,12}$",
    re.MULTILINE,
)
_EXPLAINS = re.compile(
    r"(?:政策)?解读(?:材料|稿)?$|^《.{4,60}》(?:政策)?解读|答记者问$|一图读懂|图解[:：]"
)
_TOP = 400
"""Characters in which a news item names its reporter."""


def check_substitute(held: HeldText, text: str) -> Iterator[Fault]:
    """Whether a text in which next to nothing is numbered tells of a document and is none."""
    title = _first_line(text)
    if news := _NEWS.search(text[:_TOP]):
        yield _at(held, text, "text-is-news", news)
    elif _EXPLAINS.search(title):
        yield held.fault("text-is-explanation", value=title)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def _kind(held: HeldText, plan: Plan) -> Iterator[Fault]:
    family = held.row.get("family", "")
    address = _DEPUTIES.search(plan.raw)
    if family_of_title(held.row):
        return  # its row is told to be of another family
    if not address and len(plan.items) < 3:
        yield from check_substitute(held, plan.raw)
    elif _EXPLAINS.search(title := plan.title or _first_line(plan.raw)):
        yield held.fault("text-is-explanation", value=title)
    elif family == "plan" and address:
        yield _at(held, plan.raw, "text-is-report", address)
    elif family == "work-report" and not address and len(plan.statements) > 1:
        first = plan.statements.iloc[0]
        line = line_of(plan.raw, int(first["start"]))
        yield held.fault("text-is-plan", line=line, value=str(first["raw"])[:40])


def _at(held: HeldText, text: str, code: str, match: re.Match[str]) -> Fault:
    value = match.group().strip(" \t\u3000")
    place = match.start() + match.group().index(value)
    return held.fault(code, line=line_of(text, place), value=value)


# What the parser did not understand and the text is to blame for

_NUMBERING = re.compile(
    r"number (?P<number>\d+) (?:follows number (?P<before>\d+)|(?P<again>stands again)|comes first)"
)


def _not_understood(held: HeldText, plan: Plan) -> Iterator[Fault]:
    scattered = []
    for row in plan.unparsed.to_dict("records"):
        line, why, text = line_of(plan.raw, int(row["start"])), str(row["why"]), str(row["text"])
        if match := _NUMBERING.match(why):
            yield _numbering(held, line, text, match)
        elif "scrambled" in why:
            yield held.fault("numbering-scrambled", line=line, value=text)
        elif "never closed" in why or "never opened" in why:
            yield held.fault("bracket-unpaired", line=line, value=text[:40])
        elif "columns the source scattered" in why:
            scattered.append(line)
    if scattered:
        yield held.fault("columns-scattered", line=scattered[0], value=str(len(scattered)))


def _numbering(held: HeldText, line: int, label: str, match: re.Match[str]) -> Fault:
    number = int(match["number"])
    if match["again"]:
        return held.fault("numbering-order", line=line, value=label, before=number)
    if not match["before"]:
        return held.fault("numbering-start", line=line, value=label)
    before = int(match["before"])
    if number < before:
        return held.fault("numbering-order", line=line, value=label, before=before)
    missing = str(before + 1) if number == before + 2 else f"{before + 1}–{number - 1}"
    return held.fault("numbering-gap", line=line, value=label, before=before, missing=missing)


# The row against the text


def check_row(held: HeldText, plan: Plan, *, table: str) -> Iterator[Fault]:
    """Where the row contradicts what the text states; `table` is what faults call documents.csv.

    Nothing is said where the text leaves room: a title of several years, a date of publication some
    weeks after that of signature, a short title.
    """
    for column, find in _STATED.items():
        value = held.row.get(column, "")
        found = find(value, held.row, plan) if value else ""
        if found:
            code = f"{column.replace('doc_number', 'number')}-elsewhere"
            yield held.row_fault(code, table, value=value, found=found)


_YEAR = re.compile(r"(?<![\d〔\[（(])(?:19|20)\d\d(?!\d|〕|\])")


def _year(value: str, _row: Row, plan: Plan) -> str:
    """The years that title and date name, where the row's is outside them all and nowhere in the text."""
    if not re.fullmatch(r"\d{4}", value, re.ASCII):
        return ""
    title = unicodedata.normalize("NFKC", plan.title)
    years = {int(year) for year in _YEAR.findall(title)} or _years_of_date(plan.header.date)
    if not years or min(years) <= int(value) <= max(years):
        return ""
    return "" if value in unicodedata.normalize("NFKC", plan.text) else _span(years)


def _years_of_date(date: str) -> set[int]:
    """A plan is issued in its year, or in the winter before or behind it."""
    return {int(date[:4]) + step for step in (-1, 0, 1)} if date else set()


def _span(years: set[int]) -> str:
    ordered = sorted(years)
    return str(ordered[0]) if len(ordered) == 1 else f"{ordered[0]}–{ordered[-1]}"


def _region(value: str, _row: Row, plan: Plan) -> str:
    """The region that issuer or title name, where neither names the row's and the text does so less."""
    signs, found = plan.header.issuer + plan.title, plan.header.region
    if value not in (*PROVINCES, CENTRE) or found in ("", value):
        return ""
    words = {region: _word(region) for region in (value, found)}
    if words[value] in signs or (found != CENTRE and words[found] not in signs):
        return ""
    return found if plan.text.count(words[found]) > plan.text.count(words[value]) else ""


def _word(region: str) -> str:
    return "国务院" if region == CENTRE else short_name(region)


_NEAR = 62
"""Days by which a date of publication may differ from that of signature."""


def _issued(value: str, _row: Row, plan: Plan) -> str:
    found = plan.header.date
    try:
        apart = abs((dt.date.fromisoformat(value) - dt.date.fromisoformat(found)).days)
    except ValueError:
        return ""
    text = unicodedata.normalize("NFKC", plan.raw)
    stated = {iso_date(match.group()) for match in re.finditer(DATE, text)}
    return found if apart > _NEAR and value not in stated else ""


def _title(value: str, row: Row, plan: Plan) -> str:
    """The title of the text, where that of the row is said to be from it and shares little with it."""
    if row.get("title_basis", "") not in ("", "text") or not plan.title:
        return ""
    one, other = _pairs(value), _pairs(plan.title)
    shared = len(one & other) / max(1, min(len(one), len(other)))
    return plan.title if shared < 0.3 and _bare(value) not in _bare(plan.text) else ""


def _number(value: str, _row: Row, plan: Plan) -> str:
    found = plan.header.doc_number
    return found if found and _bare(value) not in _bare(plan.raw) else ""


def _bare(text: str) -> str:
    """A text without spaces and signs, half-width."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def _pairs(text: str) -> set[str]:
    bare = _bare(text)
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


_STATED = {
    "year": _year,
    "region": _region,
    "issued": _issued,
    "title": _title,
    "doc_number": _number,
}
