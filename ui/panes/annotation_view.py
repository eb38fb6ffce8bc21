"""The table itself: its columns, what is chosen in it, and the menu of that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from domain.annotation import Annotation
from domain.codebook import Codebook
from ui.models.annotation_columns import COLUMNS
from ui.models.annotation_table import PLACE, AnnotationTable
from ui.panes.annotation_row import Place, RowPainter
from ui.panes.whole_rows import show_whole_rows
from ui.theme.icons import icon
from ui.theme.metrics import SPACE_2
from ui.theme.swatches import swatch
from ui.theme.theme import Theme

_Flag = QItemSelectionModel.SelectionFlag
_SINGLE = _Flag.ClearAndSelect | _Flag.Rows
_MANY = 1_000  # More chosen rows than this are not remembered over a new reading


class AnnotationView(QTableView):
    """Shows an AnnotationTable, row by row; what is chosen stays chosen over a new reading."""

    selection_changed = Signal()

    def __init__(self, table: AnnotationTable, theme: Theme) -> None:
        super().__init__()
        self._rows = RowPainter(theme, self.font())
        self._unselected: QItemSelectionModel | None = None
        # It paints its ground itself, so nothing needs to be painted below it.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        show_whole_rows(self, "Annotations")
        self.setModel(table)
        self._arrange_headers()

    @property
    def table(self) -> AnnotationTable:
        """The rows that show."""
        model = self.model()
        assert isinstance(model, AnnotationTable)
        return model

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._rows = RowPainter(theme, self.font())
        self.viewport().update()

    def show_columns(self, *, layers: bool, project: bool) -> None:
        """Show the columns that mean something: of several layers, of the whole project."""
        shown = {"always": True, "layers": layers, "project": project}
        for at, column in enumerate(COLUMNS):
            self.setColumnHidden(at, not shown[column.shown])

    def chosen(self) -> list[Annotation]:
        """Return the selected annotations, in the order of the rows."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = map(self.table.annotation_at, rows)
        return [annotation for annotation in found if annotation is not None]

    def follow(self, annotation: str | None) -> None:
        """Choose the row of an annotation and show it, without taking the keys."""
        row = -1 if annotation is None else self.table.row_of(annotation)
        if row < 0:
            self.clearSelection()
            return
        index = self.table.index(row, 0)
        if not self.selectionModel().isRowSelected(row):
            self.selectionModel().setCurrentIndex(index, _SINGLE)
        self.scrollTo(index)

    def remember(self) -> tuple[list[str], int]:
        """Return what is chosen and how far down the table is, for `restore`."""
        selected = self.selectionModel().selectedRows()
        ids = [str(a.id) for a in self.chosen()] if len(selected) <= _MANY else []
        return ids, self.verticalScrollBar().value()

    def restore(self, remembered: tuple[list[str], int]) -> None:
        """Choose again what was chosen, as far as it is still listed."""
        ids, place = remembered
        rows = [row for row in map(self.table.row_of, ids) if row >= 0]
        picked = QItemSelection()
        for row in rows:
            last = self.table.index(row, len(COLUMNS) - 1)
            picked.select(self.table.index(row, 0), last)
        if rows:
            selection = self.selectionModel()
            selection.setCurrentIndex(self.table.index(rows[0], 0), _Flag.NoUpdate)
            selection.select(picked, _Flag.ClearAndSelect)
        self.verticalScrollBar().setValue(place)

    def _arrange_headers(self) -> None:
        columns = self.horizontalHeader()
        columns.setSectionsMovable(True)
        columns.setMinimumSectionSize(36)
        columns.setSortIndicatorClearable(False)  # Without another order they stand by place.
        columns.setSortIndicator(PLACE, Qt.SortOrder.AscendingOrder)
        average = self.fontMetrics().averageCharWidth()
        for at, column in enumerate(COLUMNS):
            if column.width:
                columns.resizeSection(at, column.width * average + 2 * SPACE_2)
            else:
                columns.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _places(self) -> list[Place]:
        """Where the columns stand that show."""
        header = self.horizontalHeader()
        return [
            Place(at, header.sectionViewportPosition(at), header.sectionSize(at))
            for at in range(len(COLUMNS))
            if not header.isSectionHidden(at)
        ]

    def _under_mouse(self) -> tuple[int, int]:
        """The row and the column under the mouse, -1 where it is elsewhere."""
        if not self.viewport().underMouse():
            return -1, -1
        point = self.viewport().mapFromGlobal(QCursor.pos())
        return self.rowAt(point.y()), self.columnAt(point.x())

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._rows.font != self.font():
            self._rows = RowPainter(self._rows.theme, self.font())
        table, area = self.table, event.rect()
        last = self.rowAt(area.bottom())
        last = table.rowCount() - 1 if last < 0 else last
        places, chosen = self._places(), self.selectionModel()
        under, column = self._under_mouse()
        painter = QPainter(self.viewport())
        painter.fillRect(area, self._rows.theme.colours.panel)
        painter.setFont(self.font())
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for row in range(max(0, self.rowAt(area.top())), last + 1):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            self._rows.paint(
                painter,
                QRect(0, top, self.horizontalHeader().length(), height),
                places,
                (table.annotation_at(row), table.names),
                chosen=chosen.isRowSelected(row),
                hovered=column if row == under else -1,
            )
        painter.end()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        # Qt leaves the selection of the model before to whoever asked for it.
        before = self.selectionModel()
        super().setModel(model)
        if before is not None:
            before.deleteLater()
        # Headings show no selection: with one of their own they are not painted for each row.
        header = self.horizontalHeader()
        if self._unselected is not None:
            self._unselected.deleteLater()
        self._unselected = None if model is None else QItemSelectionModel(model, header)
        if self._unselected is not None:
            header.setSelectionModel(self._unselected)


def menu_for(
    chosen: Sequence[Annotation],
    own: Sequence[Annotation],
    *,
    codebook: Codebook,
    theme: Theme,
    read_only: bool,
    parent: QWidget,
) -> QMenu:
    """Return the menu of chosen annotations; each action's data is what to do, and with what."""
    menu = QMenu(parent)
    menu.addAction("Show in the article").setData(("jump", ""))
    menu.addSeparator()
    retag = menu.addMenu(icon("tag", theme), "Retag as")
    for tag in codebook.active:
        retag.addAction(swatch(tag, theme), tag.name).setData(("retag", tag.id))
    confidence = "unsure" if any(a.confidence == "sure" for a in own) else "sure"
    mark = menu.addAction(f"Mark as {confidence}")
    mark.setData(("confidence", confidence))
    copy = menu.addAction(icon("copy", theme), "Copy to my layer")
    copy.setData(("copy", ""))
    menu.addSeparator()
    delete = menu.addAction(icon("delete", theme), "Delete")
    delete.setData(("delete", ""))
    for action in (retag.menuAction(), mark, delete):
        action.setEnabled(bool(own) and not read_only)
    copy.setEnabled(len(chosen) == 1 and not own and not read_only)
    return menu
