"""The verbs of annotating: each is one action, one transaction, one change.

All positions are code points of the document's canonical text. Only the annotator's own layer is
edited; a refusal (RefusedError) changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.annotation import CONFIDENCES, Annotation, Confidence
from domain.change import Change
from domain.codebook import TagId
from domain.document import State
from domain.ids import AnnotationId, AnnotatorId, DocumentId, new_annotation_id, progress_id
from domain.span import Span, SpanError
from storage.action import Action
from storage.errors import RefusedError
from storage.labels import quoted, several
from storage.project import Project
from storage.records import Record, flattened
from storage.tables import ANNOTATION, PROGRESS
from storage.verdicts import write_missed


def tag_span(
    project: Project,
    *,
    document: DocumentId,
    annotator: AnnotatorId,
    tag: TagId,
    span: Span,
    attributes: Mapping[str, Any] | None = None,
    note: str = "",
    confidence: Confidence = "sure",
    annotation: AnnotationId | None = None,
    missed_by: AnnotatorId | None = None,
) -> tuple[AnnotationId, Change]:
    """Tag a span; return the new annotation's id and the change.

    `missed_by` names the colleague under review whose layer lacks it: a verdict says so. Refuses
    an exact duplicate of one's own live annotation, and a span outside the text.
    """
    made = annotation or new_annotation_id()
    if project.annotations.same(document, annotator, tag, span):
        raise RefusedError("These words already carry this tag in your layer. Nothing was changed.")
    name = project.codebooks.current().tag(tag).name
    values = _span_values(project, document, span)
    label = f"Tag {_shown(values)} as {name}"
    with project.action("tag", label, annotator, document=document) as outcome:
        action = outcome.action
        values |= {
            "document": document,
            "annotator": annotator,
            "tag": tag,
            "note": note,
            "confidence": confidence,
            **_made_now(project, action),
        }
        values |= flattened({"attributes": dict(attributes or {})}, ("attributes",))
        action.insert(ANNOTATION, made, values)
        begin_work(project, action, document, annotator)
        if missed_by is not None:
            write_missed(action, made, annotator, missed_by)
    return made, _done(outcome.change)


def retag(
    project: Project, *, annotations: Sequence[AnnotationId], annotator: AnnotatorId, tag: TagId
) -> Change | None:
    """Give annotations another tag; return None if they all had it. Attributes are kept."""
    name = project.codebooks.current().tag(tag).name
    found = own_annotations(project, annotations, annotator)
    for annotation in found:
        twin = project.annotations.same(annotation.document, annotator, tag, annotation.span)
        if twin is not None and twin.id != annotation.id:
            raise RefusedError(
                f"The words {quoted(annotation.quote)} already carry the tag {name}. "
                "Nothing was changed; delete one of the two instead."
            )
    label = f"Retag {several(found)} as {name}"
    fields = {"tag": tag, "codebook_version": codebook_version(project)}
    return _update(project, found, annotator, "retag", label, fields)


def set_span(
    project: Project, *, annotation: AnnotationId, annotator: AnnotatorId, span: Span
) -> Change | None:
    """Move the edges of an annotation; return None if it stood there already."""
    (found,) = own_annotations(project, [annotation], annotator)
    if found.span == span:
        return None
    twin = project.annotations.same(found.document, annotator, TagId(found.tag), span)
    if twin is not None:
        raise RefusedError(
            "Another annotation of yours with this tag stands exactly there. Nothing was changed."
        )
    values = _span_values(project, found.document, span)
    label = f"Move the edges of {quoted(found.quote)} to {_shown(values)}"
    return _update(project, [found], annotator, "edges", label, values)


def set_note(
    project: Project, *, annotation: AnnotationId, annotator: AnnotatorId, note: str
) -> Change | None:
    """Write the note of an annotation; return None if it said so already."""
    found = own_annotations(project, [annotation], annotator)
    label = f"Note on {several(found)}"
    return _update(project, found, annotator, "note", label, {"note": note})


def set_confidence(
    project: Project,
    *,
    annotations: Sequence[AnnotationId],
    annotator: AnnotatorId,
    confidence: Confidence,
) -> Change | None:
    """Say how sure the annotator is; return None if nothing differs."""
    if confidence not in CONFIDENCES:
        raise ValueError(f"confidence is {' or '.join(CONFIDENCES)}, not {confidence}")
    found = own_annotations(project, annotations, annotator)
    label = f"Mark {several(found)} as {confidence}"
    return _update(project, found, annotator, "confidence", label, {"confidence": confidence})


def set_attributes(
    project: Project,
    *,
    annotations: Sequence[AnnotationId],
    annotator: AnnotatorId,
    values: Mapping[str, Any],
) -> Change | None:
    """Set attributes by key; None takes one away. Returns None if nothing differs."""
    found = own_annotations(project, annotations, annotator)
    names = ", ".join(values)
    fields = {f"attributes.{key}": value for key, value in values.items()}
    label = f"Set {names} of {several(found)}"
    return _update(project, found, annotator, "attributes", label, fields)


def delete_annotations(
    project: Project, *, annotations: Sequence[AnnotationId], annotator: AnnotatorId
) -> Change | None:
    """Delete annotations (a tombstone stays, so that undo and merging know)."""
    found = own_annotations(project, annotations, annotator)
    return _update(project, found, annotator, "delete", f"Delete {several(found)}", {"deleted": 1})


def copy_annotation(
    project: Project, *, annotation: AnnotationId, annotator: AnnotatorId
) -> tuple[AnnotationId, Change]:
    """Copy a colleague's annotation into one's own layer, attributes and note included."""
    found = project.annotations.get(annotation)
    if found is None or found.deleted:
        raise RefusedError("That annotation is gone. Nothing was changed.")
    return tag_span(
        project,
        document=found.document,
        annotator=annotator,
        tag=TagId(found.tag),
        span=found.span,
        attributes=found.attributes,
        note=found.note,
        confidence=found.confidence,
    )


def codebook_version(project: Project) -> str:
    """Return the hash of the codebook that new annotations are made with."""
    row = project.connection.execute(
        "SELECT json_extract(codebook, '$.version') FROM project"
    ).fetchone()
    return row[0] or ""


def begin_work(
    project: Project, action: Action, document: DocumentId, annotator: AnnotatorId
) -> None:
    """Mark a new document as in progress, as part of the action that touches it first."""
    if project.documents.progress(document, annotator).state is not State.NEW:
        return
    record = progress_id(document, annotator)
    fields: Record = {"state": State.IN_PROGRESS.value, "reason": ""}
    if PROGRESS.load(action.connection, record) is None:
        owner = {"document": document, "annotator": annotator, "seconds": 0}
        action.insert(PROGRESS, record, fields | owner)
    else:
        action.update(PROGRESS, record, fields | {"deleted": 0})


def _made_now(project: Project, action: Action) -> Record:
    return {
        "origin": "person",
        "codebook_version": codebook_version(project),
        "created": action.at,
        "modified": action.at,
    }


def own_annotations(
    project: Project, annotations: Sequence[AnnotationId], annotator: AnnotatorId
) -> list[Annotation]:
    """Return live annotations of one's own layer; refuses those that are gone or a colleague's."""
    found = [a for a in project.annotations.some(annotations) if not a.deleted]
    if len(found) < len(set(annotations)) or not found:
        raise RefusedError(
            "That annotation was deleted meanwhile, perhaps in another window. "
            "Nothing was changed; undo brings it back."
        )
    if any(a.annotator != annotator for a in found):
        raise RefusedError(
            "This annotation is in a colleague's layer, which only they edit. Nothing was "
            "changed; copy it into your own layer to change the copy."
        )
    return found


def _update(
    project: Project,
    found: Sequence[Annotation],
    annotator: AnnotatorId,
    verb: str,
    label: str,
    fields: Mapping[str, Any],
) -> Change | None:
    with project.action(verb, label, annotator, document=found[0].document) as outcome:
        for annotation in found:
            outcome.action.update(ANNOTATION, annotation.id, fields)
    return outcome.change


def _span_values(project: Project, document: DocumentId, span: Span) -> Record:
    text = project.documents.text(document)
    if text is None:
        raise RefusedError("This document was deleted meanwhile. Nothing was changed.")
    try:
        quotes = span.quotes(text)
    except SpanError as error:
        raise RefusedError(f"Nothing was changed: {error}.") from error
    before, after = span.context(text)
    fragments = [[s, e, q] for (s, e), q in zip(span.fragments, quotes, strict=True)]
    return {"fragments": fragments, "before": before, "after": after}


def _shown(values: Record) -> str:
    return quoted(" ".join(fragment[2] for fragment in values["fragments"]))


def _done(change: Change | None) -> Change:
    assert change is not None
    return change
