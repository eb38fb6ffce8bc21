"""A condition as rows to fill in: which attribute, how, which values; any row suffices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from domain.codebook import Attribute
from domain.conditions import ALONE, Clause, Condition, How
from ui.theme.metrics import SPACE_1, SPACE_2
from ui.theme.style import set_role

_HOWS: tuple[tuple[How, str], ...] = (
    ("in", "is one of"),
    ("not_in", "is none of"),
    ("filled", "has a value"),
    ("empty", "has no value"),
)


class ClauseRow(QWidget):
    """One row: attribute, how, values with commas between."""

    changed = Signal()
    removed = Signal(QWidget)

    def __init__(self, attributes: Sequence[Attribute], clause: Clause | None) -> None:
        super().__init__()
        self.field = QComboBox()
        self.field.setAccessibleName("Attribute that the condition asks about")
        for attribute in attributes:
            self.field.addItem(attribute.name, attribute.key)
        self.how = QComboBox()
        self.how.setAccessibleName("What is asked")
        for how, words in _HOWS:
            self.how.addItem(words, how)
        self.values = QLineEdit()
        self.values.setPlaceholderText("value, value")
        self.values.setAccessibleName("Values, with commas between")
        self.remove = QPushButton("Remove")
        self.remove.setAutoDefault(False)
        set_role(self.remove, "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_1)
        for widget in (self.field, self.how, self.values, self.remove):
            row.addWidget(widget, 1 if widget is self.values else 0)
        if clause is not None:
            self._fill(clause)
        self._offer_values()
        self.field.currentIndexChanged.connect(self.changed)
        self.how.currentIndexChanged.connect(self._offer_values)
        self.values.textChanged.connect(self.changed)
        self.remove.clicked.connect(self._remove)

    def clause(self) -> Clause:
        """Return what the row says."""
        how: How = self.how.currentData()
        typed = tuple(part.strip() for part in self.values.text().split(",") if part.strip())
        return Clause(self.field.currentData(), how, () if how in ALONE else typed)

    def _fill(self, clause: Clause) -> None:
        if self.field.findData(clause.field) < 0:
            self.field.addItem(clause.field, clause.field)
        self.field.setCurrentIndex(self.field.findData(clause.field))
        self.how.setCurrentIndex(self.how.findData(clause.how))
        self.values.setText(", ".join(map(str, clause.values)))

    def _offer_values(self) -> None:
        self.values.setVisible(self.how.currentData() not in ALONE)
        self.changed.emit()

    def _remove(self) -> None:
        self.removed.emit(self)


class ConditionEdit(QWidget):
    """The rows of a condition; none means that there is no condition."""

    changed = Signal()

    def __init__(self, attributes: Sequence[Attribute], condition: Condition | None) -> None:
        super().__init__()
        self._attributes = attributes
        self._rows: list[ClauseRow] = []
        self.add = QPushButton("Add a condition")
        self.add.setAutoDefault(False)
        self.add.setEnabled(bool(attributes))
        set_role(self.add, "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_2)
        last = QHBoxLayout()
        last.addWidget(self.add)
        last.addStretch(1)
        self._column.addLayout(last)
        for clause in condition.clauses if condition is not None else ():
            self._put(clause)
        self.add.clicked.connect(self._add)

    def condition(self) -> Condition | None:
        """Return the condition, or None for none."""
        clauses = tuple(row.clause() for row in self._rows)
        return Condition(clauses) if clauses else None

    def _add(self) -> None:
        self._put(None)
        self.changed.emit()

    def _put(self, clause: Clause | None) -> None:
        row = ClauseRow(self._attributes, clause)
        row.changed.connect(self.changed)
        row.removed.connect(self._remove)
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
        self.add.setText("Or …")

    def _remove(self, row: ClauseRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add.setText("Or …" if self._rows else "Add a condition")
        self.changed.emit()
