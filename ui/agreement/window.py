"""The window on agreement: what is compared above, figures in the middle, their cases below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from domain.agreement.gathering import PairKey
from domain.change import Change
from domain.ids import AnnotatorId
from storage.agreement_study import Behind
from storage.agreement_text import counted
from ui.agreement.cases_pane import CasesPane
from ui.agreement.choices import Choices
from ui.agreement.document_choice import DocumentsDialog
from ui.agreement.frame import Frame
from ui.agreement.pages import FigurePage, Page, make_pages
from ui.agreement.reading import Outcome
from ui.agreement.reckoner import Reckoner
from ui.agreement.wording import NOBODY, NOWHERE, TOO_FEW, pairs_of
from ui.session import Session
from ui.theme.theme import Theme

_TABLES = (
    *("annotation", "relation", "progress", "document", "tag", "attribute", "annotator"),
    *("entity", "assignment"),
)


class AgreementWindow(QWidget):
    """A window of its own beside the project's; ids travel as str, layers as their ids.

    `jump_requested` carries an annotation and the layers that it is to be seen beside.
    """

    jump_requested = Signal(str, object)
    table_export_requested = Signal(object)
    report_requested = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._reckoner = Reckoner(session.project, self)
        self._found = Outcome(())
        self.choices = Choices(session)
        self.cases = CasesPane(session.project)
        self.frame = Frame(theme, self.choices, self.cases)
        self.pages = make_pages(theme)
        self.frame.fill(self, self.pages)
        self.setWindowTitle(f"Agreement — {session.project.info().title} — Glossator")
        self._connect()
        self.read()

    @property
    def is_reading(self) -> bool:
        """Whether an answer, or the intervals, are still to come."""
        return self._reckoner.is_busy

    @property
    def found(self) -> Outcome:
        """What was reckoned last."""
        return self._found

    @property
    def page(self) -> Page:
        """The page that shows."""
        return list(self.pages.values())[self.frame.tabs.currentIndex()]

    # What happens

    def read(self) -> None:
        """Compare what is chosen, in the background."""
        self._end()
        if self.choices.are_too_few:
            self._found = Outcome(self._found.people)
            self._show_all()
            return
        self._reckoner.read(self.choices.choice)

    def resample(self) -> None:
        """Reckon the intervals of what is shown, in the background."""
        study = self._found.study
        if study is None or len(study.agreement.documents) < 2:
            return
        self._end()
        self._reckoner.resample(self._found)

    def stop(self) -> None:
        """End what runs in the background, and wait for it."""
        self._end()
        self.cases.clear()
        self._reckoner.stop()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.frame.set_theme(theme)
        for page in self.pages.values():
            page.set_theme(theme)

    def _take(self, found: Outcome) -> None:
        self._end()
        self._found = found
        study = found.study
        chosen: tuple[AnnotatorId, ...] = () if study is None else study.agreement.annotators
        self.choices.show_people(found.people, chosen)
        self.frame.show_pairs([] if study is None else pairs_of(study))
        self._show_all()
        self.resample()

    def _take_intervals(self, found: Outcome) -> None:
        self._end()
        self._found = found
        for page in self.pages.values():
            if isinstance(page, FigurePage):
                page.show_outcome(found, self._pair())

    def _fail(self, sentence: str) -> None:
        self._end()
        self.frame.say("It could not be compared", sentence, "Try again")

    def _end(self) -> None:
        self._reckoner.end()
        self.frame.hide_progress()

    def _cancel(self) -> None:
        was_reading = self._found.study is None
        self._end()
        self.frame.offer_intervals(offered=self._lacks_intervals())
        if was_reading:
            self.frame.say("It was stopped", "Nothing was changed.", "Compare")

    def _lacks_intervals(self) -> bool:
        study = self._found.study
        return study is not None and len(study.agreement.documents) > 1 and not study.intervals

    def _show_progress(self, what: str, done: int, total: int) -> None:
        if self._found.study is None:
            self.frame.say("Comparing the layers", "")
        self.frame.show_progress(what, done, total)

    def _refresh(self, change: Change) -> None:
        # A window that was closed reads anew when it is opened again.
        touched = change.bulk or any(change.touches(table) for table in _TABLES)
        if touched and self.isVisible():
            self._reckoner.ask_soon()

    def _show_all(self) -> None:
        study = self._found.study
        nobody, nowhere = study is None, study is not None and not study.agreement.documents
        self.frame.enable_exports(enabled=not nobody and not nowhere)
        self.frame.offer_intervals(offered=False)
        if study is None:
            self.frame.say(*(TOO_FEW if self.choices.are_too_few else NOBODY))
            self.frame.show_counts("")
            return
        self.frame.show_counts(" ".join(counted(study)))
        if nowhere:
            self.frame.say(*NOWHERE)
            return
        for page in self.pages.values():
            page.show_outcome(self._found, self._pair())
        is_first = not self.frame.shows_figures
        self.frame.show_figures()
        self._show_page()
        if is_first:
            self.page.focus_first()

    def _show_page(self) -> None:
        self.frame.show_page(self.page)
        self.cases.clear()
        self.page.tell()

    def _turn(self) -> None:
        self._show_page()
        if not self.frame.tabs.hasFocus():
            self.page.focus_first()

    def _show_pair(self) -> None:
        if self._found.study is not None and self._found.study.agreement.documents:
            for page in self.pages.values():
                if page.by_pair:
                    page.show_outcome(self._found, self._pair())
            self.page.tell()

    def _pair(self) -> PairKey:
        pair: PairKey | None = self.frame.pair.currentData()
        return (0, 1) if pair is None else (pair[0], pair[1])

    def _show_cases(self, behind: Behind) -> None:
        study = self._found.study
        if study is not None and self.sender() is self.page:
            self.cases.show_figure(study, behind)

    def _jump(self, annotation: str) -> None:
        study, behind = self._found.study, self.cases.behind
        if study is not None:
            everyone = study.agreement.annotators
            pair = None if behind is None else behind.pair
            layers = everyone if pair is None else tuple(everyone[number] for number in pair)
            self.jump_requested.emit(annotation, layers)

    def _choose_documents(self) -> None:
        dialog = DocumentsDialog(self._session.project, self.choices.documents_chosen, self)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        self.choices.set_documents(dialog.chosen if accepted else self.choices.documents_chosen)

    def _leave(self) -> None:
        """Go back to the figures from their cases, from the figures back to the project."""
        if self.cases.view.hasFocus():
            self.page.focus_first()
        else:
            self.close()

    # Building

    def _connect(self) -> None:
        frame = self.frame
        self.cases.jump_requested.connect(self._jump)
        self.choices.changed.connect(self.read)
        self.choices.documents_requested.connect(self._choose_documents)
        frame.cancel.clicked.connect(self._cancel)
        frame.intervals.clicked.connect(self.resample)
        frame.message.action_requested.connect(self.read)
        frame.pair.currentIndexChanged.connect(self._show_pair)
        frame.report.clicked.connect(self._export_report)
        frame.tabs.currentChanged.connect(self._turn)
        frame.export.clicked.connect(self._export_table)
        for page in self.pages.values():
            page.behind_chosen.connect(self._show_cases)
            page.cases_requested.connect(self.cases.focus_first)
        self._reckoner.compared.connect(self._take)
        self._reckoner.failed.connect(self._fail)
        self._reckoner.progressed.connect(self._show_progress)
        self._reckoner.resampled.connect(self._take_intervals)
        self._reckoner.wanted.connect(self.read)
        self._session.changed.connect(self._refresh)
        keys = (
            *(("Esc", self._leave), ("Ctrl+W", self.close), ("F5", self.read)),
            *(("Ctrl+PgDown", frame.next_page), ("Ctrl+PgUp", frame.previous_page)),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _export_table(self) -> None:
        tables = self._found.tables or {}
        key = self.page.key
        if key in tables:
            self.table_export_requested.emit(tables[key])

    def _export_report(self) -> None:
        self.report_requested.emit(self._found.study)

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page.focus_first()
