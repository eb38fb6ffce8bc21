"""Assigning documents to annotators, by hand or by a rule."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from domain.assigning import everyone, shared
from domain.ids import AnnotatorId, DocumentId
from ui.dialogs.choices import ChoiceList
from ui.dialogs.form import FormDialog, add_row, wrapped
from ui.session import Session
from ui.wording import counted

_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to assign: `overlap` is None for all to everyone; `names` are people new here."""

    documents: tuple[DocumentId, ...]
    annotators: tuple[AnnotatorId, ...]
    names: tuple[str, ...]
    overlap: int | None
    blind: bool
    takes_back: bool


class AssignDialog(FormDialog):
    """Asks which documents go to whom; `wanted` says it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Assign documents",
            "&Assign",
            parent,
            explained="Everyone finds what is theirs under “Mine” in the list of documents. "
            "One step, which undo takes back.",
        )
        self._session = session
        self._ids = session.project.documents.ids()
        self.documents = QComboBox()
        self.people = ChoiceList("Annotators", tickable=True)
        self.names = QLineEdit()
        self.rule = QComboBox()
        self.overlap = QSpinBox()
        self.blind = QCheckBox("&Blind: others' layers stay hidden until one's own is done")
        self.outcome = wrapped("", "muted")
        self._fill()
        self._lay_out()
        self.documents.currentIndexChanged.connect(self._check)
        self.people.itemChanged.connect(self._check)
        self.names.textChanged.connect(self._check)
        self.rule.currentIndexChanged.connect(self._check)
        self.overlap.valueChanged.connect(self._check)
        self.blind.toggled.connect(self._check)
        self.setMinimumWidth(_WIDTH)
        self._check()
        self.documents.setFocus()

    @property
    def wanted(self) -> Wanted:
        """What is chosen now."""
        names = tuple(name.strip() for name in self.names.text().split(",") if name.strip())
        return Wanted(
            documents=self._chosen_documents(),
            annotators=tuple(AnnotatorId(one) for one in self.people.ticked),
            names=names,
            overlap=self.overlap.value() if self.rule.currentData() == "share" else None,
            blind=self.blind.isChecked(),
            takes_back=self.rule.currentData() == "none",
        )

    def _chosen_documents(self) -> tuple[DocumentId, ...]:
        session = self._session
        if self.documents.currentData() == "open" and session.document is not None:
            return (session.document.id,)
        if self.documents.currentData() == "free":
            from storage.assigning import assignments

            taken = {one.document for one in assignments(session.project)}
            return tuple(one for one in self._ids if one not in taken)
        return tuple(self._ids)

    def _check(self, *_: object) -> None:
        wanted = self.wanted
        people = len(wanted.annotators) + len(wanted.names)
        is_shared = self.rule.currentData() == "share"
        self.overlap.setEnabled(is_shared)
        self.overlap.setMaximum(max(1, people))
        self.blind.setEnabled(not wanted.takes_back)
        ready = bool(people and wanted.documents)
        self.primary.setEnabled(ready)
        self.primary.setText("&Take back" if wanted.takes_back else "&Assign")
        self.outcome.setText(self._told(wanted, people) if ready else "")
        self.say("" if people else "Tick or name somebody to assign documents to.")

    def _told(self, wanted: Wanted, people: int) -> str:
        documents = counted(len(wanted.documents), "document")
        if wanted.takes_back:
            return f"{documents} are taken back from {counted(people, 'person', 'people')}."
        who = [AnnotatorId(str(number)) for number in range(people)]
        pairs = everyone(wanted.documents, who)
        if self.rule.currentData() == "share":
            pairs = shared(wanted.documents, who, min(self.overlap.value(), people))
        loads = sorted({sum(a == one for _, a in pairs) for one in who})
        each = " or ".join(f"{load:,}" for load in loads)
        is_blinded = wanted.blind and self._session.annotator.id in wanted.annotators
        return (
            f"{documents}, {each} for each of {counted(people, 'person', 'people')}."
            + " You are one of them: colleagues' layers are hidden from you too." * is_blinded
        )

    def _fill(self) -> None:
        session = self._session
        every = counted(len(self._ids), "document")
        self.documents.addItem("The one document" if len(self._ids) == 1 else f"All {every}", "all")
        self.documents.addItem("Those that nobody has yet", "free")
        if session.document is not None:
            self.documents.addItem(f"The open one: {session.document.title}", "open")
        for annotator in session.project.annotators.all():
            if annotator.kind == "person":
                you = " (you)" if annotator.id == session.annotator.id else ""
                self.people.add(f"{annotator.name}{you}", annotator.id)
        self.rule.addItem("All of them to everyone", "all")
        self.rule.addItem("Share them out evenly", "share")
        self.rule.addItem("Take them back", "none")
        self.overlap.setRange(1, 1)

    def _lay_out(self) -> None:
        self.names.setPlaceholderText("Names, with commas between")
        form = self.form()
        add_row(form, "&Documents", self.documents)
        add_row(form, "&To", self.people)
        add_row(form, "&New people", self.names)
        add_row(form, "&How", self.rule)
        add_row(form, "&People for each document", self.overlap)
        form.addRow("", self.blind)
        self.body.addWidget(self.outcome)
