"""Patterns that find words in a text where they stand, whatever their case and diacritics."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MARKS = "\u0300-\u036f"
_ANY_MARKS = f"[{_MARKS}]*"
_MARK = re.compile(f"[{_MARKS}]")
# Precomposed Hangul decomposes into letters by rule; the tables need not hold its 11,172 syllables.
_HANGUL = range(0xAC00, 0xD7A4)


def pattern_for(words: str) -> str:
    """Return a regular expression for `words`: any case, any diacritics, any white space between.

    It also matches `words` exactly as written, so that whatever can be copied can be found.
    """
    composed = unicodedata.normalize("NFC", words)
    parts = [part for part in map(_part, composed.split()) if part]
    exact = re.escape(words)
    loose = r"\s+".join(parts)
    return loose if loose == exact or not loose else f"(?:{loose}|{exact})" if parts else exact


def _part(word: str) -> str:
    return "".join(_character(c) for c in word if not _MARK.match(c))


@cache
def _character(character: str) -> str:
    """Return a pattern for a character in all its cases and with any diacritics."""
    folded = _fold(character)
    alike = _alike().get(folded, "")
    if not alike:
        apart = unicodedata.normalize("NFD", character)
        plain = re.escape(character)
        return plain if apart == character else f"(?:{plain}|{re.escape(apart)})"
    members = "".join(re.escape(c) for c in sorted({*alike, character, folded}))
    return f"[{members}]{_ANY_MARKS}"


def _fold(character: str) -> str:
    base = _MARK.sub("", unicodedata.normalize("NFD", character))
    folded = base.casefold()
    return folded if len(folded) == 1 else base


@cache
def _alike() -> dict[str, str]:
    """Return, for each folded character, the others that fold to it."""
    found: dict[str, str] = {}
    for code in range(0x20, 0x30000):
        if code in _HANGUL or 0xD800 <= code < 0xE000 or 0x3400 <= code < 0x9FFF:
            continue
        character = chr(code)
        folded = _fold(character)
        if len(folded) == 1 and folded != character:
            found[folded] = found.get(folded, "") + character
    return found
