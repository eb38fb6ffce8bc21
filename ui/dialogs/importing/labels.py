"""What chosen files hold, shown before the import, and what their names are to mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from domain.codebook import Codebook
from storage.errors import FormatError
from storage.formats.corpus_import import ImportOptions
from storage.formats.deciding import LEFT_OUT, NEW, Deciding
from storage.formats.mapping import LabelMapping, read_mapping, write_mapping
from storage.formats.survey import Survey
from storage.formats.tally import Tally
from ui.dialogs.form import FormDialog, add_row, wrapped
from ui.dialogs.importing.label_tree import LabelTree
from ui.theme.metrics import SPACE_2, SPACE_3
from ui.wording import counted

_SIZE = (760, 680)
_LISTED = 6
_NAMED, _LONG = 4, 40  # Labels in a sentence, characters of one
_SHOWN = 40  # Lines of what files of ours would add
_LINES = 5  # Of the report, before it is scrolled
_MAPPINGS = "Mappings (*.json)"
_CONFLICTS = (
    ("Stays as it is", "keep"),
    ("Is replaced by what the file has", "replace"),
    ("Stays, and what the file has stands beside it", "copy"),
)
_UNITS = (
    ("What the quotes fit", None),
    ("Code points", "codepoints"),
    ("UTF-16 units", "utf16"),
    ("Bytes of UTF-8", "bytes"),
)


class LabelDialog(FormDialog):
    """Asks what each name becomes; `options` are what the import then goes by.

    `rehearsed` is what the import of files of ours would do, bad records being left out. `folder`
    is where mappings are looked for.
    """

    def __init__(
        self,
        surveys: Sequence[Survey],
        codebook: Codebook,
        parent: QWidget | None = None,
        *,
        annotators: Sequence[str] = (),
        rehearsed: Tally | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__(
            "What the files hold",
            "&Import",
            parent,
            explained="What is chosen here is remembered in the project for the next file."
            if surveys
            else "",
        )
        self._folder = folder
        self.deciding = Deciding(surveys, codebook)
        bad = 0 if rehearsed is None else rehearsed.left_out
        self._malformed = bad + sum(survey.malformed for survey in surveys)
        self.tree = LabelTree(self.deciding, list(annotators))
        self.new_tags = QPushButton("Make &tags of all others")
        self.leave_out = QPushButton("&Leave all others out")
        self.open_mapping = QPushButton("&Open a mapping…")
        self.save_mapping = QPushButton("&Save the mapping…")
        self.left = wrapped("", "warning")
        self.keep_parts = QPushButton("&Keep attributes and relations")
        self.skips = QCheckBox("Leave out &records that cannot be read")
        self.conflicts = _choices(_CONFLICTS)
        self.units = _choices(_UNITS)
        self.report = QPlainTextEdit("\n".join(_report(surveys, rehearsed)))
        self._lay_out(has_names=bool(self.deciding.labels), is_foreign=bool(surveys))
        self._connect()
        self._check()
        self.tree.focus_first()

    @property
    def options(self) -> ImportOptions:
        """What was decided."""
        return ImportOptions(
            self.deciding.mapping,
            "skip" if self.skips.isChecked() else "stop",
            self.conflicts.currentData(),
            offsets=self.units.currentData(),
        )

    def decide(self, mapping: LabelMapping) -> None:
        """Decide as a mapping says."""
        self.deciding.take(mapping)
        self.tree.reread()

    def load(self, path: Path) -> None:
        """Decide as a mapping file says; say so if it is none."""
        try:
            self.decide(read_mapping(path))
        except FormatError as error:
            self.say(str(error))

    def save(self, path: Path) -> None:
        """Write the decisions for another project, or for the command line."""
        try:
            write_mapping(path, self.deciding.mapping)
        except FormatError as error:
            self.say(str(error))

    def _connect(self) -> None:
        self.new_tags.clicked.connect(self._make_others)
        self.leave_out.clicked.connect(self._leave_others)
        self.keep_parts.clicked.connect(self._keep_parts)
        self.open_mapping.clicked.connect(self._open)
        self.save_mapping.clicked.connect(self._save)
        for signal in (self.tree.changed, self.skips.toggled):
            signal.connect(self._check)

    def _open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Open a mapping", str(self._folder or ""), _MAPPINGS
        )
        if chosen:
            self.load(Path(chosen))

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the mapping", str((self._folder or Path()) / "mapping.json"), _MAPPINGS
        )
        if chosen:
            self.save(Path(chosen))

    def _make_others(self) -> None:
        self.deciding.decide_open(NEW)
        self.tree.reread()

    def _leave_others(self) -> None:
        self.deciding.decide_open(LEFT_OUT)
        self.tree.reread()

    def _keep_parts(self) -> None:
        self.deciding.keep_parts()
        self.tree.reread()

    def _show_left(self) -> None:
        """Say what would not come in: nothing is lost without being told."""
        left = self.deciding.left_out
        counts = [
            counted(left[what], words)
            for what, words in (
                ("annotation", "annotation"),
                ("attribute", "attribute value"),
                ("relation", "relation"),
            )
            if left[what]
        ]
        self.left.setText(f"Left out as it stands: {', '.join(counts)}." if counts else "")
        self.keep_parts.setEnabled(bool(left["attribute"] or left["relation"]))

    def _check(self, *_: object) -> None:
        self._show_left()
        still = self.deciding.still_open
        problem = ""
        if self._malformed and not self.skips.isChecked():
            problem = f"{counted(self._malformed, 'record')} cannot be read: see above."
        if still:
            named = ", ".join(f"“{label[:_LONG]}”" for label in still[:_NAMED])
            more = f" and {len(still) - _NAMED:,} more" if len(still) > _NAMED else ""
            problem = f"Say what becomes of {counted(len(still), 'label')}: {named}{more}."
        self.new_tags.setEnabled(bool(still))
        self.leave_out.setEnabled(bool(still))
        self.primary.setEnabled(not problem)
        self.say(problem)

    def _lay_out(self, *, has_names: bool, is_foreign: bool) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.new_tags, self.leave_out, self.open_mapping, self.save_mapping):
            button.setAutoDefault(False)
            button.setVisible(has_names)
            buttons.addWidget(button)
        buttons.insertStretch(2, 1)
        # The buttons stay where they are when the sentence below comes and goes.
        kept = self.problem.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.problem.setSizePolicy(kept)
        self.problem.setMinimumHeight(self.fontMetrics().lineSpacing())
        self.report.setReadOnly(True)
        self.report.setAccessibleName("What was understood")
        most = _LINES if has_names else 2 * _LINES
        lines = min(self.report.blockCount() + 1, most)  # One of them may well wrap.
        self.report.setMaximumHeight(lines * self.fontMetrics().lineSpacing() + SPACE_3)
        self.tree.setVisible(has_names)
        self.skips.setVisible(bool(self._malformed))
        self.body.addWidget(self.tree, 1)
        self.body.addLayout(buttons)
        self.body.addLayout(self._left_row(has_names=has_names))
        self.body.addWidget(self.report)
        ways = self.form()
        add_row(ways, "What is here &already and differs", self.conflicts)
        if is_foreign:
            add_row(ways, "O&ffsets count", self.units)
        self.body.addWidget(self.skips)
        if not has_names:
            self.body.addStretch(1)
        self.resize(_SIZE[0], _SIZE[1] if has_names else self.sizeHint().height())

    def _left_row(self, *, has_names: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.left, 1)
        row.addWidget(self.keep_parts)
        self.left.setVisible(has_names)
        self.keep_parts.setVisible(has_names and any(self.deciding.names.values()))
        self.keep_parts.setAutoDefault(False)
        return row


def _choices(choices: Sequence[tuple[str, str | None]]) -> QComboBox:
    field = QComboBox()
    for words, data in choices:
        field.addItem(words, data)
    return field


def _report(surveys: Sequence[Survey], rehearsed: Tally | None) -> list[str]:
    """Say what else was understood, and what cannot be read."""
    said = []
    for survey in surveys:
        there = f" ({survey.known:,} in the project already)" if survey.known else ""
        said.append(
            f"{survey.name}: {counted(survey.documents, 'document')}{there}, "
            f"{counted(survey.annotations, 'annotation')}, {counted(survey.relations, 'relation')}."
        )
        if survey.fit is not None and survey.documents:
            said.append(survey.fit.sentence)
        said += [f"{remark} ({number:,})" for remark, number in survey.remarks.most_common(3)]
        said += [problem.sentence for problem in survey.problems[:_LISTED]]
        if (more := survey.malformed - _LISTED) > 0:
            said.append(f"… and {more:,} more that cannot be read.")
    if rehearsed is not None:
        more = len(rehearsed.lines()) - _SHOWN
        said += rehearsed.lines()[:_SHOWN]
        said += [f"… and {more:,} more."] if more > 0 else []
    return said
