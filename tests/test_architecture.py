"""The house: what imports what, and that the doors open."""

import ast
from pathlib import Path

import pytest

import textlab

SOURCE = Path(textlab.__file__).parent
FLOORS = [
    "errors",
    "shipped",
    "files",
    "caching",
    "schema",
    "csv_reading",
    "tables",
    "reading",
    "words",
    "corpus",
    "analysis",
    "figures",
]
"""From the ground up; `reproduce`, `commands` and `cli` stand on top and may look at all of them."""
MODULES = sorted(SOURCE.rglob("*.py"))


def floor(name: str) -> int:
    """The floor of a module named from inside textlab, such as reading.plan."""
    first = name.split(".", maxsplit=1)[0]
    return FLOORS.index(first) if first in FLOORS else len(FLOORS)


def imports_of(path: Path) -> list[str]:
    """The textlab modules that a file imports, named from inside textlab."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("textlab"):
            inside = node.module.removeprefix("textlab").lstrip(".")
            found += [inside] if inside else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [a.name[8:] for a in node.names if a.name.startswith("textlab.")]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_import_only_downwards(path):
    """A file imports from its own folder and the floors below, never from above."""
    own = floor(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    above = [name for name in imports_of(path) if floor(name) > own]

    assert not above


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_module_grows_past_one_job(path):
    """A module of over 400 lines does more than one job."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("name", textlab.__all__)
def test_every_public_name_is_there_and_explains_itself(name):
    """`textlab.name` loads what it promises, with a docstring of its own."""
    assert getattr(textlab, name).__doc__


def test_a_wrong_name_is_an_attribute_error():
    """A misspelt name says so, as Python's own modules do."""
    with pytest.raises(AttributeError, match="read_plans"):
        textlab.read_plans  # noqa: B018
