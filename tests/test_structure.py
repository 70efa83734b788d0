"""Items as a tree, tasks among them, and what in the numbering is doubtful."""

import pytest

from textlab.reading.statements import find_statements
from textlab.reading.structure import Outline, outline


def read(*paragraphs: str, unit: str = "auto") -> Outline:
    text = "\n".join(paragraphs)
    return outline(text, find_statements(text), unit=unit)


def tree(parts: Outline) -> list[str]:
    """Each item as id and heading."""
    return [f"{item.item_id} {item.heading}" for item in parts.items]


def spans(parts: Outline, *paragraphs: str) -> list[str]:
    """The text of each task."""
    text = "\n".join(paragraphs)
    return [text[task.start : task.end] for task in parts.tasks]


# Items


def test_items_nest_by_the_kind_of_their_number():
    """一、 （一） 1. （1）, each below the one before; an id is a path of numbers."""
    parts = read("一、甲", "（一）乙", "1.丙", "（1）丁", "2.戊", "（二）己", "二、庚")

    assert tree(parts) == ["1 甲", "1.1 乙", "1.1.1 丙", "1.1.1.1 丁", "1.1.2 戊", "1.2 己", "2 庚"]
    assert [item.level for item in parts.items] == [1, 2, 3, 4, 3, 2, 1]
    assert [item.parent for item in parts.items] == ["", "1", "1.1", "1.1.1", "1.1", "1", ""]


def test_a_kind_may_be_left_out():
    """1. directly below 一、 is its child."""
    assert tree(read("一、甲", "1.乙", "2.丙", "二、丁")) == ["1 甲", "1.1 乙", "1.2 丙", "2 丁"]


def test_numbers_may_run_through():
    """（五） below 二、 after （四） below 一、 is no fault."""
    parts = read("一、甲", "（一）乙", "（二）丙", "二、丁", "（三）戊")

    assert tree(parts)[-1] == "2.3 戊"
    assert parts.doubts == ()
    assert read("第一章　甲", "第一条　乙。", "第二章　丙", "第二条　丁。").doubts == ()


def test_chapters_and_articles():
    """第一章 holds 第一条; articles number through."""
    parts = read(
        "第一章　总则", "第一条　为规范管理。", "第二章　职责", "第二条　各部门负责。", "（一）丙"
    )

    assert tree(parts) == ["1 总则", "1.1 为规范管理", "2 职责", "2.2 各部门负责", "2.2.1 丙"]


def test_a_heading_ends_at_the_first_full_stop():
    """Where the item goes on in the same paragraph; a statement is no heading."""
    parts = read(
        "（一）加强监管。开展抽查。", "（二）推动创新", "做事。", "（三）督导检查（省厅负责）"
    )

    assert tree(parts) == ["1 加强监管", "2 推动创新", "3 督导检查"]


def test_an_item_takes_in_its_paragraphs_and_sub_items():
    """To where the next of its depth or above begins."""
    lines = ["一、甲", "总的要求。", "（一）乙", "做事。", "再做事。", "二、丙", "收尾。"]
    text = "\n".join(lines)
    parts = read(*lines)

    assert [text[i.start : i.end] for i in parts.items] == [
        "一、甲\n总的要求。\n（一）乙\n做事。\n再做事。",
        "（一）乙\n做事。\n再做事。",
        "二、丙\n收尾。",
    ]


def test_numbers_that_begin_again_get_ids_of_their_own():
    """An attachment begins at 一、 once more."""
    parts = read("一、甲", "二、乙", "附件", "一、丙", "（一）丁", "二、戊")

    assert [item.item_id for item in parts.items] == ["1", "2", "1-2", "1-2.1", "2-2"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("一、甲", "（一）乙", "（三）丙"), "number 3 follows number 1 in （一）"),
        (("一、甲", "（一）乙", "（二）丙", "（二）丁"), "number 2 stands again in （一）"),
        (("一、甲", "（二）乙", "（三）丙"), "number 2 comes first in （一）"),
        (("二、甲", "（一）乙"), "number 2 comes first in 一、"),
        (
            ("第一章　甲", "第一条　乙。", "第二章　丙", "第四条　丁。"),
            "number 4 follows number 1 in 条",
        ),
        (
            ("一、甲", "总体要求-、", "坚持质量第一。"),
            "reads like a heading whose number was scrambled",
        ),
    ],
)
def test_doubtful_numbering_is_told(lines, why):
    """A gap, a repetition, a scrambled heading: each is kept and listed."""
    assert [doubt.why for doubt in read(*lines).doubts] == [why]


def test_an_unsure_number_is_taken_only_in_sequence():
    """2.3项 after item 1 is item 2; 3.4 alone is a figure."""
    assert tree(read("一、甲", "1.乙", "2.3项改革落地。"))[-1] == "1.2 3项改革落地"
    assert tree(read("一、甲", "3.4级地震。")) == ["1 甲"]


@pytest.mark.parametrize("line", ["一、二、三产业融合发展。", "（一）", "抄送：省委各部门。"])
def test_what_only_looks_like_an_item_is_none(line):
    """Must not change: a list of numbers, a number alone, a distribution line."""
    assert tree(read("一、甲", line)) == ["1 甲"]


# Where the items stop


