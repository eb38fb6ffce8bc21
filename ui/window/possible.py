"""Which commands make sense now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.commands import COMMANDS
from ui.window.pane_table import ARRANGED

if TYPE_CHECKING:
    from ui.session import Session

_PROJECT = (
    *("close-project", "restore", "export", "send", "undo", "redo", "find-project", "layers"),
    *("agreement", "codebook", "guidelines", "review", "feedback"),
    *("next-unfinished", "next-document", "previous-document", "focus-mode"),
    *("next-pane", "previous-pane", *ARRANGED),
)
_ARTICLE = (
    *("export-pdf", "export-html", "print", "find", "find-next", "find-previous"),
    *("next-span", "previous-span", "details", "grow", "add-fragment", "let-go"),
    "next-incomplete",
)
_WRITING_PROJECT = ("import", "import-folder", "merge", "roll-back", "assign", "adjudicate")
_WRITING_ARTICLE = (
    *("mark-done", "mark-in-progress", "mark-new", "skip", "document-note", "remove-document"),
    *("repeat", "comment", "carry", "purge-document"),
)
_CASES = ("case-next", "case-back")
_WRITING_CASES = (
    *("accept", "amend", "reject", "missed", "accept-same", "withdraw", "case-comment"),
    *("join", "edit-gold", "nobody", "undecided", "undo-decision", "add-gold", "accept-agreed"),
    *(f"take-{n}" for n in range(1, 10)),
)
_SPAN = ("note",)
_WRITING_SPAN = (
    *("delete", "occurrences", "relate", "unsure", "copy-to-own"),
    *("take-proposed", "take-with-date", "same-as-last"),
)
_WRITING_HISTORY = ("undo", "redo", "restore")


def possible(session: Session | None) -> dict[str, bool]:
    """Return for each command that depends on it whether it can be done."""
    article = session is not None and session.document is not None
    span = session is not None and session.current is not None
    writing = session is not None and not session.read_only
    result = dict.fromkeys(_PROJECT, session is not None)
    result |= dict.fromkeys(_ARTICLE, article)
    result |= dict.fromkeys(_SPAN, span)
    result |= dict.fromkeys((*_WRITING_PROJECT, *_WRITING_HISTORY), writing)
    result |= dict.fromkeys(_WRITING_ARTICLE, article and writing)
    result |= dict.fromkeys(_WRITING_SPAN, span and writing)
    result |= dict.fromkeys(_CASES, article)
    result |= dict.fromkeys(_WRITING_CASES, article and writing)
    mode = "tag" if session is None else session.mode
    here = {c.id: article and c.counts_in(mode) for c in COMMANDS if c.modes}
    return {**here, **{name: on and here.get(name, True) for name, on in result.items()}}
