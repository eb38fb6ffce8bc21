"""The forms for one attribute and for one relation type of a tag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from domain.codebook import ATTRIBUTE_TYPES, Attribute, RelationType, Tag
from domain.typed import read_typed
from ui.dialogs.codebook.condition_edit import ConditionEdit
from ui.dialogs.codebook.draft import Part
from ui.dialogs.form import FormDialog, add_row
from ui.panes.inspector.values import written
from ui.theme.metrics import TARGET

Judge = Callable[[Part], str]
TYPE_WORDS = {
    "enum": "Choice",
    "text": "Text",
    "number": "Number",
    "date": "Date",
    "boolean": "Yes or no",
    "ref": "Register entry",
}
_WIDTH, _LISTED = 620, 110


class PartForm(FormDialog):
    """What attributes and relation types share: name, help, conditions, and a look at the whole."""

    def __init__(
        self, title: str, part: Part, fields: Sequence[Attribute], judge: Judge, parent: QWidget
    ) -> None:
        super().__init__(title, "&Keep", parent)
        self._part, self._judge = part, judge
        self.name = QLineEdit(part.name)
        self.help = QLineEdit(part.help)
        asked = [a for a in fields if a.id != part.id]
        self.required_when = ConditionEdit(asked, part.required_when)
        self.shown_when = ConditionEdit(asked, part.shown_when)
        self.rows = self.form()
        add_row(self.rows, "&Name", self.name)
        self.setMinimumWidth(_WIDTH)

    def finish(self) -> None:
        """Add the rows that come last, and begin to judge."""
        add_row(self.rows, "&Help", self.help)
        add_row(self.rows, "Asked for &when", self.required_when, self.required_when.add)
        add_row(self.rows, "&Shown when", self.shown_when, self.shown_when.add)
        self.name.textChanged.connect(self.look)
        self.required_when.changed.connect(self.look)
        self.shown_when.changed.connect(self.look)
        self.look()
        if not self.name.text():
            self.say("")

    def part(self) -> Part:
        """Return the part as the form says it."""
        return replace(
            self._part,
            name=self.name.text().strip(),
            help=self.help.text().strip(),
            required_when=self.required_when.condition(),
            shown_when=self.shown_when.condition(),
        )

    def look(self) -> None:
        """Say what is wrong with what was filled in."""
        problem = self._judge(self.part()) if self.name.text().strip() else "It needs a name."
        self.say(problem)
        self.primary.setEnabled(not problem)


class AttributeForm(PartForm):
    """Asks for an attribute: its type, its values, its usual value, when it is asked for."""

    def __init__(self, attribute: Attribute, tag: Tag, judge: Judge, parent: QWidget) -> None:
        title = f"Attribute of “{tag.name}”"
        super().__init__(title, attribute, tag.attributes, judge, parent)
        self.type = QComboBox()
        for kind in ATTRIBUTE_TYPES:
            self.type.addItem(TYPE_WORDS[kind], kind)
        self.type.setCurrentIndex(self.type.findData(attribute.type))
        self.choices = QPlainTextEdit("\n".join(attribute.choices))
        self.choices.setPlaceholderText("One value a line")
        self.choices.setTabChangesFocus(True)
        self.choices.setFixedHeight(_LISTED)
        self.default = QLineEdit(written(attribute.default))
        self.required = QCheckBox("An annotation is incomplete without it")
        self.required.setChecked(attribute.required)
        self.entity = QCheckBox("Belongs to the register entry, not to the mention")
        self.entity.setChecked(attribute.scope == "entity")
        add_row(self.rows, "&Type", self.type)
        add_row(self.rows, "&Values", self.choices)
        add_row(self.rows, "&Usual value", self.default)
        add_row(self.rows, "&Required", self.required)
        add_row(self.rows, "S&cope", self.entity)
        for signal in (self.choices.textChanged, self.default.textChanged):
            signal.connect(self.look)
        self.type.currentIndexChanged.connect(self._show_type)
        self._show_type()
        self.finish()

    def part(self) -> Attribute:
        """Return the attribute as the form says it."""
        base = super().part()
        assert isinstance(base, Attribute)
        lines = self.choices.toPlainText().splitlines()
        listed = tuple(line.strip() for line in lines if line.strip())
        changed = replace(
            base,
            type=self.type.currentData(),
            choices=listed if self.type.currentData() == "enum" else (),
            required=self.required.isChecked(),
            scope="entity" if self.entity.isChecked() else "mention",
        )
        return replace(changed, default=self._default(changed))

    def _default(self, attribute: Attribute) -> Any:
        typed = self.default.text().strip()
        if typed == written(self._former_default()):
            return self._former_default()
        if attribute.type == "boolean":
            return {"yes": True, "no": False, "": None}.get(typed.casefold(), typed)
        return read_typed(attribute, typed)

    def _former_default(self) -> Any:
        assert isinstance(self._part, Attribute)
        return self._part.default

    def _show_type(self) -> None:
        self.rows.setRowVisible(self.choices, self.type.currentData() == "enum")
        self.look()


class RelationForm(PartForm):
    """Asks for a relation type: where it leads, and how many there may be."""

    def __init__(
        self, relation: RelationType, tag: Tag, tags: Sequence[Tag], judge: Judge, parent: QWidget
    ) -> None:
        title = f"Relation of “{tag.name}”"
        super().__init__(title, relation, tag.attributes, judge, parent)
        self.targets = QListWidget()
        self.targets.setFixedHeight(_LISTED)
        for each in tags:
            item = QListWidgetItem(each.name, self.targets)
            item.setSizeHint(QSize(0, TARGET))
            item.setData(Qt.ItemDataRole.UserRole, each.key)
            leads = each.key in relation.targets
            item.setCheckState(Qt.CheckState.Checked if leads else Qt.CheckState.Unchecked)
        self.minimum, self.maximum = QSpinBox(), QSpinBox()
        for spin, value in ((self.minimum, relation.minimum), (self.maximum, relation.maximum)):
            spin.setRange(0, 999)
            spin.setValue(value or 0)
            spin.valueChanged.connect(self.look)
        self.maximum.setSpecialValueText("any number")
        self.targets.itemChanged.connect(self.look)
        add_row(self.rows, "&Leads to", self.targets)
        add_row(self.rows, "At l&east", self.minimum)
        add_row(self.rows, "At &most", self.maximum)
        self.finish()

    def part(self) -> RelationType:
        """Return the relation type as the form says it."""
        base = super().part()
        assert isinstance(base, RelationType)
        items = [self.targets.item(row) for row in range(self.targets.count())]
        chosen = tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )
        return replace(
            base,
            targets=chosen,
            minimum=self.minimum.value(),
            maximum=self.maximum.value() or None,
        )
