"""A sentence for the person: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.form import wrapped
from ui.theme.icons import pixmap
from ui.theme.metrics import SPACE_2, SPACE_3, SPACE_4, SPACE_5
from ui.theme.theme import Theme

_WIDTH = 460
_WIDE = (700, 440)  # One that is mostly details
_DETAILS = 140  # The height of details, in pixels
_ICON = 24


class MessageDialog(QDialog):
    """A title, a sentence, and the details (a path, a list), if only on demand; no traceback."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        sentence: str,
        *,
        details: str = "",
        shows_details: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.sentence = wrapped(sentence)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        if not shows_details:
            self.details.setFixedHeight(_DETAILS)
        self.details.setTabChangesFocus(True)
        self.details.setVisible(shows_details)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
        self._buttons.accepted.connect(self.accept)
        self._lay_out(theme, title)
        if details and not shows_details:
            self._offer_details()
        self.setMinimumWidth(_WIDTH)
        if shows_details:
            self.resize(*_WIDE)

    def _lay_out(self, theme: Theme, title: str) -> None:
        sign = QLabel()
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        sign.setPixmap(pixmap("warning", theme.colours.warning, _ICON, ratio))
        words = QVBoxLayout()
        words.setSpacing(SPACE_2)
        words.addWidget(wrapped(title, "heading"))
        words.addWidget(self.sentence)
        words.addStretch(1)
        above = QHBoxLayout()
        above.setSpacing(SPACE_4)
        above.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        whole.setSpacing(SPACE_3)
        whole.addLayout(above)
        whole.addWidget(self.details, 1)
        whole.addWidget(self._buttons)

    def _offer_details(self) -> None:
        shown = QPushButton("&Details")
        shown.setCheckable(True)
        shown.setAutoDefault(False)
        shown.toggled.connect(self._show_details)
        self._buttons.addButton(shown, QDialogButtonBox.ButtonRole.HelpRole)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.adjustSize()


def tell(
    theme: Theme,
    title: str,
    sentence: str,
    *,
    details: str = "",
    shows_details: bool = False,
    parent: QWidget | None = None,
) -> None:
    """Show a sentence and wait until the person has read it."""
    MessageDialog(
        theme, title, sentence, details=details, shows_details=shows_details, parent=parent
    ).exec()
