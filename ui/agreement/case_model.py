"""The list of cases with headings for people."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from ui.models.fact_model import FactModel

_HEADS = {
    "annotator_a": "A",
    "annotator_b": "B",
    "tag_a": "A: tag",
    "tag_b": "B: tag",
    "words_a": "A: words",
    "words_b": "B: words",
    "value_a": "A: value",
    "value_b": "B: value",
    "from_a": "A: from",
    "from_b": "B: from",
    "to_a": "A: to",
    "to_b": "B: to",
    "start": "At",
}


class CaseModel(FactModel):
    """Cases; each row stands for an annotation."""

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            name = self.table.columns[section]
            if name in _HEADS:
                return _HEADS[name]
        return super().headerData(section, orientation, role)
