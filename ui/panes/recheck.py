"""What was tagged under a codebook that said something else: to be looked at again, one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem

from domain.change import Change
from domain.ids import AnnotationId
from storage.codebook_editing import Recheck, to_recheck
from ui.panes.reading import ReadingPane
from ui.session import Session
from ui.theme.style import set_role
from ui.theme.swatches import swatch
from ui.theme.theme import Theme
from ui.wording import counted

_MOST = 500  # Rows at once; the next come when these are done
_SHORT = 60
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_TABLES = ("annotation", "document", "tag", "attribute", "relation_type", "project")


class RecheckPane(ReadingPane):
    """Lists one's own annotations that need another look; ids travel as str."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "Another look", "done")
        self._found: list[Recheck] = []
        self.list = QListWidget()
        self.list.setAccessibleName("Annotations that need another look")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.count = QLabel()
        set_role(self.count, "small")
        self.header.addWidget(self.count)
        self.header.addStretch(1)
        self.done_tool = self.add_tool("done", "The chosen ones fit the codebook as it is now")
        self.all_tool = self.add_tool("documents", "All of them fit the codebook as it is now")
        self.done_tool.setText("Looked at")
        self.all_tool.setText("All looked at")
        for tool in (self.done_tool, self.all_tool):
            tool.setToolButtonStyle(_BESIDE)
        self.set_content(self.list)
        self.done_tool.clicked.connect(self._done)
        self.all_tool.clicked.connect(self._all_done)
        self.list.itemActivated.connect(self._jump)
        self.list.itemClicked.connect(self._jump)
        session.changed.connect(self._refresh)
        self._show()

    def focus_first(self) -> None:
        """Put the keys into the list."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        self._read_when_seen()

    def _read(self) -> None:
        row = self.list.currentRow()
        project = self._session.project
        self._found = to_recheck(project, self._session.annotator.id)
        shown = self._found[:_MOST]
        known = {a.id: a for a in project.annotations.some([each.annotation for each in shown])}
        self.list.clear()
        for each in shown:
            annotation = known[each.annotation]
            tag = self._session.codebook.tag(annotation.tag)
            quote = " ".join(annotation.quote.split())
            short = quote if len(quote) <= _SHORT else quote[: _SHORT - 1] + "…"
            item = QListWidgetItem(swatch(tag, self.theme), f"{short}   ·   {each.reasons[0]}")
            item.setToolTip("\n".join(each.reasons))
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(shown) - 1))
        self._show()

    def _show(self) -> None:
        number = len(self._found)
        self.count.setText(f"{counted(number, 'annotation')} to look at again")
        self.done_tool.setEnabled(number > 0)
        self.all_tool.setEnabled(number > 0)
        self.message.say(
            "Nothing to look at again",
            "When the codebook changes, what was tagged with a tag it touched is listed here.",
        )
        self.show_content(shown=number > 0)

    def _done(self) -> None:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        self._note([self._found[row].annotation for row in rows])

    def _all_done(self) -> None:
        self._note([each.annotation for each in self._found])

    def _note(self, annotations: list[AnnotationId]) -> None:
        if annotations:
            self._session.looked_at(annotations)

    def _jump(self, item: QListWidgetItem) -> None:
        self.jump_requested.emit(self._found[self.list.row(item)].annotation)

    def _refresh(self, change: Change) -> None:
        if any(change.touches(table) for table in _TABLES):
            self._read_when_seen()
