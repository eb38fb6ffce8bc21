"""Carrying annotations over to a variant of a text: where each would stand, seen before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from domain.ids import DocumentId
from storage.carrying import Carried, plan_carrying
from storage.errors import RefusedError
from ui.dialogs.form import FormDialog, add_row, wrapped
from ui.session import Session
from ui.wording import counted

_SIZE = (760, 520)
_HOW = {
    "exact": "at the same place",
    "unique": "these words stand once",
    "context": "by what stands around",
    "lost": "could not be placed",
}


class CarryDialog(FormDialog):
    """Shows the plan for a pair of documents; accepting it means to carry it out."""

    def __init__(
        self,
        session: Session,
        targets: Sequence[tuple[DocumentId, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Carry annotations over",
            "&Carry over",
            parent,
            explained="Your annotations of the open document are copied to where the same words "
            "stand in the other text. One step, which undo takes back.",
        )
        self._session = session
        self.plan: list[Carried] = []
        self.target = QComboBox()
        self.summary = wrapped("", "muted")
        self.list = QTreeWidget()
        for document, title in targets:
            self.target.addItem(title, document)
        self._lay_out()
        self.target.currentIndexChanged.connect(self._look)
        self.resize(*_SIZE)
        self._look()
        self.list.setFocus()

    @property
    def chosen(self) -> DocumentId:
        """The document to carry to."""
        return DocumentId(self.target.currentData())

    def _look(self, *_: object) -> None:
        session = self._session
        document = session.document
        self.plan = []
        try:
            if document is not None and self.target.count():
                self.plan = plan_carrying(
                    session.project,
                    source=document.id,
                    target=self.chosen,
                    annotator=session.annotator.id,
                )
        except RefusedError as error:
            self.say(str(error))
        self.list.clear()
        # What needs a person first.
        for one in sorted(self.plan, key=lambda each: each.placed.span is not None):
            how = "there already" if one.is_there else _HOW[one.placed.how]
            tag = session.codebook.tag(one.annotation.tag).name
            quote = " ".join(one.annotation.quote.split())
            item = QTreeWidgetItem([quote, tag, how])
            item.setToolTip(0, quote)
            self.list.addTopLevelItem(item)
        ready = sum(one.placed.span is not None and not one.is_there for one in self.plan)
        lost = sum(one.placed.span is None for one in self.plan)
        self.primary.setEnabled(ready > 0)
        self.primary.setText(f"&Carry {counted(ready, 'annotation')} over" if ready else "&Carry")
        self.summary.setText(
            f"{counted(lost, 'annotation')} could not be placed and will stay in this text alone."
            if lost
            else "Every annotation has its place in the other text."
        )

    def _lay_out(self) -> None:
        self.list.setHeaderLabels(["Words", "Tag", "Where"])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Annotations to carry over")
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        add_row(self.form(), "&To", self.target)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.summary)
