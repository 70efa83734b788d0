"""A file becomes a plan: the Jiangxi plan exactly, plans made up, and what cannot be read."""

from itertools import combinations

import pandas as pd
import pytest
from conftest import JIANGXI
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import MadePlan, noise, plans

from textlab import tables
from textlab.errors import ReadError
from textlab.reading.plan import Plan, parse_plan, plan_to_dict, read_plan
from textlab.reading.register import Register

EMPTY = Register(tables.make_table(tables.AGENCIES, []))
RAW = JIANGXI.read_text(encoding="utf-8")
SCHEMAS = [
    ("items", tables.ITEMS),
    ("statements", tables.STATEMENTS),
    ("mentions", tables.MENTIONS),
    ("citations", tables.CITATIONS),
    ("unparsed", tables.UNPARSED),
    ("edits", tables.EDITS),
]
SECTIONS = [
    "增强质量和品牌提升的内生动力",
    "优化质量和品牌提升的市场环境",
    "夯实质量和品牌提升的基础支撑",
]
MENTIONED = [8, 6, 3, 11, 13, 10, 5, 8, 7, 4, 11, 13, 16]


def parse(raw: str, **options: str) -> Plan:
    """A plan parsed with a register that knows nobody."""
    return parse_plan(raw, register=EMPTY, **options)


@pytest.fixture(scope="module")
def jiangxi() -> Plan:
    return read_plan(JIANGXI)


# The plan in hand


def test_the_plan_has_three_sections_and_thirteen_tasks(jiangxi):
    """一、 to 三、 hold （一） to （十三）, numbered through."""
    sections = jiangxi.items.query("level == 1")

    assert sections["heading"].tolist() == SECTIONS
    assert len(jiangxi.tasks) == 13
    assert jiangxi.items.query("level == 2")["number"].tolist() == list(range(1, 14))
    assert jiangxi.items.query("level == 2")["parent"].tolist() == ["1"] * 4 + ["2"] * 5 + ["3"] * 4


def test_each_task_closes_with_one_statement(jiangxi):
    """Thirteen statements with 115 mentions of 31 agencies; 542 pairs, repetitions counted."""
    by_statement = jiangxi.mentions.groupby("statement_id", sort=False)["name"].apply(list)
    pairs = [pair for names in by_statement for pair in combinations(names, 2)]

    assert jiangxi.statements["task_id"].tolist() == jiangxi.tasks["task_id"].tolist()
    assert [len(names) for names in by_statement] == MENTIONED
    assert len(jiangxi.mentions) == 115
    assert jiangxi.mentions["name"].nunique() == 31
    assert len(pairs) == 542


def test_all_share_the_work_and_no_list_is_open(jiangxi):
    """按职责分工负责 names nobody first, no group, and no time limit."""
    assert set(jiangxi.mentions["role"]) == {"responsible"}
    assert not jiangxi.mentions["collective"].any()
    assert not jiangxi.statements["open"].any()
    assert set(jiangxi.statements["deadline"]) == {""}


def test_every_agency_of_the_plan_is_known(jiangxi):
    """The register in the corpus has the 31 agencies, each under an id of its own."""
    assert (jiangxi.mentions["agency"] != "").all()
    assert jiangxi.mentions["agency"].nunique() == 31


def test_the_header_is_read(jiangxi):
    """The title stands on two lines; number and issuer are not in this file."""
    header = jiangxi.header

    assert header.title == "贯彻实施江西省质量发展纲要2016年行动计划"
    assert header.date == "2016-06-30"
    assert header.addressee == "各市、县（区）人民政府，省政府各部门"
    assert header.region == "江西省"
    assert (header.doc_number, header.issuer) == ("", "")


def test_two_documents_are_cited_by_number_and_five_by_title(jiangxi):
    """The plan's own title, in the notice before it, is no citation."""
    numbers = jiangxi.citations["doc_number"].tolist()

    assert numbers == ["国办发〔2016〕18号", "赣府发〔2012〕25号", "", "", "", "", ""]
    assert jiangxi.citations["title"].tolist()[2:] == [
        "江西省服务业知名品牌创建和管理办法",
        "江西省食品生产加工小作坊和食品摊贩监督管理条例",
        "江西省中小型水利水电工程施工质量验收评定标准",
        "江西省公路施工企业信用评价实施细则",
        "诚信计量体系建设行动计划",
    ]


