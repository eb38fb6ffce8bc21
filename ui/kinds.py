"""The kinds of entities that a codebook names: actors, topics, and what describes each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.codebook import Attribute, Codebook, Tag
from storage.formats.wording import entity_attributes, naming_attribute
from ui.panes.inspector.values import spoken


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity by its key, with the tag whose spans name it and its attributes."""

    key: str
    name: str
    tag: Tag | None = None
    attributes: tuple[Attribute, ...] = ()


def kinds_of(codebook: Codebook) -> dict[str, Kind]:
    """Return the kinds by key, in the order of the codebook: one for each reference in use."""
    found: dict[str, Kind] = {}
    for tag in codebook.active:
        naming = naming_attribute(tag)
        described = entity_attributes(tag)
        for attribute in tag.attributes:
            if attribute.type != "ref" or attribute.retired or attribute.key in found:
                continue
            # Words that are described are the thing itself (an actor); others only name it.
            itself = attribute == naming and bool(described)
            name = tag.name if itself else attribute.name
            own = tuple(a for a in described if not a.retired) if itself else ()
            found[attribute.key] = Kind(attribute.key, spoken(name), tag, own)
    return found


def kind_of(key: str, kinds: Mapping[str, Kind]) -> Kind:
    """Return a kind; one that no codebook knows any more has its key for a name."""
    return kinds.get(key) or Kind(key, spoken(key))
