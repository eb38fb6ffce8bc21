"""Find in the article: a bar above the page."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from ui.reader.find import Finder
from ui.reader.view import ReaderView
from ui.theme.icons import icon
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_4
from ui.theme.style import set_role
from ui.theme.theme import Theme

_MOST = 10_000


class FindBar(QFrame):
    """Shows every hit in the article and walks them; hidden until asked for."""

    left = Signal()

    def __init__(self, reader: ReaderView, theme: Theme) -> None:
        super().__init__()
        self._reader = reader
        self._hits: list[tuple[int, int]] = []
        self._at = -1
        self._finder: tuple[str, Finder] | None = None
        set_role(self, "banner")
        self._field = QLineEdit()
        self._field.setPlaceholderText("Find in the article")
        self._field.setAccessibleName("Find in the article")
        self._field.setClearButtonEnabled(True)
        self._words = QCheckBox("Whole words")
        self._case = QCheckBox("Match case")
        self._count = QLabel()
        self._count.setMinimumWidth(96)
        set_role(self._count, "muted")
        self._previous = self._button("Previous hit (Shift+F3)")
        self._next = self._button("Next hit (F3)")
        self._close = self._button("Close (Esc)")
        self._lay_out()
        self.set_theme(theme)
        self._field.textChanged.connect(self._search)
        self._words.toggled.connect(self._search)
        self._case.toggled.connect(self._search)
        self._next.clicked.connect(self.go_next)
        self._previous.clicked.connect(self.go_previous)
        self._close.clicked.connect(self.leave)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the icons of another theme."""
        self._previous.setIcon(icon("previous", theme))
        self._next.setIcon(icon("next", theme))
        self._close.setIcon(icon("close", theme))

    def open(self) -> None:
        """Show the bar, with the selected words to look for."""
        selected = self._reader.selection()
        if len(selected) == 1 and selected[0][1] - selected[0][0] <= 100:
            start, end = selected[0]
            self._field.setText(self._reader.canonical_text[start:end])
        self.show()
        self._search()
        self._field.setFocus()
        self._field.selectAll()

    def leave(self) -> None:
        """Hide the bar and its hits."""
        self.hide()
        self._hits, self._at = [], -1
        self._reader.set_found(())
        self.left.emit()

    def refresh(self) -> None:
        """Look again, in another article."""
        if self.isVisible():
            self._search()

    def go_next(self) -> None:
        """Go to the next hit, round the end."""
        self._go(1)

    def go_previous(self) -> None:
        """Go to the previous hit, round the start."""
        self._go(-1)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_4, SPACE_1, SPACE_2, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self._field, 1)
        for widget in (self._count, self._previous, self._next, self._words, self._case):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._close)

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _search(self) -> None:
        self._hits = self._found(self._field.text())
        caret = self._reader.caret()
        after = [i for i, hit in enumerate(self._hits) if hit[1] > caret]
        self._at = after[0] if after else (0 if self._hits else -1)
        self._show()

    def _found(self, words: str) -> list[tuple[int, int]]:
        text = self._reader.canonical_text
        if self._finder is None or self._finder[0] is not text:
            self._finder = (text, Finder(text))
        hits = self._finder[1].find_all(words, _MOST)
        if self._case.isChecked():
            wanted = unicodedata.normalize("NFC", words)
            hits = [(s, e) for s, e in hits if unicodedata.normalize("NFC", text[s:e]) == wanted]
        if self._words.isChecked():
            hits = [hit for hit in hits if _stands_alone(text, *hit)]
        return hits

    def _go(self, step: int) -> None:
        if not self._hits:
            if not self.isVisible():
                self.open()
            return
        self._at = (self._at + step) % len(self._hits)
        self._show()

    def _show(self) -> None:
        self._reader.set_found(self._hits, self._at)
        if self._at >= 0:
            self._reader.reveal(*self._hits[self._at])
        if not self._field.text():
            self._count.setText("")
        elif not self._hits:
            self._count.setText("Nothing found")
        else:
            self._count.setText(f"{self._at + 1} of {len(self._hits):,}")

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(-1 if shift else 1)
        else:
            super().keyPressEvent(event)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after
