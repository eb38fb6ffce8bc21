"""The ids of all annotations of a project in a chosen order, so that a table can fetch by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from domain.ids import AnnotationId, AnnotatorId
from storage.completeness import RELATION_TYPES, Judge
from storage.contents import Contents

IndexOrder = Literal[
    "place",
    "tag",
    "quote",
    "note",
    "confidence",
    "annotator",
    "modified",
    "incomplete",
    "document",
]
_PLACE = 'd.number, a."start", a."end" DESC, a.number'
_QUOTE = "(SELECT group_concat(quote, ' ') FROM fragment f WHERE f.annotation = a.number)"
_ORDERS: dict[IndexOrder, str] = {
    "place": "d.number",
    "document": "casefold(d.title)",
    "tag": "t.position",
    "quote": f"casefold({_QUOTE})",
    "note": "casefold(a.note)",
    "confidence": "a.confidence",
    "annotator": "casefold(r.name)",
    "modified": "a.modified",
    "incomplete": f"is_incomplete(a.tag, a.attributes, {RELATION_TYPES})",
}


def annotation_index(
    contents: Contents,
    annotators: Sequence[AnnotatorId],
    *,
    order: IndexOrder = "place",
    descending: bool = False,
    words: str = "",
    tags: Sequence[str] = (),
) -> list[AnnotationId]:
    """Return the ids of the live annotations of these layers, in order, then in reading order.

    `words` keeps those whose quote, note or tag name contains it, whatever the case; `tags` keeps
    those with one of these tag ids, none means all.
    """
    connection = contents.connection
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    parameters: list[Any] = [*annotators]
    conditions = ""
    if tags:
        conditions += f" AND a.tag IN ({_marks(tags)})"
        parameters += tags
    if words:
        conditions += f" AND instr(casefold({_QUOTE} || ' ' || a.note || ' ' || t.name), ?)"
        parameters.append(words.casefold())
    if order == "incomplete":
        judge = Judge(contents)
        connection.create_function("is_incomplete", 3, judge.is_incomplete)
    direction = "DESC" if descending else ""
    rows = connection.execute(
        "SELECT a.id FROM annotation a JOIN document d ON d.id = a.document "
        "JOIN tag t ON t.id = a.tag JOIN annotator r ON r.id = a.annotator "
        f"WHERE a.deleted = 0 AND d.deleted = 0 AND a.annotator IN ({_marks(annotators)})"
        f"{conditions} ORDER BY {_ORDERS[order]} {direction}, {_PLACE}",
        parameters,
    )
    return [AnnotationId(row[0]) for row in rows]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
