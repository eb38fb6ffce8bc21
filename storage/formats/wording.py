"""How annotations read outside the project: names for ids, effective values for stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.annotation import Annotation, Relation
from domain.codebook import Attribute, RelationType, Tag
from domain.entity import Entity
from storage.contents import Contents


class Wording:
    """The words of a project's codebook and register, read once."""

    def __init__(self, contents: Contents) -> None:
        self.codebook = contents.codebooks.current()
        self.annotators = {a.id: a.name for a in contents.annotators.all()}
        self.entities: dict[str, Entity] = {str(e.id): e for e in contents.entities.all()}
        self._anywhere = {a.key: a for tag in self.codebook.tags for a in tag.attributes}
        self._names: dict[str, dict[str, str]] = {}

    def tag(self, annotation: Annotation) -> Tag:
        """Return the tag of an annotation, following merges."""
        return self.codebook.tag(annotation.tag)

    def annotator(self, annotation: Annotation) -> str:
        """Return the name of whose layer an annotation is in."""
        return self.annotators.get(annotation.annotator, "")

    def attributes(self, annotation: Annotation) -> dict[str, Any]:
        """Return the effective values by exported name, entities by their names, in order."""
        return {
            name: value
            for attribute, name, value in self._effective(annotation)
            if value is not None and not (attribute.scope == "entity" and value == "")
        }

    def relation(self, relation: Relation, source: Tag) -> str:
        """Return the exported name of a relation's type."""
        return self._exported(source.id + "/relations", source.relations).get(
            relation.type, relation.type
        )

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

    def _effective(self, annotation: Annotation) -> Iterable[tuple[Attribute, str, Any]]:
        tag = self.tag(annotation)
        stored = annotation.attributes
        inherited = self._inherited(tag, stored)
        names = self.attribute_names(tag)
        for attribute in tag.attributes:
            value = stored.get(attribute.key, inherited.get(attribute.key))
            yield attribute, names[attribute.key], self._named(attribute, value)
        for key, value in stored.items():
            # What a former tag left behind is kept: an export loses nothing.
            if tag.attribute(key) is None:
                attribute = self._anywhere.get(key) or Attribute(key, key, key)
                yield attribute, key, self._named(attribute, value)

    def _inherited(self, tag: Tag, stored: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = naming_attribute(tag)
        entity = self.entity(stored.get(reference.key, "")) if reference else None
        if entity is None:
            return {}
        return {a.key: entity.attributes.get(a.key) for a in entity_attributes(tag)}

    def _named(self, attribute: Attribute, value: Any) -> Any:
        if attribute.type != "ref" or not isinstance(value, str):
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


def naming_attribute(tag: Tag) -> Attribute | None:
    """Return the attribute of a tag that names the entity it mentions, or None."""
    return next((a for a in tag.attributes if a.type == "ref" and not a.retired), None)


def entity_attributes(tag: Tag) -> tuple[Attribute, ...]:
    """Return the attributes whose values live on the entity, if the tag names one."""
    if naming_attribute(tag) is None:
        return ()
    return tuple(a for a in tag.attributes if a.scope == "entity" and a.type != "ref")
