"""What the tables of the lower panes share: whole rows are chosen, no grid, one line each."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.models.index import Index


class _Cells(QStyledItemDelegate):
    """Cells without a frame of their own: the whole row is what is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def show_whole_rows(view: QTableView, name: str) -> None:
    """Let a table show rows as wholes, sorted by a click on a header; `name` says what it lists."""
    view.setItemDelegate(_Cells(view))
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    rows = view.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(1)
    rows.setDefaultSectionSize(view.fontMetrics().height() + 12)
    columns = view.horizontalHeader()
    columns.setHighlightSections(False)
    columns.setSectionsClickable(True)
    columns.setSortIndicatorShown(True)
    columns.setSortIndicatorClearable(True)
