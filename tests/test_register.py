"""The register: written names become agencies, and what is doubtful is asked."""

import pickle
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textlab import tables
from textlab.errors import TableError
from textlab.reading.plan import read_plan
from textlab.reading.register import LEVELS, RELATIONS, Register, check_register, read_register

ROOT = Path(__file__).parents[1]
JIANGXI_2016 = ROOT / "corpus" / "texts" / "jiangxi-2016-quality.txt"
OTHER_PLANS = sorted((ROOT.parent / "shared" / "corpus" / "plans").glob("*.txt"))
EXPORTS = sorted((ROOT.parent / "shared" / "corpus" / "formats").glob("p*-*-*.txt"))
CENTRAL = """
外交部 发展改革委 国家发展改革委 教育部 科技部 工业和信息化部 公安部 民政部 司法部 财政部 人力资源社会保障部 自然资源部
生态环境部 住房城乡建设部 交通运输部 水利部 农业农村部 商务部 文化和旅游部 应急部 人民银行 国资委 海关总署 税务总局
市场监管总局 广电总局 体育总局 统计局 国家统计局 国际发展合作署 银保监会 证监会 民航局 版权局 标准委 海洋局 网信办
空管委办公室 北京冬奥组委
"""
REGIONS = {"shandong": "山东省", "zhejiang": "浙江省", "shanghai": "上海市", "jiangxi": "江西省"}
SHIPPED = read_register(ROOT / "corpus" / "agencies.csv")


def register(*lines):
    """A register from lines of “id name aliases region from to successors”; - is empty."""
    fields = ["agency", "name", "aliases", "region", "valid_from", "valid_to", "successor"]
    rows = []
    for line in lines:
        values = [part.strip("-") for part in line.split()]
        row = dict.fromkeys(tables.AGENCIES.names, "") | dict(zip(fields, values, strict=False))
        rows.append(row | {"level": "province", "name_en": row["agency"].title()})
    return Register(tables.make_table(tables.AGENCIES, rows))


def rows(frame=SHIPPED.frame):
    return frame.to_dict("records")


def written(row):
    return [row["name"], *filter(None, row["aliases"].split("|"))]


# Forms of a name


@pytest.mark.parametrize(
    ("names", "region", "agency"),
    [
        (
            "省发改委 江西省发改委 省发展改革委 省发展和改革委员会 江西省发展和改革委员会 江西发改委 发改委",
            "江西省",
            "jiangxi/development-reform",
        ),
        (
            "市科委 上海市科委 上海市科学技术委员会 市科学技术委员会 科委",
            "上海市",
            "shanghai/science-technology",
        ),
        ("市市场监管局 市场监管局 上海市市场监督管理局", "上海市", "shanghai/market-regulation"),
        ("省委宣传部 江西省委宣传部 中共江西省委宣传部", "江西省", "jiangxi/publicity"),
        ("省财政厅 山东省财政厅 财政厅", "山东省", "shandong/finance"),
        (
            "人民银行山东省分行 中国人民银行山东省分行 人行山东省分行",
            "山东省",
            "shandong/central-bank",
        ),
        ("杭州市政府 杭州市人民政府", "浙江省", "zhejiang/hangzhou-government"),
        ("质检总局 国家质检总局", "江西省", "central/quality-supervision"),
        ("发展改革委 国家发展改革委 国家发改委 发改委", "全国", "central/development-reform"),
    ],
)
def test_all_written_forms_of_one_agency_meet(names, region, agency):
    """Short, full, elided and official forms are one agency in their region."""
    found = {
        SHIPPED.resolve(name, region=region, date="2017-01-01").agency for name in names.split()
    }

    assert found == {agency}


@pytest.mark.parametrize(
    "name", ["自治区财政厅", "内蒙古自治区财政厅", "内蒙古财政厅", "财政厅", "自治区\n财 政厅"]
)
def test_an_autonomous_region_elides_its_name_too(name):
    """自治区X in 内蒙古自治区 is 内蒙古自治区X."""
    small = register("nm/finance 内蒙古自治区财政厅 - 内蒙古自治区")

    assert small.resolve(name, region="内蒙古自治区").agency == "nm/finance"


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("省财政厅", "上海市"),
        ("市财政局", "山东省"),
        ("省教育部", "江西省"),
        ("省财政厅", "全国"),
        ("省财政厅", ""),
    ],
)
def test_a_name_of_another_level_is_not_taken_for_the_province(name, region):
    """省X belongs to no municipality, 市X to no province, and neither to nowhere."""
    assert SHIPPED.resolve(name, region=region).agency == ""


