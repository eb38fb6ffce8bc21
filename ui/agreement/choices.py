"""What is compared: annotators, unit, documents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from domain.agreement import UNITS
from domain.annotation import Annotator
from domain.ids import AnnotatorId, DocumentId
from storage.agreement import AgreementChoice
from storage.agreement_text import UNIT_NAMES
from ui.session import Session
from ui.theme.metrics import SPACE_2, SPACE_3, TARGET
from ui.wording import counted

_ALL, _OPEN, _SOME = "all", "open", "some"


class Choices(QWidget):
    """Three fields in a row; `changed` says that something else is to be compared."""

    changed = Signal()
    documents_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._people: tuple[Annotator, ...] = ()
        self._chosen: tuple[AnnotatorId, ...] = ()
        self._are_picked = False
        self._some: tuple[DocumentId, ...] = ()
        self.annotators = QPushButton()
        self.menu = QMenu(self.annotators)
        self.unit = QComboBox()
        self.documents = QComboBox()
        self._lay_out()
        self.menu.triggered.connect(self._choose)
        self.unit.currentIndexChanged.connect(self.changed)
        self.documents.activated.connect(self._choose_documents)
        session.document_opened.connect(self._follow)

    @property
    def choice(self) -> AgreementChoice:
        """What to compare; no annotators means all who have coded."""
        return AgreementChoice(
            self._chosen,
            self.unit.currentData(),
            self._wanted(),
            viewer=self._session.annotator.id,
        )

    @property
    def are_too_few(self) -> bool:
        """Whether somebody picked fewer than two annotators."""
        return self._are_picked and len(self._chosen) < 2

    @property
    def documents_chosen(self) -> tuple[DocumentId, ...]:
        """The documents that were picked one by one."""
        return self._some

    def show_people(self, people: Sequence[Annotator], chosen: Sequence[AnnotatorId]) -> None:
        """Offer these annotators, of whom some are compared; a menu that is open stays."""
        self._chosen = tuple(chosen)
        self._are_picked = False
        if tuple(people) != self._people:
            self._people = tuple(people)
            self.menu.clear()
            for person in people:
                action = QAction(person.name, self.menu)
                action.setCheckable(True)
                action.setData(person.id)
                self.menu.addAction(action)
        for action in self.menu.actions():
            action.setChecked(action.data() in chosen)
        self._name()

    def set_documents(self, documents: Sequence[DocumentId]) -> None:
        """Compare in these documents only; in all of them if there is none."""
        self._some = tuple(documents)
        at = self.documents.findData(_SOME)
        word = counted(len(documents), "chosen document") if documents else "Choose…"
        self.documents.setItemText(at, word)
        self.documents.setCurrentIndex(at if documents else 0)
        self.changed.emit()

    # What happens

    def _choose(self, _action: QAction) -> None:
        self._chosen = tuple(a.data() for a in self.menu.actions() if a.isChecked())
        self._are_picked = True
        self._name()
        self.changed.emit()

    def _choose_documents(self) -> None:
        if self.documents.currentData() == _SOME:
            self.documents_requested.emit()
        else:
            self.changed.emit()

    def _follow(self) -> None:
        if self.documents.currentData() == _OPEN and self.window().isVisible():
            self.changed.emit()

    def _wanted(self) -> tuple[DocumentId, ...] | None:
        kind = self.documents.currentData()
        if kind == _OPEN:
            opened = self._session.document
            return () if opened is None else (opened.id,)
        return self._some if kind == _SOME and self._some else None

    def _name(self) -> None:
        number = len(self._chosen)
        names = [p.name for p in self._people if p.id in self._chosen]
        words = " and ".join(names) if number == 2 else counted(number, "annotator")
        self.annotators.setText(words if self._people else "Nobody")
        self.annotators.setEnabled(bool(self._people))

    def _lay_out(self) -> None:
        self.annotators.setMenu(self.menu)
        self.annotators.setText("Nobody")
        self.menu.setToolTipsVisible(True)
        for unit in UNITS:
            self.unit.addItem(UNIT_NAMES[unit], unit)
        for word, kind in (("all", _ALL), ("the open one", _OPEN), ("Choose…", _SOME)):
            self.documents.addItem(word, kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        fields: tuple[tuple[str, QWidget], ...] = (
            *(("&Annotators", self.annotators), ("&Unit", self.unit)),
            ("&Documents", self.documents),
        )
        for text, field in fields:
            label = QLabel(text)
            label.setBuddy(field)
            field.setMinimumHeight(TARGET + 2)
            field.setAccessibleName(text.replace("&", ""))
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(SPACE_3)
        row.addStretch(1)
