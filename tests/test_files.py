"""Files written whole or not at all; where they cannot be, the error says which and what to do."""

import os
from pathlib import Path

import pytest

from textlab.errors import CorpusError
from textlab.files import files_called, locked, sha256, sha256_file, write_whole


def test_a_file_is_written_with_its_folder(tmp_path):
    """The folder is made; no draft stays beside the file."""
    path = tmp_path / "a" / "b.csv"

    write_whole(path, b"one")
    write_whole(path, b"two")

    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_another_program_holds_open_is_named(tmp_path, monkeypatch):
    """Windows refuses to replace it: the message names the file, not the draft, which goes away."""
    path = tmp_path / "documents.csv"
    path.write_bytes(b"one")

    def refuse(self, _target):
        raise PermissionError(13, "Access is denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(PermissionError) as caught:
        write_whole(path, b"two")

    assert caught.value.filename == str(path)
    assert "Access is denied; close it in other programs" in caught.value.strerror
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"one"


def test_a_lock_is_gone_afterwards(tmp_path):
    """Whatever happens meanwhile."""
    path = tmp_path / "documents.csv"

    with pytest.raises(ZeroDivisionError), locked(path):
        int((tmp_path / ".documents.csv.lock").exists()) / 0

    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_another_is_waited_for(tmp_path, monkeypatch):
    """Not for ever."""
    monkeypatch.setattr("textlab.files.PATIENCE", 0.1)
    path = tmp_path / "documents.csv"

    with locked(path), pytest.raises(CorpusError, match="another program is writing"), locked(path):
        pass


def test_a_folder_that_may_not_be_written_is_no_lock_of_another(tmp_path, monkeypatch):
    """It is told at once for what it is, but on Windows, where both look alike."""

    def refuse(self, _mode):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("textlab.files.PATIENCE", 0.1)
    wanted = CorpusError if os.name == "nt" else PermissionError

    with pytest.raises(wanted), locked(tmp_path / "documents.csv"):
        pass


def test_a_file_has_the_hash_of_its_bytes(tmp_path):
    """Read piece by piece or at once."""
    path = tmp_path / "a"
    path.write_bytes(b"x" * 1_000_000)

    assert sha256_file(path) == sha256(b"x" * 1_000_000)


def test_files_are_found_by_their_name_without_its_ending(tmp_path):
    """All of it, as it is written; what looks like a path or a pattern finds nothing."""
    for name in ("a.txt", "a.docx", "a.notes.txt", "ab.txt", "a", ".a"):
        (tmp_path / name).touch()
    (tmp_path / "a.d").mkdir()

    assert files_called(tmp_path, "a") == [tmp_path / "a.docx", tmp_path / "a.txt"]
    for stem in ("", "*", "**", "../a", str(tmp_path / "a")):
        assert files_called(tmp_path / "a.d", stem) == []
    assert files_called(tmp_path / "nowhere", "a") == []
