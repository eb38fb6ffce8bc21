"""Choosing a backup to go back to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from storage.backup import Backup
from ui.dialogs.form import FormDialog
from ui.wording import moment, size

_REASONS = {
    "open": "When the project was opened",
    "opened": "When the project was opened",
    "merge": "Before a merge",
    "before-restore": "Before another backup was restored",
}


def backup_row(backup: Backup) -> tuple[str, str, str]:
    """Return when a backup was made, why, and how large it is, in words."""
    reason = _REASONS.get(backup.reason, backup.reason.replace("-", " ").capitalize())
    return moment(backup.made), reason, size(backup.size)


class RestoreDialog(FormDialog):
    """Lists the backups of a project, the newest first.

    `broken` says why the project could not be opened, if that is why a backup is wanted.
    """

    def __init__(
        self, backups: Sequence[Backup], parent: QWidget | None = None, *, broken: str = ""
    ) -> None:
        super().__init__(
            "Restore a backup",
            "&Restore",
            parent,
            explained=f"{broken} These backups of it can take its place; what is left of the file "
            "is kept beside it under a new name."
            if broken
            else "The project goes back to the chosen moment. What it holds now is backed up "
            "first, so you can return to it.",
        )
        self._backups = list(backups)
        self.list = QTreeWidget()
        self.list.setHeaderLabels(["When", "Why", "Size"])
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName("Backups")
        for backup in self._backups:
            item = QTreeWidgetItem(list(backup_row(backup)))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemSelectionChanged.connect(self._check)
        self.list.itemDoubleClicked.connect(self.accept)
        self.body.addWidget(self.list, 1)
        if self._backups:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        else:
            self.say("There is no backup of this project yet; one is made whenever it is opened.")
        self._check()
        self.resize(600, 420)
        self.list.setFocus()

    @property
    def chosen(self) -> Backup | None:
        """The backup that is selected."""
        rows = [self.list.indexOfTopLevelItem(item) for item in self.list.selectedItems()]
        return self._backups[rows[0]] if rows else None

    def _check(self) -> None:
        self.primary.setEnabled(self.chosen is not None)
