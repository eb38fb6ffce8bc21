"""Cutting texts into tokens, for formats that hold tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    return _Spacy(library("spacy", "spaCy's tokens"))


def _words(text: str, language: str) -> Fragments:
    del language
    return tuple(match.span() for match in _WORD.finditer(text))


def _characters(text: str, language: str) -> Fragments:
    del language
    return tuple((at, at + 1) for at in range(len(text)))


class _Spacy:
    """spaCy's blank pipelines, one a language."""

    def __init__(self, spacy: Any) -> None:
        self._spacy = spacy
        self._pipelines: dict[str, Language] = {}

    def __call__(self, text: str, language: str) -> Fragments:
        tokens = self._pipeline(language).make_doc(text)
        return tuple((token.idx, token.idx + len(token)) for token in tokens)

    def _pipeline(self, language: str) -> Language:
        code = re.split(r"[-_]", language.strip().lower())[0] or _USUAL
        if code not in self._pipelines:
            try:
                made = self._spacy.blank(code)
            except ImportError:
                # spaCy has no such language, or its tokeniser needs a library of its own.
                made = self._spacy.blank("xx")
            made.max_length = 1 << 40
            self._pipelines[code] = made
        return self._pipelines[code]
