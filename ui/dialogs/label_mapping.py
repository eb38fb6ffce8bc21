"""What another program's labels mean: shown with their counts, and decided before the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from domain.codebook import Codebook
from storage.formats.corpus_import import ImportOptions
from storage.formats.mapping import LabelMapping
from storage.formats.survey import Survey
from ui.dialogs.form import FormDialog, wrapped
from ui.theme.metrics import SPACE_2, TARGET
from ui.wording import counted

_SIZE = (640, 520)
_LISTED = 6
_OPEN, _NEW, _LEFT_OUT = "", "new tag", "left out"
_TAG = "tag "


class LabelDialog(FormDialog):
    """Asks what each label becomes; `options` are what the import then goes by."""

    def __init__(
        self, surveys: Sequence[Survey], codebook: Codebook, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "What the labels mean",
            "&Import",
            parent,
            explained="What is chosen here is remembered in the project for the next file.",
        )
        self._surveys = surveys
        self._codebook = codebook
        self._labels: Counter[str] = Counter()
        for survey in surveys:
            self._labels.update(survey.labels)
        self.table = QTableWidget(len(self._labels), 3)
        self.new_tags = QPushButton("Make &tags of all others")
        self.leave_out = QPushButton("&Leave all others out")
        self.skips = QCheckBox("Leave out &records that cannot be read")
        self.report = wrapped("\n".join(_report(surveys)), "muted")
        self._lay_out()
        self.new_tags.clicked.connect(self._make_others)
        self.leave_out.clicked.connect(self._leave_others)
        self.skips.toggled.connect(self._check)
        self.resize(*_SIZE)
        self._check()

    @property
    def options(self) -> ImportOptions:
        """What was decided."""
        decided = {label: self.goal(label).currentData() for label in self._labels}
        mapping = LabelMapping(
            {
                label: goal.removeprefix(_TAG) if goal.startswith(_TAG) else None
                for label, goal in decided.items()
                if goal != _NEW
            },
            tuple(label for label, goal in decided.items() if goal == _NEW),
        )
        for survey in self._surveys:
            mapping = mapping.over(LabelMapping(annotators=survey.mapping.annotators))
        return ImportOptions(mapping=mapping, on_error="skip" if self.skips.isChecked() else "stop")

    def goal(self, label: str) -> QComboBox:
        """Return the field that says what a label becomes."""
        field = self.table.cellWidget(list(self._labels).index(label), 2)
        assert isinstance(field, QComboBox)
        return field

    def _make_others(self) -> None:
        self._decide_others(_NEW)

    def _leave_others(self) -> None:
        self._decide_others(_LEFT_OUT)

    def _decide_others(self, goal: str) -> None:
        for label in self._labels:
            field = self.goal(label)
            if field.currentData() == _OPEN:
                field.setCurrentIndex(field.findData(goal))

    def _check(self, *_: object) -> None:
        still = sum(self.goal(label).currentData() == _OPEN for label in self._labels)
        malformed = sum(survey.malformed for survey in self._surveys)
        problem = ""
        if malformed and not self.skips.isChecked():
            problem = f"{counted(malformed, 'record')} cannot be read: see below."
        if still:
            problem = f"Say what becomes of {counted(still, 'label')}."
        self.new_tags.setEnabled(bool(still))
        self.leave_out.setEnabled(bool(still))
        self.primary.setEnabled(not problem)
        self.say(problem)

    def _field(self, label: str) -> QComboBox:
        field = QComboBox()
        field.setAccessibleName(f"What {label} becomes")
        field.addItem("Choose…", _OPEN)
        for tag in self._codebook.active:
            field.addItem(tag.name, f"{_TAG}{tag.key}")
        field.addItem(f"A new tag “{label}”", _NEW)
        field.addItem("Left out", _LEFT_OUT)
        for survey in self._surveys:
            proposed = survey.mapping.labels.get(label, _OPEN)
            wanted = _LEFT_OUT if proposed is None else f"{_TAG}{proposed}" if proposed else _OPEN
            if wanted != _OPEN:
                field.setCurrentIndex(max(0, field.findData(wanted)))
        field.currentIndexChanged.connect(self._check)
        return field

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels(["In the file", "Spans", "Becomes"])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(TARGET + SPACE_2)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setShowGrid(False)
        self.table.setAccessibleName("Labels")
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for row, (label, number) in enumerate(self._labels.items()):
            self.table.setItem(row, 0, QTableWidgetItem(label))
            count = QTableWidgetItem(f"{number:,}")
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, 1, count)
            self.table.setCellWidget(row, 2, self._field(label))
        others = QHBoxLayout()
        others.setSpacing(SPACE_2)
        for button in (self.new_tags, self.leave_out):
            button.setAutoDefault(False)
            others.addWidget(button)
        others.addStretch(1)
        self.skips.setVisible(any(survey.malformed for survey in self._surveys))
        self.body.addWidget(self.table, 1)
        self.body.addLayout(others)
        self.body.addWidget(self.report)
        self.body.addWidget(self.skips)


def _report(surveys: Sequence[Survey]) -> list[str]:
    """Say what else was understood, and what cannot be read."""
    documents = sum(survey.documents for survey in surveys)
    known = sum(survey.known for survey in surveys)
    relations = sum(survey.relations for survey in surveys)
    there = f" ({known:,} in the project already)" if known else ""
    said = [f"{counted(documents, 'document')}{there}, {counted(relations, 'relation')}."]
    for survey in surveys:
        if survey.fit is not None and survey.documents:
            said.append(survey.fit.sentence)
        said += [f"{remark} ({number:,})" for remark, number in survey.remarks.most_common(3)]
        said += [problem.sentence for problem in survey.problems[:_LISTED]]
        if (more := survey.malformed - _LISTED) > 0:
            said.append(f"… and {more:,} more that cannot be read.")
    return list(dict.fromkeys(said))
