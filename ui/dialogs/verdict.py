"""The dialogs of a review: whom to review, and why a case is rejected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from domain.annotation import Annotator
from domain.ids import AnnotatorId
from domain.review import REASONS
from ui.dialogs.choices import ChoiceList
from ui.dialogs.form import FormDialog, add_row
from ui.wording import counted

_WIDTH = 460


class RejectDialog(FormDialog):
    """Asks why: a digit chooses the reason, Enter rejects."""

    def __init__(
        self, quote: str, reason: str = "", remark: str = "", parent: QWidget | None = None
    ) -> None:
        shown = quote if len(quote) <= 80 else quote[:79] + "…"
        super().__init__(
            "Reject this annotation?",
            "&Reject",
            parent,
            explained=f"“{shown}” stays in your colleague's layer. They see the verdict and why.",
        )
        self.reasons = ChoiceList("Reason")
        for key, words in REASONS:
            self.reasons.add(words, key)
        keys = [key for key, _ in REASONS]
        self.reasons.setCurrentRow(keys.index(reason) if reason in keys else 0)
        self.field = QLineEdit(remark)
        self.field.setPlaceholderText("In your own words, if more is to be said")
        self.body.addWidget(self.reasons)
        add_row(self.form(), "R&emark", self.field)
        self.setMinimumWidth(_WIDTH)
        self.reasons.currentRowChanged.connect(self._check)
        self.reasons.itemDoubleClicked.connect(self.accept)
        self.field.textChanged.connect(self._check)
        self._check()
        self.reasons.setFocus()

    @property
    def reason(self) -> str:
        """The key of the reason."""
        return self.reasons.chosen

    @property
    def remark(self) -> str:
        """What was written besides."""
        return self.field.text().strip()

    def _check(self, *_: object) -> None:
        needs_words = self.reason == "other" and not self.remark
        self.primary.setEnabled(not needs_words)
        self.say("Please say why in a few words." if needs_words else "")


class ColleagueDialog(FormDialog):
    """Asks whose layer is reviewed."""

    def __init__(
        self,
        colleagues: Sequence[tuple[Annotator, int, int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Review a colleague",
            "Begin &review",
            parent,
            explained="You go through their tags one by one. Their layer is never changed; your "
            "verdicts travel with the project.",
        )
        self.list = ChoiceList("Colleague")
        for who, every, still in colleagues:
            done = "all reviewed" if not still else f"{still:,} open"
            self.list.add(f"{who.name}  ·  {counted(every, 'annotation')}, {done}", who.id)
        self.list.setCurrentRow(0)
        self.list.itemDoubleClicked.connect(self.accept)
        self.body.addWidget(self.list)
        self.setMinimumWidth(_WIDTH)
        self.list.setFocus()

    @property
    def colleague(self) -> AnnotatorId:
        """Whose layer was chosen."""
        return AnnotatorId(self.list.chosen)
