"""Finding words in all documents, and in the quotes and notes of annotations.

The full-text index answers word by word (case and diacritics do not matter). What it cannot see,
such as a part of a run of Chinese, a symbol, or the middle of a word, is found by scanning.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from domain.ids import AnnotationId, AnnotatorId, DocumentId
from domain.text import canonicalise
from storage.contents import Contents
from storage.errors import CancelledError
from storage.folding import pattern_for

CONTEXT = 48
_LIMIT = 500
_MOST_TERMS = 64
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
# Scripts written without spaces (Thai to Khmer, Han, kana, Hangul with its particles): the index
# takes a whole run of them for one word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where something was found: `[start, end)` in code points of the document's text.

    `before`, `quote` and `after` are the text as it stands, line ends included.
    """

    document: DocumentId
    title: str
    start: int
    end: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class AnnotationHit:
    """An annotation whose quote or note was found; positions as in `Hit`."""

    annotation: AnnotationId
    document: DocumentId
    title: str
    annotator: AnnotatorId
    start: int
    end: int
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class _Term:
    """A word or phrase of the query; `is_prefix` if words may go on after it."""

    text: str
    is_prefix: bool = False


def search_documents(
    contents: Contents, query: str, *, limit: int = _LIMIT, progress: Progress | None = None
) -> list[Hit]:
    """Return up to `limit` places in live documents that hold all words of the query.

    Words in double quotes stand together, `word*` is how a word begins. Any input is allowed; an
    empty one finds nothing. `progress` is told documents looked at and their number, and may
    return False to stop: CancelledError. Hits stand in the order of documents and positions.
    """
    terms = _terms(query)
    if not terms:
        return []
    found = []
    if _is_for_index(terms):
        found = list(islice(_indexed(contents, terms, _steps(progress)), limit))
    return found or list(islice(_scanned(contents, terms, _steps(progress)), limit))


def search_annotations(
    contents: Contents,
    query: str,
    *,
    annotators: Sequence[AnnotatorId] | None = None,
    limit: int = _LIMIT,
) -> list[AnnotationHit]:
    """Return up to `limit` live annotations whose quote or note holds all words of the query.

    `annotators` keeps to these layers; None means all. The query is as in `search_documents`.
    """
    terms = _terms(query)
    if not terms:
        return []
    found: list[AnnotationHit] = []
    if _is_for_index(terms):
        rows = _matching(contents.connection, _ANNOTATIONS_INDEXED, _expression(terms))
        found = list(islice(_of_layers(rows, annotators), limit))
    if not found:
        patterns = [re.compile(pattern_for(term.text)) for term in terms]
        rows = (
            row
            for row in contents.connection.execute(_ANNOTATIONS)
            if all(p.search(row["quote"]) or p.search(row["note"]) for p in patterns)
        )
        found = list(islice(_of_layers(rows, annotators), limit))
    return found


_DOCUMENTS_INDEXED = (
    "FROM document_search JOIN document d ON d.number = document_search.rowid "
    "WHERE document_search MATCH ? AND d.deleted = 0"
)
_ANNOTATIONS = (
    'SELECT a.id, a.document, d.title, a.annotator, a."start", a."end", s.quote, s.note '
    "FROM annotation_search s JOIN annotation a ON a.number = s.rowid "
    "JOIN document d ON d.id = a.document WHERE a.deleted = 0 AND d.deleted = 0"
)
_ANNOTATIONS_INDEXED = f"{_ANNOTATIONS} AND annotation_search MATCH ?"


def _terms(query: str) -> list[_Term]:
    """Take a query apart; there is no wrong one."""
    found = []
    for match in _TERM.finditer(canonicalise(query).text):
        phrase, word = match.groups()
        if phrase is not None:
            found.append(_Term(phrase.strip()))
        elif word.rstrip("*"):
            found.append(_Term(word.rstrip("*"), is_prefix=word.endswith("*")))
        else:
            found.append(_Term(word))
    return [term for term in dict.fromkeys(found) if term.text]


