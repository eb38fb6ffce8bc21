"""What the inspector says of a span's relations: groups by role, a row for each partner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.annotation import Annotation, Relation
from domain.codebook import Codebook
from domain.entity import Entity
from domain.ids import AnnotationId, EntityId, RelationId
from domain.relating import Role, accepts, roles_of
from storage.formats.wording import naming_attribute
from storage.project import Project
from ui.panes.inspector.values import spoken
from ui.panes.inspector.wording import short
from ui.role_popup import how_many


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One relation: whom it leads to or comes from, in words, and what is wrong with it."""

    relation: RelationId
    partner: AnnotationId
    words: str
    tip: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """The partners in one role; `key` and `letter` are empty where none can be added."""

    title: str
    key: str = ""
    state: str = ""
    is_missing: bool = False
    is_full: bool = False
    rows: tuple[PartnerRow, ...] = ()
    letter: str = ""


def relation_groups(
    annotation: Annotation, relations: Iterable[Relation], project: Project, codebook: Codebook
) -> tuple[RelationGroup, ...]:
    """Return the filled and the needed roles of an annotation, then who points to it."""
    found = list(relations)
    ends = {end for r in found for end in (r.source, r.target)} - {annotation.id}
    others = {a.id: a for a in project.annotations.some(ends)}
    words = _Words(project, codebook, others)
    groups = [
        _outgoing(annotation, role, found, words)
        for role in roles_of(annotation, found, codebook)
        if role.count or role.is_missing
    ]
    groups += _unknown(annotation, found, words)
    return (*groups, *_incoming(annotation, found, words))


class _Words:
    """What partners are called."""

    def __init__(
        self, project: Project, codebook: Codebook, others: Mapping[AnnotationId, Annotation]
    ) -> None:
        self.codebook = codebook
        self.others = others
        self._project = project

    def row(self, relation: Relation, partner: AnnotationId, problem: str = "") -> PartnerRow:
        """Return the row of a partner: its words, and the entity that they name."""
        other = self.others[partner]
        quote = short(other.quote)
        entity = self._entity(other)
        named = entity is not None and entity.name.casefold() != other.quote.casefold()
        words = f"{quote} · {entity.name}" if entity is not None and named else quote
        tag = self.codebook.tag(other.tag).name
        tip = "\n".join(filter(None, (f"{tag}: {other.quote}", problem)))
        return PartnerRow(relation.id, partner, words, tip, problem)

    def _entity(self, annotation: Annotation) -> Entity | None:
        reference = naming_attribute(self.codebook.tag(annotation.tag))
        named = None if reference is None else annotation.attributes.get(reference.key)
        return self._project.entities.get(EntityId(named)) if isinstance(named, str) else None


def _outgoing(
    annotation: Annotation, role: Role, relations: list[Relation], words: _Words
) -> RelationGroup:
    rows = []
    for relation in relations:
        if relation.source == annotation.id and relation.type == role.type.key:
            target = words.codebook.tag(words.others[relation.target].tag)
            fits = accepts(role.type, target, words.codebook)
            wrong = "" if fits else f"The codebook does not let it lead to {target.name}."
            rows.append(words.row(relation, relation.target, wrong))
    state = how_many(role)
    if role.type.maximum is not None and role.count > role.type.maximum:
        state = f"{role.count}, but at most {role.type.maximum}"
    return RelationGroup(
        title=spoken(role.type.name),
        key=role.type.key,
        state=state,
        is_missing=role.is_missing,
        is_full=role.is_full,
        rows=tuple(rows),
        letter=role.letter,
    )


def _unknown(
    annotation: Annotation, relations: list[Relation], words: _Words
) -> list[RelationGroup]:
    """Return what a former tag left behind: relations that the tag at hand does not have."""
    tag = words.codebook.tag(annotation.tag)
    wrong = f"{spoken(tag.name)} has no such relation."
    left: dict[str, list[PartnerRow]] = {}
    for relation in relations:
        if relation.source == annotation.id and tag.relation(relation.type) is None:
            row = words.row(relation, relation.target, wrong)
            left.setdefault(relation.type, []).append(row)
    return [
        RelationGroup(spoken(key), state="kept from another tag", is_full=True, rows=tuple(rows))
        for key, rows in left.items()
    ]


def _incoming(
    annotation: Annotation, relations: list[Relation], words: _Words
) -> list[RelationGroup]:
    found: dict[str, list[PartnerRow]] = {}
    for relation in relations:
        if relation.target == annotation.id:
            source = words.codebook.tag(words.others[relation.source].tag)
            kind = source.relation(relation.type)
            name = f"{spoken(kind.name if kind is not None else relation.type)} of"
            found.setdefault(name, []).append(words.row(relation, relation.source))
    return [
        RelationGroup(name, state=str(len(rows)) if len(rows) > 1 else "", rows=tuple(rows))
        for name, rows in found.items()
    ]
