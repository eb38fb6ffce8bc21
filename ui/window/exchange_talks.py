"""What the window asks around exchange: merging, sending, assigning, carrying over, purging."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from domain.change import Change
from domain.ids import AnnotatorId, DocumentId
from storage import assigning
from storage.errors import RefusedError
from ui.wording import counted

if TYPE_CHECKING:
    from ui.dialogs.exchange.assigning import Wanted
    from ui.session import Session
    from ui.window.conversations import Host
    from ui.window.projects import Projects
    from ui.window.workbench import Workbench

_FILTER = "Glossator projects (*.gloss)"


class ExchangeTalks(QObject):
    """Dialogs of exchange between people; each is imported when it is first needed."""

    def __init__(self, host: Host, projects: Projects) -> None:
        super().__init__()
        self._host = host
        self._projects = projects

    def attend(self, bench: Workbench) -> dict[str, Callable[[], object]]:
        """Answer what a workbench asks; return what each of these commands does."""
        bench.carry_requested.connect(self.carry_between)
        bench.roll_back_requested.connect(self.roll_back)
        return {
            "assign": self.assign,
            "carry": self.carry,
            "merge": self.merge,
            "purge-document": self.purge,
            "roll-back": self.roll_back,
            "send": self.send,
        }

    # Between copies

    def merge(self) -> None:
        """Ask for a colleague's file and merge it."""
        session = self._host.session
        if session is None:
            return
        folder = str(session.project.path.parent)
        chosen, _ = QFileDialog.getOpenFileName(
            self._host.widget(), "Merge a colleague's file", folder, _FILTER
        )
        if chosen:
            self.merge_file(Path(chosen))

    def merge_file(self, path: Path) -> None:
        """Show what merging a file would do, and merge it if that is wanted."""
        from ui.dialogs.exchange.merging import MergeDialog

        session, bench = self._host.session, self._host.bench
        if session is None or bench is None:
            return
        dialog = MergeDialog(session, path, self._host.widget())
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.merged is None:
            return
        session.refresh()
        report = dialog.merged.report
        conflicts = counted(len(report.conflicts), "conflict")
        session.told.emit(
            f"Merged {path.name}. {conflicts} to look at."
            if report.conflicts
            else f"Merged {path.name}. File › Roll back goes back to what was before."
        )
        if report.conflicts or report.variants:
            bench.panes.show_pane("pane-conflicts", shown=True)
            bench.pane("pane-conflicts").focus_first()

    def roll_back(self) -> None:
        """Go back to what was before the latest merge, after a last question."""
        from storage.merge.rolling_back import way_back
        from ui.dialogs.exchange.confirming import RollBackDialog

        session = self._host.session
        if session is None:
            return
        found = way_back(session.project)
        if found is None:
            session.told.emit("There is no merge to roll back, or its backup is gone.")
            return
        dialog = RollBackDialog(found, self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._projects.put_back(found.backup.path)

    def send(self) -> None:
        """Ask what to send, and write the file."""
        from ui.dialogs.exchange.sending import SendDialog

        session = self._host.session
        if session is None:
            return
        dialog = SendDialog(session, self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.sent is not None:
            session.told.emit(dialog.sent.sentence())

    # Within one

    def assign(self) -> None:
        """Ask who codes which documents, and assign them."""
        from ui.dialogs.exchange.assigning import AssignDialog

        session = self._host.session
        if session is None:
            return
        dialog = AssignDialog(session, self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            change = session.perform(lambda: _assign(session, dialog.wanted))
            session.told.emit("Nothing differs." if change is None else f"{change.label}.")

    def carry(self) -> None:
        """Carry one's annotations of the open document over to a variant of it."""
        session = self._host.session
        if session is not None and session.document is not None:
            self.carry_between(session.document.id, "")

    def carry_between(self, source: str, target: str) -> None:
        """Carry one's annotations over from one document to another, the likely one first."""
        from storage.carrying import carry
        from ui.dialogs.exchange.carrying import CarryDialog

        session, bench = self._host.session, self._host.bench
        if session is None or bench is None:
            return
        if session.document is None or session.document.id != source:
            bench.open_document(source)
        targets = _targets(session, source, target)
        if not targets:
            session.told.emit("There is no other document to carry annotations over to.")
            return
        dialog = CarryDialog(session, targets, self._host.widget())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        goal = dialog.chosen
        change = session.perform(
            lambda: carry(
                session.project,
                source=DocumentId(source),
                target=goal,
                annotator=session.annotator.id,
            )[1]
        )
        if change is not None:
            bench.open_document(goal)
            session.told.emit(f"{change.label}.")

    def purge(self) -> None:
        """Remove the open document for good, after a last question."""
        from storage.purging import purge_document
        from ui.dialogs.exchange.confirming import PurgeDialog

        session = self._host.session
        if session is None or session.document is None:
            return
        document = session.document
        dialog = PurgeDialog(document.title, self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            change = session.perform(
                lambda: purge_document(
                    session.project,
                    document=document.id,
                    annotator=session.annotator.id,
                    backups=dialog.backups.isChecked(),
                )
            )
            if change is not None:
                session.told.emit("The document was purged. It does not come back.")


def _assign(session: Session, wanted: Wanted) -> Change | None:
    from storage.work import ensure_annotator

    project, by = session.project, session.annotator.id
    new = tuple(ensure_annotator(project, name).id for name in wanted.names)
    people: tuple[AnnotatorId, ...] = (*wanted.annotators, *new)
    if not people:
        raise RefusedError("Nobody was named to assign documents to. Nothing was changed.")
    if wanted.takes_back:
        return assigning.unassign(project, documents=wanted.documents, annotators=people, by=by)
    if wanted.overlap is None:
        return assigning.assign(
            project, documents=wanted.documents, annotators=people, by=by, blind=wanted.blind
        )
    return assigning.share(
        project,
        documents=wanted.documents,
        annotators=people,
        overlap=wanted.overlap,
        by=by,
        blind=wanted.blind,
    )


def _targets(session: Session, source: str, target: str) -> list[tuple[DocumentId, str]]:
    """Return the documents to carry to: the one asked for, variants, then all others."""
    from storage.carrying import variants_of

    project = session.project
    likely = [target] if target else []
    likely += [
        pair.second if source == pair.first else pair.first
        for pair in variants_of(project)
        if source in (pair.first, pair.second)
    ]
    others = [one for one in project.documents.ids() if one != source]
    ordered = dict.fromkeys([*(DocumentId(one) for one in likely), *others])
    rows = (project.documents.row(one, None) for one in ordered)
    return [(row.id, row.title) for row in rows if row is not None]
