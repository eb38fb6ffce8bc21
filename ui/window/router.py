"""What each command does: the one table from a command's id to what carries it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.document import State
from ui.window.filling import Filling
from ui.window.pane_table import ARRANGED
from ui.window.unfinished import Unfinished

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window.conversations import Conversations
    from ui.window.look import Look
    from ui.window.projects import Projects
    from ui.window.review_talks import ReviewTalks
    from ui.window.workbench import Workbench

Handlers = dict[str, Callable[[], object]]


def window_handlers(look: Look, talks: Conversations, projects: Projects) -> Handlers:
    """Return what can be done without a project."""
    return {
        "about": talks.about,
        "keys": talks.keys,
        "new-project": projects.new_project,
        "open-project": projects.open_project,
        "open-sample": projects.open_sample,
        "theme": look.toggle_theme,
        "zoom-in": look.zoom_in,
        "zoom-out": look.zoom_out,
        "zoom-reset": look.zoom_reset,
    }


def project_handlers(
    session: Session, bench: Workbench, talks: Conversations, projects: Projects
) -> Handlers:
    """Return what can be done in a project."""
    bar = bench.area.find_bar
    here = DocumentAtHand(session, bench)
    handlers: Handlers = {
        **bench.desk.handlers(),
        **here.handlers(),
        "agreement": talks.agreement,
        "close-project": projects.close,
        "codebook": talks.codebook,
        "document-note": talks.document_note,
        "export": talks.export,
        "export-html": talks.export_html,
        "export-pdf": talks.export_pdf,
        "find": bar.open,
        "find-next": bench.next_hit,
        "find-previous": bench.previous_hit,
        "find-project": bench.find_in_project,
        "focus-mode": bench.panes.toggle_focus_mode,
        "guidelines": bench.toggle_guidelines,
        "import": talks.importing.files,
        "import-folder": talks.importing.folder,
        "layers": talks.layers,
        "next-pane": bench.next_pane,
        "note": bench.focus_note,
        "occurrences": talks.occurrences,
        "previous-pane": bench.previous_pane,
        "print": talks.print_article,
        "redo": session.redo,
        "relate": bench.relating.begin,
        "restore": projects.restore,
        "skip": talks.skip,
        "undo": session.undo,
    }
    toggles = {pane: _Toggle(bench, pane) for pane in ARRANGED}
    filling, unfinished = Filling(session, bench), Unfinished(session, bench)
    return {**handlers, **toggles, **filling.handlers(), **unfinished.handlers()}


def discussion_handlers(bench: Workbench, talks: ReviewTalks) -> Handlers:
    """Return what can be done to review and discuss."""
    return {
        **bench.review.handlers(),
        **bench.adjudication.handlers(),
        "adjudicate": talks.adjudicate,
        "case-back": bench.case_back,
        "case-comment": bench.case_comment,
        "case-next": bench.case_next,
        "comment": talks.comment,
        "feedback": talks.feedback,
        "review": talks.review,
    }


class DocumentAtHand:
    """The commands for the open document and its neighbours."""

    def __init__(self, session: Session, bench: Workbench) -> None:
        self._session = session
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return what each of these commands does."""
        return {
            "mark-done": self.mark_done,
            "mark-in-progress": self.mark_in_progress,
            "mark-new": self.mark_new,
            "next-document": self.go_next,
            "next-unfinished": self.go_next_unfinished,
            "previous-document": self.go_previous,
            "remove-document": self.remove,
        }

    def mark_done(self) -> None:
        """Mark the open document as done."""
        self._mark(State.DONE)

    def mark_in_progress(self) -> None:
        """Mark the open document as in progress."""
        self._mark(State.IN_PROGRESS)

    def mark_new(self) -> None:
        """Mark the open document as new."""
        self._mark(State.NEW)

    def remove(self) -> None:
        """Take the open document out of the project; undo brings it back."""
        document = self._session.document
        if document is not None:
            self._session.remove_document(document.id)
            self._session.told.emit(f"Removed “{document.title}”. Undo brings it back.")

    def go_next(self) -> None:
        """Open the next document, in the order of their arrival."""
        self._step(1)

    def go_previous(self) -> None:
        """Open the previous document, in the order of their arrival."""
        self._step(-1)

    def go_next_unfinished(self) -> None:
        """Open the next document that is neither done nor skipped."""
        session = self._session
        current = None if session.document is None else session.document.id
        found = session.project.documents.next_unfinished(session.annotator.id, current)
        if found is None:
            session.told.emit("Every other document is done or skipped.")
        else:
            self._bench.open_document(found)

    def _mark(self, state: State) -> None:
        document = self._session.document
        if document is not None:
            self._session.set_state(document.id, state)
            is_own = self._session.layer == self._session.annotator.id
            which = "" if is_own else "The adjudicated layer of "
            self._session.told.emit(f"{which}“{document.title}” is {state.words}.")

    def _step(self, step: int) -> None:
        ids = self._session.project.documents.ids()
        current = self._session.document
        at = ids.index(current.id) + step if current is not None and current.id in ids else 0
        if 0 <= at < len(ids):
            self._bench.open_document(ids[at])
        elif ids:
            self._session.told.emit(
                "That was the last article." if step > 0 else "That is the first article."
            )


class _Toggle:
    """Shows one pane and puts the keys there, or hides it; to be called without arguments."""

    def __init__(self, bench: Workbench, pane: str) -> None:
        self._bench, self._pane = bench, pane

    def __call__(self) -> None:
        panes = self._bench.panes
        panes.show_pane(self._pane, shown=not panes.pane_shown(self._pane))
        if panes.pane_shown(self._pane):
            self._bench.pane(self._pane).focus_first()
        else:
            self._bench.focus_article()
