"""The partners of the span at hand, outlined in the article with their roles."""

from __future__ import annotations

from PySide6.QtCore import QObject

from domain.annotation import Annotation
from domain.change import Change
from ui.reader.view import ReaderView
from ui.session import Session


class Partners(QObject):
    """Keeps the outlined partners in step with the span at hand and its relations."""

    def __init__(self, session: Session, reader: ReaderView) -> None:
        super().__init__(reader)
        self._session = session
        self._reader = reader
        session.changed.connect(self._show_change)
        session.codebook_changed.connect(self.show_partners)
        session.current_changed.connect(self.show_partners)
        session.layers_changed.connect(self.show_partners)

    def show_partners(self, *_: object) -> None:
        """Outline the partners: “holder” on a stance's actor, “holder →” on an actor's stance."""
        current = self._session.current
        self._reader.set_partners({} if current is None else self._roles_around(current))

    def _roles_around(self, current: Annotation) -> dict[str, str]:
        session = self._session
        roles: dict[str, list[str]] = {}
        for relation in session.project.relations.of_annotation(current.id):
            outgoing = relation.source == current.id
            partner = session.annotation(relation.target if outgoing else relation.source)
            if partner is None:
                continue  # In another layer or document.
            source = session.codebook.tag((current if outgoing else partner).tag)
            known = source.relation(relation.type)
            name = (known.name if known is not None else relation.type).replace("_", " ")
            roles.setdefault(partner.id, []).append(name if outgoing else f"{name} →")
        return {partner: ", ".join(names) for partner, names in roles.items()}

    def _show_change(self, change: Change) -> None:
        if change.touches("relation") or change.touches("annotation"):
            self.show_partners()
