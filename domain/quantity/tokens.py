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
            form, match.start(), match.end(), raw, raw.lower(), match.start() == end, value
        )
        end = match.end()


class Tokens:
    """Tokens that may be asked for beyond either end; there stands NOTHING."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, index: int) -> Token:
        return self._tokens[index] if 0 <= index < len(self._tokens) else NOTHING

    def word(self, index: int) -> str:
        """Return the token at `index` in lower case, or an empty string."""
        return self[index].word

    def words(self, start: int, count: int) -> tuple[str, ...]:
        """Return `count` tokens from `start` in lower case."""
        return tuple(self[i].word for i in range(start, start + count))
