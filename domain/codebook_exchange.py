"""The exchange form of a codebook: plain JSON values, read onto a codebook and written from one.

Keys identify: a tag stands under its key, an attribute's key is its “name”, a relation type's its
“role”. What this program does not know (sources, examples) is carried along untouched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from domain.codebook import (
    COLOURS,
    STROKES,
    Attribute,
    Codebook,
    RelationType,
    Tag,
    TagId,
    shortcut_for,
)
from domain.conditions import Condition, condition_of

Content = Mapping[str, Any]
Identify = Callable[[str, str], str]
"""Gives an id for a new item, from its kind (tag, attribute, relation) and its key."""
EMPTY = Codebook("", "", ())


def exchange(codebook: Codebook, former: Content | None = None) -> dict[str, Any]:
    """Return a codebook in its exchange form, with whatever else `former` holds, by key."""
    kept = dict(former or {})
    others = kept.pop("tags", {})
    kept["name"] = codebook.name
    kept["guidelines"] = codebook.guidelines
    keys = {tag.id: tag.key for tag in codebook.tags}
    kept["tags"] = {
        tag.key: _tag_entry(tag, others.get(tag.key, {}), keys) for tag in codebook.tags
    }
    return kept


def fingerprint(content: Content) -> str:
    """Return the version of a codebook: a hash of its content, in which the tags' order counts."""
    ordered = {**content, "tags": list(content["tags"].items())}
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def merged(base: Codebook, content: Content, identify: Identify) -> Codebook:
    """Return `base` brought up to a checked content: by key, in its order.

    What the content does not name stays as it is, behind what it names.
    """
    taken = [str(entry.get("key", "")) for entry in content["tags"].values()]
    taken += [t.shortcut for t in base.tags if "key" not in content["tags"].get(t.key, {})]
    tags = []
    for place, (key, entry) in enumerate(content["tags"].items()):
        known = base.keyed(key)
        if known is None:
            known = _new_tag(key, place, entry, taken, identify)
        tags.append(_tag(known, entry, identify))
    rest = [tag for tag in base.tags if tag.key not in content["tags"]]
    ids = {tag.key: tag.id for tag in (*tags, *rest)}
    joined = [
        replace(tag, merged_into=ids.get(content["tags"][tag.key].get("merged_into")))
        for tag in tags
    ]
    return replace(
        base,
        name=content.get("name", base.name),
        guidelines=content.get("guidelines", base.guidelines),
        tags=(*joined, *rest),
    )


def carried(former: Content | None, content: Content) -> dict[str, Any]:
    """Return `content` with what only `former` holds beside it: top, tag, attribute, relation."""
    kept = {**(former or {}), **content}
    old = (former or {}).get("tags", {})
    tags = dict(old)
    for key, entry in content["tags"].items():
        before = old.get(key, {})
        tags[key] = {**before, **entry}
        for part, name in (("attributes", "name"), ("relations", "role")):
            tags[key][part] = _joined(before.get(part, []), entry.get(part, []), name)
    return {**kept, "tags": tags}


def _joined(old: list[Content], new: list[Content], name: str) -> list[Content]:
    former = {entry[name]: entry for entry in old}
    joined = [{**former.pop(entry[name], {}), **entry} for entry in new]
    return [*joined, *former.values()]


def _new_tag(key: str, place: int, entry: Content, taken: list[str], identify: Identify) -> Tag:
    shortcut = "" if "key" in entry else shortcut_for(key, taken)
    taken.append(shortcut)
    return Tag(
        id=TagId(identify("tag", key)),
        key=key,
        name=key,
        colour=COLOURS[place % len(COLOURS)],
        stroke=STROKES[place % len(STROKES)],
        shortcut=shortcut,
    )


