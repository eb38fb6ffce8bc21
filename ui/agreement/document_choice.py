"""Picking the documents to compare in, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from domain.ids import DocumentId
from storage.project import Project
from ui.dialogs.form import FormDialog
from ui.theme.metrics import TARGET
from ui.wording import counted

_SIZE = (520, 520)


class DocumentsDialog(FormDialog):
    """Lists all documents, each to be ticked by Space."""

    def __init__(
        self, project: Project, chosen: Sequence[DocumentId], parent: QWidget | None = None
    ) -> None:
        super().__init__("Documents to compare in", "&Compare", parent)
        self.list = QListWidget()
        self.list.setAccessibleName("Documents")
        for row in project.documents.rows(None):
            item = QListWidgetItem(row.title)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setSizeHint(QSize(0, TARGET))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = row.id in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._count)
        self.body.addWidget(self.list, 1)
        self._count()
        self.resize(*_SIZE)
        self.list.setFocus()
        self.list.setCurrentRow(0)

    @property
    def chosen(self) -> tuple[DocumentId, ...]:
        """The documents that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            DocumentId(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _count(self) -> None:
        number = len(self.chosen)
        self.primary.setEnabled(number > 0)
        self.primary.setText(f"&Compare in {counted(number, 'document')}" if number else "&Compare")
