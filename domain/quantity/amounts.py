"""Amounts: a number with its sign, currency, magnitude and unit, alone or as a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.quantity import cardinals, modifiers, units
from domain.quantity.cardinals import GLUED_MAGNITUDES, Number, number_at
from domain.quantity.match import Match, Sort
from domain.quantity.quantity import Kind, Modifier, Quantity, plain
from domain.quantity.tokens import Form, Tokens, word_set

_MINUS = ("-", "−")
_DASHES = ("-", "–", "—", "−", "‐", "‑", "~", "∼")
_TO = ("to", "or", "bis")
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
# A glued "m" is metres where a word of length follows, else it is read as million.
_OF_LENGTH = word_set(
    "long high wide tall deep away thick above below apart race sprint relay hurdles final "
    "freestyle butterfly backstroke breaststroke dash title"
)
_NEVER_NOUNS = word_set("was is has does this thus its us as years")
_PERSONS = {"people": "persons", "person": "persons", "persons": "persons"}
_IRREGULAR = {"men", "women", "children", "police", "staff", "troops", "cattle", "sheep"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with sign, currency and unit over tokens `[start, end)`; digits at `core`."""

    start: int
    core: int
    end: int
    value: Decimal
    number: Number
    unit: str = ""
    kind: Kind = "count"
    modifier: Modifier | None = None


def amount_at(tokens: Tokens, i: int, first: int = 0) -> Amount | None:
    """Return the amount whose number begins at token `i`; nothing before `first` belongs to it."""
    number = number_at(tokens, i)
    if number is None:
        return None
    currency, start = units.currency_before(tokens, i)
    if start < first:
        currency, start = "", i
    number = _with_glued_magnitude(tokens, number, bool(currency))
    negative, start = _sign(tokens, start, first)
    value = -number.value if negative else number.value
    after, end = modifiers.trailing(tokens, number.end)
    amount = Amount(start, i, end, value, number, currency, "money" if currency else "count", after)
    amount = _with_unit(tokens, amount)
    return None if _belongs_to_a_word(tokens, amount, first) else amount


def _with_glued_magnitude(tokens: Tokens, number: Number, is_money: bool) -> Number:
    """Read "12m", "2bn", "5K" after digits; "t" and "b" are magnitudes of money only."""
    token = tokens[number.end]
    power = GLUED_MAGNITUDES.get(token.word)
    if power is None or number.magnitude != 1 or number.said:
        return number
    if not (token.glued or is_money) or tokens[number.end - 1].form is Form.WORD:
        return number
    is_length = token.raw == "m" and tokens.word(number.end + 1) in _OF_LENGTH
    if not is_money and (is_length or token.raw in ("t", "b")):
        return number
    size = Decimal(10) ** power
    return Number(number.base * size, number.base, size, number.end + 1)


def _sign(tokens: Tokens, start: int, first: int) -> tuple[bool, int]:
    before = tokens[start - 1]
    if start - 1 < first:
        return False, start
    if before.word == "minus":
        return True, start - 1
    stands_apart = not before.glued or tokens.word(start - 2) in ("(", "[", ":")
    if before.word in _MINUS and tokens[start].glued and stands_apart:
        return True, start - 1
    return False, start


def _with_unit(tokens: Tokens, amount: Amount) -> Amount:
    if amount.kind == "money":
        rate = units.per(tokens, amount.end)
        if rate is None:
            return amount
        return replace(amount, unit=f"{amount.unit} {rate.name}", end=rate.end)
    unit = units.unit_at(tokens, amount.end)
    if unit is None:
        return amount
    end = unit.end
    if tokens.word(end) == "-" and tokens.word(end + 1) in ("old", "olds"):
        end += 2
    after, end = (amount.modifier, end) if amount.modifier else modifiers.trailing(tokens, end)
    return replace(amount, unit=unit.name, kind=unit.kind, end=end, modifier=after)


def _belongs_to_a_word(tokens: Tokens, amount: Amount, first: int) -> bool:
    """Tell whether the number is part of something else: "5G", "COVID-19", "one-off"."""
    follower, before = tokens[amount.end], tokens[amount.start - 1]
    if follower.glued and follower.form in (Form.WORD, Form.NUMBER, Form.BROKEN):
        return True
    if amount.number.said and amount.value == 1 and follower.glued and follower.word == "-":
        return True
    if not tokens[amount.start].glued:
        return False
    if before.form is not Form.SIGN:
        return True
    return amount.start > first and before.word in _DASHES and before.glued


def following_noun(tokens: Tokens, i: int) -> str:
    """Return the plural noun at token `i` as a unit ("people" as "persons"), or ""."""
    word = tokens[i]
    if word.glued or not word.raw.islower() or word.form is not Form.WORD:
        return ""
    if word.word in _PERSONS:
        return _PERSONS[word.word]
    plural = word.word.endswith("s") and not word.word.endswith(("ss", "us", "ous", "is"))
    is_noun = plural and len(word.word) > 3 and word.word not in _NEVER_NOUNS
    return word.word if is_noun or word.word in _IRREGULAR else ""


