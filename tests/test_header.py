"""Title, number, issuer, addressee, date and region, from what stands around the items."""

import pytest

from textlab.reading.dates import iso_date
from textlab.reading.facts import facts_on_top
from textlab.reading.header import Header, read_header

NOTICE = [
    "某省财政厅文件",
    "某财发〔2024〕9号",
    "某省财政厅关于印发《加快质量提升",
    "工作实施方案》的通知",
    "各市、县（市、区）财政部门，省级有关单位：",
    "现将《加快质量提升工作实施方案》印发给你们，请认真贯彻实施。",
    "浙江省财政厅",
    "2024年8月6日",
    "加快质量提升工作",
    "实施方案",
    "为贯彻落实部署，制定本方案。",
    "一、总体目标",
    "坚持质量第一。",
]


def header(*lines: str, raw: str = "") -> Header:
    return read_header(list(lines), raw=raw, facts=facts_on_top(raw))


def test_a_notice_is_read_whole():
    """Letterhead, number, title on two lines, addressee, signature, date."""
    facts = read_header(NOTICE)

    assert facts.title == "某省财政厅关于印发《加快质量提升工作实施方案》的通知"
    assert facts.doc_number == "某财发〔2024〕9号"
    assert facts.addressee == "各市、县（市、区）财政部门，省级有关单位"
    assert facts.issuer == "浙江省财政厅"
    assert facts.date == "2024-08-06"
    assert facts.region == "浙江省"


def test_what_a_text_does_not_say_is_empty():
    """Nothing is guessed."""
    assert header("为贯彻落实部署，制定本方案。", "一、总体目标") == Header()


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["贯彻实施江西省质量发展纲要", "2016年行动计划", "为落实要求，制定本计划。"],
         "贯彻实施江西省质量发展纲要2016年行动计划"),
        (["附件1", "某省质量工作", "（2025—2027年）行动方案"], "某省质量工作（2025—2027年）行动方案"),
        (["某省质量行动计划", "（2024-2025年）", "一、甲"], "某省质量行动计划（2024-2025年）"),
        (["2026年某省政府工作报告", "政府工作报告", "各位代表："], "2026年某省政府工作报告"),
        (["政府工作报告——2016年3月5日在第十二届全国人民代表大会第四次会议上"], "政府工作报告"),
        (["政府工作报告", "——2026年1月27日在某省人民代表大会第五次会议上", "省长某某"], "政府工作报告"),
        (["某市某局（2023年度）质量工作要点"], "某市某局（2023年度）质量工作要点"),
        (["坚持质量第一，加快建设，推动发展"], ""),
        (["某市市长某某", "各位代表：", "现在，我代表市政府报告工作。"], ""),
        (["质量提升"], ""),
    ],
)  # fmt: skip
def test_titles(lines, title):
    """The first lines together that end as titles do; a document may have none."""
    assert header(*lines).title == title


def test_facts_on_top_of_a_portal_are_taken():
    """A metadata table says title, number and dates outright."""
    raw = "标题: 某市关于质量的意见\n发文字号：某府发〔2019〕17号\n成文日期：2019年6月28日\n"
    facts = header("一、甲", raw=raw)

    assert facts.title == "某市关于质量的意见"
    assert facts.doc_number == "某府发〔2019〕17号"
    assert facts.date == "2019-06-28"


def test_a_portal_may_space_its_labels_and_put_facts_below_them():
    """As the cells of a table."""
    raw = "标　　题：\n某部关于质量的通知\n发文字号： 某发〔2018〕1号\n成文日期： 2018年12月21日\n"
    facts = header("一、甲", raw=raw)

    assert (facts.title, facts.doc_number, facts.date) == (
        "某部关于质量的通知",
        "某发〔2018〕1号",
        "2018-12-21",
    )
    assert header("一、甲", raw="名称：\n发文机关：国务院办公厅\n").title == ""
    assert header("一、甲", raw="名称：某省质量方案\n").title == "某省质量方案"


@pytest.mark.parametrize(
    "raw",
    [
        "申请材料\n单位名称：以营业执照为准\n",
        "名称：以营业执照为准\n",
        "某计划\n一、甲\n名称：质量提升行动方案\n标题：乙\n发文字号：某发〔2018〕1号\n发文机关：某办\n成文日期：2018年1月1日\n",
    ],
)
def test_facts_in_the_body_are_no_facts_of_the_document(raw):
    """A label within a line, a name that is no title, and all behind the first item."""
    assert header("一、甲", raw=raw) == Header()


