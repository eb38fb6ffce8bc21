"""The relations of the span at hand, by role, to follow, add to and take away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from domain.annotation import Annotation
from domain.ids import AnnotationId
from domain.relating import Role, roles_of
from ui.dialogs.form import wrapped
from ui.panes.inspector.parts import Link, section
from ui.panes.inspector.relation_groups import PartnerRow, RelationGroup, relation_groups
from ui.panes.inspector.values import spoken
from ui.role_popup import how_many
from ui.session import Session
from ui.theme.icons import icon
from ui.theme.metrics import SPACE_1, SPACE_2
from ui.theme.style import set_role
from ui.theme.theme import Theme

_SMALL = 14
_MOST, _FEW = 8, 6  # Partners in a role that all show; how many show of more


class PartnerLine(QFrame):
    """One partner: a link that goes there; Del, or its button, takes the relation away."""

    followed = Signal(str)
    unlink_requested = Signal(str)

    def __init__(self, row: PartnerRow, theme: Theme, *, editable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self._editable = editable
        self.link = Link(row.words, row.partner)
        self.link.setToolTip(f"{row.tip}\nDel takes the relation away." if editable else row.tip)
        self.link.followed.connect(self.followed)
        self.remove = QToolButton()
        self.remove.setIcon(icon("close", theme))
        self.remove.setIconSize(QSize(_SMALL, _SMALL))
        self.remove.setToolTip("Take the relation away")
        self.remove.setAccessibleName(f"Take away the relation to {row.words}")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.setStyleSheet("padding: 2px; min-width: 16px; min-height: 16px;")
        self.remove.setVisible(editable)
        self.remove.clicked.connect(self._ask)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_2, 0, 0, 0)
        line.setSpacing(SPACE_1)
        line.addWidget(self.link, 1)
        if row.problem:
            wrong = QLabel("!")
            wrong.setToolTip(row.problem)
            set_role(wrong, "warning")
            line.addWidget(wrong)
        line.addWidget(self.remove)

    def _ask(self) -> None:
        if self._editable:
            self.unlink_requested.emit(self.row.relation)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the link itself leaves alone comes here.
        if event.key() == Qt.Key.Key_Delete:
            self._ask()
        else:
            super().keyPressEvent(event)


class RelationsPart(QWidget):
    """Shows relations; it asks with signals and is told by `show_annotation`.

    `relate_requested` carries the key of the role to ask a partner for, `unlink_requested` the id
    of the relation to take away, `jump_requested` the annotation to go to.
    """

    jump_requested = Signal(str)
    relate_requested = Signal(str)
    unlink_requested = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._of: AnnotationId | None = None
        self._shown: tuple[object, ...] = ()
        self._groups: tuple[RelationGroup, ...] = ()
        self._lines: list[PartnerLine] = []
        self._unfolded: set[str] = set()
        self._editable = False
        self.add = QToolButton()
        self.add.setText("Relate…")
        self.add.setIcon(icon("relate", theme))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setToolTip("Choose a role, then the partner in the article (;)")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._choose)
        self.add.setMenu(self._menu)
        self._body = QWidget()
        head = QHBoxLayout()
        head.addWidget(section("Relations"), 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_1)
        self._column.addLayout(head)
        self._column.addWidget(self._body)

    @property
    def lines(self) -> list[PartnerLine]:
        """The partners that are listed, in order."""
        return list(self._lines)

    @property
    def has_any(self) -> bool:
        """Whether the annotation shown has a relation, so that partners' words stand here."""
        return bool(self._lines)

    def show_annotation(self, annotation: Annotation, *, editable: bool) -> None:
        """Show the relations of an annotation; nothing is rebuilt that shows already."""
        session = self._session
        relations = session.project.relations.of_annotation(annotation.id)
        groups = relation_groups(annotation, relations, session.project, session.codebook)
        roles = roles_of(annotation, relations, session.codebook)
        wanted = (groups, roles, editable, self._theme.name)
        is_same, self._of = annotation.id == self._of, annotation.id
        if not is_same:
            self._unfolded.clear()
        if wanted == self._shown:
            return
        at = self._focused_line() if is_same else -1
        self._shown, self._groups, self._editable = wanted, groups, editable
        self._fill_menu(roles, editable=editable)
        self._rebuild(groups, editable=editable)
        self.setVisible(bool(groups or roles))
        if at >= 0:
            # Del walks on through the list: the next line takes the keys of the one that left.
            after = self._lines[min(at, len(self._lines) - 1)].link if self._lines else self.add
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme with the next annotation shown."""
        self._theme = theme
        self.add.setIcon(icon("relate", theme))

    def _focused_line(self) -> int:
        found = (at for at, line in enumerate(self._lines) if line.link.hasFocus())
        return next(found, -1)

    def _fill_menu(self, roles: tuple[Role, ...], *, editable: bool) -> None:
        self._menu.clear()
        for role in roles:
            state = how_many(role)
            title = spoken(role.type.name) + (f"   {state}" if state else "")
            action = self._menu.addAction(title.replace("&", "&&"))
            action.setToolTip(role.type.help)
            action.setData(role.type.key)
            action.setEnabled(not role.is_full)
        self.add.setVisible(editable and bool(roles))

    def _choose(self, action: QAction) -> None:
        self.relate_requested.emit(action.data())

    def _rebuild(self, groups: tuple[RelationGroup, ...], *, editable: bool) -> None:
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = QWidget()
        self._lines = []
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group in groups:
            column.addLayout(self._heading(group, editable=editable))
            is_whole = group.title in self._unfolded or len(group.rows) <= _MOST
            for row in group.rows if is_whole else group.rows[:_FEW]:
                line = PartnerLine(row, self._theme, editable=editable, parent=self._body)
                line.followed.connect(self.jump_requested)
                line.unlink_requested.connect(self.unlink_requested)
                self._lines.append(line)
                column.addWidget(line)
            if not is_whole:
                more = Link(f"Show all {len(group.rows):,}", group.title)
                more.followed.connect(self._unfold)
                column.addWidget(more)
        self._column.addWidget(self._body)
        self._body.setVisible(bool(groups))

    def _unfold(self, title: str) -> None:
        """Show every partner in a role, with the keys on the first that was not shown."""
        self._unfolded.add(title)
        self._rebuild(self._groups, editable=self._editable)
        before = 0
        for group in self._groups:
            if group.title == title:
                break
            folded = group.title not in self._unfolded and len(group.rows) > _MOST
            before += _FEW if folded else len(group.rows)
        self._lines[before + _FEW].link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heading(self, group: RelationGroup, *, editable: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, SPACE_1, 0, 0)
        line.setSpacing(SPACE_2)
        name, state = QLabel(group.title), wrapped(group.state, "small")
        name.setTextFormat(Qt.TextFormat.PlainText)
        set_role(state, "warning" if group.is_missing else "small")
        line.addWidget(name)
        line.addWidget(state, 1)
        if editable and group.key and not group.is_full:
            add = _AddButton(group)
            add.asked.connect(self.relate_requested)
            line.addWidget(add)
        return line


class _AddButton(QToolButton):
    """A small plus that asks for one more partner in a role."""

    asked = Signal(str)

    def __init__(self, group: RelationGroup) -> None:
        super().__init__()
        self._key = group.key
        self.setText("+")
        key = f"  (; {group.letter.upper()})" if group.letter else ""
        self.setToolTip(f"Add to {group.title}: choose the span in the article{key}")
        self.setAccessibleName(f"Add to {group.title}")
        self.setStyleSheet("padding: 2px; min-width: 16px; min-height: 16px;")
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.asked.emit(self._key)
