"""The frame that all dialogs share: a heading, a form, a sentence when something is wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme.metrics import SPACE_2, SPACE_3, SPACE_4, SPACE_5, TARGET
from ui.theme.numbers import PLAIN_TEXT
from ui.theme.style import give_role

_MOST_TEXTS = 5  # Texts to be read that stand above the first field


class FormDialog(QDialog):
    """A dialog with a heading, a body, a place for what is wrong, and its buttons below.

    Enter accepts while the primary button is enabled; Esc cancels.
    """

    def __init__(
        self, title: str, primary: str, parent: QWidget | None = None, *, explained: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title.rstrip("…"))
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_3)
        self.problem = wrapped("", "danger")
        self.problem.setAccessibleName("What is wrong")
        self.buttons = QDialogButtonBox(self)
        self.primary = QPushButton(primary)
        self.primary.setDefault(True)
        # Bold by its role, not only while it is painted as the default: its width counts on it.
        give_role(self.primary, "primary")
        self.buttons.addButton(self.primary, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setAutoDefault(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        whole.setSpacing(SPACE_2)
        heading = wrapped(title.rstrip("…"), "heading")
        whole.addWidget(heading)
        if explained:
            whole.addWidget(wrapped(explained, "muted"))
        whole.addSpacing(SPACE_2)
        whole.addLayout(self.body, 1)
        whole.addWidget(self.problem)
        whole.addSpacing(SPACE_3)
        whole.addWidget(self.buttons)
        self.say("")

    def say(self, problem: str) -> None:
        """Show what is wrong in a sentence; an empty one takes it away."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def form(self) -> QFormLayout:
        """Add an aligned form to the body and return it."""
        from PySide6.QtCore import Qt

        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_4)
        form.setVerticalSpacing(SPACE_3)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addLayout(form)
        return form

    def _focus_first(self) -> None:
        """Put the keys into the first field: the buttons are made first, and Qt begins there."""
        # Asking Qt for what comes next would hand over who owns it; so the focus itself walks.
        self.cancel.setFocus()
        for _ in range(_MOST_TEXTS):
            self.focusNextChild()
            at = self.focusWidget()
            if not isinstance(at, QAbstractScrollArea) or not at.property("readOnly"):
                return

    # Qt overrides

    def setVisible(self, visible: bool) -> None:
        if visible and self.focusWidget() is None:
            self._focus_first()
        super().setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        keep_on_screen(self)


def keep_on_screen(window: QWidget) -> None:
    """Move a window that has grown below the edge of its screen up, as far as there is room."""
    if not window.isVisible():
        return
    frame = window.frameGeometry()
    on = QGuiApplication.screenAt(frame.topLeft()) or QGuiApplication.primaryScreen()
    screen = on.availableGeometry()
    below = frame.bottom() - screen.bottom()
    if below > 0:
        window.move(frame.x(), max(screen.top(), frame.top() - below))


def add_row(
    form: QFormLayout, text: str, field: QWidget | QLayout, buddy: QWidget | None = None
) -> None:
    """Add a row whose label stands level with its field and leads to it (or to `buddy`)."""
    label = QLabel(text)
    label.setMinimumHeight(TARGET)
    if isinstance(field, QAbstractScrollArea):
        from PySide6.QtCore import Qt

        # Beside what is tall, Qt would set the label below the first row of it.
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, (TARGET - label.fontMetrics().height()) // 2, 0, 0)
    target = buddy or (field if isinstance(field, QWidget) else None)
    if target is not None:
        label.setBuddy(target)
    form.addRow(label, field)


def typed_path(written: str) -> Path:
    """Return the path that was typed; a `~` that names nobody is taken as it stands."""
    path = Path(written.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def wrapped(text: str, role: str = "") -> QLabel:
    """Return a label of plain text that wraps and never asks for more width."""
    label = QLabel(text)
    label.setProperty("textFormat", PLAIN_TEXT)
    label.setWordWrap(True)
    if role:
        give_role(label, role)
    return label