@pytest.mark.parametrize(
    "closing",
    [
        "抄送：省委各部门。",
        "附件：任务清单",
        "2025年7月7日",
        "（此件公开发布）",
        "本方案自2026年7月20日起实施。",
        "特此通知。",
        "某省人民政府办公厅2019年3月15日印发",
    ],
)
def test_closing_lines_belong_to_no_item(closing):
    """Distribution, attachments, dates, terms of validity."""
    lines = ["一、甲", "做事。", closing]
    parts = read(*lines)

    assert spans(parts, *lines) == ["一、甲\n做事。"]
    assert parts.item_at(len("一、甲\n做事。\n")) == ""


def test_the_last_item_ends_with_its_statement_where_the_others_do():
    """What follows the last statement closes the document."""
    task = "（{}）甲。做事。（省科技厅负责）"
    lines = [task.format(n) for n in "一二三"]
    closing = "各地要加强组织领导，逐级落实责任。"

    assert spans(read(*lines, closing), *lines, closing) == lines


def test_the_last_item_keeps_its_text_where_others_go_on_behind_statements():
    """Must not change: statements within tasks."""
    lines = [
        "（一）甲。（省厅负责）再做事。",
        "（二）乙。（省厅负责）再做事。",
        "（三）丙。（省厅负责）再做事。",
    ]

    assert spans(read(*lines), *lines) == lines


def test_glossaries_are_no_items():
    """名词解释 and 注释 list terms under numbers; an attachment behind them counts again."""
    lines = [
        "各位代表：",
        "一、甲",
        "做事。",
        "注释：",
        "1.云计算：是指甲。",
        "附件",
        "一、乙",
        "再做事。",
    ]
    parts = read(*lines)

    assert [item.item_id for item in parts.items] == ["1", "1-2"]
    assert spans(parts, *lines) == ["一、甲\n做事。", "一、乙\n再做事。"]


# Tasks


def test_tasks_are_the_lowest_items():
    """A section that is split further is no task; one that is not, is."""
    parts = read("一、甲", "（一）乙", "做事。", "二、丙", "收尾。")

    assert parts.unit == "item"
    assert [task.task_id for task in parts.tasks] == ["1.1", "2"]


def test_sections_of_several_paragraphs_have_paragraphs_as_tasks():
    """Where nothing is numbered below them."""
    lines = ["一、甲", "做一事。", "做二事。", "二、乙", "做三事。"]
    parts = read(*lines)

    assert parts.unit == "paragraph"
    assert spans(parts, *lines) == ["一、甲\n做一事。", "做二事。", "二、乙\n做三事。"]
    assert [task.item_id for task in parts.tasks] == ["1", "1", "2"]


def test_sections_of_one_paragraph_are_tasks():
    """一、 with its text is the lowest item."""
    parts = read("一、甲。做一事。", "二、乙。做二事。")

    assert parts.unit == "item"
    assert [task.task_id for task in parts.tasks] == ["1", "2"]


def test_a_report_is_read_by_paragraphs_from_its_opening_on():
    """Behind the address to the deputies, numbered or not; formulas are left out."""
    lines = [
        "政府工作报告",
        "各位代表：",
        "现在，我代表省政府报告工作，请予审议。",
        "工作回顾",
        "去年成效明显。",
        "一、重点工作",
        "（一）做一事。做好。",
        "各位代表！",
        "谢谢大家！",
    ]
    parts = read(*lines)

    assert (parts.unit, parts.is_report) == ("paragraph", True)
    assert spans(parts, *lines) == [
        "工作回顾\n去年成效明显。",
        "一、重点工作\n（一）做一事。做好。",
    ]
    assert [task.item_id for task in parts.tasks] == ["", "1.1"]


def test_the_opening_of_a_report_ends_with_its_request():
    """However long the name of the plan that is put before the deputies beside it."""
    request = "受政府之托，向会议说明去年的工作，请连同《某省今后五年经济社会发展的规划纲要（草案）》一起审议。"
    lines = ["各位代表：", request, "去年成效明显。"]

    assert spans(read(*lines), *lines) == ["去年成效明显。"]


def test_a_statement_on_a_line_of_its_own_goes_with_the_paragraph_before():
    """It names who does that paragraph, and is no paragraph itself."""
    lines = [
        "各位代表：",
        "一、就业",
        "目标：新增就业。",
        "主办单位：省财政厅",
        "二、教育",
        "目标：建学校。",
    ]
    parts = read(*lines)

    assert spans(parts, *lines) == [
        "一、就业\n目标：新增就业。\n主办单位：省财政厅",
        "二、教育\n目标：建学校。",
    ]


def test_the_unit_may_be_asked_for():
    """Items of a report, paragraphs of a plan."""
    lines = ["一、甲", "（一）乙。做事。", "再做事。"]

    assert len(read(*lines, unit="item").tasks) == 1
    assert spans(read(*lines, unit="paragraph"), *lines) == ["一、甲\n（一）乙。做事。", "再做事。"]


def test_places_find_their_item_and_task():
    """The innermost; outside, none."""
    lines = ["开头。", "一、甲", "总的要求。", "（一）乙", "做事。"]
    text = "\n".join(lines)
    parts = read(*lines)

    assert parts.item_at(0) == ""
    assert parts.item_at(text.index("总的")) == "1"
    assert parts.item_at(text.index("做事")) == "1.1"
    assert parts.task_at(text.index("总的")) == ""
    assert parts.task_at(text.index("做事")) == "1.1"
