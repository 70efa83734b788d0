"""The coding rules for responsibility statements, one line a rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import AGENCIES, COLLECTIVES, statements

from textlab.reading.agencies import parse_statement
from textlab.reading.names import (
    is_collective,
    is_organisation,
    prefix_of,
    restore_prefix,
    split_names,
)


def said(text: str, *, first_leads: bool = False) -> str:
    """A statement in short: name, /L lead or /S support, * for a group, + for an open list."""
    parsed = parse_statement(text, first_leads=first_leads)
    roles = {"lead": "/L", "responsible": "", "support": "/S"}
    names = [f"{m.name}{roles[m.role]}{'*' if m.collective else ''}" for m in parsed.mentions]
    return " ".join([*names, *(["+"] if parsed.open else [])])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（省发改委、省科技厅按职责分工负责）", "省发改委 省科技厅"),
        ("（省商务厅牵头，合肥海关配合）", "省商务厅/L 合肥海关/S"),
        ("（省商务厅牵头、省财政厅配合）", "省商务厅/L 省财政厅/S"),
        ("（牵头单位：省商务厅；参加单位：省财政厅）", "省商务厅/L 省财政厅/S"),
        ("（牵头单位：省商务厅，责任单位：省财政厅）", "省商务厅/L 省财政厅"),
        ("（牵头单位：省商务厅 责任单位：省财政厅）", "省商务厅/L 省财政厅"),
        ("（主办单位：省公安厅；协办单位：省司法厅）", "省公安厅/L 省司法厅/S"),
        ("责任单位：省商务厅、省财政厅", "省商务厅 省财政厅"),
        ("（责 任 单 位：省商务厅）", "省商务厅"),
        ("（责任单位:省发改委,省财政厅）", "省发改委 省财政厅"),
        ("（省商务厅牵头，省财政厅、省税务局按职责分工负责）", "省商务厅/L 省财政厅 省税务局"),
        ("（省商务厅、省财政厅牵头）", "省商务厅/L 省财政厅/L"),
        ("（省科技厅牵头负责，省财政厅参与）", "省科技厅/L 省财政厅/S"),
        ("（省公安厅负责，省应急厅参加）", "省公安厅 省应急厅/S"),
        ("（省财政厅会同省税务局负责）", "省财政厅/L 省税务局/S"),
        ("（由省科技厅牵头，会同省财政厅组织实施）", "省科技厅/L 省财政厅/S"),
        ("（省卫生健康委负责，省国资委按职责分工负责）", "省卫生健康委 省国资委"),
        ("（持续推进，牵头考核单位：市审批服务局）", "市审批服务局/L"),
        ("（市科委、市财政局）", "市科委 市财政局"),
        ("（（省科技厅、省财政厅）负责）", "省科技厅 省财政厅"),
        ("（省教育厅牵头，（省科技厅、财政厅）配合）", "省教育厅/L 省科技厅/S 省财政厅/S"),
    ],
)
def test_roles(text, expected):
    """Labels and verbs give the role; a run without a verb takes that of the next."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（省财政厅、自然资源厅、国资委负责）", "省财政厅 省自然资源厅 省国资委"),
        ("（江西省财政厅、教育厅负责）", "江西省财政厅 江西省教育厅"),
        ("（自治区发改委、财政厅、党委宣传部负责）", "自治区发改委 自治区财政厅 自治区党委宣传部"),
        ("（省委组织部、宣传部、教育厅负责）", "省委组织部 省委宣传部 省教育厅"),
        ("（省教育厅、合肥海关、财政厅负责）", "省教育厅 合肥海关 省财政厅"),
        ("（省发展改革委、南昌市政府、科技厅负责）", "省发展改革委 南昌市政府 省科技厅"),
        ("（济南、青岛、烟台市政府负责）", "济南市政府 青岛市政府 烟台市政府"),
        ("（市商务局、经开区、和平区政府负责）", "市商务局 经开区 和平区政府"),
        # must not change: a full name stands on its own and passes nothing on
        ("（人行南昌中心支行、财政厅负责）", "人行南昌中心支行 财政厅"),
        ("（省建设厅牵头，交通运输厅负责）", "省建设厅/L 交通运输厅"),
        ("（国家发展改革委、财政部、海关总署负责）", "国家发展改革委 财政部 海关总署"),
        ("（省财政厅、中国人民银行广东省分行）", "省财政厅 中国人民银行广东省分行"),
        ("（省科技厅、金融监管总局山东监管局）", "省科技厅 金融监管总局山东监管局"),
        ("（省教育厅、之江实验室、团省委）", "省教育厅 之江实验室 团省委"),
    ],
)
def test_elided_prefixes_are_restored(text, expected):
    """A prefix carries on within one run joined by 、, and no further."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（省科技厅等负责）", "省科技厅 +"),
        ("（省科技厅、省财政厅等部门按职责分工负责）", "省科技厅 省财政厅 +"),
        ("（省科技厅等12个部门负责）", "省科技厅 +"),
        ("（省科技厅等相关部门及各地区负责）", "省科技厅 各地区* +"),
        ("（省科技厅等有关部门和各设区市人民政府负责）", "省科技厅 各设区市人民政府* +"),
        ("（财政部、人力资源社会保障部等配合）", "财政部/S 人力资源社会保障部/S +"),
        # must not change: 等 within a name
        ("（省高等教育学会、省中等职业教育中心负责）", "省高等教育学会 省中等职业教育中心"),
    ],
)
def test_open_lists(text, expected):
    """等 at the end opens the list; what follows it names nobody."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（省大数据局牵头，各有关部门、各市政府配合）", "省大数据局/L 各有关部门/S* 各市政府/S*"),
        ("（各有关单位）", "各有关单位*"),
        ("（省财政厅，各市、县（市、区）政府负责）", "省财政厅 各市、县（市、区）政府*"),
        ("（省经信厅，各市、县〔市、区〕政府）", "省经信厅 各市、县〔市、区〕政府*"),
        ("（省教育厅、有关高校、科研院所负责）", "省教育厅 有关高校* 科研院所*"),
        ("（有关省级人民政府、各地区负责）", "有关省级人民政府* 各地区*"),
        ("（省经信厅，相关市、县（市、区）政府负责）", "省经信厅 相关市、县（市、区）政府*"),
        ("（省制造强省建设领导小组成员单位）", "省制造强省建设领导小组成员单位*"),
        ("（省经信厅、相关行业主管部门）", "省经信厅 相关行业主管部门*"),
        ("（省发展改革委及相关省级部门）", "省发展改革委 相关省级部门*"),
        ("（省工业和信息化厅、各市工业和信息化局）", "省工业和信息化厅 各市工业和信息化局*"),
        ("（各级行业主管部门、各级国资委）", "各级行业主管部门* 各级国资委*"),
        ("（市经济信息化委、相关区）", "市经济信息化委 相关区*"),
        # must not change: single organisations whose names hold a word of groups
        ("（省机关事务管理局、市区域合作办公室）", "省机关事务管理局 市区域合作办公室"),
        ("（省住房和城乡建设厅负责）", "省住房和城乡建设厅"),
        ("（省市场监管局（省知识产权局）、省司法厅）", "省市场监管局（省知识产权局） 省司法厅"),
    ],
)
def test_groups_are_kept_apart(text, expected):
    """A group names no single organisation and is marked so."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("（责任单位：省经信厅；完成时限：2025年6月底）", "2025年6月底"),
        ("（责任单位：省经信厅；完成时限：2025年6月底前完成）", "2025年6月底前"),
        ("（责任单位：省经信厅；完成时限：“十四五”期间）", "“十四五”期间"),
        ("（责任单位：省经信厅；完成时限：长期坚持）", ""),
        ("（省经信厅牵头，2025年12月底前完成）", "2025年12月底前"),
        ("（省经信厅牵头，2025年12月31日前完成，持续推进）", "2025年12月31日前"),
        ("（省经信厅牵头，2016—2020年）", "2016—2020年"),
        ("（省经信厅牵头，年底前完成）", "年底前"),
        ("（省经信厅牵头，力争2025年第三季度完成）", "2025年第三季度"),
        ("（6月底完成，牵头考核单位：市卫健委）", "6月底"),
        ("（12月取得明显成效，牵头考核单位：市卫健委）", "12月"),
        ("（5月底取得明显成效并持续推进，牵头单位：市医保局）", "5月底"),
        ("（持续推进，牵头单位：市医保局）", ""),
        ("（省经信厅负责，长期坚持）", ""),
        ("（省经信厅负责）", ""),
    ],
)
def test_deadlines(text, deadline):
    """The time alone, without what is done by then; it is no name, nor is work without an end."""
    parsed = parse_statement(text)

    assert parsed.deadline == deadline
    assert len(parsed.mentions) == 1
    assert parsed.rest == ()


@pytest.mark.parametrize(
    "rule",
    [
        "，列第一位者为牵头部门，下同",
        "；排在第一位的为牵头单位",
        "〔列第一位的为牵头单位，下同〕",
        "。列第一位的为牵头单位，下同。",
        "，以下各项任务中列第一位的为牵头单位",
        "，排在首位的单位牵头",
    ],
)
def test_the_first_of_a_list_leads_where_the_document_says_so(rule):
    """Said once for all, it holds here and is told to the statements that follow."""
    assert said(f"（责任单位：省教育厅、省财政厅{rule}）") == "省教育厅/L 省财政厅"
    assert parse_statement(f"（省教育厅、省财政厅负责{rule}）").first_leads


def test_the_rule_of_the_first_yields_to_what_a_statement_says():
    """Who leads by name leads; a group is never the first."""
    assert said("（省教育厅、省财政厅负责）", first_leads=True) == "省教育厅/L 省财政厅"
    assert said("（各行业主管部门、省国资委）", first_leads=True) == "各行业主管部门* 省国资委/L"
    assert said("（省教育厅负责，省财政厅牵头）", first_leads=True) == "省教育厅 省财政厅/L"
    assert said("（省教育厅配合）", first_leads=True) == "省教育厅/S"


def test_what_names_nobody_is_kept_as_rest():
    """Nothing is guessed, nothing is dropped."""
    assert parse_statement("（牵头领导：张三；牵头单位：省发改委）").rest == ("牵头领导：张三",)


def test_a_remark_on_other_statements_is_kept():
    """A group that it names is one of this statement's, unless groups are named already."""
    remark = "以下均须有关县（市、区）政府实施，不另说明"
    written = f"（责任单位：省经信厅，{remark}）"

    assert said(written) == "省经信厅 有关县（市、区）政府*"
    assert parse_statement(written).remark == remark
    assert parse_statement(written).rest == ()
    assert said("（省经信厅、各市政府，以下均需地方配合）") == "省经信厅 各市政府*"


