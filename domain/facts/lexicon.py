"""What the codebook and the register say about an annotation: its kind, its values, its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from domain.annotation import Annotation
from domain.codebook import Attribute, Codebook, Tag
from domain.entity import Entity

ACTOR = "actor"
STANCE = "stance"
EVENT = "event"
STATISTIC = "statistic"


class Lexicon:
    """Reads annotations with a codebook and a register; tags and attributes count by their keys."""

    def __init__(self, codebook: Codebook, entities: Iterable[Entity]) -> None:
        self._codebook = codebook
        self._entities: dict[str, Entity] = {entity.id: entity for entity in entities}
        self._labels = _labels(self._entities.values())
        # Asked for hundreds of thousands of times: each tag with the key of what it names.
        self._tags: dict[str, tuple[Tag, str | None]] = {}

    def tag(self, annotation: Annotation) -> Tag:
        """Return the tag of an annotation, following merges."""
        return self._known(annotation)[0]

    def entity(self, annotation: Annotation) -> Entity | None:
        """Return the register entry that an annotation names, following merges, or None."""
        naming = self._known(annotation)[1]
        value = None if naming is None else annotation.attributes.get(naming)
        return self._followed(value) if isinstance(value, str) else None

    def label(self, annotation: Annotation) -> str | None:
        """Return the name of the register entry that an annotation names, or None.

        Two entries of one name are told apart by a number.
        """
        entity = self.entity(annotation)
        return None if entity is None else self._labels[entity.id]

    def stated(self, annotation: Annotation, key: str) -> Any:
        """Return the value that was filled in, else that of the register entry, else None."""
        value = annotation.attributes.get(key)
        if value in (None, "") and self._lives_on_entity(self.tag(annotation), key):
            entity = self.entity(annotation)
            value = None if entity is None else entity.attributes.get(key)
        return None if value == "" else value

    def text(self, annotation: Annotation, key: str) -> str | None:
        """Return what was filled in as `stated` does, but None if it is no text."""
        value = self.stated(annotation, key)
        return value if isinstance(value, str) else None

    def value(self, annotation: Annotation, key: str) -> Any:
        """Return the value that was filled in, else the register's, else the default, else None."""
        value = self.stated(annotation, key)
        return self.default(self.tag(annotation), key) if value is None else value

    def default(self, tag: Tag, key: str) -> Any:
        """Return what an attribute is while nothing is filled in, or None."""
        attribute = tag.attribute(key)
        return None if attribute is None or attribute.default == "" else attribute.default

    def filled(self, annotation: Annotation) -> dict[str, Any]:
        """Return required values or their defaults and all others that were filled in.

        They stand in the order in which they were filled in, entities with their names; what a
        former tag left behind is not among them.
        """
        tag = self.tag(annotation)
        own = {a.key: a for a in tag.attributes}
        stored = annotation.attributes
        found = {
            a.key: a.default
            for a in tag.attributes
            if a.required and stored.get(a.key) in (None, "") and a.default not in (None, "")
        }
        for key, value in stored.items():
            if key in own and value not in (None, ""):
                found[key] = self._named(own[key], value)
        return found

    def _lives_on_entity(self, tag: Tag, key: str) -> bool:
        attribute = tag.attribute(key)
        return attribute is not None and attribute.scope == "entity"

    def _known(self, annotation: Annotation) -> tuple[Tag, str | None]:
        known = self._tags.get(annotation.tag)
        if known is None:
            tag = self._codebook.tag(annotation.tag)
            naming = next(
                (a.key for a in tag.attributes if a.type == "ref" and not a.retired), None
            )
            known = self._tags[annotation.tag] = tag, naming
        return known

    def _named(self, attribute: Attribute, value: Any) -> Any:
        is_reference = attribute.type == "ref" and isinstance(value, str)
        entity = self._followed(value) if is_reference else None
        return value if entity is None else self._labels[entity.id]

    def _followed(self, reference: str) -> Entity | None:
        found = self._entities.get(reference)
        seen: set[str] = set()
        while found is not None and found.merged_into and found.merged_into not in seen:
            seen.add(found.merged_into)
            found = self._entities.get(found.merged_into) or found
        return found if found is not None and found.name else None


def words(annotation: Annotation) -> str:
    """Return the words of a span on one line."""
    return " ".join(annotation.quote.split())


def _labels(entities: Iterable[Entity]) -> dict[str, str]:
    """Return a label for each entity, within its kind never that of another one."""
    labels: dict[str, str] = {}
    times: Counter[tuple[str, str]] = Counter()
    listed = sorted(entities, key=_by_kind)
    taken = {(entity.kind, entity.name) for entity in listed}
    for entity in listed:
        if entity.merged_into is not None:
            labels[entity.id] = entity.name
            continue
        label = entity.name
        times[entity.kind, entity.name] += 1
        while times[entity.kind, entity.name] > 1:
            label = f"{entity.name} ({times[entity.kind, entity.name]})"
            if (entity.kind, label) not in taken:
                break
            times[entity.kind, entity.name] += 1
        labels[entity.id] = label
    return labels


def _by_kind(entity: Entity) -> tuple[str, str, str]:
    return entity.kind, entity.name, entity.id