def test_paragraphs_broken_in_mid_sentence_are_joined(jiangxi):
    """Tasks 九 and 十二 each stand on two lines in the file."""
    assert "内外销“同线同标同质”帮扶活动" in jiangxi.text
    assert "开展质量信誉承诺活动" in jiangxi.text
    assert (jiangxi.edits["kind"] == "joined").sum() == 2
    assert not jiangxi.texts["text"].str.contains("\n").any()


def test_the_closing_paragraph_stands_outside_every_task(jiangxi):
    """各地要加强… is addressed to all and belongs to no item."""
    place = RAW.index("各地要加强对质量、品牌工作的组织领导")

    assert (jiangxi.tasks["end"] <= place).all()
    assert (jiangxi.items["end"] <= place).all()


def test_texts_hold_the_tasks_without_their_statements(jiangxi):
    """Agency names do not count among the words of a task."""
    texts = jiangxi.texts.set_index("task_id")["text"]

    assert texts["1.3"].startswith("（三）鼓励采用先进管理方法。支持开展质量现场诊断")
    assert texts["1.3"].endswith("参与先进标准制定的积极性。")
    assert not texts.str.contains("按职责分工负责").any()


def test_nothing_in_the_plan_is_left_over(jiangxi):
    """All of it is understood."""
    assert jiangxi.unparsed.empty


# Offsets and conservation


def assert_places(plan: Plan) -> None:
    """Each row's span is what the row says, for every table."""
    for row in plan.items.itertuples():
        assert plan.raw[row.start : row.end].startswith(row.label)
    for row in plan.tasks.itertuples():
        assert _squeezed(plan.raw[row.start : row.end]).startswith(_squeezed(_head(plan, row)))
    for row in plan.statements.itertuples():
        assert plan.raw[row.start : row.end] == row.raw
        assert row.raw.startswith(tuple("（(〔责牵"))
        assert row.raw.endswith(tuple("）)〕")) or "：" in row.raw
    for row in plan.citations.itertuples():
        assert row.title in _squeezed(plan.raw[row.start : row.end])
        assert row.doc_number in _squeezed(plan.raw[row.start : row.end])
    for row in plan.unparsed.itertuples():
        assert plan.raw[row.start : row.end] == row.text


def _head(plan: Plan, row) -> str:
    text = plan.texts.set_index("task_id").loc[row.task_id, "text"]
    return str(text)[:6]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_span_of_the_jiangxi_plan_is_where_it_says(jiangxi):
    """raw[start:end] is the item, task, statement, citation."""
    assert_places(jiangxi)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_noise_between_paragraphs_changes_nothing_but_places(data, jiangxi):
    """Blank lines, white space and page numbers between paragraphs are taken out, not read."""
    paragraphs = [line for line in RAW.split("\n") if line.strip()]
    noisy = parse("".join(line + data.draw(noise()) for line in paragraphs))

    assert noisy.texts["text"].tolist() == jiangxi.texts["text"].tolist()
    assert noisy.items["heading"].tolist() == jiangxi.items["heading"].tolist()
    assert noisy.mentions[["task_id", "name", "role"]].equals(
        jiangxi.mentions[["task_id", "name", "role"]]
    )
    assert noisy.citations["title"].tolist() == jiangxi.citations["title"].tolist()
    assert noisy.header == jiangxi.header
    assert noisy.unparsed.empty
    assert_places(noisy)


# Plans made up


def _said(plan: Plan) -> list[tuple[tuple[str, str, bool], ...]]:
    rows = plan.mentions.groupby("statement_id", sort=False)
    return [
        tuple(zip(group["name"], group["role"], group["collective"], strict=True))
        for _, group in rows
    ]


@settings(max_examples=40, deadline=None)
@given(made=plans(), gap=noise(), indent=st.sampled_from(["", "　　", "    "]))
def test_a_plan_made_up_is_read_back(made: MadePlan, gap: str, indent: str):
    """Items, statements, names, roles, groups, open lists, deadlines and places come back."""
    plan = parse("".join(indent + line + gap for line in made.render()))
    tasks = plan.items.query("level == 2")

    assert plan.title == made.title
    assert plan.items.query("level == 1")["heading"].tolist() == [s[1] for s in made.sections]
    assert tasks["label"].tolist() == [task.label for task in made.tasks]
    assert tasks["heading"].tolist() == [task.heading for task in made.tasks]
    assert plan.tasks["item_id"].tolist() == tasks["item_id"].tolist()
    assert plan.statements["raw"].tolist() == [task.statement.text for task in made.tasks]
    assert plan.statements["item_id"].tolist() == tasks["item_id"].tolist()
    assert _said(plan) == [task.statement.mentions for task in made.tasks]
    assert plan.statements["open"].tolist() == [task.statement.open for task in made.tasks]
    assert plan.statements["deadline"].tolist() == [t.statement.deadline for t in made.tasks]
    assert plan.texts["text"].tolist() == [t.label + t.heading + "。" + t.body for t in made.tasks]
    assert plan.unparsed.empty
    assert_places(plan)