def test_a_city_in_a_province_has_agencies_of_its_own():
    """济南市财政局 is not 省财政厅, and needs no row to be known."""
    found = SHIPPED.resolve("济南市财政局", region="山东省")

    assert found.agency == "shandong/jinan-finance"
    assert (found.level, found.region, found.function) == ("city", "山东省", "finance")


def test_a_name_without_region_is_sought_in_the_province_then_at_the_centre():
    """A provincial plan that says 知识产权局 means its own, and with 教育部 the ministry."""
    small = register("here 省粮食局 - 江西省", "centre 粮食局 - 全国", "ministry 教育部 - 全国")

    assert small.resolve("粮食局", region="江西省").agency == "here"
    assert small.resolve("粮食局", region="山东省").agency == "centre"
    assert small.resolve("教育部", region="江西省").agency == "ministry"


def test_a_name_that_states_its_province_is_sought_there():
    """A Jiangxi plan may name an agency of Zhejiang."""
    assert SHIPPED.resolve("浙江省科技厅", region="江西省").agency == "zhejiang/science-technology"


def test_the_regulator_of_the_centre_and_that_of_the_province_stay_apart():
    """山东金融监管局 is the centre's branch, 省地方金融监管局 the province's own."""
    branch = SHIPPED.resolve("山东金融监管局", region="山东省", date="2024-01-01")
    own = SHIPPED.resolve("省地方金融监管局", region="山东省", date="2021-01-01")

    assert (branch.agency, own.agency) == (
        "shandong/financial-regulation",
        "shandong/local-financial-regulation",
    )


@pytest.mark.parametrize("region", ["江西", "江西省", "江西省南昌市"])
def test_a_region_may_be_written_short_or_with_its_city(region):
    """The province is what counts."""
    assert SHIPPED.resolve("省财政厅", region=region).agency == "jiangxi/finance"


def test_a_second_name_in_brackets_changes_nothing():
    """省委组织部（省委人才办） is 省委组织部, with brackets of either width."""
    for name in ("省委组织部（省委人才办）", "省委组织部(省委人才办)"):
        assert SHIPPED.resolve(name, region="浙江省").agency == "zhejiang/organization"


@settings(deadline=None)
@given(st.sampled_from(rows()), st.data())
def test_spaces_and_line_breaks_inside_a_name_do_not_matter(row, data):
    """A name broken over lines is the same name."""
    name = data.draw(st.sampled_from(written(row)))
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "\n", "\u3000"]), min_size=len(name)))
    spaced = "".join(char + gap for char, gap in zip(name, gaps, strict=False))

    assert SHIPPED.resolve(spaced, region=row["region"]) == SHIPPED.resolve(
        name, region=row["region"]
    )


# A document of a city


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("市发改委", "neimenggu/baotou-development-reform"),
        ("发展改革委", "neimenggu/baotou-development-reform"),
        ("自治区发展改革委", "neimenggu/development-reform"),
        ("东河区政府", "neimenggu/baotou-donghe-government"),
        ("人民银行", "central/central-bank"),
        ("工业和信息化部", "central/industry-information"),
    ],
)
def test_a_document_of_a_city_names_its_own_bodies(name, agency):
    """市X and bare X are the city's, 自治区X the region's, and the centre's stay the centre's."""
    assert SHIPPED.resolve(name, region="内蒙古自治区包头市").agency == agency


def test_a_row_of_the_register_comes_before_the_pattern():
    """南昌海关 is the customs of Jiangxi, for a document of the province and for one of the city."""
    for region in ("江西省", "江西省南昌市", "广东省"):
        found = SHIPPED.resolve("南昌海关", region=region)
        assert (found.agency, found.basis) == ("jiangxi/customs", "register")


def test_a_body_nearby_comes_before_one_of_the_same_name_far_away():
    """宝山区 is in Shanghai and in 双鸭山."""
    assert SHIPPED.resolve("宝山区政府", region="上海市").agency == "shanghai/baoshan-government"
    assert SHIPPED.resolve("宝山区政府", region="黑龙江省").agency == (
        "heilongjiang/shuangyashan-baoshan-government"
    )


@pytest.mark.parametrize(
    "name", ["医保局", "扶贫办", "乡村振兴局", "卫生健康委", "海洋局", "团省委"]
)
def test_a_bare_name_in_a_province_is_not_the_centres(name):
    """A plan of Guangdong that says 医保局 means its own; one of the centre means the centre's."""
    assert SHIPPED.resolve(name, region="广东省").agency.startswith("guangdong/")
    assert SHIPPED.resolve(name, region="全国").agency.split("/")[0] in {"", "central"}


