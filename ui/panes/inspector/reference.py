"""The field that says which entity words mention: proposals under the line as one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from domain.entity import Entity
from domain.ids import EntityId
from domain.register import Proposal, fold
from ui.models.index import Index
from ui.panes.inspector.values import FieldValue
from ui.theme.metrics import SPACE_2

_DETAIL = Qt.ItemDataRole.UserRole
_NAMING = Qt.ItemDataRole.UserRole + 1
_ROWS = 8
_TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Names(Protocol):
    """What knows the names of entities: see KindDesk."""

    def propose(self, words: str) -> list[Proposal] | None: ...
    def decide(self, words: str) -> Entity | None: ...


@dataclass(frozen=True, slots=True)
class Naming:
    """Which entity is meant: a known one, else a new one of this name, else (empty) none."""

    entity: EntityId | None = None
    name: str = ""


class _Rows(QStyledItemDelegate):
    """Paints a name, and what tells it from others at the right end."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        style = option.widget.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        quiet = ink if chosen else QPalette.ColorRole.PlaceholderText
        area = option.rect.adjusted(SPACE_2, 0, -SPACE_2, 0)
        detail = str(index.data(_DETAIL) or "")
        metrics, elide = option.fontMetrics, Qt.TextElideMode.ElideRight
        name = metrics.elidedText(str(index.data()), elide, area.width())
        room = area.width() - metrics.horizontalAdvance(name) - 2 * SPACE_2
        painter.save()
        painter.setPen(option.palette.color(ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(option.palette.color(quiet))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, side, metrics.elidedText(detail, elide, max(room, 0)))
        painter.restore()


class ProposalList(QListView):
    """The proposals, over whatever stands below the line; it never takes the keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Proposals")
        self.setStyleSheet("QListView { border: 1px solid palette(mid); }")
        self.hide()

    def fill(self, proposals: list[Proposal], typed: str, chosen: int) -> None:
        """List proposals, and last what would be entered anew."""
        self.rows.clear()
        for proposal in proposals:
            self._add(proposal.entity.name, _detail(proposal), Naming(proposal.entity.id))
        if typed:
            self._add(f"New: {typed}", "enter it", Naming(name=typed))
        self.choose(chosen if chosen >= 0 else self.rows.rowCount() - 1)

    def choose(self, row: int) -> None:
        """Choose a row, going round."""
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(row % self.rows.rowCount(), 0))

    def step(self, step: int) -> None:
        """Choose the row that many further."""
        at = self.currentIndex().row()
        self.choose(at + step if at >= 0 else (0 if step > 0 else -1))

    def chosen(self) -> Naming | None:
        """Return what the chosen row means, or None."""
        naming = self.currentIndex().data(_NAMING)
        return naming if isinstance(naming, Naming) else None

    def naming_at(self, index: QModelIndex) -> Naming:
        """Return what a row means."""
        naming = index.data(_NAMING)
        assert isinstance(naming, Naming)
        return naming

    def stand_under(self, line: QWidget) -> None:
        """Stand under a line, or over it where there is no room below."""
        host = self._host
        row = self.sizeHintForRow(0) if self.rows.rowCount() else 0
        height = row * min(self.rows.rowCount(), _ROWS + 1) + 2 * self.frameWidth()
        place = line.mapTo(host, QPoint(0, line.height()))
        if place.y() + height > host.height():
            place = line.mapTo(host, QPoint(0, -height))
        self.setGeometry(QRect(place.x(), max(place.y(), 0), line.width(), height))
        self.raise_()
        self.show()

    def _add(self, name: str, detail: str, naming: Naming) -> None:
        item = QStandardItem(name)
        item.setData(detail, _DETAIL)
        item.setData(naming, _NAMING)
        item.setToolTip(f"{name} ({detail})" if detail else name)
        self.rows.appendRow(item)


class ReferenceEdit(QLineEdit):
    """A line for an entity's name; `committed` carries a Naming, decided by Enter or a click.

    Tab takes the chosen proposal for what was typed, as Enter does. What was typed and left
    otherwise is kept too: as the entity with exactly that name or alias, else as a new one.
    """

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self._tried: str | None = None
        self._deciding = False
        self._is_waiting = False
        self._words = ""
        self._names: Names | None = None
        self._suggestion: Proposal | None = None
        self._list: ProposalList | None = None
        self.setMinimumWidth(96)
        self.textEdited.connect(self._offer)

    @property
    def suggestion(self) -> Proposal | None:
        """What the words of the span mean exactly, while nobody has said so."""
        return self._suggestion

    def serve(self, names: Names, words: str, suggestion: Proposal | None) -> None:
        """Take what proposes entities for typed words, and the words of the span itself."""
        self._names, self._words, self._suggestion = names, words, suggestion
        if self._is_waiting and self.hasFocus():
            self._offer()

    def show_value(self, value: FieldValue) -> None:
        """Show the name of the entity; a mere proposal shows as a hint."""
        is_typing = self.hasFocus() and self.text() != self._kept and not self._deciding
        self._kept = str(value.value or "") if value.origin == "own" else ""
        self._tried = None
        if self._suggestion is not None and not self._kept:
            self.setPlaceholderText(f"{self._suggestion.entity.name}?  Enter takes it")
        else:
            self.setPlaceholderText("Not named yet")
        if not is_typing and self.text() != self._kept:
            self.setText(self._kept)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Commit what was typed, if it differs from what is stored."""
        typed = self.text().strip()
        if typed == self._kept.strip() or self.isReadOnly() or typed == self._tried:
            return
        known = self._names.decide(typed) if self._names and typed else None
        self._decide(Naming(name=typed) if known is None else Naming(known.id))

    def reset(self) -> None:
        """Let go of what was typed: the line will show another annotation."""
        self._tried = None
        self.setText(self._kept)
        self.close_list()

    def close_list(self) -> None:
        """Take the proposals away."""
        if self._list is not None:
            self._list.hide()

    @property
    def proposals(self) -> ProposalList | None:
        """The list under the line, if it shows."""
        return self._list if self._list is not None and self._list.isVisible() else None

    def _offer(self) -> None:
        """Propose for what is typed, or else for the words of the span."""
        if self._names is None or self.isReadOnly():
            return
        typed = self.text().strip()
        is_cleared = not typed and bool(self._kept)
        asked = typed or ("" if is_cleared else self._words)
        found = self._names.propose(asked)
        shown = self._shown_list()
        self._is_waiting = found is None
        if found is None:  # Still being read: it is served again afterwards, and Enter waits.
            shown.hide()
            return
        shown.fill(found, asked, 0 if self._is_likely(found, typed) else -1)
        if is_cleared:
            shown.clearSelection()
            shown.setCurrentIndex(QModelIndex())
        if shown.rows.rowCount():
            shown.stand_under(self)
        else:
            shown.hide()

    def _is_likely(self, found: list[Proposal], typed: str) -> bool:
        """Tell whether the first proposal is what is meant, rather than a new entity."""
        if not found or found[0].how == "close":
            return False
        # Who writes the words of the span out in full does not mean a longer name.
        is_whole = bool(typed) and fold(typed) == fold(self._words)
        return not (is_whole and found[0].how == "part")

    def _shown_list(self) -> ProposalList:
        host = self.window()
        if self._list is None or self._list.parentWidget() is not host:
            if self._list is not None:
                self._list.deleteLater()
            self._list = ProposalList(host)
            self._list.clicked.connect(self._take_clicked)
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _take_clicked(self, index: QModelIndex) -> None:
        if self._list is not None:
            self._take(self._list.naming_at(index))

    def _take(self, naming: Naming) -> None:
        self.close_list()
        self._decide(naming)

    def _decide(self, naming: Naming) -> None:
        # A refusal leaves what was typed, and must not be asked for again on leaving the field.
        self._tried = self.text().strip()
        self._deciding = True
        self.committed.emit(naming)
        self._deciding = False

    def _enter(self) -> None:
        typed = self.text().strip()
        shown = self.proposals
        chosen = None if shown is None else shown.chosen()
        if typed != self._kept.strip() and not typed:
            self._take(Naming())
        elif shown is not None and chosen is not None:
            self._take(chosen)
        elif self._suggestion is not None and not typed:
            self._take(Naming(self._suggestion.entity.id))
        elif typed != self._kept.strip():
            self.flush()
        else:
            self._offer()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = event.key(), self.proposals
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self._enter()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if shown is None:
                self._offer()
            else:
                shown.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and shown is not None:
            self.close_list()
            self.setText(self._kept)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _TABBED and not self._kept and self._words:
            self._offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        typed = self.text().strip()
        shown = self.proposals if event.reason() in _TABBED else None
        chosen = None if shown is None or not typed else shown.chosen()
        self.close_list()
        super().focusOutEvent(event)
        if chosen is not None and typed not in (self._kept.strip(), self._tried):
            self._decide(chosen)
        else:
            self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.close_list()
        super().resizeEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        self.close_list()
        super().moveEvent(event)


def _detail(proposal: Proposal) -> str:
    entity = proposal.entity
    parts = [f"also {proposal.said}"] if proposal.said != entity.name else []
    parts += [str(value) for value in list(entity.attributes.values())[:2] if value]
    return " · ".join(parts)
