"""Numbers as they are said: digits with "million", number words, "half a million", "1½"."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from domain.quantity.tokens import Form, Token, Tokens, word_set

_UNITS = "one two three four five six seven eight nine"
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"  # 10 to 19
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: Decimal(i) for i, word in enumerate(_UNITS.split(), 1)}
SMALL = {"zero": Decimal(0), **UNITS}
SMALL |= {word: Decimal(i) for i, word in enumerate(_TEENS.split(), 10)}
TENS = {word: Decimal(10 * i) for i, word in enumerate(_TENS.split(), 2)}
HUNDRED = Decimal(100)
# A Spanish, French or German "billion" is a million million: where its word is not the English
# one it says so itself, and the word "billion" is taken as English.
_MAGNITUDES = {
    2: "hundred",
    3: "thousand mil mille tausend duizend",
    6: "million mn mio millón millones million millionen milhão milhões milione milioni miljoen",
    9: "billion bn milliard milliards milliarde milliarden mrd miliardo miliardi miljard",
    12: "trillion tn billón billones billionen",
}
MAGNITUDES = {
    word: Decimal(10) ** power for power, words in _MAGNITUDES.items() for word in words.split()
}
MAGNITUDES |= {"dozen": Decimal(12), "lakh": Decimal(10) ** 5, "crore": Decimal(10) ** 7}
GLUED_MAGNITUDES = {"k": 3, "m": 6, "b": 9, "t": 12, "mn": 6, "bn": 9, "tn": 12}
PLURALS = {
    **{f"{word}s": MAGNITUDES[word] for word in ("dozen", "hundred", "thousand", "million")},
    "tens": Decimal(10),
    "scores": Decimal(20),
    "billions": Decimal(10) ** 9,
    "trillions": Decimal(10) ** 12,
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
)
ORDINALS = {word: Decimal(i) for i, word in enumerate(_ORDINALS.split(), 1)}
DENOMINATORS = {word: n for word, n in ORDINALS.items() if n > 2}
DENOMINATORS |= {"quarter": Decimal(4), "hundredth": HUNDRED, "thousandth": Decimal(1000)}
DENOMINATORS |= {f"{word}s": n for word, n in DENOMINATORS.items()}
DENOMINATORS |= {"half": Decimal(2), "halves": Decimal(2)}
_HALVES = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_HALVED = word_set("hour day month year century decade mile kilometre kilometer metre meter")
_LARGEST_POWER = 30


class Number(NamedTuple):
    """A number up to token `end`: `value` is `base` times `magnitude` (1 if it names none).

    `said` means in words only; `article` that its only number is "a"; `rough` "a couple".
    """

    value: Decimal
    base: Decimal
    magnitude: Decimal
    end: int
    said: bool = False
    article: bool = False
    rough: bool = False


def number_at(tokens: Tokens, i: int) -> Number | None:
    """Return the number that begins at token `i`, or None."""
    token = tokens[i]
    if token.form is Form.NUMBER or token.form is Form.FRACTION:
        return _in_digits(tokens, i)
    if token.form is not Form.WORD:
        return None
    return _half_a(tokens, i) or _with_article(tokens, i) or _in_words(tokens, i)


def _in_digits(tokens: Tokens, i: int) -> Number:
    base, end = tokens[i].value or Decimal(0), i + 1
    follower = tokens[end]
    if tokens[i].form is Form.NUMBER and follower.form is Form.FRACTION:
        base, end = base + (follower.value or 0), end + 1
    base, end = _power_of_ten(tokens, base, end)
    base, end = _and_a_half(tokens, base, end)
    magnitude, end = _magnitude(tokens, end)
    return Number(base * magnitude, base, magnitude, end)


def _power_of_ten(tokens: Tokens, base: Decimal, i: int) -> tuple[Decimal, int]:
    """Read "× 10^5" or "×10−5" after a number."""
    if tokens.word(i) not in ("×", "x", "·") or tokens[i + 1].raw != "10":
        return base, i
    j = i + 2
    j += tokens.word(j) == "^"
    sign = -1 if tokens.word(j) in ("-", "−", "–") else 1
    j += sign < 0
    power = tokens[j].value
    if power is None or tokens[j].form is not Form.NUMBER or power % 1 or power > _LARGEST_POWER:
        return base, i
    return base.scaleb(sign * int(power)), j + 1


def _and_a_half(tokens: Tokens, base: Decimal, i: int) -> tuple[Decimal, int]:
    if tokens.words(i, 2) == ("and", "a") and (more := _HALVES.get(tokens.word(i + 2))):
        return base + more, i + 3
    return base, i


def _magnitude(tokens: Tokens, i: int) -> tuple[Decimal, int]:
    """Read "million", "-million", "bn" or "thousand million" at `i`; 1 if there is none."""
    size = Decimal(1)
    for _ in range(2):
        j = i + (tokens.word(i) == "-" and tokens[i].glued and tokens[i + 1].glued)
        factor = MAGNITUDES.get(tokens.word(j))
        if factor is None or tokens[j].form is not Form.WORD or glued_after_sign(tokens, i, j):
            break
        size, i = size * factor, j + 1
        if tokens.word(i) == "." and tokens.word(i - 1) in ("mio", "mrd"):
            i += 1
    return size, i


def glued_after_sign(tokens: Tokens, i: int, j: int) -> bool:
    """Tell whether a hyphen was crossed between `i` and `j` but the word is then set apart."""
    return j > i and not tokens[j].glued


def _half_a(tokens: Tokens, i: int) -> Number | None:
    """Read "half a million", "a half million", "a quarter of a million"."""
    j = i + (tokens.word(i) == "a" and tokens.word(i + 1) in _HALVES)
    part = _HALVES.get(tokens.word(j))
    if part is None:
        return None
    j += 1
    j += tokens.word(j) == "of" and tokens.word(j + 1) == "a"
    j += tokens.word(j) in ("a", "an")
    size, end = _magnitude(tokens, j)
    measured = tokens.word(j - 1) in ("a", "an") and tokens.word(j) in _HALVED
    return Number(part * size, part, size, end, said=True) if end > j or measured else None


def _with_article(tokens: Tokens, i: int) -> Number | None:
    """Read "a million", "a hundred and twenty", "a dozen", "a couple of"; "a" alone counts 1."""
    if tokens.word(i) not in ("a", "an"):
        return None
    if tokens.word(i + 1) == "couple":
        end = i + 2 + (tokens.word(i + 2) == "of")
        size, end = _magnitude(tokens, end)
        return Number(2 * size, Decimal(2), size, end, said=True, rough=True)
    if tokens.word(i + 1) in MAGNITUDES and tokens[i + 1].raw.islower():
        value, end = _cardinal(tokens, i + 1, Decimal(1))
        return Number(value, value, Decimal(1), end, said=True)
    return Number(Decimal(1), Decimal(1), Decimal(1), i + 1, said=True, article=True)


def _in_words(tokens: Tokens, i: int) -> Number | None:
    small, end = _small(tokens, i)
    if small is None:
        return None
    with_half, after = _and_a_half(tokens, small, end)
    if after > end:
        size, end = _magnitude(tokens, after)
        return Number(with_half * size, with_half, size, end, said=True)
    value, last = _cardinal(tokens, end, small)
    magnitude = value / small if small and last == end + 1 and value % small == 0 else Decimal(1)
    base = small if magnitude > 1 else value
    return Number(value, base, magnitude, last, said=True)


def _small(tokens: Tokens, i: int) -> tuple[Decimal | None, int]:
    """Read zero to ninety-nine at `i`."""
    word = tokens.word(i)
    if word in SMALL:
        return SMALL[word], i + 1
    if word not in TENS:
        return None, i
    j = i + 1 + (tokens.word(i + 1) in ("-", "‐", "‑"))
    unit = UNITS.get(tokens.word(j))
    return (TENS[word] + unit, j + 1) if unit is not None else (TENS[word], i + 1)


def _cardinal(tokens: Tokens, i: int, start: Decimal) -> tuple[Decimal, int]:
    """Read on from `start` ("two") through magnitudes that fall: "hundred and six thousand"."""
    total, current, last = Decimal(0), start, Decimal(10) ** 15
    while True:
        size = _said_magnitude(tokens[i])
        if size is None or size >= last:
            return total + current, i
        i += 1
        if size == HUNDRED:
            current *= size
            more, i = _rest(tokens, i)
            current += more
            last = last if more or _said_magnitude(tokens[i]) else size
            continue
        total, current, last = total + current * size, Decimal(0), size
        following, after = _rest(tokens, i)
        if following:
            current, i = following, after
        elif tokens.words(i, 3) == ("and", "a", "half"):
            return total + size / 2, i + 3
        else:
            # "two hundred million" names its magnitudes one after the other.
            again = _said_magnitude(tokens[i])
            return (total * again, i + 1) if again and again > size else (total, i)


def _said_magnitude(token: Token) -> Decimal | None:
    return MAGNITUDES.get(token.word) if token.form is Form.WORD else None


def _rest(tokens: Tokens, i: int) -> tuple[Decimal, int]:
    """Read the small number that goes on after "hundred" or "thousand", "and" before it or not."""
    j = i + (tokens.word(i) in ("and", "-"))
    small, end = _small(tokens, j)
    if small is None or (tokens.word(i) == "and" and end == j):
        return Decimal(0), i
    return small, end