def test_a_resolution_says_what_it_rests_on():
    """A row, a pattern, or nothing."""
    known = SHIPPED.resolve("省财政厅", region="江西省")
    read = SHIPPED.resolve("省财政厅", region="贵州省")
    unknown = SHIPPED.resolve("省某某局", region="贵州省")

    assert [r.basis for r in (known, read, unknown)] == ["register", "pattern", ""]
    assert [r.function for r in (known, read, unknown)] == ["finance", "finance", ""]
    assert [r.level for r in (known, read, unknown)] == ["province", "province", ""]


# Periods


def test_three_agencies_until_the_reform_makes_them_one():
    """质监局, 工商局 and 食药监局 are three in 2016, and 市场监管局 afterwards."""
    names = ["省质监局", "省工商局", "省食药监局"]
    agencies = {SHIPPED.resolve(name, region="江西省", date="2016-06-30").agency for name in names}

    assert len(agencies) == 3
    assert {SHIPPED.successors(a, date="2016-06-30") for a in agencies} == {(a,) for a in agencies}
    assert {SHIPPED.successors(a, date="2020-01-01") for a in agencies} == {
        ("jiangxi/market-regulation",)
    }


def test_a_name_in_its_period_wins_over_one_outside_it():
    """The same name passes from one agency to another: the date decides."""
    small = register(
        "old 省金融局 - 江西省 2000-01-01 2009-12-31", "new 省金融局 - 江西省 2010-01-01 -"
    )

    assert small.resolve("省金融局", region="江西省", date="2009-12-31").agency == "old"
    assert small.resolve("省金融局", region="江西省", date="2010-01-01").agency == "new"


def test_the_centre_in_its_period_wins_over_the_province_outside_it():
    """A province's agency that is gone does not take what the centre's now bears."""
    small = register("here 省粮食局 - 江西省 - 2009-12-31", "centre 粮食局 - 全国")

    assert small.resolve("粮食局", region="江西省", date="2005-01-01").agency == "here"
    assert small.resolve("粮食局", region="江西省", date="2015-01-01").agency == "centre"


def test_a_name_used_too_late_still_finds_the_only_agency_that_bore_it():
    """Texts keep old names: 省工商局 in 2019 is the agency that was, not its successor."""
    late = SHIPPED.resolve("省工商局", region="江西省", date="2019-06-01")

    assert late.agency == "jiangxi/industry-commerce-administration"


def test_a_name_that_became_ambiguous_asks_instead_of_choosing():
    """Two agencies bore the name, neither on the date: both are offered, none is taken."""
    small = register(
        "first 省金融局 - 江西省 2000-01-01 2009-12-31",
        "second 省金融局 省金融办 江西省 2012-01-01 2015-12-31",
    )
    asked = small.resolve("省金融局", region="江西省", date="2011-01-01")

    assert asked.agency == ""
    assert asked.candidates == ("first", "second")
    assert asked.nearest == ("省金融局",)
    assert small.resolve("省金融局", region="江西省").agency == ""
    assert small.resolve("省金融办", region="江西省").agency == "second"


DAYS = [f"{year}-01-01" for year in range(2000, 2006)]
PERIODS = st.tuples(st.sampled_from(["", *DAYS]), st.sampled_from([*DAYS, ""])).filter(
    lambda p: not p[1] or p[0] <= p[1]
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), PERIODS), min_size=1, max_size=5),
    st.sampled_from(DAYS),
)
def test_an_agency_is_given_only_where_no_other_has_as_good_a_claim(claims, day):
    """Whoever alone holds the name on the day has it; else whoever alone ever bore it; else no one."""
    small = register(*(f"{a} 省某局 - 江西省 {p[0] or '-'} {p[1] or '-'}" for a, p in claims))
    holding = {a for a, (start, end) in claims if start <= day and (not end or day <= end)}
    best = sorted(holding or {a for a, _ in claims})

    found = small.resolve("省某局", region="江西省", date=day)

    assert found.agency == (best[0] if len(best) == 1 else "")
    assert found.candidates == (tuple(best) if len(best) > 1 else ())


# What is unknown