def test_the_day_of_publishing_stands_in_only_for_a_missing_date():
    """The date of signature goes before."""
    assert header("一、甲", raw="发布日期：2025-08-07\n").date == "2025-08-07"
    assert header("2025年7月23日", "一、甲", raw="发布日期：2025-08-07\n").date == "2025-07-23"


def test_the_day_a_report_was_given_is_its_date():
    """From its subtitle, or from its credit line."""
    assert header("——2026年1月27日在某省人民代表大会上", "各位代表：").date == "2026-01-27"
    raw = "来源：某省人民政府2025年1月17日在某省人民代表大会第三次会议上省长某某作政府工作报告\n"
    assert header("各位代表：", raw=raw).date == "2025-01-17"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2016年6月30日", "2016-06-30"),
        ("2016-6-30", "2016-06-30"),
        ("二〇一六年六月三十日", "2016-06-30"),
        ("二○一六年十二月一日", "2016-12-01"),
        ("2016年13月1日", ""),
        ("2016年2月31日", ""),
        ("2016年2月29日", "2016-02-29"),
        ("2016年6月", ""),
        ("", ""),
    ],
)
def test_dates(text, date):
    """As written, or nothing."""
    assert iso_date(text) == date


def test_several_issuers_sign_one_below_the_other():
    """All names directly above the date, 办 among them."""
    names = ["省科技厅", "省发展改革委", "省委人才办", "省委金融办", "省数据局"]
    facts = header("一、甲", "做事。", *names, "2025年7月7日")

    assert facts.issuer == "、".join(names)
    assert facts.date == "2025-07-07"


def test_the_issuer_is_named_by_the_title_where_nobody_signs():
    """某省人民政府办公厅关于印发…"""
    assert (
        header("浙江省人民政府办公厅关于印发质量方案的通知", "一、甲").issuer
        == "浙江省人民政府办公厅"
    )


def test_the_line_of_issue_gives_issuer_and_date_at_last():
    """…办公厅2019年3月15日印发"""
    facts = header("一、甲", "做事。", "山东省人民政府办公厅2019年3月15日印发")

    assert (facts.issuer, facts.date) == ("山东省人民政府办公厅", "2019-03-15")


@pytest.mark.parametrize(
    ("lines", "region"),
    [
        (["国务院办公厅关于质量的意见"], "全国"),
        (["各位代表：", "现在，我代表国务院，向大会报告工作。上海很好。"], "全国"),
        (["江西省质量工作方案"], "江西省"),
        (["某方案", "一、甲", "建设广西高地，推动广西发展，联动广东。"], "广西壮族自治区"),
        (["某方案", "一、甲", "做事。"], ""),
        (["海南省人民政府关于质量的意见"], "海南省"),
        (["海南藏族自治州人民政府关于质量的意见"], ""),
        (["海南藏族自治州人民政府关于质量的意见", "海南州位于青海。"], "青海省"),
        (["河南蒙古族自治县人民政府关于质量的意见", "河南蒙古族自治县位于青海。"], "青海省"),
        (["吉林市人民政府关于质量的意见"], "吉林省"),
        (["教育部办公厅关于质量的意见"], "全国"),
        (["中共广州市委宣传部关于质量的意见"], ""),
        (["中共广州市委宣传部关于质量的意见", "立足广东。"], "广东省"),
    ],
)
def test_regions(lines, region):
    """Named by issuer or title, else the province that the text names most; 全国 for the centre."""
    assert header(*lines).region == region


def test_a_day_that_is_none_is_passed_over():
    """The next date is taken."""
    assert header("2016年2月31日", "2016年3月1日", "一、甲").date == "2016-03-01"


@pytest.mark.parametrize(
    ("title", "issues"),
    [
        ("某省人民政府办公厅关于印发《某省质量提升方案》的通知", "某省质量提升方案"),
        ("某省人民政府办公厅关于印发某省质量提升方案的通知", "某省质量提升方案"),
        ("某市政府印发关于推进质量强市若干措施的通知", "关于推进质量强市若干措施"),
        ("某厅转发《关于落实〈质量纲要〉的意见》的通知", "关于落实〈质量纲要〉的意见"),
        ("某省质量提升方案", ""),
        ("某省人民政府关于加强质量工作的通知", ""),
        ("", ""),
    ],
)
def test_a_notice_says_what_it_issues(title, issues):
    """By its title; a document that issues no other says nothing."""
    assert Header(title=title).issues == issues
