"""`textlab new`: says what was made and how to go on."""

from textlab.cli import main


def test_new_says_the_next_commands(tmp_path, capsys):
    """On standard error, with the folder as it must be typed."""
    code = main(["new", str(tmp_path / "my study"), "--title", "质量"])
    said = capsys.readouterr()

    assert (code, said.out) == (0, "")
    assert f"cd '{tmp_path / 'my study'}'" in said.err
    assert "textlab add FILE" in said.err
    assert "make figures" in said.err


def test_new_refuses_a_folder_that_holds_something(tmp_path, capsys):
    """One line, exit 1."""
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")

    assert main(["new", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"textlab: {tmp_path}: holds something already; name a new folder.\n"
    )
