"""A table of figures as it is shown: three digits, intervals beside, a dash for undefined."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from storage.agreement_study import Behind, FigureRow
from storage.agreement_text import figure, signed
from ui.models.fact_model import FactModel
from ui.models.index import Index
from ui.models.titled_table import LEFT, RIGHT

_HEADS = {
    "annotator_a": "A",
    "annotator_b": "B",
    "b_minus_a": "B − A",
    "n_a": "In A",
    "n_b": "In B",
    "exact_precision": "Exact P",
    "exact_recall": "Exact R",
    "exact_f1": "Exact F1",
    "overlap_precision": "Overlap P",
    "overlap_recall": "Overlap R",
    "overlap_f1": "Overlap F1",
    "fleiss": "Fleiss’ kappa",
    "from_tag": "From",
    "both_gave_a_value": "Both",
    "only_one_did": "One",
    "neither_did": "Neither",
    "share_equal": "Equal",
    "level": "Scale",
}
_TIPS = {
    "exact_precision": "Exact precision: matched / in B",
    "exact_recall": "Exact recall: matched / in A",
    "exact_f1": "Same tag and same edges: 2 matched / (in A + in B)",
    "overlap_precision": "Overlap precision: matched / in B",
    "overlap_recall": "Overlap recall: matched / in A",
    "overlap_f1": "Same tag, at least one shared character, paired one to one",
    "kappa": "Cohen’s kappa on units",
    "alpha": "Krippendorff’s alpha",
    "fleiss": "Fleiss’ kappa on the units that all coded",
    "both_gave_a_value": "Pairs of annotations in which both gave a value: what alpha rests on",
    "only_one_did": "Pairs in which only one gave a value: not in alpha",
    "left_out": "Relations that leave the document or the layer",
}
# What the window says elsewhere: all units of a pair below, what matched as its cases.
_HIDDEN = ("document_id", "exact_matched", "overlap_matched", "units")
_WORDS = (
    *("annotator_a", "annotator_b", "tag", "attribute", "level"),
    *("from_tag", "relation", "document", "edge"),
)


class FigureModel(FactModel):
    """Rows of figures, each of which says what it rests on."""

    heads = _HEADS

    def behind_at(self, index: Index) -> Behind | None:
        """Return what the figures of a row rest on."""
        row = self._rows[index.row()] if index.isValid() else None
        return row.behind if isinstance(row, FigureRow) else None

    def rows_with(self, behind: Behind) -> list[int]:
        """Return the rows that rest on exactly this."""
        return [
            at
            for at, row in enumerate(self._rows)
            if isinstance(row, FigureRow) and row.behind == behind
        ]

    def is_hidden(self, column: int) -> bool:
        """Tell whether a column is only for files, or shown in the one before it."""
        name = self.table.columns[column]
        return name in _HIDDEN or name.endswith(("_low", "_high"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self._shown(index.row(), index.column())
        return super().data(index, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS.get(self.table.columns[section])
        return super().headerData(section, orientation, role)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        # Also where nothing but dashes stands.
        return LEFT if self.table.columns[column] in _WORDS else RIGHT

    def _shown(self, row: int, column: int) -> str:
        cells = self._rows[row].cells
        value = cells[column]
        if self.table.columns[column] == "b_minus_a":
            return signed(value) if value else "0"
        if isinstance(value, str):
            return " ".join(value.split())
        text = figure(value)
        columns = self.table.columns
        if value is not None and columns[column + 1 : column + 2] == (f"{columns[column]}_low",):
            low, high = cells[column + 1 : column + 3]
            if low is not None and high is not None:
                text += f"  [{low:.3f}, {high:.3f}]"
        return text
