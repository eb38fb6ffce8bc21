"""Cells of a workbook: any text that XML cannot hold is written as `_xHHHH_`, as Excel does.

Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring). A text that holds such a sequence itself gets its
underscore written that way, so that it comes back as it was.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from storage.documents.tables import cell_text
from storage.formats.csv_cells import cell, plain

LONGEST = 32_767  # Excel's limit; a longer text would be cut
_OURS = re.compile(r"_x[0-9A-Fa-f]{4}_")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def written(value: Any) -> Any:
    """Return a value as it is written: numbers and truth as they are, text safe, None as nothing.

    A text that is too long for a cell is left out (None): see `is_too_long`.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return value
    safe = _safe(value)
    return None if len(safe) > LONGEST else safe


def is_too_long(value: Any) -> bool:
    """Tell whether a value is a text that no cell holds."""
    return isinstance(value, str) and len(_safe(value)) > LONGEST


def read(value: Any) -> str:
    """Return what a cell holds, as the text of a cell of a CSV table."""
    if value is None:
        return ""
    if isinstance(value, date):
        return cell_text(value)
    if not isinstance(value, str):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return cell(value)
    text = _OURS.sub(_character, value)
    # Others write a character beyond the basic plane as two such sequences.
    return plain(cell_text(text) if _SURROGATE.search(text) else text)


def _safe(text: str) -> str:
    text = _OURS.sub(lambda match: f"_x005F_{match[0][1:]}", text)
    text = _FORBIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return cell(_SURROGATE.sub("\ufffd", text))


def _character(match: re.Match[str]) -> str:
    return chr(int(match[0][2:6], 16))
