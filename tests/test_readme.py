"""The READMEs: what they promise works, and both say the same."""

import re

import pytest
from conftest import ROOT

READMES = ["README.md", "README.zh-CN.md"]


def text(name):
    """A README's text."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_ten_lines_run(name, monkeypatch):
    """The Python example, line by line, from the project's folder."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    code = re.search(r"```python\n(.+?)```", text(name), re.DOTALL)[1]
    exec(code, names)  # noqa: S102

    plan = names["plan"]
    assert plan.raw[319:802].startswith("（一）")
    assert len(names["corpus"].documents) == 112


@pytest.mark.parametrize("name", READMES)
def test_every_path_named_is_there(name):
    """Links and pictures lead somewhere."""
    for target in re.findall(r"\]\(([^)#:]+)\)", text(name)):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_stand_on_the_first_screen(name):
    """A newcomer sees them without scrolling."""
    first = "\n".join(text(name).splitlines()[:25])

    assert "make figures" in first
    assert "make test" in first


def test_both_readmes_show_the_same_code():
    """Commands and examples are equal, but for the remarks in them."""
    blocks = [
        [re.sub(r"\s+#.*", "", block) for block in re.findall(r"```.+?```", text(name), re.DOTALL)]
        for name in READMES
    ]

    assert blocks[0] == blocks[1]
