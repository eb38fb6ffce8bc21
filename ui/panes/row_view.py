"""What the views of lists share: rows of one height, never wider than there is room."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate


def show_rows(
    view: QListView, model: QAbstractItemModel, rows: QStyledItemDelegate, name: str
) -> None:
    """Let a list show a model, its rows painted by `rows`; `name` says what it lists."""
    view.setAccessibleName(name)
    view.setModel(model)
    view.setItemDelegate(rows)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
