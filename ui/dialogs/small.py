"""The dialogs that ask for one thing: who, why skipped, a note, and about Glossator."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui.dialogs.form import FormDialog, add_row, wrapped
from ui.places import config_folder, log_file
from ui.theme.icons import application_icon
from ui.theme.metrics import SPACE_4
from ui.version import VERSION

_WIDTH = 440
_LONGEST_NAME = 200


def name_problem(name: str) -> str:
    """Return what is wrong with an annotator's name in a sentence, or nothing."""
    if not name.strip():
        return "Your tags need a name to stand under."
    if len(name) > _LONGEST_NAME:
        return f"Please choose a name of at most {_LONGEST_NAME} characters."
    if not name.strip().isprintable():
        return "A name is one line of letters."
    return ""


class WhoDialog(FormDialog):
    """Asks under which name the person annotates."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            "Who is annotating?",
            "Contin&ue",
            parent,
            explained="Your tags are kept in a layer of your own, under this name. "
            "It is remembered on this computer.",
        )
        self.field = QLineEdit(name)
        self.field.setPlaceholderText("For example: Maria Torres")
        self.field.textChanged.connect(self._check)
        add_row(self.form(), "Your &name", self.field)
        self.setMinimumWidth(_WIDTH)
        self.field.selectAll()
        self._check()
        self.field.setFocus()

    @property
    def name(self) -> str:
        """The name as it was typed, without spaces around it."""
        return self.field.text().strip()

    def _check(self) -> None:
        problem = name_problem(self.field.text())
        self.primary.setEnabled(not problem)
        self.say(problem if self.field.text() else "")


class SkipDialog(FormDialog):
    """Asks why a document is skipped: a reason is kept with it, so that others understand."""

    def __init__(self, title: str, reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            "Skip this document?",
            "&Skip",
            parent,
            explained=f"“{title}” stays in the project and can be taken up again at any time.",
        )
        self.field = QLineEdit(reason)
        self.field.setPlaceholderText("For example: a duplicate, off topic, not an article")
        self.field.textChanged.connect(self._check)
        add_row(self.form(), "&Reason", self.field)
        self.setMinimumWidth(_WIDTH)
        self._check()
        self.field.setFocus()

    @property
    def reason(self) -> str:
        """Why the document is skipped."""
        return self.field.text().strip()

    def _check(self) -> None:
        self.primary.setEnabled(bool(self.reason))


class NoteDialog(FormDialog):
    """Takes a note on a document; Ctrl+Enter keeps it."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            "Note on the document", "&Keep", parent, explained=f"“{title}”. Ctrl+Enter keeps it."
        )
        self.field = QPlainTextEdit(note)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName("Note")
        self.body.addWidget(self.field, 1)
        self.resize(_WIDTH + 80, 320)
        self.field.setFocus()
        self.field.selectAll()

    @property
    def note(self) -> str:
        """The note as it was typed."""
        return self.field.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
            return
        super().keyPressEvent(event)


class AboutDialog(FormDialog):
    """Says in a few lines what this is and where its files lie."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Glossator",
            "&Close",
            parent,
            explained="Read source texts, highlight spans, tag them, and export exact training "
            "data. Everything stays on this computer.",
        )
        self.setWindowTitle("About Glossator")
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(48, 48))
        picture.setFixedSize(48, 48)
        self.body.addWidget(picture)
        self.body.addLayout(_facts())
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).hide()
        self.setMinimumWidth(_WIDTH + 60)


def _facts() -> QGridLayout:
    facts = (
        ("Version", VERSION),
        ("Runs on", f"Python {platform.python_version()}, PySide6 {PySide6.__version__}"),
        ("Settings", str(config_folder())),
        ("Log", str(log_file())),
        ("Licence", "MIT"),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_4)
    grid.setColumnStretch(1, 1)
    for row, (name, fact) in enumerate(facts):
        label = wrapped(fact)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(QLabel(name), row, 0)
        grid.addWidget(label, row, 1)
    return grid
