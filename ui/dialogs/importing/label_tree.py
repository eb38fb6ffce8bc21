"""The names in foreign files, each with its count and with what it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from storage.formats.deciding import LEFT_OUT, OPEN, Deciding, Goal, Name
from ui.dialogs.importing.goal_field import GoalField
from ui.theme.metrics import SPACE_1, TARGET
from ui.wording import counted

_COLUMNS = ["In the file", "Number", "Becomes"]
_OPENED = 40  # Rows that stand open at first; below more labels they are opened by hand.
_MOST = 200  # Labels with a field of their own; thousands of fields would take long to make.
_GAP = 3  # Above and below a field
_ROW = QSize(0, TARGET + 2 * _GAP + 2)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LabelTree(QTreeWidget):
    """Labels with their attributes and relations below them, then annotators; writes decisions.

    Of very many labels the last ones stand together in one row. The fields of attributes and
    relations are made when they are first seen.
    """

    changed = Signal()

    def __init__(self, deciding: Deciding, annotators: list[str]) -> None:
        super().__init__()
        self._deciding = deciding
        self._known = annotators
        self._items: dict[str, QTreeWidgetItem] = {}
        self._labels: dict[str, GoalField] = {}
        self._parts: dict[Name, GoalField] = {}
        self._names: dict[str, QComboBox] = {}
        self._waiting: dict[str, list[tuple[Name, QTreeWidgetItem]]] = {}
        self._places: dict[QObject, QTreeWidgetItem] = {}
        self._dress()
        self.itemExpanded.connect(self._show_parts)
        # What asks for a decision stands where it is seen.
        still, counts = set(deciding.still_open), deciding.labels
        ordered = sorted(counts, key=lambda label: (label not in still, -counts[label]))
        for label in ordered[:_MOST]:
            self._add_label(label, deciding.labels[label])
        if rest := ordered[_MOST:]:
            self._add_rest(rest)
        if deciding.annotators:
            self._add_annotators()
        if len(self._items) + sum(map(len, deciding.names.values())) <= _OPENED:
            self.expandAll()

    def focus_first(self) -> None:
        """Put the keys where something is to be decided."""
        if self._labels:
            next(iter(self._labels.values())).setFocus()

    def field(self, label: str) -> GoalField:
        """Return the field that says what a label becomes."""
        return self._labels[label]

    def field_of(self, name: Name) -> GoalField:
        """Return the field that says what an attribute or a relation becomes."""
        self._items[name.label].setExpanded(True)
        return self._parts[name]

    def reread(self) -> None:
        """Show all decisions as they are now."""
        for label, field in self._labels.items():
            field.offer(self._deciding.tag_choices(label), self._deciding.goal(label))
        for name in self._parts:
            self._offer(name)
        for annotator, named in self._names.items():
            named.setCurrentText(self._deciding.called(annotator))
        self.changed.emit()

    # Rows

    def _add_label(self, label: str, number: int) -> None:
        item = self._item(self.invisibleRootItem(), label, number)
        field = GoalField(f"What {label} becomes")
        field.offer(self._deciding.tag_choices(label), self._deciding.goal(label))
        field.decided.connect(partial(self._decide, label))
        self._put(item, field)
        self._items[label], self._labels[label] = item, field
        muted = self.palette().placeholderText()
        for name, count in self._deciding.names[label].most_common():
            child = self._item(item, f"{name.part.capitalize()} “{name.name}”", count)
            child.setForeground(0, muted)
            self._waiting.setdefault(label, []).append((name, child))

    def _add_rest(self, labels: Sequence[str]) -> None:
        number = sum(self._deciding.labels[label] for label in labels)
        what = f"{counted(len(labels), 'more label')}, decided together below or in a mapping file"
        self._item(self.invisibleRootItem(), what, number)

    def _show_parts(self, item: QTreeWidgetItem) -> None:
        above = self._labels.get(item.text(0))
        for name, child in self._waiting.pop(item.text(0), ()):
            field = GoalField(f"What {name.label} {name.name} becomes")
            field.decided.connect(partial(self._decide_part, name))
            self._parts[name] = field
            self._offer(name)
            self._put(child, field)
            if above is not None:
                QWidget.setTabOrder(above, field)
            above = field

    def _add_annotators(self) -> None:
        group = self._item(self.invisibleRootItem(), "Annotators", None)
        for annotator, number in self._deciding.annotators.most_common():
            item = self._item(group, annotator, number)
            field = _NameField(f"Whose layer the annotations of {annotator} go to")
            field.addItems(list(dict.fromkeys([annotator, *self._known])))
            self._names[annotator] = field
            field.setCurrentText(self._deciding.called(annotator))
            field.editTextChanged.connect(partial(self._deciding.call, annotator))
            self._put(item, field)

    def _put(self, item: QTreeWidgetItem, field: QComboBox) -> None:
        room = QWidget()
        around = QVBoxLayout(room)
        around.setContentsMargins(0, _GAP, SPACE_1, _GAP)
        around.addWidget(field)
        self.setItemWidget(item, 2, room)
        self._places[field] = item
        field.installEventFilter(self)

    @staticmethod
    def _item(parent: QTreeWidgetItem, text: str, number: int | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text, "" if number is None else f"{number:,}"])
        item.setTextAlignment(1, _RIGHT)
        item.setToolTip(0, text)
        for column in range(len(_COLUMNS)):
            item.setSizeHint(column, _ROW)
        return item

    # What is decided

    def _decide(self, label: str, goal: Goal) -> None:
        self._deciding.decide(label, goal)
        for name in self._deciding.names[label]:
            if name in self._parts:
                self._offer(name)
        self.changed.emit()

    def _decide_part(self, name: Name, goal: Goal) -> None:
        self._deciding.decide_part(name, goal)
        self.changed.emit()

    def _offer(self, name: Name) -> None:
        field = self._parts[name]
        field.offer(self._deciding.choices(name), self._deciding.goal_of(name))
        field.setEnabled(self._deciding.goal(name.label) not in (OPEN, LEFT_OUT))

    def _dress(self) -> None:
        self.setAccessibleName("Labels, attributes, relations and annotators")
        self.setHeaderLabels(_COLUMNS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.headerItem().setTextAlignment(1, _RIGHT)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._places:
            self.scrollToItem(self._places[watched])
        return False


class _NameField(QComboBox):
    """Takes a name, typed or chosen among those of the project."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("annotator")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]  # As in GoalField
