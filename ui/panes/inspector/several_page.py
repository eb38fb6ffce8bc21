"""Several annotations at once: what they say alike, to be changed for all of them in one action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.annotation import Annotation
from domain.codebook import Tag
from domain.ids import AnnotationId
from domain.typed import PLAIN
from storage.describing import describe
from ui.dialogs.form import wrapped
from ui.panes.inspector.chip import TagChip
from ui.panes.inspector.fields import AttributeForm
from ui.panes.inspector.hints import hint_of
from ui.panes.inspector.parts import Column, section
from ui.panes.inspector.reference import Naming, ReferenceEdit
from ui.panes.inspector.several_values import common_values
from ui.panes.inspector.wording import short
from ui.register import KindDesk, RegisterDesk
from ui.session import Session
from ui.theme.style import give_role, set_read_only
from ui.theme.theme import Theme
from ui.wording import counted

_MOST_QUOTES = 6
DIFFERS = "differs"


class SeveralPage(Column):
    """Shows annotations of one's own layer; each edit is one action for all of them."""

    def __init__(
        self, session: Session, theme: Theme, register: RegisterDesk, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._shown: list[Annotation] = []
        self.chip = TagChip(theme)
        self.unsure = QCheckBox("Unsure")
        self.heading = wrapped("", "heading")
        self.quotes = wrapped("", "small")
        self.mixed = wrapped("They carry different tags: give them one to see its fields.", "muted")
        self.delete = QPushButton()
        self.form: AttributeForm | None = None
        self._fields = QVBoxLayout()
        self._lay_out()
        self.chip.tag_chosen.connect(self._retag)
        self.unsure.clicked.connect(self._keep_confidence)
        self.delete.clicked.connect(self._delete)

    @property
    def ids(self) -> list[AnnotationId]:
        """The annotations that are shown."""
        return [annotation.id for annotation in self._shown]

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show annotations, at least one."""
        if [a.id for a in annotations] != self.ids:
            self.flush()
            self.reset()
            self.verticalScrollBar().setValue(0)
        self._shown = list(annotations)
        session = self._session
        codebook = session.codebook
        tags = list(dict.fromkeys(codebook.tag(a.tag).id for a in annotations))
        self.heading.setText(counted(len(annotations), "annotation"))
        self.quotes.setText("\n".join(_quotes(annotations)))
        self.delete.setText(f"Delete {counted(len(annotations), 'annotation')}")
        for widget in (self.unsure, self.delete):
            widget.setEnabled(not session.read_only)
        self._show_confidence(annotations)
        self.chip.show_tag(codebook.tag(tags[0]), codebook, editable=not session.read_only)
        if len(tags) > 1:
            self.chip.setText("several tags  ▾")
        self.mixed.setVisible(len(tags) > 1)
        self._show_form(codebook.tag(tags[0]) if len(tags) == 1 else None)

    def refresh(self) -> None:
        """Show again what is shown, as it is now; what is gone is left out."""
        if self._shown:
            found = self._session.project.annotations.some(self.ids)
            there = {a.id: a for a in found if not a.deleted}
            kept = [there[one] for one in self.ids if one in there]
            if kept:
                self.show_annotations(kept)

    def clear(self) -> None:
        """Let go of the annotations; what was typed is committed first."""
        self.flush()
        self._shown = []

    def flush(self) -> None:
        """Commit what is being typed or chosen."""
        if self._shown and self.form is not None and not self._session.read_only:
            self.form.flush()

    def reset(self) -> None:
        """Let go of what was typed: others will show."""
        if self.form is not None:
            self.form.reset()

    def focus_first(self) -> None:
        """Put the keys into the first field."""
        rows = [] if self.form is None else self.form.rows
        fields: list[QWidget] = [*(row.editor for row in rows), self.chip]
        target = next((w for w in fields if w.isEnabled() and w.isVisibleTo(self)), self.chip)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self, field: QWidget | None) -> str:
        """Return what is to be said of a field that got the keys."""
        row = None if self.form is None else self.form.row_of(field)
        return "" if row is None else hint_of(row.attribute, row.value.value, PLAIN)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.chip.set_theme(theme)

    # What the person says

    def _keep(self, key: str, value: Any) -> None:
        session, ids = self._session, self.ids
        if isinstance(value, Naming):
            self._register.name(ids, key, value.entity, value.name, {})
            return
        session.perform(
            lambda: describe(
                session.project,
                annotations=ids,
                annotator=session.annotator.id,
                values={key: value},
            )
        )

    def _retag(self, tag: str) -> None:
        self._session.retag(self.ids, self._session.codebook.tag(tag).id)

    def _keep_confidence(self) -> None:
        is_sure = all(a.confidence == "sure" for a in self._shown)
        self._session.set_confidence(self.ids, "unsure" if is_sure else "sure")

    def _delete(self) -> None:
        self._session.delete(self.ids)

    # What is shown

    def _show_confidence(self, annotations: Sequence[Annotation]) -> None:
        unsure = sum(a.confidence == "unsure" for a in annotations)
        state = Qt.CheckState.PartiallyChecked
        if unsure in (0, len(annotations)):
            state = Qt.CheckState.Checked if unsure else Qt.CheckState.Unchecked
        self.unsure.setCheckState(state)

    def _show_form(self, tag: Tag | None) -> None:
        if self.form is not None and self.form.tag != tag:
            self._fields.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if tag is None:
            return
        if self.form is None:
            self.form = AttributeForm(tag)
            self.form.committed.connect(self._keep)
            self._fields.addWidget(self.form)
        editable = not self._session.read_only
        for row in self.form.rows:
            if isinstance(row.editor, ReferenceEdit):
                set_read_only(row.editor, not editable)
                row.editor.serve(KindDesk(self._register, row.attribute.key), "", None)
        values = common_values(tag, self._shown, self._register.entity)
        self.form.show_values(values, editable=editable)
        for row in self.form.rows:
            if isinstance(row.editor, ReferenceEdit) and row.value.differs:
                row.editor.setPlaceholderText(DIFFERS)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.chip)
        head.addStretch(1)
        head.addWidget(self.unsure)
        give_role(self.delete, "danger")
        self.column.addWidget(self.heading)
        self.column.addLayout(head)
        self.column.addWidget(self.quotes)
        self.column.addWidget(section("Attributes of all"))
        self.column.addWidget(self.mixed)
        self.column.addLayout(self._fields)
        self.column.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)


def _quotes(annotations: Sequence[Annotation]) -> list[str]:
    lines = [short(annotation.quote) for annotation in annotations[:_MOST_QUOTES]]
    left = len(annotations) - len(lines)
    return [*lines, f"and {left:,} more"] if left else lines