@pytest.mark.parametrize("text", ["（第一责任单位：省教育厅）", "（质量第一是准绳，省教育厅负责）"])
def test_not_every_first_is_the_first_of_a_list(text):
    """Must not change: 第一 in a label or in other words."""
    assert not parse_statement(text).first_leads


def test_line_breaks_and_spaces_inside_names_go():
    """Sources break names at the end of a line."""
    assert said("（省发展改\n革委、省 科 技 厅负责）") == "省发展改革委 省科技厅"


@settings(max_examples=60, deadline=None)
@given(made=statements())
def test_made_statements_are_read_back(made):
    """Whatever the form, names, roles, groups, 等 and deadlines come back."""
    parsed = parse_statement(made.text)

    assert tuple((m.name, m.role, m.collective) for m in parsed.mentions) == made.mentions
    assert (parsed.open, parsed.deadline, parsed.rest) == (made.open, made.deadline, ())


@settings(max_examples=60, deadline=None)
@given(names=st.lists(st.sampled_from(AGENCIES), min_size=1, unique=True))
def test_names_in_full_are_never_changed(names):
    """Where every name has its prefix, none gets another."""
    parsed = parse_statement(f"（{'、'.join(names)}按职责分工负责）")

    assert [mention.name for mention in parsed.mentions] == names


