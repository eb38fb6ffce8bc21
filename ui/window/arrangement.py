"""How the panes stand around the article: shown, hidden, sized, remembered."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QWidget

from ui.window.pane_place import PanePlace

_WIDTHS = (248, 712, 320)
_HEIGHTS = (540, 230)


class Arrangement(QWidget):
    """One pane on the left, one on the right, several in tabs below, the article in the middle."""

    changed = Signal()

    def __init__(
        self,
        article: QWidget,
        left: PanePlace,
        right: PanePlace,
        tabs: Mapping[str, tuple[str, PanePlace]],
        quiet: Collection[str] = (),
    ) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._tabs = {name: pane for name, (_, pane) in tabs.items()}
        self._names = tuple(tabs)
        self._lower = QTabWidget()
        self._lower.setDocumentMode(True)
        for title, pane in tabs.values():
            self._lower.addTab(pane, title)
        for name in quiet:
            self._lower.setTabVisible(self._names.index(name), False)
        self._before_focus: tuple[bool, ...] | None = None
        self._rows = self._splitter(Qt.Orientation.Vertical, (article, self._lower), _HEIGHTS)
        self._rows.setStretchFactor(0, 1)
        columns = (left, self._rows, right)
        self._columns = self._splitter(Qt.Orientation.Horizontal, columns, _WIDTHS)
        self._columns.setStretchFactor(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)
        self._lower.currentChanged.connect(self._tell)

    def pane_shown(self, name: str) -> bool:
        """Tell whether a pane is on the screen, by the id of its command."""
        if name == "pane-documents":
            return self._left.isVisibleTo(self)
        if name == "pane-inspector":
            return self._right.isVisibleTo(self)
        return self._lower.isVisibleTo(self) and self._lower.currentWidget() is self._tabs[name]

    def show_pane(self, name: str, *, shown: bool) -> None:
        """Show or hide a pane, by the id of its command."""
        self._before_focus = None
        if name == "pane-documents":
            self._left.setVisible(shown)
        elif name == "pane-inspector":
            self._right.setVisible(shown)
        else:
            if shown:
                self._bring(name)
            self._lower.setVisible(shown)
        self.changed.emit()

    def shown_panes(self) -> list[PanePlace]:
        """Return the panes on the screen, from the inspector round to the documents."""
        panes = (self._right, *self._tabs.values(), self._left)
        return [pane for pane in panes if pane.isVisible()]

    @property
    def is_focused(self) -> bool:
        """Whether only the article shows."""
        return self._before_focus is not None

    def toggle_focus_mode(self) -> None:
        """Show only the article, or again what was shown before."""
        panes: tuple[QWidget, ...] = (self._left, self._right, self._lower)
        if self._before_focus is None:
            shown = tuple(pane.isVisibleTo(self) for pane in panes)
            for pane in panes:
                pane.hide()
            self._before_focus = shown
        else:
            for pane, visible in zip(panes, self._before_focus, strict=True):
                pane.setVisible(visible)
            self._before_focus = None
        self.changed.emit()

    def places(self) -> dict[str, str]:
        """Return where everything is, to be remembered."""
        if self._before_focus is not None:
            shown = self._before_focus
        else:
            panes = (self._left, self._right, self._lower)
            shown = tuple(pane.isVisibleTo(self) for pane in panes)
        return {
            "columns": _text_of(self._columns.saveState()),
            "rows": _text_of(self._rows.saveState()),
            "tab": self._names[self._lower.currentIndex()],
            "shown": "".join("1" if pane else "0" for pane in shown),
        }

    def restore(self, places: Mapping[str, str]) -> None:
        """Put everything where it was; what is missing or odd stays as it is."""
        for key, splitter in (("columns", self._columns), ("rows", self._rows)):
            if key in places:
                splitter.restoreState(QByteArray.fromBase64(places[key].encode("ascii", "ignore")))
        if places.get("tab") in self._tabs:
            self._bring(places["tab"])
        panes = (self._left, self._right, self._lower)
        for pane, shown in zip(panes, places.get("shown", ""), strict=False):
            pane.setVisible(shown != "0")
        self.changed.emit()

    def _bring(self, name: str) -> None:
        self._lower.setTabVisible(self._names.index(name), True)
        self._lower.setCurrentWidget(self._tabs[name])

    def _tell(self) -> None:
        self.changed.emit()

    @staticmethod
    def _splitter(
        orientation: Qt.Orientation, parts: tuple[QWidget, ...], sizes: tuple[int, ...]
    ) -> QSplitter:
        splitter = QSplitter(orientation)
        for part in parts:
            splitter.addWidget(part)
        splitter.setSizes(list(sizes))
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        return splitter


def _text_of(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")
