"""This very textlab as a wheel: a study that carries it can be rebuilt years later.

The same installation gives the same bytes: files in order, all of one date.
"""

from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from stat import S_IFREG
from zipfile import ZIP_DEFLATED, ZipInfo

from wheel.wheelfile import WheelFile

from textlab.errors import CorpusError
from textlab.shipped import SHIPPED, shipped

_PACKAGE = Path(__file__).parents[1]
_KIND = "Wheel-Version: 1.0\nGenerator: textlab\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def pack_textlab(folder: Path) -> Path:
    """Write the textlab that is running into a folder as a wheel, from a checkout or an installation.

    Returns
    -------
    The wheel, `textlab-VERSION-py3-none-any.whl`; with the packages of requirements.lock it is all
    that a study needs

    Raises
    ------
    CorpusError : textlab is not installed, so that its version and requirements are not known
    """
    about = _distribution()
    named = f"textlab-{about.version}"
    path = folder / f"{named}-py3-none-any.whl"
    with _DatelessWheel(path, "w") as wheel:
        for name, file in sorted(_files().items()):
            wheel.writestr(f"textlab/{name}", file.read_bytes())
        wheel.writestr(f"{named}.dist-info/METADATA", about.read_text("METADATA") or "")
        wheel.writestr(f"{named}.dist-info/WHEEL", _KIND)
        wheel.writestr(
            f"{named}.dist-info/entry_points.txt", about.read_text("entry_points.txt") or ""
        )
        licence = about.read_text("licenses/LICENSE")
        if licence:
            wheel.writestr(f"{named}.dist-info/licenses/LICENSE", licence)
    return path


def _distribution() -> Distribution:
    try:
        return distribution("textlab")
    except PackageNotFoundError:
        raise CorpusError(
            "textlab runs from its sources and is not installed, so that a study cannot carry it; "
            "install it first: pip install --no-deps -e FOLDER."
        ) from None


def _files() -> dict[str, Path]:
    """The files of the package by their place in it, what textlab brings along under data/."""
    own = {
        path.relative_to(_PACKAGE).as_posix(): path
        for path in _PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in SHIPPED:
        top = shipped(name)
        for path in [top] if top.is_file() else top.rglob("*"):
            if path.is_file():
                own[f"data/{path.relative_to(top.parent).as_posix()}"] = path
    return own


class _DatelessWheel(WheelFile):  # type: ignore[misc]
    """A wheel whose files, its own list of them included, bear no date and no owner."""

    def writestr(self, name: str, data: bytes | str, compress_type: int | None = None) -> None:
        entry = ZipInfo(name)  # of 1 January 1980, where the calendar of zip files begins
        entry.create_system = 3  # Unix, on whatever system it is made
        entry.external_attr = (S_IFREG | 0o644) << 16
        entry.compress_type = ZIP_DEFLATED
        super().writestr(entry, data, compress_type)
