"""`textlab add FILE…`: documents are put into the corpus here."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from textlab.commands.options import (
    Commands,
    add_corpus_option,
    add_language_option,
    corpus_of,
    language_of,
)
from textlab.commands.speaking import ask, line_of, put, say
from textlab.errors import MissingFactError, ReadError, TextlabError, WrongFactError

if TYPE_CHECKING:
    from textlab.corpus.adding import Added
    from textlab.corpus.faults import Lang

_FACTS = {
    "region": "江西省, 江西, 赣, 36, 360000, a city such as 包头市, or 全国; by default the text's",
    "year": "the year planned for; by default as the title says, else that of issue",
    "family": "kind of document, such as plan or work-report",
    "issuer": "who issued it",
    "title": "title in full",
    "issued": "date of issue, such as 2016-06-30",
    "doc_number": "document number",
    "level": "central, province, city or county; by default that of the region",
    "source": "where the text is from",
    "source_url": "official address",
    "rights": "who holds the rights and what may be passed on",
}
_OPTIONS = {"doc_number": "--number", "doc_id": "--id"}
_OF_ONE = ("doc_id", "title", "doc_number", "source_url")
"""What two documents never share."""


def add_parser(commands: Commands) -> None:
    """The options of `textlab add`."""
    parser = commands.add_parser("add", help="put documents into the corpus here")
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="a document, or a folder of them"
    )
    parser.add_argument("--id", dest="doc_id", default="", help="such as jiangxi-2016-quality")
    for fact, meaning in _FACTS.items():
        parser.add_argument(_option(fact), dest=fact, default="", metavar="…", help=meaning)
    parser.add_argument(
        "--form",
        default="text",
        choices=["text", "features"],
        help="keep the file (text), or only its counts (features)",
    )
    parser.add_argument(
        "--unit",
        default="auto",
        choices=["auto", "paragraph"],
        help="paragraph: nothing in it is numbered, its paragraphs are its tasks",
    )
    parser.add_argument(
        "--anyway",
        action="store_true",
        help="also where nearly the same is here, or where it reads like a login or an error page",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")
    add_language_option(parser)
    add_corpus_option(parser)
    parser.set_defaults(run=run, usage_error=parser.error)


def _option(fact: str) -> str:
    return _OPTIONS.get(fact, f"--{fact.replace('_', '-')}")


_WORDS = {
    "en": {
        "all": "{corpus}: {done} of {files} files added.",
        "all_dry": "{corpus}: {done} of {files} files would be added.",
        "region": "{file}: which region is it of? 江西省, 包头市 or 全国",
        "year": "{file}: which year does it plan for? Four digits, such as 2016",
        "leave": " (nothing: leave this file out)",
        "wrong_region": "“{value}” is not known as a region; write 江西省, 包头市, a GB/T 2260 code, or 全国",
        "wrong_year": "“{value}” is no year; write four digits, such as 2016",
        "no_region": "{file}: not added, since its text names no region and none was given; "
        "give it with --region.",
        "no_year": "{file}: not added, since its text names no year and none was given; "
        "give it with --year.",
    },
    "zh": {
        "all": "{corpus}：{files}个文件中已加入{done}个。",
        "all_dry": "{corpus}：{files}个文件中将会加入{done}个。",
        "region": "{file}：属于哪个地区？如江西省、包头市、全国",
        "year": "{file}：是哪一年的计划？请写四位数字，如 2016",
        "leave": "（直接回车则不加入此文件）",
        "wrong_region": "不认识地区“{value}”，请写江西省、包头市之类的名称、GB/T 2260 代码，或全国",
        "wrong_year": "“{value}”不是年份，请写四位数字，如 2016",
        "no_region": "{file}：未加入，正文没有写明地区，也没有给出；请用 --region 给出。",
        "no_year": "{file}：未加入，正文没有写明年份，也没有给出；请用 --year 给出。",
    },
}
"""What is said beside the summary; a question is asked again after what was wrong with its answer."""


def run(arguments: Namespace) -> int:
    """Add each file, whatever becomes of the others; 1 where one could not be added."""
    corpus, lang = corpus_of(arguments), language_of(arguments)
    files = [file for named in arguments.files for file in _files_in(named)]
    if len(files) > 1:
        _refuse_facts_of_one(arguments, len(files))
    added = [
        _add_one(file, corpus, arguments, lang, alone=len(files) == 1)
        for file in tqdm(files, unit="file", disable=True if len(files) == 1 else None)
    ]
    if len(files) > 1:
        words = _WORDS[lang]["all_dry" if arguments.dry_run else "all"]
        say(words.format(corpus=corpus, done=sum(added), files=len(files)))
    return int(not all(added))


def _add_one(file: Path, corpus: Path, arguments: Namespace, lang: "Lang", *, alone: bool) -> bool:
    """Add a file, and say how it went."""
    try:
        added = _add(file, corpus, arguments, lang)
    except (TextlabError, OSError) as error:
        if arguments.debug:
            raise
        tqdm.write(f"textlab: {line_of(error, file, lang)}", file=sys.stderr)
        return False
    _show(added, file, lang, alone=alone, done=not arguments.dry_run)
    return True


def _files_in(named: Path) -> list[Path]:
    """The files of a folder to its bottom, hidden ones left out; a file is itself."""
    if not named.is_dir():
        return [named]
    paths = sorted(path for path in named.rglob("*") if path.is_file())
    files = [
        path
        for path in paths
        if not any(part.startswith((".", "~$")) for part in path.relative_to(named).parts)
    ]
    if not files:
        raise ReadError(f"{named}: the folder holds no file.")
    return files


def _refuse_facts_of_one(arguments: Namespace, number: int) -> None:
    for fact in _OF_ONE:
        if getattr(arguments, fact):
            arguments.usage_error(
                f"{_option(fact)} is of one document, and {number} files are named; add them one by one"
            )


class _NoAnswerError(TextlabError):
    """A fact that a document does not say was asked for and not given."""


def _add(file: Path, corpus: Path, arguments: Namespace, lang: "Lang") -> "Added":
    """Add a file; at a terminal, ask for what its text does not say until the answer is one."""
    from textlab.corpus.adding import add_document

    names = ("doc_id", *_FACTS, "form", "unit", "anyway", "dry_run")
    options = {name: getattr(arguments, name) for name in names}
    asked: dict[str, MissingFactError] = {}
    while True:
        try:
            return add_document(file, corpus, **options)
        except MissingFactError as missing:
            if not sys.stdin.isatty():
                raise
            asked[missing.fact] = missing
            options[missing.fact] = _ask(missing, file, lang)
        except WrongFactError as wrong:
            if wrong.fact not in asked:
                raise
            say(_WORDS[lang][f"wrong_{wrong.fact}"].format(value=wrong.value))
            options[wrong.fact] = _ask(asked[wrong.fact], file, lang)


def _ask(missing: MissingFactError, file: Path, lang: "Lang") -> str:
    words = _WORDS[lang]
    question = words[missing.fact].format(file=file)
    leave = "" if missing.suggestion else words["leave"]
    answer = ask(f"{question}{leave}", missing.suggestion)
    if not answer:
        raise _NoAnswerError(words[f"no_{missing.fact}"].format(file=file))
    return answer


def _show(added: "Added", file: Path, lang: "Lang", *, alone: bool, done: bool) -> None:
    from textlab.commands.added import outcome, summary

    lines = summary(added, file, lang) if alone else []
    lines += outcome(added, file, lang, done=done)
    with tqdm.external_write_mode(sys.stderr):
        say("\n".join(lines))
        put(added.doc_id)