def test_an_unknown_name_stays_unknown_and_offers_the_nearest():
    """Up to three known names of the region or the centre, the likeliest first."""
    unknown = SHIPPED.resolve("省质量监督局", region="江西省", date="2016-06-30")

    assert unknown.agency == ""
    assert unknown.nearest[0] == "省质量技术监督局"
    assert 1 <= len(unknown.nearest) <= 3


def test_the_nearest_names_are_of_different_agencies():
    """Two spellings of one agency are one offer."""
    small = register("a 省发展改革委 省发改委 江西省", "b 省改革办 - 江西省")

    assert small.resolve("省发展改革办公", region="江西省").nearest == ("省发展改革委", "省改革办")


def test_the_nearest_names_come_from_the_region_and_the_centre_only():
    """A Jiangxi plan is not offered a bureau of Shanghai."""
    small = register("a 市水务局 - 上海市", "b 省水利厅 - 江西省")

    assert small.resolve("省水理厅", region="江西省").nearest == ("省水利厅",)


@settings(deadline=None)
@given(st.text(max_size=12), st.sampled_from(["", "全国", "江西省", "内蒙古自治区", "nowhere"]))
def test_any_text_gets_an_answer(name, region):
    """Nothing that stands in a file makes the look-up fail."""
    found = SHIPPED.resolve(name, region=region)

    assert not (found.agency and found.candidates)
    assert len(found.nearest) <= 3


def test_a_question_asked_again_is_remembered():
    """A corpus asks for the same unknown name often; the search runs once."""
    first = SHIPPED.resolve("省某某局", region="江西省", date="2016-06-30")

    assert SHIPPED.resolve("省某某局", region="江西省", date="2016-06-30") is first


def test_a_register_that_was_used_can_go_to_another_process():
    """What it remembers stays behind; the answers are the same."""
    copy = pickle.loads(pickle.dumps(SHIPPED))  # noqa: S301 (made one line above)

    assert copy.resolve("省财政厅", region="山东省") == SHIPPED.resolve("省财政厅", region="山东省")


# Names for figures


def test_a_label_is_the_name_of_the_day_in_the_language_asked():
    """The same agency is 省工信委 in 2016 and 省工业和信息化厅 in 2020."""
    agency = "jiangxi/industry-information"

    assert SHIPPED.label(agency, date="2016-06-30") == "省工信委"
    assert SHIPPED.label(agency, date="2020-01-01") == SHIPPED.label(agency) == "省工业和信息化厅"
    assert SHIPPED.label(agency, lang="en", date="2016-06-30").endswith(
        "Commission of Industry and Information Technology"
    )


def test_on_a_day_without_a_row_the_nearest_period_gives_the_label():
    """Before its first period the first name, in a gap the last that began."""
    small = register("a 甲局 - 江西省 2000-01-01 2001-01-01", "a 乙局 - 江西省 2005-01-01 -")
    days = ["1990-01-01", "2000-06-01", "2003-01-01", "2010-01-01"]

    assert [small.label("a", date=day) for day in days] == ["甲局", "甲局", "甲局", "乙局"]


def test_labels_name_every_agency():
    """Figures take the whole mapping as their glosses."""
    labels = SHIPPED.labels(lang="en", date="2016-06-30")

    assert labels.keys() == set(SHIPPED.frame["agency"])
    assert labels["jiangxi/customs"] == "Nanchang Customs"


def test_an_agency_known_by_its_pattern_has_label_and_function():
    """Place and field of work, in either language; `labels` adds those that are asked for."""
    agency = "neimenggu/baotou-finance"

    assert SHIPPED.label(agency) == "包头市财政局"
    assert SHIPPED.label(agency, lang="en") == "Finance, Baotou, Inner Mongolia"
    assert SHIPPED.function(agency) == "finance"
    assert SHIPPED.successors(agency, date="2020-01-01") == (agency,)
    assert SHIPPED.labels(also=[agency, "", "jiangxi/customs"])[agency] == "包头市财政局"


def test_a_function_compares_across_provinces():
    """工信委, 经信厅 and 经济信息化委 work in one field."""
    provinces = ("jiangxi", "shandong", "zhejiang", "shanghai")

    assert {SHIPPED.function(f"{p}/industry-information") for p in provinces} == {
        "industry-information"
    }


@pytest.mark.parametrize("ask", ["label", "function"])
def test_an_unknown_id_is_an_error_that_says_what_to_do(ask):
    """A figure with a mistyped id stops, and the nearest ids are named."""
    with pytest.raises(
        TableError, match=r"“jiangxi/custom” is not in the register.*jiangxi/customs"
    ):
        getattr(SHIPPED, ask)("jiangxi/custom")


