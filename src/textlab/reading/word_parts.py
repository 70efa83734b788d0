"""The parts of a Word document beside its text: relations, styles, numbering."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath

from lxml import etree

from textlab.reading.archive import Archive, local
from textlab.reading.word_numbers import Level, Lists


@dataclass(frozen=True)
class Style:
    """What matters of a paragraph style: the list that numbers it, and whether it is of a contents table."""

    list_id: str = ""
    depth: str = "0"
    is_contents: bool = False


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace; empty where it is missing."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def value_of(element: etree._Element, *path: str) -> str:
    """The `val` of the element at the end of a path of names; empty where there is none."""
    found: etree._Element | None = element
    for name in path:
        found = next((e for e in found if local(e) == name), None) if found is not None else None
    return attribute(found, "val") if found is not None else ""


def target_of(archive: Archive, relations: str, kind: str) -> str:
    """The part that a relation of a kind names, such as officeDocument; empty where there is none."""
    if relations not in archive.parts:
        return ""
    folder = relations.partition("_rels/")[0]
    for relation in archive.xml(relations):
        if attribute(relation, "Type").rpartition("/")[2] == kind:
            target = attribute(relation, "Target")
            return normpath(target.lstrip("/") if target[:1] == "/" else join(folder, target))
    return ""


def _part_of(archive: Archive, main: str, kind: str) -> etree._Element | None:
    folder, _, name = main.rpartition("/")
    part = target_of(archive, join(folder, "_rels", f"{name}.rels"), kind)
    return archive.xml(part) if part in archive.parts else None


# Styles


def read_styles(archive: Archive, main: str) -> dict[str, Style]:
    """Paragraph styles by id; under "" the one of paragraphs that name none."""
    root = _part_of(archive, main, "styles")
    written = (
        {attribute(e, "styleId"): e for e in root if local(e) == "style"}
        if root is not None
        else {}
    )
    depths = _depths_by_style(_part_of(archive, main, "numbering"))
    styles = {style_id: _style(style_id, written, depths) for style_id in written}
    usual = next((i for i, e in written.items() if _is_default(e)), "")
    return {"": Style()} | styles | ({"": styles[usual]} if usual else {})


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}


def _style(style_id: str, written: dict[str, etree._Element], depths: dict[str, str]) -> Style:
    """A style with what it inherits."""
    list_id, depth, contents = "", "", False
    seen: set[str] = set()
    place = style_id
    while place in written and place not in seen:
        seen.add(place)
        element = written[place]
        list_id = list_id or value_of(element, "pPr", "numPr", "numId")
        depth = depth or value_of(element, "pPr", "numPr", "ilvl") or depths.get(place, "")
        contents |= value_of(element, "name").lower().startswith("toc ")
        place = value_of(element, "basedOn")
    return Style(list_id, depth or "0", contents)


def _depths_by_style(numbering: etree._Element | None) -> dict[str, str]:
    """The level of a list that a style stands for, by style."""
    return {
        value_of(level, "pStyle"): attribute(level, "ilvl")
        for abstract in (numbering if numbering is not None else ())
        for level in abstract
        if local(level) == "lvl" and value_of(level, "pStyle")
    }


# Lists


@dataclass
class _Abstract:
    levels: dict[int, Level] = field(default_factory=dict)
    style_link: str = ""
    linked_style: str = ""


def read_lists(archive: Archive, main: str) -> Lists:
    """The lists of a document; none where it numbers nothing."""
    numbering = _part_of(archive, main, "numbering")
    if numbering is None:
        return Lists({}, {}, {})
    abstracts = {
        attribute(e, "abstractNumId"): _abstract(e) for e in numbering if local(e) == "abstractNum"
    }
    by_style = {a.style_link: key for key, a in abstracts.items() if a.style_link}
    levels, counts_with, starts = {}, {}, {}
    for num in (e for e in numbering if local(e) == "num"):
        list_id = attribute(num, "numId")
        key = value_of(num, "abstractNumId")
        linked = abstracts[key].linked_style if key in abstracts else ""
        key = by_style.get(linked, key)
        own = abstracts.get(key, _Abstract()).levels
        levels[list_id] = own | dict(_overridden(num))
        counts_with[list_id] = key
        starts[list_id] = dict(_restarts(num))
    return Lists(levels, counts_with, starts)


def _abstract(element: etree._Element) -> _Abstract:
    levels = dict(_levels(element))
    return _Abstract(levels, value_of(element, "styleLink"), value_of(element, "numStyleLink"))


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in parent:
        depth = attribute(element, "ilvl")
        if local(element) == "lvl" and depth.isdecimal():
            yield int(depth), _level(element)


def _level(element: etree._Element) -> Level:
    legal = any(local(e) == "isLgl" for e in element)
    return Level(
        start=_whole(value_of(element, "start"), 1),
        form=value_of(element, "numFmt") or _alternative(element) or "decimal",
        text=value_of(element, "lvlText"),
        legal=legal,
        restart=_whole(value_of(element, "lvlRestart"), -1),
    )


def _alternative(level: etree._Element) -> str:
    """The format where Word wraps it for older versions."""
    formats = (e for e in level.iter() if local(e) == "numFmt")
    return next((attribute(e, "val") for e in formats), "")


def _overridden(num: etree._Element) -> Iterator[tuple[int, Level]]:
    for override in num:
        if local(override) == "lvlOverride":
            yield from _levels(override)


def _restarts(num: etree._Element) -> Iterator[tuple[int, int]]:
    for override in num:
        depth, start = attribute(override, "ilvl"), value_of(override, "startOverride")
        if local(override) == "lvlOverride" and depth.isdecimal() and start:
            yield int(depth), _whole(start, 1)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
