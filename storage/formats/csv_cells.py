"""Cells of a table that a spreadsheet opens: text stays text, and comes back as it was."""

from __future__ import annotations

import re
from typing import Any

# Excel, LibreOffice and others take such a cell for a formula; tab and CR hide the sign behind.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
ENCODING = "utf-8-sig"
COLUMNS = (
    *("document_id", "document", "id", "external_id", "tag", "start", "end", "fragments", "text"),
    *("annotator", "note", "confidence", "created", "modified"),
)
ATTRIBUTE = "attr"
RELATION = "rel"
_BETWEEN = ";"
_FROM_TO = ".."


def needs_escape(text: str) -> bool:
    """Tell whether a spreadsheet would take the text for a formula (or for an escaped one)."""
    return _FORMULA.match(text) is not None


def cell(value: Any) -> str:
    """Return a value as a cell: text that looks like a formula gets a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if needs_escape(value) else value
    return str(value)


def plain(text: str) -> str:
    """Return the text of a cell without the apostrophe that `cell` put in front."""
    return text[1:] if _ESCAPED.match(text) else text


def fragments_cell(fragments: tuple[tuple[int, int], ...]) -> str:
    """Return fragments as `31..56;60..70`, which no spreadsheet takes for a date."""
    return _BETWEEN.join(f"{start}{_FROM_TO}{end}" for start, end in fragments)


def fragments_of(text: str) -> list[list[int]]:
    """Return the fragments of such a cell; raise ValueError if it is none."""
    return [
        [int(edge) for edge in part.split(_FROM_TO, 1)] for part in text.split(_BETWEEN) if part
    ]


def ids_cell(ids: list[str]) -> str:
    """Return ids as one cell."""
    return _BETWEEN.join(ids)


def ids_of(text: str) -> list[str]:
    """Return the ids of a cell."""
    return [part.strip() for part in text.split(_BETWEEN) if part.strip()]
