"""The pages of the window: a table of figures, the heat table, edges, documents, the rules."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from domain.agreement.figures import boundaries, confusion, document_rows
from domain.agreement.gathering import PairKey
from domain.facts import FactTable
from storage.agreement_study import Behind, FigureRow, Study
from storage.agreement_text import rules
from ui.agreement.figure_view import EMPTY, FigureView
from ui.agreement.heat import Cell, HeatView
from ui.agreement.reading import Outcome
from ui.charts.documents import SERIES, DocumentChart, DocumentPoint
from ui.charts.edges import EDGES, EdgeChart
from ui.charts.legend import Legend
from ui.dialogs.form import wrapped
from ui.theme.metrics import SPACE_2, SPACE_3, SPACE_4
from ui.theme.style import set_role
from ui.theme.theme import Theme


class Page(QWidget):
    """One way to look at the figures; `behind_chosen` carries what the one at hand rests on.

    `key` names its table in files, "" if it has none; `by_pair` says that it looks at two.
    """

    behind_chosen = Signal(object)
    cases_requested = Signal()
    key = ""
    by_pair = False

    def show_outcome(self, found: Outcome, pair: PairKey) -> None:
        """Show what was reckoned; `pair` are the two annotators to look at."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keys into the figures."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say again what the figure at hand rests on."""

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""

    def _enter(self, _index: QModelIndex) -> None:
        self.cases_requested.emit()


class TablePage(Page):
    """A page with a table of figures in which one row is at hand."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.view = FigureView(name)
        self.view.behind_chosen.connect(self._take)
        self.view.activated.connect(self._enter)

    def focus_first(self) -> None:
        """Put the keys into the table."""
        self.view.setFocus()

    def tell(self) -> None:
        """Say again what the row at hand rests on."""
        behind = self.view.behind()
        if behind is not None:
            self._take(behind)

    def _take(self, behind: Behind) -> None:
        self.behind_chosen.emit(behind)


