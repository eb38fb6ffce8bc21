"""Quantities without a plain number: fractions, "1 in 5", "Most", "several", "third-largest"."""

from __future__ import annotations

from decimal import Decimal

from domain.quantity import modifiers
from domain.quantity.amounts import following_noun, ordinal_at
from domain.quantity.cardinals import DENOMINATORS, ORDINALS, PLURALS, SMALL, number_at
from domain.quantity.match import Match, Sort
from domain.quantity.quantity import PERCENT, Modifier, Quantity, percent, plain
from domain.quantity.tokens import Form, Tokens
from domain.quantity.units import unit_at

_PARTS: dict[
    tuple[str, ...], tuple[int, int]
] = {  # words that name a share, with its bounds in percent
    ("most",): (50, 100),
    ("a", "majority"): (50, 100),
    ("the", "majority"): (50, 100),
    ("majority",): (50, 100),
    ("a", "vast", "majority"): (50, 100),
    ("the", "vast", "majority"): (50, 100),
    ("a", "large", "majority"): (50, 100),
    ("the", "bulk"): (50, 100),
    ("a", "minority"): (0, 50),
    ("a", "small", "minority"): (0, 50),
}
_QUANTIFIERS = {
    *(("several",), ("numerous",), ("countless",), ("a", "few"), ("a", "handful"), ("a", "number")),
    *(("handful",), ("many",), ("few",), ("quite", "a", "few")),
}
_STARTS = frozenset(words[0] for words in (*_PARTS, *_QUANTIFIERS))
_NUMBERLIKE = frozenset({"half", *ORDINALS})
_WEAK = {("many",), ("few",), ("handful",), ("majority",), ("a", "number")}
_MULTIPLIED = ("several", "few", "many")
_EXACT_SIZES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PLACES = ("place", "rank", "position")
_RANKED = ("ranked", "ranks", "rank", "ranking", "placed", "finished")
_SUPERLATIVES = {"most", "least", "best", "worst"}
_NOT_SUPERLATIVES = {"west", "test", "request", "interest", "protest", "guest", "forest", "rest"}


def match_at(tokens: Tokens, i: int, first: int = 0, last: int | None = None) -> Match | None:
    """Return the quantity that begins at token `i` without being an amount, or None."""
    if tokens[i].form is Form.BROKEN:
        return None
    limit = len(tokens) if last is None else last
    if tokens[i].form is Form.WORD:
        match = (
            _part(tokens, i)
            or _plural_number(tokens, i, first)
            or _quantifier(tokens, i)
            or _every(tokens, i)
            or _fold(tokens, i)
        )
        if match is not None:
            return match
    return (
        _fraction(tokens, i, first, limit) or _one_in(tokens, i, first, limit) or _rank(tokens, i)
    )


def _part(tokens: Tokens, i: int) -> Match | None:
    for length in (3, 2, 1) if tokens.word(i) in _STARTS else ():
        words = tokens.words(i, length)
        if words in _PARTS:
            low, high = _PARTS[words]
            quantity = Quantity(low, high, PERCENT, "vague", "share")
            weak = tokens.word(i + length) != "of"
            return Match(i, i, i + length, quantity, Sort.SHARE, said=True, weak=weak)
    return None


def _quantifier(tokens: Tokens, i: int) -> Match | None:
    """Read "several", "a few hundred", "a handful": vague, with the least it can be if named."""
    for length in (3, 2, 1) if tokens.word(i) in _STARTS else ():
        words = tokens.words(i, length)
        if words not in _QUANTIFIERS:
            continue
        if tokens.word(i - 1) in ("as", "so", "how", "too"):
            return None
        end, least = i + length, None
        size = _EXACT_SIZES.get(tokens.word(end)) if words[-1] in _MULTIPLIED else None
        if size:
            end, least = end + 1, Decimal(size)
        return _vague(tokens, i, i, end, least, weak=words in _WEAK)
    return None


def _plural_number(tokens: Tokens, i: int, first: int) -> Match | None:
    """Read "dozens", "tens of thousands": at least one dozen, at least ten thousand."""
    least, end = PLURALS.get(tokens.word(i)), i + 1
    if least is None:
        return None
    while tokens.word(end) == "of" and tokens.word(end + 1) in PLURALS and end < i + 4:
        least, end = least * PLURALS[tokens.word(end + 1)], end + 2
    weak = tokens.word(end) != "of" and end == i + 1
    several = i > first and tokens.word(i - 1) in ("several", "many")
    return _vague(tokens, i - several, i, end, least, weak=weak)


def _vague(
    tokens: Tokens, start: int, core: int, end: int, least: Decimal | None, *, weak: bool
) -> Match:
    unit = unit_at(tokens, end) or unit_at(tokens, end + (tokens.word(end) == "of"))
    value = None if least is None else plain(least)
    if unit is not None and unit.kind != "rate":
        quantity = Quantity(value, None, unit.name, "vague", unit.kind)
        return Match(start, core, unit.end, quantity, Sort.VAGUE, said=True, weak=weak)
    noun = following_noun(tokens, end + (tokens.word(end) == "of"))
    quantity = Quantity(value, None, noun, "vague")
    return Match(start, core, end, quantity, Sort.VAGUE, said=True, weak=weak)


