"""`textlab check`: faults on standard output, words on standard error, and what --fix asks and does."""

import io

import pytest
from faulty import SMALL, make_sound, put, read_rows

from textlab.cli import main


@pytest.fixture
def sound(small_corpus, monkeypatch):
    """A corpus with which nothing is wrong, in the study that one stands in; the locale is English."""
    monkeypatch.chdir(small_corpus.parent)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return make_sound(small_corpus)


@pytest.fixture
def run(capsys):
    """Call `textlab check`; gives its exit code, standard output and standard error."""

    def call(*arguments):
        code = main(["check", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_sound_corpus_is_told_in_a_line(sound, run):
    """Nothing on standard output, exit 0."""
    assert run() == (0, "", f"{sound}: 3 documents, nothing wrong.\n")
    assert run("--lang", "zh") == (0, "", f"{sound}：3份文件，没有问题。\n")


def test_each_fault_is_a_line_on_standard_output(sound, run):
    """The number of faults is a word for the person; exit 1."""
    put(sound, SMALL, year="二〇一七", level="乡镇")

    code, out, err = run()

    assert code == 1
    assert out.splitlines() == [
        "corpus/documents.csv, row 3 (small-2017): level is “乡镇”; write central, province, city or county.",
        "corpus/documents.csv, row 3 (small-2017): year is “二〇一七”; write it in digits, 2017.",
    ]
    assert err == f"{sound}: 2 things are wrong.\n"


def test_the_codes_of_faults_can_be_shown(sound, run):
    """As accepted.csv wants them."""
    put(sound, SMALL, year="二〇一七")

    assert run("--codes")[1].startswith("year-in-words  corpus/documents.csv, row 3")


def test_one_fault_is_one_thing(sound, run):
    """In both languages."""
    put(sound, SMALL, year="二〇一七")

    assert run()[2] == f"{sound}: one thing is wrong.\n"
    code, out, err = run("--lang", "zh")
    assert code == 1
    assert (
        out == "corpus/documents.csv 第3行（small-2017）：year 写作“二〇一七”，请改为数字2017。\n"
    )
    assert err == f"{sound}：有1处问题。\n"


@pytest.mark.parametrize(
    ("names", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, True),
    ],
)
@pytest.mark.usefixtures("sound")
def test_the_locale_decides_the_language(run, monkeypatch, names, chinese):
    """LC_ALL before LC_MESSAGES before LANG, as everywhere; --lang before them all."""
    for name, value in names.items():
        monkeypatch.setenv(name, value)

    assert ("没有问题" in run()[2]) == chinese
    assert "没有问题" in run("--lang", "zh")[2]
    assert "nothing wrong" in run("--lang", "en")[2]


@pytest.mark.usefixtures("sound")
def test_without_variables_the_system_is_asked(run, monkeypatch):
    """As on Windows."""
    monkeypatch.delenv("LANG")
    monkeypatch.setattr("locale.getlocale", lambda: ("Chinese (Simplified)_China", "936"))

    assert "没有问题" in run()[2]


def test_a_corpus_elsewhere_can_be_named(sound, run, tmp_path, monkeypatch):
    """From any folder."""
    monkeypatch.chdir(tmp_path)

    assert run("--corpus", sound)[0] == 0
    assert "no folder from here up holds corpus/ and notebooks/" in run()[2]
    assert run("--corpus", tmp_path / "none")[2].startswith("textlab: ")


def test_fix_shows_what_changes_and_writes_it(sound, run):
    """What cannot be mended is listed after."""
    put(sound, SMALL, year="2017年", level="乡镇")

    code, out, err = run("--fix", "--yes")

    assert code == 1
    assert out == (
        "corpus/documents.csv, row 3 (small-2017): level is “乡镇”; "
        "write central, province, city or county.\n"
    )
    assert err == (
        "row 3 year: 2017年 → 2017\n"
        f"{sound / 'documents.csv'}: written.\n"
        f"{sound}: one thing is wrong.\n"
    )
    assert "2017年" not in read_rows(sound)[2]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "left as it is, since nobody is at a terminal to ask; --yes writes it."),
        ("zh", "未改动，因为不在终端，无法询问；加 --yes 即写入。"),
    ],
)
def test_without_a_terminal_fix_wants_yes(sound, run, monkeypatch, lang, told):
    """It shows what it would change, and writes nothing."""
    put(sound, SMALL, year="2017年")
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    err = run("--fix", "--lang", lang)[2]

    assert err.splitlines()[1].endswith(told)
    assert "2017年" in read_rows(sound)[2]


def test_fix_says_where_there_is_nothing_to_do(sound, run):
    """The file is not touched."""
    assert run("--fix") == (
        0,
        "",
        f"{sound / 'documents.csv'}: nothing to change.\n{sound}: 3 documents, nothing wrong.\n",
    )


class Terminal(io.StringIO):
    """Standard input at a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("answer", "options", "written"),
    [
        ("y\n", [], True),
        ("yes\n", [], True),
        ("是\n", ["--lang", "zh"], True),
        ("n\n", [], False),
        ("\n", [], False),
        ("", [], False),
        ("n\n", ["--yes"], True),
    ],
)
def test_at_a_terminal_a_person_is_asked(sound, run, monkeypatch, answer, options, written):
    """Anything but yes leaves the file as it is; --yes asks nothing."""
    put(sound, SMALL, year="2017年")
    monkeypatch.setattr("sys.stdin", Terminal(answer))

    err = run("--fix", *options)[2]

    assert ("2017年" not in read_rows(sound)[2]) == written
    assert ("[y/N]" in err) == ("--yes" not in options)


def test_fix_of_a_table_that_cannot_be_read_leaves_it_to_the_check(sound, run):
    """The fault is told once."""
    (sound / "documents.csv").write_bytes(b"")

    code, out, err = run("--fix")

    assert code == 1
    assert out.splitlines()[0].startswith("corpus/documents.csv: the file is empty")
    assert err == f"{sound}: one thing is wrong.\n"
