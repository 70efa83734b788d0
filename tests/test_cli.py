"""The command: results on standard output, words on standard error, one line for an error."""

import json
import re
import subprocess
import sys

import pytest
from conftest import JIANGXI, SMALL_PLAN, document, write_documents

from textlab.cli import main


@pytest.fixture
def run(capsys):
    """Call the command; gives its exit code, standard output and standard error."""

    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_parse_prints_the_object_that_other_programs_rely_on(run):
    """The keys of DESIGN, offsets into the file, null where the text has none."""
    code, out, err = run("parse", JIANGXI, "--json")
    plan = json.loads(out)
    raw = JIANGXI.read_text(encoding="utf-8")

    assert (code, err) == (0, "")
    assert plan["title"] == "贯彻实施江西省质量发展纲要2016年行动计划"
    assert (plan["date"], plan["doc_number"]) == ("2016-06-30", None)
    assert sum(item["task"] for item in plan["items"]) == 13
    assert sum(len(statement["agencies"]) for statement in plan["statements"]) == 115
    first = plan["statements"][0]
    assert set(first) == {
        *("raw", "start", "end", "item", "agencies", "collectives", "open", "deadline")
    }
    assert raw[first["start"] : first["end"]] == first["raw"]
    assert first["item"] == plan["items"][1]["id"]
    assert set(first["agencies"][0]) == {"name", "agency", "role"}
    assert set(plan["items"][0]) == {
        *("id", "parent", "level", "label", "number", "heading", "start", "end", "task")
    }


def test_parse_shows_a_person_the_outline(run):
    """Title, date, items with who answers for them."""
    code, out, _ = run("parse", JIANGXI)

    assert code == 0
    assert "贯彻实施江西省质量发展纲要2016年行动计划" in out
    assert "（十三） 构建质量和品牌社会共治机制" in out
    assert "115 mentions of 31 agencies" in out


BAD = {
    "a missing file": (None, "there is no such file"),
    "an empty file": (b"", "the file is empty"),
    "a file of spaces": ("\u3000\n \n".encode(), "the file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "this is a picture"),
    "a file of zero bytes": (bytes(400), "no text"),
    "an unknown encoding": ("Größe größer möglich".encode("cp1252") * 9, "encoding"),
    "nothing numbered": ("今天天气很好。大家都出去走走。".encode(), "nothing in it is numbered"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_exit_1(run, tmp_path, name):
    """Where, what, what to do; nothing on standard output, no traceback."""
    content, message = BAD[name]
    path = tmp_path / "plan.txt"
    if content is not None:
        path.write_bytes(content)

    code, out, err = run("parse", path, "--json")
    assert (code, out) == (1, "")
    assert message in err
    assert str(path) in err
    assert err.count("\n") == 1


def test_wrong_usage_is_exit_2(run):
    """A command that does not exist is a usage error."""
    with pytest.raises(SystemExit) as caught:
        run("pars")
    assert caught.value.code == 2


def test_debug_shows_where_an_error_came_from(run, tmp_path):
    """With --debug the traceback is there."""
    with pytest.raises(Exception, match="no such file"):
        run("--debug", "parse", tmp_path / "none.txt")


def test_export_writes_features_and_names_what_it_lacks(run, small_corpus, tmp_path):
    """Features for the texts that are there; a text that is not is named, its features stay."""
    text = tmp_path / "texts" / "any-name.txt"
    text.parent.mkdir()
    text.write_text(SMALL_PLAN, encoding="utf-8")
    write_documents(
        small_corpus,
        document("here", text, form="features"),
        document("gone", small_corpus / "agencies.csv", form="features"),
    )

    code, out, err = run("export", text.parent, "--corpus", small_corpus)
    assert (code, out) == (0, "")
    assert "made the features of 1 documents: here." in err
    assert "1 have no text in" in err
    assert "stay as they are: gone." in err
    assert [p.name for p in (small_corpus / "features").iterdir()] == ["here"]


def test_a_reader_that_stops_is_no_error():
    """`textlab parse … | head -1` ends without a traceback."""
    command = f'"{sys.executable}" -m textlab.cli parse "{JIANGXI}" --json | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602

    assert done.stdout == b"{\n"
    assert done.stderr == b""


def test_it_says_which_version_it_is(capsys):
    """`textlab --version`, for a bug report or a methods section."""
    with pytest.raises(SystemExit) as end:
        main(["--version"])

    assert end.value.code == 0
    assert re.fullmatch(r"textlab \d+\.\d+\.\d+\n", capsys.readouterr().out)
