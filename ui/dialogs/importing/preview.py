"""The text at hand before it is imported, and what may be chosen about reading it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from storage.documents.registry import KINDS, DocumentKind, kind_named
from ui.dialogs.form import wrapped
from ui.dialogs.importing.incoming import IncomingText
from ui.reader.positions import display_copy
from ui.theme.metrics import SPACE_2, SPACE_4, TARGET

SHOWN = 20_000
ENCODINGS = (
    ("", "Found out by itself"),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Western European (Windows-1252)"),
    ("iso8859-15", "Western European (ISO 8859-15)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("iso8859-2", "Central European (ISO 8859-2)"),
    ("cp1251", "Cyrillic (Windows-1251)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("cp1253", "Greek (Windows-1253)"),
    ("cp1254", "Turkish (Windows-1254)"),
    ("cp1256", "Arabic (Windows-1256)"),
    ("cp1255", "Hebrew (Windows-1255)"),
    ("shift_jis", "Japanese (Shift JIS)"),
    ("euc_jp", "Japanese (EUC-JP)"),
    ("gb18030", "Chinese (GB 18030)"),
    ("big5", "Chinese (Big5)"),
    ("euc_kr", "Korean (EUC-KR)"),
)
_KINDS = {kind.title: kind for kind in KINDS}


class Preview(QWidget):
    """Shows one text; asks for another encoding, for other columns, and for other ways to read."""

    encoding_requested = Signal(str)
    columns_requested = Signal()
    ways_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encoding = QComboBox()
        self.whole_page = QCheckBox("Whole &pages instead of articles")
        self.notes = QCheckBox("Foot&notes")
        self.headers = QCheckBox("&Headers and footers")
        self.columns = QPushButton("&Columns…")
        self.page = QPlainTextEdit()
        self.summary = wrapped("", "muted")
        self._label = QLabel("&Encoding")
        self._lay_out()
        self.encoding.activated.connect(self._ask_encoding)
        self.columns.clicked.connect(self.columns_requested)
        for box in (self.whole_page, self.notes, self.headers):
            box.clicked.connect(self.ways_changed)
        self.show_text(None, "", "")

    def show_text(self, text: IncomingText | None, whole: str, encoding: str) -> None:
        """Show a text, given whole, and the encoding that was chosen for it."""
        kind = None if text is None else _KINDS.get(text.kind) or _promised(text)
        table = None if text is None else text.table
        self.encoding.setVisible((kind is not None and kind.has_encoding) or _is_delimited(text))
        self._label.setVisible(not self.encoding.isHidden())
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(encoding)))
        self.whole_page.setVisible(kind is not None and kind.has_page)
        self.notes.setVisible(kind is not None and kind.has_notes)
        self.headers.setVisible(kind is not None and kind.has_headers)
        self.columns.setVisible(table is not None)
        shown = whole[:SHOWN] + ("\n…" if len(whole) > SHOWN else "")
        self.page.setPlainText(display_copy(shown))
        self.summary.setText("" if text is None else text.summary)

    def _ask_encoding(self) -> None:
        self.encoding_requested.emit(self.encoding.currentData())

    def _lay_out(self) -> None:
        for value, name in ENCODINGS:
            self.encoding.addItem(name, value)
        self.notes.setChecked(True)
        self._label.setBuddy(self.encoding)
        self.columns.setAutoDefault(False)
        self.page.setReadOnly(True)
        self.page.setPlaceholderText("No text")
        self.page.setAccessibleName("Preview")
        self.page.setTabChangesFocus(True)
        above = QHBoxLayout()
        above.setSpacing(SPACE_4)
        parts: Sequence[QWidget] = (
            *(self._label, self.encoding, self.whole_page, self.notes, self.headers, self.columns),
        )
        for part in parts:
            above.addWidget(part)
        above.addStretch(1)
        row = QWidget()
        row.setMinimumHeight(TARGET + 2)
        above.setContentsMargins(0, 0, 0, 0)
        row.setLayout(above)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_2)
        whole.addWidget(row)
        whole.addWidget(self.page, 1)
        whole.addWidget(self.summary)


def _promised(text: IncomingText) -> DocumentKind | None:
    """Return the kind that the name of a file promises which could not be read."""
    return kind_named(text.source.suffix) if text.problem and text.source is not None else None


def _is_delimited(text: IncomingText | None) -> bool:
    """Tell whether a text is of a table that is itself a text."""
    source = None if text is None else text.source
    return (
        source is not None
        and text is not None
        and text.table is not None
        and (source.suffix in (".csv", ".tsv", ".tab"))
    )
