"""A corpus folder becomes a `Corpus`: plain tables over all its documents.

A document is there as text or as features; both give the same tables, so no
analysis asks which it was.
"""

import warnings
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pandas as pd

from textlab.caching import keep
from textlab.corpus.documents import days_of, find_text, read_documents
from textlab.corpus.features import (
    Features,
    features_of,
    hashes_of,
    read_features,
    read_for_corpus,
    read_settings,
    settings_of,
    stack,
)
from textlab.corpus.own_columns import own_columns
from textlab.corpus.package import check_version
from textlab.corpus.panels import balance_panel, summarise
from textlab.corpus.showing import overview_html
from textlab.errors import CorpusError
from textlab.files import find_study, sha256_file
from textlab.reading.places import home_of_document
from textlab.reading.register import Register, read_register
from textlab.words.glosses import REGIONS_EN, agency_glosses, read_glosses
from textlab.words.lexicon import read_lexicon
from textlab.words.segmenter import Segmenter

Result = TypeVar("Result")

_TABLES = ("documents", "tasks", "statements", "mentions", "term_counts", "signatures", "texts")


@dataclass(frozen=True, repr=False)
class Corpus:
    """The tables of a corpus, under the schemas in `textlab.tables`.

    `texts` (doc_id | task_id | text) holds the clean text of the tasks of those documents whose
    text is here. `register` named the agencies of the mentions; `segmenter` counted the terms;
    `term_glosses` is the English of terms, empty where the lexicon has no glosses.csv.
    """

    folder: Path
    documents: pd.DataFrame
    tasks: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    term_counts: pd.DataFrame
    signatures: pd.DataFrame
    texts: pd.DataFrame
    register: Register
    segmenter: Segmenter
    term_glosses: Mapping[str, str]

    def __repr__(self) -> str:
        """In a line, since the tables are long."""
        return (
            f"Corpus({len(self.documents)} documents, {len(self.tasks)} tasks, "
            f"{len(self.mentions)} mentions, {len(self.term_counts)} term counts)"
        )

    def _repr_html_(self) -> str:
        """In JupyterLab: what tables there are, their rows, columns and units."""
        return overview_html(repr(self), {name: getattr(self, name) for name in _TABLES})

    def summary(self, by: str | Sequence[str] = ("family", "level")) -> pd.DataFrame:
        """The table of the corpus that a paper prints, a row for each group; see `summarise`."""
        return summarise(
            self.documents,
            self.tasks,
            self.statements,
            self.mentions,
            self.term_counts,
            by=[by] if isinstance(by, str) else list(by),
        )

    def balance_panel(self, by: str = "region", over: str = "year") -> "Corpus":
        """The corpus of those regions only that have a document in every year of it.

        `corpus.select(corpus.documents.query("family == 'work-report'")).balance_panel()`

        Raises
        ------
        TooLittleError : there is none
        """
        return self.select(balance_panel(self.documents, by=by, over=over))

    def select(self, documents: pd.DataFrame) -> "Corpus":
        """The corpus of these documents only: `corpus.select(corpus.documents.query("year > 2020"))`.

        Raises
        ------
        CorpusError : a document is not in this corpus
        """
        unknown = sorted(set(documents["doc_id"]) - set(self.documents["doc_id"]))
        if unknown:
            raise CorpusError(f"{self.folder}: holds no document “{unknown[0]}”.")
        kept = {name: _rows_of(getattr(self, name), documents["doc_id"]) for name in _TABLES}
        return replace(self, **kept)  # type: ignore[arg-type]

    def task_table(self) -> pd.DataFrame:
        """Tasks, one a row, with family, region, gb2260, level and year of their documents.

        The columns of the corpus's own in documents.csv stand behind.
        """
        own = own_columns(self.documents)
        about = self.documents[["doc_id", "family", "region", "gb2260", "level", "year", *own]]
        return self.tasks.merge(about, on="doc_id", validate="many_to_one")

    def counts_of(self, tasks: pd.DataFrame) -> pd.DataFrame:
        """The term counts of these tasks only, such as `corpus.task_table().query("year > 2020")`."""
        return self.term_counts.merge(tasks[["doc_id", "task_id"]], validate="many_to_one")

    def glosses(self, date: str = "") -> dict[str, str]:
        """The English that a figure of this corpus may need: `glosses=corpus.glosses()`.

        Later ones win: agencies by Chinese name and by id (`agency_glosses`), regions by full and
        short name, and at last lexicon/glosses.csv, so that what is written there always holds.
        What is written in Latin letters, such as the families plan and work-report, stays as it is.

        Parameters
        ----------
        date : YYYY-MM-DD, the day whose names of agencies are taken; by default the latest
        """
        agencies = agency_glosses(self.register, self.mentions, date=date)
        return {**agencies, **REGIONS_EN, **self.term_glosses}


def _rows_of(frame: pd.DataFrame, doc_ids: pd.Series) -> pd.DataFrame:
    return frame[frame["doc_id"].isin(doc_ids)].reset_index(drop=True)


