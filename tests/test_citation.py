"""Citations: the facts are right, and the two forms are as their users need them."""

import json
from importlib.metadata import version

import pytest
import yaml
from conftest import CORPUS, ROOT
from hypothesis import given
from hypothesis import strategies as st

from textlab.cli import main
from textlab.corpus.citation import (
    AUTHORS,
    TITLE,
    YEAR,
    Author,
    Work,
    bibtex,
    cite_corpus,
    cite_program,
    gbt7714,
)
from textlab.errors import CorpusError

CORPUS_OF_OURS = Work(
    name="plans",
    kind="data set",
    title="Quality plans",
    version="1.2.0",
    authors=(Author("Doe", "Jane Mary"),),
    year="2026",
)


def package(folder, **facts):
    """A corpus folder whose package says these facts."""
    (folder / "datapackage.json").write_text(json.dumps({**facts, "resources": []}), "utf-8")
    return folder


# Facts


def test_textlab_says_of_itself_what_citation_cff_says():
    """An installed package has no CITATION.cff; so its facts stand in the program too."""
    facts = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    work = cite_program()

    assert facts["title"] == TITLE == work.title
    assert tuple(author["name"] for author in facts["authors"]) == AUTHORS
    assert facts["version"] == version("textlab") == work.version
    assert str(facts.get("date-released", YEAR))[:4] == YEAR == work.year


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_of_a_study_cites_textlab_as_the_command_does(name):
    """Authors and year."""
    readme = (ROOT / "src" / "textlab" / "templates" / name).read_text(encoding="utf-8")

    assert f"{AUTHORS[0]} ({YEAR}). {TITLE}" in readme


def test_a_corpus_says_what_its_package_says(tmp_path):
    """Name, title, version, authors, year and address, where they are there."""
    work = cite_corpus(
        package(
            tmp_path,
            name="plans",
            title="Plans",
            version="1.0.0+0a1b2c3d",
            created="2026-03-01T00:00:00Z",
            homepage="https://example.org/plans",
            contributors=[
                {"title": "A Library", "roles": ["publisher"]},
                {"title": "王伟", "role": "author"},
                {"familyName": "Doe", "givenName": "Jane", "roles": ["author"]},
            ],
        )
    )

    assert work.authors == (Author("王伟"), Author("Doe", "Jane"))
    assert (work.year, work.url, work.version) == (
        "2026",
        "https://example.org/plans",
        "1.0.0+0a1b2c3d",
    )
    assert cite_corpus(package(tmp_path, name="plans")).title == "plans"


def test_contributors_without_roles_are_the_authors(tmp_path):
    """Who is named without a role has made it."""
    work = cite_corpus(package(tmp_path, contributors=[{"title": "王伟"}, {"title": "李娜"}]))

    assert work.authors == (Author("王伟"), Author("李娜"))


@pytest.mark.parametrize("contributors", [["王伟"], 7, {"title": "王伟"}, [{"roles": 7}]])
def test_contributors_written_otherwise_are_one_clear_line(tmp_path, contributors):
    """The message shows how one is written."""
    with pytest.raises(CorpusError, match=r'write each as \{"title": "NAME"\}'):
        cite_corpus(package(tmp_path, contributors=contributors))


def test_a_corpus_without_a_package_has_no_citation(tmp_path):
    """It has no version that one could cite."""
    with pytest.raises(CorpusError, match="no version to cite; write it with “textlab package”"):
        cite_corpus(tmp_path)


# BibTeX


def test_bibtex_of_a_data_set():
    """A person is parted into surname and given name, a body is not."""
    assert bibtex(CORPUS_OF_OURS) == "\n".join(
        [
            "@misc{plans-1.2.0,",
            "  author = {{Doe}, Jane Mary},",
            "  title = {{Quality plans}},",
            "  year = {2026},",
            "  note = {Data set, version 1.2.0}",
            "}",
        ]
    )
    assert "  author = {{The textlab authors}},\n" in bibtex(cite_program())


def test_bibtex_escapes_what_tex_would_take_for_a_command():
    """A title with %, &, _ or braces prints as it is written."""
    work = Work("a", "data set", "50 % & a_b {c} \\d ~ ^ #1 $", "1.0.0", (Author("A & B"),))

    assert r"title = {{50 \% \& a\_b \{c\} \textbackslash{}d \textasciitilde{} " in bibtex(work)
    assert r"\textasciicircum{} \#1 \$}}" in bibtex(work)
    assert r"author = {{A \& B}}" in bibtex(work)


@given(st.text(), st.text(min_size=1))
def test_bibtex_is_always_one_entry_with_balanced_braces(title, name):
    """Whatever is written in a title, the file that holds the entry can be read."""
    entry = bibtex(Work("a", "data set", title, "1.0.0", (Author(name),)))
    bare = entry.replace("\\{", "").replace("\\}", "")
    depth = 0
    for place, char in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth > 0 or place < len("@misc") or place == len(bare) - 1
    assert depth == 0


# GB/T 7714


def test_gbt7714_of_a_data_set_and_a_program():
    """Authors, title with mark, edition, year; given names as initials."""
    assert gbt7714(CORPUS_OF_OURS) == "Doe J M. Quality plans[DS]. Version 1.2.0. 2026."
    assert gbt7714(cite_program()) == (
        f"The textlab authors. {TITLE}[CP]. Version {version('textlab')}. {YEAR}."
    )


def test_gbt7714_in_chinese_and_online():
    """The first three authors and 等; the reader fills in the day of the visit."""
    work = Work(
        name="a",
        kind="data set",
        title="质量计划语料库",
        version="1.2.0",
        authors=tuple(map(Author, ("王伟", "李娜", "张敏", "刘洋"))),
        year="2026",
        url="https://example.org/a",
    )

    assert gbt7714(work) == (
        "王伟, 李娜, 张敏, 等. 质量计划语料库[DS/OL]. 1.2.0版. 2026[引用日期]. https://example.org/a"
    )


# The command


def test_cite_prints_both_works_in_both_forms(capsys):
    """Versions on standard error, citations on standard output, so that they can be redirected."""
    assert main(["cite", "--corpus", str(CORPUS)]) == 0
    said = capsys.readouterr()

    assert "data set textlab-corpus, version 0.1.0" in said.err
    assert said.out.count("@misc{") == 2
    assert said.out.count("[CP]") == said.out.count("[DS]") == 1


def test_cite_prints_one_form_where_asked(capsys):
    """A file for BibTeX holds nothing else."""
    assert main(["cite", "--format", "bibtex", "--corpus", str(CORPUS)]) == 0
    assert "[CP]" not in capsys.readouterr().out
    assert main(["cite", "--format", "gbt7714", "--corpus", str(CORPUS)]) == 0
    assert "@misc" not in capsys.readouterr().out


def test_cite_works_where_there_is_no_corpus(tmp_path, monkeypatch, capsys):
    """textlab can be cited anywhere; a corpus that was named must be there."""
    monkeypatch.chdir(tmp_path)

    assert main(["cite"]) == 0
    said = capsys.readouterr()
    assert (said.out.count("@misc{"), said.out.count("[DS]")) == (1, 0)
    assert "Only textlab itself" in said.err
    assert main(["cite", "--corpus", str(tmp_path)]) == 1
