"""Numbers at the head of a paragraph, in the kinds of GB/T 9704 and the variants of real files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import CHINESE

from textlab.reading.numbering import KINDS, cn_number, parse_label, read_label, starts_item


@pytest.mark.parametrize(
    ("paragraph", "text", "kind", "number"),
    [
        ("一、总体要求", "一、", "一、", 1),
        ("二十一、保障", "二十一、", "一、", 21),
        ("（一）加强监管", "（一）", "（一）", 1),
        ("(十二)加强监管", "(十二)", "（一）", 12),
        ("（ 三 ）加强", "（ 三 ）", "（一）", 3),
        ("㈡加强监管", "㈡", "（一）", 2),
        ("1.加强监管", "1.", "1.", 1),
        ("1．加强监管", "1．", "1.", 1),
        ("1﹒加强监管", "1﹒", "1.", 1),
        ("１．加强监管", "１．", "1.", 1),
        ("12、加强监管", "12、", "1.", 12),
        ("⒊加强监管", "⒊", "1.", 3),
        ("1.2025年底前建成", "1.", "1.", 1),
        ("2.5G网络建设", "2.", "1.", 2),
        ("（1）加强监管", "（1）", "（1）", 1),
        ("(2)加强监管", "(2)", "（1）", 2),
        ("3）加强监管", "3）", "（1）", 3),
        ("⑵加强监管", "⑵", "（1）", 2),
        ("①加强监管", "①", "①", 1),
        ("第一章　总则", "第一章", "章", 1),
        ("第二十三条　数据共享", "第二十三条", "条", 23),
        ("第3条 数据", "第3条", "条", 3),
        ("第二章规划建设", "第二章", "章", 2),
        ("第二节：范围", "第二节：", "节", 2),
        ("第一篇 总论", "第一篇", "编", 1),
    ],
)
def test_labels(paragraph, text, kind, number):
    """What stands there, of which kind, and its value."""
    label = parse_label(paragraph)

    assert label is not None
    assert (label.text, label.kind, label.number) == (text, kind, number)
    assert paragraph[: label.end].rstrip() == text
    assert label.sure
    assert starts_item(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "加强监管",
        "一是加强监管",
        "一批重点项目",
        "一方面，加强监管",
        "十四五时期",
        "2016年行动计划",
        "100家企业",
        "1.2万亿元",
        "3.5%左右",
        "1.5亿元以上",
        "第一条的规定",
        "第三条、第四条",
        "第十四届人民代表大会",
        "（含团体标准）",
        "（2011-2020年）",
        "——经济增长",
        "",
    ],
)
def test_what_is_no_label(paragraph):
    """Must not change: figures, years, ordinals in running text."""
    assert parse_label(paragraph) is None
    assert read_label(paragraph) == 0


def test_a_number_tight_to_a_figure_is_unsure():
    """Only the sequence can tell 2.3项 from item 2 that begins with 3项."""
    label = parse_label("2.3项改革")

    assert label is not None
    assert not label.sure
    assert not starts_item("2.3项改革")


def test_kinds_are_ordered_from_the_outermost():
    """编 章 节 条, then 一、 （一） 1. （1） ①"""
    labels = [
        "第一编 甲",
        "第一章 甲",
        "第一节 甲",
        "第一条 甲",
        "一、甲",
        "（一）甲",
        "1.甲",
        "（1）甲",
        "①甲",
    ]
    ranks = [label.rank for paragraph in labels if (label := parse_label(paragraph))]

    assert ranks == list(range(len(KINDS)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十三", 13),
        ("二十", 20),
        ("九十九", 99),
        ("一百零八", 108),
        ("一百一十二", 112),
        ("二〇一六", 2016),
        ("４２", 42),
        ("〇", 0),
    ],
)
def test_chinese_numbers(text, value):
    """Up to 999, and years digit by digit."""
    assert cn_number(text) == value


@given(st.integers(1, 99))
def test_chinese_numbers_are_read_as_written(number):
    """As the drafters of plans write them: 二十一, 十三."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 1 else CHINESE[tens - 1] if tens else ""
    text = (f"{lead}十" if tens else "") + (CHINESE[ones - 1] if ones else "")

    assert cn_number(text) == number
