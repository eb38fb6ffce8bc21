"""Finding the quantities of a text, and reading the one that given words say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.quantity import amounts, exclusions, shares
from domain.quantity.match import Match
from domain.quantity.numbers import ENGLISH, NumberLocale
from domain.quantity.quantity import Quantity
from domain.quantity.tokens import Form, Tokens, tokenise, word_set

LONGEST_WORDS = 400
_CONTEXT = 80
_CHANGES = word_set(
    """rise rises rose risen rising increase increases increased increasing grow grows grew grown
    growing fall falls fell fallen falling drop drops dropped dropping decline declined declining
    decrease decreased climb climbed jump jumped surge surged reduce reduced cut shrink shrank
    went go gone down up moved raised raise lowered soared slumped slipped doubled"""
)


def read_quantity(
    words: str, *, before: str = "", after: str = "", locale: NumberLocale = ENGLISH
) -> Quantity | None:
    """Return what `words` say, or None if they say no quantity or more than one.

    The text `before` and `after` them only adds to their number: a modifier, magnitude, unit.
    """
    if len(words) > LONGEST_WORDS:
        return None
    head, tail = before[-_CONTEXT:], after[:_CONTEXT]
    text = head + words + tail
    tokens = exclusions.without_dates(words, tokenise(words, locale))
    if len(tokens) == 0:
        return None
    first, last = 0, len(tokens)
    if head or tail:
        tokens = exclusions.without_dates(text, tokenise(text, locale))
        first, last = _within(tokens, len(head), len(head) + len(words))
    found = list(_matches(tokens, first, last, reach=0))
    if len(found) > 1:
        found = [match for match in found if is_sure(tokens, match)]
    return found[0].quantity if len(found) == 1 else None


def find_quantities(text: str, locale: NumberLocale = ENGLISH) -> list[tuple[int, int, Quantity]]:
    """Return the quantities of `text` with their places `[start, end)`, in order, apart.

    Number, unit and adjoining modifier lie inside; what is counted lies outside. Dates, years,
    clock times, numbers in names and quantifiers that stand alone are left out.
    """
    tokens = exclusions.without_dates(text, tokenise(text, locale))
    return [
        (tokens[match.start].start, tokens[match.end - 1].end, match.quantity)
        for match in _matches(tokens, 0, len(tokens), allowed=is_range)
        if is_sure(tokens, match)
    ]


def is_sure(tokens: Tokens, match: Match) -> bool:
    """Tell whether a match is a quantity although nobody said so."""
    return not (
        exclusions.is_year(tokens, match)
        or exclusions.is_reference(tokens, match)
        or exclusions.is_idle(tokens, match)
    )


def is_range(tokens: Tokens, start: int) -> bool:
    """Tell whether "from" at token `start` opens a range, and not a change ("rose from 2 to 3")."""
    if tokens.word(start) != "from":
        return True
    return not _CHANGES & set(tokens.words(start - 4, 4))


def _within(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    inside = [i for i in range(len(tokens)) if start <= tokens[i].start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _matches(
    tokens: Tokens,
    first: int,
    last: int,
    reach: int | None = None,
    allowed: Callable[[Tokens, int], bool] | None = None,
) -> Iterator[Match]:
    """Yield the quantities whose numbers lie in `[first, last)`; modifiers may begin at `reach`."""
    i, edge = first, first if reach is None else reach
    while i < last:
        match = _match(tokens, i, edge, last)
        if match is not None and allowed is not None and not allowed(tokens, match.start):
            match = _match(tokens, i, edge, i + 1)
        if match is None:
            i += 1
            continue
        yield match
        i = edge = max(match.end, i + 1)


def _match(tokens: Tokens, i: int, first: int, last: int) -> Match | None:
    if tokens[i].form in (Form.BROKEN, Form.SIGN):
        return None
    return shares.match_at(tokens, i, first, last) or amounts.match_at(tokens, i, first, last)
