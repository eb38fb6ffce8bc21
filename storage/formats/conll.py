"""CoNLL columns: a token a line with its tag last, a blank line between sentences.

Read are the two to four columns of CoNLL-2002 and 2003 and what their heirs made of them
(`conll_columns.py`), with tags in IOB1, IOB2 or BILUO; written are the four of CoNLL-2003 (token,
part of speech, phrase, tag), the middle ones empty. Sources:
Tjong Kim Sang (2002) and Tjong Kim Sang and De Meulder (2003), shared tasks of CoNLL. The text is
not in the file: it is made from the tokens, with a space between two and a line a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.formats.codec import Carries, Codec, ReadOptions, Writer, Writing
from storage.formats.conll_columns import (
    Layout,
    cells_of,
    chunks_of,
    is_comment,
    layout_of,
    tags_in,
)
from storage.formats.corpus import ForeignDocument, ForeignSpan, Fragments, Problem
from storage.formats.iob import NOTHING, OUTSIDE, Scheme, encode, scheme_of, split
from storage.formats.text_lines import text_lines

_START = "-DOCSTART-"
_LOOK = 60
_SOME_TAG = re.compile(
    rb"(?:^|[ \t])(?:O|[BILUESM][-_]\S+)(?:[ \t\r]|$)", re.MULTILINE | re.IGNORECASE
)
_OWN = (".conll", ".iob", ".iob1", ".iob2", ".bio", ".bioes", ".bilou", ".biluo")
_OTHERS = (".tsv", ".txt", ".train", ".dev", ".valid", ".test", ".testa", ".testb", ".esp", ".ned")


class _WrongError(Exception):
    """What is wrong with a line."""


@dataclass(slots=True)
class _Draft:
    """A document as its lines come: sentences of tokens, and of the cells of their tags."""

    where: str
    tokens: list[list[str]] = field(default_factory=lambda: [[]])
    tags: list[list[tuple[str, ...]]] = field(default_factory=lambda: [[]])
    kept_words: dict[str, str] = field(default_factory=dict)
    kept_tags: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def add(self, token: str, tags: tuple[str, ...]) -> None:
        # Words and tags come again and again: millions of them are kept once each.
        self.tokens[-1].append(self.kept_words.setdefault(token, token))
        self.tags[-1].append(self.kept_tags.setdefault(tags, tags))

    def end_sentence(self) -> None:
        if self.tokens[-1]:
            self.tokens.append([])
            self.tags.append([])

    @property
    def is_empty(self) -> bool:
        return not self.tokens[0]


# Reading


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the documents of a file, or the whole file as one where nothing divides it."""
    draft = _Draft(path.name)
    wrong: Problem | None = None
    number = 0
    layout = layout_of(_rows(line for _, line in text_lines(path, options.encoding)))
    for where, line in text_lines(path, options.encoding):
        if isinstance(line, Problem):
            yield line
            return
        if _divides(line):
            yield from _finished(draft, layout, number, path.stem, wrong)
            number += not draft.is_empty
            draft, wrong = _Draft(where), None
            continue
        try:
            _take(draft, layout, line)
        except _WrongError as error:
            # The first wrong line speaks for its document.
            wrong = wrong or Problem(where, str(error))
    yield from _finished(draft, layout, number, path.stem, wrong)


def _rows(lines: Iterable[str | Problem]) -> Iterator[str]:
    """Yield the lines that are tokens as far as one can tell."""
    for line in lines:
        if isinstance(line, str) and line.strip() and not _divides(line) and not is_comment(line):
            yield line


def _divides(line: str) -> bool:
    return line.split(maxsplit=1)[:1] == [_START] or line.startswith("# newdoc")


def _take(draft: _Draft, layout: Layout, line: str) -> None:
    if not line.strip():
        draft.end_sentence()
        return
    if line.startswith("#begin document"):
        raise _WrongError("this is CoNLL-2012 (OntoNotes), with entities in brackets; convert it")
    try:
        token, tags = layout.parts_of(cells_of(line))
    except ValueError as error:
        if is_comment(line):
            return
        raise _WrongError(str(error)) from None
    if token:
        draft.add(token, tags)
    elif any(split(tag)[1] for tag in tags):
        raise _WrongError("a tag has no token beside it")


