"""What the window asks when articles and annotations come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from ui.window.conversations import Host

_READABLE = (
    "Texts, tables and annotations (*.txt *.md *.html *.htm *.pdf *.docx *.odt *.rtf *.epub *.eml "
    "*.mhtml *.zip *.csv *.tsv *.xlsx *.jsonl *.json *.parquet *.ann *.conll *.conllu *.iob "
    "*.spacy);;All files (*)"
)


class ImportTalks:
    """Asks for files or for a folder, and shows what they hold before it comes in."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._folder: Path | None = None

    def files(self) -> None:
        """Ask for files and import them."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._host.widget(), "Import articles or annotations", self._from(), _READABLE
        )
        if chosen:
            self.take_in([Path(path) for path in chosen])

    def folder(self) -> None:
        """Ask for a folder and import what is in it."""
        chosen = QFileDialog.getExistingDirectory(
            self._host.widget(), "Import a folder", self._from()
        )
        if chosen:
            self.take_in([Path(chosen)])

    def _from(self) -> str:
        """Return where to look for files: where the last ones were, at first by the project."""
        session = self._host.session
        beside = None if session is None else session.project.path.parent
        return str(self._folder or beside or "")

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take files in: texts after a look at them, annotations at once."""
        from ui.dialogs.importing.dialog import ImportDialog

        session = self._host.session
        if session is None:
            return
        nothing_open = session.document is None
        host = self._host
        self._folder = paths[0].parent if paths else None
        ImportDialog(session, host.theme, paths, host.widget(), host.settings).exec()
        first = session.project.documents.first(1)
        if nothing_open and first:
            session.open_document(first[0])
            if self._host.bench is not None:
                # The button that asked is gone: the keys belong to the article now.
                self._host.bench.reader.setFocus()
