"""The Data Package: what the files are, which version, and that another program reads it."""

import json
import shutil

import pytest
from conftest import CORPUS
from frictionless import Package, Resource, validate
from frictionless import Schema as Table

from textlab import csv_reading, read_corpus, tables
from textlab.cli import main
from textlab.corpus.features import SCHEMAS, export_features
from textlab.corpus.package import (
    PackageFault,
    make_package,
    package_faults,
    read_package,
    refresh_package,
    write_package,
)
from textlab.corpus.table_schemas import TABLES, table_schema
from textlab.errors import CorpusError


@pytest.fixture
def packed(small_corpus):
    """The small corpus of two texts with a package, version 0.1.0."""
    write_package(small_corpus, make_package(small_corpus))
    return small_corpus


def append(path, text="\n"):
    """Change a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


# What is written


def test_every_file_of_data_is_a_resource_with_its_size_and_hash(packed):
    """Tables first, then the lexicon, then texts; hashes as any other program computes them."""
    package = read_package(packed)

    assert [resource["name"] for resource in package["resources"]] == [
        *("documents", "agencies", "lexicon.stopwords", "lexicon.terms", "lexicon.glosses"),
        *("jiangxi-2016-quality.txt", "small-2017.txt"),
    ]
    for resource in package["resources"]:
        read = Resource(path=resource["path"], basepath=str(packed))
        read.infer(stats=True)
        assert f"sha256:{read.hash.removeprefix('sha256:')}" == resource["hash"]
        assert read.bytes == resource["bytes"] == (packed / resource["path"]).stat().st_size


def test_the_package_says_nothing_of_when_or_where_it_was_made(packed):
    """Written twice it has the same bytes, and no path of the machine is in it."""
    first = (packed / "datapackage.json").read_bytes()
    refresh_package(packed)

    assert (packed / "datapackage.json").read_bytes() == first
    assert str(packed).encode() not in first


def test_what_a_person_wrote_is_kept(packed):
    """Title, licence, anything else, also of a resource; only sizes, hashes, version are made."""
    path = packed / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package |= {
        "title": "质量计划",
        "licenses": [{"name": "CC-BY-4.0"}],
        "our-remark": [1, {"a": 2}],
    }
    package["resources"][0]["title"] = "所有文件"
    path.write_text(json.dumps(package), encoding="utf-8")
    append(packed / "lexicon" / "terms.txt")
    refresh_package(packed)

    after = read_package(packed)
    assert (after["title"], after["our-remark"]) == ("质量计划", [1, {"a": 2}])
    assert after["licenses"] == [{"name": "CC-BY-4.0"}]
    assert after["resources"][0]["title"] == "所有文件"
    assert package_faults(packed) == []


def test_a_corpus_without_a_package_gets_none(small_corpus):
    """Refreshing is for those who have one."""
    refresh_package(small_corpus)

    assert not (small_corpus / "datapackage.json").exists()
    assert package_faults(small_corpus) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"resources": [1]}', '{"resources": [{}]}'])
def test_a_damaged_package_is_one_clear_line(packed, content):
    """It is neither read nor written over."""
    path = packed / "datapackage.json"
    path.write_text(content)

    for act in (package_faults, refresh_package, make_package):
        with pytest.raises(CorpusError, match="not a Data Package"):
            act(packed)
    assert path.read_text() == content


# Faults


def test_files_that_are_not_as_the_package_says_are_named(packed):
    """Missing, of other bytes, or in the corpus and not in the package; all of them, by path."""
    (packed / "texts" / "small-2017.txt").unlink()
    append(packed / "documents.csv")
    (packed / "texts" / "new-2018.txt").write_text("一、质量", encoding="utf-8")

    assert package_faults(packed) == [
        PackageFault("documents.csv", "stale"),
        PackageFault("texts/new-2018.txt", "unlisted"),
        PackageFault("texts/small-2017.txt", "missing"),
    ]
    refresh_package(packed)
    assert package_faults(packed) == []


def test_what_is_no_data_is_no_fault(packed):
    """A README, a hidden file or a remark beside the data changes nothing."""
    for name in (
        "README.md",
        ".DS_Store",
        "texts/.~lock",
        "features/note.txt",
        "texts/我的笔记.txt",
    ):
        (packed / name).parent.mkdir(exist_ok=True)
        (packed / name).write_text("x")

    assert package_faults(packed) == []


# Versions


def test_other_contents_have_another_version(packed):
    """Changed without a new number, the version carries the hash; changed back, the number is back."""
    before = (packed / "agencies.csv").read_bytes()
    append(packed / "agencies.csv")
    refresh_package(packed)

    changed = read_package(packed)
    assert changed["version"] == f"0.1.0+{changed['contents'].removeprefix('sha256:')[:8]}"
    (packed / "agencies.csv").write_bytes(before)
    refresh_package(packed)
    assert read_package(packed)["version"] == "0.1.0"


def test_a_number_is_given_once(packed):
    """A new number is taken; one that other contents had is refused, and the mend is named."""
    append(packed / "agencies.csv")
    with pytest.raises(CorpusError, match=r"other contents had version 0.1.0; give these a higher"):
        make_package(packed, version="0.1.0")
    write_package(packed, make_package(packed, version="0.2.0"))

    assert read_package(packed)["version"] == "0.2.0"
    assert set(read_package(packed)["versions"]) == {"0.1.0", "0.2.0"}
    append(packed / "agencies.csv")
    refresh_package(packed)
    assert read_package(packed)["version"].startswith("0.2.0+")


@pytest.mark.parametrize(
    "version", ["1", "1.0", "01.0.0", "1.0.0+abc", "v1.0.0", "一.0.0", "1.0.0\n"]
)
def test_a_version_is_three_numbers(packed, version):
    """What follows a + is ours."""
    with pytest.raises(CorpusError, match=r"write three numbers such as 0.2.0"):
        make_package(packed, version=version)


def test_a_corpus_is_read_in_the_version_asked_for_or_not_at_all(packed):
    """Another version, changed files, or none at all: each with its mend."""
    assert len(read_corpus(packed, version="0.1.0").documents) == 2
    with pytest.raises(CorpusError, match=r"is version 0.1.0, and version 0.2.0 was asked for"):
        read_corpus(packed, version="0.2.0")

    append(packed / "lexicon" / "stopwords.txt")
    append(packed / "agencies.csv")
    with pytest.raises(CorpusError, match=r"agencies.csv is stale, and 1 more\); take them back"):
        read_corpus(packed, version="0.1.0")
    assert len(read_corpus(packed).documents) == 2

    (packed / "datapackage.json").unlink()
    with pytest.raises(CorpusError, match=r"textlab package --version 0.1.0"):
        read_corpus(packed, version="0.1.0")


# The command


def test_package_writes_what_its_options_say(small_corpus, capsys):
    """Title, authors in order, licence, day; what is lacking is said; a second call keeps them."""
    options = [
        "--title",
        "质量",
        "--author",
        "王伟",
        "--author",
        "Jane Doe",
        "--date",
        "2026-03-01",
    ]
    assert main(["package", "--corpus", str(small_corpus), *options]) == 0
    assert "Not said yet: --license." in capsys.readouterr().err
    assert main(["package", "--corpus", str(small_corpus), "--license", "CC0-1.0"]) == 0

    package = read_package(small_corpus)
    assert (package["name"], package["title"], package["version"]) == ("study", "质量", "0.1.0")
    assert [person["title"] for person in package["contributors"]] == ["王伟", "Jane Doe"]
    assert package["created"] == "2026-03-01T00:00:00Z"
    assert package["licenses"] == [{"name": "CC0-1.0"}]
    assert "Not said yet" not in capsys.readouterr().err


def test_a_day_that_is_none_is_wrong_usage(small_corpus, capsys):
    """The day is written one way."""
    with pytest.raises(SystemExit, match="2"):
        main(["package", "--corpus", str(small_corpus), "--date", "1.3.2026"])
    assert "write it as 2026-03-01" in capsys.readouterr().err


# Table Schemas, and frictionless


@pytest.mark.parametrize("name", TABLES)
def test_a_table_schema_says_what_textlab_says(name):
    """Fields in order, with type, meaning, unit; what may not be empty; the key."""
    schema = TABLES[name]
    made = table_schema(schema)

    assert [field["name"] for field in made["fields"]] == schema.names
    assert [field["description"] for field in made["fields"]] == [c.meaning for c in schema.columns]
    assert [field.get("unit", "") for field in made["fields"]] == [c.unit for c in schema.columns]
    assert made["primaryKey"] == list(schema.key)
    assert [field.type for field in Table.from_descriptor(made).fields] == [
        {"str": "string", "int64": "integer", "bool": "boolean"}[c.dtype] for c in schema.columns
    ]


def test_the_shipped_schemas_are_those_of_textlab():
    """schemas/ holds one file for each table that is there, as `textlab package` writes it."""
    written = {path.stem: path for path in (CORPUS / "schemas").iterdir()}
    assert set(written) == set(TABLES) - {"accepted"}
    for name, path in written.items():
        assert json.loads(path.read_text(encoding="utf-8")) == table_schema(TABLES[name])


def test_frictionless_finds_what_is_wrong_with_a_value(packed):
    """Types, patterns, required values and hashes of the package are checked by another program."""
    path = packed / "documents.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(",2017,", ",二〇一七,").replace(",province,", ",,"), "utf-8")
    found = validate(str(packed / "datapackage.json"))
    assert {error[0] for error in found.flatten(["type"])} >= {"hash-count", "byte-count"}

    refresh_package(packed)
    found = validate(str(packed / "datapackage.json"))
    assert sorted(found.flatten(["fieldName", "type"])) == [
        ["level", "constraint-error"],
        ["level", "constraint-error"],
        ["year", "type-error"],
    ]


def test_the_shipped_corpus_is_a_valid_data_package():
    """frictionless reads every row of every resource under its schema, and every hash."""
    report = validate(str(CORPUS / "datapackage.json"))
    package = Package(str(CORPUS / "datapackage.json"))

    assert report.valid, report.flatten(["name", "message"])[:5]
    assert len(report.tasks) == len(package.resources) == 7 + 111 * (len(SCHEMAS) + 1) + 1
    assert package.get_resource("documents").read_rows()[0]["year"] == 2025
    assert (package.version, package.name) == ("0.1.0", "textlab-corpus")
    for name in ("title", "description", "licenses", "contributors", "sources"):
        assert getattr(package, name), name


def test_the_shipped_package_fits_the_shipped_files():
    """It names every file as it is, and version 0.1.0 is what is here."""
    assert package_faults(CORPUS) == []
    assert make_package(CORPUS) == read_package(CORPUS)
    documents = csv_reading.read_table(CORPUS / "documents.csv", tables.DOCUMENTS)
    named = {r["path"].split("/")[1] for r in read_package(CORPUS)["resources"] if "/" in r["path"]}
    assert set(documents["doc_id"]) <= {name.removesuffix(".txt") for name in named}


def test_features_made_anew_leave_the_package_up_to_date(packed, tmp_path):
    """`textlab export` brings a package that is there up to date."""
    texts = tmp_path / "elsewhere"
    shutil.move(packed / "texts", texts)
    documents = csv_reading.read_table(packed / "documents.csv", tables.DOCUMENTS)
    tables.write_table(
        documents.assign(form="features"), packed / "documents.csv", tables.DOCUMENTS
    )
    assert list(export_features(packed, texts)) != []
    assert {fault.reason for fault in package_faults(packed)} == {"missing", "stale", "unlisted"}

    assert main(["export", str(texts), "--corpus", str(packed)]) == 0
    assert package_faults(packed) == []
    assert read_package(packed)["version"].startswith("0.1.0+")


def test_what_is_no_corpus_is_not_described(tmp_path, capsys):
    """Nothing is written where there is no documents.csv."""
    assert main(["package", "--corpus", str(tmp_path / "no")]) == 1
    assert "holds no documents.csv" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