def test_an_unknown_language_is_an_error():
    """There are labels in Chinese and English."""
    with pytest.raises(TableError, match="write zh or en"):
        SHIPPED.label("jiangxi/customs", lang="fr")


def test_membership_is_of_ids():
    """`in` asks for an id."""
    assert "jiangxi/customs" in SHIPPED
    assert "南昌海关" not in SHIPPED


# Who took over


def test_a_split_gives_all_that_took_over():
    """新闻出版广电局 went to two agencies; neither alone is it."""
    heirs = SHIPPED.successors("jiangxi/press-publication-radio-television", date="2020-01-01")

    assert heirs == ("jiangxi/radio-television", "jiangxi/publicity")


def test_successors_are_followed_to_the_date():
    """银监局 became part of 银保监局, whose id lasts through its next name."""
    assert SHIPPED.successors("jiangxi/banking-regulation", date="2017-01-01") == (
        "jiangxi/banking-regulation",
    )
    assert SHIPPED.successors("jiangxi/banking-regulation", date="2024-01-01") == (
        "jiangxi/financial-regulation",
    )


def test_successors_that_point_at_each_other_come_to_an_end():
    """A circle in the file does not hang the look-up."""
    small = register("a 甲局 - 江西省 - 2000-01-01 b", "b 乙局 - 江西省 - 2001-01-01 a")

    assert small.successors("a", date="2005-01-01") == ("a",)


def test_an_agency_that_ended_without_heirs_stays_itself():
    """Where the file knows no successor, none is made up."""
    small = register("a 甲局 - 江西省 - 2000-01-01")

    assert small.successors("a", date="2005-01-01") == ("a",)


# Files that are wrong


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": "省"}, "level is “省”; write one of central"),
        ({"region": ""}, "region is empty"),
        ({"relation": "died"}, "relation is “died”; write one of rename"),
        ({"valid_from": "2018/1/1"}, "valid_from is “2018/1/1”; write a day as YYYY-MM-DD"),
        ({"valid_to": "2018-02-30"}, "valid_to is “2018-02-30”"),
        ({"valid_from": "2019-01-01", "valid_to": "2018-01-01"}, "is after valid_to 2018-01-01"),
        ({"successor": "nobody"}, "successor “nobody” has no row"),
    ],
)
def test_a_wrong_row_is_named_with_its_mend(tmp_path, change, message):
    """Where, what, what to do, in one line."""
    frame = SHIPPED.frame.head(3).assign(relation="", successor="")
    frame.loc[1, list(change)] = list(change.values())
    tables.write_table(frame, tmp_path / "agencies.csv", tables.AGENCIES)

    with pytest.raises(TableError, match=re.escape(message)) as caught:
        read_register(tmp_path / "agencies.csv")

    assert "agencies.csv, row 3 (" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_clash_is_listed():
    """Two agencies that claim one name for the same days, in whatever form they write it."""
    small = register(
        "a 省发改委 江西省发展改革委 江西省", "b 省发展和改革委员会 - 江西省", "c 省发改委 - 山东省"
    )

    assert small.clashes().to_dict("records") == [
        {"region": "江西省", "name": "江西省发展改革委", "agency": "a", "other": "b"}
    ]


def test_the_same_name_in_two_regions_is_no_clash_and_needs_the_region():
    """中心医院 of two provinces: each finds its own, and without a region both are offered."""
    small = register("a 中心医院 - 江西省", "b 中心医院 - 山东省")

    assert small.clashes().empty
    assert small.resolve("中心医院", region="山东省").agency == "b"
    assert small.resolve("中心医院").candidates == ("a", "b")


# The register that is shipped


def test_all_names_of_the_jiangxi_plan_are_different_agencies():
    """31 names, 31 agencies, all of Jiangxi."""
    plan = read_plan(JIANGXI_2016, region="江西省", register=SHIPPED)
    named = plan.mentions.query("not collective").drop_duplicates("name")

    assert len(named) == named["agency"].nunique() == 31
    assert named["agency"].str.startswith("jiangxi/").all()


def unresolved(path, region, year):
    """The names of a text without agency or field of work, and how many it names in all."""
    plan = read_plan(path, region=region, year=year, register=SHIPPED)
    named = plan.mentions.query("not collective")
    date = plan.header.date or (f"{year}-07-01" if year else "")
    lost = [
        name
        for name, agency in zip(named["name"], named["agency"], strict=True)
        if not agency or not SHIPPED.function(agency, date=date)
    ]
    return lost, len(named)


