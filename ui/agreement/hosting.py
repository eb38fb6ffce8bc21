"""The window on agreement beside its project: opened once, closed with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from domain.facts import FactTable
from domain.ids import AnnotatorId
from storage.agreement_report import write_report
from storage.agreement_study import Study
from storage.errors import GlossatorError
from ui.agreement.window import AgreementWindow
from ui.dialogs.message import tell
from ui.theme.theme import Theme
from ui.window.workbench import Workbench

_REPORTS = "Web pages (*.html);;Markdown (*.md)"


def show_agreement(bench: Workbench, export_table: Callable[[FactTable], None]) -> None:
    """Bring the window of a workbench to the front, made if nobody has opened it yet.

    `export_table` saves a table that somebody wants as CSV.
    """
    host = bench.findChild(AgreementHost)
    if not isinstance(host, AgreementHost):
        host = AgreementHost(bench)
        host.window.table_export_requested.connect(export_table)
    host.show()


class AgreementHost(QObject):
    """Keeps the window of one workbench, goes where it leads, saves its report."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.window = AgreementWindow(bench.session, bench.theme)
        bench.stopping.connect(self._stop)
        bench.theme_changed.connect(self._set_theme)
        self.window.jump_requested.connect(self._jump)
        self.window.report_requested.connect(self.save_report)

    def show(self) -> None:
        """Bring the window to the front, read anew if it was closed."""
        if not self.window.isVisible() and not self.window.is_reading:
            self.window.read()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def save_report(self, study: Study) -> None:
        """Ask where to, and save the report."""
        folder = Path(self._bench.session.project.path).parent
        name = "".join(c if c.isalnum() or c in " -_" else "_" for c in study.title)[:60]
        proposed = folder / f"{name.strip()} agreement.html"
        chosen, kind = QFileDialog.getSaveFileName(
            self.window, "Save the report", str(proposed), _REPORTS
        )
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(".md" if "*.md" in kind else ".html")
        try:
            write_report(study, path)
        except GlossatorError as error:
            tell(self._bench.theme, "The report was not saved", str(error), parent=self.window)
            return
        self._bench.session.told.emit(f"Saved {path}.")

    def _jump(self, annotation: str, layers: Sequence[AnnotatorId]) -> None:
        session = self._bench.session
        session.show_layers((*session.layers, *layers))
        self._bench.jump(annotation)
        front = self._bench.window()
        front.raise_()
        front.activateWindow()
        self._bench.focus_article()

    def _set_theme(self, theme: Theme) -> None:
        self.window.set_theme(theme)

    def _stop(self) -> None:
        self.window.close()
        self.window.stop()
        self.window.deleteLater()
