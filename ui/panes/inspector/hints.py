"""The quiet line below the inspector that says what the field with the keys is for."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from domain.codebook import Attribute
from domain.typed import Writing, meaning
from ui.dialogs.form import wrapped
from ui.panes.inspector.choice_edit import choices_of, keys_of, shown_choice
from ui.panes.inspector.values import spoken, written
from ui.theme.metrics import SPACE_2, SPACE_4
from ui.theme.style import give_role

_HOW = {
    "number": "A number",
    "date": "A year, month or day, or two of them: 2006, 2017-08, 2019-01/2019-03",
    "text": "Down lists what was used before",
    "ref": "Enter takes the proposal, Down lists others",
}


class FieldHint(QFrame):
    """Says what a field is for, how it is filled in, and how its value reads; else it is away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "footer")
        self.words: QLabel = wrapped("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        column.addWidget(self.words)
        self.hide()

    def say(self, words: str) -> None:
        """Show words, or nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))


def hint_of(attribute: Attribute, value: object, writing: Writing) -> str:
    """Return what is to be said of a field: how its value reads, its help, how it is filled in."""
    parts = [meaning(attribute, value, writing), attribute.help.rstrip(".")]
    choices = choices_of(attribute)
    if choices:
        keys = keys_of(attribute)
        keyed = [
            f"{key}\u00a0{shown_choice(each)}" for key, each in zip(keys, choices, strict=False)
        ]
        more = "type the others" if len(choices) > len(keys) else ""
        parts.append(" · ".join(filter(None, (*keyed, more))))
    else:
        parts.append(_HOW.get(attribute.type, ""))
    if attribute.default not in (None, ""):
        parts.append(f"Usual: {written(attribute.default).replace('_', ' ')}")
    said = [f"{part}." for part in parts if part]
    return f"{spoken(attribute.name)}: {' '.join(said)}" if said else ""
