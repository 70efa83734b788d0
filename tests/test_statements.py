"""Which brackets and lines are responsibility statements, and which are not."""

import pytest

from textlab.reading.statements import (
    completes,
    find_scattered,
    find_statements,
    list_at_end,
)


def found(text: str) -> list[str]:
    """The statements of a text as they stand in it."""
    return [text[f.start : f.end] for f in find_statements(text)]


@pytest.mark.parametrize(
    "statement",
    [
        "（省发改委、省科技厅按职责分工负责）",
        "(省发展改革委负责)",
        "〔责任单位：省经信厅、省市场监管局（省知识产权局）〕",
        "（责任单位：省市场监管局（省知识产权局））",
        "（市科委）",
        "（各有关单位）",
        "（市科委、相关区）",
        "（2026年底前完成，牵头单位：市教育局）",
    ],
)
def test_brackets_that_assign_work(statement):
    """By label, by verb, or as a bare list of organisations behind a sentence."""
    assert found(f"开展质量提升行动。{statement}") == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "建立协调机制（以下简称“机制”），由省科技厅负责。",
        "省财政厅（联系人：张三，电话：88888888）负责受理。",
        "由联合体牵头人（省建设公司）提交材料。",
        "符合条件的单位（企业）可以申报。",
        "各级各部门（单位）要落实责任。",
        "推广合作模式（政府引导、企业参与）。",
        "省市场监管局（省知识产权局）组织开展检查。",
        "支持国家实验室（中心）、高校（学院）建设。",
        "落实（国办发〔2016〕18号）要求。",
        "各有关部门要加强协作，省科技厅牵头推进，省财政厅配合。",
        "建设平台（详见附件，省科技厅负责）。",
    ],
)
def test_brackets_and_prose_that_assign_nothing(text):
    """Definitions, contacts, business terms, second names and running prose are none."""
    assert found(text) == []


def test_a_labelled_line_is_a_statement():
    """Up to the end of its line or sentence, its brother lines with it."""
    text = "推进工作。\n责任单位：省科技厅、省财政厅\n（二）下一项"
    pair = "推进工作。\n牵头单位：省科技厅。\n配合单位：省财政厅。\n下一段。"

    assert found(text) == ["责任单位：省科技厅、省财政厅"]
    assert found(pair) == ["牵头单位：省科技厅。\n配合单位：省财政厅"]
    (statement,) = find_statements(pair)
    assert [m.role for m in statement.assignment.mentions] == ["lead", "support"]


def test_several_statements_in_one_task_stand_in_order():
    """A task may assign each of its sentences."""
    text = "建设平台。（省科技厅负责）开展监测。（省水利厅牵头，省财政厅配合）"

    assert found(text) == ["（省科技厅负责）", "（省水利厅牵头，省财政厅配合）"]


def test_a_rule_on_the_first_holds_from_there_on():
    """Statements before it keep their roles."""
    text = (
        "甲。（省科技厅负责）乙。（省财政厅、省税务局负责，列第一位者为牵头部门，下同）"
        "丙。（省教育厅、省司法厅负责）"
    )
    roles = [[m.role for m in f.assignment.mentions] for f in find_statements(text)]

    assert roles == [["responsible"], ["lead", "responsible"], ["lead", "responsible"]]


@pytest.mark.parametrize(
    "rule",
    [
        "一、甲（以下各项任务中列第一位的为牵头单位）\n",
        "本方案各项任务，排在第一位的为牵头单位。\n一、甲\n",
        "责任单位列在首位的单位为牵头单位。\n",
    ],
)
def test_a_rule_on_the_first_may_stand_by_itself(rule):
    """In a bracket without names or in prose; it holds for all lists behind it."""
    text = f"先。（省公安厅、省司法厅负责）\n{rule}（一）乙。（省科技厅、省财政厅负责）（二）丙。（省教育厅）"
    roles = [[m.role for m in f.assignment.mentions] for f in find_statements(text)]

    assert roles == [["responsible", "responsible"], ["lead", "responsible"], ["lead"]]


@pytest.mark.parametrize(
    "statement",
    [
        "（责任单位：省科技厅",
        "（省质监局、省工商局按职责分工负责",
        "〔省科技厅牵头，省财政厅配合。",
    ],
)
def test_a_bracket_that_nothing_closes_ends_with_its_paragraph(statement):
    """A lost bracket loses no statement, whether label or verb tells it."""
    assert found(f"甲。{statement}\n（二）乙。") == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "（一是省科技厅负责，二是抓好落实",
        "（省科技厅负责。做好事情",
        "（甲、乙、丙负责",
        "（见附件",
    ],
)
def test_an_unclosed_bracket_that_goes_on_otherwise_is_no_statement(text):
    """Must not change: prose, a further sentence, nobody's name."""
    assert found(f"甲。{text}\n（二）乙。") == []


def test_a_bracket_scattered_over_a_table_is_no_statement():
    """Three short lines joined: bits of other columns stand between the names."""
    text = "（牵头单位：省卫质量数据集生健康委）"
    joints = [4, 8, 14]

    assert find_scattered(text, joints) == [(0, len(text))]
    assert find_statements(text, joints=joints) == []


def test_a_statement_wrapped_over_full_lines_is_one():
    """Hard-wrapped lines are longer than a table's cells."""
    text = "（责任单位：省数据局、省委网信办、省发展改革委、省经信厅、省公安厅、省国家安全厅、省司法厅）"

    assert find_scattered(text, [22, 44]) == []
    assert len(find_statements(text, joints=[22, 44])) == 1


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ("培训一千人。责任单位：市人社局、市民政局", "责任单位：市人社局、市民政局"),
        ("牵头单位：市人社局；配合单位：市民政局", "牵头单位：市人社局；配合单位：市民政局"),
        ("培训一千人。责任单位：市人社局。", ""),
        ("培训一千人。责任单位：市人社局。再培训一千人", ""),
        ("培训一千人。（见附件。责任单位：市人社局）再培训", ""),
        ("由责任单位落实", ""),
    ],
)
def test_a_paragraph_may_stop_within_a_list(paragraph, names):
    """Behind a label that opens a sentence, with no 。 since and outside all brackets."""
    assert list_at_end(paragraph) == names


@pytest.mark.parametrize(
    ("names", "after", "answer"),
    [
        ("责任单位：市人社局、市财", "政局、市民政局", True),
        ("责任单位：市人社局、市财", "政局、市民", True),
        ("责任单位：省发展改", "革委、省财政厅", True),
        ("责任单位：省财政厅、省委", "宣传部", True),
        ("责任单位：省财政厅、各", "县区政府。", True),
        ("责任单位：省财政厅、省委", "各县区要加强组织领导。", False),
        ("责任单位：市人社局牵头，市财", "政局配合", True),
        ("责任单位：市人社局", "云溪市人民政府", False),
        ("责任人：张三", "各县区要加强组织领导，确保落实。", False),
    ],
)
def test_half_a_name_is_completed_by_the_next_line(names, after, answer):
    """Only where it was not understood before and is with what follows up to the next mark."""
    assert completes(names, after) is answer
