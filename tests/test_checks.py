"""`check_corpus`: every kind of fault is found, told in two languages, and nothing else is."""

import csv
import shutil
from pathlib import Path

import pytest
from conftest import CORPUS, JIANGXI, ROOT, SMALL_PLAN
from fault_cases import BREAKS
from faulty import SMALL, THIRD, edit, make_sound, put, put_text

from textlab import csv_reading, tables
from textlab.corpus.accepted import ACCEPTED
from textlab.corpus.checks import check_corpus
from textlab.corpus.faults import FAULTS, Fault, FaultError, faults_page
from textlab.errors import CorpusError, TableError

with (ROOT / "tests" / "data" / "fault_messages.csv").open(encoding="utf-8-sig") as lines:
    MESSAGES = {row["code"]: row for row in csv.DictReader(lines)}
"""What each case of `fault_cases` is told as, in English and Chinese."""

SHARED = [path for path in [ROOT.parent / "shared" / "corpus"] if path.is_dir()]
"""The folder of the texts behind the shipped features, where it is at hand."""


@pytest.fixture
def sound(small_corpus):
    """A corpus of two texts and a document as features with which nothing is wrong."""
    return make_sound(small_corpus)


def codes(corpus):
    """The codes of what is wrong with a corpus."""
    return [fault.code for fault in check_corpus(corpus)]


def test_every_kind_of_fault_has_a_case():
    """A kind without a way to make it is never seen to be found."""
    assert set(BREAKS) == set(FAULTS) == set(MESSAGES)


def test_nothing_is_wrong_with_a_sound_corpus(sound):
    """The corpus that the cases break."""
    assert check_corpus(sound) == []


@pytest.mark.parametrize("code", BREAKS)
def test_each_way_to_break_a_corpus_is_found_and_told(sound, code):
    """Exactly this fault, in both languages: where, the value, and the mend."""
    BREAKS[code](sound)
    (fault,) = check_corpus(sound)

    assert fault.code == code
    assert fault.message("en") == MESSAGES[code]["en"]
    assert fault.message("zh") == MESSAGES[code]["zh"]


@pytest.mark.parametrize("code", FAULTS)
def test_each_kind_says_the_same_in_both_languages(code):
    """Both name the same things, in one line, without a full stop of their own."""
    kind = FAULTS[code]
    named = [
        set(_fields(one + two)) for one, two in ((kind.en, kind.mend_en), (kind.zh, kind.mend_zh))
    ]

    assert named[0] == named[1]
    assert not any(
        part.endswith((".", "。")) or "\n" in part
        for part in (kind.en, kind.mend_en, kind.zh, kind.mend_zh)
    )


def _fields(template):
    return [piece.split("}")[0] for piece in template.split("{")[1:]]


def test_everything_is_told_at_once_by_file_and_place(sound):
    """Faults of several files come together, in order of file, then row or line."""
    put(sound, THIRD, level="乡镇")
    put(sound, SMALL, year="二〇一七")
    put(sound, "jiangxi-2016-quality", family="行动 plan")
    edit(sound / "lexicon" / "terms.txt", "\n", "\n质\n")
    shutil.copy(JIANGXI, sound / "texts" / "another.txt")

    faults = check_corpus(sound)

    assert [(fault.code, fault.row or fault.line) for fault in faults] == [
        ("family-wrong", 2),
        ("year-in-words", 3),
        ("level-wrong", 4),
        ("lexicon-short", 2),
        ("text-orphan", 0),
    ]


def test_a_folder_that_is_none_is_an_error(tmp_path):
    """There is nothing to check."""
    with pytest.raises(CorpusError, match="no such folder"):
        check_corpus(tmp_path / "none")


def test_an_empty_folder_lacks_everything(tmp_path):
    """Each file that a corpus is made of is missed."""
    assert codes(tmp_path) == [
        "agencies-missing",
        "table-missing",
        "lexicon-missing",
        "lexicon-missing",
    ]


def test_a_folder_in_place_of_a_text_is_no_text(sound):
    """Nor is it an error that stops the check."""
    (sound / "texts" / f"{SMALL}.txt").unlink()
    (sound / "texts" / f"{SMALL}.txt").mkdir()

    assert codes(sound) == ["text-missing"]


