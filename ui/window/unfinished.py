"""Going through what is incomplete: the list of it, and the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from domain.annotation import Annotation

if TYPE_CHECKING:
    from ui.panes.incomplete import IncompletePane
    from ui.session import Session
    from ui.window.workbench import Workbench

PANE = "incomplete"


class Unfinished:
    """The commands for what is incomplete."""

    def __init__(self, session: Session, bench: Workbench) -> None:
        self._session = session
        self._bench = bench

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what each of these commands does."""
        return {PANE: self.show_list, "next-incomplete": self.go_next}

    def show_list(self) -> None:
        """Show the list with the keys in it; asked again, list the whole project, or the article.

        A click on the shown pane's entry in the menu comes here too; Esc leaves the list.
        """
        panes, pane = self._bench.panes, self._pane()
        keys = QApplication.focusWidget()
        is_there = panes.pane_shown(PANE) and keys is not None and pane.isAncestorOf(keys)
        panes.show_pane(PANE, shown=True)
        if is_there:
            pane.toggle_scope()
        pane.focus_first()

    def go_next(self) -> None:
        """Go to the next annotation that lacks something, and to what it lacks, going round."""
        session = self._session
        found = [a for a in session.annotations if self._lacks(a)]
        if not found:
            session.told.emit("Nothing is incomplete in this article; F4 twice lists the project.")
            return
        order: dict[str, int] = {a.id: at for at, a in enumerate(session.annotations)}
        here = self._place(order)
        following = next((a for a in found if order[a.id] > here), None)
        if following is None:
            session.told.emit("From the beginning again: the rest of the article is complete.")
        self._bench.fill_in((following or found[0]).id)

    def _lacks(self, annotation: Annotation) -> bool:
        session = self._session
        return session.is_own(annotation) and bool(session.completeness.lack(annotation))

    def _place(self, order: dict[str, int]) -> int:
        current = self._session.current
        if current is not None:
            return order[current.id]
        before = self._session.neighbour(self._bench.reader.caret(), forward=False)
        return -1 if before is None else order[before.id]

    def _pane(self) -> IncompletePane:
        from ui.panes.incomplete import IncompletePane

        pane = self._bench.pane(PANE)
        assert isinstance(pane, IncompletePane)
        return pane
