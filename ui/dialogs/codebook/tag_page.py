"""What a tag is called and looks like, and what it means in a sentence."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from domain.codebook import COLOURS, STROKES, Tag
from ui.dialogs.form import add_row
from ui.theme.metrics import SPACE_1, SPACE_3, SPACE_4, TARGET
from ui.theme.swatches import swatch
from ui.theme.theme import Theme

_SWATCH = QSize(16, 12)


class ColourPicker(QWidget):
    """The ten colour roles side by side; arrows move between them."""

    colour_changed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_1)
        for place, colour in enumerate(COLOURS):
            button = QToolButton()
            button.setCheckable(True)
            button.setIconSize(_SWATCH)
            button.setFixedSize(TARGET + 4, TARGET + 4)
            button.setToolTip(colour)
            button.setAccessibleName(f"Colour {colour}")
            self._group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        self.setFixedHeight(TARGET + 4)
        self._group.idClicked.connect(self._tell)

    def show_tag(self, tag: Tag) -> None:
        """Show a tag's colour as chosen, each colour with the tag's stroke."""
        for place, colour in enumerate(COLOURS):
            button = self._group.button(place)
            button.setIcon(swatch(replace(tag, colour=colour), self._theme))
            button.setChecked(colour == tag.colour)

    def _tell(self, place: int) -> None:
        self.colour_changed.emit(COLOURS[place])


class TagPage(QWidget):
    """The first page of a tag; `tag_changed` carries the tag as it is filled in."""

    tag_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tag: Tag | None = None
        self.name = QLineEdit()
        self.letter = QLineEdit()
        self.letter.setMaxLength(1)
        self.letter.setFixedWidth(2 * TARGET)
        self.colour = ColourPicker(theme)
        self.stroke = QComboBox()
        self.stroke.addItems(list(STROKES))
        self.definition = QPlainTextEdit()
        self.definition.setTabChangesFocus(True)
        self.definition.setFixedHeight(5 * TARGET)
        form = QFormLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_4, 0, 0)
        column.addLayout(form)
        column.addStretch(1)
        form.setHorizontalSpacing(SPACE_4)
        form.setVerticalSpacing(SPACE_3)
        add_row(form, "&Name", self.name)
        add_row(form, "&Key in the article", self.letter)
        add_row(form, "&Colour", self.colour)
        add_row(form, "S&troke", self.stroke)
        add_row(form, "&Definition", self.definition)
        self.name.textEdited.connect(self._tell)
        self.letter.textEdited.connect(self._tell)
        self.colour.colour_changed.connect(self._recolour)
        self.stroke.activated.connect(self._tell)
        self.definition.textChanged.connect(self._tell)

    def show_tag(self, tag: Tag) -> None:
        """Show a tag; a field keeps its caret while it says the same."""
        self._tag = None
        for field, words in ((self.name, tag.name), (self.letter, tag.shortcut)):
            if field.text().strip() != words:
                field.setText(words)
        if self.definition.toPlainText() != tag.definition:
            self.definition.setPlainText(tag.definition)
        self.stroke.setCurrentText(tag.stroke)
        self.colour.show_tag(tag)
        self._tag = tag

    def _recolour(self, colour: str) -> None:
        if self._tag is not None:
            self.tag_changed.emit(replace(self._tag, colour=colour))

    def _tell(self, *_: object) -> None:
        if self._tag is not None:
            self.tag_changed.emit(
                replace(
                    self._tag,
                    name=self.name.text().strip(),
                    shortcut=self.letter.text().strip().upper(),
                    stroke=self.stroke.currentText(),
                    definition=self.definition.toPlainText(),
                )
            )
