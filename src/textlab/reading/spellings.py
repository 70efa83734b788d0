"""Written forms of agency names: which spellings are one name, and where to look each up.

Names are compared in a folded form, so that 省发展改革委 and 江西省发展和改革委员会
meet in 江西省.
"""

import re
import unicodedata
from collections.abc import Iterator

from textlab.reading.regions import CENTRE, PROVINCES, SHORT_NAMES, short_name

_PROVINCE_AT = re.compile(f"({'|'.join(SHORT_NAMES)})")
_CENTRAL_PREFIXES = ("国家", "中国", "国务院", "中央", "全国")
_CENTRAL_AT = re.compile("|".join((*_CENTRAL_PREFIXES, "中华")))

# Long and short forms of one word; the longer pattern stands first.
_FOLDS = (
    (re.compile(r"\s+"), ""),
    (re.compile("^中共(?!中央)"), ""),
    (re.compile("(?:中国)?人民银行(?=.)"), "人行"),
    (re.compile("委员会"), "委"),
    (re.compile("监督管理"), "监管"),
    (re.compile("人民政府"), "政府"),
    (re.compile("(?<=.)和(?=.)"), ""),
    (re.compile("^(?:共青团|团)(?!中央)(.+?)委$"), r"\1团委"),
    (re.compile("^(.{2,3})团([省市])委$"), r"\1\2团委"),
)


def fold(name: str) -> str:
    """A name in the form in which names are compared.

    Spaces go, brackets become half-width, and official long forms short:
    发展和改革委员会 and 发展改革委 are both 发展改革委, 团省委 and 共青团省委 are 省团委.
    """
    name = unicodedata.normalize("NFKC", name)
    for pattern, short in _FOLDS:
        name = pattern.sub(short, name)
    return name


def _generic(region: str) -> str:
    """How a region calls itself in its own documents: 省, 市 or 自治区; "" for any other place."""
    known = region in PROVINCES
    return next((word for word in ("自治区", "省", "市") if known and region.endswith(word)), "")


def key_of(name: str, region: str) -> str:
    """A folded name in which the region's full name is 省, 市 or 自治区."""
    folded = fold(name)
    generic = _generic(region)
    return (
        generic + folded.removeprefix(region) if generic and folded.startswith(region) else folded
    )


def is_elided(key: str, region: str) -> bool:
    """Whether a key begins with 省, 市 or 自治区 in place of its region's name."""
    generic = _generic(region)
    return bool(generic) and key.startswith(generic)


def region_named(folded: str) -> str:
    """The province whose name a folded name begins with; "" where there is none."""
    match = _PROVINCE_AT.match(folded)
    return SHORT_NAMES[match[1]] if match else ""


def places_of(name: str, region: str) -> Iterator[tuple[str, str]]:
    """Where to look a name up, (region, key), the closest reading first.

    A name with a second one in brackets, 省市场监管局（省知识产权局）, is the one before them
    where the whole is unknown.
    """
    folded = fold(name)
    bare = re.sub(r"\([^()]*\)$", "", folded)
    for form in dict.fromkeys((folded, bare)):
        for home in dict.fromkeys((region_named(form), region)):
            if home:
                yield from ((home, key) for key in _readings(form, home))
        yield CENTRE, form
        yield "", form


def _readings(folded: str, region: str) -> Iterator[str]:
    """The keys under which a region may know a name: as it is, then with its prefix changed."""
    key = key_of(folded, region)
    yield key
    if region == CENTRE:
        yield from (prefix + key for prefix in _CENTRAL_PREFIXES)
        return
    generic, short = _generic(region), short_name(region)
    if not generic or _CENTRAL_AT.match(folded):
        return
    for prefix in (generic, short):
        if key.startswith(prefix):
            rest = key.removeprefix(prefix)
            yield from (generic + rest, short + rest, rest)
    yield from (generic + key, short + key)
