"""Agreement of a project's layers: read as a stream, document by document."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.agreement import Agreement, Gatherer, Layer, Link, Mark, Page, Unit
from domain.agreement.coefficients import LEVELS, Level
from domain.annotation import Annotator
from domain.codebook import Codebook
from domain.ids import AnnotationId, AnnotatorId, DocumentId, annotator_key
from domain.span import JOINER
from storage.contents import Contents
from storage.errors import RefusedError
from storage.formats.exporting import Progress, layers_named, one_moment, silent
from storage.formats.wording import Wording, entity_attributes, naming_attribute
from storage.repositories.blind import blind_documents

_EVERY = 16  # Documents between two reports of progress
_MARKS = (
    'SELECT a.document, a.number, a.id, a.tag, a.attributes, f."start", f."end", f.quote '
    "FROM annotation a JOIN fragment f ON f.annotation = a.number "
    "WHERE a.annotator = ? AND a.deleted = 0 ORDER BY a.document, a.number, f.ordinal"
)
_LINKS = (
    "SELECT s.document, r.source, r.type, r.target FROM relation r "
    "JOIN annotation s ON s.id = r.source JOIN annotation t ON t.id = r.target "
    "WHERE s.annotator = ? AND r.deleted = 0 AND s.deleted = 0 AND t.deleted = 0 "
    "ORDER BY s.document, r.number"
)
_DONE = "SELECT document FROM progress WHERE annotator = ? AND state = 'done' AND deleted = 0"


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """Whose layers are compared, on which unit, and in which documents (None: in all).

    `viewer` is who looks: documents that are blind to them are left out until they are done.
    """

    annotators: tuple[AnnotatorId, ...]
    unit: Unit = "char"
    documents: tuple[DocumentId, ...] | None = None
    viewer: AnnotatorId | None = None


def coders(contents: Contents) -> list[Annotator]:
    """Return the annotators who have coded anything: are done with a document or tagged in one."""
    rows = contents.connection.execute(
        "SELECT annotator FROM annotation WHERE deleted = 0 "
        "AND document NOT IN (SELECT id FROM document WHERE deleted = 1) UNION "
        "SELECT annotator FROM progress WHERE state = 'done' AND deleted = 0 "
        "AND document NOT IN (SELECT id FROM document WHERE deleted = 1)"
    )
    active = {row[0] for row in rows}
    return [a for a in contents.annotators.all() if a.id in active]


def chosen_coders(contents: Contents, names: Sequence[str]) -> tuple[AnnotatorId, ...]:
    """Return the annotators of these names (no names: all who coded but the adjudicated layer).

    A name with commas that nobody has is taken for several. Raises RefusedError unless two or more
    different ones are left.
    """
    known = {annotator_key(a.name) for a in contents.annotators.all()}
    split = [
        part.strip()
        for name in names
        for part in ([name] if annotator_key(name) in known else name.split(","))
        if part.strip()
    ]
    named = layers_named(contents, split) if split else None
    found = named or tuple(a.id for a in coders(contents) if a.kind != "adjudicated")
    unique = tuple(dict.fromkeys(found))
    if len(unique) < 2:
        raise RefusedError(
            "Agreement needs two annotators who are done with a document or tagged in it; "
            f"there {'is one' if unique else 'is none'}. Nothing was changed."
        )
    return unique


def named_documents(contents: Contents, references: Sequence[str]) -> tuple[DocumentId, ...] | None:
    """Return the documents of these ids, titles or file names; None for no names.

    Raises RefusedError if a name fits none or several.
    """
    found: list[DocumentId] = []
    for reference in references:
        some = contents.documents.find(reference)
        if len(some) != 1:
            what = f"{len(some)} documents are" if some else "no document is"
            raise RefusedError(
                f"In this project {what} called “{reference}”. Nothing was changed; name it by id."
            )
        found += some
    return tuple(found) if references else None


def hidden_documents(contents: Contents, choice: AgreementChoice) -> set[DocumentId]:
    """Return the documents left out because the viewer codes them blind and is not done."""
    if choice.viewer is None:
        return set()
    hidden = blind_documents(contents.connection, choice.viewer)
    return hidden if choice.documents is None else hidden & set(choice.documents)


def read_agreement(
    contents: Contents, choice: AgreementChoice, progress: Progress = silent
) -> Agreement:
    """Compare the chosen layers in all chosen documents, at one moment.

    A document counts for an annotator who has marked it done or tagged in it. `progress(done,
    total)` counts documents; what it raises ends the reading.
    """
    with one_moment(contents):
        reading = _Reading(contents, choice)
        gatherer = Gatherer(choice.annotators, reading.tags, choice.unit)
        total = len(reading.documents)
        for done, page in enumerate(reading.pages()):
            if done % _EVERY == 0:
                progress(done, total)
            gatherer.add(page)
        progress(total, total)
        return gatherer.result(reading.order)


def scales(contents: Contents) -> dict[tuple[str, str], Level]:
    """Return the scales that the codebook names (“scale” of an attribute), by tag id and key."""
    codebook = contents.codebooks.current()
    written = (contents.codebooks.content() or {}).get("tags", {})
    return {
        (tag.id, entry["name"]): entry["scale"]
        for tag in codebook.tags
        for entry in written.get(tag.key, {}).get("attributes", ())
        if entry.get("scale") in LEVELS
    }


def versions_used(contents: Contents, annotators: Sequence[AnnotatorId]) -> dict[int, int]:
    """Return how many annotations of these layers were made with each version of the codebook.

    Versions go by number; 0 is one that the project does not know.
    """
    rows = contents.connection.execute(
        "SELECT coalesce(v.number, 0), count(*) FROM annotation a "
        "LEFT JOIN codebook_version v ON v.hash = a.codebook_version "
        f"WHERE a.annotator IN ({', '.join('?' * len(annotators))}) AND a.deleted = 0 "
        "GROUP BY 1 ORDER BY 1",
        annotators,
    )
    return {int(number): int(count) for number, count in map(tuple, rows)}


class _Reading:
    """The rows of the chosen layers, put together document by document."""

    def __init__(self, contents: Contents, choice: AgreementChoice) -> None:
        self._contents = contents
        self._connection = contents.connection
        self._choice = choice
        self._codebook = contents.codebooks.current()
        self._values = _Values(contents, self._codebook)
        self.tags = _tags(self._codebook)
        self.documents = self._lengths()
        self.order = {document: n for n, document in enumerate(self.documents)}

    def pages(self) -> Iterator[Page]:
        """Yield every document that any of the annotators coded."""
        layers = [(annotator, self._layers(annotator)) for annotator in self._choice.annotators]
        for document in sorted(self.documents):
            title, length = self.documents[document]
            found = {
                annotator: layer
                for annotator, stream in layers
                if (layer := stream.take(document)) is not None
            }
            if found:
                yield Page(document, title, length, found, self._text(document))

    def _lengths(self) -> dict[DocumentId, tuple[str, int]]:
        wanted = None if self._choice.documents is None else set(self._choice.documents)
        hidden = hidden_documents(self._contents, self._choice)
        rows = self._connection.execute(
            "SELECT id, title, length FROM document WHERE deleted = 0 ORDER BY number"
        )
        return {
            DocumentId(row["id"]): (row["title"], row["length"])
            for row in rows
            if row["id"] not in hidden and (wanted is None or row["id"] in wanted)
        }

    def _text(self, document: DocumentId) -> str:
        if self._choice.unit == "char":
            return ""
        return self._contents.documents.text(document) or ""

    def _layers(self, annotator: AnnotatorId) -> _Stream:
        done = {row[0] for row in self._connection.execute(_DONE, (annotator,))}
        links: dict[str, list[Link]] = defaultdict(list)
        for document, source, kind, target in map(
            tuple, self._connection.execute(_LINKS, (annotator,))
        ):
            links[document].append(Link(source, kind, target))
        rows = self._connection.execute(_MARKS, (annotator,))
        return _Stream(self._marks(rows), done, links)

    def _marks(self, rows: Iterable[sqlite3.Row]) -> Iterator[tuple[str, list[Mark]]]:
        for document, some in groupby(map(tuple, rows), key=_first):
            yield document, list(self._of_document(some))

    def _of_document(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Mark]:
        """Yield the annotations of one document; the rows of an annotation stand together."""
        tags = self._codebook
        known: dict[str, str] = {}
        number, pending = None, None
        for _, at, name, tag, attributes, start, end, quote in rows:
            if at == number and pending is not None:
                pending = pending._replace(
                    fragments=(*pending.fragments, (start, end)),
                    quote=f"{pending.quote}{JOINER}{quote}",
                )
                continue
            if pending is not None:
                yield pending
            if tag not in known:
                known[tag] = tags.tag(tag).id
            number = at
            values = self._values.of(known[tag], attributes)
            pending = Mark(AnnotationId(name), known[tag], ((start, end),), values, quote)
        if pending is not None:
            yield pending


class _Stream:
    """One annotator's layer, asked for document by document in the order of their ids."""

    def __init__(
        self,
        marks: Iterator[tuple[str, list[Mark]]],
        done: set[str],
        links: Mapping[str, list[Link]],
    ) -> None:
        self._marks = marks
        self._done = done
        self._links = links
        self._next = next(marks, None)

    def take(self, document: DocumentId) -> Layer | None:
        """Return what the annotator made of a document, None if it does not count for them."""
        while self._next is not None and self._next[0] < document:
            self._next = next(self._marks, None)
        marks: list[Mark] = []
        if self._next is not None and self._next[0] == document:
            marks = self._next[1]
        if not marks and document not in self._done:
            return None
        return Layer(marks, self._links.get(document, ()))


