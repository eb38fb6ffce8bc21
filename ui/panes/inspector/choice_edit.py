"""The field for one of several choices: by type-ahead, by one key each, or from the list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from domain.codebook import Attribute
from ui.panes.inspector.values import FieldValue, otherwise, written

_KEYS = "123456789"


class ChoiceEdit(QComboBox):
    """A list of choices with type-ahead; the first entry says nothing of one's own.

    A digit chooses at once, Del takes the choice away.
    """

    committed = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = FieldValue(attribute, None, "none")
        self._by_key = False
        self.addItem("—", None)
        for choice in choices_of(attribute):
            self.addItem(shown_choice(choice), choice)
        self._own_count = self.count()
        self._keys = keys_of(attribute)
        self.setMaxVisibleItems(16)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(96)
        self.activated.connect(self._decide)

    def show_value(self, value: FieldValue) -> None:
        """Show a value, with what holds if none is chosen as the first entry."""
        self._kept = value
        self.setItemText(0, otherwise(value))
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

    def _choose(self, at: int) -> None:
        if at < self._own_count:
            self.setCurrentIndex(at)
            self.flush()

    def _enter(self) -> None:
        if self.currentIndex() == 0 and self._kept.proposed is not None:
            self.committed.emit(self._kept.proposed)
        else:
            self.flush()

    # Qt overrides

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif plain and event.text() and event.text() in self._keys:
            self._choose(self._keys.index(event.text()) + 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(0)
        else:
            self._by_key = True
            super().keyPressEvent(event)
            self._by_key = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # The wheel scrolls the inspector; it never changes a value.


def choices_of(attribute: Attribute) -> tuple[Any, ...]:
    """Return what may be chosen."""
    return (True, False) if attribute.type == "boolean" else attribute.choices


def keys_of(attribute: Attribute) -> str:
    """Return the keys that choose at once, in the order of the choices; none if they are digits."""
    choices = choices_of(attribute)
    is_typed = any(shown_choice(choice)[:1].isdigit() for choice in choices)
    return "" if is_typed else _KEYS[: len(choices)]


def shown_choice(choice: Any) -> str:
    """Return a choice as people read it."""
    return written(choice).replace("_", " ")
