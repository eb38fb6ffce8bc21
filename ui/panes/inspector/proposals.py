"""What the words of the span say of its fields: proposals, stored only when somebody takes them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.annotation import Annotation
from domain.codebook import Tag
from domain.proposing import DATE_SOURCE, Proposals, Proposed, propose, taken
from domain.typed import meaning
from ui.dialogs.form import wrapped
from ui.panes.inspector.values import written
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_1, SPACE_2
from ui.theme.style import give_role

_SOON = 120  # Milliseconds at one span until its words are read: walking on is not slowed down
_NONE: Proposals = {}


class ProposalBar(QFrame):
    """Reads the span shown, says what it found, and stores it when somebody takes it.

    `found` says that there is something to show in the fields.
    """

    found = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Annotation | None = None
        self._proposals: Proposals | None = None
        self.words = wrapped("", "small")
        self.take_button = QPushButton("Take  (=)")
        self.date_button = QPushButton("Take it  (Ctrl+F12)")
        self.date_button.setToolTip(
            "The year is not in the text: it comes from the document’s own date"
        )
        for button in (self.take_button, self.date_button):
            # They have keys of their own, and Tab goes from field to field.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        give_role(self, "proposal")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.date_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self._soon = pause(self, _SOON)
        self._soon.timeout.connect(self._read)
        self.take_button.clicked.connect(self.take)
        self.date_button.clicked.connect(self.take_with_date)
        self.hide()

    @property
    def in_fields(self) -> Proposals:
        """What may be taken field by field: what the text alone says, by the attribute's key."""
        found = self._proposals or _NONE
        return {key: each for key, each in found.items() if each.source == "text"}

    def keys_for(self, annotation: Annotation) -> tuple[str, ...]:
        """Return the keys of the fields of a span at hand that its words say something of."""
        if self._shown is not annotation:
            return ()
        if self._proposals is None:
            self._read()
        return tuple(self._proposals or ())

    def show_annotation(self, annotation: Annotation, *, editable: bool) -> None:
        """Take a span at hand; its words are read soon."""
        if annotation is self._shown and self._proposals is not None:
            return
        self._shown = annotation if editable else None
        self._proposals = None
        self.hide()
        if editable:
            self._soon.start()
        else:
            self._soon.stop()

    def reread(self) -> None:
        """Read the words again: the document says otherwise how it writes, or when it is from."""
        if self._shown is not None:
            self._proposals = None
            self._soon.start()

    def stop(self) -> None:
        """Read nothing more."""
        self._soon.stop()

    def take(self) -> None:
        """Store what the words say."""
        self._take(from_document=False)

    def take_with_date(self) -> None:
        """Store what the words say together with the document's own date."""
        self._take(from_document=True)

    def _read(self) -> None:
        self._soon.stop()
        document, shown = self._session.document, self._shown
        if document is None or shown is None or shown.document != document.id:
            self._proposals = _NONE
            return
        tag = self._session.codebook.tag(shown.tag)
        self._proposals = propose(tag, shown, document)
        self._say(tag, self._proposals)
        if self._proposals:
            self.found.emit()

    def _say(self, tag: Tag, proposals: Proposals) -> None:
        text = self.in_fields
        dated = {k: each for k, each in proposals.items() if each.source == "document_date"}
        lines = [f"From the words: {_listed(self.in_fields, tag)}"] if text else []
        if dated:
            first = next(iter(dated.values()))
            lines.append(f"“{first.words}”, with the document’s date: {_listed(dated, tag)}")
        self.words.setText("\n".join(lines))
        self.take_button.setVisible(bool(text))
        self.date_button.setVisible(bool(dated))
        self.setVisible(bool(lines))

    def _take(self, *, from_document: bool) -> None:
        session = self._session
        if self._proposals is None:
            self._read()
        proposals, shown = self._proposals or _NONE, self._shown
        values = taken(proposals, from_document=from_document)
        if values and shown is not None:
            session.set_attributes([shown.id], values)
        elif proposals:
            session.told.emit(
                "The text leaves the year open; Ctrl+F12 takes it from the document’s date."
            )
        else:
            session.told.emit("The words of this span propose nothing that is still open.")


def _listed(proposals: Mapping[str, Proposed], tag: Tag) -> str:
    said = []
    for key, each in proposals.items():
        attribute = tag.attribute(key)
        if key != DATE_SOURCE and attribute is not None:
            words = meaning(attribute, each.value) or written(each.value).replace("_", " ")
            said.append(words)
    return " · ".join(said)
