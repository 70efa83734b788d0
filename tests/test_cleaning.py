"""From raw to clean text: what is joined, what goes, and that every change is on record."""

import pytest
from conftest import JIANGXI
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import noise, plans

from textlab.reading.cleaning import CleanText, clean
from textlab.reading.lines import cut_lines

ANY = st.text(
    alphabet="一二、（）()“”《》。，：；等 \n\r\t　12.—-页质量省厅局ab\x00\ue000１Ａ", max_size=200
)


def cleaned(*lines: str) -> list[str]:
    """The paragraphs that lines become."""
    return clean("\n".join(lines)).text.split("\n")


# What is joined


@pytest.mark.parametrize(
    "lines",
    [
        ("启动农产品内外销“同线", "同标同质”帮扶活动，开展检查。"),
        ("开展抽查。鼓励企业开展质量信誉承", "诺活动，引导企业发布声明。"),
        ("加强监管，", "开展抽查。"),
        ("开展抽查。（省发改委、省科", "技厅负责）"),
        ("（一）", "加强监管。"),
        ("2025", "年10月13日印发"),
    ],
)
def test_a_broken_sentence_is_joined(lines):
    """An open quote or bracket, a comma, or running text without an end goes on."""
    assert cleaned(*lines) == ["".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ("加强监管。", "开展抽查。"),
        ("一、总体要求", "坚持质量第一。"),
        ("质量发展纲要", "2016年行动计划"),
        ("各市人民政府：", "现印发给你们。"),
        ("开展抽查。（省科技厅负责）", "（二）推动创新。"),
        ("开展抽查。（省科技厅、各级国资委）", "附：1.任务表"),
        ("开展抽查，加强监管，", "（二）推动创新。"),
        ("总体要求-、", "坚持质量第一。"),
        ("省财政厅", "2025年7月7日"),
    ],
)
def test_whole_paragraphs_stay_apart(lines):
    """Must not change: a sentence end, a heading, a statement, a number part paragraphs."""
    assert cleaned(*lines) == list(lines)


def test_hard_wrapped_lines_are_joined():
    """Where most lines stop in mid-sentence at one width, a full line goes on."""
    text = "坚持质量第一加快建设质量强省推动高质量发展不断满足人民需要健全体系"
    lines = [text[:16], text[16:32], text[2:18]] * 4

    assert cleaned(*lines, "结束。") == ["".join(lines) + "结束。"]


# A list of names without its 。

TASK = "1.培训护理员。培训一千人。责任单位："


@pytest.mark.parametrize(
    "lines",
    [
        (f"{TASK}市人社局", "各县区要加强组织领导，确保落实。"),
        (f"{TASK}市人社局、市民政局", "各县区要加强组织领导，确保落实。"),
        (f"{TASK}市财政局、各县区政府", "云溪市人民政府", "2024年2月1日"),
        (f"{TASK}市财政局牵头，市民政局配合", "各县区要加强组织领导。"),
        (f"{TASK}市财政局", "配合单位：市民政局", "（此件公开发布）"),
        ("牵头单位：市财政局；配合单位：市民政局", "各县区要加强组织领导。"),
        ("培训一千人。" * 400 + " **责任单位：**市民政局", "各县区要加强组织领导。"),
    ],
)
def test_a_list_of_names_ends_with_its_line(lines):
    """It needs no 。 where all its names are whole, be it behind a sentence or on its own line."""
    assert cleaned(*lines)[1:] == list(lines[1:])


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\r\r", "\n\u3000\u3000\n\n"])
def test_a_blank_line_ends_a_list_of_names(gap):
    """Also behind a name that the next line would seem to complete."""
    text = gap.join([f"{TASK}市人社局；责任人：张三", "云溪市人民政府", "2024年2月1日"])

    assert clean(text).text.split("\n")[1:] == ["云溪市人民政府", "2024年2月1日"]


