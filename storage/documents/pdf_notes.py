"""What lies upon the pages of a PDF and is not part of them: fields of forms, comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_COMMENTS = frozenset(("Text", "FreeText", "Highlight", "Underline", "StrikeOut", "Squiggly"))
_FIELD = "fields that were filled in"
_COMMENT = "comments"
_MOST = 10_000  # Of a page: nobody reads more.


def kinds_upon(page: Any) -> Iterator[str]:
    """Yield what lies upon a page of pdfminer.six and says something: fields, comments."""
    from pdfminer.pdftypes import resolve1

    held = resolve1(page.annots)
    for each in held[:_MOST] if isinstance(held, list) else ():
        note = resolve1(each)
        if not isinstance(note, dict):
            continue
        kind = str(getattr(resolve1(note.get("Subtype")), "name", ""))
        if kind == "Widget" and _is_filled(resolve1(note.get("V")) or _value_above(note)):
            yield _FIELD
        elif kind in _COMMENTS and _is_filled(resolve1(note.get("Contents"))):
            yield _COMMENT


def _value_above(note: dict[str, Any]) -> Any:
    from pdfminer.pdftypes import resolve1

    parent = resolve1(note.get("Parent"))
    return resolve1(parent.get("V")) if isinstance(parent, dict) else None


def _is_filled(value: Any) -> bool:
    return isinstance(value, bytes | str) and len(value.strip()) > 0
