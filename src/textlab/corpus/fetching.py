"""A document of the catalogue is fetched from where it is published, and goes into the corpus.

What an address serves the first time is written down by its hash, and the
address is held to it afterwards. What is not the document gets no name, no hash
and no row.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pooch

from textlab.corpus.adding import Added, add_document
from textlab.corpus.addresses import addresses_of
from textlab.corpus.catalogue import Entry, find_entry, read_catalogue, record_hash
from textlab.corpus.download import USUAL, Limits, download
from textlab.corpus.package import refresh_package
from textlab.corpus.served import ending_of
from textlab.errors import FetchError, ReadError, UnreachedError
from textlab.files import files_called, find_study, sha256_file


def fetch_document(
    doc_id: str,
    corpus: str | Path | None = None,
    *,
    form: str = "text",
    http: bool = False,
    changed: bool = False,
    limits: Limits = USUAL,
    progress: bool = False,
) -> Added:
    """Fetch a document of the catalogue and add it to the corpus.

    The file as it was served stays in build/fetched beside the corpus folder; catalogue.csv gets
    its hash once the document is in.

    Parameters
    ----------
    doc_id : the document, as the catalogue calls it
    corpus : the corpus folder; by default that of the study that the current folder stands in
    form : text, or features to keep only what may be passed on
    http : also ask an http:// address unencrypted, where it does not answer over https
    changed : take what the address serves now, whatever it served before
    limits : bounds of size and time
    progress : show a bar on standard error where that is a terminal

    Returns
    -------
    The row with what each fact rests on, and the plan that was read, as `add_document` does

    Raises
    ------
    CorpusError : no such document in the catalogue; or as `add_document`
    FetchError : no address is known, the address gives no document, or another than before
    """
    folder = find_study() / "corpus" if corpus is None else Path(corpus)
    entry = find_entry(read_catalogue(folder), doc_id)
    place = folder.resolve().parent / "build" / "fetched"
    try:
        path = fetch(entry, place, http=http, changed=changed, limits=limits, progress=progress)
    except (FetchError, ReadError) as error:
        _take_away_empty(place)
        raise FetchError(f"{doc_id}: {error}") from error
    added = add_document(path, folder, form=form, **_facts(entry))
    record_hash(folder, doc_id, sha256_file(path))
    refresh_package(folder)
    return added


def fetch(
    entry: Entry,
    folder: Path,
    *,
    http: bool = False,
    changed: bool = False,
    limits: Limits = USUAL,
    progress: bool = False,
) -> Path:
    """The file of a document as its address serves it, in `folder` as ID with a fitting ending.

    A file that is there already and has the hash of the catalogue is not fetched again, unless
    `changed`. Parameters and errors as in `fetch_document`.
    """
    doc_id, url = str(entry["doc_id"]), str(entry["url"])
    _check_has_address(entry)
    draft = f"{doc_id}.fetched"
    (folder / draft).unlink(missing_ok=True)  # left where a run was killed
    kept = [path for path in files_called(folder, doc_id) if sha256_file(path) == entry["sha256"]]
    if kept and not changed:
        return kept[0]
    with _quiet(pooch.get_logger()):
        path = pooch.retrieve(
            url,
            known_hash=None,  # compared in _accept, which first looks whether it is the document
            fname=draft,
            path=folder,
            downloader=partial(_receive, http=http, limits=limits, progress=progress),
            processor=partial(_accept, entry, changed=changed),
        )
    return Path(path)


def _take_away_empty(place: Path) -> None:
    """The folder of what was fetched goes where nothing was, and build/ with it."""
    with suppress(OSError):
        place.rmdir()
        place.parent.rmdir()


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """No word of pooch's own: it would call the draft the file, and its hash one to write down."""
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def _check_has_address(entry: Entry) -> None:
    """Raise where the catalogue knows no address of the text itself."""
    by_hand = "get it by hand, and put it in with “textlab add”."
    if not entry["url"]:
        seen, note = str(entry["seen"]), str(entry["note"])
        how = note if note.startswith(seen) else "; ".join(filter(None, (seen, note)))
        raise FetchError(f"no address of it is known (known from: {how}); {by_hand}")
    if entry["seen"] == "news excerpt":
        raise FetchError(f"{entry['url']} is a report on it, not its text; {by_hand}")


def _receive(
    url: str, output: str, _pooch: Any, *, http: bool, limits: Limits, progress: bool
) -> None:
    """Put what an address gives into a file: how pooch downloads here."""
    ask = partial(download, http=http, limits=limits, progress=progress)
    Path(output).write_bytes(_ask(url, addresses_of(url, http=http), ask))


def _ask(url: str, addresses: list[str], ask: Callable[[str], bytes]) -> bytes:
    """What the first address gives that gives anything."""
    *encrypted, last = addresses
    for address in encrypted:
        with suppress(UnreachedError):
            return ask(address)
    try:
        return ask(last)
    except UnreachedError as error:
        if last == url:
            raise
        raise UnreachedError(
            f"{error} “--http” asks its http:// address, too, unencrypted."
        ) from None


def _accept(entry: Entry, draft: str, _action: str, _pooch: Any, *, changed: bool) -> str:
    """Give what came its name, if it is the document, and the same as before."""
    path = Path(draft)
    try:
        ending = ending_of(path.read_bytes(), name=str(entry["url"]))
        found, before = sha256_file(path), entry["sha256"]
        if before and found != before and not changed:
            raise FetchError(
                f"{entry['url']}: serves something else than at the first fetch: its SHA-256 is "
                f"{found}, and was {before}. Look at it; “--changed” takes it and writes it down."
            )
        for other in files_called(path.parent, path.stem):
            if other != path:
                other.unlink()
        return str(path.replace(path.with_suffix(ending)))
    finally:
        path.unlink(missing_ok=True)


_WHOSE = {
    "official": "official site",
    "mirror": "mirror",
    "wikisource": "Wikisource",
    "news": "news site",
}


def _facts(entry: Entry) -> dict[str, Any]:
    """What the catalogue knows of a document, as the options of `add_document`."""
    same = ("doc_id", "title", "family", "level", "year", "doc_number", "issuer", "rights")
    official = entry["url_kind"] == "official"
    whole_date = len(str(entry["issued"])) == len("2016-06-30")
    return {name: entry[name] for name in same} | {
        "region": entry["gb2260"] or entry["region"],
        "issued": entry["issued"] if whole_date else "",
        "source": f"{_WHOSE[str(entry['url_kind'])]}: {entry['url']}",
        "source_url": entry["url"] if official else "",
    }
