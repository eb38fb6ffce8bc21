"""Dates that words name: days, months and years, and intervals of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from domain.dates.calendar_words import (
    ALSO_WORDS,
    BETWEEN,
    ELSEWHERE,
    FILLERS,
    JOINTS,
    MONTHS,
    WEEKDAYS,
)
from domain.dates.partial import FIRST_YEAR, LAST_YEAR, Partial, from_iso

Dates = tuple[Partial, ...]
_TIME = re.compile(
    r"\b[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})? ?(?:[ap]\.?m\b\.?|uhr\b)|\b[0-9]{1,2} ?[ap]\.?m\b\.?"
    r"|\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"(?P<number>[0-9]+)(?:st|nd|rd|th|er|[º°ª])?(?P<many>['’]?s)?(?!\w)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<dash>[-–—‑/])"
    r"|(?P<stop>\w)"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_ISO_INTERVAL = re.compile(rf"({_ISO.pattern}|[0-9]{{4}}) ?(?:/|–|—| - | to ) ?({_ISO.pattern})")
_SLASHED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_DECADE = re.compile(r"(?:the |early |late |mid-?)*([0-9]{3}0)['’]?s", re.IGNORECASE)
_LAST_TWO_DIGITS = 100


class Piece(NamedTuple):
    """What a word is in a date: `kind` is y(ear), n(umber), m(onth), - between two, ? foreign,
    ! if no date may hold it, empty if it says nothing."""

    kind: str
    value: int = 0


def read(words: str, language: str) -> Dates | None:
    """Return the date that `words` name in a language that has tables, or two as an interval.

    None if they name none, or more than one that is not an interval, or one that cannot be.
    """
    dates = in_digits(words, language) or _in_words(words, language)
    return dates if dates and all(date.is_possible for date in dates) else None


def in_digits(words: str, language: str) -> Dates | None:
    """Return what an ISO date, "23.1.2019" or "the 1990s" say.

    "3/4/2019" is read to its year alone in English, where day and month may stand either way.
    """
    bare = words.strip().strip("()[],;.")
    if match := _ISO_INTERVAL.fullmatch(bare):
        return tuple(date for part in match.groups() if (date := from_iso(part)))
    if _ISO.fullmatch(bare):
        date = from_iso(bare)
        return (date,) if date else None
    if match := _DECADE.fullmatch(bare):
        first = int(match[1])
        return Partial(first), Partial(first + 9)
    if match := _SLASHED.fullmatch(bare):
        return (_slashed(match, language),)
    return None


def _slashed(match: re.Match[str], language: str) -> Partial:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    is_open = language == "en" and match[2] != "." and first != second
    if is_open and first <= 12 and second <= 12:
        return Partial(year)
    if is_open and second > 12:
        first, second = second, first
    return Partial(year, second, first)


def _in_words(words: str, language: str) -> Dates | None:
    pieces = _pieces(_TIME.sub(" ", words), language)
    if pieces is None:
        return None
    shape = "".join(piece.kind for piece in pieces)
    start = len(shape) - len(shape.lstrip("-?"))
    shape = shape.strip("-?")
    pieces = pieces[start : start + len(shape)]
    if shape.count("-") > 1 or "?" in shape:
        return None
    if "-" not in shape:
        date = _date(pieces)
        return (date,) if date and (date.year or date.month) else None
    cut = shape.index("-")
    return _joined(_date(pieces[:cut]), _end(pieces, cut))


def _pieces(words: str, language: str) -> list[Piece] | None:
    """Return the pieces of dates among `words`, or None if a number or word speaks against one."""
    pieces = []
    for match in _PIECE.finditer(words):
        piece = _number(match) if match["number"] else _word(match, language)
        if piece.kind == "!":
            return None
        if piece.kind:
            pieces.append(piece)
    return pieces


def _number(match: re.Match[str]) -> Piece:
    digits = match["number"]
    if match["many"] or len(digits) > 4:
        return Piece("!")
    value = int(digits)
    if len(digits) == 4:
        return Piece("y" if FIRST_YEAR <= value <= LAST_YEAR else "!", value)
    return Piece("n" if len(digits) <= 2 else "!", value)


def _word(match: re.Match[str], language: str) -> Piece:
    if match["stop"]:
        return Piece("!")
    if match["dash"]:
        return Piece("-")
    raw = match["word"]
    word = raw.lower().replace("’", "'")
    month = MONTHS[language].get(word)
    if month and (raw[0].isupper() or word not in ALSO_WORDS.get(language, ())):
        return Piece("m", month)
    opening, joining = BETWEEN[language]
    if word in JOINTS[language] or (word == joining and opening in match.string.lower()):
        return Piece("-")
    if word in FILLERS or word in WEEKDAYS[language]:
        return Piece("")
    return Piece("!" if word in ELSEWHERE[language] else "?")


_SHAPES = {
    "nmy": (2, 1, 0),
    "mny": (2, 0, 1),
    "ymn": (0, 1, 2),
    "ynm": (0, 2, 1),
    "my": (1, 0, None),
    "ym": (0, 1, None),
    "nm": (None, 1, 0),
    "mn": (None, 0, 1),
    "m": (None, 0, None),
    "y": (0, None, None),
    "n": (None, None, 0),
    "ny": (1, None, 0),
}


def _date(pieces: list[Piece]) -> Partial | None:
    places = _SHAPES.get("".join(piece.kind for piece in pieces))
    if places is None:
        return None
    return Partial(*(None if place is None else pieces[place].value for place in places))


def _end(pieces: list[Piece], cut: int) -> Partial | None:
    """Return the second date of an interval; "16" after "2011" is the year 2016."""
    end = _date(pieces[cut + 1 :])
    start = pieces[0]
    if end and end.day and not (end.month or end.year) and cut == 1 and start.kind == "y":
        return Partial(start.value - start.value % _LAST_TWO_DIGITS + end.day)
    return end


def _joined(start: Partial | None, end: Partial | None) -> Dates | None:
    """Give each date what only the other says: "23–25 January", "March to May 2019"."""
    if start is None or end is None:
        return None
    if start.month is None and start.day:
        start = replace(start, month=end.month)
    if end.month is None and end.day:
        end = replace(end, month=start.month)
    if start.year is None:
        start = replace(start, year=end.year)
    both = (start, end)
    return both if all(date.year or date.month for date in both) else None


def weekday(words: str, language: str) -> tuple[int, str] | None:
    """Return the weekday that `words` name (0 is Monday) with all words, or None."""
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", words.lower())
    days = [WEEKDAYS[language][word] for word in found if word in WEEKDAYS[language]]
    return (days[0], " ".join(found)) if len(days) == 1 and not re.search("[0-9]", words) else None
