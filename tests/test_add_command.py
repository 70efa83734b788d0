"""`textlab add`: what a person sees, and what goes on after one file fails."""

import io
import sys
from pathlib import Path

import pytest
from conftest import JIANGXI, SMALL_PLAN
from rendering import as_docx
from test_stand_ins import PAGES

from textlab.cli import main
from textlab.corpus import adding
from textlab.corpus.documents import read_documents

PLAN = SMALL_PLAN.replace("某省", "江西省")


@pytest.fixture
def run(capsys, empty_corpus, monkeypatch):
    """Call `textlab add` on the empty corpus; gives exit code, standard output and error.

    The locale is English.
    """
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def call(*arguments):
        options = ["--corpus", str(empty_corpus)]
        code = main(["add", *(str(argument) for argument in arguments), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan to add."""
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two plans, one file that is no document, and what systems leave behind."""
    place = tmp_path / "plans"
    (place / "2017").mkdir(parents=True)
    (place / "2017" / "quality.txt").write_text(PLAN, encoding="utf-8")
    (place / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    (place / "jiangxi.docx").write_bytes(as_docx(JIANGXI.read_text(encoding="utf-8")))
    for left in (".DS_Store", "~$jiangxi.docx"):
        (place / left).write_bytes(b"\x00")
    return place


def at_terminal(monkeypatch, answers: str) -> None:
    """Let a person sit there who answers so."""
    keyboard = io.StringIO(answers)
    keyboard.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", keyboard)


def test_one_file_is_shown_in_short_with_its_row_and_what_was_written(run, file):
    """The id alone on standard output, words on standard error; the outline is for `textlab parse`."""
    code, out, err = run(file)

    assert (code, out) == (0, "jiangxi-2017-plan\n")
    lines = err.splitlines()
    assert lines[:4] == [
        (
            "1 sections, 2 tasks, 2 responsibility statements, 4 mentions of 4 agencies, "
            "0 places not understood"
        ),
        "  一、 提升质量",
        f"  “textlab parse {file}” shows all",
        "",
    ]
    assert "region      江西省   ← title" in lines
    assert "year        2017   ← title" in lines
    assert "issued      2017-03-01   ← text" in lines
    last = "added as jiangxi-2017-plan: texts/jiangxi-2017-plan.txt, and a row in documents.csv.\n"
    assert err.endswith(f"{file}: {last}")


def test_of_many_sections_the_first_are_shown(run, tmp_path):
    """And how many there are besides."""
    path = tmp_path / "plan.txt"
    sections = "".join(f"{number}、做好工作\n\n加强落实。\n\n" for number in "一二三四五六七")
    path.write_text(f"江西省质量工作2017年行动计划\n\n{sections}", encoding="utf-8")
    lines = run(path)[2].splitlines()

    assert lines[0].startswith("7 sections, 7 tasks, ")
    assert lines[5:7] == ["  五、 做好工作", f"  … and 2 more; “textlab parse {path}” shows all"]


def test_all_is_said_in_chinese_too(run, file):
    """By --lang, or as the system is set: the summary, what facts rest on, notes, what was written."""
    code, out, err = run(file, "--year", "2018", "--lang", "zh")

    assert (code, out) == (0, "jiangxi-2018-plan\n")
    assert err.splitlines()[0] == ("1个部分，2项任务，2处责任分工，提到4个机构共4次，0处未能理解")
    assert "year        2018   ← 所给" in err
    assert "注意：year 保留所给的“2018”，而标题写的是“2017”。" in err
    assert err.endswith("texts/jiangxi-2018-plan.txt，并在 documents.csv 中写入一行。\n")


def test_the_locale_decides_the_language(run, file, monkeypatch):
    """As for `textlab check`; faults are told in it, too."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    file.write_text("请先登录后查看全文。", encoding="utf-8")

    assert "这是登录页面，不是文件正文（“请先登录”）" in run(file)[2]


def test_options_win_and_contradictions_are_told(run, file, empty_corpus):
    """A note for each; nothing is refused."""
    code, _, err = run(
        *(file, "--year", "2018", "--region", "赣", "--number", "赣府字〔2017〕1号", "--id", "x-1"),
        *("--family", "opinion", "--source", "省政府网站", "--issuer", "江西省人民政府"),
    )

    assert code == 0
    assert "note: year 2018 is kept as given, but its title says 2017." in err
    row = read_documents(empty_corpus).iloc[0]
    assert row[["doc_id", "family", "doc_number", "issuer"]].tolist() == [
        *("x-1", "opinion", "赣府字〔2017〕1号", "江西省人民政府")
    ]


def test_a_dry_run_says_what_it_would_do(run, file, empty_corpus):
    """And does nothing."""
    code, out, err = run(file, "--dry-run")

    assert (code, out) == (0, "jiangxi-2017-plan\n")
    assert "would be added (nothing was written) as jiangxi-2017-plan" in err
    assert len(read_documents(empty_corpus)) == 0


def test_features_are_kept_in_place_of_the_text(run, file, empty_corpus):
    """With --form features."""
    code, _, err = run(file, "--form", "features")

    assert code == 0
    assert "features/jiangxi-2017-plan, and a row" in err
    assert not (empty_corpus / "texts").exists()


def test_of_many_files_the_failing_one_is_told_and_the_others_are_added(run, folder, empty_corpus):
    """A folder to its bottom in sorted order, what is hidden left out; exit 1."""
    code, out, err = run(folder)

    assert code == 1
    assert out.split() == ["jiangxi-2017-quality", "jiangxi-2016-plan"]
    lines = err.splitlines()
    assert [line for line in lines if line.startswith("textlab: ")] == [
        f"textlab: {folder / 'broken.pdf'}: this PDF is damaged or cut off; get it again."
    ]
    assert lines[-1] == f"{empty_corpus}: 2 of 3 files added."
    assert "（二） 推动技术创新" not in err


def test_adding_a_folder_again_adds_nothing(run, folder):
    """Each file is known: as the same bytes."""
    run(folder)
    code, out, err = run(folder)

    assert (code, out) == (1, "")
    assert "is already here as jiangxi-2016-plan" in err
    assert "0 of 3 files added" in err


def test_a_file_that_the_system_refuses_is_told_and_the_others_go_on(run, folder, monkeypatch):
    """An error of the system is one line too."""
    write = adding.write_whole

    def fail(path: Path, content: bytes) -> None:
        if path.suffix == ".docx":
            raise OSError(28, "No space left on device", str(path))
        write(path, content)

    monkeypatch.setattr(adding, "write_whole", fail)
    code, out, err = run(folder)

    assert (code, out) == (1, "jiangxi-2017-quality\n")
    assert "jiangxi-2016-plan.docx: No space left on device." in err


@pytest.mark.parametrize("option", ["--id", "--title", "--number", "--source-url"])
def test_what_is_of_one_document_is_not_given_to_several(run, folder, capsys, option):
    """Wrong usage, exit 2, nothing added."""
    with pytest.raises(SystemExit) as caught:
        run(folder, option, "x")

    assert caught.value.code == 2
    assert f"{option} is of one document, and 3 files are named" in capsys.readouterr().err


def test_an_empty_folder_is_told(run, tmp_path):
    """Exit 1."""
    (tmp_path / "empty").mkdir()
    code, _, err = run(tmp_path / "empty")

    assert code == 1
    assert "the folder holds no file" in err


@pytest.fixture
def bare(file):
    """A plan that names neither region nor year; its file's name says 2019."""
    file = file.rename(file.with_name("plan 2019.txt"))
    file.write_text(SMALL_PLAN.replace("2017年", ""), encoding="utf-8")
    return file


def test_what_is_missing_is_asked_for_at_a_terminal(run, bare, monkeypatch, empty_corpus):
    """Until all is there; an empty answer takes what is suggested."""
    at_terminal(monkeypatch, "赣\n\n")
    code, out, err = run(bare)

    assert (code, out) == (0, "jiangxi-2019-plan\n")
    assert err.startswith(
        f"{bare}: which region is it of? 江西省, 包头市 or 全国 (nothing: leave this file out)\n> "
    )
    assert f"{bare}: which year does it plan for? Four digits, such as 2016\n[2019] > " in err
    assert read_documents(empty_corpus)["region"].tolist() == ["江西省"]


def test_after_a_wrong_answer_it_is_asked_again(run, bare, monkeypatch, empty_corpus):
    """And told what was wrong, as often as that happens."""
    at_terminal(monkeypatch, "某地\n朝阳区\n赣\n去年\n2018\n")
    code, out, err = run(bare)

    assert (code, out) == (0, "jiangxi-2018-plan\n")
    assert err.count("which region is it of?") == 3
    assert "“朝阳区” is not known as a region; write 江西省, 包头市" in err
    assert "“去年” is no year; write four digits, such as 2016" in err
    assert read_documents(empty_corpus)["year"].tolist() == [2018]


@pytest.mark.parametrize("answers", ["", "\n", "某地\n"])
def test_without_an_answer_the_file_is_left_out(run, file, monkeypatch, empty_corpus, answers):
    """Nothing answered, or the input ends, after a wrong answer too: one line of its own."""
    file.write_text(SMALL_PLAN, encoding="utf-8")
    at_terminal(monkeypatch, answers)
    code, out, err = run(file)

    assert (code, out) == (1, "")
    assert err.splitlines()[-1].removeprefix("> ") == (
        f"textlab: {file}: not added, since its text names no region and none was given; "
        "give it with --region."
    )
    assert len(read_documents(empty_corpus)) == 0


def test_the_end_of_the_input_takes_no_suggestion(run, bare, monkeypatch, empty_corpus):
    """Only a person takes it, by an empty answer."""
    at_terminal(monkeypatch, "赣\n")

    assert run(bare)[0] == 1
    assert len(read_documents(empty_corpus)) == 0


def test_a_wrong_option_is_an_error_and_no_question(run, file, monkeypatch):
    """What was given is mended where it was given."""
    at_terminal(monkeypatch, "赣\n")
    code, _, err = run(file, "--region", "某地")

    assert code == 1
    assert err.startswith(f"textlab: {file}: region “某地” is unknown; write a province")


def test_questions_are_asked_in_chinese(run, bare, monkeypatch):
    """Each with what was wrong."""
    at_terminal(monkeypatch, "某地\n赣\n\n")
    code, _, err = run(bare, "--lang", "zh")

    assert code == 0
    assert "属于哪个地区？如江西省、包头市、全国（直接回车则不加入此文件）\n> " in err
    assert "不认识地区“某地”" in err
    assert "是哪一年的计划？请写四位数字，如 2016\n[2019] > " in err


def test_nothing_is_asked_where_nobody_sits(run, file, monkeypatch):
    """The error names the option in one line."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("江西\n"))
    file.write_text(SMALL_PLAN, encoding="utf-8")
    code, out, err = run(file)

    assert (code, out) == (1, "")
    assert err == (
        f"textlab: {file}: its text names no province; give its region "
        "(--region 江西省, 包头市 or 全国).\n"
    )


def test_nearly_the_same_is_added_with_anyway(run, tmp_path, empty_corpus):
    """The note names the other document and the figure."""
    one, other = tmp_path / "jiangxi-2016-quality.txt", tmp_path / "again.docx"
    one.write_bytes(JIANGXI.read_bytes())
    other.write_bytes(as_docx(JIANGXI.read_text(encoding="utf-8")))
    run(one)

    assert run(other)[0] == 1
    code, _, err = run(other, "--anyway")
    assert code == 0
    assert "note: nearly the same text as jiangxi-2016-quality (1.00)." in err
    assert len(read_documents(empty_corpus)) == 2


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_stands_in_for_a_document_is_told_and_not_added(
    run, tmp_path, empty_corpus, name
):
    """One line: what it is, and what to do; nothing is written, whatever facts are given."""
    path = tmp_path / "saved.html"
    path.write_text(PAGES[name][0], encoding="utf-8")
    code, out, err = run(path, "--region", "江西", "--year", "2016")

    assert (code, out) == (1, "")
    assert err.startswith(f"textlab: {path}")
    assert ", not the document (" in err
    assert err.count("\n") == 1
    assert len(read_documents(empty_corpus)) == 0
    assert not (empty_corpus / "texts").exists()
