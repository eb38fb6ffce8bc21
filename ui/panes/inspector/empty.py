"""What the inspector says when nothing is at hand: how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from domain.codebook import Codebook
from ui.dialogs.form import wrapped
from ui.panes.inspector.parts import Column
from ui.theme.metrics import SPACE_2, SPACE_3
from ui.theme.style import set_role
from ui.theme.theme import Theme


class EmptyPage(Column):
    """Teaches the two ways to tag, with the keys of the codebook in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = wrapped("", "heading")
        self.words = wrapped("", "muted")
        self.more = wrapped("", "muted")
        self._tags = QWidget()
        self.column.setSpacing(SPACE_3)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.words)
        self.column.addWidget(self._tags)
        self.column.addWidget(self.more)
        self.column.addStretch(1)

    def teach(
        self, codebook: Codebook, theme: Theme, *, has_document: bool, decides: bool = False
    ) -> None:
        """Say what to do next; `decides` while the letters decide cases instead of tagging."""
        self._replace_tags(codebook, theme)
        self._tags.setVisible(has_document and not decides)
        self.more.setVisible(has_document and not decides)
        if not has_document:
            self.heading.setText("No article is open")
            self.words.setText(
                "Choose one from the list on the left, or import articles. "
                "What you tag in it shows here."
            )
            return
        if decides:
            self.heading.setText("Nothing at hand")
            self.words.setText(
                "The keys decide the case that is chosen in the list of cases. N goes to the next "
                "one; ? lists these keys."
            )
            return
        self.heading.setText("Nothing at hand")
        self.words.setText("Select words in the article, then press the letter of a tag.")
        self.more.setText(
            "Or press the letter first: then every selection becomes that tag, until Esc.\n\n"
            "Tab goes to the next tagged span; Enter comes here to say more about it."
        )

    def _replace_tags(self, codebook: Codebook, theme: Theme) -> None:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(1, 1)
        for row, tag in enumerate(codebook.active):
            name = QLabel(tag.name)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setToolTip(tag.definition)
            name.setStyleSheet(f"color: {theme.tag(tag.colour).ink.name()}; font-weight: 600;")
            if tag.shortcut:
                key = QLabel(tag.shortcut)
                set_role(key, "key")
                grid.addWidget(key, row, 0)
            grid.addWidget(name, row, 1)
        self.column.replaceWidget(self._tags, made)
        self._tags.deleteLater()
        self._tags = made
