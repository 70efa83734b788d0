"""The files that install textlab agree with each other and name no host nor machine."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def bounds(requirements: list[str]) -> dict[str, SpecifierSet]:
    """Package names and version bounds of requirement lines, conda's or pip's."""
    parsed = [Requirement(line) for line in requirements]
    return {requirement.name: requirement.specifier for requirement in parsed}


def test_conda_users_get_the_packages_of_pyproject():
    """environment.yml lists the same packages with the same bounds, and textlab itself."""
    lines = ENVIRONMENT["dependencies"]
    pip = next(line["pip"] for line in lines if isinstance(line, dict))
    conda = bounds([line for line in lines if isinstance(line, str)])
    python = conda.pop("python")
    conda.pop("pip")

    assert conda | bounds([line for line in pip if line != "-e ."]) == bounds(
        PROJECT["dependencies"]
    )
    assert python == SpecifierSet(PROJECT["requires-python"])
    assert "-e ." in pip
    assert ENVIRONMENT["name"] == "textlab"


def test_the_lock_pins_every_dependency_once_with_hashes():
    """One lock serves all Pythons: a package has one version, and each version its hashes."""
    entries = re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE)
    names = [name for name, _ in entries]
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]

    assert len(names) == len(set(names))
    assert {Requirement(line).name for line in wanted} <= set(names)
    assert len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", LOCK, re.MULTILINE)) == len(names)


def test_the_lock_meets_the_bounds():
    """No locked version lies below what pyproject.toml asks for."""
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK, re.MULTILINE))

    for name, bound in bounds(PROJECT["dependencies"]).items():
        assert locked[name] in bound


@pytest.mark.parametrize("word", ["http://", "https://", "file:", "--index", "--find-links", "@ "])
def test_the_lock_names_no_host_and_no_path(word):
    """The lock can be installed from any mirror."""
    assert word not in LOCK