def read_corpus(folder: str | Path | None = None, *, version: str = "") -> Corpus:
    """Read a corpus folder: documents.csv, the texts and features it names, lexicon, agencies.

    Parameters
    ----------
    folder : the corpus; by default `corpus/` of the study that the current folder stands in
    version : the one that it must be by its datapackage.json, with not a byte changed, such as
        "0.1.0"; by default any

    Raises
    ------
    CorpusError : a file that a row names is missing or is not the one it was; an unknown form; not
        the version asked for
    TableError : a table has a wrong column, a wrong value, or a repeated key
    ReadError : a text cannot be read as a document

    Warns where features were made with another lexicon, segmenter or kind of signature.
    """
    folder = find_study() / "corpus" if folder is None else Path(folder)
    if version:
        check_version(folder, version)
    documents = read_documents(folder)
    segmenter = Segmenter(read_lexicon(folder / "lexicon"))
    term_glosses = read_glosses(folder / "lexicon")
    register = read_register(folder / "agencies.csv")
    held = read_held_features(folder, documents)
    rows = documents[documents["form"] == "text"].to_dict("records")
    read = [read_text(folder, row, segmenter) for row in rows]
    warn_of_other_features(folder, documents, segmenter)
    stacked = stack([held, *(features for features, _ in read)], order=documents["doc_id"])
    texts = [pd.DataFrame(columns=["doc_id", "task_id", "text"], dtype="str")]
    texts += [text for _, text in read]
    return Corpus(
        folder=folder,
        documents=documents,
        tasks=stacked.tasks,
        statements=stacked.statements,
        mentions=_with_agencies(stacked.mentions, documents, register),
        term_counts=stacked.term_counts,
        signatures=stacked.signatures,
        texts=pd.concat(texts, ignore_index=True).astype("str"),
        register=register,
        segmenter=segmenter,
        term_glosses=term_glosses,
    )


def read_held_features(folder: Path, documents: pd.DataFrame) -> Features:
    """The features of those rows of documents.csv that are held as features.

    As one table they are kept in the study, so that a thousand files are parsed once.

    Raises
    ------
    CorpusError, TableError : as `read_corpus`
    """
    rows = documents[documents["form"] == "features"]
    names = [str(doc_id) for doc_id in rows["doc_id"]]
    held = folder / "features"
    made_of = {name: hashes_of(held / name) for name in names}
    features = _kept(folder, "features", made_of, lambda: read_features(held, names))
    for doc_id, expected in zip(rows["doc_id"], rows["sha256"], strict=True):
        made_from = read_settings(folder / "features" / doc_id)["text_sha256"]
        if made_from != expected:
            raise CorpusError(
                f"{folder / 'features' / doc_id}: these features were made from another text (SHA-256 "
                f"{made_from}) than the one in documents.csv ({expected}); make them again with "
                "“textlab export”, or mend the row."
            )
    return features


def read_text(
    folder: Path, row: Mapping[Hashable, object], segmenter: Segmenter
) -> tuple[Features, pd.DataFrame]:
    """The features of a row of documents.csv that is held as text, and the texts of its tasks.

    What a text gives is kept in the study, so that it is parsed and cut once.

    Raises
    ------
    CorpusError, ReadError : as `read_corpus`
    """
    doc_id, expected = str(row["doc_id"]), str(row["sha256"])
    path = find_text(folder, doc_id) or folder / "texts" / f"{doc_id}.txt"
    _check_text(path, expected)

    def parse() -> tuple[Features, pd.DataFrame]:
        plan = read_for_corpus(path, row)
        return features_of(plan, segmenter), plan.texts

    about = {name: str(row[name]) for name in ("doc_id", "region", "year")}
    what = {**about, "file": [expected, path.name], "settings": settings_of(segmenter)}
    return _kept(folder, "text", what, parse)


def _kept(folder: Path, name: str, what: object, compute: Callable[[], Result]) -> Result:
    """What `compute` gives, kept for `what` where the corpus stands in a study."""
    study = folder.resolve().parent
    return keep(name, what, compute, root=study) if (study / "notebooks").is_dir() else compute()


def _check_text(path: Path, expected: str) -> None:
    if not path.is_file():
        raise CorpusError(
            f"{path}: documents.csv names this text, but it is not there; put it there, "
            "or write “features” as its form."
        )
    found = sha256_file(path)
    if not expected:
        raise CorpusError(f"{path}: documents.csv has no sha256 for it; write {found}.")
    if found != expected:
        raise CorpusError(
            f"{path}: the text is not the one in documents.csv; its SHA-256 is now {found}: "
            "write that there if the change was meant."
        )


def warn_of_other_features(folder: Path, documents: pd.DataFrame, segmenter: Segmenter) -> None:
    """Warn where features were made otherwise than those of the texts here: they do not compare."""
    held = documents.loc[documents["form"] == "features", "doc_id"]
    made = {doc_id: read_settings(folder / "features" / doc_id) for doc_id in held}
    wanted = settings_of(segmenter)
    other = [
        doc_id
        for doc_id, settings in made.items()
        if any(settings.get(name) != value for name, value in wanted.items())
    ]
    if other:
        warnings.warn(
            f"{folder / 'features'}: the features of {len(other)} of {len(held)} documents "
            f"({other[0]} …) were made with another lexicon, segmenter or kind of signature than "
            "those of the others, and do not compare. Take the lexicon back, or make these features "
            "again with “textlab export”.",
            stacklevel=3,
        )


def _with_agencies(
    mentions: pd.DataFrame, documents: pd.DataFrame, register: Register
) -> pd.DataFrame:
    """Mentions with the agency that each name stands for in its document's region and year."""
    about = documents.set_index("doc_id")
    homes = pd.Series(
        [home_of_document(*pair) for pair in zip(about["region"], about["gb2260"], strict=True)],
        index=about.index,
        dtype="str",
    )
    keys = pd.DataFrame(
        {
            "name": mentions["name"],
            "region": mentions["doc_id"].map(homes),
            "date": mentions["doc_id"].map(days_of(documents)),
        }
    )
    agencies = {
        key: register.resolve(key[0], region=key[1], date=key[2]).agency
        for key in keys.drop_duplicates().itertuples(index=False, name=None)
    }
    found = [agencies[key] for key in keys.itertuples(index=False, name=None)]
    agency = pd.Series(found, index=mentions.index, dtype="str")
    return mentions.assign(agency=agency.where(~mentions["collective"], ""))
