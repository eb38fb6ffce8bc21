"""Carrying one's annotations over from a text to a variant of it, as one action, with a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.anchoring import Placed, place
from domain.annotation import Annotation
from domain.change import Change
from domain.ids import (
    AnnotationId,
    AnnotatorId,
    DocumentId,
    imported_annotation_id,
    relation_id,
)
from domain.span import Span
from storage.action import Action
from storage.annotating import begin_work
from storage.contents import Contents
from storage.copying import write_copy
from storage.errors import RefusedError
from storage.project import Project
from storage.records import flattened
from storage.tables import ANNOTATION, RELATION


@dataclass(frozen=True, slots=True)
class Carried:
    """An annotation and where it stands in the other text; `is_there` if its twin does already."""

    annotation: Annotation
    placed: Placed
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """Two documents of the same origin whose texts differ, the earlier one first."""

    first: DocumentId
    first_title: str
    second: DocumentId
    second_title: str


def variants_of(contents: Contents) -> list[Variant]:
    """Return all live documents that are variants of one another, as pairs."""
    rows = contents.connection.execute(
        "SELECT d.id, d.title, v.id AS second, v.title AS second_title FROM document v "
        "JOIN document d ON d.id = v.variant_of WHERE v.deleted = 0 AND d.deleted = 0 "
        "ORDER BY d.number, v.number"
    )
    return [Variant(*tuple(row)) for row in rows]


def plan_carrying(
    contents: Contents, *, source: DocumentId, target: DocumentId, annotator: AnnotatorId
) -> list[Carried]:
    """Return where one's annotations of `source` would stand in `target`, in reading order."""
    texts = contents.documents.text(source), contents.documents.text(target)
    if texts[0] is None or texts[1] is None or source == target:
        raise RefusedError("One of the two documents is gone. Nothing was changed.")
    there = {
        (a.tag, a.span.fragments) for a in contents.annotations.of_document(target, [annotator])
    }
    found = []
    for annotation in contents.annotations.of_document(source, [annotator]):
        placed = place(annotation.span, texts[0], texts[1])
        twin = placed.span is not None and (annotation.tag, placed.span.fragments) in there
        found.append(Carried(annotation, placed, twin))
    return found


def carry(
    project: Project, *, source: DocumentId, target: DocumentId, annotator: AnnotatorId
) -> tuple[list[Carried], Change | None]:
    """Copy one's annotations of `source`, and the relations between them, into `target`.

    Returns the report, and the change (None if there was nothing to carry). What could not be
    placed stays where it is and is in the report; what is there already is not made twice. Ids
    are derived, so that copies that carry the same one converge.
    """
    plan = plan_carrying(project, source=source, target=target, annotator=annotator)
    text = project.documents.text(target) or ""
    wanted = [one for one in plan if one.placed.span is not None and not one.is_there]
    row = project.documents.row(target, None)
    label = f"Carry {len(wanted)} annotations over to “{'' if row is None else row.title}”"
    made: dict[AnnotationId, AnnotationId] = {}
    with project.action("carry", label, annotator, document=target) as outcome:
        for one in wanted:
            assert one.placed.span is not None
            copy = imported_annotation_id(target, annotator, f"carried {one.annotation.id}")
            _put(outcome.action, one.annotation, copy, target, one.placed.span, text)
            made[one.annotation.id] = copy
        _relate(project, outcome.action, made)
        if made:
            begin_work(project, outcome.action, target, annotator)
    return plan, outcome.change


def _put(
    action: Action,
    annotation: Annotation,
    copy: AnnotationId,
    target: DocumentId,
    span: Span,
    text: str,
) -> None:
    quotes = span.quotes(text)
    before, after = span.context(text)
    fields = {
        "fragments": [[s, e, q] for (s, e), q in zip(span.fragments, quotes, strict=True)],
        "before": before,
        "after": after,
    }
    if ANNOTATION.number(action.connection, copy) is None:
        write_copy(action, annotation, annotation.annotator, copy, document=target, **fields)
        return
    # It was carried over before, and deleted since.
    values = {"tag": annotation.tag, "note": annotation.note, "attributes": annotation.attributes}
    fresh = flattened({**fields, **values}, ("attributes",))
    action.update(ANNOTATION, copy, {**fresh, "deleted": 0})


def _relate(project: Project, action: Action, made: dict[AnnotationId, AnnotationId]) -> None:
    for relation in project.relations.around(list(made)):
        if relation.source in made and relation.target in made:
            source, target = made[relation.source], made[relation.target]
            record = relation_id(source, relation.type, target)
            if RELATION.number(action.connection, record) is None:
                values = {"source": source, "type": relation.type, "target": target}
                action.insert(RELATION, record, {**values, "created": action.at})
            else:
                action.update(RELATION, record, {"deleted": 0})


def carrying_lines(report: Sequence[Carried]) -> list[str]:
    """Return a report as lines: how many were placed how, then what could not be, one by one."""
    counts = dict.fromkeys(("exact", "unique", "context", "there", "lost"), 0)
    for one in report:
        counts["there" if one.is_there else one.placed.how] += 1
    words = {
        "exact": "at the same place",
        "unique": "by words that stand once",
        "context": "by what stands around them",
        "there": "there already",
        "lost": "could not be placed",
    }
    lines = [f"{count}: {words[how]}" for how, count in counts.items() if count]
    lost = [one.annotation for one in report if one.placed.span is None]
    return [*lines, *(f"Not placed: “{' '.join(one.quote.split())}”" for one in lost)]