def _tag(known: Tag, entry: Content, identify: Identify) -> Tag:
    attributes = [
        _attribute(known.attribute(e["name"]), e, f"{known.key}.{e['name']}", identify)
        for e in entry.get("attributes", [])
    ]
    relations = [
        _relation(known.relation(e["role"]), e, f"{known.key}.{e['role']}", identify)
        for e in entry.get("relations", [])
    ]
    fields = {a.key for a in attributes}
    roles = {r.key for r in relations}
    return replace(
        known,
        name=entry.get("name", known.name),
        colour=entry.get("colour", known.colour),
        stroke=entry.get("stroke", known.stroke),
        shortcut=entry.get("key", known.shortcut).upper(),
        definition=entry.get("definition", known.definition),
        guidelines=entry.get("guidelines", known.guidelines),
        attributes=(*attributes, *(a for a in known.attributes if a.key not in fields)),
        relations=(*relations, *(r for r in known.relations if r.key not in roles)),
        retired=bool(entry.get("retired", False)),
    )


def _attribute(known: Attribute | None, entry: Content, path: str, identify: Identify) -> Attribute:
    key = entry["name"]
    base = known or Attribute(identify("attribute", path), key, key)
    return replace(
        base,
        name=entry.get("label", base.name),
        type=entry["type"],
        choices=tuple(entry.get("values", ())),
        default=entry.get("default"),
        required=bool(entry.get("required", False)),
        scope=entry.get("scope", "mention"),
        help=entry.get("help", ""),
        retired=bool(entry.get("retired", False)),
        merged_into=entry.get("merged_into", ""),
        required_when=condition_of(entry.get("condition", {}).get("required")),
        shown_when=condition_of(entry.get("condition", {}).get("shown")),
    )


def _relation(
    known: RelationType | None, entry: Content, path: str, identify: Identify
) -> RelationType:
    key = entry["role"]
    base = known or RelationType(identify("relation", path), key, key)
    return replace(
        base,
        name=entry.get("label", base.name),
        targets=tuple(entry.get("targets", ())),
        minimum=entry.get("min", 0),
        maximum=entry.get("max"),
        help=entry.get("help", ""),
        retired=bool(entry.get("retired", False)),
        merged_into=entry.get("merged_into", ""),
        required_when=condition_of(entry.get("condition", {}).get("required")),
        shown_when=condition_of(entry.get("condition", {}).get("shown")),
    )


def _tag_entry(tag: Tag, former: Content, keys: Mapping[TagId, str]) -> dict[str, Any]:
    old_attributes = {e.get("name"): e for e in former.get("attributes", [])}
    old_relations = {e.get("role"): e for e in former.get("relations", [])}
    said = {
        "name": tag.name,
        "colour": tag.colour,
        "stroke": tag.stroke,
        "key": tag.shortcut,
        "definition": tag.definition,
        "guidelines": tag.guidelines,
        "attributes": [_attribute_entry(a, old_attributes.get(a.key, {})) for a in tag.attributes],
        "relations": [_relation_entry(r, old_relations.get(r.key, {})) for r in tag.relations],
    }
    into = None if tag.merged_into is None else keys.get(tag.merged_into)
    return _with({**former, **said}, retired=tag.retired, merged_into=into)


def _attribute_entry(attribute: Attribute, former: Content) -> dict[str, Any]:
    said = {
        "name": attribute.key,
        "label": attribute.name,
        "type": attribute.type,
        "default": attribute.default,
        "required": attribute.required,
        "scope": attribute.scope,
        "help": attribute.help,
    }
    return _with(
        {**former, **said},
        values=list(attribute.choices),
        condition=conditions_written(attribute),
        retired=attribute.retired,
        merged_into=attribute.merged_into,
    )


def _relation_entry(relation: RelationType, former: Content) -> dict[str, Any]:
    said = {
        "role": relation.key,
        "label": relation.name,
        "targets": list(relation.targets),
        "min": relation.minimum,
        "max": relation.maximum,
        "help": relation.help,
    }
    return _with(
        {**former, **said},
        condition=conditions_written(relation),
        retired=relation.retired,
        merged_into=relation.merged_into,
    )


def conditions_written(item: Attribute | RelationType) -> dict[str, Any]:
    """Return the conditions of an item as files and rows hold them."""
    named: tuple[tuple[str, Condition | None], ...] = (
        ("required", item.required_when),
        ("shown", item.shown_when),
    )
    return {name: condition.exchange() for name, condition in named if condition is not None}


def _with(entry: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """Return an entry in which an optional field stands only if it says something."""
    for name, value in optional.items():
        if value:
            entry[name] = value
        else:
            entry.pop(name, None)
    return entry
