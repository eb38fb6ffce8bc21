"""What an export of training data is asked besides: which documents, how cut, how divided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QWidget

from domain.ids import AnnotatorId
from storage.formats.codec import Codec
from storage.formats.export_options import ExportOptions
from ui.dialogs.form import add_row
from ui.theme.metrics import SPACE_4
from ui.version import VERSION

_DOCUMENTS = (("Finished ones", None), ("All of them", ()))
_OVERLAPS = (
    ("Keep the longest", "longest"),
    ("Keep those of the first tags", "priority"),
    ("One file for each tag", "split"),
    ("Refuse to export", "refuse"),
)
_TOKENS = (
    ("As spaCy cuts them", "spacy"),
    ("Between white space", "whitespace"),
    ("Single characters", "characters"),
)
_SPLITS = (
    ("Not divided", None),
    ("80 % train, 10 % dev, 10 % test", (80, 10, 10)),
    ("70 % train, 15 % dev, 15 % test", (70, 15, 15)),
    ("90 % train, 10 % dev", (90, 10, 0)),
)


class TrainingChoices(QObject):
    """The fields that only formats of other programs have; `changed` when one of them does."""

    changed = Signal()

    def __init__(self, form: QFormLayout, parent: QObject) -> None:
        super().__init__(parent)
        self.documents = _field(_DOCUMENTS)
        self.overlap = _field(_OVERLAPS)
        self.tokens = _field(_TOKENS)
        self.split = _field(_SPLITS)
        self.pseudonyms = QCheckBox("Write &Annotator 1, 2, … instead of names")
        self._form = form
        self._overlap_label = _label("O&verlaps", self.overlap)
        # Two beside each other: all has to fit on the screen of a small laptop.
        chosen = _beside(self.documents, _label("&Split", self.split), self.split)
        cut = _beside(self.tokens, self._overlap_label, self.overlap)
        self._rows: tuple[QWidget, ...] = (chosen, cut, self.pseudonyms)
        add_row(form, "&Documents", chosen, self.documents)
        add_row(form, "&Tokens", cut, self.tokens)
        add_row(form, "", self.pseudonyms)
        for combo in (self.documents, self.overlap, self.tokens, self.split):
            combo.currentIndexChanged.connect(self._tell)
        self.pseudonyms.toggled.connect(self._tell)
        self.show_for(None)

    def show_for(self, codec: Codec | None) -> None:
        """Show the fields that a format asks for; none for a format of our own."""
        for row in self._rows:
            self._form.setRowVisible(row, codec is not None)
        if codec is not None:
            flat = codec.carries.flat_view or not codec.carries.overlaps
            for widget in (self._overlap_label, self.overlap):
                widget.setVisible(flat)
            self._form.setRowVisible(self._rows[1], flat or codec.carries.wants_tokens)
            self.tokens.setEnabled(codec.carries.wants_tokens)

    def close(self) -> None:
        """Let nothing be chosen any more."""
        for row in self._rows:
            row.setEnabled(False)

    def options(self, annotators: Sequence[AnnotatorId], codec: Codec | None) -> ExportOptions:
        """Return what is chosen, for these layers."""
        program = f"Glossator {VERSION}"
        if codec is None:
            return ExportOptions(tuple(annotators), program=program)
        return ExportOptions(
            tuple(annotators),
            states=self.documents.currentData(),
            tokens=self.tokens.currentData(),
            overlap=self.overlap.currentData(),
            split=self.split.currentData(),
            pseudonyms=self.pseudonyms.isChecked(),
            program=program,
        )

    def makes_folder(self, codec: Codec | None) -> bool:
        """Tell whether the export is a folder of files."""
        if codec is None:
            return False
        flat = codec.carries.flat_view or not codec.carries.overlaps
        apart = flat and self.overlap.currentData() == "split"
        return codec.is_folder or codec.in_folder or apart or self.split.currentData() is not None

    def _tell(self, *_: object) -> None:
        self.changed.emit()


def _field(choices: Sequence[tuple[str, object]]) -> QComboBox:
    field = QComboBox()
    for text, value in choices:
        field.addItem(text, value)
    return field


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label


def _beside(first: QWidget, label: QLabel, second: QWidget) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE_4)
    line.addWidget(first, 1)
    line.addWidget(label)
    line.addWidget(second, 1)
    return row