# Names


@pytest.mark.parametrize("name", [*AGENCIES, "之江实验室", "省电力公司", "团省委", "中铁济南局"])
def test_organisations_are_known_by_their_ending(name):
    """And are no groups."""
    assert is_organisation(name)
    assert not is_collective(name)


@pytest.mark.parametrize(
    "name", [*COLLECTIVES, "有关高校", "成员单位", "相关区", "企业", "省属企业"]
)
def test_groups_are_known_by_their_words(name):
    """各, 有关, 相关, or a kind of organisation without a name."""
    assert is_collective(name)


@pytest.mark.parametrize("name", ["推进工作", "牵头领导：张三", "厅", "2025年", "完" * 60 + "厅"])
def test_other_words_are_neither(name):
    """Not a remark, not a label, not a text of sixty characters."""
    assert not is_organisation(name)
    assert not is_collective(name)


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("省财政厅", "省"),
        ("江西省财政厅", "江西省"),
        ("省委宣传部", "省"),
        ("自治区教育厅", "自治区"),
        ("市市场监管局", "市"),
        ("合肥海关", ""),
        ("市场监管总局", ""),
        ("财政部", ""),
    ],
)
def test_prefixes(name, prefix):
    """The region that a name begins with; 市 in 市场 is none."""
    assert prefix_of(name) == prefix


def test_a_prefix_is_restored_once():
    """Restoring again changes nothing."""
    once = restore_prefix("财政厅", "省")

    assert once == "省财政厅"
    assert restore_prefix(once, "省") == once
    assert restore_prefix("编办", "省") == "省委编办"
    assert restore_prefix("南昌海关", "省") == "南昌海关"


def test_a_group_of_places_is_one_name():
    """、 within 各市、县（市、区）政府 parts no names."""
    assert split_names("省财政厅、各市、县（市、区）政府") == ["省财政厅", "各市、县（市、区）政府"]
