"""The small questions of the register: what a new entity is called, what becomes of mentions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton, QWidget

from ui.dialogs.entities.attempt import AttemptDialog
from ui.dialogs.form import add_row, wrapped
from ui.kinds import Kind
from ui.wording import counted

_WIDTH = 460


class NewEntityDialog(AttemptDialog):
    """Asks for the name and the kind of an entity."""

    def __init__(
        self, kinds: Mapping[str, Kind], kind: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("New entity", "&Enter it", parent)
        self.name = QLineEdit(name)
        self.kinds = QComboBox()
        for each in kinds.values():
            self.kinds.addItem(each.name, each.key)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))
        form = self.form()
        add_row(form, "&Name", self.name)
        add_row(form, "&Kind", self.kinds)
        self.setMinimumWidth(_WIDTH)
        self.name.textChanged.connect(self._check)
        self.name.selectAll()
        self.name.setFocus()
        self._check()

    @property
    def called(self) -> str:
        """The name as it was typed."""
        return self.name.text().strip()

    @property
    def kind(self) -> str:
        """The key of the chosen kind."""
        return str(self.kinds.currentData() or "")

    def _check(self) -> None:
        self.primary.setEnabled(bool(self.called) and bool(self.kind))
        self.say("")


class DeleteEntityDialog(AttemptDialog):
    """Asks what becomes of the mentions of an entity that is to go.

    While colleagues mention it, only merging is offered: their annotations are theirs.
    """

    def __init__(
        self, name: str, mentions: int, foreign: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            f"Delete “{name}”?",
            "&Delete",
            parent,
            explained=f"{counted(mentions, 'annotation')} still "
            f"{'mentions' if mentions == 1 else 'mention'} it. Ctrl+Z takes it back.",
        )
        self.merge = QRadioButton("&Merge it into another entity, which its mentions then name…")
        self.release = QRadioButton(
            f"&Let {counted(mentions, 'mention')} lose the reference: nobody is named there"
        )
        self.body.addWidget(self.merge)
        self.body.addWidget(self.release)
        if foreign:
            self.release.setEnabled(False)
            words = counted(foreign, "of these annotations is", "of these annotations are")
            self.body.addWidget(wrapped(f"{words} in colleagues' layers.", "muted"))
        self.merge.toggled.connect(self._show_deed)
        self.merge.setChecked(True)
        self.setMinimumWidth(_WIDTH)
        self.merge.setFocus()

    @property
    def is_merge(self) -> bool:
        """Whether the mentions are to name another entity."""
        return self.merge.isChecked()

    def _show_deed(self, *_: object) -> None:
        self.primary.setText("&Merge…" if self.is_merge else "&Delete")