def test_a_text_that_cannot_be_opened_is_told(sound, monkeypatch):
    """A file that another program holds, or that nobody may read."""
    read_bytes = Path.read_bytes

    def refuse(path):
        if path.name == f"{SMALL}.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert [fault.value for fault in check_corpus(sound)] == ["Permission denied"]


def test_progress_is_told(sound):
    """Documents done, and how many there are."""
    told = []
    check_corpus(sound, tell=lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_fault_that_stops_reading_is_a_table_error():
    """`read_corpus` stops at what `check_corpus` collects, with the same words."""
    error = FaultError(Fault("table-missing", "corpus/documents.csv"))

    assert isinstance(error, TableError)
    assert str(error) == MESSAGES["table-missing"]["en"]


def test_a_long_value_is_shortened_and_kept_in_one_line():
    """A title of many lines does not flood the screen; a hash is shown whole."""
    long = Fault("title-elsewhere", "a.csv", value="质量\n" * 90, details={"found": "ab" * 60})

    assert "质量 质量 质" in long.message()
    assert "\n" not in long.message()
    assert len(long.message("zh")) < 300
    assert "ab" * 60 in long.message()


# What a legitimate corpus has


LEGITIMATE = {
    "a signature in a spreadsheet's form of a date": {"issued": "2017/3/1"},
    "published some weeks after it was signed": {"issued": "2017-04-20"},
    "a title of its own": {"title": "江西省质量工作计划", "title_basis": "rendering"},
    "a short title": {"title": "质量工作计划"},
    "no date, number, code, source or address": {
        **dict.fromkeys(["issued", "doc_number", "gb2260", "source_url", "title_basis"], "")
    },
    "another kind of document": {"family": "guideline"},
    "a full address": {
        "source_url": "http://www.jiangxi.gov.cn:8080/art/2017/3/1/art_5_1.html?a=1&b=2"
    },
}


@pytest.mark.parametrize("name", LEGITIMATE)
def test_a_row_that_is_right_is_left_alone(sound, name):
    """What may be so is no fault."""
    put(sound, SMALL, **LEGITIMATE[name])

    assert check_corpus(sound) == []


TEXTS = {
    "two lost characters": SMALL_PLAN.replace("技术创新。（", "技\ufffd创新。（"),
    "English names": SMALL_PLAN.replace(
        "质量攻关", "质量攻关（Quality Engineering and Management）"
    ),
    "several years in its title": SMALL_PLAN.replace("2017年", "2016—2018年"),
    "two years of winter": SMALL_PLAN.replace("2017年行动", "行动").replace(
        "2017年3月", "2016年12月"
    ),
    "a document that it forwards": SMALL_PLAN.replace(
        "某省质量工作2017年行动计划\n",
        "某省人民政府转发省质监局质量工作2017年行动计划的通知\n\n某府发〔2017〕1号\n\n某质发〔2017〕2号\n",
    ),
    "a document number that it cites": SMALL_PLAN.replace(
        "（一）加强", "（一）落实赣府发〔2016〕5号文件。加强"
    ),
    "a word on logging in": SMALL_PLAN
    + "\n（三）建设平台。企业请登录平台。"
    + "完善平台功能。" * 300,
    "sections that begin again with one": SMALL_PLAN
    + "\n二、保障措施\n\n（一）加强领导。建立机制。（省质监局负责）\n",
    "a web page": "<html><body><h1>某省质量工作2017年行动计划</h1>"
    + "".join(f"<p>{line}</p>" for line in SMALL_PLAN.splitlines()[1:] if line)
    + "</body></html>",
    "UTF-16": SMALL_PLAN.encode("utf-16"),
    "GB18030": SMALL_PLAN.encode("gb18030"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_right_is_left_alone(sound, name):
    """What real texts have is no fault."""
    put_text(sound, TEXTS[name], issued="")

    assert check_corpus(sound) == []


REPORT = """2017年江西省政府工作报告

——2017年1月16日在江西省第十二届人民代表大会第七次会议上

新华社南昌1月20日电

各位代表：

现在，我代表省人民政府，向大会报告政府工作，请予审议。

一、过去一年的工作

质量水平稳步提升。各位代表，成绩来之不易。

二、今年的工作

推动质量创新，提升产品质量。
"""


def test_a_report_that_an_agency_carried_is_a_report(sound):
    """The line of a news agency over the whole report makes no news item of it."""
    title = "2017年江西省政府工作报告"
    put_text(sound, REPORT, title=title, family="work-report", issued="2017-01-16")

    assert check_corpus(sound) == []


def test_what_is_no_plan_need_not_be_numbered(sound):
    """A notice of a few paragraphs is read by its paragraphs."""
    text = (
        "某省质量工作2017年行动计划\n\n各地要提升质量，加强质量监管。\n\n各部门要推动技术创新。\n"
    )
    put_text(sound, text, family="notice", issued="")

    assert check_corpus(sound) == []


def test_hidden_files_and_a_readme_are_no_texts(sound):
    """What systems and programs leave in folders, and a note for readers."""
    for name in (".DS_Store", "~$small-2017.docx", "README.md", "Thumbs.db"):
        (sound / "texts" / name).write_bytes(b"x")

    assert check_corpus(sound) == []


def test_the_shipped_corpus_is_clean():
    """Nothing is wrong with what goes to others."""
    assert check_corpus(CORPUS) == []


FOUND = [
    ("shandong-2025-scenarios", "numbering-scrambled", 2),
    ("shandong-2025-scenarios", "numbering-start", 11),
    ("zhejiang-2025-ai-culture", "numbering-gap", 271),
    ("zhejiang-2025-ai-culture", "numbering-order", 300),
    ("zhejiang-2025-industry-datasets", "columns-scattered", 231),
]
"""What is wrong with 111 real texts, each looked at: a heading scrambled by text recognition, an item
lost, a number printed twice, a table that a PDF took apart."""


@pytest.mark.parametrize("shared", SHARED)
def test_of_real_texts_only_what_is_wrong_is_told(tmp_path, shared):
    """The shipped corpus with all its texts: no false alarm."""
    folder = tmp_path / "corpus"
    documents = csv_reading.read_table(CORPUS / "documents.csv", tables.DOCUMENTS)
    shutil.copytree(CORPUS / "lexicon", folder / "lexicon")
    shutil.copytree(CORPUS / "texts", folder / "texts")
    shutil.copy(CORPUS / "agencies.csv", folder)
    tables.write_table(documents.assign(form="text"), folder / "documents.csv", tables.DOCUMENTS)
    with (shared / "documents.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            shutil.copy(shared / row["path"], folder / "texts" / f"{row['doc_id']}.txt")

    faults = check_corpus(folder)

    assert [(fault.doc_id, fault.code, fault.line) for fault in faults] == FOUND


# The page


def test_the_page_of_faults_is_up_to_date():
    """docs/checks.md is made from the table; write `faults_page()` there."""
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == faults_page()


# Faults that are accepted


def accept(corpus, *rows):
    """Write accepted.csv."""
    frame = tables.make_table(
        ACCEPTED, [dict(zip(ACCEPTED.names, row, strict=True)) for row in rows]
    )
    tables.write_table(frame, corpus / "accepted.csv", ACCEPTED)


def test_a_fault_that_is_accepted_is_not_told_again(sound):
    """The source itself skips a number: looked at, written down with its reason, and done."""
    BREAKS["numbering-gap"](sound)
    (fault,) = check_corpus(sound)
    accept(sound, (fault.code, fault.file, fault.place(), "the source skips it"))

    assert check_corpus(sound) == []


def test_an_acceptance_holds_for_its_place_only(sound):
    """The same kind of fault at another line is told, and the acceptance that fits nothing, too."""
    BREAKS["numbering-gap"](sound)
    (fault,) = check_corpus(sound)
    accept(sound, (fault.code, fault.file, "line 1", "another one"))

    assert codes(sound) == ["accepted-idle", "numbering-gap"]


def test_acceptances_that_cannot_be_read_are_a_fault_among_others(sound):
    """They hide none of the others."""
    BREAKS["numbering-gap"](sound)
    (sound / "accepted.csv").write_text("code,file,place\n", encoding="utf-8")

    assert codes(sound) == ["column-missing", "numbering-gap"]


def test_a_file_called_as_a_word_of_the_table_is_named_by_no_row(sound):
    """plan is a kind of document, and no document."""
    (sound / "texts" / "plan.txt").write_text("某省计划", encoding="utf-8")

    assert codes(sound) == ["text-orphan"]
