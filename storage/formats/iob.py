"""Chunks as tags of tokens: IOB1, IOB2 and BILUO, written and read.

IOB1 (Ramshaw and Marcus, 1995; CoNLL-2003) has B- only where a chunk follows another of its label;
IOB2 (CoNLL-2002) begins each chunk with B-; BILUO (also BIOES, IOBES) marks last and single tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from storage.formats.corpus import ForeignSpan, Fragments

Scheme = Literal["IOB1", "IOB2", "BILUO"]
OUTSIDE = "O"
NOTHING = ("", "_", "-")
# BIOES calls the last token E and a single one S (or W).
_SAME = {"E": "L", "S": "U", "W": "U", "M": "I"}


def encode(tokens: Fragments, spans: Iterable[ForeignSpan], scheme: Scheme = "IOB2") -> list[str]:
    """Return the tag of each token, for spans that do not overlap and fit the tokens.

    A span that does not begin and end with a token is a mistake of the caller: KeyError. Tokens of
    white space inside a span belong to it.
    """
    starts = {start: number for number, (start, _) in enumerate(tokens)}
    ends = {end: number for number, (_, end) in enumerate(tokens)}
    tags = [OUTSIDE] * len(tokens)
    for span in sorted(spans, key=lambda span: span.start):
        first, last = starts[span.start], ends[span.end]
        for number in range(first, last + 1):
            tags[number] = f"{_letter(number, first, last, scheme)}-{span.label}"
        if scheme == "IOB1" and _label(tags[first - 1] if first else OUTSIDE) == span.label:
            tags[first] = f"B-{span.label}"
    return tags


def _letter(number: int, first: int, last: int, scheme: Scheme) -> str:
    if scheme == "IOB1":
        return "I"
    if scheme == "BILUO" and first == last:
        return "U"
    if number == first:
        return "B"
    return "L" if scheme == "BILUO" and number == last else "I"


def _label(tag: str) -> str:
    return split(tag)[1]


def split(tag: str) -> tuple[str, str]:
    """Return the letter of a tag (B, I, L, U or O) and its label; b-org and B_ORG are B-ORG.

    Raises ValueError for what is no such tag.
    """
    if tag in NOTHING or tag.upper() == OUTSIDE:
        return OUTSIDE, ""
    letter, dash, label = tag[:1].upper(), tag[1:2], tag[2:]
    letter = _SAME.get(letter, letter)
    if letter not in ("B", "I", "L", "U") or dash not in ("-", "_") or not label:
        raise ValueError(f"“{tag}” is no tag such as O, B-ORG or I-ORG")
    return letter, label


def is_tag(tag: str) -> bool:
    """Tell whether `split` takes it."""
    try:
        split(tag)
    except ValueError:
        return False
    return True


def scheme_of(sequences: Iterable[Sequence[str]]) -> Scheme:
    """Return the scheme that sequences of tags are in.

    L or U is BILUO; a chunk that begins with I is IOB1, for IOB2 begins each with B.
    """
    found: Scheme = "IOB2"
    for tags in sequences:
        before = (OUTSIDE, "")
        for tag in tags:
            letter, label = split(tag)
            if letter in ("L", "U"):
                return "BILUO"
            if letter == "I" and before[1] != label:
                found = "IOB1"
            before = (letter, label)
    return found


def chunks(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the chunks as first token, last token (inclusive) and label, whatever the scheme.

    A chunk begins with B or U, where the label changes, and after O, L or U; so a stray I begins
    one, as IOB1 has it and as the CoNLL evaluation reads it.
    """
    found: list[tuple[int, int, str]] = []
    is_open = False
    for number, tag in enumerate(tags):
        letter, label = split(tag)
        if letter == OUTSIDE:
            is_open = False
            continue
        if is_open and letter in ("I", "L") and found[-1][2] == label:
            found[-1] = (found[-1][0], number, label)
        else:
            found.append((number, number, label))
        is_open = letter not in ("L", "U")
    return found
