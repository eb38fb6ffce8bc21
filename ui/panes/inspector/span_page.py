"""The span at hand: all that is known of it, and the fields to say more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.annotation import Annotation
from storage import history
from ui.dialogs.form import wrapped
from ui.panes.inspector import wording
from ui.panes.inspector.attributes import AttributesPart
from ui.panes.inspector.chip import TagChip
from ui.panes.inspector.fields import AttributeForm
from ui.panes.inspector.note import NoteEdit
from ui.panes.inspector.parts import Column, Folded, section
from ui.panes.inspector.quote import QuoteView
from ui.panes.inspector.relations import RelationsPart
from ui.register import RegisterDesk
from ui.session import Session
from ui.theme.metrics import SPACE_1
from ui.theme.style import set_read_only
from ui.theme.theme import Theme
from ui.wording import moment

_HINT = "What is worth knowing about this span"


class SpanPage(Column):
    """Shows one annotation; each edit is one action of the session."""

    retag_requested = Signal(str)
    copy_requested = Signal(str)
    jump_requested = Signal(str)
    relate_requested = Signal(str)
    unlink_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        register: RegisterDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Annotation | None = None
        self._editable = False
        self.chip = TagChip(theme)
        self.unsure = QCheckBox("Unsure")
        self.quote = QuoteView()
        self.places = wrapped("", "small")
        self.foreign = wrapped("", "muted")
        self.copy = QPushButton("Copy to my layer")
        self.copy.setAutoDefault(True)  # So that Enter presses it, as Space does
        self.attributes = AttributesPart(session, register)
        self.note = NoteEdit(_HINT)
        self.history = Folded("History")
        self.maker = wrapped("", "small")
        self.relations = RelationsPart(session, theme)
        self._lay_out()
        self.attributes.form_changed.connect(self._order_tabs)
        self.chip.tag_chosen.connect(self.retag_requested)
        self.copy.clicked.connect(self._ask_for_copy)
        self.history.opened.connect(self._show_history)
        self.note.committed.connect(self._keep_note)
        self.relations.jump_requested.connect(self.jump_requested)
        self.relations.relate_requested.connect(self.relate_requested)
        self.relations.unlink_requested.connect(self.unlink_requested)
        self.unsure.toggled.connect(self._keep_confidence)

    @property
    def form(self) -> AttributeForm | None:
        """The form of the tag that is shown."""
        return self.attributes.form

    @property
    def shown(self) -> Annotation | None:
        """The annotation that is shown."""
        return self._shown

    def show_annotation(self, annotation: Annotation) -> None:
        """Show an annotation; what is being typed into the same one stays."""
        if self._shown is not None and self._shown.id != annotation.id:
            self.flush()
            self.note.show_text(annotation.note, force=True)
            self.attributes.reset()
            self.history.switch.setChecked(False)
            self.verticalScrollBar().setValue(0)
        self._shown = annotation
        session = self._session
        is_own = session.is_own(annotation)
        self._editable = is_own and not session.read_only
        self._show_head(annotation, is_own)
        self.attributes.show_annotation(annotation, editable=self._editable)
        self.relations.show_annotation(annotation, editable=self._editable)
        self.note.show_text(annotation.note)
        set_read_only(self.note, not self._editable)
        self.note.setPlaceholderText(_HINT if self._editable else "No note")
        if self.history.is_open:
            self._show_history()

    def refresh(self) -> None:
        """Show again what is shown, after something it names has changed."""
        if self._shown is not None:
            self.show_annotation(self._session.annotation(self._shown.id) or self._shown)

    def stop(self) -> None:
        """End what waits."""
        self.attributes.proposed.stop()

    def clear(self) -> None:
        """Let go of the annotation; what was typed is committed first."""
        self.flush()
        self._shown = None

    def flush(self) -> None:
        """Commit what is being typed or chosen."""
        if self._shown is not None and self._editable:
            self.note.flush()
            self.attributes.flush()

    def focus_first(self) -> None:
        """Put the keys into the first field that takes them."""
        fields: list[QWidget] = [*self.attributes.editors(), self.note]
        wanted = fields if self._editable else [self.copy, self.history.switch]
        target = next((w for w in wanted if w.isEnabled() and w.isVisibleTo(self)), self.note)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target)

    def focus_field(self, key: str) -> None:
        """Put the keys into the field of an attribute, else into the first that takes them."""
        editor = self.attributes.editor(key)
        if editor is None or not self._editable or not editor.isVisibleTo(self):
            self.focus_first()
            return
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(editor)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.chip.set_theme(theme)
        self.relations.set_theme(theme)
        self.refresh()

    # What is shown

    def _show_head(self, annotation: Annotation, is_own: bool) -> None:
        session = self._session
        tag = session.codebook.tag(annotation.tag)
        self.chip.show_tag(tag, session.codebook, editable=self._editable)
        self.unsure.blockSignals(True)
        self.unsure.setChecked(annotation.confidence == "unsure")
        self.unsure.blockSignals(False)
        self.unsure.setEnabled(self._editable)
        self.quote.show_quote(annotation.quote)
        self.places.setText(wording.places(annotation.span.fragments))
        found = session.project.annotators.get(annotation.annotator)
        name = "" if found is None else found.name
        self.maker.setText(wording.maker(annotation, name))
        self.foreign.setText(f"In the layer of {name}; only they edit it.")
        self.foreign.setVisible(not is_own)
        # Whoever decides cases takes a version by the keys of that, which note where it is from.
        self.copy.setVisible(not is_own and session.mode == "tag")
        self.copy.setEnabled(not session.read_only)

    def _show_history(self) -> None:
        if self._shown is None:
            return
        project = self._session.project
        names: dict[str | None, str] = {a.id: a.name for a in project.annotators.all()}
        changes = history.of_record(project.connection, self._shown.id)
        lines = [
            f"{moment(change.at)} · {names.get(change.annotator, 'Import')}: {change.label}"
            for change in reversed(changes)
        ]
        self.history.show_lines(lines or [f"{moment(self._shown.created)} · came with an import"])

    # What the person says

    def _keep_note(self, note: str) -> None:
        if self._shown is not None:
            self._session.set_note(self._shown.id, note)

    def _keep_confidence(self, unsure: bool) -> None:
        if self._shown is not None:
            self._session.set_confidence([self._shown.id], "unsure" if unsure else "sure")
            self.refresh()

    def _ask_for_copy(self) -> None:
        if self._shown is not None:
            self.copy_requested.emit(self._shown.id)

    # How it is laid out

    def _order_tabs(self) -> None:
        order = [self.chip, self.unsure, *self.attributes.editors(), self.note]
        for before, after in zip(order, [*order[1:], self.history.switch], strict=True):
            QWidget.setTabOrder(before, after)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.chip)
        head.addStretch(1)
        head.addWidget(self.unsure)
        self.note.setAccessibleName("Note")
        about = QVBoxLayout()
        about.setSpacing(SPACE_1)
        about.addWidget(self.quote)
        about.addWidget(self.places)
        self.column.addLayout(head)
        self.column.addLayout(about)
        self.column.addWidget(self.foreign)
        self.column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(section("Attributes"))
        self.column.addWidget(self.attributes)
        self.column.addWidget(self.relations)
        self.column.addWidget(section("Note"))
        self.column.addWidget(self.note)
        self.column.addWidget(self.history)
        self.column.addWidget(self.maker)
        self.column.addStretch(1)
