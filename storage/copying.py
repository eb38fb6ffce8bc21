"""Writing a copy of an annotation into another layer, as part of an action."""

from __future__ import annotations

from typing import Any

from domain.annotation import Annotation
from domain.ids import AnnotationId, AnnotatorId, new_annotation_id
from storage.action import Action
from storage.records import Record, flattened
from storage.tables import ANNOTATION


def write_copy(
    action: Action,
    source: Annotation,
    layer: AnnotatorId,
    copy: AnnotationId | None = None,
    **changed: Any,
) -> AnnotationId:
    """Insert a copy of `source` in `layer`, with the `changed` fields, and return its id.

    Words, context, attributes and the codebook's version come along; the history does not. The
    copy takes the id `copy` if one is given.
    """
    stored = action.current(ANNOTATION, source.id)
    values: Record = {name: value for name, value in stored.items() if name != "deleted"}
    values |= {
        "annotator": layer,
        "origin": "person",
        "external_id": None,
        "created": action.at,
        "modified": action.at,
    }
    made = copy or new_annotation_id()
    action.insert(ANNOTATION, made, values | flattened(changed, ("attributes",)))
    return made
