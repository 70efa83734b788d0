"""A fresh study: all there, able to be rebuilt, and its notebooks answer or say what is missing."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import yaml
from conftest import CORPUS, JIANGXI, ROOT, SMALL_PLAN, document, write_documents

from textlab import csv_reading, new_study, read_corpus, tables
from textlab.corpus import study as study_module
from textlab.corpus.own_wheel import pack_textlab
from textlab.errors import CorpusError
from textlab.files import find_study
from textlab.reproduce import Job, find_notebooks, run_notebooks
from textlab.shipped import SHIPPED

TEMPLATES = sorted((ROOT / "src" / "textlab" / "templates" / "notebooks").glob("*.ipynb"))
READMES = ["README.md", "README.zh-CN.md"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A fresh study, not to be changed."""
    return new_study(tmp_path_factory.mktemp("new") / "my-study", title="质量  计划\n2016")


# What is in it


def test_a_study_holds_all_it_needs(made):
    """Corpus, notebooks, figures, environment, README in two languages; no mark is left open."""
    files = {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    texts = [made / name for name in sorted(files) if not name.endswith((".whl", ".ipynb"))]

    assert {*READMES, "Makefile", "environment.yml", "requirements.lock", ".gitignore"} <= files
    assert {"corpus/documents.csv", "corpus/agencies.csv", "corpus/lexicon/terms.txt"} <= files
    assert {"corpus/texts/.gitkeep", "corpus/features/.gitkeep", "figures/.gitkeep"} <= files
    assert len(find_notebooks(made, [])) == 5
    assert not any("{{" in path.read_text(encoding="utf-8") for path in texts)
    assert (made / "README.md").read_text(encoding="utf-8").startswith("# 质量 计划 2016\n")


def test_an_empty_corpus_is_read(made):
    """No documents yet: every table is there under its schema, without rows."""
    corpus = read_corpus(made / "corpus")

    for name in ("documents", "tasks", "statements", "mentions", "term_counts"):
        table = getattr(corpus, name)
        assert table.empty
        assert list(table) == tables.SCHEMAS[name].names
    assert corpus.task_table().empty
    assert len(corpus.register.frame) > 700


def test_the_study_is_found_from_inside(made, monkeypatch):
    """Commands work from any folder of it."""
    monkeypatch.chdir(made / "notebooks")

    assert find_study() == made


def test_nothing_is_made_where_something_is(tmp_path, monkeypatch):
    """A folder with a file, a file, the folder stood in: each is refused in a line and left alone."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("a", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    for place, words in (
        ("full", "holds something"),
        ("full/a.txt", "is a file"),
        (".", "stand in"),
    ):
        with pytest.raises(CorpusError, match=words):
            new_study(place)
    assert [p.name for p in tmp_path.rglob("*")] == ["full", "a.txt"]


def test_an_empty_folder_is_filled(tmp_path):
    """A folder made beforehand, as from a file manager, is good."""
    (tmp_path / "empty").mkdir()

    assert (new_study(tmp_path / "empty") / "Makefile").is_file()


def test_a_study_is_made_whole_or_not_at_all(tmp_path, monkeypatch):
    """Where making it stops half-way, nothing is left behind."""

    def stop(_folder):
        raise CorpusError("stop")

    monkeypatch.setattr(study_module, "pack_textlab", stop)
    with pytest.raises(CorpusError):
        new_study(tmp_path / "study")
    assert list(tmp_path.iterdir()) == []


# Its words


@pytest.mark.parametrize("name", READMES)
def test_every_path_named_is_there(made, name):
    """Links lead somewhere, and the commands stand on the first screen."""
    text = (made / name).read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (made / target).exists(), target
    first = "\n".join(text.splitlines()[:22])
    assert "make figures" in first
    assert "textlab add FILE --region 江西省 --year 2016" in first
    for path in TEMPLATES:
        assert f"`{path.stem}`" in text


def test_both_readmes_show_the_same_commands(made):
    """Commands are equal, but for the remarks behind them."""
    blocks = [
        [
            re.sub(r"\s+#.*", "", block)
            for block in re.findall(
                r"```.+?```", (made / name).read_text(encoding="utf-8"), re.DOTALL
            )
        ]
        for name in READMES
    ]

    assert blocks[0] == blocks[1]


def test_the_corpus_readme_explains_every_column(made):
    """English from the schemas, Chinese for documents.csv in its order, and a row that can be read."""
    text = (made / "corpus" / "README.md").read_text(encoding="utf-8")
    chinese = re.findall(r"^\| `(\w+)` \|", text[text.index("| 列 |") :], re.MULTILINE)
    example = list(csv.reader(io.StringIO(re.search(r"```\n(.+?)```", text, re.DOTALL)[1])))

    for schema in study_module.FEATURES | {"documents": tables.DOCUMENTS}:
        for column in tables.SCHEMAS[schema].without("raw", "agency").columns:
            if column.name != "doc_id" or schema == "documents":
                assert f"| `{column.name}` | {column.meaning} |" in text
    assert chinese[: len(tables.DOCUMENTS.names)] == tables.DOCUMENTS.names
    assert example[0] == tables.DOCUMENTS.names
    assert (
        dict(zip(*example, strict=True))["sha256"]
        == hashlib.sha256(JIANGXI.read_bytes()).hexdigest()
    )


# The textlab in it


def test_what_is_shipped_is_what_the_build_puts_into_a_wheel():
    """pyproject.toml and `shipped` name the same files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert {place: f"textlab/data/{name}" for name, place in SHIPPED.items()} == included


def test_the_environment_names_the_wheel_by_its_hash(made):
    """conda and make install the same packages and the same textlab."""
    wheel = next((made / "wheels").iterdir())
    environment = yaml.safe_load((made / "environment.yml").read_text(encoding="utf-8"))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()

    assert environment["dependencies"][-1] == {
        "pip": ["-r requirements.lock", f"./wheels/{wheel.name} --hash=sha256:{digest}"]
    }
    assert f"WHEEL := wheels/{wheel.name}" in (made / "Makefile").read_text(encoding="utf-8")


def test_the_wheel_is_the_same_each_time(made, tmp_path):
    """No date, no order of the file system: the same installation gives the same bytes."""
    wheel = next((made / "wheels").iterdir())

    assert pack_textlab(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_installs_and_runs_on_its_own(made, tmp_path):
    """pip takes it; from there textlab reads a plan, finds what it ships, and packs the same wheel."""
    wheel, place = next((made / "wheels").iterdir()), tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-index", "--target", place, wheel], check=True)
    run = {"cwd": tmp_path, "env": {"PYTHONPATH": str(place)}, "capture_output": True}

    parsed = subprocess.run(
        [sys.executable, "-m", "textlab.cli", "parse", JIANGXI], **run, check=True
    )
    code = (
        "from pathlib import Path; from textlab.shipped import SHIPPED, shipped\n"
        "from textlab.corpus.own_wheel import pack_textlab\n"
        "print(*[shipped(name) for name in SHIPPED], sep='\\n'); pack_textlab(Path())"
    )
    shipped = subprocess.run([sys.executable, "-c", code], **run, check=True).stdout.decode()

    assert "115 mentions of 31 agencies" in parsed.stdout.decode()
    for path in shipped.split():
        assert Path(path).exists()
        assert Path(path).is_relative_to(place / "textlab" / "data")
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


# Its notebooks


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_notebook_is_clean_and_built_as_its_reader_expects(path):
    """As ours: the question first, imports, parameters, short cells; no outputs."""
    notebook = nbformat.read(path, as_version=4)
    tagged = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    prose = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")

    assert re.match(rf"# {int(path.stem[:2])}\. .+？ .+\?", notebook.cells[0].source)
    assert f"figures/{path.stem[:2]}-" in notebook.cells[0].source
    assert notebook.cells[1].source.startswith("import ")
    assert [cell.cell_type for cell in tagged] == ["code"]
    for cell in codes:
        assert not cell.outputs
        assert cell.execution_count is None
        assert len(cell.source.splitlines()) <= 12
    for call, wanted in (("tl.plot_", "glosses="), ("tl.save_figure(", "caption=")):
        assert [c.source.count(call) for c in codes] == [c.source.count(wanted) for c in codes]
    assert ("BY = " in tagged[0].source) == ("a column of your own" in prose)
    assert "What this cannot show" in prose
    assert prose.count("**Exercise") == 2
    assert any("assert " in cell.source for cell in codes)


def answers(study, *names):
    """What each notebook says is missing; empty where it answered."""
    build = study / "build" / "notebooks"
    return run_notebooks([Job(path, build) for path in find_notebooks(study, list(names))])


def figures(study):
    """The figures that were drawn."""
    return sorted(path.stem for path in (study / "figures").glob("*.png"))


def facts_of(study):
    """What each figure says of itself."""
    paths = sorted((study / "figures").glob("[0-9]*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def put_text(study, doc_id, text, **facts):
    """A text in the corpus; gives its row."""
    path = study / "corpus" / "texts" / f"{doc_id}.txt"
    path.write_text(text, encoding="utf-8")
    return document(doc_id, path, **facts)


def test_without_documents_a_notebook_says_what_to_add(tmp_path):
    """An empty corpus is no fault: one line."""
    study = new_study(tmp_path / "study")

    assert answers(study, "02") == [
        "the corpus has no documents yet; add one with “textlab add FILE”."
    ]
    assert figures(study) == []


def test_two_plans_of_different_years_are_enough(tmp_path):
    """Every question is answered but that for topics, which wants 200 tasks."""
    study = new_study(tmp_path / "study")
    text = JIANGXI.read_text(encoding="utf-8")
    jiangxi = put_text(study, JIANGXI.stem, text, year=2016, title="质量计划")
    write_documents(study / "corpus", jiangxi, put_text(study, "small-2017", SMALL_PLAN))

    told = answers(study)

    assert told[2].startswith("15 of 15 tasks have 5 tokens or more, and this question wants 200")
    assert told == ["", "", told[2], "", ""]
    assert figures(study) == [
        *("01-tasks-and-agencies", "02-words", "04-network", "04-roles"),
        *("05-difference", "05-emphasis"),
    ]
    for figure in facts_of(study):
        assert "n = " in figure["caption"]["zh"]
        assert "n = " in figure["caption"]["en"]
        assert JIANGXI.stem not in figure["alt"]
    emphasis = pd.read_csv(study / "figures" / "05-emphasis.csv")
    assert set(emphasis["table"]) == {"terms", "agencies"}
    assert not emphasis.loc[~(emphasis["q"] < 0.05), "sure"].any()


def test_english_labels_and_a_column_of_ones_own(tmp_path):
    """Its notebooks group by it, and a bar is filled for a group's own word alone."""
    study = new_study(tmp_path / "study")
    line = "大力发展海洋经济，提高海洋渔业质量，"
    texts = {
        word: "".join(
            f"（{n}）{line * (1 + at % 3)}{word}。\n\n" for at, n in enumerate("一二三四五六七八")
        )
        for word in ("教育", "医疗")
    }
    rows = [
        put_text(study, f"plan-{year}", f"某省工作计划\n\n一、发展\n\n{texts[word]}", year=year)
        for year, word in zip((2020, 2021), texts, strict=True)
    ]
    frame = tables.make_table(tables.DOCUMENTS, rows).assign(subject=list(texts))
    (study / "corpus" / "documents.csv").write_bytes(tables.to_csv_bytes(frame))
    build = study / "build" / "notebooks" / "en"
    parameters = {"BY": "subject", "LANG": "en"}
    jobs = [Job(path, build, parameters) for path in find_notebooks(study, ["02", "05"])]

    assert run_notebooks(jobs) == ["", ""]
    emphasis = pd.read_csv(study / "figures" / "en" / "05-emphasis.csv")
    assert set(emphasis["group"]) == set(texts)
    own = emphasis["label"] == emphasis["group"]
    assert emphasis["sure"].tolist() == own.tolist()
    assert own.sum() == 2


def test_features_of_one_year_answer_what_they_can(tmp_path):
    """Reports held as counts: no text to read, no agencies, one year; topics are found."""
    study = new_study(tmp_path / "study")
    documents = csv_reading.read_table(CORPUS / "documents.csv", tables.DOCUMENTS)
    ids = [f"{place}-2026-work-report" for place in ("anhui", "fujian", "henan")]
    for doc_id in ids:
        shutil.copytree(CORPUS / "features" / doc_id, study / "corpus" / "features" / doc_id)
    kept = documents[documents["doc_id"].isin(ids)]
    tables.write_table(kept, study / "corpus" / "documents.csv", tables.DOCUMENTS)

    reading, topics, agencies, comparing = answers(study, "01", "03", "04", "05")

    assert reading.startswith("the documents are here as features only")
    assert topics == ""
    assert agencies.startswith("no responsibility statement names an agency in 3 documents")
    assert comparing == (
        "a comparison wants two groups, and every task is of year 2026; add a document of another "
        'year with “textlab add FILE”, or compare by another column: BY = "region".'
    )
    assert figures(study) == ["03-shares", "03-topics"]
