"""The people and entities that a file names, found in the project or entered into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.ids import AnnotatorId, EntityId, entity_id, is_id
from storage.action import Action
from storage.formats.tally import Tally, refuse
from storage.project import Project
from storage.records import flattened
from storage.tables import ANNOTATOR, ENTITY
from storage.work import write_annotator


class Register:
    """Annotators by name, entities by kind and name, as part of one action."""

    def __init__(self, project: Project, action: Action, tally: Tally) -> None:
        self._project = project
        self._action = action
        self._tally = tally
        self._annotators: dict[str, AnnotatorId] = {}
        self._entities: dict[tuple[str, str], EntityId] = {}
        self._values: dict[str, dict[str, Any]] = {}

    def annotator(self, name: str, kind: str = "person") -> AnnotatorId:
        """Return the annotator of that name, entered or brought back if need be."""
        if name not in self._annotators:
            made = write_annotator(self._project, self._action, name, kind)
            self._action.update(ANNOTATOR, made, {"deleted": 0})
            self._annotators[name] = made
        return self._annotators[name]

    def entity(self, kind: str, name: str, values: Mapping[str, Any]) -> EntityId:
        """Return the entity of that kind and name; a new one takes `values` as its attributes."""
        key = (kind, name)
        if key not in self._entities:
            found = self._project.entities.named(kind, name)
            made = found.id if found else entity_id(self._project.id, kind, name)
            if found is None:
                self._enter(made, {"kind": kind, "name": name}, values)
            self._entities[key] = made
        return self._entities[key]

    def values(self, entity: EntityId) -> Mapping[str, Any]:
        """Return the attributes of an entity, following merges."""
        if entity not in self._values:
            found = self._project.entities.get(entity)
            self._values[entity] = {} if found is None else dict(found.attributes)
        return self._values[entity]

    def declare(self, where: str, entries: Any) -> None:
        """Enter the entities that a file's header lists; those that are there stay as they are."""
        if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
            refuse(where, "the header's “entities” are not a list of kinds and names")
        for entry in entries:
            kind, name = entry["kind"], entry["name"]
            given = str(entry.get("id", ""))
            named = self._project.entities.named(kind, name)
            known = is_id(given) and ENTITY.number(self._action.connection, given) is not None
            if named is not None and not known and not entry.get("merged_into"):
                self._entities[kind, name] = named.id
                continue
            made = EntityId(given) if is_id(given) else entity_id(self._project.id, kind, name)
            plain = {"kind": kind, "name": name, "aliases": entry.get("aliases") or []}
            if is_id(str(entry.get("merged_into", ""))):
                plain["merged_into"] = entry["merged_into"]
            self._enter(made, plain, entry.get("attributes") or {})
            if not entry.get("merged_into"):
                self._entities.setdefault((kind, name), made)

    def _enter(self, made: EntityId, plain: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        if ENTITY.number(self._action.connection, made) is not None:
            if self._action.update(ENTITY, made, {"deleted": 0}):
                self._tally.revived += 1
            return
        record = flattened({**plain, "attributes": dict(values)}, ("attributes",))
        self._action.insert_in_bulk(ENTITY, made, record)
        self._tally.entities += 1


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("kind"), str)
        and isinstance(entry.get("name"), str)
        and isinstance(entry.get("attributes") or {}, dict)
        and isinstance(entry.get("aliases") or [], list)
    )