@settings(max_examples=60, deadline=None)
@given(
    raw=st.text(
        alphabet="一二（）()〔〕、。：；等 \n　1.2省厅局委负责牵头单位《》“”\x00\ue000国",
        max_size=120,
    )
)
def test_no_text_breaks_the_parser(raw: str):
    """Whatever the characters, every place it gives is a place in the text."""
    plan = parse(raw, unit="paragraph")

    for name, schema in SCHEMAS:
        tables.check_table(getattr(plan, name), schema, where=name)
    for frame in (plan.items, plan.tasks, plan.statements, plan.citations, plan.unparsed):
        assert (frame["start"] < frame["end"]).all()
        assert ((frame["start"] >= 0) & (frame["end"] <= len(raw))).all()
    assert plan.statements["raw"].tolist() == [
        raw[row.start : row.end] for row in plan.statements.itertuples()
    ]


# The tables


@pytest.mark.parametrize(("name", "schema"), SCHEMAS)
def test_tables_follow_their_schema(jiangxi, name, schema):
    """Columns, their order and the key are those that textlab.tables promises."""
    frame = getattr(jiangxi, name)

    assert frame.columns.tolist() == schema.names
    tables.check_table(frame, schema, where=name)


def test_a_statement_knows_its_item_and_its_task():
    """A statement below a section that is split further belongs to the section, to no task."""
    plan = parse("一、甲\n总的要求。（省科技厅负责）\n（一）乙。\n做事。（省财政厅负责）")

    assert plan.statements["task_id"].tolist() == ["", "1.1"]
    assert plan.statements["item_id"].tolist() == ["1", "1.1"]


def test_paragraphs_are_tasks_where_asked():
    """`unit="paragraph"` reads a text that numbers nothing."""
    plan = parse("某市质量计划\n开展抽查。\n加强监管。（市财政局负责）", unit="paragraph")

    assert plan.unit == "paragraph"
    assert plan.tasks["task_id"].tolist() == ["p1", "p2"]
    assert plan.texts["text"].tolist() == ["开展抽查。", "加强监管。"]


# JSON


def test_json_has_the_promised_shape(jiangxi):
    """Keys and types are what other programs rely on; a fact not stated is null."""
    result = plan_to_dict(jiangxi)
    statement = result["statements"][0]

    assert result["title"] == "贯彻实施江西省质量发展纲要2016年行动计划"
    assert result["date"] == "2016-06-30"
    assert result["doc_number"] is None
    assert result["issuer"] is None
    assert list(result["items"][1]) == [
        "id", "parent", "level", "label", "number", "heading", "start", "end", "task"
    ]  # fmt: skip
    assert [item["task"] for item in result["items"]].count(True) == 13
    assert list(statement) == [
        "raw", "start", "end", "item", "agencies", "collectives", "open", "deadline"
    ]  # fmt: skip
    assert statement["item"] == "1.1"
    assert statement["agencies"][0]["name"] == "省发改委"
    assert statement["agencies"][0]["role"] == "responsible"
    assert result["citations"][0]["doc_number"] == "国办发〔2016〕18号"
    assert result["unparsed"] == []


def test_json_sets_groups_apart():
    """Groups stand under collectives, as names only."""
    plan = parse("一、甲。做事。（省科技厅牵头，各市政府配合；完成时限：2025年6月底）")
    (statement,) = plan_to_dict(plan)["statements"]

    assert [agency["name"] for agency in statement["agencies"]] == ["省科技厅"]
    assert statement["collectives"] == ["各市政府"]
    assert statement["deadline"] == "2025年6月底"
    assert statement["open"] is False


# What cannot be read