def _fraction(tokens: Tokens, i: int, first: int, limit: int) -> Match | None:
    """Read "two-thirds", "a quarter", "half", "3/4" as a share in percent."""
    read = _parts_of_whole(tokens, i)
    if read is None:
        return None
    part, whole, end = read
    if not 0 < part < whole or end > limit:
        return None
    modifier, start = modifiers.leading(tokens, i, first)
    quantity = _bounded(percent(part, whole), modifier or "exact")
    supported = modifier is not None or tokens.word(end) == "of" or tokens.word(i - 1) == "by"
    plain_words = part > 1 and tokens[i].form is Form.WORD
    half_the = whole == 2 and tokens.word(end) in ("the", "its", "their", "his", "her", "all")
    weak = not (supported or plain_words or half_the)
    return Match(start, i, end, quantity, Sort.SHARE, said=True, weak=weak)


def _parts_of_whole(tokens: Tokens, i: int) -> tuple[Decimal, Decimal, int] | None:
    number = number_at(tokens, i)
    if tokens.word(i) == "half" and number is None:
        return Decimal(1), Decimal(2), i + 1
    if number is None or number.magnitude != 1:
        return None
    if tokens.word(number.end) == "/" and tokens[number.end].glued:
        below = tokens[number.end + 1]
        is_plain = below.glued and below.value and tokens[number.end + 2].raw != "/"
        return (number.value, below.value, number.end + 2) if below.value and is_plain else None
    if tokens[i].form is Form.FRACTION and tokens.word(i + 1) == "of":
        # A half and a third have few decimals here: the sign is kept to four of them.
        return number.value, Decimal(1), i + 1
    end = number.end + (tokens.word(number.end) in ("-", "‐", "‑"))
    whole = DENOMINATORS.get(tokens.word(end)) if number.said else None
    return None if whole is None else (number.value, whole, end + 1)


def _bounded(value: Decimal, modifier: Modifier) -> Quantity:
    if modifier in ("less_than", "at_most"):
        return Quantity(None, plain(value), PERCENT, modifier, "share")
    return Quantity(plain(value), None, PERCENT, modifier, "share")


def _one_in(tokens: Tokens, i: int, first: int, limit: int) -> Match | None:
    """Read "1 in 5", "three out of ten", "one in every five" as a share in percent."""
    number = number_at(tokens, i)
    if number is None or number.article:
        return None
    if tokens.words(number.end, 2) == ("out", "of"):
        j = number.end + 2
    elif tokens.word(number.end) == "in" or tokens.words(number.end, 2) == ("of", "every"):
        j = number.end + 1
    else:
        return None
    j += tokens.word(j) == "every"
    whole = number_at(tokens, j)
    if whole is None or whole.article or whole.end > limit or unit_at(tokens, whole.end):
        return None
    if not 0 < number.value < whole.value or _joins(tokens, whole.end):
        return None
    modifier, start = modifiers.leading(tokens, i, first)
    quantity = _bounded(percent(number.value, whole.value), modifier or "exact")
    return Match(start, i, whole.end, quantity, Sort.RATIO)


def _joins(tokens: Tokens, i: int) -> bool:
    """Tell whether the token at `i` makes one word of what is before it."""
    if not tokens[i].glued:
        return False
    return tokens[i].form is not Form.SIGN or tokens.word(i) in ("-", "–", "/", "%")


def _every(tokens: Tokens, i: int) -> Match | None:
    """Read "every third" as a share in percent; of times it is no share ("every third day")."""
    if tokens.word(i) != "every" or (ordinal := ordinal_at(tokens, i + 1)) is None:
        return None
    value, end = ordinal
    if value < 2 or unit_at(tokens, end) is not None:
        return None
    quantity = Quantity(plain(percent(Decimal(1), value)), None, PERCENT, "exact", "share")
    weak = tokens[end].form is not Form.WORD
    return Match(i, i, end, quantity, Sort.SHARE, said=True, weak=weak)


def _fold(tokens: Tokens, i: int) -> Match | None:
    """Read "threefold" as so many times."""
    times = SMALL.get(tokens.word(i).removesuffix("fold"))
    if times is None or not tokens.word(i).endswith("fold"):
        return None
    quantity = Quantity(plain(times), None, "times", "exact", "other")
    return Match(i, i, i + 1, quantity, said=True)


def _rank(tokens: Tokens, i: int) -> Match | None:
    """Read "third-largest", "21st most populous", "ranked fifth" as a rank."""
    if (ordinal := ordinal_at(tokens, i)) is None:
        return None
    value, end = ordinal
    quantity = Quantity(plain(value), None, "", "exact", "rank")
    after = end + (tokens.word(end) in ("-", "‐", "‑") and tokens[end].glued)
    if _is_superlative(tokens.word(after)):
        return Match(i, i, after + 1, quantity, Sort.RANK, said=True)
    if after > end:
        return None
    weak = tokens.word(end) not in _PLACES and tokens.word(i - 1) not in _RANKED
    return Match(i, i, end, quantity, Sort.RANK, said=True, weak=weak)


def _is_superlative(word: str) -> bool:
    if word in _SUPERLATIVES:
        return True
    return word.endswith("est") and len(word) > 4 and word not in _NOT_SUPERLATIVES