def match_at(tokens: Tokens, i: int, first: int = 0, last: int | None = None) -> Match | None:
    """Return the amount or range whose number begins at token `i`.

    Modifiers are looked for from token `first` on; a second number must begin before `last`.
    """
    amount = amount_at(tokens, i, first)
    if amount is None:
        return None
    limit = len(tokens) if last is None else last
    return (
        _plus_minus(tokens, amount, limit)
        or _odds(tokens, amount, limit)
        or _range(tokens, amount, first, limit)
        or _single(tokens, amount, first)
    )


def _second(tokens: Tokens, i: int, limit: int) -> Amount | None:
    """Return the amount that begins at token `i`, its currency before its number."""
    for core in range(i, min(i + 4, limit)):
        amount = amount_at(tokens, core, i)
        if amount is not None:
            said_a = amount.number.article
            return amount if amount.start == i and not said_a else None
    return None


def _plus_minus(tokens: Tokens, amount: Amount, limit: int) -> Match | None:
    """Read "5.2 ± 0.3 km" as the range from 4.9 to 5.5."""
    i = amount.end
    if tokens.word(i) == "±":
        i += 1
    elif tokens.words(i, 3) == ("+", "/", "-"):
        i += 3
    else:
        return None
    error = _second(tokens, i, limit)
    if error is None or (amount.unit and error.unit not in ("", amount.unit)):
        return None
    named = error if error.unit else amount
    low, high = sorted((amount.value - error.value, amount.value + error.value))
    quantity = Quantity(plain(low), plain(high), named.unit, "range", named.kind)
    return Match(amount.start, amount.core, error.end, quantity, Sort.RANGE)


def _odds(tokens: Tokens, amount: Amount, limit: int) -> Match | None:
    """Read "3 to 1" and "3:1" as a rate per the second number."""
    if tokens.word(amount.end) not in ("to", ":") or amount.unit:
        return None
    other = _second(tokens, amount.end + 1, limit)
    is_odds = other is not None and not other.unit and 0 < other.value < amount.value
    if other is None or not is_odds or other.number.magnitude != amount.number.magnitude:
        return None
    quantity = Quantity(plain(amount.value), None, f"to {plain(other.value)}", "exact", "rate")
    return Match(amount.start, amount.core, other.end, quantity, Sort.RATIO)


def _range(tokens: Tokens, amount: Amount, first: int, limit: int) -> Match | None:
    opened = amount.start > first and tokens.word(amount.start - 1) in ("between", "from")
    between = opened and tokens.word(amount.start - 1) == "between"
    joint = tokens.word(amount.end)
    if not (joint in _DASHES or joint in _TO or (joint == "and" and between)):
        return None
    other = _second(tokens, amount.end + 1, limit)
    bounds = _bounds(amount, other) if other is not None else None
    if other is None or bounds is None:
        return None
    named = other if other.unit else amount
    low, high = bounds
    unit = named.unit or following_noun(tokens, other.end)
    quantity = Quantity(plain(low), plain(high), unit, "range", named.kind)
    start = amount.start - opened if opened else amount.start
    if not opened:
        modifier, before = modifiers.leading(tokens, start, first)
        start = before if modifier == "approx" else start
    said = amount.number.said
    return Match(start, amount.core, other.end, quantity, Sort.RANGE, said=said)


def _bounds(low: Amount, high: Amount) -> tuple[Decimal, Decimal] | None:
    """Return both ends of the range, or None if the two do not make one.

    "2 to 3 million" gives its magnitude to both; "500 to 2 million" means what it says.
    """
    is_suffix = low.unit and low.kind != "money"
    if low.number.article or (low.unit and high.unit and low.unit != high.unit):
        return None
    if is_suffix and not high.unit:
        return None
    start = low.value
    shares = low.number.magnitude == 1 and high.number.magnitude > 1
    if shares and low.value < high.number.base:
        start *= high.number.magnitude
    return (start, high.value) if start < high.value else None


def _single(tokens: Tokens, amount: Amount, first: int) -> Match | None:
    modifier, start = modifiers.leading(tokens, amount.start, first)
    if amount.number.article and not amount.unit:
        return None
    if tokens.word(amount.end) in _DASHES and _joined_digits(tokens, amount.end):
        return None
    meant: Modifier = amount.modifier or modifier or ("approx" if amount.number.rough else "exact")
    unit = amount.unit or following_noun(tokens, amount.end)
    value = plain(amount.value)
    is_upper = meant in ("less_than", "at_most")
    quantity = Quantity(
        None if is_upper else value, value if is_upper else None, unit, meant, amount.kind
    )
    end = amount.end
    said, weak = amount.number.said, amount.number.article and meant == "exact"
    return Match(start, amount.core, end, quantity, said=said, weak=weak)


def _joined_digits(tokens: Tokens, i: int) -> bool:
    """Tell whether the dash at `i` ties two numbers that make no range: "10-5"."""
    return tokens[i].glued and tokens[i + 1].glued and tokens[i + 1].form is Form.NUMBER


def ordinal_at(tokens: Tokens, i: int) -> tuple[Decimal, int] | None:
    """Return the ordinal at token `i` ("third", "21st") and where it ends, or None."""
    if (said := cardinals.ORDINALS.get(tokens.word(i))) is not None:
        return said, i + 1
    value, ending = tokens[i].value, tokens[i + 1]
    if value is None or value % 1 or not ending.glued or ending.word not in _ORDINAL_ENDINGS:
        return None
    return value, i + 2
