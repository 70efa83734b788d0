"""A fresh study of its own: an empty corpus, notebooks, environment, and the textlab that made it.

What it begins with are the templates beside this package; marks such as
{{title}} in them are filled in.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from textlab import tables
from textlab.corpus.features import SCHEMAS as FEATURES
from textlab.corpus.own_wheel import pack_textlab
from textlab.errors import CorpusError
from textlab.files import sha256_file, write_whole
from textlab.schema import Schema
from textlab.shipped import shipped

_TEMPLATES = Path(__file__).parents[1] / "templates"
_HIDDEN = "dot-"
"""How the name of a template begins that is a hidden file in a study."""
_EMPTY = ("corpus/texts", "corpus/features", "figures")
"""Folders that wait for what is to come; .gitkeep lets git keep them."""


def new_study(folder: str | Path, *, title: str = "") -> Path:
    """Make a study in a new folder, whole or not at all.

    Parameters
    ----------
    folder : where; it must not exist yet, or be empty
    title : of the study, for its README; by default the folder's name

    Returns
    -------
    The folder: corpus/ (no documents yet, the lexicon and the register of agencies that textlab
    ships, a README with the schema), notebooks/, figures/, wheels/ (this very textlab),
    requirements.lock, environment.yml, Makefile, README in English and Chinese

    Raises
    ------
    CorpusError : the folder holds something, or is the one stood in; or textlab is not installed
    """
    folder = Path(folder).resolve()
    _check_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as draft:
        made = Path(draft) / "study"
        made.mkdir()
        _fill(made, " ".join(title.split()) or folder.name)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return folder


def _check_free(folder: Path) -> None:
    if folder == Path.cwd():
        raise CorpusError(
            f"{folder}: is the folder you stand in; name a new one, such as textlab new my-study."
        )
    if folder.exists() and not folder.is_dir():
        raise CorpusError(f"{folder}: is a file; name a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise CorpusError(f"{folder}: holds something already; name a new folder.")


def _fill(study: Path, title: str) -> None:
    """Put everything into the folder of a study."""
    for place in (*_EMPTY, "wheels"):
        (study / place).mkdir(parents=True)
    for place in _EMPTY:
        write_whole(study / place / ".gitkeep", b"")
    for name in ("dictionaries", "lexicon"):
        shutil.copytree(shipped(name), study / "corpus" / name)
    for name in ("agencies.csv", "catalogue.csv"):
        shutil.copyfile(shipped(name), study / "corpus" / name)
    shutil.copyfile(shipped("requirements.lock"), study / "requirements.lock")
    none = tables.make_table(tables.DOCUMENTS, [])
    tables.write_table(none, study / "corpus" / "documents.csv", tables.DOCUMENTS)
    wheel = pack_textlab(study / "wheels")
    marks = {
        "title": title,
        "version": wheel.name.split("-")[1],
        "wheel": wheel.name,
        "wheel-sha256": sha256_file(wheel),
    }
    for place, text in _templates(marks | _schema_tables()):
        write_whole(study / place, text.encode())


def _templates(marks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each file of a study, and its text with the marks filled in."""
    for path in sorted(path for path in _TEMPLATES.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        for mark, value in marks.items():
            text = text.replace("{{" + mark + "}}", value)
        name = path.name.replace(_HIDDEN, ".", 1) if path.name.startswith(_HIDDEN) else path.name
        yield (path.parent.relative_to(_TEMPLATES) / name).as_posix(), text


def _schema_tables() -> dict[str, str]:
    """The schemas of a corpus's tables in words, as `tables` has them."""
    schemas = {"documents": tables.DOCUMENTS, **FEATURES, "agencies": tables.AGENCIES}
    return {f"schema-{name}": _in_words(schema) for name, schema in schemas.items()}


_KINDS = {"str": "text", "int64": "a whole number in digits", "bool": "true or false"}


def _in_words(schema: Schema) -> str:
    """The columns of a table as a table of Markdown."""
    rows = [
        f"| `{column.name}` | {column.meaning} | {column.unit} | "
        f"{column.wanted or _KINDS[column.dtype]} |"
        for column in schema.columns
    ]
    text = "\n".join(
        ["| column | meaning | unit | how it is written |", "|---|---|---|---|", *rows]
    )
    return text.replace("separated by |", "separated by \\|")
