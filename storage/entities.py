"""The verbs of the register of entities: each is one action, one transaction, one change.

A refusal (RefusedError) changes nothing. Names are kept in NFC without space at their edges.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from domain.annotation import Annotation
from domain.change import Change
from domain.entity import Entity
from domain.ids import AnnotationId, AnnotatorId, EntityId, entity_id, new_id
from storage.action import Action
from storage.errors import RefusedError
from storage.project import Project
from storage.records import flattened
from storage.tables import ANNOTATION, ENTITY


def create_entity(
    project: Project,
    *,
    annotator: AnnotatorId,
    kind: str,
    name: str,
    aliases: Sequence[str] = (),
    attributes: Mapping[str, Any] | None = None,
) -> tuple[EntityId, Change]:
    """Enter an entity into the register; return its id and the change. Refuses a name taken."""
    clean = _name(name)
    _refuse_twin(project, kind, clean, None)
    with project.action("entity", f"Enter “{clean}” in the register", annotator) as outcome:
        made = _enter(project, outcome.action, kind, clean, aliases, attributes)
    assert outcome.change is not None
    return made, outcome.change


def name_mentions(
    project: Project,
    *,
    annotations: Sequence[AnnotationId],
    annotator: AnnotatorId,
    key: str,
    entity: EntityId | None = None,
    name: str = "",
    attributes: Mapping[str, Any] | None = None,
) -> Change | None:
    """Say which entity one's annotations mention, in their attribute `key`.

    Without an `entity` it is the one called `name`, made if the register has none: a new one takes
    over `attributes` from its mentions. Without either the reference is taken away. None if
    nothing differs.
    """
    found = _own(project, annotations, annotator)
    wanted = None if entity is None else _live(project, entity)
    clean = _name(name) if wanted is None and name.strip() else ""
    called = clean if wanted is None else wanted.name
    quote = found[0].quote if len(found) == 1 else f"{len(found)} annotations"
    label = f"“{quote}” is “{called}”" if called else f"Name no entity for “{quote}”"
    document = found[0].document
    with project.action("name", label, annotator, document=document) as outcome:
        goal = None if wanted is None else wanted.id
        if clean:
            there = project.entities.named(key, clean)
            goal = there.id if there else None
        taken: dict[str, Any] = {}
        if clean and goal is None:
            goal = _enter(project, outcome.action, key, clean, (), attributes)
            taken = {f"attributes.{one}": None for one in attributes or {}}
        for annotation in found:
            outcome.action.update(ANNOTATION, annotation.id, {**taken, f"attributes.{key}": goal})
    return outcome.change


def rename_entity(
    project: Project, *, annotator: AnnotatorId, entity: EntityId, name: str
) -> Change | None:
    """Give an entity another name; None if it had it. Refuses one that another entity has."""
    found, clean = _live(project, entity), _name(name)
    _refuse_twin(project, found.kind, clean, found.id)
    label = f"Rename “{found.name}” to “{clean}”"
    return _update(project, annotator, "rename entity", label, found, {"name": clean})


def set_aliases(
    project: Project, *, annotator: AnnotatorId, entity: EntityId, aliases: Sequence[str]
) -> Change | None:
    """Set what else an entity is called, in this order, each once; None if nothing differs."""
    found = _live(project, entity)
    kept = _aliases(aliases, found.name)
    label = f"Aliases of “{found.name}”"
    return _update(project, annotator, "aliases", label, found, {"aliases": kept})


def set_entity_attributes(
    project: Project, *, annotator: AnnotatorId, entity: EntityId, values: Mapping[str, Any]
) -> Change | None:
    """Set attributes of an entity by key, for all its mentions; None takes one away."""
    found = _live(project, entity)
    label = f"Set {', '.join(values)} of “{found.name}”"
    fields = {f"attributes.{key}": value for key, value in values.items()}
    return _update(project, annotator, "entity attributes", label, found, fields)


def merge_entities(
    project: Project, *, annotator: AnnotatorId, entities: Sequence[EntityId], into: EntityId
) -> Change | None:
    """Merge entities into one: every mention follows, also those that arrive late.

    Their names and aliases become its aliases, and their attributes fill what it leaves open.
    Refuses entities of different kinds.
    """
    goal = _live(project, into)
    found = {e.id: e for e in (_live(project, one) for one in entities) if e.id != goal.id}
    if not found:
        return None
    if any(entity.kind != goal.kind for entity in found.values()):
        raise RefusedError(
            "Entities of different kinds cannot be merged. Nothing was changed; "
            "choose entities of one kind."
        )
    aliases = list(goal.aliases)
    attributes: dict[str, Any] = {}
    for entity in found.values():
        aliases += [entity.name, *entity.aliases]
        attributes = {**entity.attributes, **attributes}
    fields: dict[str, Any] = {"aliases": _aliases(aliases, goal.name)}
    open_ones = (key for key in attributes if goal.attributes.get(key) in (None, ""))
    fields |= {f"attributes.{key}": attributes[key] for key in open_ones}
    names = ", ".join(f"“{entity.name}”" for entity in found.values())
    with project.action("merge entities", f"Merge {names} into “{goal.name}”", annotator) as out:
        for one in found:
            out.action.update(ENTITY, one, {"merged_into": goal.id})
        out.action.update(ENTITY, goal.id, fields)
    return out.change


def split_entity(
    project: Project,
    *,
    annotator: AnnotatorId,
    entity: EntityId,
    annotations: Sequence[AnnotationId],
    name: str,
) -> tuple[EntityId, Change]:
    """Make chosen mentions of an entity (one's own) mentions of a new one called `name`.

    Refuses a name taken, and annotations that do not mention the entity.
    """
    old, clean = _live(project, entity), _name(name)
    _refuse_twin(project, old.kind, clean, None)
    found = _own(project, annotations, annotator)
    keys: dict[str, list[str]] = {}
    for mention, key in project.entities.mentions(old.id, [annotator]):
        keys.setdefault(mention, []).append(key)
    if any(annotation.id not in keys for annotation in found):
        raise RefusedError(f"Not all of these words mention “{old.name}”. Nothing was changed.")
    label = f"Split “{clean}” from “{old.name}”"
    with project.action("split entity", label, annotator) as outcome:
        made = _enter(project, outcome.action, old.kind, clean, (), None)
        for annotation in found:
            fields = {f"attributes.{key}": made for key in keys[annotation.id]}
            outcome.action.update(ANNOTATION, annotation.id, fields)
    assert outcome.change is not None
    return made, outcome.change


def delete_entity(
    project: Project, *, annotator: AnnotatorId, entity: EntityId, release: bool = False
) -> Change | None:
    """Take an entity out of the register, with those that were merged into it.

    While it is mentioned that is refused, unless `release` says that one's own mentions lose the
    reference; mentions of colleagues are never touched, so it is refused while there are any.
    """
    found = _live(project, entity)
    mentions = project.entities.mentions(found.id)
    own = set(project.entities.mentions(found.id, [annotator]))
    if len(own) < len(mentions):
        raise RefusedError(
            f"Colleagues' annotations mention “{found.name}”. Nothing was changed; "
            "merge it into another entity instead."
        )
    if mentions and not release:
        raise RefusedError(
            f"“{found.name}” is still mentioned {len(mentions)} times. Nothing was changed; "
            "merge it into another entity, or let its mentions lose the reference."
        )
    with project.action("delete entity", f"Delete “{found.name}”", annotator) as outcome:
        for mention, key in mentions:
            outcome.action.update(ANNOTATION, mention, {f"attributes.{key}": None})
        for one in project.entities.group(found.id):
            outcome.action.remove(ENTITY, one)
    return outcome.change


def _enter(
    project: Project,
    action: Action,
    kind: str,
    name: str,
    aliases: Sequence[str],
    attributes: Mapping[str, Any] | None,
) -> EntityId:
    """Write a new entity; its id follows from its name if that is free, so that copies converge."""
    made = entity_id(project.id, kind, name)
    values = {"kind": kind, "name": name, "aliases": _aliases(aliases, name)}
    values = flattened({**values, "attributes": dict(attributes or {})}, ("attributes",))
    stored = ENTITY.load(action.connection, made)
    if stored is None:
        action.insert(ENTITY, made, values)
    elif stored["deleted"]:
        gone = {field: None for field in stored if field.startswith("attributes.")}
        action.update(ENTITY, made, {**gone, **values, "deleted": 0, "merged_into": None})
    else:  # It was renamed or merged since: this is another one.
        made = EntityId(new_id())
        action.insert(ENTITY, made, values)
    return made


def _update(
    project: Project,
    annotator: AnnotatorId,
    verb: str,
    label: str,
    entity: Entity,
    fields: Mapping[str, Any],
) -> Change | None:
    with project.action(verb, label, annotator) as outcome:
        outcome.action.update(ENTITY, entity.id, fields)
    return outcome.change


def _live(project: Project, entity: EntityId) -> Entity:
    found = project.entities.get(entity)
    if found is None or found.deleted:
        raise RefusedError(
            "That entity was deleted meanwhile, perhaps in another window. "
            "Nothing was changed; undo brings it back."
        )
    return found


def _own(
    project: Project, annotations: Sequence[AnnotationId], annotator: AnnotatorId
) -> list[Annotation]:
    found = [a for a in project.annotations.some(dict.fromkeys(annotations)) if not a.deleted]
    if len(found) < len(set(annotations)) or not found:
        raise RefusedError("That annotation was deleted meanwhile. Nothing was changed.")
    if any(a.annotator != annotator for a in found):
        raise RefusedError(
            "An annotation in a colleague's layer is edited by them alone. Nothing was changed; "
            "copy it into your own layer to change the copy."
        )
    return found


def _refuse_twin(project: Project, kind: str, name: str, entity: EntityId | None) -> None:
    twin = project.entities.named(kind, name)
    if twin is not None and twin.id != entity:
        raise RefusedError(
            f"The register has an entity “{name}” already. Nothing was changed; "
            "merge the two, or choose another name."
        )


def _name(name: str) -> str:
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not clean:
        raise RefusedError("An entity needs a name. Nothing was changed.")
    return clean


def _aliases(aliases: Sequence[str], name: str) -> list[str]:
    clean = (unicodedata.normalize("NFC", " ".join(alias.split())) for alias in aliases)
    return [alias for alias in dict.fromkeys(clean) if alias and alias != name]
