"""The commands of a session: each is one action, durable when `changed` carries it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from domain.annotation import Annotator, Confidence
from domain.change import Change
from domain.codebook import Codebook, Tag, TagId
from domain.document import Document, State
from domain.ids import AnnotationId, AnnotatorId, DocumentId, RelationId
from domain.span import Fragment, Span
from storage import annotating, relating, work
from storage.project import Project


class Commands(QObject):
    """What an annotator may do; `Session` says with what and carries it out."""

    project: Project
    annotator: Annotator
    codebook: Codebook
    document: Document | None
    last_tag: Tag | None
    missed_by: AnnotatorId | None
    layer: AnnotatorId

    @abstractmethod
    def perform(self, command: Callable[[], Change | None]) -> Change | None:
        """Carry out a command and tell everyone what it touched; None if nothing was."""

    @abstractmethod
    def set_current(self, annotation: str | None) -> None:
        """Take an annotation at hand, or none."""

    def tag(self, tag: TagId, fragments: Sequence[Fragment]) -> AnnotationId | None:
        """Tag a span of the open document and take it at hand; None if it was refused."""
        document = self.document
        if document is None:
            return None
        made: list[AnnotationId] = []

        def command() -> Change | None:
            annotation, change = annotating.tag_span(
                self.project,
                document=document.id,
                annotator=self.layer,
                tag=tag,
                span=Span.of(fragments),
                missed_by=self.missed_by,
            )
            made.append(annotation)
            return change

        if self.perform(command) is None:
            return None
        self.last_tag = self.codebook.tag(tag)
        self.set_current(made[0])
        return made[0]

    def retag(self, annotations: Sequence[AnnotationId], tag: TagId) -> None:
        """Give annotations another tag."""
        self.perform(
            lambda: annotating.retag(
                self.project, annotations=annotations, annotator=self.layer, tag=tag
            )
        )
        self.last_tag = self.codebook.tag(tag)

    def delete(self, annotations: Sequence[AnnotationId]) -> None:
        """Delete annotations of one's own layer."""
        self.perform(
            lambda: annotating.delete_annotations(
                self.project, annotations=annotations, annotator=self.layer
            )
        )

    def set_span(self, annotation: AnnotationId, fragments: Sequence[Fragment]) -> None:
        """Move the edges of an annotation."""
        self.perform(
            lambda: annotating.set_span(
                self.project,
                annotation=annotation,
                annotator=self.layer,
                span=Span.of(fragments),
            )
        )

    def set_note(self, annotation: AnnotationId, note: str) -> None:
        """Write an annotation's note."""
        self.perform(
            lambda: annotating.set_note(
                self.project, annotation=annotation, annotator=self.layer, note=note
            )
        )

    def set_confidence(self, annotations: Sequence[AnnotationId], confidence: Confidence) -> None:
        """Say how sure one is of annotations."""
        self.perform(
            lambda: annotating.set_confidence(
                self.project,
                annotations=annotations,
                annotator=self.layer,
                confidence=confidence,
            )
        )

    def set_attributes(
        self, annotations: Sequence[AnnotationId], values: Mapping[str, Any]
    ) -> None:
        """Set attributes of annotations by key; None takes one away."""
        self.perform(
            lambda: annotating.set_attributes(
                self.project,
                annotations=annotations,
                annotator=self.layer,
                values=values,
            )
        )

    def relate(self, source: AnnotationId, role: str, target: AnnotationId) -> bool:
        """Let a relation of a type (by key) lead from one annotation to another; False if not."""
        change = self.perform(
            lambda: relating.relate(
                self.project, source=source, type=role, target=target, annotator=self.layer
            )
        )
        return change is not None

    def unrelate(self, relations: Sequence[RelationId]) -> bool:
        """Take relations away; False if they were not."""
        change = self.perform(
            lambda: relating.unrelate(self.project, relations=relations, annotator=self.layer)
        )
        return change is not None

    def copy_to_own(self, annotation: AnnotationId) -> None:
        """Copy a colleague's annotation into one's own layer and take the copy at hand."""
        made: list[AnnotationId] = []

        def command() -> Change | None:
            copy, change = annotating.copy_annotation(
                self.project, annotation=annotation, annotator=self.layer
            )
            made.append(copy)
            return change

        if self.perform(command) is not None:
            self.set_current(made[0])

    def set_state(self, document: DocumentId, state: State, reason: str = "") -> None:
        """Mark how far one is with a document."""
        self.perform(
            lambda: work.set_state(
                self.project,
                document=document,
                annotator=self.layer,
                state=state,
                reason=reason,
            )
        )

    def set_document_note(self, document: DocumentId, note: str) -> None:
        """Write the note on a document."""
        self.perform(
            lambda: work.set_document_note(
                self.project, document=document, annotator=self.annotator.id, note=note
            )
        )

    def set_document_details(
        self, document: DocumentId, title: str | None, details: Mapping[str, Any] | None = None
    ) -> None:
        """Change a document's title and what describes it."""
        self.perform(
            lambda: work.set_document_details(
                self.project,
                document=document,
                annotator=self.annotator.id,
                title=title,
                details=details,
            )
        )

    def remove_document(self, document: DocumentId) -> None:
        """Take a document out of the project (undo brings it back)."""
        self.perform(
            lambda: work.delete_document(
                self.project, document=document, annotator=self.annotator.id
            )
        )

    def change_codebook(
        self, codebook: Codebook, extras: Mapping[str, Any] | None = None
    ) -> Change | None:
        """Put another codebook in force; None if nothing differs or it was refused."""
        from storage import codebook_editing  # Loaded when a codebook is changed, which is rare

        return self.perform(
            lambda: codebook_editing.change_codebook(
                self.project, codebook=codebook, annotator=self.annotator.id, extras=extras
            )
        )

    def looked_at(self, annotations: Sequence[AnnotationId]) -> None:
        """Note that annotations fit the codebook as it is now."""
        from storage import codebook_editing

        self.perform(
            lambda: codebook_editing.looked_at(
                self.project, annotations=annotations, annotator=self.annotator.id
            )
        )
