"""Which column of a table holds what: chosen beside the first rows, and remembered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from domain.table_columns import ROLES, Columns, columns_from_json, guess_columns
from storage.documents.gathering import TableHead
from storage.documents.tables import cell_text
from ui.dialogs.form import FormDialog, add_row
from ui.settings import Settings
from ui.theme.metrics import SPACE_2, SPACE_3, SPACE_5

_SIZE = (860, 480)
_NAMES = {
    "text": "Te&xt",
    "title": "&Title",
    "published": "&Date",
    "author": "&Author",
    "source": "&Source",
    "url": "&Link",
    "language": "Lan&guage",
}
_NONE = "(none)"
_KEPT = 20
_SHOWN = 120


class ColumnsDialog(FormDialog):
    """Asks which column holds text, title, date, author, source; the rest becomes metadata."""

    def __init__(self, table: TableHead, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Columns",
            "&Use these columns",
            parent,
            explained=f"Each row of {file_name} becomes an article. "
            "Columns that are not named here are kept as its metadata.",
        )
        self._table = table
        self.fields: dict[str, QComboBox] = {}
        self.rows = QTableWidget(len(table.rows), len(table.columns))
        self._lay_out()
        self.choose(table.chosen or guess_columns(table.columns, table.rows))
        for box in self.fields.values():
            box.currentIndexChanged.connect(self._check)
        self._check()
        self.resize(*_SIZE)

    @property
    def chosen(self) -> Columns:
        """The columns as they are chosen now."""
        said: dict[str, Any] = {role: box.currentData() for role, box in self.fields.items()}
        return Columns(**said)

    def choose(self, columns: Columns | None) -> None:
        """Show columns as the choice."""
        named = {} if columns is None else columns.named()
        for role, box in self.fields.items():
            box.setCurrentIndex(max(0, box.findData(named.get(role, ""))))

    def _check(self) -> None:
        named = [column for column in self.chosen.named().values() if column]
        twice = sorted({column for column in named if named.count(column) > 1})
        problem = ""
        if not self.chosen.text:
            problem = "Choose the column that holds the text."
        elif twice:
            problem = f"“{twice[0]}” is chosen twice."
        self.say(problem)
        self.primary.setEnabled(not problem)

    def _lay_out(self) -> None:
        halves = QHBoxLayout()
        halves.setSpacing(SPACE_5)
        forms = (QFormLayout(), QFormLayout())
        for form in forms:
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            form.setHorizontalSpacing(SPACE_3)
            form.setVerticalSpacing(SPACE_2)
            halves.addLayout(form, 1)
        for number, role in enumerate(ROLES):
            box = QComboBox()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.addItem(_NONE, "")
            for column in self._table.columns:
                box.addItem(column, column)
            self.fields[role] = box
            add_row(forms[number % 2], _NAMES[role], box)
        self.body.addLayout(halves)
        self._fill()
        self.body.addWidget(self.rows, 1)

    def _fill(self) -> None:
        self.rows.setAccessibleName("The first rows")
        self.rows.setHorizontalHeaderLabels(list(self._table.columns))
        self.rows.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.rows.verticalHeader().hide()
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setShowGrid(False)
        self.rows.setTabKeyNavigation(False)
        self.rows.setWordWrap(False)
        for at, row in enumerate(self._table.rows):
            for place, column in enumerate(self._table.columns):
                cell = " ".join(cell_text(row.get(column))[:_SHOWN].split())
                self.rows.setItem(at, place, QTableWidgetItem(cell))
        self.rows.resizeColumnsToContents()
        for place in range(len(self._table.columns)):
            self.rows.setColumnWidth(place, min(240, self.rows.columnWidth(place)))


def remembered_columns(settings: Settings | None, project: str) -> dict[tuple[str, ...], Columns]:
    """Return the columns that were chosen in a project, by the names of all of the table's."""
    found: dict[tuple[str, ...], Columns] = {}
    for names, given in _kept(settings, project):
        try:
            found[tuple(names)] = columns_from_json(given)
        except (ValueError, TypeError):
            continue
    return found


def remember_columns(
    settings: Settings | None, project: str, names: tuple[str, ...], columns: Columns
) -> None:
    """Keep what was chosen for tables with these columns, as one of the last few."""
    if settings is None:
        return
    others = [(tuple(n), given) for n, given in _kept(settings, project) if tuple(n) != names]
    kept = [(list(names), columns.as_json()), *((list(n), given) for n, given in others)]
    settings.places = {**settings.places, _key(project): json.dumps(kept[:_KEPT])}


def _kept(settings: Settings | None, project: str) -> list[tuple[list[str], Mapping[str, object]]]:
    try:
        held = json.loads(settings.places.get(_key(project), "[]")) if settings else []
        return [(list(names), given) for names, given in held]
    except (ValueError, TypeError):
        return []


def _key(project: str) -> str:
    return f"columns:{project}"
