"""A codebook from its JSON file into the project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.codebook import ATTRIBUTE_TYPES, COLOURS, STROKES, shortcut_for
from domain.ids import AnnotatorId, codebook_item_id
from storage.action import Action
from storage.errors import FormatError
from storage.jsontext import dump, dump_sorted
from storage.project import Project
from storage.records import Record
from storage.tables import ATTRIBUTE, PROJECT, RELATION_TYPE, TAG

DEFAULT = Path(__file__).parent.parent / "resources" / "codebooks" / "default.json"


def read_codebook(path: Path) -> dict[str, Any]:
    """Read and check a codebook file; raise FormatError naming the place that is wrong."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise FormatError(f"{path} could not be read: {error.strerror}.") from error
    except ValueError as error:
        raise FormatError(f"{path} is not JSON: {error}. Nothing was changed.") from error
    check_codebook(content)
    return dict(content)


def check_codebook(content: Any) -> None:
    """Raise FormatError with the first thing that is wrong with a codebook, and where."""
    tags = content.get("tags") if isinstance(content, dict) else None
    if not isinstance(tags, dict) or not tags:
        raise FormatError("The codebook has no “tags”. Nothing was changed.")
    for key, tag in tags.items():
        if not isinstance(tag, dict):
            raise FormatError(f"The codebook's tag “{key}” is not an object. Nothing was changed.")
        _check_attributes(key, tag)
        for relation in tag.get("relations", []):
            unknown = [name for name in relation.get("targets", []) if name not in tags]
            if unknown or not relation.get("role"):
                raise FormatError(
                    f"The codebook's tag “{key}” has a relation “{relation.get('role', '')}” to "
                    f"{', '.join(unknown) or 'nothing'}, which is no tag. Nothing was changed."
                )


def _check_attributes(key: str, tag: Mapping[str, Any]) -> None:
    seen: set[str] = set()
    for attribute in tag.get("attributes", []):
        name = attribute.get("name")
        if not name or name in seen:
            raise FormatError(
                f"The codebook's tag “{key}” has two attributes “{name}”, or one without a name. "
                "Nothing was changed."
            )
        seen.add(name)
        if attribute.get("type") not in ATTRIBUTE_TYPES:
            raise FormatError(
                f"The codebook's attribute “{key}.{name}” has the unknown type "
                f"“{attribute.get('type')}”. Nothing was changed."
            )


def load_codebook(
    project: Project, content: Mapping[str, Any], annotator: AnnotatorId | None = None
) -> None:
    """Make `content` the codebook of a project that has none."""
    check_codebook(content)
    label = f"Load the codebook “{content.get('name', '')}”"
    with project.action("codebook", label, annotator) as outcome:
        write_codebook(project, outcome.action, content)


def write_codebook(project: Project, action: Action, content: Mapping[str, Any]) -> None:
    """Enter the tags of a codebook that the project lacks, as part of an action."""
    check_codebook(content)
    existing = project.codebooks.current()
    taken = [tag.shortcut for tag in existing.tags]
    position = len(existing.tags)
    for key, tag in content["tags"].items():
        if existing.named(key) is not None:
            continue
        shortcut = tag.get("key") or shortcut_for(key, taken)
        taken.append(shortcut)
        _write_tag(project, action, key, tag, position, shortcut)
        position += 1
    version = hashlib.sha256(dump_sorted(content).encode()).hexdigest()[:16]
    known = action.connection.execute(
        "SELECT 1 FROM codebook_version WHERE hash = ?", (version,)
    ).fetchone()
    if known is None:
        action.connection.execute(
            "INSERT INTO codebook_version (hash, content, created) VALUES (?, ?, ?)",
            (version, dump(content), action.at),
        )
    meta = {"codebook.name": content.get("name", ""), "codebook.version": version}
    action.update(PROJECT, project.id, meta)


def _write_tag(
    project: Project,
    action: Action,
    key: str,
    tag: Mapping[str, Any],
    position: int,
    shortcut: str,
) -> None:
    tag_id = codebook_item_id(project.id, "tag", key)
    values = {
        "key": key,
        "name": tag.get("name", key),
        "position": position,
        "colour": tag.get("colour", COLOURS[position % len(COLOURS)]),
        "stroke": tag.get("stroke", STROKES[position % len(STROKES)]),
        "shortcut": shortcut,
        "definition": tag.get("definition", ""),
        "guidelines": tag.get("guidelines", ""),
        "retired": 0,
    }
    action.insert(TAG, tag_id, values)
    for place, attribute in enumerate(tag.get("attributes", [])):
        record = codebook_item_id(project.id, "attribute", f"{key}.{attribute['name']}")
        action.insert(ATTRIBUTE, record, _attribute_values(tag_id, place, attribute))
    for place, relation in enumerate(tag.get("relations", [])):
        record = codebook_item_id(project.id, "relation", f"{key}.{relation['role']}")
        action.insert(RELATION_TYPE, record, _relation_values(tag_id, place, relation))


def _attribute_values(tag: str, place: int, attribute: Mapping[str, Any]) -> Record:
    return {
        "tag": tag,
        "key": attribute["name"],
        "name": attribute.get("label", attribute["name"]),
        "position": place,
        "type": attribute["type"],
        "choices": attribute.get("values", []),
        "default": attribute.get("default"),
        "required": int(bool(attribute.get("required"))),
        "scope": attribute.get("scope", "mention"),
        "condition": attribute.get("condition", {}),
        "help": attribute.get("help", ""),
        "retired": 0,
    }


def _relation_values(tag: str, place: int, relation: Mapping[str, Any]) -> Record:
    return {
        "tag": tag,
        "key": relation["role"],
        "name": relation.get("label", relation["role"]),
        "position": place,
        "targets": relation.get("targets", []),
        "minimum": relation.get("min", 0),
        "maximum": relation.get("max"),
        "condition": relation.get("condition", {}),
        "help": relation.get("help", ""),
        "retired": 0,
    }
