"""A new project: its file, its title, who annotates, and which articles it begins with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from storage.naming import SUFFIX
from ui.dialogs.form import FormDialog, add_row, typed_path
from ui.dialogs.small import name_problem
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_role
from ui.wording import counted

_UNSAFE = '<>:"/\\|?*'
_WIDTH = 560
_TEXTS = (
    "Texts and tables (*.txt *.md *.html *.htm *.pdf *.docx *.odt *.rtf *.epub *.eml *.zip "
    "*.mhtml *.csv *.tsv *.xlsx *.jsonl *.parquet);;All files (*)"
)


@dataclass(frozen=True, slots=True)
class NewProject:
    """What was asked for: the file to make, the title, the annotator, the articles to import."""

    path: Path
    title: str
    annotator: str
    texts: tuple[Path, ...] = ()


def path_problem(written: str) -> str:
    """Return what is wrong with the place for a new project in a sentence, or nothing."""
    if not written.strip():
        return "Choose where the project file is to lie."
    path = with_suffix(written)
    try:
        if path.exists():
            return f"“{path.name}” exists already in that folder; choose another name."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}; choose one that exists."
    except (OSError, ValueError):
        return "A project cannot lie there; choose another place."
    if not os.access(path.parent, os.W_OK):
        return f"The folder {path.parent} cannot be written to; choose another one."
    return ""


def with_suffix(written: str) -> Path:
    """Return the path that was written, with the suffix of project files."""
    path = typed_path(written)
    if path.name in ("", ".."):
        return path / f"Project{SUFFIX}"
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def file_name(title: str) -> str:
    """Return a file name for a title that every system accepts."""
    kept = "".join(" " if c in _UNSAFE or not c.isprintable() else c for c in title)
    return (" ".join(kept.split()).strip(". ")[:80] or "Project") + SUFFIX


def default_folder() -> Path:
    """Return the person's folder for documents, or else their home."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


class NewProjectDialog(FormDialog):
    """Asks for a new project; the file's name follows the title until it is changed by hand."""

    def __init__(
        self,
        annotator: str = "",
        texts: Sequence[Path] = (),
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "New project",
            "&Make the project",
            parent,
            explained="One file holds everything: the articles, the tags, and their history.",
        )
        self._folder = folder or default_folder()
        self._texts = list(texts)
        self._follows = True
        self.title = QLineEdit(texts[0].stem if len(texts) == 1 else "")
        self.title.setPlaceholderText("For example: Peru and Venezuela")
        self.path = QLineEdit()
        self.annotator = QLineEdit(annotator)
        self.annotator.setPlaceholderText("The name your tags stand under")
        self.texts = QListWidget()
        self._lay_out()
        self.title.textChanged.connect(self._follow_title)
        self.path.textEdited.connect(self._stop_following)
        for field in (self.title, self.path, self.annotator):
            field.textChanged.connect(self._check)
        self._follow_title()
        self._check()
        self.setMinimumWidth(_WIDTH)
        self.title.setFocus()

    @property
    def chosen(self) -> NewProject:
        """What the fields say now."""
        title = self.title.text().strip()
        path = with_suffix(self.path.text())
        return NewProject(
            path, title or path.stem, self.annotator.text().strip(), tuple(self._texts)
        )

    def problems(self) -> list[str]:
        """Return what is wrong with the fields, a sentence each, the first field first."""
        found = [path_problem(self.path.text()), name_problem(self.annotator.text())]
        return [problem for problem in found if problem]

    def _check(self) -> None:
        problems = self.problems()
        self.primary.setEnabled(not problems)
        # A field that was not reached yet is not wrong.
        is_waiting = not self.annotator.text() and len(problems) == 1
        self.say("" if is_waiting or not problems else problems[0])

    def _follow_title(self) -> None:
        if self._follows:
            self.path.setText(str(self._free(file_name(self.title.text()))))

    def _free(self, name: str) -> Path:
        path = self._folder / name
        number = 2
        while path.exists():
            path = self._folder / f"{Path(name).stem} {number}{SUFFIX}"
            number += 1
        return path

    def _stop_following(self) -> None:
        self._follows = False

    def _choose_path(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Where is the project to lie?",
            self.path.text(),
            f"Glossator projects (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._follows = False
            self.path.setText(str(with_suffix(chosen)))

    def _add_texts(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "Articles to import", str(typed_path(self.path.text()).parent), _TEXTS
        )
        self._texts += [Path(c) for c in chosen if Path(c) not in self._texts]
        self._show_texts()

    def _show_texts(self) -> None:
        self.texts.clear()
        for text in self._texts:
            self.texts.addItem(text.name)
        self.texts.setVisible(bool(self._texts))
        self._count.setText(counted(len(self._texts), "article") if self._texts else "None yet")

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(SPACE_2)
        choose = QPushButton("&Choose…")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_path)
        place.addWidget(self.path, 1)
        place.addWidget(choose)
        add = QPushButton("&Add…")
        add.setAutoDefault(False)
        add.clicked.connect(self._add_texts)
        self._count = QLabel()
        set_role(self._count, "muted")
        above = QHBoxLayout()
        above.addWidget(self._count, 1)
        above.addWidget(add)
        articles = QVBoxLayout()
        articles.setSpacing(SPACE_2)
        articles.addLayout(above)
        articles.addWidget(self.texts)
        self.texts.setFixedHeight(112)
        self.texts.setAccessibleName("Articles to import")
        form = self.form()
        add_row(form, "&Title", self.title)
        add_row(form, "&File", place, self.path)
        add_row(form, "Your &name", self.annotator)
        add_row(form, "Articles", articles)
        self._show_texts()
        QWidget.setTabOrder(self.title, self.path)
        QWidget.setTabOrder(self.path, choose)
        QWidget.setTabOrder(choose, self.annotator)
        QWidget.setTabOrder(self.annotator, add)
