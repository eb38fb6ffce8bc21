"""The sentences of the inspector: places, makers, relations."""

from __future__ import annotations

from domain.annotation import Annotation
from domain.span import Fragment
from ui.wording import counted, moment

_SHORT = 48


def places(fragments: tuple[Fragment, ...]) -> str:
    """Return where a span stands, in code points: one line, or one for each fragment and a sum."""
    lines = [f"{start}–{end} · {counted(end - start, 'character')}" for start, end in fragments]
    if len(lines) > 1:
        whole = sum(end - start for start, end in fragments)
        lines.append(f"{len(fragments)} parts · {counted(whole, 'character')} together")
    return "\n".join(lines)


def maker(annotation: Annotation, name: str) -> str:
    """Return who made an annotation and when, and when it was changed last."""
    made = f"{name or 'Unknown'} · {moment(annotation.created)}"
    if annotation.modified in ("", annotation.created):
        return made
    return f"{made}\nChanged {moment(annotation.modified)}"


def short(quote: str) -> str:
    """Return a quote on one line, shortened, in quotation marks."""
    flat = " ".join(quote.split())
    return f"“{flat if len(flat) <= _SHORT else flat[: _SHORT - 1].rstrip() + '…'}”"
