"""What follows when attributes or relation types are merged: values and relations change their key.

All layers follow, since the codebook is everybody's. Where the goal has another value already,
both stay as they are: nothing that was said is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.codebook import Attribute, Codebook, RelationType, Tag
from domain.ids import AnnotationId, relation_id
from storage.action import Action
from storage.formats.wording import naming_attribute
from storage.tables import ANNOTATION, ENTITY, RELATION


def newly_merged(old: Codebook, new: Codebook) -> Iterator[tuple[Tag, Attribute | RelationType]]:
    """Yield the attributes and relation types that `new` has merged and `old` has not."""
    known = {tag.id: tag for tag in old.tags}
    for tag in new.tags:
        before = known.get(tag.id)
        if before is None:
            continue
        goals = {part.id: part.merged_into for part in _parts(before)}
        for part in _parts(tag):
            if part.merged_into and goals.get(part.id, part.merged_into) != part.merged_into:
                yield tag, part


def values_moved(values: Mapping[str, Any], before: Tag, after: Tag) -> dict[str, Any]:
    """Return an annotation's values as they will be, once what `after` has merged has moved."""
    moved = dict(values)
    for part in after.attributes:
        known = before.attribute(part.key)
        is_new = known is None or known.merged_into != part.merged_into
        if part.merged_into and is_new and _may_move(moved, part):
            moved[part.merged_into] = moved.pop(part.key)
    return moved


def move_merged(action: Action, old: Codebook, new: Codebook) -> None:
    """Move the values and the relations of what was merged, as part of an action."""
    for tag, part in newly_merged(old, new):
        tags = [each.id for each in new.tags if new.tag(each.id).id == new.tag(tag.id).id]
        if isinstance(part, RelationType):
            _move_relations(action, tags, part)
        else:
            _move_values(action, tags, part)
            naming = naming_attribute(tag)
            if part.scope == "entity" and naming is not None:
                _move_described(action, naming.key, part)


def _parts(tag: Tag) -> Iterator[Attribute | RelationType]:
    yield from tag.attributes
    yield from tag.relations


def _may_move(values: Mapping[str, Any], part: Attribute) -> bool:
    value = values.get(part.key)
    return value not in (None, "") and values.get(part.merged_into) in (None, "", value)


def _move_values(action: Action, tags: Sequence[str], part: Attribute) -> None:
    rows = action.connection.execute(
        f"SELECT id FROM annotation WHERE tag IN ({_marks(tags)}) AND deleted = 0 "
        "AND instr(attributes, ?) > 0",
        (*tags, f'"{part.key}"'),
    ).fetchall()
    for row in rows:
        stored = action.current(ANNOTATION, row["id"])
        action.update(ANNOTATION, row["id"], _moved_fields(stored, part))


def _move_described(action: Action, kind: str, part: Attribute) -> None:
    rows = action.connection.execute(
        "SELECT id FROM entity WHERE kind = ? AND deleted = 0 AND instr(attributes, ?) > 0",
        (kind, f'"{part.key}"'),
    ).fetchall()
    for row in rows:
        stored = action.current(ENTITY, row["id"])
        action.update(ENTITY, row["id"], _moved_fields(stored, part))


def _moved_fields(stored: Mapping[str, Any], part: Attribute) -> dict[str, Any]:
    prefix = "attributes."
    values = {k.removeprefix(prefix): v for k, v in stored.items() if k.startswith(prefix)}
    if not _may_move(values, part):
        return {}
    return {f"{prefix}{part.key}": None, f"{prefix}{part.merged_into}": values[part.key]}


def _move_relations(action: Action, tags: Sequence[str], part: RelationType) -> None:
    rows = action.connection.execute(
        "SELECT r.id, r.source, r.target, r.created FROM relation r "
        "JOIN annotation a ON a.id = r.source "
        f"WHERE r.type = ? AND r.deleted = 0 AND a.tag IN ({_marks(tags)})",
        (part.key, *tags),
    ).fetchall()
    for row in rows:
        source, target = AnnotationId(row["source"]), AnnotationId(row["target"])
        made = relation_id(source, part.merged_into, target)
        if RELATION.load(action.connection, made) is None:
            values = {"source": source, "type": part.merged_into, "target": target}
            action.insert(RELATION, made, {**values, "created": row["created"]})
        else:
            action.update(RELATION, made, {"deleted": 0})
        action.remove(RELATION, row["id"])


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
