"""What is known of an entity, each field edited as one action."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from domain.codebook import Attribute
from domain.entity import Entity
from domain.ids import EntityId
from ui.dialogs.form import wrapped
from ui.kinds import Kind
from ui.panes.inspector.editors import Editor, ValueEdit, editor_for, label_of
from ui.panes.inspector.note import NoteEdit
from ui.panes.inspector.parts import Column
from ui.panes.inspector.values import FieldValue, odd_shape
from ui.register import RegisterDesk
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3, TARGET

_NAME = Attribute("name", "name", "Name")
_ALIAS_LINES = 3
_LABEL_WIDTH = 84


class EntityDetails(Column):
    """The fields of one entity; what is being typed is kept when another one shows."""

    def __init__(self, desk: RegisterDesk) -> None:
        super().__init__()
        self._desk = desk
        self._kind: Kind | None = None
        self._shown: Entity | None = None
        self._editable = True
        self.name = ValueEdit(_NAME)
        self.aliases = NoteEdit("Other names, one a line")
        self.rows: list[EntityField] = []
        self._grid = QGridLayout()
        self._fields = QWidget()
        self._lay_out()
        self.name.committed.connect(self._rename)
        self.aliases.committed.connect(self._set_aliases)

    @property
    def shown(self) -> Entity | None:
        """The entity that is shown."""
        return self._shown

    def show_entity(self, entity: Entity, kind: Kind, *, editable: bool) -> None:
        """Show an entity; what is being typed for the same one stays."""
        is_other = self._shown is None or self._shown.id != entity.id
        if is_other:
            self.flush()
        self._shown, self._editable = entity, editable
        if self._kind != kind:
            self._change_fields(kind)
        if is_other:
            self._let_go()
        self.name.show_value(FieldValue(_NAME, entity.name, "own"))
        self.name.setReadOnly(not editable)
        self.aliases.show_text("\n".join(entity.aliases), force=is_other)
        self.aliases.setReadOnly(not editable)
        for row in self.rows:
            row.show_value(entity.attributes.get(row.attribute.key), editable=editable)

    def clear(self) -> None:
        """Show no entity; what was typed is kept first."""
        self.flush()
        self._shown = None

    def flush(self) -> None:
        """Commit what is being typed or chosen."""
        if self._shown is None or not self._editable:
            return
        self.name.flush()
        self.aliases.flush()
        for row in self.rows:
            row.editor.flush()

    def focus_name(self) -> None:
        """Put the keys into the name, selected."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()
        self.ensureWidgetVisible(self.name)

    # What the person says

    def _rename(self, name: Any) -> None:
        if self._shown is not None:
            self._desk.rename(self._shown.id, str(name or ""))

    def _set_aliases(self, lines: str) -> None:
        if self._shown is not None:
            self._desk.set_aliases(self._shown.id, lines.splitlines())
            self._show_again(self._shown.id)

    def _set_attribute(self, key: str, value: Any) -> None:
        if self._shown is not None:
            self._desk.set_attributes(self._shown.id, {key: value})

    def _show_again(self, entity: EntityId) -> None:
        """Show the aliases as they were kept: each once, without empty lines."""
        kept = self._desk.entity(entity)
        if kept is not None:
            self.aliases.show_text("\n".join(kept.aliases), force=True)

    # Building

    def _let_go(self) -> None:
        self.name.reset()
        for row in self.rows:
            row.editor.reset()

    def _change_fields(self, kind: Kind) -> None:
        self._kind = kind
        self.column.removeWidget(self._fields)
        self._fields.hide()
        self._fields.deleteLater()
        self._fields = QWidget()
        grid = _grid(self._fields)
        self.rows = [
            EntityField(attribute, grid, at, self._fields)
            for at, attribute in enumerate(kind.attributes)
        ]
        self.column.insertWidget(1, self._fields)
        before: QWidget = self.aliases
        for row in self.rows:
            row.committed.connect(self._set_attribute)
            QWidget.setTabOrder(before, row.editor)
            before = row.editor

    def _lay_out(self) -> None:
        self.column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        self.column.setSpacing(SPACE_2)
        self.aliases.setAccessibleName("Also called")
        self.aliases.setFixedHeight(_ALIAS_LINES * self.fontMetrics().lineSpacing() + 20)
        self.name.setAccessibleName("Name")
        head = QWidget()
        grid = _grid(head)
        for at, (text, field) in enumerate((("Name", self.name), ("Also called", self.aliases))):
            grid.addWidget(_label(text, field), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, at, 1)
        self.column.addWidget(head)
        self.column.addWidget(self._fields)
        self.column.addStretch(1)


class EntityField(QObject):
    """One attribute of an entity: label, editor, and below what looks wrong."""

    committed = Signal(str, object)

    def __init__(self, attribute: Attribute, grid: QGridLayout, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self.editor: Editor = editor_for(attribute, parent)
        self.editor.setAccessibleName(label_of(attribute, required=False))
        self.editor.setToolTip(attribute.help)
        self.problem = wrapped("", "danger")
        self.problem.hide()
        grid.addWidget(
            _label(label_of(attribute, required=attribute.required), self.editor),
            2 * at,
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        grid.addWidget(self.editor, 2 * at, 1)
        grid.addWidget(self.problem, 2 * at + 1, 1)
        self.editor.committed.connect(self._commit)

    def show_value(self, value: Any, *, editable: bool) -> None:
        """Show a stored value, or the usual one if there is none."""
        attribute = self.attribute
        usual = None if attribute.default == "" else attribute.default
        if value in (None, ""):
            field = FieldValue(attribute, usual, "none" if usual is None else "usual", usual)
        else:
            field = FieldValue(attribute, value, "own", usual)
        wrong = attribute.problem(value) or ""
        problem = f"{wrong[:1].upper()}{wrong[1:]}." if wrong else odd_shape(attribute, value)
        self.editor.show_value(field)
        self.editor.setEnabled(editable)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _commit(self, value: Any) -> None:
        self.committed.emit(self.attribute.key, value)


def _grid(parent: QWidget) -> QGridLayout:
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_3)
    grid.setVerticalSpacing(SPACE_1)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    return grid


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumHeight(TARGET)
    label.setMaximumWidth(_LABEL_WIDTH)
    label.setBuddy(field)
    return label
