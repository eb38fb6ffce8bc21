"""The open project as the window sees it: what is at hand, what may be done, what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from domain.annotation import Annotation, Annotator
from domain.change import Change
from domain.codebook import Codebook, Tag
from domain.document import Document
from domain.ids import AnnotationId, AnnotatorId, ChangeId, DocumentId
from domain.reading_order import ReadingOrder
from storage.errors import GlossatorError, LockedProjectError, RefusedError
from storage.project import Project
from ui.commands import Mode
from ui.completeness import Completeness
from ui.layers import Layers
from ui.session_commands import Commands

_CODEBOOK_TABLES = ("tag", "attribute", "relation_type", "project")


class Session(Commands):
    """One annotator at work in one project.

    Every command is one action: durable when the signal `changed` carries it, and told in a
    sentence when it could not be done: `refused` by a rule, `failed` by file or disk. Positions
    are code points.
    """

    changed = Signal(object)
    document_opened = Signal(object)
    current_changed = Signal(object)
    armed_changed = Signal(object)
    mode_changed = Signal(str)
    layers_changed = Signal()
    codebook_changed = Signal(object)
    told = Signal(str)
    refused = Signal(str)
    failed = Signal(str)

    def __init__(
        self, project: Project, annotator: Annotator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.project = project
        self.annotator = annotator
        self.codebook: Codebook = project.codebooks.current()
        self.document: Document | None = None
        self.armed: Tag | None = None
        self.last_tag: Tag | None = None
        self.mode: Mode = "tag"
        self.missed_by: AnnotatorId | None = None
        self.layer: AnnotatorId = annotator.id
        self._layers = Layers(project, annotator.id)
        self._current: AnnotationId | None = None
        self._shown = ReadingOrder()
        self.completeness = Completeness(self)
        self._seen = project.last_change()
        self._version = project.data_version()

    # What is at hand

    @property
    def read_only(self) -> bool:
        """Whether the file may only be read."""
        return not self.project.writable

    @property
    def current(self) -> Annotation | None:
        """The span at hand."""
        return None if self._current is None else self._shown.get(self._current)

    @property
    def annotations(self) -> list[Annotation]:
        """The shown annotations of the open document, in reading order."""
        return list(self._shown)

    @property
    def layers(self) -> tuple[AnnotatorId, ...]:
        """The layers that are shown, the one worked in first."""
        return self._layers.shown

    @property
    def blind(self) -> set[DocumentId]:
        """The documents that the annotator still codes blind."""
        return self._layers.blind

    def annotation(self, annotation: str) -> Annotation | None:
        """Return a shown annotation of the open document, or None."""
        return self._shown.get(annotation)

    def is_own(self, annotation: Annotation) -> bool:
        """Tell whether the annotation is in the layer that one works in."""
        return annotation.annotator == self.layer

    def neighbour(self, position: int, *, forward: bool) -> Annotation | None:
        """Return the annotation next to the one at hand, else next to `position` (code points)."""
        return self._shown.neighbour(self.current, position, forward=forward)

    # Looking around (nothing is written)

    def open_document(self, document: DocumentId | None) -> None:
        """Show another document, or none."""
        found = None if document is None else self.project.documents.get(document)
        if document is not None and found is None:
            self.refused.emit("This document was removed meanwhile. The others are as they were.")
            return
        self.document = found
        self._current = None
        self._load()
        self.document_opened.emit(found)
        self.current_changed.emit(None)

    def set_current(self, annotation: str | None) -> None:
        """Take an annotation at hand, or none."""
        found = None if annotation is None else self._shown.get(annotation)
        wanted = None if found is None else found.id
        if wanted != self._current:
            self._current = wanted
            self.current_changed.emit(self.current)

    def arm(self, tag: Tag | None) -> None:
        """Let every selection become this tag, or end that."""
        if tag != self.armed:
            self.armed = tag
            self.armed_changed.emit(tag)

    def set_mode(self, mode: Mode) -> None:
        """Give the keys in the article another meaning: tag, review or adjudicate."""
        if mode != self.mode:
            self.arm(None)
            self.mode = mode
            self.mode_changed.emit(mode)

    def work_in(self, layer: AnnotatorId) -> None:
        """Let what is tagged and edited stand in a layer: one's own, or the adjudicated one."""
        me = self.annotator.id
        self.layer = layer
        self.project.hands = {} if layer == me else {layer: me}

    def show_layers(self, annotators: Iterable[AnnotatorId]) -> None:
        """Show these layers beside one's own."""
        if self._layers.want((self.layer, *annotators)):
            self._load()
            self.layers_changed.emit()
            self.current_changed.emit(self.current)

    # The history

    def undo(self) -> None:
        """Take back one's latest action."""
        self._step(lambda: self.project.undo(self.annotator.id), "Nothing left to undo.")

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._step(lambda: self.project.redo(self.annotator.id), "Nothing to redo.")

    def revert(self, change: ChangeId) -> None:
        """Take back one earlier change of one's own."""
        self._step(lambda: self.project.revert(change, self.annotator.id), "")

    def refresh(self) -> None:
        """Take note of what another window or program wrote to the file."""
        try:
            version = self.project.data_version()
            if version == self._version:
                return
            self._version = version
            changes = self.project.changes_since(self._seen)
        except LockedProjectError:
            return
        for change in changes:
            self._accept(change)

    def close(self) -> None:
        """Close the file."""
        self.project.close()

    # What follows keeps the picture of the open document in step.

    def perform(self, command: Callable[[], Change | None]) -> Change | None:
        """Carry out a command and tell everyone what it touched; None if it was refused or idle."""
        try:
            change = command()
        except RefusedError as error:
            self.refused.emit(str(error))
            return None
        except GlossatorError as error:
            self.failed.emit(str(error))
            return None
        if change is None:
            return None
        # Whatever another window wrote in between comes first, in the order of the file.
        if change.number > self._seen + 1:
            for earlier in self.project.changes_since(self._seen):
                if earlier.number < change.number:
                    self._accept(earlier)
        self._accept(change)
        return change

    def _step(self, command: Callable[[], Change | None], idle: str) -> None:
        """Carry out a step through the history and say what it did; `idle` if there was none."""
        refusals: list[str] = []
        for said in (self.refused, self.failed):
            said.connect(refusals.append)
        change = self.perform(command)
        for said in (self.refused, self.failed):
            said.disconnect(refusals.append)
        if change is not None:
            kept = len(change.skipped)
            self.told.emit(change.label + (f" ({kept} later edits were kept)" if kept else ""))
        elif idle and not refusals:
            self.told.emit(idle)

    def _accept(self, change: Change) -> None:
        self._seen = max(self._seen, change.number)
        before = self.current
        if change.bulk or change.touches("document"):
            self._reload_document()
        if any(change.touches(table) for table in _CODEBOOK_TABLES):
            self._reload_codebook()
        other_layers = self._layers.follow(change)
        if change.bulk or other_layers:
            self._load()
        else:
            self._refresh_annotations(change.records("annotation"))
            self.completeness.follow(change)
        self.changed.emit(change)
        if other_layers:
            self.layers_changed.emit()
        if self.current != before:
            self.current_changed.emit(self.current)

    def _reload_codebook(self) -> None:
        codebook = self.project.codebooks.current()
        if codebook != self.codebook:
            self.codebook = codebook
            self.completeness.set_codebook(codebook)
            self.codebook_changed.emit(codebook)

    def _reload_document(self) -> None:
        if self.document is None:
            return
        found = self.project.documents.get(self.document.id)
        if found is None:
            self.open_document(None)
        else:
            self.document = found

    def _load(self) -> None:
        found = (
            []
            if self.document is None
            else self.project.annotations.of_document(self.document.id, self.layers)
        )
        self._shown = ReadingOrder(found)
        self.completeness.load()
        if self.current is None:
            self._current = None

    def _refresh_annotations(self, ids: Sequence[str]) -> None:
        if self.document is None or not ids:
            return
        for annotation in self.project.annotations.some(ids):
            here = annotation.annotator in self.layers and annotation.document == self.document.id
            if here and not annotation.deleted:
                self._shown.put(annotation)
            else:
                self._shown.discard(annotation.id)
        if self.current is None:
            self._current = None
