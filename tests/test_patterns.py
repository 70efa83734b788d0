"""Patterns: a body is known by its place and field of work, without a row."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textlab.reading.fields import field_of, field_of_key, fields
from textlab.reading.kinds import kind_of, without_committee
from textlab.reading.patterns import describe, recognise
from textlab.reading.places import home_of
from textlab.reading.register import read_register

ROOT = Path(__file__).parents[1]
REGISTER = read_register(ROOT / "corpus" / "agencies.csv")
BAOTOU = home_of("内蒙古自治区包头市")
GUANGDONG = home_of("广东省")


def agencies(names, home):
    return {body.agency if (body := recognise(name, home)) else name for name in names.split()}


@pytest.mark.parametrize(
    ("names", "agency"),
    [
        ("省发改委 省发展改革委 省发展和改革委员会 广东省发改委", "development-reform"),
        (
            "省工信厅 省工信委 省经信委 省经信厅 省工业和信息化厅 省经济信息化委",
            "industry-information",
        ),
        ("省住建厅 省住房城乡建设厅 省住房和城乡建设厅 省建设厅", "housing-construction"),
        ("省人社厅 省人力资源社会保障厅 省人力资源和社会保障厅", "human-resources"),
        ("省卫计委 省卫生计生委 省卫健委 省卫生健康委员会", "health"),
        ("省农业农村厅 省农业厅 省农委", "agriculture"),
        ("省文旅厅 省文化和旅游厅 省文化广电和旅游厅", "culture-tourism"),
        ("省市场监管局 省市场监督管理局", "market-regulation"),
        ("省质监局 省质量技术监督局", "quality-supervision"),
        ("省食药监局 省食品药品监管局 省食品药品监督管理局", "food-drug"),
        ("省自然资源厅 省规划和自然资源厅", "natural-resources"),
        ("省国土资源厅 省国土厅", "land-resources"),
        ("省林草局 省林业局 省林业和草原局", "forestry"),
        ("省应急厅 省应急管理厅", "emergency-management"),
        ("省安监局 省安全监管局 省安全生产监督管理局", "work-safety"),
        ("省教育厅 省教委", "education"),
        ("省科技厅 省科委 省科学技术厅", "science-technology"),
        ("省民宗委 省民族宗教委 省民族宗教事务委员会 省民委", "ethnic-affairs"),
        ("省粮食和储备局 省粮食和物资储备局", "grain-reserves"),
        ("省大数据局 省数据局 省政务服务和数据管理局", "data"),
        (
            "省地方金融监管局 省金融办 省政府金融办 省地方金融监督管理局",
            "local-financial-regulation",
        ),
        ("广东金融监管局 广东银保监局 国家金融监督管理总局广东监管局", "financial-regulation"),
        ("广东证监局 中国证监会广东监管局", "securities-regulation"),
        ("人行广东省分行 中国人民银行广东省分行 人民银行广东省分行", "central-bank"),
        ("省税务局 国家税务总局广东省税务局", "taxation"),
        ("省委网信办 省网信办 中共广东省委网络安全和信息化委员会办公室", "cyberspace"),
        ("省委编办 省编办 广东省委机构编制委员会办公室", "staffing"),
        ("省委组织部 中共广东省委组织部", "organization"),
        ("省高院 省法院 广东省高级人民法院", "court"),
        ("团省委 共青团广东省委 共青团广东省委员会", "youth-league"),
        ("省政协 政协广东省委员会 中国人民政治协商会议广东省委员会", "political-consultative"),
        ("省贸促会 中国国际贸易促进委员会广东省委员会", "trade-promotion"),
        ("省供销社 省供销合作社 省供销合作社联合社", "supply-marketing"),
        ("省国资委 省政府国资委 广东省人民政府国有资产监督管理委员会", "state-assets"),
        ("省政府办公厅 广东省人民政府办公厅", "government-office"),
        ("广东电网公司 省电力公司", "electric-power"),
    ],
)
def test_all_written_forms_of_one_body_meet(names, agency):
    """Short and full, with and without the province: one agency with a clean id."""
    assert agencies(names, GUANGDONG) == {f"guangdong/{agency}"}


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("包头市发改委", "neimenggu/baotou-development-reform"),
        ("包头市发展和改革委员会", "neimenggu/baotou-development-reform"),
        ("市审批服务局", "neimenggu/baotou-government-services"),
        ("市政府金融办", "neimenggu/baotou-local-financial-regulation"),
        ("市教育体育局", "neimenggu/baotou-education"),
        ("东河区人民政府", "neimenggu/baotou-donghe-government"),
        ("昆区政府", "neimenggu/baotou-昆区-government"),
        ("稀土高新区管委会", "neimenggu/baotou-稀土高新区"),
        ("包头稀土高新区管理委员会", "neimenggu/baotou-稀土高新区"),
        ("包头海关", "neimenggu/baotou-customs"),
        ("中国人民银行包头市中心支行", "neimenggu/baotou-central-bank"),
        ("自治区党委宣传部", "neimenggu/publicity"),
        ("包头师范学院", "neimenggu/baotou-师范学院"),
        ("清华大学", "named/清华大学"),
        ("团市委", "neimenggu/baotou-youth-league"),
        ("市委宣传部（市文明办）", "neimenggu/baotou-publicity"),
        ("市大数据中心", "neimenggu/baotou-data-center"),
    ],
)
def test_a_document_of_a_city_names_bodies_at_every_level(name, agency):
    """Region, city, district, zone, vertical body, university."""
    assert recognise(name, BAOTOU).agency == agency


@pytest.mark.parametrize(
    "names",
    [
        "省质监局 省工商局 省食药监局 省市场监管局",
        "省农业农村厅 省委农办",
        "省大数据局 省大数据中心",
        "省国税局 省地税局 省税务局",
        "省银监局 省保监局 省证监局 省地方金融监管局",
        "省委办公厅 省政府办公厅 省人大常委会办公厅",
        "省卫生厅 省人口计生委 省卫生计生委",
        "省国土资源厅 省自然资源厅",
        "省委宣传部 省文明办 省新闻出版局 省广电局",
    ],
)
def test_bodies_that_work_side_by_side_stay_apart(names):
    """What one statement may name together is not one agency."""
    assert len(agencies(names, GUANGDONG)) == len(names.split())


@pytest.mark.parametrize(
    "name",
    [
        "省教育部",
        "市财政局",
        "省某某局",
        "省质量监督局",
        "各市政府",
        "有关高校",
        "省",
        "",
        "局",
        "省厅",
    ],
)
def test_what_no_pattern_fits_stays_unknown(name):
    """A wrong level, an unknown field, a group, a rest."""
    assert recognise(name, GUANGDONG) is None


def test_a_bare_name_needs_a_home():
    """财政局 is nobody's in a document of nowhere, 包头市财政局 is 包头市's everywhere."""
    assert recognise("财政局", None) is None
    assert recognise("包头市财政局", None).agency == "neimenggu/baotou-finance"


def test_a_body_says_level_region_place_and_names():
    """All follows from the id alone."""
    body = recognise("东河区教育局", BAOTOU)

    assert (body.function, body.level, body.region, body.place) == (
        "education",
        "county",
        "内蒙古自治区",
        "东河区",
    )
    assert (body.name, body.name_en) == (
        "东河区教育局",
        "Education, Donghe, Baotou, Inner Mongolia",
    )
    assert describe(body.agency) == body


@pytest.mark.parametrize(
    "agency", ["", "jiangxi/custom", "nowhere/finance", "jiangxi/", "named/某某"]
)
def test_an_id_of_no_pattern_is_none(agency):
    """A mistyped id is not explained away."""
    assert describe(agency) is None


@settings(deadline=None)
@given(
    st.sampled_from([field.key for field in fields()]),
    st.sampled_from(["广东省", "上海市", "内蒙古自治区包头市", "四川省阿坝州", "上海市浦东新区"]),
)
def test_the_name_of_an_agency_leads_back_to_it(key, region):
    """What an id is called in figures is a name that finds it again."""
    home = home_of(region)
    agency = f"{home.path[0]}/{'-'.join([*home.path[1:], key])}"
    body = describe(agency)

    assert recognise(body.name, home) == body


@given(st.text(alphabet="省市区县局委办厅（）()发展改革和人民政府大学公司、", max_size=60))
def test_any_text_gets_an_answer(name):
    """Nothing that stands in a file makes the look-up fail; an answer is in its own words."""
    body = recognise(name, BAOTOU)

    assert body is None or describe(body.agency) == body


# The table of fields


def test_fields_have_keys_functions_and_names():
    """Keys are slugs and unique; the fields of work are those of agencies.csv."""
    known = set(REGISTER.frame["function"])
    assert len({field.key for field in fields()}) == len(fields())
    for field in fields():
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", field.key), field
        assert field.function in known, field
        assert field_of_key(field.key) == field
        assert field_of_key(field.other().key) == field.other()
        assert re.fullmatch(r"[A-Z][A-Za-z', -]+", field.name_en), field


def test_patterns_agree_with_the_register_on_the_field_of_work():
    """What a row says and what the name alone says differ for a few names with their own story."""
    differing = {
        row["agency"]
        for row in REGISTER.frame.to_dict("records")
        if row["level"] != "central"
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]
        if (body := recognise(name, home_of(row["region"]))) and body.function != row["function"]
    }

    assert differing <= {
        "zhejiang/daily-press-group",
        "zhejiang/financial-holding",
        "zhejiang/market-regulation",
    }


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("住房和城乡建设局", "housing-construction"),
        ("住房城乡建设和交通运输局", "housing-construction"),
        ("科技和工信局", "science-technology"),
        ("政府国资委", None),
        ("公共资源交易中心", "public-resources"),
        ("公共资源交易管理局", "public-resources-bureau"),
        ("数据局的处", None),
    ],
)
def test_a_field_is_told_by_the_body_without_its_place(body, key):
    """The first of several fields counts; a centre beside a bureau is another body."""
    field = field_of(body)

    assert (field and field.key) == key


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("西永综合保税区管委会", "special-zone"),
        ("江西铜业集团", "enterprise"),
        ("国家重点实验室", ""),
        ("之江实验室", "laboratory"),
        ("工商银行江西省分行", "financial-institution"),
        ("省农科院", "research-institute"),
        ("省质量协会", "association"),
        ("省推进数字经济领导小组办", "leading-group"),
        ("第一人民医院", "health"),
        ("某某局", ""),
    ],
)
def test_a_body_with_its_own_name_has_a_kind(name, function):
    """By its ending, where that tells one."""
    assert kind_of(name) == ("laboratory" if name.endswith("重点实验室") else function)


def test_a_zone_and_its_committee_are_one():
    """The committee runs the zone; the zone is the agency."""
    assert without_committee("西永综合保税区管委会") == "西永综合保税区"
    assert without_committee("省大数据管理局") == "省大数据管理局"