class FigurePage(TablePage):
    """One table of figures and nothing else."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__(name)
        self.key = key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_outcome(self, found: Outcome, pair: PairKey) -> None:
        """Show the table."""
        del pair
        self.view.show_table((found.tables or {}).get(self.key, EMPTY))


class TagsPage(Page):
    """The confusion of tags."""

    key = "confusion"
    by_pair = True

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pair: PairKey = (0, 1)
        self.view = HeatView(theme)
        self._about = wrapped("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self._about)
        column.addWidget(self.view, 1)
        self.view.cell_chosen.connect(self._choose)
        self.view.activated.connect(self._enter)

    def show_outcome(self, found: Outcome, pair: PairKey) -> None:
        """Show the counts of two annotators."""
        study = found.study
        if study is None:
            return
        self._pair = pair
        a, b = study.between(pair)
        self._about.setText(
            f"Rows: {a}. Columns: {b}. Each annotation counts once; blue where the tags agree, "
            "red where they do not."
        )
        tags = [tag for tag in dict.fromkeys(row.tag for row in study.pairs) if tag is not None]
        names = [study.tag_name(tag) for tag in tags]
        self.view.show_counts(tags, names, confusion(study.agreement, pair))

    def focus_first(self) -> None:
        """Put the keys into the table."""
        self.view.setFocus()

    def tell(self) -> None:
        """Say again what the cell at hand rests on."""
        cell = self.view.heat.cell_at(self.view.currentIndex())
        if cell is not None:
            self._choose(cell)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.view.set_theme(theme)

    def _choose(self, cell: Cell) -> None:
        self.behind_chosen.emit(Behind(self._pair, cell=cell))


class EdgesPage(TablePage):
    """How far edges differ: the table of distances, and the same as bars."""

    key = "boundaries"
    by_pair = True

    def __init__(self, theme: Theme) -> None:
        super().__init__("Differences of edges")
        self._pair: PairKey = (0, 1)
        self.chart = EdgeChart(theme)
        self._same = wrapped("", "small")
        self._legend = Legend()
        _side_by_side(self, self.view, self.chart, (self._same, self._legend))
        self.chart.bar_chosen.connect(self._choose)
        self.set_theme(theme)

    def show_outcome(self, found: Outcome, pair: PairKey) -> None:
        """Show the distances of two annotators."""
        study, table = found.study, (found.tables or {}).get("boundaries")
        if study is None:
            return
        self._pair = pair
        self.view.show_table(_of_pair(table, pair) if table is not None else EMPTY)
        counts = boundaries(study.agreement, pair)
        number = sum(counts[0].values())
        self._same.setText(
            f"Of {number:,} annotations that overlap, {counts[0][0]:,} starts and "
            f"{counts[1][0]:,} ends are the same; the bars show the others."
        )
        self.chart.show_counts(*counts)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.chart.set_theme(theme)
        inks = self.chart.series_colours()
        self._legend.show_entries(
            [("bar", ink, f"{e}s") for ink, e in zip(inks, EDGES, strict=False)]
        )

    def _choose(self, edge: str, off: int) -> None:
        self.view.choose_behind(Behind(self._pair, None, edge=(edge, off)))


class DocumentsPage(TablePage):
    """The figures of each document: a table, and the same as points."""

    key = "documents"
    by_pair = True

    def __init__(self, theme: Theme) -> None:
        super().__init__("Documents")
        self._pair: PairKey = (0, 1)
        self.chart = DocumentChart(theme)
        self._legend = Legend()
        _side_by_side(self, self.view, self.chart, (self._legend,))
        self.chart.document_chosen.connect(self._choose)
        self.set_theme(theme)

    def show_outcome(self, found: Outcome, pair: PairKey) -> None:
        """Show the documents of two annotators."""
        study, table = found.study, (found.tables or {}).get("documents")
        if study is None:
            return
        self._pair = pair
        self.chart.show_points(_points(study, pair))
        self.view.show_table(_of_pair(table, pair) if table is not None else EMPTY)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.chart.set_theme(theme)
        marks = ("round", "up", "square")
        inks = self.chart.series_colours()
        self._legend.show_entries(list(zip(marks, inks, SERIES, strict=True)))

    def _take(self, behind: Behind) -> None:
        self.chart.mark(behind.document)
        super()._take(behind)

    def _choose(self, document: str) -> None:
        for at in range(self.view.figures.rowCount()):
            behind = self.view.figures.behind_at(self.view.figures.index(at, 0))
            if behind is not None and behind.document == document:
                self.view.choose(at)
                self.view.setFocus()


class RulesPage(Page):
    """How each figure is reckoned."""

    def __init__(self) -> None:
        super().__init__()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("How each figure is reckoned")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def show_outcome(self, found: Outcome, pair: PairKey) -> None:
        """Show the rules that hold for what was reckoned."""
        del pair
        if found.study is None:
            return
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_2)
        for sentence in rules(found.study):
            label = wrapped(sentence)
            label.setMaximumWidth(820)
            column.addWidget(label)
        column.addStretch(1)
        set_role(inner, "pane")
        self._scroll.setWidget(inner)

    def focus_first(self) -> None:
        """Put the keys into the text."""
        self._scroll.setFocus()


def make_pages(theme: Theme) -> dict[str, Page]:
    """Return all pages by their titles, in order."""
    return {
        "Pairs": FigurePage("pairs", "Pairs of annotators"),
        "All annotators": FigurePage("all", "All annotators"),
        "Tags": TagsPage(theme),
        "Edges": EdgesPage(theme),
        "Documents": DocumentsPage(theme),
        "Attributes": FigurePage("attributes", "Attribute values"),
        "Relations": FigurePage("relations", "Relations"),
        "How it is reckoned": RulesPage(),
    }


def _side_by_side(page: QWidget, table: QWidget, chart: QWidget, above: tuple[QLabel, ...]) -> None:
    right = QVBoxLayout()
    right.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
    right.setSpacing(SPACE_2)
    for label in above:
        right.addWidget(label)
    right.addWidget(chart, 1)
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(table, 1)
    row.addLayout(right, 1)


def _of_pair(table: FactTable, pair: PairKey) -> FactTable:
    """Return the rows of two annotators, without the columns that name them."""
    rows = tuple(
        replace(row, cells=row.cells[2:])
        for row in table.rows
        if isinstance(row, FigureRow) and row.behind.pair == pair
    )
    return replace(table, columns=table.columns[2:], rows=rows)


def _points(study: Study, pair: PairKey) -> list[DocumentPoint]:
    return [
        DocumentPoint(
            one.document, one.title, (one.row.exact.f1, one.row.overlap.f1, one.row.kappa)
        )
        for one in document_rows(study.agreement, pair)
    ]
