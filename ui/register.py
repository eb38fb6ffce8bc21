"""The register at hand: what words may mean, and what may be done to entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from domain.annotation import Annotation
from domain.change import Change
from domain.entity import Entity
from domain.ids import AnnotationId, EntityId
from domain.register import Proposal, Register
from storage import entities
from ui.session import Session


class RegisterDesk(QObject):
    """Proposes entities, and does what is asked of them through the session, one action each.

    The register is read when it is first needed and kept in step from then on; `changed` says
    that entities are new or different.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register: Register | None = None
        self._recent: dict[str, int] = {}
        session.changed.connect(self._follow)
        session.layers_changed.connect(self._forget)

    @property
    def register(self) -> Register:
        """The register, read if need be."""
        if self._register is None:
            project = self._session.project
            self._register = Register(project.entities.all())
            use = project.entities.use(self._session.layers)
            self._recent = {str(entity): latest for entity, (_, latest) in use.items()}
        return self._register

    def propose(self, kind: str, words: str, *, limit: int = 8) -> list[Proposal]:
        """Return what words may mean, best first; this document and the newest before others."""
        register = self.register
        return register.propose(
            kind, words, here=self._here(register), recent=self._recent, limit=limit
        )

    def entity(self, reference: str) -> Entity | None:
        """Return the entity that a reference means, following merges, or None if it is gone."""
        if self._register is not None:
            return self._register.resolve(reference)
        found = self._session.project.entities.get(EntityId(reference))
        return None if found is None or found.deleted else found

    # What may be done: each is one action

    def name(
        self,
        annotations: Sequence[AnnotationId],
        key: str,
        entity: EntityId | None,
        name: str = "",
        attributes: Mapping[str, Any] | None = None,
    ) -> Change | None:
        """Say which entity annotations mention: a known one, a new one, or none."""
        session = self._session
        return session.perform(
            lambda: entities.name_mentions(
                session.project,
                annotations=annotations,
                annotator=session.annotator.id,
                key=key,
                entity=entity,
                name=name,
                attributes=attributes,
            )
        )

    def set_attributes(self, entity: EntityId, values: Mapping[str, Any]) -> None:
        """Set attributes of an entity, for all its mentions."""
        session = self._session
        session.perform(
            lambda: entities.set_entity_attributes(
                session.project, annotator=session.annotator.id, entity=entity, values=values
            )
        )

    def create(self, kind: str, name: str) -> EntityId | None:
        """Enter an entity; return its id, or None if that was refused."""
        session = self._session
        made: list[EntityId] = []

        def command() -> Change:
            entity, change = entities.create_entity(
                session.project, annotator=session.annotator.id, kind=kind, name=name
            )
            made.append(entity)
            return change

        return made[0] if session.perform(command) is not None else None

    def rename(self, entity: EntityId, name: str) -> None:
        """Give an entity another name."""
        session = self._session
        session.perform(
            lambda: entities.rename_entity(
                session.project, annotator=session.annotator.id, entity=entity, name=name
            )
        )

    def set_aliases(self, entity: EntityId, aliases: Sequence[str]) -> None:
        """Set what else an entity is called."""
        session = self._session
        session.perform(
            lambda: entities.set_aliases(
                session.project, annotator=session.annotator.id, entity=entity, aliases=aliases
            )
        )

    def merge(self, merged: Sequence[EntityId], into: EntityId) -> None:
        """Merge entities into one."""
        session = self._session
        session.perform(
            lambda: entities.merge_entities(
                session.project, annotator=session.annotator.id, entities=merged, into=into
            )
        )

    def split(self, entity: EntityId, annotations: Sequence[AnnotationId], name: str) -> None:
        """Make chosen mentions mentions of a new entity."""
        session = self._session
        session.perform(
            lambda: entities.split_entity(
                session.project,
                annotator=session.annotator.id,
                entity=entity,
                annotations=annotations,
                name=name,
            )[1]
        )

    def delete(self, entity: EntityId, *, release: bool) -> None:
        """Take an entity out of the register; `release` lets its mentions lose the reference."""
        session = self._session
        session.perform(
            lambda: entities.delete_entity(
                session.project, annotator=session.annotator.id, entity=entity, release=release
            )
        )

    # What keeps it in step

    def _here(self, register: Register) -> set[str]:
        found = (register.resolve(r) for a in self._session.annotations for r in _references(a))
        return {entity.id for entity in found if entity is not None}

    def _follow(self, change: Change) -> None:
        if change.bulk:
            self._forget()
            self.changed.emit()
            return
        if self._register is not None:
            self._note_use(change)
        touched = change.records("entity")
        if touched:
            if self._register is not None:
                for entity in self._session.project.entities.some(touched):
                    self._register.put(entity)
            self.changed.emit()

    def _note_use(self, change: Change) -> None:
        latest = max(self._recent.values(), default=0) + 1
        for item in change.items:
            if item.table != "annotation":
                continue
            for field, value in item.after.items():
                if field.startswith("attributes.") and _is_reference(value):
                    self._recent[value] = latest

    def _forget(self) -> None:
        self._register = None


def _references(annotation: Annotation) -> list[str]:
    return [value for value in annotation.attributes.values() if _is_reference(value)]


def _is_reference(value: object) -> bool:
    return isinstance(value, str) and len(value) == 36
