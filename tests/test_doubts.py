"""What assigns work and was not understood is told; what assigns nothing is not."""

import pytest

from textlab.reading.brackets import Bracket, find_brackets
from textlab.reading.doubts import find_doubts
from textlab.reading.statements import find_statements


def doubts(text: str) -> list[tuple[str, str]]:
    """Each doubtful span as it stands in the text, and the last word of why."""
    found = find_doubts(text, find_statements(text))
    return [(text[d.start : d.end], d.why.split()[-1]) for d in found]


@pytest.mark.parametrize(
    ("written", "span", "why"),
    [
        ("（甲、乙、丙负责）", "（甲、乙、丙负责）", "understood"),
        ("（甲、省质监局负责）", "（甲、省质监局负责）", "understood"),
        ("（责任单位：甲、乙）", "（责任单位：甲、乙）", "understood"),
        ("（详见附件，省科技厅负责）", "（详见附件，省科技厅负责）", "understood"),
        ("\n责任单位：甲、乙", "责任单位：甲、乙", "understood"),
        ("（省质监局负责。做好事情。", "（省质监局负责", "closed"),
        ("（省质监局、省工商局负责做好事情。", "（省质监局、省工商局负责", "closed"),
        ("（省质监局（省标准办、负责）", "（省质监局（省标准办、负责", "closed"),
        ("省质监局、省工商局负责）", "省质监局、省工商局负责）", "opened"),
    ],
)
def test_what_assigns_work_and_is_no_statement_is_told(written, span, why):
    """Unknown names, brackets that lost a half: nothing vanishes."""
    assert doubts(f"一、甲\n（一）乙。做事。{written}\n（二）丙。") == [(span, why)]


@pytest.mark.parametrize(
    "written",
    [
        "（以下简称“机制”，由省科技厅负责）",
        "（联系人：张三，省科技厅负责）",
        "（由专人负责）",
        "（主要领导负责）",
        "（政府引导、企业参与、多方配合）",
        "（由联合体牵头人提交）",
        "（包括牵头单位自身）",
        "（以下各项任务中列第一位的为牵头单位）",
        "（企业按规定办理",
        "1）",
        "（省科技厅负责）",
        "（责任单位：省市场监管局（省知识产权局负责））",
        "（省科技厅、省财政厅牵头",
    ],
)
def test_what_assigns_nothing_is_not_told(written):
    """Definitions, contacts, business terms, prose without names, and what is a statement."""
    assert doubts(f"一、甲\n（一）乙。做事。{written}\n（二）丙。") == []


def test_what_names_nobody_within_a_statement_is_told():
    """And a remark that holds for other statements, since it is not carried over."""
    text = "做事。（省科技厅、省财政厅、甲负责）做好。（省教育厅负责，其他任务由各市负责）"
    whys = [doubt.why for doubt in find_doubts(text, find_statements(text))]

    assert whys == [
        "names nobody: “甲”",
        "is not carried over to other statements: “其他任务由各市负责”",
    ]


def test_brackets_that_lost_a_half_are_found():
    """One without an end stops with its paragraph, one without a beginning starts with its sentence."""
    text = "甲（乙〔丙〕\n丁。戊）"

    assert list(find_brackets(text)) == [
        Bracket(3, 6),
        Bracket(1, 6, "unclosed", 6),
        Bracket(9, 11, "unopened"),
    ]
