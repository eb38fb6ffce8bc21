"""The register at hand: what words may mean, and what may be done to entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from domain.change import Change
from domain.entity import Entity
from domain.ids import AnnotationId, EntityId
from domain.register import Proposal
from storage import entities
from ui.register_index import RegisterIndex
from ui.session import Session


class RegisterDesk(QObject):
    """Proposes entities, and does what is asked of them through the session, one action each.

    `loaded` says that a large register has been read and answers from now on.
    """

    loaded = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.index = RegisterIndex(session, self)
        self.index.loaded.connect(self.loaded)

    def propose(self, kind: str, words: str, *, limit: int = 8) -> list[Proposal] | None:
        """Return what words may mean, best first; this document and the newest before others.

        None while the register is still being read.
        """
        register = self.index.ready()
        if register is None:
            return None
        here = self.index.here(register)
        return register.propose(kind, words, here=here, recent=self.index.recent, limit=limit)

    def exact(self, kind: str, words: str) -> Entity | None:
        """Return the one entity that words name, if that is known already."""
        register = self.index.ready()
        return None if register is None else register.exact(kind, words)

    def decide(self, kind: str, words: str) -> Entity | None:
        """Return the one entity that words name, waiting for the register if need be."""
        return self.index.now().exact(kind, words)

    def entity(self, reference: str) -> Entity | None:
        """Return the entity that a reference means, following merges, or None if it is gone."""
        known = self.index.known(reference)
        if known is not None:
            return known
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

    def merge(self, merged: Sequence[EntityId], into: EntityId) -> bool:
        """Merge entities into one; False if that was refused."""
        session = self._session
        change = session.perform(
            lambda: entities.merge_entities(
                session.project, annotator=session.annotator.id, entities=merged, into=into
            )
        )
        return change is not None

    def split(
        self, entity: EntityId, annotations: Sequence[AnnotationId], name: str
    ) -> EntityId | None:
        """Make chosen mentions mentions of a new entity; None if that was refused."""
        session = self._session
        made: list[EntityId] = []

        def command() -> Change:
            new, change = entities.split_entity(
                session.project,
                annotator=session.annotator.id,
                entity=entity,
                annotations=annotations,
                name=name,
            )
            made.append(new)
            return change

        return made[0] if session.perform(command) is not None else None

    def delete(self, entity: EntityId, *, release: bool) -> bool:
        """Take an entity out of the register; `release` lets its mentions lose the reference."""
        session = self._session
        change = session.perform(
            lambda: entities.delete_entity(
                session.project, annotator=session.annotator.id, entity=entity, release=release
            )
        )
        return change is not None


class KindDesk:
    """The entities of one kind: what words may mean, and which one they name."""

    def __init__(self, desk: RegisterDesk, kind: str) -> None:
        self._desk, self._kind = desk, kind

    def propose(self, words: str) -> list[Proposal] | None:
        """Return what words may mean, best first; None while the register is being read."""
        return self._desk.propose(self._kind, words)

    def decide(self, words: str) -> Entity | None:
        """Return the one entity that words name, waiting for the register if need be."""
        return self._desk.decide(self._kind, words)
