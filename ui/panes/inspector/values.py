"""What the fields of an annotation say: stored, inherited or usual values, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from domain.codebook import Attribute, Tag
from domain.entity import Entity
from domain.lacking import Lack, lack_words
from storage.formats.wording import entity_attributes, naming_attribute

Origin = Literal["own", "entity", "usual", "none"]
_SHAPES = {
    "kb_id": (re.compile(r"Q[1-9]\d*"), "A Wikidata id is Q and a number, such as Q419."),
    "country": (re.compile(r"[A-Z]{3}"), "A country is three capital letters, such as PER."),
}
FindEntity = Callable[[str], Entity | None]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What one field shows: its value, where that comes from, and what is wrong in a sentence.

    `otherwise` is what would show without that value, and `owner` the name of the entity that it
    comes from (nothing if it is the usual value, or none). `entity` names the entity that the
    field describes, if it describes one; `proposed` is what the words say while nobody has.
    `differs` says that several annotations do not agree.
    """

    attribute: Attribute
    value: Any
    origin: Origin
    otherwise: Any = None
    owner: str = ""
    problem: str = ""
    entity: str = ""
    proposed: Any = None
    differs: bool = False

    @property
    def is_stored(self) -> bool:
        """Whether somebody gave it, to the annotation or to the entity."""
        return self.origin in ("own", "entity")


def field_values(tag: Tag, stored: Mapping[str, Any], find: FindEntity) -> tuple[FieldValue, ...]:
    """Return the fields of a tag that are in use, in order, for an annotation's stored values."""
    reference = naming_attribute(tag)
    entity = None if reference is None else _entity(stored.get(reference.key), find)
    shared = {a.key for a in entity_attributes(tag)} if entity is not None else set()
    return tuple(
        _field(attribute, stored, entity if attribute.key in shared else None, find)
        for attribute in tag.attributes
        if not attribute.retired
    )


def leftovers(tag: Tag, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored values that the tag has no field in use for (a former tag left them)."""
    shown = {a.key for a in tag.attributes if not a.retired}
    return {k: v for k, v in stored.items() if k not in shown and v not in (None, "")}


def missing_sentence(tag: Tag, lack: Lack) -> str:
    """Return what is still to be said, and of what there is too much, in sentences, or nothing.

    A value that does not fit is told below its field.
    """
    asked = lack_words(tag, Lack(lack.attributes, lack.relations))
    surplus = lack_words(tag, Lack(excess=lack.excess))
    said = [f"Still to be said: {', '.join(map(spoken, asked))}."] if asked else []
    said += [f"{spoken(words)}." for words in surplus]
    return " ".join(said)


def spoken(name: str) -> str:
    """Return an attribute's or a relation's name as people read it: “Date start”."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def written(value: Any) -> str:
    """Return a value as a field shows it; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(written(part) for part in value)
    return str(value)


def _field(
    attribute: Attribute, stored: Mapping[str, Any], entity: Entity | None, find: FindEntity
) -> FieldValue:
    inherited = None if entity is None else entity.attributes.get(attribute.key)
    owner = entity.name if entity is not None and inherited not in (None, "") else ""
    otherwise = inherited if owner else _usual(attribute)
    described = "" if entity is None else entity.name
    if stored.get(attribute.key) is not None:
        value = stored[attribute.key]
        problem = attribute.problem(value) or ""
        if attribute.type == "ref":
            named = _entity(value, find)
            value = written(value) if named is None else named.name
        sentence = f"{problem[:1].upper()}{problem[1:]}." if problem else ""
        sentence = sentence or odd_shape(attribute, value)
        return FieldValue(attribute, value, "own", otherwise, owner, sentence, described)
    if owner:
        odd = odd_shape(attribute, inherited)
        usual = _usual(attribute)
        return FieldValue(attribute, inherited, "entity", usual, owner, odd, described)
    origin: Origin = "none" if otherwise is None else "usual"
    return FieldValue(attribute, otherwise, origin, otherwise, entity=described)


def otherwise(value: FieldValue) -> str:
    """Return what an empty field says: what is proposed, else what holds without a value."""
    if value.proposed is not None:
        return f"{written(value.proposed).replace('_', ' ')}?  Enter takes it"
    if value.differs:
        return "differs"
    if value.otherwise is None:
        return "—"
    words = written(value.otherwise).replace("_", " ")
    if value.owner and value.origin == "own":
        return f"{words}  (of {value.owner})"
    return f"{words}  (usual)"


def odd_shape(attribute: Attribute, value: Any) -> str:
    """Return a warning for a value that does not look like what its key stands for, or nothing."""
    shape, warning = _SHAPES.get(attribute.key, (None, ""))
    if shape is None or value in (None, "") or shape.fullmatch(str(value)):
        return ""
    return warning


def _usual(attribute: Attribute) -> Any:
    return None if attribute.default == "" else attribute.default


def _entity(value: Any, find: FindEntity) -> Entity | None:
    return find(value) if isinstance(value, str) and value else None
