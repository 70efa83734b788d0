"""A corpus that may be passed on: every document as features, no sentence of any text.

What is written reads as the original does: the same tasks, mentions, term
counts and signatures, and statements without their words. What features give
away of a text all the same is in docs/privacy.md.
"""

import shutil
import tempfile
from collections.abc import Collection, Hashable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from textlab import tables
from textlab.corpus.documents import find_texts, read_documents
from textlab.corpus.features import (
    SCHEMAS,
    SETTINGS,
    features_of,
    read_for_corpus,
    settings_of,
    texts_by_hash,
    write_features,
)
from textlab.corpus.own_columns import documents_schema
from textlab.corpus.package import first_words, make_package, read_package, write_package
from textlab.corpus.store import read_held_features, read_text, warn_of_other_features
from textlab.errors import CorpusError
from textlab.files import write_whole
from textlab.words.glosses import GLOSSES
from textlab.words.lexicon import STOPWORDS, TERMS, read_lexicon
from textlab.words.segmenter import Segmenter

_TABLES = [f"{name}.csv" for name in SCHEMAS]
_LEXICON = tuple(f"lexicon/{name}" for name in (TERMS, STOPWORDS, GLOSSES))
# Not accepted.csv: most of what it accepts is of texts, and its reasons are remarks of one's own.
_COPIED = ("agencies.csv", "catalogue.csv", *_LEXICON)

_README = """# {title}

Version {version}. {documents} documents, one a row in `documents.csv`; {kept} of them as text in `texts/`,
of the others no sentence is here, only what can be counted: `features/ID/` holds the lengths of the
tasks (`tasks.csv`), who answers for them (`statements.csv`, `mentions.csv`), how often each term occurs
(`term_counts.csv`), and a signature of each task by which texts are compared (`signatures.csv`).
`settings.json` says from which text they were made, by its SHA-256, and how. `lexicon/` and
`agencies.csv` are what terms and agencies were counted by. `datapackage.json` lists all files with
their hashes; what the columns mean is in `schemas/`.

All tables are CSV in UTF-8 with a byte-order mark. In Python: `textlab.read_corpus("FOLDER",
version="{version}")`. To cite it: `textlab cite --corpus FOLDER`.

# {title}（中文说明）

版本 {version}。共 {documents} 份文件，`documents.csv` 中一行一份；其中 {kept} 份附全文（`texts/`），其余只有可以计数的
内容，不含任何句子：`features/ID/` 中有各项任务的长度（`tasks.csv`）、责任单位（`statements.csv`、
`mentions.csv`）、词频（`term_counts.csv`，无词序），以及用来比较文本的签名（`signatures.csv`）。
`settings.json` 记录所依据文本的 SHA-256 和制作方法。`lexicon/` 与 `agencies.csv` 是计数所用的词表和机构名录。
`datapackage.json` 列出全部文件及其哈希值，各列含义见 `schemas/`。

表格均为带 BOM 的 UTF-8 CSV。在 Python 中读取：`textlab.read_corpus("文件夹", version="{version}")`；
引用格式：`textlab cite --corpus 文件夹`。
"""


def export_corpus(
    corpus: Path, target: Path, *, texts: Path | None = None, keep: Collection[str] = ()
) -> Iterator[str]:
    """Write a corpus that may be passed on, whole or not at all: features in place of texts.

    Parameters
    ----------
    corpus : the corpus; it stays as it is
    target : the folder to write, new or empty
    texts : a folder of texts from which the features of documents of form “features” are made
        again, where it holds them by SHA-256; by default they are taken over
    keep : documents whose text goes along, since it may be passed on

    Yields
    ------
    The doc_id of each document when done with it; the folder is there when all are.

    Raises
    ------
    CorpusError : the target holds something, or a document to keep has no text here
    CorpusError, TableError, ReadError : as `read_corpus`

    Warns where features were made with another lexicon, segmenter or kind of signature.
    """
    documents = read_documents(corpus)
    held = texts_by_hash(texts) if texts else {}
    segmenter = Segmenter(read_lexicon(corpus / "lexicon"))
    _check_target(target)
    _check_keep(documents, keep, corpus)
    warn_of_other_features(corpus, documents[~documents["sha256"].isin(held)], segmenter)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for row in documents.to_dict("records"):
            text = held.get(str(row["sha256"])) if row["form"] == "features" else None
            _pass_on(corpus, draft, row, segmenter, text=text, keep=row["doc_id"] in keep)
            yield str(row["doc_id"])
        _complete(corpus, draft, documents, keep)
        draft.chmod(0o755)
        if target.exists():
            target.rmdir()
        draft.replace(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _check_target(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CorpusError(f"{target}: is not empty; name a new folder to write the corpus to.")


def _check_keep(documents: pd.DataFrame, keep: Collection[str], corpus: Path) -> None:
    held = set(documents.loc[documents["form"] == "text", "doc_id"])
    for doc_id in sorted(set(keep) - held):
        raise CorpusError(
            f"{corpus / 'documents.csv'}: there is no document “{doc_id}” of form “text” whose text "
            "could be kept."
        )


def _pass_on(
    corpus: Path,
    draft: Path,
    row: Mapping[Hashable, object],
    segmenter: Segmenter,
    *,
    text: Path | None,
    keep: bool,
) -> None:
    """Write one document: its text where that is kept, else its features, from `text` if given."""
    doc_id = str(row["doc_id"])
    folder = Path("features") / doc_id
    if text:
        features = features_of(read_for_corpus(text, row), segmenter)
    elif row["form"] == "features":
        features = read_held_features(corpus, pd.DataFrame([row]))
    else:
        features, _ = read_text(corpus, row, segmenter)
    if keep:
        _copy(corpus, draft, *find_texts(corpus, doc_id))
    elif row["form"] == "features" and not text:
        _copy(corpus, draft, *(corpus / folder / name for name in (*_TABLES, SETTINGS)))
    else:
        settings = settings_of(segmenter)
        write_features(features, draft / folder, sha256=str(row["sha256"]), settings=settings)


def _copy(corpus: Path, draft: Path, *paths: Path) -> None:
    for path in paths:
        write_whole(draft / path.relative_to(corpus), path.read_bytes())


def _complete(corpus: Path, draft: Path, documents: pd.DataFrame, keep: Collection[str]) -> None:
    """All that is not of one document: the tables, the lexicon, the package, the README."""
    form = documents["doc_id"].isin(list(keep)).map({True: "text", False: "features"})
    frame = documents.assign(form=form.astype("str"))
    tables.write_table(frame, draft / "documents.csv", documents_schema(frame))
    dictionaries = sorted((corpus / "dictionaries").glob("*.csv"))
    copied = (corpus / name for name in _COPIED if (corpus / name).is_file())
    _copy(corpus, draft, *copied, *dictionaries)
    package = make_package(draft, described=read_package(corpus) or first_words(corpus))
    write_package(draft, package)
    readme = _README.format(
        title=package.get("title", package["name"]),
        version=package["version"],
        documents=len(documents),
        kept=len(set(keep)),
    )
    write_whole(draft / "README.md", readme.encode())