class _Values:
    """Effective attribute values by key: the entity's and the usual ones where none was given."""

    def __init__(self, contents: Contents, codebook: Codebook) -> None:
        self._wording = Wording(contents)
        self._codebook = codebook
        self._kept: dict[tuple[str, str], Mapping[str, Any]] = {}

    def of(self, tag: str, stored: str) -> Mapping[str, Any]:
        """Return the values of an annotation as they are stored; entities by their id."""
        key = (tag, stored)
        if key not in self._kept:
            self._kept[key] = self._read(tag, json.loads(stored))
        return self._kept[key]

    def _read(self, tag: str, stored: dict[str, Any]) -> Mapping[str, Any]:
        about = self._codebook.tag(tag)
        values = dict(stored)
        naming = naming_attribute(about)
        entity = self._wording.entity(stored.get(naming.key, "")) if naming else None
        if entity is not None:
            for attribute in entity_attributes(about):
                values.setdefault(attribute.key, entity.attributes.get(attribute.key))
        for attribute in about.attributes:
            if attribute.type == "ref" and isinstance(values.get(attribute.key), str):
                found = self._wording.entity(values[attribute.key])
                values[attribute.key] = values[attribute.key] if found is None else str(found.id)
        return about.effective(values)


def _tags(codebook: Codebook) -> list[str]:
    """Return the tags that annotations may end up with, retired ones included, in their order."""
    return [tag.id for tag in codebook.tags if codebook.tag(tag.id).id == tag.id]


def _first(row: tuple[Any, ...]) -> str:
    return str(row[0])