def _is_for_index(terms: list[_Term]) -> bool:
    return len(terms) <= _MOST_TERMS and all(
        any(c.isalnum() for c in term.text) and not _UNSPACED.search(term.text) for term in terms
    )


def _expression(terms: list[_Term]) -> str:
    """Return the query in the index's language; quoted, nothing in it is an operator."""
    return " AND ".join(f'"{term.text}"{" *" if term.is_prefix else ""}' for term in terms)


def _matching(connection: sqlite3.Connection, sql: str, *parameters: str) -> Iterator[sqlite3.Row]:
    """Run a full-text query; what the index cannot parse matches nothing there."""
    try:
        # Not `yield from`: a search that was stopped would close its cursor when it is thrown away,
        # and by then the connection may be closed already.
        for row in connection.execute(sql, parameters):  # noqa: UP028
            yield row
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
            raise


def _indexed(
    contents: Contents, terms: list[_Term], step: Callable[[int, int], None]
) -> Iterator[Hit]:
    expression = _expression(terms)
    total = sum(
        row[0]
        for row in _matching(
            contents.connection, f"SELECT count(*) {_DOCUMENTS_INDEXED}", expression
        )
    )
    # The index itself marks the matches; marks of random digits are in no text.
    mark = os.urandom(8).hex()
    opening, closing = f"\x01{mark}", f"\x02{mark}"
    sql = (
        "SELECT d.id, d.title, highlight(document_search, 0, ?, ?) AS marked "
        f"{_DOCUMENTS_INDEXED} ORDER BY document_search.rowid"
    )
    rows = _matching(contents.connection, sql, opening, closing, expression)
    for done, row in enumerate(rows):
        step(done, total)
        text, places = _unmarked(row["marked"], opening, closing)
        yield from _hits(row, text, places)


def _unmarked(marked: str, opening: str, closing: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without its marks, and the places that were marked."""
    head, *rest = marked.split(opening)
    parts = [head]
    places = []
    at = len(head)
    for piece in rest:
        quote, _, tail = piece.partition(closing)
        places.append((at, at + len(quote)))
        parts += (quote, tail)
        at += len(quote) + len(tail)
    return "".join(parts), places


def _scanned(
    contents: Contents, terms: list[_Term], step: Callable[[int, int], None]
) -> Iterator[Hit]:
    patterns = [re.compile(pattern_for(term.text)) for term in terms]
    rows = contents.connection.execute(
        "SELECT d.id, d.title, t.text FROM document d JOIN document_text t ON t.number = d.number "
        "WHERE d.deleted = 0 ORDER BY d.number"
    )
    total = contents.documents.count()
    for done, row in enumerate(rows):
        step(done, total)
        text = row["text"]
        if all(pattern.search(text) for pattern in patterns):
            places = {m.span() for pattern in patterns for m in pattern.finditer(text)}
            yield from _hits(row, text, sorted(places))


def _hits(row: sqlite3.Row, text: str, places: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    for start, end in places:
        yield Hit(
            document=DocumentId(row["id"]),
            title=row["title"],
            start=start,
            end=end,
            before=text[max(0, start - CONTEXT) : start],
            quote=text[start:end],
            after=text[end : end + CONTEXT],
        )


def _of_layers(
    rows: Iterable[sqlite3.Row], annotators: Sequence[AnnotatorId] | None
) -> Iterator[AnnotationHit]:
    for row in rows:
        if annotators is None or row["annotator"] in annotators:
            yield AnnotationHit(
                annotation=AnnotationId(row["id"]),
                document=DocumentId(row["document"]),
                title=row["title"],
                annotator=AnnotatorId(row["annotator"]),
                start=row["start"],
                end=row["end"],
                quote=row["quote"],
                note=row["note"],
            )


def _steps(progress: Progress | None) -> Callable[[int, int], None]:
    """Return what each document calls: it tells `progress`, and stops the search if told to."""

    def step(done: int, total: int) -> None:
        if progress is not None and not progress(done, total):
            raise CancelledError("The search was stopped. Nothing was changed.")

    return step