@pytest.mark.parametrize("path", [JIANGXI_2016, *OTHER_PLANS, *EXPORTS], ids=lambda p: p.stem)
def test_plans_name_agencies_with_a_field_of_work(path):
    """At least 99 of 100 mentions; what is left is listed with its nearest names."""
    province, year, *_ = path.stem.split("-")
    region = REGIONS.get(province, "")
    lost, named = unresolved(path, region, int(year) if region else None)
    nearest = {name: SHIPPED.resolve(name, region=region).nearest for name in lost}

    assert len(lost) <= 0.01 * named, nearest


def test_the_names_in_pages_of_the_state_council_are_known():
    """The bodies that three pages of 2018 assign work to."""
    lost = [
        n
        for n in CENTRAL.split()
        if not SHIPPED.resolve(n, region="全国", date="2018-12-15").agency
    ]

    assert lost == []


def test_every_written_name_finds_its_own_agency():
    """On each day of its period, each name and alias stands for its agency."""
    lost = [
        (name, row["agency"])
        for row in rows()
        for name in written(row)
        for date in {row["valid_from"], row["valid_to"]} - {""} or {"2016-06-30"}
        if SHIPPED.resolve(name, region=row["region"], date=date).agency != row["agency"]
    ]

    assert lost == []


def test_an_elided_name_and_its_full_form_are_one():
    """省X is 江西省X, 市X is 上海市X, over the whole file."""
    lost = []
    for row in rows():
        generic = row["region"][-1]
        if row["name"].startswith(generic) and row["region"] != "全国":
            full = row["region"] + row["name"].removeprefix(generic)
            date = row["valid_from"] or row["valid_to"]
            found = SHIPPED.resolve(full, region=row["region"], date=date).agency
            lost += [full] if found != row["agency"] else []

    assert lost == []


def test_no_two_agencies_claim_a_name_at_once():
    """Within a region and period a written name has one owner."""
    assert SHIPPED.clashes().empty


def test_every_row_is_well_formed():
    """Ids, regions, levels, functions and names as the schema means them."""
    check_register(SHIPPED.frame, where="agencies.csv")
    slug = r"[a-z0-9]+(?:-[a-z0-9]+)*"
    homes = {"central": "全国", **REGIONS}
    for row in rows():
        assert re.fullmatch(f"{slug}/{slug}", row["agency"]), row
        assert homes[row["agency"].split("/")[0]] == row["region"], row
        assert row["level"] in LEVELS, row
        assert (row["level"] == "central") == (row["region"] == "全国"), row
        assert re.fullmatch(slug, row["function"]), row
        assert re.fullmatch(r"[A-Z][A-Za-z',. -]+", row["name_en"]), row
        assert row["source"], row
        assert row["name"] not in row["aliases"].split("|"), row


def test_an_agency_keeps_its_region_level_and_function_through_its_names():
    """Only the name changes under one id."""
    facts = SHIPPED.frame.groupby("agency")[["region", "level", "function"]].nunique()

    assert (facts == 1).all(axis=None)


def test_the_periods_of_one_agency_follow_each_other():
    """Each name but the last has an end, and a relation and successor that explain it."""
    for _, names in SHIPPED.frame.sort_values("valid_from").groupby("agency"):
        for earlier, later in pairwise(names.to_dict("records")):
            assert "" < earlier["valid_to"] < later["valid_from"], earlier
            assert earlier["relation"] == "rename", earlier
            assert earlier["successor"] == later["agency"], earlier


def test_an_ending_says_how_and_into_what():
    """valid_to, relation and successor stand together; a split has several heirs, others one."""
    for row in rows():
        heirs = [heir for heir in row["successor"].split("|") if heir]
        assert bool(row["valid_to"]) == bool(row["relation"]) == bool(heirs), row
        assert (row["relation"] == "split") == (len(heirs) > 1), row
        assert row["relation"] in {"", *RELATIONS}, row


def test_no_name_in_english_stands_for_two_agencies():
    """A figure in English tells all its nodes apart."""
    owners = SHIPPED.frame.groupby("name_en")["agency"].nunique()

    assert owners[owners > 1].empty


def test_the_file_is_written_as_tables_write():
    """The same rows give the same bytes, so that a change in git is a change in fact."""
    path = ROOT / "corpus" / "agencies.csv"

    assert path.read_bytes() == tables.to_csv_bytes(SHIPPED.frame)
