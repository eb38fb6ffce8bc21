"""Small layers to adjudicate."""

from __future__ import annotations

from domain.annotation import Annotation, Relation
from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DocumentId, RelationId
from domain.span import Fragment, Span

ANN, BO, CY = AnnotatorId("ann"), AnnotatorId("bo"), AnnotatorId("cy")


def tagged(
    name: str, by: AnnotatorId, *fragments: Fragment, tag: str = "actor", **values: object
) -> Annotation:
    """Return an annotation."""
    return Annotation(
        AnnotationId(name),
        DocumentId("d"),
        by,
        tag,
        Span.of(fragments),
        tuple("x" * (end - start) for start, end in fragments),
        attributes=values,
        stamp=Stamp("1"),
    )


def led(source: str, kind: str, target: str) -> Relation:
    """Return a relation."""
    ends = AnnotationId(source), AnnotationId(target)
    return Relation(RelationId(f"{source}{kind}{target}"), ends[0], kind, ends[1])
