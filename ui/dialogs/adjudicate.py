"""The dialogs of adjudication: whose layers are compared, and by which rule agreement is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from domain.annotation import Annotator
from storage.adjudicating import Rule
from ui.dialogs.choices import ChoiceList
from ui.dialogs.form import FormDialog, add_row
from ui.wording import counted

_WIDTH = 480
_FEWEST = 2


class AdjudicateDialog(FormDialog):
    """Asks whose layers are compared; all with tags are ticked."""

    def __init__(
        self, annotators: Sequence[tuple[Annotator, int]], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Adjudicate",
            "&Begin",
            parent,
            explained="You decide case by case what stands as gold. Their layers are never "
            "changed; the result is a layer of its own that names its sources.",
        )
        self.list = ChoiceList("Layers to compare", tickable=True)
        self._annotators = [annotator for annotator, _ in annotators]
        for annotator, count in annotators:
            self.list.add(f"{annotator.name}  ·  {counted(count, 'annotation')}", annotator.id)
        self.list.itemChanged.connect(self._check)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.list)
        self.setMinimumWidth(_WIDTH)
        self._check()
        self.list.setFocus()

    @property
    def chosen(self) -> list[Annotator]:
        """Whose layers are compared, in the order of the list."""
        ticked = set(self.list.ticked)
        return [annotator for annotator in self._annotators if annotator.id in ticked]

    def _check(self, *_: object) -> None:
        enough = len(self.chosen) >= _FEWEST
        self.primary.setEnabled(enough)
        self.say("" if enough else "Two layers at least are needed for a comparison.")


class AgreedDialog(FormDialog):
    """Asks by which rule cases are taken at once, and where."""

    def __init__(
        self,
        take: Callable[[Rule, bool, Callable[[int, int], bool]], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Take what is agreed",
            "&Take",
            parent,
            explained="Only cases without a decision are taken. It is one step, which undo takes "
            "back.",
        )
        self._take = take
        self._stopped = False
        self._working = False
        self.identical = QRadioButton("All who count there have exactly the &same")
        self.majority = QRadioButton("&More than half of them have exactly the same")
        self.identical.setChecked(True)
        self.where = QComboBox()
        self.where.addItems(("In this article", "In the whole project"))
        self.progress = QProgressBar()
        self.progress.hide()
        for widget in (self.identical, self.majority):
            self.body.addWidget(widget)
        add_row(self.form(), "&Where", self.where)
        self.body.addWidget(self.progress)
        self.setMinimumWidth(_WIDTH)
        self.identical.setFocus()

    @property
    def rule(self) -> Rule:
        """The rule that was chosen."""
        return "identical" if self.identical.isChecked() else "majority"

    def accept(self) -> None:
        """Take the cases; what went wrong is said, and the dialog stays."""
        self._working, self._stopped = True, False
        self.primary.setEnabled(False)
        problem = self._take(self.rule, self.where.currentIndex() == 1, self._step)
        self._working = False
        self.primary.setEnabled(True)
        self.progress.hide()
        self.say(problem)
        if not problem:
            super().accept()

    def reject(self) -> None:
        """Stop what is under way, else close."""
        if self._working:
            self._stopped = True
        else:
            super().reject()

    def _step(self, done: int, total: int) -> bool:
        if total > 1:
            self.progress.show()
            self.progress.setMaximum(total)
            self.progress.setValue(done)
            QApplication.processEvents()
        return not self._stopped
