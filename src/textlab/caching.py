"""Results kept in the study by their content, so that a notebook's second run is quick.

A result is found again by the content of everything that it depends on: the
arguments, textlab's own code, the versions of Python and of the packages that
compute. So nothing stale is ever given, and `build/cache` may be deleted at any
time. `joblib.Memory` knows its arguments by their pickles, which differ for tables
that are equal, and would give a damaged number as it is; and what joblib packs takes
sixteen times as long to read as a plain pickle, whose tables come in one piece.
"""

import functools
import hashlib
import inspect
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, issparse  # type: ignore[import-untyped]

from textlab.errors import AnalysisError, CorpusError
from textlab.files import find_study, sha256, write_whole

P = ParamSpec("P")
Result = TypeVar("Result")

_SOURCE = Path(__file__).parent
_TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# Results that textlab keeps by their content. This folder may be deleted at any time.
"""


def cached(function: Callable[P, Result], *, root: Path | str | None = None) -> Callable[P, Result]:
    """The same function, which keeps its results in the study and gives them back.

        stability = tl.cached(tl.topic_stability)(matrix, 20)

    Parameters
    ----------
    function : one of textlab's, whose result hangs on its arguments only
    root : folder of the study; by default the nearest one, from the current folder upwards, that
        holds corpus/ and notebooks/

    Returns
    -------
    A function with the same arguments. It looks in `build/cache` of the study for a result of the
    same arguments, whatever their order or whether they are the defaults, made by the same code
    with the same packages; else it computes, and keeps, the result. A file that is damaged is
    computed anew. Outside every study nothing is kept. Two processes may use it at once.

    Raises
    ------
    AnalysisError : a function that is not textlab's, since a change of its code would go unseen; an
        argument of a kind that has no content to go by
    """
    name = f"{function.__module__}.{function.__qualname__}"
    if not name.startswith("textlab."):
        raise AnalysisError(f"cached: {name} is not a function of textlab; call it as it is.")
    signature = inspect.signature(function)

    @functools.wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> Result:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        what = {"function": name, "arguments": bound.arguments}
        compute = functools.partial(function, *args, **kwargs)
        return keep(name.rpartition(".")[2], what, compute, root=root)

    return kept


def keep(
    name: str, what: object, compute: Callable[[], Result], *, root: Path | str | None = None
) -> Result:
    """The result that the study keeps for `what`; where it has none, it is computed and kept.

    Parameters
    ----------
    name : what the file's name begins with
    what : everything that the result hangs on, beside the code and the packages
    root : folder of the study, as in `cached`
    """
    try:
        study = find_study(root)
    except CorpusError:
        return compute()
    key = digest({"what": what, "made by": makers()})
    path = study / "build" / "cache" / f"{name}-{key[:32]}"
    found = _read(path)
    if found is None:
        found = (compute(),)
        with suppress(OSError):  # a study that cannot be written is read all the same
            _write(path, found[0])
    return found[0]


@functools.cache
def makers() -> dict[str, str]:
    """What computes: textlab's own code and tables, Python, the packages that textlab stands on."""
    source = hashlib.sha256()
    own = (path for path in _SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    for path in sorted(own):
        source.update(path.relative_to(_SOURCE).as_posix().encode())
        source.update(path.read_bytes())
    needed = (
        re.match(r"[\w.-]+", needs) for needs in requires("textlab") or [] if ";" not in needs
    )
    versions = {name[0]: _version(name[0]) for name in needed if name}
    return {"textlab": source.hexdigest(), "Python": sys.version, **versions}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _read(path: Path) -> tuple[Any] | None:
    """The result at `path`, in a tuple; None where there is none, or it is damaged."""
    try:
        written = path.read_bytes()
    except OSError:
        return None
    mark, content = written[:64], written[64:]
    if mark != sha256(content).encode():
        return None
    return (pickle.loads(content),)  # noqa: S301  # of our own making, by the mark before it


def _write(path: Path, result: object) -> None:
    content = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    write_whole(path.parent / "CACHEDIR.TAG", _TAG)
    write_whole(path, sha256(content).encode() + content)


def digest(value: object) -> str:
    """SHA-256 of a value's content: equal for equal tables, numbers and texts, however made.

    The order of rows and columns counts, that of a mapping's keys and a matrix's cells does not.

    Raises
    ------
    AnalysisError : a kind of value that has no content to go by, such as a function
    """
    content = hashlib.sha256()
    for part in _parts(value):
        content.update(len(part).to_bytes(8, "big"))
        content.update(part)
    return content.hexdigest()


def _parts(value: object) -> Iterable[bytes]:
    """A value as pieces, each with the name of its kind before it, so that 1 is not "1"."""
    if value is None or isinstance(value, bool | int | float | str | np.generic):
        plain = value.item() if isinstance(value, np.generic) else value
        yield f"{type(plain).__name__} {plain!r}".encode()
    elif issparse(value):
        yield from _sparse_parts(csr_array(value))
    elif isinstance(value, np.ndarray) and value.dtype != object:
        yield f"array {value.dtype.str} {value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, pd.DataFrame):
        yield f"frame {len(value)}".encode()
        for name in value.columns:
            yield from _parts(name)
            yield from _parts(value[name])
        yield from _parts(value.index)
    elif isinstance(value, pd.Series | pd.Index):
        yield f"column {value.dtype} {value.name!r}".encode()
        yield from _column_parts(value)
    else:
        yield from _parts_within(value)


def _parts_within(value: object) -> Iterable[bytes]:
    """The pieces of what holds other values."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        yield type(value).__qualname__.encode()
        yield from _parts_within(named)
    elif isinstance(value, Mapping):
        yield f"mapping {len(value)}".encode()
        for key in sorted(value, key=repr):
            yield from _parts(key)
            yield from _parts(value[key])
    elif isinstance(value, tuple | list | range | np.ndarray):
        yield f"list {len(value)}".encode()
        for item in value:
            yield from _parts(item)
    else:
        raise AnalysisError(
            f"cached: a {type(value).__name__} has no content to know it by; call the function "
            "without “cached”."
        )


def _sparse_parts(value: csr_array) -> Iterable[bytes]:
    value = value.copy()
    value.sum_duplicates()
    value.eliminate_zeros()
    yield f"sparse {value.shape}".encode()
    yield from _parts(value.data)
    yield from _parts(value.indices.astype(np.int64))
    yield from _parts(value.indptr.astype(np.int64))


def _column_parts(values: pd.Series | pd.Index) -> Iterable[bytes]:
    if values.dtype.kind in "iufb":
        yield from _parts(values.to_numpy())
    else:
        yield from _parts(list(values))
