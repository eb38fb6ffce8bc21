"""The tokens that quantities are read from: numbers, words and signs, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from domain.quantity.numbers import NumberLocale

_BEYOND = 16  # more tokens than any phrase looks ahead or back
_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"


class Form(Enum):
    """What a token is made of; BROKEN ends a phrase: a strange number, or a blank line."""

    NUMBER = "number"
    FRACTION = "fraction"
    WORD = "word"
    SIGN = "sign"
    BROKEN = "broken"


class Token(NamedTuple):
    """A stretch `[start, end)` of the text; `glued` says that no space stands before it."""

    form: Form
    start: int
    end: int
    raw: str
    word: str
    glued: bool
    value: Decimal | None = None


def word_set(words: str) -> frozenset[str]:
    """Return the words of a table that is written as text."""
    return frozenset(words.split())


NOTHING = Token(Form.BROKEN, 0, 0, "", "", glued=False)


@lru_cache(maxsize=16)
def _pattern(locale: NumberLocale) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{locale.run})"
        rf"|(?P<fraction>[{_FRACTIONS}])"
        rf"|(?P<word>[^\W\d_]\w*)"
        r"|(?P<broken>_+|\n(?=[^\S\n]*\n))"
        r"|(?P<sign>\S)"
    )


def tokenise(text: str, locale: NumberLocale) -> list[Token]:
    """Return the tokens of `text` in order, in code points."""
    return list(_tokens(text, locale))


def _tokens(text: str, locale: NumberLocale) -> Iterator[Token]:
    end = 0
    for match in _pattern(locale).finditer(text):
        raw, value = match.group(), None
        form = Form(match.lastgroup)
        if form is Form.NUMBER:
            value = locale.value(raw)
            form = form if value is not None else Form.BROKEN
        elif form is Form.FRACTION:
            numeric = Decimal(str(unicodedata.numeric(raw)))
            value = numeric.quantize(Decimal("0.0001"))
        yield Token(
            form, match.start(), match.end(), raw, raw.lower(), 0 < end == match.start(), value
        )
        end = match.end()


class Tokens:
    """Tokens that may be asked for a little beyond either end; there stands NOTHING."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        beyond = [NOTHING] * _BEYOND
        self._tokens = [*beyond, *tokens, *beyond]
        self._words = [token.word for token in self._tokens]

    def __len__(self) -> int:
        return len(self._tokens) - 2 * _BEYOND

    def __getitem__(self, index: int) -> Token:
        return self._tokens[index + _BEYOND]

    def word(self, index: int) -> str:
        """Return the token at `index` in lower case, or an empty string."""
        return self._words[index + _BEYOND]

    def words(self, start: int, count: int) -> tuple[str, ...]:
        """Return `count` tokens from `start` in lower case."""
        return tuple(self._words[start + _BEYOND : start + _BEYOND + count])
