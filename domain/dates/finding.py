"""Finding the dates that stand in a text: each with its place, never more exact than it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.dates.calendar_words import ALSO_WORDS, BETWEEN, FILLERS, LANGUAGES, MONTHS
from domain.dates.reading import DateReading, read_date

LONGEST_TEXT = 2_000
_MOST_TOKENS = 9
_TOKEN = re.compile(
    r"[0-9]+(?:[./–-][0-9]+)+"
    r"|[0-9]{1,2}(?:st|nd|rd|th|er|º|\.(?= ))?(?![0-9])|[0-9]+"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*\.?"
    r"|[-–—/]"
)
_ISO_LIKE = re.compile(r"[0-9]{1,4}(?:[./-][0-9]{1,4}){1,2}")
_YEAR = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}")
# Words before a number of four digits that make it a year also where a noun follows.
_YEAR_WORDS = """
in since by until till from of during early late mid year
im seit bis ab jahr jahre  en de desde hasta año  depuis dans l'an année
nel dal del fino anno  em até ano  sinds tot jaar
"""
_IN = frozenset(_YEAR_WORDS.split())
_STOP = re.compile(r" *[.:;!?()\n]")


class FoundDate(NamedTuple):
    """A date at its place `[start, end)` (code points), and the words that name it."""

    start: int
    end: int
    words: str
    reading: DateReading


def find_dates(text: str, *, language: str = "en", document_date: str = "") -> list[FoundDate]:
    """Return the absolute dates that a text names, in order, apart; the longest at each place.

    `language` is a BCP 47 tag; in one without tables of its own only dates in digits are found.
    A text longer than LONGEST_TEXT is read no further.
    """
    code = language.strip().lower().replace("_", "-").partition("-")[0] or "en"
    tokens = list(_TOKEN.finditer(text[:LONGEST_TEXT]))
    found: list[FoundDate] = []
    at = 0
    while at < len(tokens):
        match = next(_readings(text, tokens, at, code, document_date), None)
        if match is None:
            at += 1
            continue
        date, last = match
        found.append(date)
        at = last + 1
    return found


def _readings(
    text: str, tokens: list[re.Match[str]], first: int, language: str, document_date: str
) -> Iterator[tuple[FoundDate, int]]:
    """Yield what the tokens from `first` on name, the longest first, each with its last token."""
    if not _may_bound(tokens[first][0], language):
        return
    start = tokens[_opener(tokens, first, language)].start()
    for last in range(_furthest(text, tokens, first), first - 1, -1):
        if not _may_bound(tokens[last][0], language):
            continue
        end = tokens[last].end()
        words = text[start:end].rstrip(".")
        if first == last and not _is_alone(text, tokens, first):
            continue
        reading = read_date(words, language=language, document_date=document_date)
        if reading is not None and reading.text:
            yield FoundDate(start, start + len(words), words, reading), last


def _furthest(text: str, tokens: list[re.Match[str]], first: int) -> int:
    """Return the last token that a date from `first` on may reach: none goes past a full stop."""
    end = min(first + _MOST_TOKENS, len(tokens)) - 1
    return next((i for i in range(first, end) if _STOP.match(text, tokens[i].end())), end)


def _opener(tokens: list[re.Match[str]], first: int, language: str) -> int:
    """Return the token before if it opens an interval: “between March and May”."""
    opens = language in LANGUAGES and first > 0
    return first - 1 if opens and tokens[first - 1][0].lower() == BETWEEN[language][0] else first


def _may_bound(token: str, language: str) -> bool:
    """Tell whether a date may begin or end with a token."""
    if language not in LANGUAGES:
        return _ISO_LIKE.fullmatch(token) is not None
    word = token.rstrip(".")
    is_month = word.lower() in MONTHS[language]
    may_be_other = word.islower() and word in ALSO_WORDS.get(language, ())
    return token[0].isdigit() or (is_month and not may_be_other)


def _is_alone(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Tell whether one token may be a date by itself: no number before what it counts."""
    token = tokens[at][0]
    if not token.isdigit() or len(token) < 3:
        return True
    if _YEAR.fullmatch(token) is None:
        return False
    before = tokens[at - 1][0].lower() if at else ""
    if before in _IN or before in FILLERS:
        return True
    following = text[tokens[at].end() :].lstrip(" ")
    return not following[:1].isalpha() and not following[:1].isdigit()
