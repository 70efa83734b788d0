"""Old Word documents are read by antiword, where it is installed; here a stand-in plays its part."""

import sys

import pytest

from textlab.errors import ReadError
from textlab.reading.formats import read_file

DOCUMENT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")


@pytest.fixture
def path(tmp_path):
    """An old Word document under a wrong name, as far as its marks go."""
    path = tmp_path / "plan.txt"
    path.write_bytes(DOCUMENT)
    return path


@pytest.fixture
def antiword(tmp_path, monkeypatch):
    """Put a program on PATH that behaves as the given lines of Python say."""

    def install(*lines: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "antiword"
        program.write_text(
            "\n".join([f"#!{sys.executable}", "import sys", *lines]), encoding="utf-8"
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return install


def test_without_antiword_the_error_says_what_to_install(path, monkeypatch, tmp_path):
    """One line, with the other way out."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ReadError, match="antiword, which reads it, is not installed") as caught:
        read_file(path)
    assert "save it as docx" in str(caught.value)


def test_with_antiword_its_text_is_taken(path, antiword):
    """Unwrapped, in UTF-8; rows of tables with tabs between their cells."""
    antiword(
        "assert sys.argv[1:5] == ['-m', 'UTF-8.txt', '-w', '0'], sys.argv",
        "assert open(sys.argv[5], 'rb').read(4) == b'\\xd0\\xcf\\x11\\xe0'",
        "sys.stdout.buffer.write('一、甲\\n|任务  |省财政厅 |\\n'.encode())",
    )
    found = read_file(path)

    assert found.kind == "old Word document"
    assert found.text == "一、甲\n任务\t省财政厅"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["sys.exit('this is not a Word Document')"], "cannot read it .this is not a Word"),
        (["pass"], r"cannot read it \(no text\)"),
        (["import time; time.sleep(9)"], "did not read it to its end"),
    ],
)
def test_what_antiword_cannot_read_is_told_in_one_line(path, antiword, monkeypatch, lines, message):
    """With what antiword said."""
    monkeypatch.setattr("textlab.reading.old_word._SECONDS", 0.5)
    antiword(*lines)

    with pytest.raises(ReadError, match=message) as caught:
        read_file(path)
    assert "\n" not in str(caught.value)
