"""The numbers and marks of lists in a Word document, which are drawn and not written.

After ECMA-376, part 1, section 17.9: a paragraph names a list and its level, itself or through its
style; the list says how the numbers of each level are counted and written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from storage.documents.symbol_fonts import with_marks
from storage.documents.xml_tree import children, value_of

_MOST_STYLES = 20  # One made of another: more is a circle.
_MOST_LETTERED = 780  # zz… of thirty letters.
_PLACE = re.compile(r"%([1-9])")
_ENDS = {"space": " ", "nothing": ""}
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


@dataclass(slots=True)
class _Level:
    """How one level of a list is counted and written."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    end: str = "\t"
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list: the levels that it shares with others, by the name of those, and its own starts."""

    shared: str = ""
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of lists, in the order of the document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, int | None, str]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for part in () if numbering is None else numbering:
            self._learn(part)
        for style in () if styles is None else children(styles, "style"):
            number, level = _named(style)
            self._styles[value_of(style, "styleId")] = (number, level, _said(style, "basedOn"))

    def mark(self, paragraph: etree._Element) -> str:
        """Return what stands before a paragraph, with what parts it from the text, or nothing."""
        number, level = self._place(paragraph)
        held = self._lists.get(number)
        levels = self._levels.get(held.shared, {}) if held else {}
        if held is None or level not in levels:
            return ""
        counts = self._counts.setdefault(held.shared, {})
        if number not in self._begun:
            self._begun.add(number)
            counts |= {at: start - 1 for at, start in held.starts.items()}
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return _written(levels, level, counts)

    def _learn(self, part: etree._Element) -> None:
        tag = str(part.tag).rpartition("}")[2]
        if tag == "abstractNum":
            levels = {
                _number(value_of(each, "ilvl")): _level(each) for each in children(part, "lvl")
            }
            self._levels[value_of(part, "abstractNumId")] = levels
        elif tag == "num":
            starts = {
                _number(value_of(each, "ilvl")): _number(said)
                for each in children(part, "lvlOverride")
                if (said := _said(each, "startOverride"))
            }
            self._lists[value_of(part, "numId")] = _List(_said(part, "abstractNumId"), starts)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph; an empty name for none."""
        number, level = _named(paragraph)
        style = next((_said(formats, "pStyle") for formats in children(paragraph, "pPr")), "")
        named = style
        for _ in range(_MOST_STYLES):
            if number or style not in self._styles:
                break
            number, level_of_style, above = self._styles[style]
            level = level_of_style if level is None else level
            named, style = (style, above) if not number else (style, "")
        if number and level is None:
            levels = self._levels.get(self._lists.get(number, _List()).shared, {})
            level = next((at for at, each in levels.items() if each.style == named), 0)
        return number, level or 0


def _named(element: etree._Element) -> tuple[str, int | None]:
    """Return the list and the level that a paragraph or a style names."""
    for formats in children(element, "pPr"):
        for said in children(formats, "numPr"):
            level = _said(said, "ilvl")
            return _said(said, "numId"), _number(level) if level else None
    return "", None


def _said(element: etree._Element, name: str) -> str:
    return next((value_of(child, "val") for child in children(element, name)), "")


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0


def _level(element: etree._Element) -> _Level:
    start = _said(element, "start")
    return _Level(
        _number(start) if start else 1,
        _said(element, "numFmt") or "decimal",
        _said(element, "lvlText"),
        _ENDS.get(_said(element, "suff"), "\t"),
        _said(element, "pStyle"),
    )


def _written(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    shown = levels[level]
    if shown.kind == "bullet":
        sign = with_marks(shown.text) or "•"
        return ("•" if "\ue000" <= sign[0] <= "\uf8ff" else sign) + shown.end

    def count(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        other = levels.get(at, _Level())
        return counted_as(counts.get(at, other.start), other.kind)

    text = "" if shown.kind == "none" else _PLACE.sub(count, shown.text)
    return text + shown.end if text else ""


def counted_as(value: int, kind: str) -> str:
    """Return a number as a list writes it; `kind` is a name of ECMA-376 (ST_NumberFormat)."""
    if kind in ("lowerLetter", "upperLetter") and 0 < value <= _MOST_LETTERED:
        # After z comes aa, then bb.
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    elif kind in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        text, rest = "", value
        for size, sign in _ROMAN:
            text += sign * (rest // size)
            rest %= size
    else:
        text = f"{value:02}" if kind == "decimalZero" else str(value)
    return text.upper() if kind.startswith("upper") else text
