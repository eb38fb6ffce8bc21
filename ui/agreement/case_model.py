"""The list of cases with headings for people."""

from __future__ import annotations

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

    heads = _HEADS
