"""A codebook as records: written as part of an action, with a row for its new version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.codebook import Attribute, Codebook, RelationType, Tag
from domain.codebook_exchange import Identify, conditions_written, exchange, fingerprint
from domain.ids import ProjectId, codebook_item_id
from storage.action import Action
from storage.codebook_moves import move_merged
from storage.jsontext import dump
from storage.project import Project
from storage.records import Record, Table
from storage.tables import ATTRIBUTE, PROJECT, RELATION_TYPE, TAG


def identify_in(project: ProjectId) -> Identify:
    """Return what gives new items of a project's codebook their ids: the same in every copy."""

    def identify(kind: str, key: str) -> str:
        return codebook_item_id(project, kind, key)

    return identify


def store_codebook(
    project: Project, action: Action, codebook: Codebook, extras: Mapping[str, Any] | None
) -> None:
    """Write a codebook over the one that stands, and note its version.

    `extras` is an exchange form whose unknown fields are kept. Nothing is ever taken away here;
    the values and relations of what was merged move along.
    """
    move_merged(action, project.codebooks.current(), codebook)
    for place, tag in enumerate(codebook.tags):
        _put(action, TAG, tag.id, _tag_values(tag, place))
        for at, attribute in enumerate(tag.attributes):
            _put(action, ATTRIBUTE, attribute.id, _attribute_values(tag, attribute, at))
        for at, relation in enumerate(tag.relations):
            _put(action, RELATION_TYPE, relation.id, _relation_values(tag, relation, at))
    content = exchange(codebook, extras)
    version = fingerprint(content)
    action.connection.execute(
        "INSERT OR IGNORE INTO codebook_version (hash, content, created) VALUES (?, ?, ?)",
        (version, dump(content), action.at),
    )
    meta = {"codebook.name": codebook.name, "codebook.version": version}
    action.update(PROJECT, project.id, meta | {"guidelines": codebook.guidelines})


def _put(action: Action, table: Table, record: str, values: Record) -> None:
    # An item whose making was undone rests under its id, and comes back to life.
    if table.load(action.connection, record) is None:
        action.insert(table, record, values)
    else:
        action.update(table, record, values | {"deleted": 0})


def _tag_values(tag: Tag, place: int) -> Record:
    return {
        "key": tag.key,
        "name": tag.name,
        "position": place,
        "colour": tag.colour,
        "stroke": tag.stroke,
        "shortcut": tag.shortcut,
        "definition": tag.definition,
        "guidelines": tag.guidelines,
        "retired": int(tag.retired),
        "merged_into": tag.merged_into,
    }


def _attribute_values(tag: Tag, attribute: Attribute, place: int) -> Record:
    return {
        "tag": tag.id,
        "key": attribute.key,
        "name": attribute.name,
        "position": place,
        "type": attribute.type,
        "choices": list(attribute.choices),
        "default": attribute.default,
        "required": int(attribute.required),
        "scope": attribute.scope,
        "condition": _kept_beside(attribute),
        "help": attribute.help,
        "retired": int(attribute.retired),
    }


def _relation_values(tag: Tag, relation: RelationType, place: int) -> Record:
    return {
        "tag": tag.id,
        "key": relation.key,
        "name": relation.name,
        "position": place,
        "targets": list(relation.targets),
        "minimum": relation.minimum,
        "maximum": relation.maximum,
        "condition": _kept_beside(relation),
        "help": relation.help,
        "retired": int(relation.retired),
    }


def _kept_beside(part: Attribute | RelationType) -> dict[str, Any]:
    """Return the conditions of a part, and with them what it was merged into."""
    into = {"merged_into": part.merged_into} if part.merged_into else {}
    return conditions_written(part) | into
