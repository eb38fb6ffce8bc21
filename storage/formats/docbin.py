"""spaCy's DocBin (`.spacy`): documents as spaCy trains with them.

All spans stand in the span group “sc” (which spaCy's span categoriser reads), those that do not
overlap are entities besides (for its entity recogniser). What describes a document stands in its
user data. Source: https://spacy.io/api/docbin and https://spacy.io/api/spangroup.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.document import State
from storage.formats.codec import Carries, Codec, ReadOptions, Writing
from storage.formats.corpus import ForeignDocument, ForeignSpan, Problem
from storage.formats.extras import library
from storage.formats.spacing import whole, words_and_spaces
from storage.formats.tally import refuse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_OURS = "glossator"
_GROUP = "sc"
_WHAT = "Files of spaCy (.spacy)"
LARGEST = 1024 * 1024 * 1024
_STEP = 1024 * 1024
_SHARED = "Ids that several spans share name what they mean, not them, and are left out."
# What spaCy says of bytes that are no documents depends on where they go wrong.
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError)


# Reading


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the documents of a DocBin; raise FormatError if it is none."""
    del options
    tokens = library("spacy.tokens", _WHAT)
    try:
        docs = tokens.DocBin().from_bytes(_bytes_of(path))
    except _BROKEN as error:
        refuse(path.name, f"this is no file of spaCy's documents ({error})")
    vocabulary = library("spacy.vocab", _WHAT).Vocab()
    found = docs.get_docs(vocabulary)
    for number in range(1, len(docs) + 1):
        where = f"{path.name}, document {number}"
        try:
            doc = next(found)
        except _BROKEN as error:
            reason = str(error).partition("\n")[0] or type(error).__name__
            yield Problem(where, f"spaCy cannot read it ({reason})")
            return
        yield _document(where, doc)


def _bytes_of(path: Path) -> bytes:
    """Return what a file holds; refuse what would fill the memory unpacked, or cannot be.

    spaCy unpacks all of it at once, and needs some three times as much memory as that takes.
    """
    unpacker = zlib.decompressobj()
    size = 0
    with path.open("rb") as file:
        try:
            while not unpacker.eof and (packed := file.read(_STEP)):
                while packed and not unpacker.eof:
                    size += len(unpacker.decompress(packed, _STEP))
                    packed = unpacker.unconsumed_tail
                    if size > LARGEST:
                        refuse(path.name, f"it unpacks to more than {LARGEST >> 20} MB; split it")
        except zlib.error as error:
            refuse(path.name, f"this is no file of spaCy's documents ({error})")
        if not unpacker.eof:
            refuse(path.name, "the file ends too early")
    return path.read_bytes()


def _document(where: str, doc: Doc) -> ForeignDocument:
    given = doc.user_data.get(_OURS)
    ours = given if isinstance(given, dict) else {}
    state = ours.get("state")
    return ForeignDocument(
        where=where,
        text=doc.text,
        name=str(ours.get("id", "")),
        title=str(ours.get("title", "")),
        details=dict(ours.get("details", {})),
        note=str(ours.get("note", "")),
        spans=tuple(_spans(doc)),
        states={"": State(state)} if state in list(State) else {},
        tokens=tuple((token.idx, token.idx + len(token)) for token in doc),
        remarks=tuple(_remarks(doc)),
    )


def _spans(doc: Doc) -> Iterator[ForeignSpan]:
    """Yield the spans of all groups, then the entities that are not among them."""
    shared = _shared_ids(doc)
    for span, name in _named_spans(doc):
        yield ForeignSpan(
            ((span.start_char, span.end_char),),
            _label(span),
            id="" if name in shared else name,
            quote=span.text,
            attributes={"kb_id": span.kb_id_} if span.kb_id_ else {},
        )


def _named_spans(doc: Doc) -> Iterator[tuple[Span, str]]:
    """Yield the spans with their ids; what a second group says again is no second annotation."""
    seen: set[tuple[int, int, str]] = set()
    for group in doc.spans.values():
        fresh: set[tuple[int, int, str]] = set()
        for span in group:
            key = (span.start_char, span.end_char, span.label_)
            if key not in seen:
                yield span, span.id_
            fresh.add(key)
        seen |= fresh
    for span in doc.ents:
        if (span.start_char, span.end_char, span.label_) not in seen:
            yield span, span.ent_id_


def _shared_ids(doc: Doc) -> set[str]:
    """Return the ids of several spans: spaCy's rulers give that of a pattern to all it matches."""
    counts = Counter(name for _, name in _named_spans(doc) if name)
    return {name for name, number in counts.items() if number > 1}


def _label(span: Any) -> str:
    return str(span.label_) or "span"


def _remarks(doc: Doc) -> Iterator[str]:
    if doc.has_unknown_spaces:
        yield "The spacing of the texts is not in the file; words stand one space apart."
    if doc.cats:
        yield "Categories of whole texts are left out."
    if _shared_ids(doc):
        yield _SHARED
    if doc.user_data.keys() - {_OURS}:
        yield "Data and attributes of one's own (user data) are left out."
    if doc.has_annotation("DEP") or doc.has_annotation("TAG"):
        yield "Syntax and parts of speech are left out."


# Writing


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write all documents into one DocBin; they are held in memory until it is whole."""
    del writing
    tokens = library("spacy.tokens", _WHAT)
    vocabulary = library("spacy.vocab", _WHAT).Vocab()
    docs = tokens.DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID"], store_user_data=True)
    for document in documents:
        docs.add(_doc(tokens, vocabulary, document))
    docs.to_disk(path)


def _doc(tokens: Any, vocabulary: Any, document: ForeignDocument) -> Doc:
    text = document.text or ""
    places = whole(text, document.tokens or ())
    words, spaces = words_and_spaces(text, places)
    doc: Doc = tokens.Doc(vocabulary, words=words, spaces=spaces)
    starts = {start: number for number, (start, _) in enumerate(places)}
    ends = {end: number for number, (_, end) in enumerate(places, 1)}

    def span_of(span: ForeignSpan) -> Any:
        first, behind = starts[span.start], ends[span.end]
        return tokens.Span(doc, first, behind, label=span.label, span_id=span.id)

    # A document without entities says that there are none, so that spaCy learns from it.
    doc.set_ents([span_of(span) for span in document.flat], default="outside")
    doc.spans[_GROUP] = [span_of(span) for span in document.spans]
    doc.user_data[_OURS] = _ours(document)
    return doc


def _ours(document: ForeignDocument) -> dict[str, Any]:
    state = next(iter(document.states.values()), None)
    ours: dict[str, Any] = {
        "id": document.name,
        "title": document.title,
        "details": dict(document.details),
        "note": document.note,
    }
    return ours if state is None else ours | {"state": state.value}


CODEC = Codec(
    carries=Carries(ids=True, details=True, states=True, tokens=True, flat_view=True),
    suffixes=(".spacy",),
    read=read,
    write=write,
    looks_like=lambda path, head: path.suffix.lower() == ".spacy" and head[:1] == b"\x78",
    needs=("spacy",),
)
