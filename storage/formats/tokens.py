"""Cutting texts into tokens, for formats that hold tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from storage.formats.corpus import Fragments
from storage.formats.extras import library

if TYPE_CHECKING:
    from spacy.language import Language

TokenKind = Literal["spacy", "whitespace", "characters"]
TOKEN_KINDS: tuple[TokenKind, ...] = ("spacy", "whitespace", "characters")
Tokeniser = Callable[[str, str], Fragments]
_WORD = re.compile(r"\S+")
_USUAL = "en"


def tokeniser(kind: TokenKind) -> Tokeniser:
    """Return what cuts a text (given its language) into tokens, as half-open code points.

    `spacy` is spaCy's blank pipeline of the language, white-space tokens included (English where no
    language is known, the multi-language one where spaCy lacks it); `whitespace` cuts at white
    space; `characters` takes each code point, so that every span fits. Raises FormatError if spaCy
    is wanted and not installed.
    """
    if kind == "whitespace":
        return _words
    if kind == "characters":
        return _characters
    spacy = library("spacy", "spaCy's tokens", ", or cut the tokens between white space")
    return lambda text, language: _spacy_tokens(spacy, text, language)


def _words(text: str, language: str) -> Fragments:
    del language
    return tuple(match.span() for match in _WORD.finditer(text))


def _characters(text: str, language: str) -> Fragments:
    del language
    return tuple((at, at + 1) for at in range(len(text)))


def _spacy_tokens(spacy: Any, text: str, language: str) -> Fragments:
    code = re.split(r"[-_]", language.strip().lower())[0] or _USUAL
    tokens = _pipeline(spacy, code).make_doc(text)
    return tuple((token.idx, token.idx + len(token)) for token in tokens)


@cache
def _pipeline(spacy: Any, code: str) -> Language:
    """Return the blank pipeline of a language, made once."""
    try:
        made: Language = spacy.blank(code)
    except ImportError:
        # spaCy has no such language, or its tokeniser needs a library of its own.
        made = spacy.blank("xx")
    made.max_length = 1 << 40
    return made
