"""What the register asks before it does something: which one remains, who else is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from domain.entity import Entity
from domain.ids import AnnotationId, EntityId
from storage.mentions import EntityUse
from ui.dialogs.entities.attempt import AttemptDialog
from ui.dialogs.entities.merge import MergeDialog
from ui.dialogs.entities.small import DeleteEntityDialog, NewEntityDialog
from ui.dialogs.entities.split import SplitDialog
from ui.kinds import kinds_of
from ui.panes.register import RegisterPane
from ui.register import RegisterDesk
from ui.session import Session

_ACCEPTED = QDialog.DialogCode.Accepted


class RegisterTalks(QObject):
    """The conversations of one register pane; each ends in at most one action."""

    def __init__(
        self, session: Session, desk: RegisterDesk, pane: RegisterPane, window: QWidget
    ) -> None:
        super().__init__(pane)
        self._session = session
        self._desk = desk
        self._pane = pane
        self._window = window
        pane.delete_requested.connect(self.delete)
        pane.merge_requested.connect(self.merge)
        pane.new_requested.connect(self.enter)
        pane.split_requested.connect(self.split)

    def enter(self, kind: str, name: str) -> None:
        """Enter an entity; a name that is taken is told, and the question stays."""
        dialog = NewEntityDialog(kinds_of(self._session.codebook), kind, name, self._window)

        def attempt() -> bool:
            return self._show(self._desk.create(dialog.kind, dialog.called), "Entered")

        self._ask(dialog, attempt)

    def merge(self, entities: Sequence[str]) -> None:
        """Merge entities into the one that the person chooses."""
        uses = [use for use in map(self._use, entities) if use is not None]
        if not uses:
            return
        dialog = MergeDialog(self._desk, uses, self._window)

        def attempt() -> bool:
            goal = dialog.goal
            done = goal is not None and self._desk.merge(dialog.merged, goal)
            return self._show(goal if done else None, "Merged into")

        self._ask(dialog, attempt)

    def split(self, entity: str, annotations: Sequence[AnnotationId]) -> None:
        """Let chosen mentions mean a new entity."""
        found = self._entity(entity)
        if found is None:
            return
        theme = self._pane.theme
        dialog = SplitDialog(self._session, theme, found, annotations, self._window)

        def attempt() -> bool:
            made = self._desk.split(found.id, dialog.chosen, dialog.called)
            return self._show(made, "Split off")

        self._ask(dialog, attempt)

    def delete(self, entity: str) -> None:
        """Take an entity out; while it is mentioned, ask what becomes of its mentions."""
        found = self._entity(entity)
        if found is None:
            return
        project, annotator = self._session.project, self._session.annotator.id
        mentions = {one for one, _ in project.entities.mentions(found.id)}
        own = {one for one, _ in project.entities.mentions(found.id, [annotator])}
        if mentions:
            foreign = len(mentions - own)
            dialog = DeleteEntityDialog(found.name, len(mentions), foreign, self._window)
            if dialog.exec() != _ACCEPTED:
                return
            if dialog.is_merge:
                self.merge([found.id])
                return
        if self._desk.delete(found.id, release=bool(mentions)):
            self._session.told.emit(f"Deleted “{found.name}”. Undo brings it back.")

    def _ask(self, dialog: AttemptDialog, attempt: Callable[[], bool]) -> None:
        dialog.attempt = attempt
        self._session.refused.connect(dialog.say)
        dialog.exec()
        dialog.attempt = None  # It holds the dialog itself.
        dialog.deleteLater()

    def _show(self, entity: EntityId | None, done: str) -> bool:
        """Choose what an action led to and say so; False if there was none."""
        if entity is None:
            return False
        self._pane.choose(entity)
        found = self._desk.entity(entity)
        self._session.told.emit(f"{done} “{'' if found is None else found.name}”.")
        return True

    def _entity(self, entity: str) -> Entity | None:
        found = self._desk.entity(entity)
        if found is None:
            self._session.told.emit("That entity is gone; undo can bring it back.")
        return found

    def _use(self, entity: str) -> EntityUse | None:
        found = self._entity(entity)
        if found is None:
            return None
        read = self._session.project.entities
        return EntityUse(found, len(read.mentions(found.id, self._session.layers)))
