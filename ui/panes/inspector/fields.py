"""The form of a tag's attributes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from domain.codebook import Attribute, Tag
from domain.typed import Writing
from ui.dialogs.form import wrapped
from ui.panes.inspector.editors import Editor, editor_for, label_of
from ui.panes.inspector.scope_switch import ScopeSwitch
from ui.panes.inspector.value_edit import ValueEdit
from ui.panes.inspector.values import FieldValue
from ui.theme.metrics import SPACE_2, SPACE_3

_LABEL_WIDTH = 104


class AttributeRow(QObject):
    """One field: its label, its editor, and below what is wrong with the value."""

    committed = Signal(str, object)
    narrowed = Signal(str, bool)

    def __init__(self, attribute: Attribute, parent: QWidget) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self.value = FieldValue(attribute, None, "none")
        self.label = QLabel(label_of(attribute, required=attribute.required), parent)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setMaximumWidth(_LABEL_WIDTH)
        self._keep_on_one_line()
        self.editor: Editor = editor_for(attribute, parent)
        self.label.setBuddy(self.editor)
        help_text = attribute.help + (" Required." if attribute.required else "")
        self.label.setToolTip(help_text.strip())
        self.editor.setToolTip(help_text.strip())
        self.editor.setAccessibleName(self.label.text())
        self.problem = wrapped("", "danger")
        self.problem.setParent(parent)
        self.problem.hide()
        self.only_here = ScopeSwitch(parent)
        self.only_here.hide()
        self.only_here.toggled.connect(self._narrow)
        self.editor.committed.connect(self._commit)

    def show_value(self, value: FieldValue, *, editable: bool, only_here: bool) -> None:
        """Show a value; where it may not be changed, only that."""
        self.value = value
        self.editor.setEnabled(editable or value.attribute.type == "ref")
        self.editor.show_value(value)
        self.problem.setText(value.problem)
        self.problem.setVisible(bool(value.problem))
        self.only_here.show_scope(value.entity, only_here=only_here or value.origin == "own")
        self.only_here.setEnabled(editable)

    def show_need(self, *, shown: bool, required: bool) -> None:
        """Show the field or not, and whether it asks for a value."""
        words = label_of(self.attribute, required=required)
        if words != self.label.text():
            self.label.setText(words)
            self._keep_on_one_line()
        self.label.setVisible(shown)
        self.editor.setVisible(shown)
        if not shown:
            self.problem.hide()
            self.only_here.hide()

    def _keep_on_one_line(self) -> None:
        # A label that may wrap asks for less room than there is, and would wrap too soon.
        width = self.label.fontMetrics().horizontalAdvance(self.label.text()) + 1
        self.label.setMinimumWidth(min(width, _LABEL_WIDTH))

    def _commit(self, value: Any) -> None:
        self.committed.emit(self.attribute.key, value)

    def _narrow(self, checked: bool) -> None:
        self.narrowed.emit(self.attribute.key, checked)


class AttributeForm(QFrame):
    """The fields of one tag; `committed` carries an attribute's key and its new value."""

    committed = Signal(str, object)
    narrowed = Signal(str, bool)

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag = tag
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(1, 1)
        self.rows: list[AttributeRow] = []
        for attribute in tag.attributes:
            if not attribute.retired:
                self._add(grid, attribute)

    def show_values(
        self,
        values: tuple[FieldValue, ...],
        *,
        editable: bool,
        only_here: Collection[str] = (),
    ) -> None:
        """Show the values of an annotation, one for each field, in order.

        `only_here` names the fields that speak for this mention alone, whatever its entity says.
        """
        given = {v.attribute.key: v.value for v in values if v.origin != "usual"}
        effective = self.tag.effective(given)
        for row, value in zip(self.rows, values, strict=True):
            attribute = row.attribute
            row.show_value(value, editable=editable, only_here=attribute.key in only_here)
            shown = attribute.is_shown(effective)
            row.show_need(shown=shown, required=attribute.is_required(effective))

    def write_as(self, writing: Writing) -> None:
        """Read what is typed as a document writes."""
        for row in self.rows:
            if isinstance(row.editor, ValueEdit):
                row.editor.writing = writing

    def row_of(self, editor: QObject | None) -> AttributeRow | None:
        """Return the row of a field, or None if it is none of these."""
        return next((row for row in self.rows if row.editor is editor), None)

    def flush(self) -> None:
        """Commit what is being typed or chosen."""
        for row in self.rows:
            row.editor.flush()

    def reset(self) -> None:
        """Let go of what was typed: the form will show another annotation."""
        for row in self.rows:
            row.editor.reset()

    def _add(self, grid: QGridLayout, attribute: Attribute) -> None:
        row = AttributeRow(attribute, self)
        row.committed.connect(self.committed)
        row.narrowed.connect(self.narrowed)
        at = 2 * len(self.rows)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(row.label)
        beside.addWidget(row.only_here)
        grid.addLayout(beside, at, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(row.editor, at, 1)
        grid.addWidget(row.problem, at + 1, 1)
        self.rows.append(row)
