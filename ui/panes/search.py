"""Finding words in the whole project: hits in their context, by document."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLabel, QListView, QProgressBar

from domain.change import Change
from storage.contents import Contents
from storage.search import AnnotationHit, Hit, search_annotations, search_documents
from ui.models.hit_list import HitList
from ui.panes.hit_row import HitRowDelegate
from ui.panes.pane import FilterBox, Pane, choice_box
from ui.panes.row_view import show_rows
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.workers import Progress, Task, Work, join_tasks, run_in_background

LIMIT = 500
_SOON = 250  # Milliseconds until typing is taken for finished
_BUSY = 300  # Milliseconds until a search is worth a word


class SearchPane(Pane):
    """Searches texts, or quotes and notes; `hit_requested` carries document, start and end."""

    hit_requested = Signal(str, int, int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__("Find in the project", theme, "search", titled=False)
        self._session = session
        self._task: Task | None = None
        self._shown_query = ("", 0)
        self.query = FilterBox("Find in the project", "Words to find in the project")
        self.scope = choice_box("Where to look", "In the texts", "In quotes and notes")
        self.count = QLabel()
        self.progress = QProgressBar()
        self.model = HitList(self)
        self.view = QListView()
        self._rows = HitRowDelegate(theme, self)
        self._soon = pause(self, _SOON)
        self._busy = pause(self, _BUSY)
        self._lay_out()
        self._connect()
        self._say_how()

    @property
    def is_searching(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    def focus_first(self) -> None:
        """Put the keys into the words to look for."""
        self.query.setFocus()
        self.query.selectAll()

    def set_query(self, words: str) -> None:
        """Look for these words."""
        self.query.setText(words)
        self.search()

    def search(self) -> None:
        """Look for what is written now, in the background."""
        self._end()
        words = self.query.text().strip()
        self._shown_query = (words, self.scope.currentIndex())
        if not words:
            self.model.load([])
            self._say_how()
            return
        self._task = run_in_background(self._session.project, self._work(words))
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._tell)
        self._task.progress.connect(self._show_progress)
        self._busy.start()
        self._task.start()

    def stop(self) -> None:
        """End what runs in the background, and wait for it."""
        self._end()
        join_tasks(self._session.project)

    def next_hit(self) -> None:
        """Show the hit after the chosen one, going round."""
        self._step(1)

    def previous_hit(self) -> None:
        """Show the hit before the chosen one, going round."""
        self._step(-1)

    def escape(self) -> None:
        """End a search that is under way first; without one go back to the article."""
        if self.is_searching:
            self._end()
            self.message.say("The search was stopped", "Nothing was changed.", "Search again")
            self.show_content(shown=False)
        else:
            super().escape()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        self._rows.set_theme(theme)
        self.view.viewport().update()

    def _work(self, words: str) -> Work:
        in_texts = self.scope.currentIndex() == 0
        layers = self._session.layers

        def work(contents: Contents, progress: Progress) -> list[Hit] | list[AnnotationHit]:
            # One more than is shown, to know whether there are more.
            if in_texts:
                return search_documents(contents, words, limit=LIMIT + 1, progress=progress)
            found = search_annotations(contents, words, annotators=layers, limit=LIMIT + 1)
            return sorted(found, key=_title_first)

        return work

    def _take(self, hits: list[Hit] | list[AnnotationHit]) -> None:
        self._settle()
        self.model.load(hits[:LIMIT])
        self.show_content(shown=bool(hits))
        if not hits:
            self._say_nothing_found()
        elif len(hits) > LIMIT:
            self.count.setText(f"The first {LIMIT} places; add a word to see fewer")
        else:
            self.count.setText("1 place" if len(hits) == 1 else f"{len(hits):,} places")

    def _tell(self, sentence: str) -> None:
        self._settle()
        self.model.load([])
        self.message.say("The search did not finish", sentence, "Search again")
        self.show_content(shown=False)

    def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._soon.stop()
        self._settle()

    def _settle(self) -> None:
        """Show that no answer is to come; what was typed since is still looked for."""
        self._task = None
        self._busy.stop()
        self.progress.hide()
        self.count.setText("")

    def _show_busy(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.show()
        self.message.say("Searching…", "", "Stop")
        self.show_content(shown=False)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _say_how(self) -> None:
        self.count.setText("")
        self.message.say(
            "Find words in the whole project",
            "Case and accents do not matter. “Words in quotes” stand together; harb* is how a "
            "word begins.",
        )
        self.show_content(shown=False)

    def _say_nothing_found(self) -> None:
        where = "any text" if self.scope.currentIndex() == 0 else "any quote or note"
        self.message.say("Nothing found", f"“{self.query.text().strip()}” is not in {where}.")

    def _act_on_message(self) -> None:
        if self.is_searching:
            self.escape()
        else:
            self.search()

    def _enter(self) -> None:
        if (self.query.text().strip(), self.scope.currentIndex()) != self._shown_query:
            self.search()
        elif self.model.rowCount():
            # A list that takes the keys chooses its first row by itself.
            row = self.view.currentIndex().row()
            self.view.setFocus()
            self._go(self.model.step(max(row, 0), 1))

    def _step(self, step: int) -> None:
        self._go(self.model.step(max(self.view.currentIndex().row(), 0), step))

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
            self._show(index)

    def _show(self, index: QModelIndex) -> None:
        hit = self.model.row_at(index)
        if hit is not None:
            self.hit_requested.emit(hit.document, hit.start, hit.end)

    def _refresh(self, change: Change) -> None:
        # Hits in a text that was removed lead nowhere.
        if self.query.text().strip() and self.isVisible() and change.touches("document"):
            self._soon.start()

    # Building

    def _lay_out(self) -> None:
        self.query.setMinimumWidth(120)
        set_role(self.count, "small")
        self.header.setSpacing(SPACE_2)
        self.header.addWidget(self.query, 1)
        self.header.addWidget(self.scope)
        self.header.addWidget(self.count, 1)
        self.previous_tool = self.add_tool("previous", "Previous hit")
        self.next_tool = self.add_tool("next", "Next hit")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("How far the search is")
        self.progress.hide()
        self.column.insertWidget(1, self.progress)
        show_rows(self.view, self.model, self._rows, "Hits")
        self.setMinimumHeight(120)
        self.set_content(self.view)

    def _connect(self) -> None:
        self.message.action_requested.connect(self._act_on_message)
        self.next_tool.clicked.connect(self.next_hit)
        self.previous_tool.clicked.connect(self.previous_hit)
        self.query.left_downwards.connect(self._enter)
        self.query.textEdited.connect(self._soon.start)
        self.scope.currentIndexChanged.connect(self.search)
        self.view.activated.connect(self._show)
        self.view.clicked.connect(self._show)
        self._busy.timeout.connect(self._show_busy)
        self._soon.timeout.connect(self.search)
        self._session.changed.connect(self._refresh)


def _title_first(hit: AnnotationHit) -> tuple[str, str, int]:
    return hit.title.casefold(), hit.document, hit.start
