"""A small codebook, and layers to read facts from, made in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.annotation import Annotation, Relation
from domain.codebook import Attribute, Codebook, RelationType, Tag, TagId
from domain.entity import Entity
from domain.facts import Facts, Gatherer, Page, Source
from domain.ids import AnnotationId, AnnotatorId, DocumentId, EntityId, relation_id
from domain.span import Span


def _attributes(*keys: str, ref: str = "", **defaults: str) -> tuple[Attribute, ...]:
    first = (Attribute(ref, ref, ref, "ref"),) if ref else ()
    usual = (Attribute(k, k, k, default=v, required=True) for k, v in defaults.items())
    return (*first, *usual, *(Attribute(key, key, key) for key in keys))


def _relations(*keys: str) -> tuple[RelationType, ...]:
    return tuple(RelationType(key, key, key) for key in keys)


def _tag(key: str, attributes: tuple[Attribute, ...], relations: tuple[RelationType, ...]) -> Tag:
    return Tag(TagId(key), key, key.title(), attributes=attributes, relations=relations)


CODEBOOK = Codebook(
    name="small",
    version="1",
    tags=(
        _tag(
            "actor",
            _attributes("kb_id", ref="canonical", actor_type="person"),
            _relations("same_as"),
        ),
        _tag(
            "stance",
            _attributes("position", "date", ref="topic", holder_kind="actor"),
            _relations("holder", "target"),
        ),
        _tag(
            "event",
            _attributes("title", "date_start", "date_end", event_type="OTHER", status="occurred"),
            _relations("same_event", "part_of"),
        ),
        _tag("statistic", _attributes("value_min", "unit", kind="count"), _relations("measures")),
    ),
)


def source(name: str = "d1", author: str = "") -> Source:
    """A document of that name."""
    return Source(DocumentId(name), name.upper(), author)


def span(
    name: str, tag: str, start: int = 0, *, document: str = "d1", note: str = "", **values: Any
) -> Annotation:
    """An annotation called `name` in every way, one code point long."""
    return Annotation(
        id=AnnotationId(name),
        document=DocumentId(document),
        annotator=AnnotatorId("ann"),
        tag=tag,
        span=Span.single(start, start + 1),
        quotes=(name,),
        note=note,
        attributes=values,
    )


def link(source_id: str, kind: str, target: str) -> Relation:
    """A relation between two annotations."""
    one, other = AnnotationId(source_id), AnnotationId(target)
    return Relation(relation_id(one, kind, other), one, kind, other)


def entity(name: str, kind: str = "canonical", *, of: str = "", **attributes: Any) -> Entity:
    """A register entry whose id is `of`, or else its name."""
    return Entity(EntityId(of or name), kind, name, attributes=attributes)


def read(pages: Iterable[Page], entities: Iterable[Entity] = ()) -> Facts:
    """The facts of pages."""
    gatherer = Gatherer(CODEBOOK, entities)
    for page in pages:
        gatherer.add(page)
    return gatherer.facts()


def read_one(
    annotations: Iterable[Annotation],
    relations: Iterable[Relation] = (),
    entities: Iterable[Entity] = (),
    author: str = "",
) -> Facts:
    """The facts of one document."""
    return read([Page(source(author=author), list(annotations), list(relations))], entities)
