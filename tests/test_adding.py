"""A document is added whole or not at all; nothing is overwritten."""

import hashlib
import os
import threading
from pathlib import Path

import pytest
from conftest import JIANGXI, ROOT, SMALL_PLAN, document, write_documents
from rendering import as_docx, as_ofd, as_page, as_pdf

from textlab import files, read_corpus, tables
from textlab.corpus import adding
from textlab.corpus.adding import add_document
from textlab.corpus.documents import read_documents
from textlab.corpus.features import read_settings
from textlab.errors import CorpusError, MissingFactError, ReadError, TextlabError

PLAN = SMALL_PLAN.replace("某省", "江西省")
"""A plan of two tasks with a title, a date and no number."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan to add, outside the corpus."""
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_a_document_is_its_file_and_its_row(empty_corpus, file):
    """The bytes unchanged, the facts from the text, and the corpus reads it."""
    added = add_document(file, empty_corpus)

    assert added.place == empty_corpus / "texts" / "jiangxi-2017-plan.txt"
    assert added.place.read_bytes() == file.read_bytes()
    row = read_documents(empty_corpus).iloc[0]
    assert row.to_dict() == dict(added.row)
    assert row["doc_id"] == "jiangxi-2017-plan"
    assert (row["region"], row["gb2260"], row["year"]) == ("江西省", "360000", 2017)
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert read_corpus(empty_corpus).tasks["doc_id"].tolist() == ["jiangxi-2017-plan"] * 2
    assert repr(added) == "Added(jiangxi-2017-plan: 江西省质量工作2017年行动计划, 江西省 2017)"


def test_what_is_added_is_read_with_its_agencies(empty_corpus, file):
    """The plan beside the row, agencies looked up in the corpus's register."""
    added = add_document(file, empty_corpus)

    assert added.plan.doc_id == added.doc_id
    assert (added.plan.mentions["agency"] != "").all()


def test_rows_stay_sorted_and_all_others_stay(small_corpus, file):
    """A new row in between; texts and rows that were there are as they were."""
    before = contents(small_corpus)
    add_document(file, small_corpus, doc_id="karst-2017", region="贵州", anyway=True)
    after = contents(small_corpus)

    documents = read_documents(small_corpus)
    assert documents["doc_id"].tolist() == ["jiangxi-2016-quality", "karst-2017", "small-2017"]
    assert set(after) - set(before) == {"texts/karst-2017.txt"}
    assert {name for name in before if before[name] != after[name]} == {"documents.csv"}


