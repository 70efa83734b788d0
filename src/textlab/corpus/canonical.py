"""documents.csv in canonical form: what people write in its header and cells, as textlab writes it.

２０１６, 2016年 and 2016.0 are 2016; 2016/6/30 is 2016-06-30; 赣 is 江西省; 省级 is province. What
could mean two things, or nothing, stays as it is: saying so is the business of the checks.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from textlab.corpus.as_saved import Record, SavedTable, header_key, read_saved
from textlab.reading.places import place_of_code
from textlab.reading.regions import region_of


@dataclass(frozen=True)
class Change:
    """What canonical form changes: a cell, or in row `header` the name of a column."""

    row: int
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Canonical:
    """documents.csv in canonical form, and the changes that led there."""

    table: SavedTable
    changes: tuple[Change, ...]


def read_canonical(path: Path, *, file: str) -> Canonical:
    """Read documents.csv in whatever form it was saved; `file` is what faults call it.

    Raises
    ------
    FaultError : as `read_saved`
    """
    return canonical(read_saved(path, file=file, columns=HEADERS.keys()))


def canonical(table: SavedTable) -> Canonical:
    """A table as it was saved, in canonical form. Rows and columns stay in their order."""
    header = _header(table.header)
    records = [
        Record(number, _cells(header, cells))
        if len(cells) == len(header)
        else Record(number, cells)
        for number, cells in table.records
    ]
    pairs = zip(table.records, records, strict=True)
    changes = [
        Change(old.number, name, before, after)
        for old, new in pairs
        for name, before, after in zip(header, old.cells, new.cells, strict=False)
        if before != after
    ]
    names = zip(table.header, header, strict=True)
    renamed = [Change(0, new, old, new) for old, new in names if old != new]
    return Canonical(replace(table, header=header, records=tuple(records)), (*renamed, *changes))


# The header

_WRITTEN_HEADERS = {
    "doc_id": "docid id 编号 文件编号 文档编号 文件id 文档id",
    "title": "标题 题目 文件标题 文件名称",
    "title_basis": "标题依据",
    "family": "文种 文件类型 文件种类",
    "region": "地区 省份 省 省市 地域",
    "gb2260": "行政区划代码 区划代码 地区代码 gb_t_2260 gb/t_2260",
    "level": "层级 级别 行政级别 政府层级",
    "year": "年 年份 年度",
    "issued": "成文日期 印发日期 发文日期 发布日期",
    "doc_number": "文号 发文字号 docnumber",
    "issuer": "发文机关 发文单位 发布机关 发布机构 印发机关",
    "form": "形式",
    "source": "来源 出处",
    "source_url": "网址 链接 来源网址 原文链接 url",
    "rights": "权利 版权 授权",
    "sha256": "sha_256 哈希 哈希值 校验值",
}
HEADERS: Mapping[str, str] = {
    written: name for name, also in _WRITTEN_HEADERS.items() for written in (name, *also.split())
}
"""Names of columns by what people write for them."""


def _header(written: Sequence[str]) -> tuple[str, ...]:
    """The header with the names of the columns; one that two columns could bear is given to none."""
    keys = [header_key(name) for name in written]
    meant = [HEADERS.get(key, "") for key in keys]
    return tuple(
        name if name and (key == name or meant.count(name) == 1) else _bare(old)
        for name, key, old in zip(meant, keys, written, strict=True)
    )


# The cells

_SPACES = "\ufeff\u200b\u3000\u00a0 \t\r\n"
_FORMULA = re.compile(r'="([^"]*)"')
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_YEAR = re.compile(r"(\d{4})(?:\.0+)?\s*(?:年度?)?", re.ASCII)
_DAY = re.compile(
    r"(\d{4})(?:\s*年\s*|\s*([-/.])\s*)(\d{1,2})(?:\s*月\s*|\s*\2\s*)(\d{1,2})\s*(?:日|号)?",
    re.ASCII,
)
_SOLID_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\.0+)?", re.ASCII)
_DAY_BEHIND = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_TIME = re.compile(r"[T\s]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?Z?$", re.ASCII)
_CODE = re.compile(r"(\d\d|\d{4}|\d{6})(?:\.0+)?", re.ASCII)


def _cells(header: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(_cell(name, cell) for name, cell in zip(header, cells, strict=True))


def _cell(column: str, written: str) -> str:
    bare = _bare(written)
    return _READERS[column](bare) if bare and column in _READERS else bare


def _bare(written: str) -> str:
    """A cell without spaces around it, and without the formula that keeps a number a text."""
    bare = written.replace("\r\n", "\n").replace("\r", "\n").strip(_SPACES)
    formula = _FORMULA.fullmatch(bare)
    return formula[1].strip(_SPACES) if formula else bare


def _half(written: str) -> str:
    """Half-width letters, digits and signs, and plain hyphens."""
    return unicodedata.normalize("NFKC", written).translate(_DASHES).strip(_SPACES)


def _year(written: str) -> str:
    match = _YEAR.fullmatch(_half(written))
    return match[1] if match else written


def _date(written: str) -> str:
    """A date as YYYY-MM-DD; 3/4/2016, which is a day in March or in April, stays."""
    half = _TIME.sub("", _half(written))
    if match := _DAY.fullmatch(half):
        return f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}"
    if match := _SOLID_DAY.fullmatch(half):
        return "-".join(match.groups())
    if match := _DAY_BEHIND.fullmatch(half):
        one, other = sorted((int(match[1]), int(match[3])))
        if one <= 12 and (other > 12 or one == other):
            return f"{match[4]}-{one:02}-{other:02}"
    return written


def _code(written: str) -> str:
    match = _CODE.fullmatch(_half(written))
    if not match:
        return written
    code = match[1].ljust(6, "0")
    return code if len(match[1]) == 6 or place_of_code(code) else written


def _region(written: str) -> str:
    """A region in full; the code of a city stays, since the region would say less."""
    half = re.sub(r"\.0+$", "", _half(written))
    return (
        written
        if re.fullmatch(r"\d+", half) and half.rstrip("0")[2:]
        else region_of(half) or written
    )


def _one_of(words: Mapping[str, str]) -> Callable[[str], str]:
    """Reads a word of a fixed few by any of its names."""
    names = {name: word for word, also in words.items() for name in (word, *also.split())}

    def read(written: str) -> str:
        key = re.sub(r"[\s_]+", "-", _half(written).lower())
        return names.get(key, key if key in names else written)

    return read


def _family(written: str) -> str:
    word = _known_family(written)
    key = re.sub(r"[\s_]+", "-", _half(word).lower())
    return key if re.fullmatch("[a-z]+(-[a-z]+)*", key) else written


_known_family = _one_of(
    {
        "plan": "计划 规划 方案 行动计划 行动方案 实施方案 工作计划 plans",
        "work-report": "工作报告 政府工作报告 workreport work-reports",
    }
)
_READERS: Mapping[str, Callable[[str], str]] = {
    "doc_id": _half,
    "family": _family,
    "region": _region,
    "gb2260": _code,
    "level": _one_of(
        {
            "central": "中央 国家 国家级 中央级 national centre center",
            "province": "省 省级 自治区 直辖市 省部级 provincial",
            "city": "市 市级 地市 地市级 地级 地级市 municipal prefecture",
            "county": "县 县级 区县 区县级 区级 县区级",
        }
    ),
    "year": _year,
    "issued": _date,
    "form": _one_of({"text": "文本 正文 全文 原文", "features": "特征 feature"}),
    "sha256": lambda written: _half(written).lower(),
}
"""How the cells of a column are read; those of the others only lose the spaces around them."""
