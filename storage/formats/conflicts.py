"""Whether an annotation of a file is the one that the project holds, or says something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.ids import AnnotationId, EntityId
from storage.formats.incoming import Incoming
from storage.formats.wording import entity_attributes, naming_attribute
from storage.project import Project
from storage.records import Record
from storage.tables import ANNOTATION

Sorted = tuple[dict[str, Any], dict[str, str]]
_PLACE = ("tag", "fragments", "before", "after")


def is_different(project: Project, record: AnnotationId, item: Incoming, values: Sorted) -> bool:
    """Tell whether what the file says of an annotation differs from what is stored.

    `values` are its plain values and the names of entities, by key; what it does not say is not
    compared.
    """
    stored = ANNOTATION.load(project.connection, record)
    assert stored is not None
    if stored["tag"] != item.tag.id or stored["fragments"] != item.fragments:
        return True
    said = {"note": item.text_of("note"), "confidence": item.confidence}
    if any(name in item.given and stored[name] != value for name, value in said.items()):
        return True
    plain, named = values
    inherited = _inherited(project, stored, item)
    return any(
        _name_of(project, stored.get(f"attributes.{key}")) != name for key, name in named.items()
    ) or any(
        stored.get(f"attributes.{key}", inherited.get(key)) != value for key, value in plain.items()
    )


def is_said(item: Incoming, field: str) -> bool:
    """Tell whether a field of the stored record follows from what the file says."""
    return field in _PLACE or field in item.given or field.startswith("attributes.")


def _inherited(project: Project, stored: Record, item: Incoming) -> Mapping[str, Any]:
    """Return the values that the mention has of its entity, as an export writes them."""
    naming = naming_attribute(item.tag)
    reference = None if naming is None else stored.get(f"attributes.{naming.key}")
    found = project.entities.get(EntityId(reference)) if isinstance(reference, str) else None
    if found is None:
        return {}
    return {a.key: found.attributes.get(a.key) for a in entity_attributes(item.tag)}


def _name_of(project: Project, reference: Any) -> Any:
    found = project.entities.get(EntityId(reference)) if isinstance(reference, str) else None
    return reference if found is None else found.name