FORMATS = {
    ".docx": as_docx,
    ".html": as_page,
    ".pdf": as_pdf,
    ".ofd": as_ofd,
    ".txt": lambda text: text.encode("gb18030"),
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_of_any_format_is_kept_under_the_ending_it_deserves(empty_corpus, tmp_path, suffix):
    """Whatever it was called; and the corpus reads it."""
    path = tmp_path / "计划.DAT"
    path.write_bytes(FORMATS[suffix](PLAN))
    added = add_document(path, empty_corpus, region="江西", year=2017)

    assert added.place.name == f"jiangxi-2017-plan{suffix}"
    assert added.place.read_bytes() == path.read_bytes()
    corpus = read_corpus(empty_corpus)
    assert len(corpus.tasks) == 2
    assert "省科技厅" in set(corpus.mentions["name"])


def test_features_alone_are_kept_where_the_text_may_not_be(empty_corpus, file):
    """No text in the corpus; the same tables as from the text."""
    added = add_document(file, empty_corpus, form="features")

    assert not (empty_corpus / "texts").exists()
    assert added.place == empty_corpus / "features" / "jiangxi-2017-plan"
    assert read_settings(added.place)["text_sha256"] == added.row["sha256"]
    corpus = read_corpus(empty_corpus)
    assert len(corpus.tasks) == 2
    assert len(corpus.mentions) == 4


def test_a_city_is_written_with_its_province(empty_corpus, file):
    """Region, code and level of 包头市; its province stands in the id too."""
    row = add_document(file, empty_corpus, region="包头市", issuer="包头市人民政府").row

    assert (row["region"], row["gb2260"], row["level"]) == ("内蒙古自治区", "150200", "city")
    assert row["doc_id"] == "neimenggu-baotou-2017-plan"


def test_given_facts_stand_in_the_row(empty_corpus, file):
    """Source, address and rights are never in the text."""
    facts = {"source": "某报", "source_url": "https://example.org/x", "rights": "公有"}
    row = add_document(file, empty_corpus, **facts).row

    assert {name: row[name] for name in facts} == facts


def test_a_dry_run_writes_nothing(empty_corpus, file):
    """And tells what would be written."""
    before = contents(empty_corpus)
    added = add_document(file, empty_corpus, dry_run=True)

    assert added.doc_id == "jiangxi-2017-plan"
    assert contents(empty_corpus) == before


def test_paragraphs_are_tasks_where_nothing_is_numbered_and_that_is_said(empty_corpus, tmp_path):
    """Else it is refused with the option that adds it; the corpus reads it so too."""
    path = tmp_path / "计划.txt"
    paragraphs = [
        "江西省质量工作2017年行动计划",
        *(f"{word}。" * 9 for word in ("加强监管", "推动创新")),
    ]
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")

    with pytest.raises(ReadError, match=r"nothing in it is numbered .*--unit paragraph"):
        add_document(path, empty_corpus)
    plan = add_document(path, empty_corpus, unit="paragraph").plan
    assert plan.unit == "paragraph"
    assert len(read_corpus(empty_corpus).tasks) == len(plan.tasks)


def test_a_numbered_text_is_not_read_by_paragraphs(empty_corpus, file):
    """The corpus would not read it so."""
    with pytest.raises(CorpusError, match="its items are numbered, and are its tasks"):
        add_document(file, empty_corpus, unit="paragraph")


def test_a_file_that_lies_in_texts_already_only_gets_its_row(empty_corpus):
    """Under its own name, where that is fit for an id."""
    path = empty_corpus / "texts" / "jiangxi-2017-small.txt"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    added = add_document(path, empty_corpus)

    assert added.doc_id == "jiangxi-2017-small"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert len(read_corpus(empty_corpus).documents) == 1


# Refused


def numbered(folder: Path) -> Path:
    """A plan that takes the ID jiangxi-2017-plan."""
    path = folder / "other.txt"
    path.write_text(PLAN.replace("质量", "安全"), encoding="utf-8")
    return path


REFUSED = {
    "a missing file": (lambda f: f.unlink(), {}, "there is no such file"),
    "an empty file": (lambda f: f.write_bytes(b""), {}, "the file is empty"),
    "no region": (
        lambda f: f.write_text(SMALL_PLAN, encoding="utf-8"),
        {},
        "its text names no province; give its region (--region 江西省, 包头市 or 全国)",
    ),
    "an unknown region": (lambda _: None, {"region": "某地"}, "region “某地” is unknown"),
    "an id that is none": (
        lambda _: None,
        {"doc_id": "计划"},
        "its id is “计划”; write small letters and digits joined by hyphens",
    ),
    "an unknown unit": (
        lambda _: None,
        {"unit": "page"},
        "unit is “page”; write auto or paragraph",
    ),
    "another form": (lambda _: None, {"form": "pdf"}, "form is “pdf”; write text or features"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_the_corpus_as_it_was(empty_corpus, file, name):
    """One line that names the file and the mend; not even a lock stays."""
    change, options, message = REFUSED[name]
    change(file)
    before = contents(empty_corpus)

    with pytest.raises(TextlabError) as caught:
        add_document(file, empty_corpus, **options)
    assert str(caught.value).startswith(f"{file}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert contents(empty_corpus) == before


def test_a_missing_fact_can_be_asked_for(empty_corpus, file):
    """The error carries its name and what the file's name suggests."""
    file = file.rename(file.with_name("江西省计划.txt"))
    file.write_text(SMALL_PLAN, encoding="utf-8")

    with pytest.raises(MissingFactError) as caught:
        add_document(file, empty_corpus)
    assert (caught.value.fact, caught.value.suggestion) == ("region", "江西省")


def test_an_id_in_use_is_refused(small_corpus, file):
    """With the option that gives another; one that is made counts on instead."""
    with pytest.raises(CorpusError, match="the id small-2017 is taken; give another with --id"):
        add_document(file, small_corpus, doc_id="small-2017", anyway=True)


def test_a_made_id_counts_on(empty_corpus, file, tmp_path):
    """Two plans of one province and year, both in Chinese names."""
    other = tmp_path / "安全.txt"
    other.write_text(
        "江西省安全2017年计划\n一、查隐患。排查各类风险隐患。\n二、强执法。从严执法。",
        encoding="utf-8",
    )
    add_document(file, empty_corpus)

    assert add_document(other, empty_corpus).doc_id == "jiangxi-2017-plan-2"


@pytest.mark.parametrize("orphan", ["texts/x.docx", "features/x/tasks.csv"])
def test_what_lies_there_without_a_row_is_not_overwritten(empty_corpus, file, orphan):
    """A text or features of that id, in whatever format."""
    path = empty_corpus / orphan
    path.parent.mkdir(parents=True)
    path.write_bytes(b"precious")

    with pytest.raises(CorpusError, match="holds a text or features of x already"):
        add_document(file, empty_corpus, doc_id="x")
    assert path.read_bytes() == b"precious"


def test_a_file_in_texts_under_another_name_is_to_be_moved_out(empty_corpus):
    """Or two files would be one document."""
    path = empty_corpus / "texts" / "jiangxi-2017-small.txt"
    path.parent.mkdir()
    path.write_bytes(as_docx(PLAN))

    with pytest.raises(CorpusError, match=r"another name than jiangxi-2017-small\.docx; move it"):
        add_document(path, empty_corpus)


def test_a_folder_that_is_no_corpus_is_told(tmp_path, file):
    """With the command that makes one."""
    with pytest.raises(CorpusError, match=r"holds no documents\.csv; .* “textlab new”"):
        add_document(file, tmp_path)


# The same again


def test_the_same_bytes_are_known_under_any_name(small_corpus, tmp_path):
    """Also with --anyway, and also where only features are held."""
    copy = tmp_path / "copy.txt"
    copy.write_bytes(JIANGXI.read_bytes())
    for anyway in (False, True):
        with pytest.raises(CorpusError, match="is already here as jiangxi-2016-quality"):
            add_document(copy, small_corpus, anyway=anyway)

    write_documents(small_corpus, document("held", JIANGXI, form="features"))
    with pytest.raises(CorpusError, match=r"is already here as held \(its features\)"):
        add_document(copy, small_corpus)


def test_nearly_the_same_text_is_refused_unless_both_are_wanted(small_corpus, tmp_path):
    """The figure and the id are told."""
    page = tmp_path / "plan.html"
    page.write_bytes(as_page(JIANGXI.read_text(encoding="utf-8")))

    with pytest.raises(CorpusError, match=r"nearly the same text as jiangxi-2016-quality \(resem"):
        add_document(page, small_corpus)
    added = add_document(page, small_corpus, anyway=True)
    assert added.duplicates["doc_id"].tolist() == ["jiangxi-2016-quality"]
    assert len(read_documents(small_corpus)) == 3


def test_features_are_compared_by_what_adding_wrote(empty_corpus, file, tmp_path):
    """A plan held as features, and the same plan as a page."""
    add_document(JIANGXI, empty_corpus, form="features")
    page = tmp_path / "plan.html"
    page.write_bytes(as_page(JIANGXI.read_text(encoding="utf-8")))

    with pytest.raises(
        CorpusError, match=r"jiangxi-2016-quality \(resemblance 1.00 by its tasks\)"
    ):
        add_document(page, empty_corpus)
    assert add_document(file, empty_corpus).doc_id == "jiangxi-2017-plan"


# Whole or not at all


@pytest.mark.parametrize("form", ["text", "features"])
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_where_the_row_cannot_be_written_nothing_stays(
    empty_corpus, file, monkeypatch, form, error
):
    """Neither text nor features, nor the lock."""
    before = contents(empty_corpus)
    write = tables.write_table

    def fail(frame: object, path: Path, schema: tables.Schema) -> None:
        if path.name == "documents.csv":
            raise error
        write(frame, path, schema)

    monkeypatch.setattr(tables, "write_table", fail)
    with pytest.raises(type(error)):
        add_document(file, empty_corpus, form=form)
    assert contents(empty_corpus) == before


def test_a_text_that_was_there_before_stays_when_the_row_fails(empty_corpus, monkeypatch):
    """What was put into texts/ by hand is not taken away."""
    path = empty_corpus / "texts" / "jiangxi-2017-small.txt"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(tables, "write_table", fail)
    with pytest.raises(OSError, match="disk full"):
        add_document(path, empty_corpus)
    assert path.read_text(encoding="utf-8") == PLAN


def test_the_text_is_written_before_its_row(empty_corpus, file, monkeypatch):
    """A crash in between leaves a text without a row, never a row without its text."""
    order = []
    monkeypatch.setattr(adding, "write_whole", lambda path, _: order.append(path.name))
    monkeypatch.setattr(tables, "write_table", lambda _, path, __: order.append(path.name))
    add_document(file, empty_corpus)

    assert order == ["jiangxi-2017-plan.txt", "documents.csv"]


def test_two_that_add_at_once_wait_for_each_other(empty_corpus, tmp_path):
    """Eight texts from eight threads: eight rows, each with its text."""
    paths = []
    for number, word in enumerate("甲乙丙丁戊己庚辛"):
        paths.append(tmp_path / f"{word}.txt")
        items = "\n".join(
            f"{label}、{word * 3}{part}{word * 5}。"
            for label, part in zip("一二三", "天地人", strict=True)
        )
        paths[-1].write_text(f"江西省{word}工作{2010 + number}年计划\n{items}", encoding="utf-8")
    threads = [threading.Thread(target=add_document, args=(p, empty_corpus)) for p in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    documents = read_documents(empty_corpus)
    assert documents["year"].tolist() == list(range(2010, 2018))
    assert len(read_corpus(empty_corpus).documents) == 8


def test_a_lock_that_stays_is_explained(empty_corpus, file, monkeypatch):
    """Which file it is, and when to take it away."""
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    lock = empty_corpus / ".documents.csv.lock"
    lock.touch()

    with pytest.raises(CorpusError, match="another program is writing documents") as caught:
        add_document(file, empty_corpus)
    assert str(caught.value).startswith(str(lock))
    assert "take this file away" in str(caught.value)
    assert lock.exists()


def test_a_dry_run_needs_no_lock(empty_corpus, file):
    """It only reads."""
    (empty_corpus / ".documents.csv.lock").touch()

    assert add_document(file, empty_corpus, dry_run=True).doc_id == "jiangxi-2017-plan"


def test_the_study_here_is_added_to(empty_corpus, file, monkeypatch):
    """Where no corpus is named."""
    monkeypatch.chdir(empty_corpus.parent / "notebooks")
    add_document(os.path.relpath(file))

    assert len(read_documents(empty_corpus)) == 1


# Real files of every format, where they are at hand


REAL = ROOT / ".." / "shared" / "corpus" / "formats"
IDS = {
    "guangdong-2021-budget.pdf": "guangdong-2021-budget",
    "jiangxi-2025-work-report.docx": "jiangxi-2025-work-report",
    "pkulaw-aba-data.txt": "sichuan-aba-2021-pkulaw-data",
    "pkulaw-baotou-2022-data.txt": "neimenggu-baotou-2022-pkulaw-data",
    "portal-chongqing-2019-ecommerce.txt": "chongqing-2019-portal-ecommerce",
    "state-council-2016-gb18030.txt": "state-council-2016-work-report",
    "state-council-2018-farm-machinery.html": "state-council-2018-farm-machinery",
    "state-council-2018-sports.html": "state-council-2018-sports",
    "state-council-2018-zero-waste.html": "state-council-2018-zero-waste",
}
"""What each is called when nothing is given: its place, level, year and family were seen by eye."""


@pytest.mark.parametrize("name", [name for name in IDS if (REAL / name).is_file()])
def test_a_real_file_is_added_without_an_option(empty_corpus, name):
    """And read again from the corpus, with its agencies and tasks."""
    added = add_document(REAL / name, empty_corpus)

    assert added.doc_id == IDS[name]
    assert added.notes == ()
    assert added.place.suffix == Path(name).suffix
    assert len(read_corpus(empty_corpus).tasks) == len(added.plan.tasks)


def test_a_damaged_package_is_told_before_anything_is_written(empty_corpus, file):
    """Not after the document has gone in."""
    (empty_corpus / "datapackage.json").write_text("{", encoding="utf-8")
    before = read_documents(empty_corpus)

    with pytest.raises(CorpusError, match="not a Data Package"):
        add_document(file, empty_corpus)

    assert read_documents(empty_corpus).equals(before)
    assert not list((empty_corpus / "texts").glob("*"))
