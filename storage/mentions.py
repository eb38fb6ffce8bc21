"""Where entities are mentioned: how often each, and the places in their context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from domain.annotation import Annotation
from domain.entity import Entity
from domain.ids import AnnotationId, AnnotatorId, DocumentId, EntityId
from storage.contents import Contents
from storage.search import CONTEXT, Hit

MOST = 500


@dataclass(frozen=True, slots=True)
class EntityUse:
    """An entity that is in use, and how many annotations of the layers asked for mention it."""

    entity: Entity
    times: int


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotation that mentions an entity, in whose layer, and the words where they stand."""

    annotation: AnnotationId
    annotator: AnnotatorId
    hit: Hit


def entity_uses(
    contents: Contents, annotators: Sequence[AnnotatorId]
) -> tuple[list[EntityUse], dict[EntityId, EntityId]]:
    """Return every entity in use with its mentions in these layers counted, by kind and name.

    The second part says of each entity that was merged into which one.
    """
    use = contents.entities.use(annotators)
    live: list[EntityUse] = []
    goals: dict[EntityId, EntityId] = {}
    for entity in contents.entities.each():
        if entity.merged_into is None:
            live.append(EntityUse(entity, use.get(entity.id, (0, 0))[0]))
        else:
            goals[entity.id] = entity.merged_into
    return live, goals


def mentions_in_context(
    contents: Contents,
    entity: EntityId,
    annotators: Sequence[AnnotatorId],
    *,
    limit: int = MOST,
) -> list[Mention]:
    """Return up to `limit` mentions of an entity in these layers, in the order of reading."""
    ids = dict.fromkeys(one for one, _ in contents.entities.mentions(entity, annotators))
    wanted = list(islice(ids, limit))
    known = {a.id: a for a in contents.annotations.some(wanted)}
    found: list[Mention] = []
    for document, group in groupby((known[one] for one in wanted), key=_document):
        page = contents.documents.get(document)
        if page is not None:
            found += _placed(group, page.title, page.text)
    return found


def _placed(annotations: Iterator[Annotation], title: str, text: str) -> Iterator[Mention]:
    for annotation in annotations:
        start, end = annotation.span.start, annotation.span.end
        hit = Hit(
            document=annotation.document,
            title=title,
            start=start,
            end=end,
            before=text[max(0, start - CONTEXT) : start],
            quote=text[start:end],
            after=text[end : end + CONTEXT],
        )
        yield Mention(annotation.id, annotation.annotator, hit)


def _document(annotation: Annotation) -> DocumentId:
    return annotation.document
