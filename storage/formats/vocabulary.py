"""A file's names, looked up in the project's codebook."""

from __future__ import annotations

from typing import Any

from domain.codebook import Attribute, Codebook, RelationType, Tag
from storage.formats.tally import refuse
from storage.formats.wording import entity_attributes, naming_attribute


class Vocabulary:
    """Finds tags, attributes and relation types by key or by name."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._tags: dict[str, Tag] = {}
        self._anywhere: dict[str, Attribute] = {}
        self._own: dict[str, dict[str, Attribute]] = {}
        self._shared: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        for tag in codebook.tags:
            own = {a.name: a for a in tag.attributes} | {a.key: a for a in tag.attributes}
            self._own[tag.id] = own
            self._anywhere = own | self._anywhere

    def tag(self, where: str, name: Any) -> Tag:
        """Return the tag of that name; refuse an unknown one."""
        if not isinstance(name, str):
            refuse(where, "it names no tag")
        if name not in self._tags:
            found = self.codebook.named(name)
            if found is None:
                known = ", ".join(tag.name for tag in self.codebook.active)
                refuse(where, f"the codebook has no tag “{name}” (it has {known or 'none at all'})")
            self._tags[name] = self.codebook.tag(found.id)
        return self._tags[name]

    def unknown(self, names: set[str]) -> list[str]:
        """Return the tags that the codebook does not have."""
        return sorted(name for name in names if self.codebook.named(name) is None)

    def attribute(self, where: str, tag: Tag, name: str) -> Attribute:
        """Return the attribute of that name, of another tag if need be; refuse an unknown one.

        An annotation that was given another tag keeps the values of its former one.
        """
        found = self._own[tag.id].get(name) or self._anywhere.get(name)
        if found is None:
            known = ", ".join(a.name for a in tag.attributes)
            refuse(where, f"{tag.name} has no attribute “{name}” (it has {known or 'none'})")
        return found

    def shared(self, tag: Tag) -> tuple[str | None, tuple[str, ...]]:
        """Return the key that names a tag's entity, and those whose values live on the entity."""
        if tag.id not in self._shared:
            naming = naming_attribute(tag)
            keys = tuple(a.key for a in entity_attributes(tag))
            self._shared[tag.id] = (None if naming is None else naming.key, keys)
        return self._shared[tag.id]

    def belongs(self, tag: Tag, attribute: Attribute) -> bool:
        """Tell whether an attribute is one of the tag's own."""
        return tag.attribute(attribute.key) is attribute

    def relation(self, where: str, tag: Tag, name: Any) -> RelationType:
        """Return the relation type of that name that `tag` may have; refuse an unknown one."""
        found = tag.relation(name) or next((r for r in tag.relations if r.name == name), None)
        if found is None:
            known = ", ".join(r.name for r in tag.relations)
            refuse(where, f"{tag.name} has no relation “{name}” (it has {known or 'none'})")
        return found