def test_a_text_without_numbers_is_refused_with_the_mend(tmp_path):
    """The message names the file and says how to read it all the same."""
    path = tmp_path / "letter.txt"
    path.write_text("这是一封信。\n没有编号。\n", encoding="utf-8")

    with pytest.raises(ReadError, match=r"letter\.txt: nothing in it is numbered .*“paragraph”"):
        read_plan(path, register=EMPTY)


def test_the_file_name_is_the_document_id(tmp_path):
    """Unless another is given."""
    path = tmp_path / "some-plan.txt"
    path.write_text("一、甲。做事。", encoding="utf-8")

    assert read_plan(path, register=EMPTY).doc_id == "some-plan"
    assert read_plan(path, register=EMPTY, doc_id="x").items["doc_id"].tolist() == ["x"]


def test_a_register_beside_the_texts_is_used(tmp_path):
    """corpus/agencies.csv above the file resolves its names."""
    row = dict.fromkeys(tables.AGENCIES.names, "")
    row |= {"agency": "test-agency", "name": "省某某局", "level": "province", "region": "江西省"}
    frame = tables.make_table(tables.AGENCIES, [row])
    tables.write_table(frame, tmp_path / "agencies.csv", tables.AGENCIES)
    (tmp_path / "documents.csv").touch()
    path = tmp_path / "texts" / "plan.txt"
    path.parent.mkdir()
    path.write_text("一、甲。做事。（省某某局负责）", encoding="utf-8")

    plan = read_plan(path, region="江西省", year=2020)

    assert isinstance(plan.mentions, pd.DataFrame)
    assert plan.mentions["agency"].tolist() == ["test-agency"]


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"region": "Jiangxi"}, "region “Jiangxi” is unknown; write a province or a city"),
        ({"unit": "items"}, "unit is “items”; write auto, item, paragraph"),
    ],
)
def test_an_unknown_region_or_unit_is_refused(option, message):
    """Rather than a plan whose agencies or tasks are silently others."""
    with pytest.raises(ReadError, match=message):
        parse_plan("一、甲。做事。（省财政厅负责）", **option)


def test_a_region_may_be_written_short():
    """江西 is 江西省; what it is told wins over the text."""
    agencies = [
        parse_plan("一、甲。做事。（省财政厅负责）", region=region).mentions["agency"].tolist()
        for region in ("江西", "江西省", "山东省")
    ]

    assert agencies == [["jiangxi/finance"], ["jiangxi/finance"], ["shandong/finance"]]


def test_a_labelled_line_below_a_bracket_with_labels_is_a_statement_of_its_own():
    """The labels within the bracket are the bracket's; a time limit on the next line goes along."""
    plan = parse_plan(
        "一、甲\n1、做事。（牵头单位：省财政厅；配合单位：省教育厅）\n"
        "责任单位：省农业农村厅、省林业局\n完成时限：2025年6月底\n二、乙\n做。"
    )

    assert plan.statements["raw"].tolist() == [
        "（牵头单位：省财政厅；配合单位：省教育厅）",
        "责任单位：省农业农村厅、省林业局\n完成时限：2025年6月底",
    ]
    assert plan.statements["deadline"].tolist() == ["", "2025年6月底"]
    assert plan.mentions["role"].tolist() == ["lead", "support", "responsible", "responsible"]


def test_a_square_bracket_ends_its_paragraph():
    """What stands on the next line is no part of it."""
    plan = parse_plan("一、甲\n1、做事。做好。[责任单位：省财政厅]\n专栏1 重点工程\n到2025年建成。")

    assert plan.statements["raw"].tolist() == ["[责任单位：省财政厅]"]
    assert "[责任单位:省财政厅]\n专栏1" in plan.text.replace("：", ":")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("市人社局", ["市人社局"]),
        ("市住建局、各县区政府", ["市住建局", "各县区政府"]),
        ("市人社局、\n市财政局", ["市人社局", "市财政局"]),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_without_its_mark_leaves_what_follows_alone(names, told, gap):
    """Neither the next paragraph nor the signature becomes part of a name."""
    signed = ("各县区要加强组织领导，确保落实。", "云溪市人民政府", "2024年2月1日")
    task = f"1.培训护理员。培训一千人。责任单位：{names}"

    for below in (signed, signed[1:]):
        plan = parse_plan(gap.join(["云溪市养老服务计划", task, *below]))

        assert list(plan.mentions["name"]) == told
        assert (plan.header.issuer, plan.header.date) == ("云溪市人民政府", "2024-02-01")
        assert plan.unparsed.empty