def _finished(
    draft: _Draft, layout: Layout, number: int, stem: str, wrong: Problem | None
) -> Iterator[ForeignDocument | Problem]:
    if wrong is not None:
        yield wrong
        return
    if draft.is_empty:
        return
    text, places = laid_out(draft.tokens)
    spans = []
    for tags, tokens in zip(draft.tags, places, strict=True):
        for first, last, label in chunks_of(zip(*tags, strict=True)):
            spans.append(ForeignSpan(((tokens[first][0], tokens[last][1]),), label))
    scheme = scheme_of([tags_in(cells[0])[0] for cells in tags] for tags in draft.tags)
    yield ForeignDocument(
        where=draft.where,
        text=text,
        title=stem if number == 0 else f"{stem} {number + 1}",
        spans=tuple(spans),
        tokens=tuple(place for tokens in places for place in tokens),
        remarks=(
            f"The tags are in {scheme}; the text is made from the tokens.",
            *layout.remarks,
        ),
    )


def laid_out(sentences: list[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Return the text of sentences, a line each, and where every token stands (code points)."""
    lines, places, at = [], [], 0
    for tokens in sentences:
        found = []
        for token in tokens:
            found.append((at, at + len(token)))
            at += len(token) + 1
        if tokens:
            lines.append(" ".join(tokens))
        places.append(found)
    return "\n".join(lines), places


# Writing


def writer(scheme: Scheme) -> Writer:
    """Return what writes tags in a scheme."""

    def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
        del writing
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for document in documents:
                file.write(f"{_START} -X- O {OUTSIDE}\n\n")
                for sentence in _sentences(document, scheme):
                    file.writelines(f"{token} -X- O {tag}\n" for token, tag in sentence)
                    file.write("\n")

    return write


def _sentences(document: ForeignDocument, scheme: Scheme) -> Iterator[list[tuple[str, str]]]:
    """Yield the tokens of each paragraph with their tags; a span is never cut by its end."""
    text, tokens = document.text or "", document.tokens or ()
    tags = encode(tokens, document.spans, scheme)
    sentence: list[tuple[str, str]] = []
    for number, (start, end) in enumerate(tokens):
        if sentence and _breaks(text, tokens, number, document.spans):
            yield sentence
            sentence = []
        sentence.append((text[start:end], tags[number]))
    if sentence:
        yield sentence


def _breaks(text: str, tokens: Fragments, number: int, spans: Iterable[ForeignSpan]) -> bool:
    before, start = tokens[number - 1][1], tokens[number][0]
    if "\n" not in text[before:start]:
        return False
    return not any(span.start < before and start < span.end for span in spans)


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether the first lines are a token and a tag each, if the suffix does not say so."""
    if path.suffix.lower() in _OWN:
        return True
    if _SOME_TAG.search(head) is None:
        return False  # Nearly all texts: thousands may be asked about at once.
    lines = list(_rows(head.decode("utf-8-sig", "replace").splitlines()[:_LOOK]))
    layout = layout_of(lines)
    return bool(lines) and not layout.is_bare and _right(layout, lines) >= 0.8 * len(lines)


def _right(layout: Layout, lines: list[str]) -> int:
    right = 0
    for row in map(cells_of, lines):
        try:
            # What marks no word (“-”) is a tag as well, but tells nothing of the format.
            right += all(tag not in NOTHING for tag in layout.parts_of(row)[1])
        except ValueError:
            continue
    return right


def codec(scheme: Scheme, **more: Any) -> Codec:
    """Return the format with tags written in a scheme."""
    return Codec(
        carries=Carries(
            overlaps=False,
            same_place=False,
            free_labels=False,
            text=False,
            tokens=True,
            blank_tokens=False,
        ),
        suffixes=(*_OWN, *_OTHERS),
        read=read,
        write=writer(scheme),
        **more,
    )


CODEC = codec("IOB2", looks_like=looks_like)
