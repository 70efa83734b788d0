"""Which lines are no part of the document."""

import pytest

from textlab.reading import furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("— 12 —", "page number"),
        ("－９－", "page number"),
        ("第 3 页 共 9 页", "page number"),
        ("3 / 9", "page number"),
        ("欗欗欗欗欗欗欗欗", "rule"),
        ("————————", "rule"),
        ("下载", "toolbar"),
        ("【字号：", "toolbar"),
        ("分享到微信", "toolbar"),
        ("扫一扫在手机打开当前页", "toolbar"),
        ("当前位置:首页> 政策文件", "toolbar"),
        ("来源：某某日报", "credit line"),
        ("（来源：某某日报）", "credit line"),
        ("发布日期：2026-07-03 10:21 浏览次数：1", "credit line"),
        ("新华社北京3月17日电", "credit line"),
        ("2026-02-09 09:45:30", "time stamp"),
        ("省长某某作政府工作报告。本报记者 某某摄", "caption"),
        ("5月1日，大会在某某会堂开幕。省长某某作政府工作报告。", "caption"),
        ("某ICP备10000000号 公网安备 33000000000000号", "site footer"),
        ("https://example.org/a.html", "link"),
        ("首页>>某市>>社会资讯>>", "breadcrumbs"),
        ("2021-08-26 09:49 某网综合", "time stamp"),
        ("取消", "toolbar"),
        ("微信搜索关注【某网】公众号，发送“福利”即可获取。", "advertisement"),
        ("© 1995~2025 某传媒有限公司", "site footer"),
        ("一、总体要求……………………1", "table of contents"),
        ("（一）加强监管 ............ 12", "table of contents"),
        ("【时效性】 现行有效", "banner"),
        ("效力级别：地方规范性文件", "banner"),
        ("【法宝引证码】 CLI.12.0000000", "banner"),
        ("**检索时间**: 2026-02-02 15:25:09", "credit line"),
    ],
)
def test_furniture_is_known_by_what_it_says(line, kind):
    """Page numbers, toolbars, credits, captions, footers."""
    assert furniture.kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "一、总体要求",
        "（一）加强监管。",
        "2016年行动计划",
        "2016年6月30日",
        "省财政厅",
        "责任单位：省财政厅",
        "主办单位：省教育厅，各州、市人民政府",
        "主办单位：省教育厅",
        "各市人民政府：",
        "首页设计要便民利企。",
        "建设微信公众号等平台，推动服务上线，方便群众办事。",
        "（三）推进……等工作",
        "附件1",
        "来源于企业的数据应当归集。",
        "加大宣传力度，分享先进经验。",
        "1.5",
        "时间要求明确，责任落实到位。",
        "（一）组织媒体记者深入基层采访",
        "**（一）组织媒体记者深入基层采访**",
        "1.分享先进经验",
    ],
)
def test_the_document_is_no_furniture(line):
    """Must not change: headings, dates, agencies, labelled lines, sentences."""
    assert furniture.kind_of(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "时间：2016年9月1日至30日",
        "审核：省质监局对申报材料进行审核。",
        "来源：企业自筹",
        "组织媒体记者深入基层采访",
        "位置：产业园区东侧",
        "分享先进经验",
        "技术支持：由省数据局提供",
    ],
)
def test_lines_within_the_body_are_no_furniture(line):
    """What may be a credit line, a caption or a toolbar before and behind the body is a task's in it."""
    body = ["一、甲", "（一）乙", line, "（二）丙", line]

    assert furniture.find(body) == {}
    assert 0 in furniture.find(["来源：某日报", *body])
    assert set(furniture.find([*body, "做好。", "来源：某日报"])) == {6}


def test_a_credit_line_that_holds_a_sentence_ends_the_body():
    """The steps of a task under labels, the last of them too."""
    lines = ["一、甲。做事。", "时间：9月", "审核：省质监局审核材料。"]

    assert furniture.find(lines) == {}


def test_some_furniture_is_sure_even_within_the_body():
    """Page numbers, photographs, editors, share buttons."""
    lines = [
        "一、甲。做事。",
        "责任编辑：某某",
        "— 3 —",
        "本报记者 某某摄",
        "扫一扫在手机打开",
        "二、乙。做事。",
    ]

    assert set(furniture.find(lines)) == {1, 2, 3, 4}


def test_a_menu_is_known_by_its_company():
    """Short words among toolbar lines, before the first sentence, are a menu."""
    lines = [
        "首页",
        "组织机构",
        "经信动态",
        "登录",
        "下载",
        "打印",
        "一、总体要求",
        "坚持质量第一。",
    ]
    kinds = furniture.find(lines)

    assert kinds[1] == kinds[2] == "menu"
    assert 6 not in kinds


def test_short_lines_of_the_document_are_no_menu():
    """Must not change: signatures and dates in the same place, without a toolbar."""
    lines = ["某省财政厅", "某省教育厅", "某省科技厅", "2025年7月7日", "一、总体要求", "坚持第一。"]

    assert furniture.find(lines) == {}


def test_related_links_behind_the_document_go_to_the_end():
    """From their heading on; such a heading within the document stays."""
    body = ["坚持质量第一，推动发展。" * 20] * 5
    links = ["相关链接>>", "某某解读", "某某热议"]

    assert set(furniture.find([*body, *links])) == {5, 6, 7}
    assert 1 not in furniture.find([body[0], "相关工作", *body])


def test_a_title_that_a_page_sets_twice_is_kept_once():
    """Above the document and in it; the first goes. Other lines may stand twice."""
    title = "某省人民政府办公厅关于印发质量工作方案的通知"

    assert furniture.find([title, title, "各市人民政府："]) == {0: "title again"}
    assert set(furniture.find([title, "2016年6月30日", title, "2016年6月30日", "坚持。"])) == {0, 1}
    assert furniture.find(["坚持第一。", "坚持第一。"]) == {}


def test_names_below_a_credit_go_with_it():
    """Some pages set label and name on two lines."""
    lines = ["坚持第一。", "责任编辑：", "某某某", "某某省财政厅"]

    assert furniture.find(lines) == {1: "credit line", 2: "credit line"}


def test_breadcrumbs_may_stand_line_by_line():
    """A word, an angle, a word."""
    lines = ["首页", ">", "信息公开", ">", "工作报告", "某省工作报告", "坚持第一。"]

    assert set(furniture.find(lines)) == {0, 1, 2, 3, 4}


def test_hosts_of_a_site_stand_beside_its_footer():
    """Elsewhere, 主办单位 hosts a task."""
    footer = ["主办：某省财政厅", "某ICP备10000000号"]

    assert furniture.find(["做事。", *footer]) == {1: "site footer", 2: "site footer"}
    assert furniture.find(["一、就业", "主办单位：省财政厅", "二、教育"]) == {}


def test_a_year_cut_from_its_date_is_no_page_number():
    """2025 / 年10月13日印发"""
    assert furniture.find(["2025", "年10月13日印发"]) == {}
    assert furniture.find(["12", "做事。"]) == {0: "page number"}
