"""Saying the same of several annotations in one action, of their entities where they name one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.annotation import Annotation
from domain.change import Change
from domain.codebook import Codebook
from domain.entity import Entity
from domain.ids import AnnotationId, AnnotatorId, EntityId
from storage.annotating import own_annotations
from storage.formats.wording import entity_attributes, naming_attribute
from storage.project import Project
from storage.tables import ANNOTATION, ENTITY


def describe(
    project: Project,
    *,
    annotations: Sequence[AnnotationId],
    annotator: AnnotatorId,
    values: Mapping[str, Any],
) -> Change | None:
    """Set attributes by key (None takes one away) as one edits them one by one.

    What describes an entity is said of the entity that an annotation names, once, unless the
    annotation says otherwise of itself. Returns None if nothing differs.
    """
    found = own_annotations(project, annotations, annotator)
    codebook = project.codebooks.current()
    label = f"Set {', '.join(values)} of {len(found)} annotations"
    described: set[str] = set()
    with project.action("attributes", label, annotator, document=found[0].document) as outcome:
        for annotation in found:
            entity = _entity(project, codebook, annotation)
            shared = _shared(codebook, annotation, entity, values)
            own = {f"attributes.{k}": v for k, v in values.items() if k not in shared}
            if own:
                outcome.action.update(ANNOTATION, annotation.id, own)
            if entity is not None and shared and entity.id not in described:
                described.add(entity.id)
                said = {f"attributes.{key}": values[key] for key in shared}
                outcome.action.update(ENTITY, entity.id, said)
    return outcome.change


def _entity(project: Project, codebook: Codebook, annotation: Annotation) -> Entity | None:
    naming = naming_attribute(codebook.tag(annotation.tag))
    reference = None if naming is None else annotation.attributes.get(naming.key)
    if not isinstance(reference, str) or not reference:
        return None
    found = project.entities.get(EntityId(reference))
    return None if found is None or found.deleted else found


def _shared(
    codebook: Codebook, annotation: Annotation, entity: Entity | None, values: Mapping[str, Any]
) -> set[str]:
    """Return the keys that are said of the entity."""
    if entity is None:
        return set()
    keys = {a.key for a in entity_attributes(codebook.tag(annotation.tag))}
    own = annotation.attributes
    return {key for key in values if key in keys and own.get(key) in (None, "")}
