"""The attributes of the span at hand: its form, what is missing, what another tag left behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.annotation import Annotation
from domain.codebook import Attribute, Tag
from domain.date_source import with_source
from domain.entity import Entity
from domain.ids import AnnotationId
from domain.proposing import number_locale
from domain.register import Proposal
from domain.typed import PLAIN, Writing
from storage.formats.wording import entity_attributes, naming_attribute
from ui.dialogs.form import wrapped
from ui.panes.inspector.fields import AttributeForm
from ui.panes.inspector.hints import hint_of
from ui.panes.inspector.proposals import ProposalBar
from ui.panes.inspector.reference import Naming, ReferenceEdit
from ui.panes.inspector.value_edit import ValueEdit
from ui.panes.inspector.values import field_values, leftovers, missing_sentence, spoken, written
from ui.register import KindDesk, RegisterDesk
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_read_only
from ui.used_values import UsedValues


class AttributesPart(QWidget):
    """Shows the fields of one annotation; each edit is one action.

    What describes an entity is edited for all its mentions, unless somebody says “only here”.
    """

    form_changed = Signal()

    def __init__(self, session: Session, register: RegisterDesk) -> None:
        super().__init__()
        self._session = session
        self._register = register
        self._shown: Annotation | None = None
        self._only_here: set[str] = set()
        self._forms: dict[str, AttributeForm] = {}
        self.form: AttributeForm | None = None
        self._editable = False
        self.proposed = ProposalBar(session)
        self.used = UsedValues(session, self)
        self.incomplete = wrapped("", "warning")
        self.rest = wrapped("", "small")
        self._fields = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.incomplete)
        column.addWidget(self.proposed)
        column.addLayout(self._fields)
        column.addWidget(self.rest)
        self.proposed.found.connect(self._show_fields)
        self.used.ready.connect(self._offer_used)

    def show_annotation(self, annotation: Annotation, *, editable: bool) -> None:
        """Show an annotation; what is being typed into the same one stays."""
        if self._shown is None or self._shown.id != annotation.id:
            self._only_here.clear()
        self._shown = annotation
        tag = self._session.codebook.tag(annotation.tag)
        if self.form is None or self.form.tag != tag:
            self._change_form(tag)
        self._editable = editable
        self.proposed.show_annotation(annotation, editable=editable)
        self._serve(annotation, tag, editable=editable)
        self._show_fields()
        missing = missing_sentence(tag, self._session.completeness.lack(annotation))
        self.incomplete.setText(missing)
        self.incomplete.setVisible(bool(missing))
        left = leftovers(tag, annotation.attributes)
        words = ", ".join(f"{spoken(key)}: {written(value)}" for key, value in left.items())
        self.rest.setText(f"Kept from another tag: {words}")
        self.rest.setVisible(bool(left))

    def _show_fields(self) -> None:
        """Show the values, and what the words propose where there are none."""
        if self._shown is None or self.form is None:
            return
        proposed = self.proposed.in_fields
        values = tuple(
            replace(value, proposed=proposed[value.attribute.key].value)
            if value.attribute.key in proposed and not value.is_stored
            else value
            for value in field_values(self.form.tag, self._shown.attributes, self._register.entity)
        )
        self.form.write_as(self.writing())
        self.form.show_values(values, editable=self._editable, only_here=self._only_here)

    def writing(self) -> Writing:
        """Return how the open document writes."""
        document = self._session.document
        if document is None:
            return PLAIN
        return Writing(document.language or "en", number_locale(document))

    def enter(self, field: QWidget | None) -> str:
        """Return what is to be said of a field that got the keys; a text gets what was used."""
        row = None if self.form is None else self.form.row_of(field)
        if row is None or self.form is None:
            return ""
        if row.attribute.type == "text" and isinstance(row.editor, ValueEdit):
            row.editor.offer(self.used.of(self.form.tag.id, row.attribute.key))
        return hint_of(row.attribute, row.value.value, self.writing())

    def _offer_used(self, tag: str, key: str) -> None:
        editor = self.editor(key)
        is_here = self.form is not None and self.form.tag.id == tag
        if is_here and isinstance(editor, ValueEdit) and editor.hasFocus():
            editor.offer(self.used.of(tag, key))

    def editors(self) -> list[QWidget]:
        """Return the fields in order."""
        return [] if self.form is None else [row.editor for row in self.form.rows]

    def editor(self, key: str) -> QWidget | None:
        """Return the field of an attribute, or None if the tag has none in use."""
        rows = [] if self.form is None else self.form.rows
        return next((row.editor for row in rows if row.attribute.key == key), None)

    def reset(self) -> None:
        """Let go of what was typed: another annotation will show."""
        if self.form is not None:
            self.form.reset()

    def flush(self) -> None:
        """Commit what is being typed or chosen."""
        if self.form is not None:
            self.form.flush()

    def _serve(self, annotation: Annotation, tag: Tag, *, editable: bool) -> None:
        assert self.form is not None
        for row in self.form.rows:
            if isinstance(row.editor, ReferenceEdit):
                key = row.attribute.key
                is_open = editable and not annotation.attributes.get(key)
                fitting = self._exact(row.attribute, annotation) if is_open else None
                # What a topic is called is not what stands in the text.
                names_it = row.attribute == naming_attribute(tag) and bool(entity_attributes(tag))
                words = annotation.quote if names_it else ""
                set_read_only(row.editor, not editable)
                row.editor.serve(KindDesk(self._register, key), words, fitting)

    def _exact(self, attribute: Attribute, annotation: Annotation) -> Proposal | None:
        found = self._register.exact(attribute.key, annotation.quote)
        return None if found is None else Proposal(found, "name", found.name)

    def _entity(self, attribute: Attribute) -> Entity | None:
        """Return the entity that a field describes, or None if it describes the mention."""
        if self._shown is None or self.form is None or attribute.scope != "entity":
            return None
        if attribute.key in self._only_here or self._shown.attributes.get(attribute.key):
            return None
        return self._mentioned()

    def _mentioned(self) -> Entity | None:
        reference = None if self.form is None else naming_attribute(self.form.tag)
        if self._shown is None or reference is None:
            return None
        return self._register.entity(str(self._shown.attributes.get(reference.key, "")))

    # What the person says

    def _keep(self, key: str, value: Any) -> None:
        if self._shown is None or self.form is None:
            return
        attribute = self.form.tag.attribute(key)
        if isinstance(value, Naming):
            self._name(key, value)
            return
        entity = None if attribute is None else self._entity(attribute)
        if entity is not None:
            self._register.set_attributes(entity.id, {key: value})
        else:
            values = self._with_source(self._shown, key, value)
            self._session.set_attributes([AnnotationId(self._shown.id)], values)

    def _with_source(self, annotation: Annotation, key: str, value: Any) -> dict[str, Any]:
        """Return what to store: with a date, also where it comes from."""
        document, form = self._session.document, self.form
        if form is None or document is None or document.id != annotation.document:
            return {key: value}
        return with_source(form.tag, annotation, document, key, value)

    def _name(self, key: str, naming: Naming) -> None:
        assert self._shown is not None
        assert self.form is not None
        own = self._shown.attributes
        described = {a.key for a in entity_attributes(self.form.tag)}
        known = {k: v for k, v in own.items() if k in described and v not in (None, "")}
        annotation = AnnotationId(self._shown.id)
        self._register.name([annotation], key, naming.entity, naming.name, known)

    def _narrow(self, key: str, only_here: bool) -> None:
        """Let a field speak for this mention alone, or for all mentions of its entity again."""
        if self._shown is None:
            return
        entity = self._mentioned()
        annotation = AnnotationId(self._shown.id)
        if only_here:
            self._only_here.add(key)
            inherited = None if entity is None else entity.attributes.get(key)
            if inherited not in (None, ""):
                self._session.set_attributes([annotation], {key: inherited})
        else:
            self._only_here.discard(key)
            self._session.set_attributes([annotation], {key: None})

    def _change_form(self, tag: Tag) -> None:
        """Show the form of a tag; forms are kept, since walking the spans changes them often."""
        if self.form is not None:
            self.form.hide()
        self.form = self._forms.get(tag.id)
        if self.form is not None and self.form.tag != tag:  # The codebook has changed.
            self._fields.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        if self.form is None:
            self.form = self._forms[tag.id] = AttributeForm(tag)
            self.form.committed.connect(self._keep)
            self.form.narrowed.connect(self._narrow)
            self._fields.addWidget(self.form)
        self.form.reset()
        self.form.show()
        self.form_changed.emit()
