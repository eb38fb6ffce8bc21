"""Tokens that give back the very text: words, each with a space behind it or not."""

from __future__ import annotations

from collections.abc import Iterator

from storage.formats.corpus import Fragments

_SPACE = " "


def whole(text: str, tokens: Fragments) -> Fragments:
    """Return the tokens with what lies between them as tokens too, but for one space behind each.

    Joined with these spaces they are the text, as spaCy's documents want it.
    """
    return tuple(_whole(text, tokens))


def _whole(text: str, tokens: Fragments) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in (*tokens, (len(text), len(text))):
        # A single space behind a token is not one of its own.
        begin = reached + 1 if 0 < reached < start and text[reached] == _SPACE else reached
        if begin < start:
            yield begin, start
        if start < end:
            yield start, end
        reached = end


def words_and_spaces(text: str, tokens: Fragments) -> tuple[list[str], list[bool]]:
    """Return the words of whole tokens, and behind which of them a space stands."""
    words = [text[start:end] for start, end in tokens]
    followers = [start for start, _ in tokens[1:]]
    followers.append(len(text))
    spaces = [after > end for (_, end), after in zip(tokens, followers, strict=True)]
    return words, spaces


def joined(words: list[str], spaces: list[bool] | None = None) -> tuple[str, Fragments]:
    """Return the text that words make, and where each stands; one space between them if not told.

    Empty words take no place.
    """
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for number, word in enumerate(words):
        places.append((at, at + len(word)))
        is_spaced = spaces[number] if spaces is not None else number + 1 < len(words)
        part = word + _SPACE if is_spaced else word
        parts.append(part)
        at += len(part)
    return "".join(parts), tuple(places)
