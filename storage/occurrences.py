"""Finding the other occurrences of tagged words, and tagging them in one action.

All positions are code points of the documents' canonical texts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from domain.annotation import Annotation
from domain.change import Change
from domain.codebook import Codebook, TagId
from domain.ids import AnnotationId, AnnotatorId, DocumentId, EntityId, new_annotation_id
from domain.occurrences import Finder, Matching
from domain.span import CONTEXT as KEPT
from storage.action import Action
from storage.annotating import begin_work, codebook_version
from storage.contents import Contents
from storage.errors import CancelledError, RefusedError
from storage.labels import quoted
from storage.project import Project
from storage.records import Record, flattened
from storage.search import CONTEXT, Hit, Progress
from storage.tables import ANNOTATION

MOST = 10_000

Place = tuple[DocumentId, int, int]
_Layer = tuple[AnnotatorId, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where the words stand; `tagged` if one's own layer has this tag exactly there."""

    hit: Hit
    tagged: bool

    @property
    def place(self) -> Place:
        """Document, start and end."""
        return self.hit.document, self.hit.start, self.hit.end


@dataclass(frozen=True, slots=True)
class Tagged:
    """What tagging occurrences did; `skipped` carried the tag already, `change` is None if all."""

    change: Change | None
    made: tuple[AnnotationId, ...]
    skipped: int


def names_of(contents: Contents, model: Annotation) -> list[str]:
    """Return the tagged words, then the names and aliases of the entities that they refer to."""
    found = [" ".join(model.quote.split())]
    tag = contents.codebooks.current().tag(model.tag)
    for attribute in tag.attributes:
        value = model.attributes.get(attribute.key)
        if attribute.type != "ref" or not isinstance(value, str):
            continue
        entity = contents.entities.get(EntityId(value))
        if entity is not None and not entity.deleted:
            found += (entity.name, *entity.aliases)
    return [name for name in dict.fromkeys(found) if name.strip()]


def find_occurrences(
    contents: Contents,
    *,
    phrases: Iterable[str],
    matching: Matching,
    annotator: AnnotatorId,
    tag: TagId,
    document: DocumentId | None = None,
    limit: int = MOST,
    progress: Progress | None = None,
) -> list[Occurrence]:
    """Return up to `limit` places of the phrases in a document, or in all (None), in their order.

    `progress` is told documents looked at and their number, and may return False to stop:
    CancelledError.
    """
    finder = Finder(phrases, matching)
    tags = _same_tags(contents.codebooks.current(), tag)
    found = _found(contents, finder, (annotator, tags), document, progress)
    return list(islice(found, limit))


def tag_occurrences(
    project: Project, *, annotator: AnnotatorId, model: AnnotationId, places: Sequence[Place]
) -> Tagged:
    """Tag places like the model, tag and attributes the same, in one action.

    What carries the tag already is skipped. Refuses a model that was deleted, and a place that is
    in no document; then nothing is changed.
    """
    found = project.annotations.get(model)
    if found is None or found.deleted:
        raise RefusedError(
            "The annotation whose words were looked for was deleted meanwhile. Nothing was "
            "changed; undo brings it back."
        )
    tag = project.codebooks.current().tag(found.tag)
    layer = (annotator, _same_tags(project.codebooks.current(), tag.id))
    pages = [
        _page(project, document, [(start, end) for _, start, end in group], layer)
        for document, group in groupby(sorted(set(places)), key=itemgetter(0))
    ]
    number = sum(len(page.free) for page in pages)
    made: list[AnnotationId] = []
    label = f"Tag {_counted(number)} of {quoted(found.quote)} as {tag.name}"
    only = pages[0].document if len(pages) == 1 else None
    with project.action("tag", label, annotator, document=only) as outcome:
        shared = _shared(project, outcome.action, found, annotator, tag.id)
        for page in pages:
            made += _write(outcome.action, page, shared)
            if page.free:
                begin_work(project, outcome.action, page.document, annotator)
    return Tagged(outcome.change, tuple(made), len(places) - len(made))


