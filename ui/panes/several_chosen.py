"""Tells when several annotations of one's own are chosen in the table, and when no longer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.panes.annotation_view import AnnotationView
from ui.pauses import pause
from ui.session import Session

_MOST = 1_000  # More chosen rows than this are not read to be edited together


class SeveralChosen(QObject):
    """`changed` carries the annotations, at least two, or none of them."""

    changed = Signal(object)

    def __init__(self, view: AnnotationView, session: Session) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._told = False
        self._soon = pause(self)
        self._soon.timeout.connect(self._tell)
        view.selection_changed.connect(self._look)

    def stop(self) -> None:
        """End what waits."""
        self._soon.stop()

    def _look(self) -> None:
        # Tagging chooses one row after the other: that is none of this.
        if self._told or self._rows() > 1:
            self._soon.start()

    def _rows(self) -> int:
        # By ranges: a list of all rows of a large project would take longer than a frame.
        return sum(each.height() for each in self._view.selectionModel().selection().toList())

    def _tell(self) -> None:
        found = []
        if 1 < self._rows() <= _MOST:
            found = [a for a in self._view.chosen() if self._session.is_own(a)]
        several = found if len(found) > 1 else []
        if several or self._told:
            self._told = bool(several)
            self.changed.emit(several)
