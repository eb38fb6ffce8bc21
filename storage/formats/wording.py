"""How annotations read outside the project: names for ids, effective values for stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.annotation import Annotation, Relation
from domain.codebook import Attribute, Codebook, RelationType, Tag
from domain.entity import Entity
from storage.contents import Contents


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the values of a tag become: `fields` are key, name, whether an entity's, whether named.

    `naming` is the key that names the entity, `shared` are those whose values live on it.
    """

    fields: tuple[tuple[str, str, bool, bool], ...]
    keys: frozenset[str]
    naming: str | None
    shared: tuple[str, ...]


class Wording:
    """The words of a project's codebook and register, read once."""

    def __init__(self, contents: Contents) -> None:
        self.codebook = contents.codebooks.current()
        self.labels = exported_names(self.codebook.tags)
        self.annotators = {a.id: a.name for a in contents.annotators.all()}
        self.entities: dict[str, Entity] = {str(e.id): e for e in contents.entities.all()}
        self._anywhere = {a.key: a for tag in self.codebook.tags for a in tag.attributes}
        self._names: dict[str, dict[str, str]] = {}
        self._plans: dict[str, _Plan] = {}

    def tag(self, annotation: Annotation) -> Tag:
        """Return the tag of an annotation, following merges."""
        return self.codebook.tag(annotation.tag)

    def label(self, annotation: Annotation) -> str:
        """Return the exported name of the tag of an annotation."""
        return self.labels[self.tag(annotation).key]

    def annotator(self, annotation: Annotation) -> str:
        """Return the name of whose layer an annotation is in."""
        return self.annotators.get(annotation.annotator, "")

    def attributes(self, annotation: Annotation) -> dict[str, Any]:
        """Return the effective values by exported name, entities by their names, in order."""
        return self.effective(self.tag(annotation), annotation.attributes)

    def effective(self, tag: Tag, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Return the effective values of what is stored under a tag, by exported name, in order."""
        plan = self._plans.get(tag.id) or self._planned(tag)
        inherited = self._inherited(plan, stored)
        found: dict[str, Any] = {}
        for key, name, is_shared, is_named in plan.fields:
            value = stored.get(key)
            if value is None and key not in stored:
                value = inherited.get(key)
            if is_named:
                value = self._named(value)
            if value is not None and not (is_shared and value == ""):
                found[name] = value
        if not stored.keys() <= plan.keys:
            for key in stored:
                if key not in plan.keys:
                    found |= self._left_behind(key, stored[key])
        return found

    def relation(self, relation: Relation, source: Tag) -> str:
        """Return the exported name of a relation's type."""
        return self.relation_name(relation.type, source)

    def relation_name(self, kind: str, source: Tag) -> str:
        """Return the exported name of a type of relation (by key) that a tag has."""
        return self._exported(source.id + "/relations", source.relations).get(kind, kind)

    def attribute_names(self, tag: Tag) -> dict[str, str]:
        """Return the exported name of each attribute key of a tag."""
        return self._exported(tag.id, tag.attributes)

    def entity(self, reference: str) -> Entity | None:
        """Return the entity that a value refers to, following merges, or None."""
        seen: set[str] = set()
        found = self.entities.get(reference)
        while found is not None and found.merged_into and found.merged_into not in seen:
            seen.add(found.merged_into)
            found = self.entities.get(found.merged_into) or found
        return found

    def _planned(self, tag: Tag) -> _Plan:
        names = self.attribute_names(tag)
        naming = naming_attribute(tag)
        self._plans[tag.id] = _Plan(
            fields=tuple(
                (a.key, names[a.key], a.scope == "entity", a.type == "ref") for a in tag.attributes
            ),
            keys=frozenset(a.key for a in tag.attributes),
            naming=None if naming is None else naming.key,
            shared=tuple(a.key for a in entity_attributes(tag)),
        )
        return self._plans[tag.id]

    def _left_behind(self, key: str, value: Any) -> dict[str, Any]:
        """Return a value that a former tag left behind: an export loses nothing."""
        attribute = self._anywhere.get(key)
        is_named = attribute is not None and attribute.type == "ref"
        is_shared = attribute is not None and attribute.scope == "entity"
        found = self._named(value) if is_named else value
        return {} if found is None or (is_shared and found == "") else {key: found}

    def _inherited(self, plan: _Plan, stored: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = None if plan.naming is None else stored.get(plan.naming)
        entity = self.entity(reference) if isinstance(reference, str) and reference else None
        if entity is None:
            return {}
        return {key: entity.attributes.get(key) for key in plan.shared}

    def _named(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        entity = self.entity(value)
        return value if entity is None else entity.name

    def _exported(
        self, owner: str, items: tuple[Attribute, ...] | tuple[RelationType, ...]
    ) -> dict[str, str]:
        if owner not in self._names:
            self._names[owner] = exported_names(items)
        return self._names[owner]


def exported_names(items: Iterable[Attribute | RelationType | Tag]) -> dict[str, str]:
    """Return key → name, but the key itself where the name also means another item."""
    listed = list(items)
    claims: dict[str, set[str]] = {}
    for item in listed:
        for word in (item.key, item.name):
            claims.setdefault(word.casefold(), set()).add(item.key)
    return {
        item.key: item.name if claims[item.name.casefold()] == {item.key} else item.key
        for item in listed
    }


def tags_among(codebook: Codebook, wanted: Sequence[str] | None) -> list[Tag]:
    """Return the tags that an export of these (ids; None is all) may hold, in their order."""
    return [
        tag
        for tag in codebook.tags
        if tag.merged_into is None and (wanted is None or tag.id in wanted)
    ]


def naming_attribute(tag: Tag) -> Attribute | None:
    """Return the attribute of a tag that names the entity it mentions, or None."""
    return next((a for a in tag.attributes if a.type == "ref" and not a.retired), None)


def entity_attributes(tag: Tag) -> tuple[Attribute, ...]:
    """Return the attributes whose values live on the entity, if the tag names one."""
    if naming_attribute(tag) is None:
        return ()
    return tuple(a for a in tag.attributes if a.scope == "entity" and a.type != "ref")
