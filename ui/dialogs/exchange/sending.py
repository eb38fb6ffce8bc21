"""Sending a project to a colleague: whose layers and which documents go into the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from domain.ids import AnnotatorId, DocumentId
from storage.contents import Contents
from storage.merge.sending import Choice, Sent, send
from ui.dialogs.choices import ChoiceList
from ui.dialogs.export import target_problem
from ui.dialogs.form import add_row, typed_path, wrapped
from ui.dialogs.working import WorkingDialog
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.workers import Progress, run_in_background

_WIDTH = 600
_ALL, _OPEN, _UNFINISHED = "all", "open", "assigned"


class SendDialog(WorkingDialog):
    """Asks what to send and writes the file; `sent` says what was written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Send to a colleague",
            "&Write the file",
            parent,
            explained="One file that your colleague opens, or merges into their copy. What you "
            "leave out is not in it at all, and is never taken for deleted.",
        )
        self._session = session
        self.sent: Sent | None = None
        self.recipient = QComboBox()
        self.documents = QComboBox()
        self.layers = ChoiceList("Layers to send", tickable=True)
        self.target = QLineEdit()
        self.note = wrapped("", "muted")
        self._fill()
        self._lay_out()
        self.recipient.currentIndexChanged.connect(self._name_target)
        self.target.textChanged.connect(self._check)
        self.layers.itemChanged.connect(self._check)
        self.setMinimumWidth(_WIDTH)
        self._name_target()
        self._check()
        self.recipient.setFocus()

    @property
    def choice(self) -> Choice:
        """What to send, as it is chosen now."""
        session = self._session
        ticked = set(self.layers.ticked)
        everyone = (a.id for a in session.project.annotators.all())
        recipient = self.recipient.currentData()
        documents: tuple[DocumentId, ...] | None = None
        if self.documents.currentData() == _OPEN and session.document is not None:
            documents = (session.document.id,)
        elif self.documents.currentData() == _UNFINISHED and recipient:
            from storage.assigning import assignments

            mine = assignments(session.project, annotator=AnnotatorId(recipient))
            documents = tuple(one.document for one in mine)
        return Choice(
            documents,
            frozenset(one for one in everyone if one not in ticked),
            AnnotatorId(recipient) if recipient else None,
        )

    def accept(self) -> None:
        """Write the file, then close."""
        if not self._check():
            return
        project, choice = self._session.project, self.choice
        target = typed_path(self.target.text())

        def work(contents: Contents, progress: Progress) -> Sent:
            del contents, progress
            return send(project, target, choice)

        self.primary.setEnabled(False)
        self._begin(run_in_background(project, work), self._show_sent)

    def _show_sent(self, sent: Any) -> None:
        self.sent = sent
        super().accept()

    def _fail(self, sentence: str) -> None:
        self.primary.setEnabled(True)
        self.say(sentence)

    def _check(self, *_: object) -> bool:
        problem = target_problem(self.target.text(), self._session.project.path)
        self.primary.setEnabled(not problem)
        left_out = self.layers.count() - len(self.layers.ticked)
        self.note.setText(
            "Layers without a tick are absent: also from the history and the register."
            if left_out
            else "Where the recipient codes blind, others' layers are left out by themselves."
        )
        self.say(problem)
        return not problem

    def _name_target(self, *_: object) -> None:
        path = self._session.project.path
        name = self.recipient.currentText() if self.recipient.currentData() else "colleague"
        safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in name)
        self.target.setText(str(path.with_name(f"{path.stem} for {safe}{path.suffix}")))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Write to", self.target.text())
        if chosen:
            path = Path(chosen)
            self.target.setText(str(path if path.suffix else path.with_suffix(".gloss")))

    def _fill(self) -> None:
        session = self._session
        self.recipient.addItem("Anybody", "")
        for annotator in session.project.annotators.all():
            if annotator.kind == "person" and annotator.id != session.annotator.id:
                self.recipient.addItem(annotator.name, annotator.id)
        self.documents.addItem("All documents", _ALL)
        if session.document is not None:
            self.documents.addItem("The open document", _OPEN)
        self.documents.addItem("Those assigned to the recipient", _UNFINISHED)
        for annotator in session.project.annotators.all():
            you = " (you)" if annotator.id == session.annotator.id else ""
            self.layers.add(f"{annotator.name}{you}", annotator.id)

    def _lay_out(self) -> None:
        browse = QPushButton("&Choose…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.setSpacing(SPACE_2)
        place.addWidget(self.target, 1)
        place.addWidget(browse)
        form = self.form()
        add_row(form, "&For", self.recipient)
        add_row(form, "&Documents", self.documents)
        add_row(form, "&Layers", self.layers)
        add_row(form, "F&ile", place, self.target)
        self.body.addWidget(self.note)
        self.body.addWidget(self.progress)
