"""How wide a text is in print, and how it is broken, cut, or written upright."""

import functools
import re
from collections.abc import Sequence
from math import fsum

from matplotlib.ft2font import FT2Font, LoadFlags

from textlab.figures.style import font_path


@functools.cache
def _font() -> FT2Font:
    return FT2Font(str(font_path()))


@functools.cache
def _char_width(char: str) -> float:
    glyph = _font().load_char(ord(char), flags=LoadFlags.NO_SCALE)
    return 2 * float(glyph.horiAdvance) / float(_font().units_per_EM)


def print_width(text: str) -> float:
    """Columns that a text takes in our font: a Chinese character two, a letter about one."""
    return fsum(map(_char_width, text))  # the last digit of `sum` hangs on the version of Python


def shortened(text: str, width: float) -> str:
    """The text cut to `width` columns after a whole word where there is one, the cut shown by …"""
    if print_width(text) <= width:
        return text
    cut = text
    while cut and print_width(cut + "…") > width:
        cut = cut[:-1]
    words = re.sub(r"[!-~]+$", "", cut) if re.match(r"[!-~]", text[len(cut) :]) else cut
    return ((words.strip(" ,、，") and words) or cut).rstrip(" ,、，") + "…"


def upright(name: str) -> str:
    """A Chinese name written from top to bottom; any other name unchanged."""
    return "\n".join(name) if all("\u4e00" <= char <= "\u9fff" for char in name) else name


def wrapped(text: str, width: float) -> str:
    """The text in lines of at most `width` columns, broken after spaces and Chinese commas.

    Chinese without either is broken anywhere; a longer word of Latin letters is left whole.
    """
    lines = [""]
    for word in re.split(r"(?<=[ 、，；])", text):
        for part in [word] if word.isascii() or print_width(word) <= width else word:
            if lines[-1] and print_width((lines[-1] + part).rstrip()) > width:
                lines.append("")
            lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)


def with_notes(text: str, notes: Sequence[str], lang: str) -> str:
    """The name of an axis with notes in brackets on how to read it; brackets at its end take them in."""
    if not notes:
        return text
    opening, closing, stop = ("（", "）", "；") if lang == "zh" else (" (", ")", "; ")
    begun = text.removesuffix(closing) + stop if text.endswith(closing) else text + opening
    return begun + stop.join(notes) + closing
