"""The words before and after a number that say how it is meant."""

from __future__ import annotations

from domain.quantity.quantity import Modifier
from domain.quantity.tokens import Form, Tokens, word_set

_PHRASES: dict[Modifier, str] = {
    "approx": """
        about, around, approximately, approx, approx ., roughly, nearly, almost, some, circa, ca,
        ca ., c ., close to, in the region of, on the order of, in the order of, of the order of,
        an estimated, estimated, estimated at, perhaps, maybe, more or less, somewhere around,
        practically, virtually, ~, ∼, ≈, +/-, ±""",
    "more_than": """
        over, above, more than, greater than, larger than, higher than, bigger than, longer than,
        older than, upwards of, upward of, north of, in excess of, exceeding, beyond, >""",
    "less_than": """
        under, below, less than, fewer than, lower than, smaller than, shorter than, younger than,
        south of, not quite, <""",
    "at_least": """
        at least, no fewer than, no less than, not less than, not fewer than, a minimum of,
        minimum of, as few as, as little as, ≥, ⩾, > =""",
    "at_most": """
        at most, up to, no more than, not more than, a maximum of, maximum of, as many as,
        as much as, as high as, at the most, ≤, ⩽, < =""",
    "mean": "an average of, average of, on average, an average, a mean of, mean of, averaging",
    "median": "a median of, median of, a median, median",
    "exact": "exactly, precisely, a total of, a combined",
}
_LEADING: dict[tuple[str, ...], Modifier] = {
    tuple(phrase.split()): modifier
    for modifier, phrases in _PHRASES.items()
    for phrase in phrases.split(",")
}
_LONGEST = max(map(len, _LEADING))
_LAST = frozenset(phrase[-1] for phrase in _LEADING)
_BOOSTED: frozenset[Modifier] = frozenset({"more_than", "less_than"})
_BOOSTERS = {
    *(("well",), ("just",), ("far",), ("slightly",), ("significantly",), ("considerably",)),
    *(("somewhat",), ("much",), ("way",), ("a", "little"), ("a", "bit"), ("little",), ("only",)),
    *(("only", "slightly"), ("substantially",), ("comfortably",)),
}
_TRAILING_FIRST = word_set("or at - +")
_TRAILING: dict[tuple[str, ...], Modifier] = {
    ("or", "so"): "approx",
    ("or", "thereabouts"): "approx",
    ("or", "more"): "at_least",
    ("or", "less"): "at_most",
    ("or", "fewer"): "at_most",
    ("at", "least"): "at_least",
    ("at", "most"): "at_most",
    ("-", "odd"): "approx",
    ("-", "plus"): "at_least",
    ("+",): "at_least",
}


def leading(tokens: Tokens, end: int, first: int = 0) -> tuple[Modifier | None, int]:
    """Return the modifier that ends before token `end`, and its first token (not before `first`).

    Without one it is None, and `end`.
    """
    longest = min(_LONGEST, end - first) if tokens.word(end - 1) in _LAST else 0
    for length in range(longest, 0, -1):
        modifier = _LEADING.get(tokens.words(end - length, length))
        if modifier is not None and _spoken(tokens, end - length):
            return modifier, _boosted(tokens, end - length, first, modifier)
    return None, end


def _spoken(tokens: Tokens, start: int) -> bool:
    """Tell whether the phrase at `start` stands apart from what is before it ("half-over")."""
    before = tokens[start - 1]
    return not (tokens[start].glued and before.form is not Form.SIGN and before.raw)


def _boosted(tokens: Tokens, start: int, first: int, modifier: Modifier) -> int:
    if modifier not in _BOOSTED:
        return start
    for length in (2, 1):
        if start - length >= first and tokens.words(start - length, length) in _BOOSTERS:
            return start - length
    return start


def trailing(tokens: Tokens, start: int) -> tuple[Modifier | None, int]:
    """Return the modifier that begins at token `start`, and where it ends; None and `start`."""
    if tokens.word(start) not in _TRAILING_FIRST:
        return None, start
    for length in (2, 1):
        modifier = _TRAILING.get(tokens.words(start, length))
        if modifier is None:
            continue
        if tokens[start].form is Form.SIGN and not tokens[start].glued:
            continue
        return modifier, start + length
    return None, start
