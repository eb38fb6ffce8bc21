"""What holds a number but is no quantity: dates, clock times, list numbers, citations, names."""

from __future__ import annotations

import re
from bisect import bisect_right

from domain.quantity.match import Match, Sort
from domain.quantity.tokens import NOTHING, Form, Token, Tokens, word_set

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|enero|febrero|marzo|abril|mayo|junio"
    r"|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin"
    r"|juillet|août|septembre|octobre|novembre|décembre)\b\.?"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|\.)?"
_DAYS = rf"{_DAY}(?: ?(?:[-–/]|to|and) ?{_DAY})?"
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_PATTERNS = (
    rf"{_DAYS} (?:of |de )?{_MONTH}(?:,? (?:de |of )?{_YEAR})?",
    rf"{_MONTH} {_DAYS}(?:, ?{_YEAR}| {_YEAR})?(?![0-9,.%]*[0-9%])",
    rf"{_MONTH},? (?:of |de )?{_YEAR}(?: ?[-–] ?{_MONTH} {_YEAR})?",
    r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:T[0-9:.]{4,12}Z?)?(?![0-9])",
    r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}(?![0-9])",
    rf"{_YEAR} ?[-–/] ?(?:{_YEAR}|[0-9]{{2}})(?![0-9%]| (?:percent|per cent|%))",
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\b)?",
    r"[0-9]{1,2}(?:\.[0-9]{2})? ?(?:a\.m\.|p\.m\.|am\b|pm\b|o['’]clock)",
    r"['’]?[0-9]{2,4}['’]?s\b",
    r"['’][0-9]{2}(?![0-9])",
    r"\[[0-9]{1,4}(?:[-–,; ]{1,2}[0-9]{1,4}){0,20}\]",
    r"(?:https?://|www\.)\S{1,200}",
    r"(?:24/7|9/11|50/50)(?![0-9])",
)
_MASK = re.compile(
    r"(?<![\w.,/$€£])(?:" + "|".join(f"(?:{pattern})" for pattern in _PATTERNS) + r")(?!\w)",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"^[ \t]{0,8}\(?[0-9]{1,3}[.)](?=\s)", re.MULTILINE)
_REFERENCES = word_set(
    """figure figures fig table tables phase line lines column step stage article articles section
    sections sect chapter appendix equation eq scheme room flight highway route page pages pp vol
    volume type grade class model version level group case number no nos resolution paragraph
    paragraphs para clause rule channel apollo windows amendment annex act law decree verse item
    question note notes footnote issue season episode game week day aged age born"""
)
_FUNCTION_WORDS = word_set(
    """a an the of in on at by to from for with and or but if as than that which who when while
    where after before since until about over under some all these those its their his her our
    my your it they we he she there was were is are be been has have had will would could may
    might up down only just nearly almost around more less fewer most least between among within
    without during per this not no so yet also another other every each both because although
    though today yesterday overall meanwhile however then now here
    total approximately roughly exactly least scores usd eur gbp"""
)
_YEARLIKE = (1100, 2100)
_YEAR_SAFE = ("more_than", "at_least", "less_than", "at_most")
_NOT_MEASURED_BY_ONE = ("days", "nights", "times", "points", "seconds", "minutes", "feet", "m", "%")


def without_dates(text: str, tokens: list[Token]) -> Tokens:
    """Return the tokens as they may be read: those of dates, times and list numbers broken."""
    found = (*_MASK.finditer(text), *_LIST_NUMBER.finditer(text))
    regions = sorted(match.span() for match in found)
    starts = [start for start, _ in regions]
    kept = []
    for token in tokens:
        at = bisect_right(starts, token.end - 1) - 1
        masked = at >= 0 and token.start < regions[at][1]
        kept.append(token._replace(form=Form.BROKEN, word="", value=None) if masked else token)
    return Tokens(kept)


def is_year(tokens: Tokens, match: Match) -> bool:
    """Tell whether the match is rather a year, or two of them, than an amount."""
    quantity, digits = match.quantity, tokens[match.core]
    low, high = _YEARLIKE
    yearlike = digits.form is Form.NUMBER and len(digits.raw) == 4 and digits.raw.isdecimal()
    if not yearlike or not low <= (digits.value or 0) < high:
        return False
    if match.sort is Sort.RANGE:
        return quantity.kind == "count" and (quantity.value_max or 0) < high
    bare = quantity.kind == "count" and match.end == match.core + 1
    return bare and quantity.modifier not in _YEAR_SAFE


def is_reference(tokens: Tokens, match: Match) -> bool:
    """Tell whether bare digits belong to a name or number something: "Boeing 737", "page 12"."""
    if match.said or match.quantity.kind != "count" or match.start != match.core:
        return False
    before = tokens[match.start - 1]
    if before.word in (".", "#", "-", "/"):
        before = tokens[match.start - 2] if before.word in (".", "-") else before
        is_end = before.word not in _REFERENCES and tokens.word(match.start - 1) == "."
        return before is not NOTHING and not is_end
    if before.form is not Form.WORD:
        return before.word == "(" and tokens.word(match.end) == ")"
    if before.word in _REFERENCES:
        return True
    return before.raw[0].isupper() and before.word not in _FUNCTION_WORDS


def is_idle(tokens: Tokens, match: Match) -> bool:
    """Tell whether words are too slight to be found unasked: "one", "half", "third", "many"."""
    quantity = match.quantity
    if match.weak:
        return True
    if match.sort is Sort.VAGUE:
        return tokens[match.end].form is not Form.WORD and quantity.value_min is None
    if not match.said or match.sort is not Sort.AMOUNT or quantity.modifier != "exact":
        return False
    if quantity.value_min == 1:
        return quantity.unit in _NOT_MEASURED_BY_ONE or quantity.kind in ("count", "index")
    small = quantity.kind == "count" and (quantity.value_min or 0) < 10
    return small and not quantity.unit and not _noun_follows(tokens, match.end)


def _noun_follows(tokens: Tokens, i: int) -> bool:
    """Tell whether a plural stands second or third ("two senior officials")."""
    words = [tokens[j] for j in range(i, i + 3)]
    for before, word in zip([None, *words], words, strict=False):
        if word.form is not Form.WORD or word.glued or word.word in _FUNCTION_WORDS:
            return False
        if before is not None and word.word.endswith("s") and not word.word.endswith("ss"):
            return True
    return False
