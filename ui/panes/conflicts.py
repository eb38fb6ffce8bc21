"""Edits that lost to concurrent ones, and texts that are variants: walked through one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem

from storage.carrying import Variant, variants_of
from storage.merge.conflicts import Conflict, Said, conflicts, mark_seen, take_lost
from ui.panes.reading import ReadingPane
from ui.session import Session
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.wording import counted, moment

_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_HEADINGS = ("Where", "What", "Stands", "Gave way")


class ConflictsPane(ReadingPane):
    """Lists what merging left to look at; ids travel as str. Reads only while it is seen."""

    open_requested = Signal(str)
    carry_requested = Signal(str, str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "Conflicts", "merge")
        self._found: list[Conflict] = []
        self._variants: list[Variant] = []
        self.list = QTreeWidget()
        self.count = QLabel()
        self._lay_out()
        self.take_tool.clicked.connect(self.take)
        self.leave_tool.clicked.connect(self.leave)
        self.carry_tool.clicked.connect(self._carry)
        self.list.itemActivated.connect(self._jump)
        self.list.itemClicked.connect(self._jump)
        self.list.itemSelectionChanged.connect(self._offer)
        # A conflict is settled by whatever edit brings the other value back.
        session.changed.connect(self._read_when_seen)
        self._show()

    def focus_first(self) -> None:
        """Put the keys into the list."""
        if not self.list.currentIndex().isValid():
            self._choose(0)
        self.list.setFocus()

    def _read(self) -> None:
        row = self._row()
        project = self._session.project
        self._found = conflicts(project)
        self._variants = variants_of(project)
        self.list.clear()
        for conflict in self._found:
            sides = [_side(said) for said in (conflict.stands, conflict.lost)]
            item = QTreeWidgetItem([conflict.where, conflict.what.capitalize(), *sides])
            item.setToolTip(0, conflict.where)
            for column, said in ((2, conflict.stands), (3, conflict.lost)):
                item.setToolTip(column, f"{said.words}\n{said.who} {moment(said.at)}".strip())
            self.list.addTopLevelItem(item)
        for pair in self._variants:
            words = (pair.first_title, "Variant", pair.first_title, pair.second_title)
            self.list.addTopLevelItem(QTreeWidgetItem(words))
        self._choose(min(max(row, 0), self.list.topLevelItemCount() - 1))
        self._show()
        self._offer()

    def take(self) -> None:
        """Put what gave way in force again, as an edit of one's own."""
        session, conflict = self._session, self._conflict()
        if conflict is not None:
            session.perform(
                lambda: take_lost(
                    session.project, conflict=conflict, annotator=session.annotator.id
                )
            )

    def leave(self) -> None:
        """Note that the chosen conflicts were looked at, and leave them as they stand."""
        session, chosen = self._session, self._chosen()
        if chosen:
            session.perform(
                lambda: mark_seen(session.project, conflicts=chosen, annotator=session.annotator.id)
            )

    def _chosen(self) -> list[Conflict]:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self._found[row] for row in rows if row < len(self._found)]

    def _row(self) -> int:
        return self.list.currentIndex().row()

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.model().index(row, 0))

    def _conflict(self) -> Conflict | None:
        row = self._row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _variant(self) -> Variant | None:
        row = self._row() - len(self._found)
        return self._variants[row] if 0 <= row < len(self._variants) else None

    def _offer(self) -> None:
        writes = not self._session.read_only
        self.take_tool.setEnabled(writes and self._conflict() is not None)
        self.leave_tool.setEnabled(writes and bool(self._chosen()))
        self.carry_tool.setEnabled(writes and self._variant() is not None)

    def _carry(self) -> None:
        pair = self._variant()
        if pair is not None:
            self.carry_requested.emit(pair.first, pair.second)

    def _jump(self, *_: object) -> None:
        conflict, pair = self._conflict(), self._variant()
        if pair is not None:
            self.open_requested.emit(pair.second)
        elif conflict is not None and conflict.annotation and conflict.register != "deleted":
            self.jump_requested.emit(conflict.annotation)
        elif conflict is not None and conflict.document:
            row = self._session.project.documents.row(conflict.document, None)
            if row is not None:
                self.open_requested.emit(conflict.document)

    def _show(self) -> None:
        said = [counted(len(self._found), "conflict")] if self._found else []
        said += [counted(len(self._variants), "variant")] if self._variants else []
        self.count.setText(", ".join(said))
        self.message.say(
            "No conflicts",
            "Where two copies changed the same thing, the later edit stands after a merge, and "
            "the other one is listed here.",
        )
        self.show_content(shown=bool(said))

    def _lay_out(self) -> None:
        self.list.setHeaderLabels(list(_HEADINGS))
        self.list.setAccessibleName("Conflicts and variants")
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        set_role(self.count, "small")
        self.header.addWidget(self.count)
        self.header.addStretch(1)
        self.take_tool = self.add_tool("undo", "Put what gave way in force again (T)")
        self.leave_tool = self.add_tool(
            "done", "Leave it as it stands, and take it off the list (L)"
        )
        self.carry_tool = self.add_tool("copy", "Carry my annotations over to the variant")
        self.take_tool.setText("Take the other  T")
        self.leave_tool.setText("Leave  L")
        self.carry_tool.setText("Carry over…")
        for tool in (self.take_tool, self.leave_tool, self.carry_tool):
            tool.setToolButtonStyle(_BESIDE)
        for key, slot in ((Qt.Key.Key_T, self.take), (Qt.Key.Key_L, self.leave)):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self.set_content(self.list)


def _side(said: Said) -> str:
    return f"{said.words}   ·   {said.who}" if said.who else said.words