@dataclass(frozen=True, slots=True)
class _Page:
    """A document, and the places in it that are to be tagged."""

    document: DocumentId
    text: str
    free: tuple[tuple[int, int], ...]


def _page(
    project: Project, document: DocumentId, places: Sequence[tuple[int, int]], layer: _Layer
) -> _Page:
    text = project.documents.text(document)
    if text is None:
        raise RefusedError(
            "A document with ticked occurrences was removed meanwhile. Nothing was changed; "
            "look for them again."
        )
    for start, end in places:
        if not 0 <= start < end <= len(text):
            raise RefusedError(
                f"A place from {start} to {end} lies outside a text of {len(text)} characters. "
                "Nothing was changed; look for them again."
            )
    taken = _taken(project, document, layer)
    return _Page(document, text, tuple(place for place in places if place not in taken))


def _shared(
    project: Project, action: Action, model: Annotation, annotator: AnnotatorId, tag: TagId
) -> Record:
    """Return what all the new annotations have in common."""
    values: Record = {
        "annotator": annotator,
        "tag": tag,
        "note": "",
        "confidence": "sure",
        "origin": "person",
        "codebook_version": codebook_version(project),
        "created": action.at,
        "modified": action.at,
    }
    return values | flattened({"attributes": dict(model.attributes)}, ("attributes",))


def _write(action: Action, page: _Page, shared: Record) -> Iterator[AnnotationId]:
    text = page.text
    for start, end in page.free:
        annotation = new_annotation_id()
        values = shared | {
            "document": page.document,
            "fragments": [[start, end, text[start:end]]],
            "before": text[max(0, start - KEPT) : start],
            "after": text[end : end + KEPT],
        }
        action.insert(ANNOTATION, annotation, values)
        yield annotation


_TEXTS = (
    "SELECT d.id, d.title, t.text FROM document d JOIN document_text t ON t.number = d.number "
    "WHERE d.deleted = 0"
)


def _found(
    contents: Contents,
    finder: Finder,
    layer: _Layer,
    document: DocumentId | None,
    progress: Progress | None,
) -> Iterator[Occurrence]:
    condition, given = ("", ()) if document is None else (" AND d.id = ?", (document,))
    rows = contents.connection.execute(f"{_TEXTS}{condition} ORDER BY d.number", given)
    total = contents.documents.count() if document is None else 1
    for done, row in enumerate(rows):
        if progress is not None and not progress(done, total):
            raise CancelledError("The search was stopped. Nothing was changed.")
        text = row["text"]
        places = finder.places(text)
        taken = _taken(contents, row["id"], layer) if places else set()
        for start, end in places:
            yield Occurrence(_hit(row, text, start, end), (start, end) in taken)


def _hit(row: sqlite3.Row, text: str, start: int, end: int) -> Hit:
    return Hit(
        document=DocumentId(row["id"]),
        title=row["title"],
        start=start,
        end=end,
        before=text[max(0, start - CONTEXT) : start],
        quote=text[start:end],
        after=text[end : end + CONTEXT],
    )


def _taken(contents: Contents, document: DocumentId, layer: _Layer) -> set[tuple[int, int]]:
    """Return where in a document the layer has one of the tags on a span of one piece."""
    annotator, tags = layer
    rows = contents.connection.execute(
        'SELECT a."start", a."end" FROM annotation a WHERE a.document = ? AND a.annotator = ? '
        f"AND a.deleted = 0 AND a.tag IN ({', '.join('?' * len(tags))}) "
        "AND (SELECT count(*) FROM fragment f WHERE f.annotation = a.number) = 1",
        (document, annotator, *tags),
    )
    return {(row["start"], row["end"]) for row in rows}


def _same_tags(codebook: Codebook, tag: TagId) -> tuple[str, ...]:
    """Return a tag and those that were merged into it."""
    meant = codebook.tag(tag).id
    return tuple(t.id for t in codebook.tags if codebook.tag(t.id).id == meant)


def _counted(number: int) -> str:
    return f"{number:,} occurrence{'' if number == 1 else 's'}"
