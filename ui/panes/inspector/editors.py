"""Editors for the types of attributes; each commits once, when the person has decided."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from domain.codebook import Attribute
from ui.panes.inspector.reference import ReferenceEdit
from ui.panes.inspector.values import FieldValue, parsed, spoken, written

_HINTS = {"date": "2019, 2019-01 or 2019-01-23", "number": "A number"}


class ChoiceEdit(QComboBox):
    """A list of choices with type-ahead; the first entry says nothing of one's own."""

    committed = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices: list[Any] = list(attribute.choices)
        if attribute.type == "boolean":
            choices = [True, False]
        self._kept = FieldValue(attribute, None, "none")
        self._by_key = False
        self.addItem("—", None)
        for choice in choices:
            self.addItem(written(choice).replace("_", " "), choice)
        self._own_count = self.count()
        self.setMaxVisibleItems(16)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(96)
        self.activated.connect(self._decide)

    def show_value(self, value: FieldValue) -> None:
        """Show a value, with what holds if none is chosen as the first entry."""
        self._kept = value
        self.setItemText(0, _otherwise(value))
        while self.count() > self._own_count:
            self.removeItem(self.count() - 1)
        at = self._place(value.value) if value.is_stored else 0
        if at < 0:  # Stored, but none of the choices: shown as it is, and marked as a problem.
            self.addItem(written(value.value), value.value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def flush(self) -> None:
        """Commit the choice, if it differs from what is stored."""
        chosen = self.currentData()
        stored = self._kept.value if self._kept.is_stored else None
        if type(chosen) is not type(stored) or chosen != stored:
            self.committed.emit(chosen)

    def reset(self) -> None:
        """Let go of what was chosen: the list will show another annotation."""
        self.setCurrentIndex(0)

    def _place(self, value: Any) -> int:
        found = (i for i in range(1, self.count()) if self.itemData(i) == value)
        return next(found, -1)

    def _decide(self) -> None:
        # Arrow keys and type-ahead pass other choices on their way: only the last one counts.
        if not self._by_key:
            self.flush()

    # Qt overrides

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            return
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # The wheel scrolls the inspector; it never changes a value.


class ValueEdit(QLineEdit):
    """A line for text, a number or a date; what is no number or date is kept and marked."""

    committed = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attribute = attribute
        self._kept = ""
        self._tried: str | None = None
        self.setMinimumWidth(96)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: FieldValue) -> None:
        """Show a value; one that is not the annotation's own shows as a hint."""
        is_typing = self.text() != self._kept and self.hasFocus()
        self._kept = written(value.value) if value.is_stored else ""
        self._tried = None
        hint = _HINTS.get(self._attribute.type, "")
        self.setPlaceholderText(_otherwise(value) if value.otherwise is not None else hint)
        if not is_typing and self.text() != self._kept:
            self.setText(self._kept)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Commit what was typed, if it differs from what is stored; it stays if that fails."""
        if self.text() != self._kept and not self.isReadOnly():
            self._tried = self.text()
            self.committed.emit(parsed(self._attribute, self.text()))

    def reset(self) -> None:
        """Let go of what was typed: the line will show another annotation."""
        self._tried = None
        self.setText(self._kept)

    def _finish(self) -> None:
        # The message that it could not be kept takes the focus: asking again would not end.
        if self.text() != self._tried:
            self.flush()


Editor = ChoiceEdit | ValueEdit | ReferenceEdit


def editor_for(attribute: Attribute, parent: QWidget | None = None) -> Editor:
    """Return the editor that fits an attribute's type."""
    if attribute.type in ("enum", "boolean"):
        return ChoiceEdit(attribute, parent)
    if attribute.type == "ref":
        return ReferenceEdit(parent)
    return ValueEdit(attribute, parent)


def _otherwise(value: FieldValue) -> str:
    if value.otherwise is None:
        return "—"
    words = written(value.otherwise).replace("_", " ")
    if value.owner and value.origin == "own":
        return f"{words}  (of {value.owner})"
    return f"{words}  (usual)"


def label_of(attribute: Attribute, *, required: bool) -> str:
    """Return the label of a field, with a mark where a value is required."""
    return f"{spoken(attribute.name)}\u00a0*" if required else spoken(attribute.name)
