"""What a change of the codebook does, in words: under the editor, and before it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from storage.codebook_editing import Preview
from ui.dialogs.form import FormDialog, wrapped
from ui.wording import counted

_WIDTH, _LISTED = 560, 180


def outlook(seen: Preview) -> str:
    """Return one line: how many changes, and how many annotations they concern."""
    if not seen.differences:
        return "Nothing was changed yet."
    changes = counted(len(seen.differences), "change")
    if not seen.effects:
        return f"{changes}. No annotation is concerned."
    return f"{changes}, which concern {counted(seen.annotations, 'annotation')}."


class ConfirmDialog(FormDialog):
    """Says what saving does to how many annotations, and asks."""

    def __init__(self, seen: Preview, parent: QWidget) -> None:
        super().__init__(
            "Change the codebook?",
            "&Change",
            parent,
            explained="One step, which undo takes back. Nothing that was tagged is lost.",
        )
        for effect in seen.effects:
            self.body.addWidget(wrapped(effect.words))
        self.changes = QPlainTextEdit("\n".join(f"• {each.words}" for each in seen.differences))
        self.changes.setReadOnly(True)
        self.changes.setTabChangesFocus(True)
        self.changes.setAccessibleName("All changes")
        self.changes.setMinimumHeight(_LISTED)
        self.body.addWidget(self.changes, 1)
        self.setMinimumWidth(_WIDTH)