@pytest.mark.parametrize(
    "lines",
    [
        (f"{TASK}市人社局、", "市财政局"),
        (f"{TASK}市人社局、", "", "市财政局"),
        (f"{TASK}市人社局", "、市财政局"),
        (f"{TASK}市人社局", "等部门"),
        (f"{TASK}市人社局、市财", "政局、市民", "政局"),
        (f"{TASK}市人社局牵头，市财", "政局配合"),
        ("抓好落实。（见附件。责任单位：市人社局）市财政局", "负责审核。"),
    ],
)
def test_a_wrapped_list_of_names_is_joined(lines):
    """A mark or a name cut in two tells that the list goes on."""
    assert cleaned(*lines) == ["".join(lines)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_end_is_no_blank_line(line_end):
    """Must not change: however it is written, half a name goes on behind it."""
    text = f"{TASK}市人社局、市财{line_end}政局"

    assert clean(text).text == f"{TASK}市人社局、市财政局"


def _wrapped(gap: str, *ends: str) -> list[str]:
    """The paragraphs of a text wrapped at 20 characters that ends with these lines."""
    line = "坚持质量第一加快建设质量强省推动高质量发"
    return clean(gap.join([*[line] * 8, "结束。", *ends])).text.split("\n")[1:]


def test_a_full_line_goes_on_in_a_list_of_names():
    """市委 at the end of a full line may stand for the first half of 市委组织部."""
    lines = ("1.培训一千人。责任单位：市财政局、市委", "组织部、市民政局", "云溪市人民政府")

    assert _wrapped("\n", *lines) == ["".join(lines[:2]), lines[2]]


def test_full_lines_between_blank_lines_are_told_by_the_names():
    """Where each line stands between blank ones, a whole name ends the list, half a name not."""
    lines = ("1.培训一千人。责任单位：市人社局、市财", "政局、市民政局", "云溪市人民政府")
    whole = ("1.培训人员。责任单位：市人社局、市财政局", "云溪市人民政府")

    assert _wrapped("\n\n", *lines) == ["".join(lines[:2]), lines[2]]
    assert _wrapped("\n\n", *whole) == list(whole)


def test_headings_of_like_length_are_not_hard_wrapped():
    """Must not change: a text whose paragraphs are longer than the headings."""
    heading = "推动产业转型升级和创新发展行动"
    lines = [heading, "坚持质量第一，加快建设质量强省，推动高质量发展，不断满足人民需要。" * 2] * 8

    assert cleaned(*lines) == lines


def test_latin_words_keep_their_space():
    """Chinese characters need none, and get none."""
    assert cleaned("推广 Open Source 软件 和 AI", "（一）甲") == [
        "推广Open Source软件和AI",
        "（一）甲",
    ]


# What goes


@pytest.mark.parametrize(
    ("raw", "text", "kind"),
    [
        ("推进５Ｇ建设", "推进5G建设", "full-width character"),
        ("**（一）推动创新**", "（一）推动创新", "markup"),
        ("1\ue010推进建设", "1.推进建设", "private-use character"),
        ("推进\ue010建设", "推进建设", "private-use character"),
        ("推进　建 设", "推进建设", "white space"),
        ("推进\u200b建设", "推进建设", "white space"),
        ("推进\x02建设", "推进建设", "control character"),
        ("总理<U+00A0> 某某", "总理某某", "white space"),
    ],
)
def test_characters_are_written_one_way(raw, text, kind):
    """Each with an edit that says why."""
    result = clean(raw)

    assert result.text == text
    assert {edit.kind for edit in result.edits} == {kind}


@pytest.mark.parametrize(
    "text", ["推进“一站式”建设（试点）：甲，乙；丙？", "2011-2020年", "A股、B股～C股"]
)
def test_good_text_stays(text):
    """Must not change: Chinese punctuation keeps its width."""
    assert clean(text).text == text
    assert clean(text).edits == ()


def test_cells_of_a_table_stay_apart():
    """A tab between cells becomes a space, a row never runs into the next; a tab behind a number
    or at the head of a line is white space like any other."""
    assert cleaned("任务\t责任单位", "做好。工作\t省财政厅", "继续做\t省教育厅") == [
        "任务 责任单位",
        "做好。工作 省财政厅",
        "继续做 省教育厅",
    ]
    assert cleaned("1.\t推进建设") == ["1.推进建设"]
    assert cleaned("\t推进建设") == ["推进建设"]


# Lines


def test_a_wide_gap_behind_a_sentence_parts_paragraphs():
    """Some sources write two paragraphs into one line."""
    assert [line.text for line in cut_lines("开展抽查。　　加强监管。")] == [
        "开展抽查。",
        "加强监管。",
    ]


def test_a_chapter_and_its_first_article_on_one_line_are_parted():
    """第一章　总则　　第一条 …"""
    lines = [line.text for line in cut_lines("　第一章　总则　　第一条 　为规范管理。")]

    assert lines == ["第一章　总则", "第一条 　为规范管理。"]


def test_a_number_behind_a_statement_begins_a_line():
    """…负责)(十七)…"""
    assert [line.text for line in cut_lines("(省厅负责)(十七)下一项")] == [
        "(省厅负责)",
        "(十七)下一项",
    ]


def test_a_document_on_one_line_is_cut_at_its_numbers():
    """A portal's export: title, number, addressee, sections and items in one line."""
    body = "（一）加强监管。" + "开展抽查。" * 500 + "（二）推动创新。支持攻关。"
    raw = (
        "某市人民政府关于提升质量工作的意见某府发〔2019〕17号各区人民政府："
        f"近年来质量提升。一、总体要求{body}某市人民政府   2019年6月28日   （此件公开发布）"
    )
    lines = [line.text[:17] for line in cut_lines(raw)]

    assert lines == [
        "某市人民政府关于提升质量工作的意见",
        "某府发〔2019〕17号",
        "各区人民政府：",
        "近年来质量提升。",
        "一、总体要求",
        "（一）加强监管。开展抽查。开展抽查",
        "（二）推动创新。支持攻关。",
        "某市人民政府",
        "2019年6月28日",
        "（此件公开发布）",
    ]


# Conservation


def assert_conserved(result: CleanText) -> None:
    """The edits, applied to the raw text, give the clean text; each character knows its place."""
    text, place = "", 0
    for edit in result.edits:
        assert place <= edit.start <= edit.end
        text += result.raw[place : edit.start] + edit.replacement
        place = edit.end
    assert text + result.raw[place:] == result.text
    assert len(result.starts) == len(result.ends) == len(result.text)
    edited = {i for edit in result.edits for i in range(edit.start, edit.end)}
    for i, char in enumerate(result.text):
        start, end = result.starts[i], result.ends[i]
        assert result.raw[start:end] == char or edited.issuperset(range(start, end))


@given(raw=ANY)
def test_nothing_is_lost_without_an_edit(raw):
    """Every raw character is kept in its place or stands in an edit."""
    assert_conserved(clean(raw))


def test_nothing_of_the_jiangxi_plan_is_lost():
    """White space and two joints are all that changes."""
    result = clean(JIANGXI.read_text(encoding="utf-8"))

    assert_conserved(result)
    assert {edit.kind for edit in result.edits} == {"white space", "joined"}
    assert len(result.joints) == 2
    assert [result.text[place : place + 4] for place in result.joints] == ["同标同质", "诺活动，"]


@settings(max_examples=30, deadline=None)
@given(made=plans(), gap=noise())
def test_cleaning_a_clean_plan_changes_nothing(made, gap):
    """Idempotence, on plans: what is clean stays."""
    once = clean("".join(line + gap for line in made.render())).text

    assert clean(once).text == once


@given(raw=ANY, start=st.integers(0, 199), length=st.integers(1, 50))
def test_a_clean_span_has_a_raw_span(raw, start, length):
    """raw_span turns offsets back; the span's ends are those of its first and last character."""
    result = clean(raw)
    end = min(start + length, len(result.text))
    if start >= end:
        return
    raw_start, raw_end = result.raw_span(start, end)

    assert 0 <= raw_start <= raw_end <= len(raw)
    assert (raw_start, raw_end) == (result.starts[start], result.ends[end - 1])
