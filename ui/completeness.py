"""What the annotations of the open document lack, kept in step so that nothing is read to ask."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from domain.annotation import Annotation
from domain.change import Change
from domain.codebook import Codebook
from domain.ids import AnnotationId, AnnotatorId
from domain.lacking import Lack
from domain.links import Links
from storage.completeness import Judge

if TYPE_CHECKING:
    from ui.session import Session


class Completeness:
    """Knows the relations of the open document; its session tells it what changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._links = Links()
        self._judge = Judge(session.project, session.codebook)
        self._found: dict[str, tuple[Annotation, Lack]] = {}
        self._incomplete: dict[str, AnnotatorId] = {}
        self._counts: Counter[AnnotatorId] = Counter()

    def lack(self, annotation: Annotation) -> Lack:
        """Return what an annotation of the open document lacks."""
        known = self._found.get(annotation.id)
        # An edited annotation is another object; its relations are told by `follow`.
        if known is not None and known[0] is annotation:
            return known[1]
        lack = self._judge.lack(annotation, self._links.counts(annotation.id))
        self._found[annotation.id] = annotation, lack
        self._note(annotation.id, annotation.annotator if lack else None)
        return lack

    def count(self, annotator: AnnotatorId) -> int:
        """Return how many annotations of a shown layer lack something in the open document."""
        return self._counts[annotator]

    def touched(self, change: Change) -> tuple[AnnotationId, ...]:
        """Return the annotations that a change touched, also by a relation that leads from them."""
        found: dict[AnnotationId, None] = dict.fromkeys(
            AnnotationId(record) for record in change.records("annotation")
        )
        relations = [*change.records("relation")]
        for annotation in _come_or_gone(change):
            relations += self._links.around(annotation)
        sources = map(self._links.source, relations)
        return tuple(found | dict.fromkeys(source for source in sources if source is not None))

    def load(self) -> None:
        """Read the relations of the document that is open now."""
        document, relations = self._session.document, self._session.project.relations
        self._links.load([] if document is None else relations.of_document(document.id))
        self._judge_all()

    def set_codebook(self, codebook: Codebook) -> None:
        """Judge by another codebook."""
        self._judge = Judge(self._session.project, codebook)
        self._judge_all()

    def concerns_all(self, change: Change) -> bool:
        """Tell whether any annotation may lack something else after a change."""
        return change.bulk or (self._judge.asks_entities and change.touches("entity"))

    def follow(self, change: Change) -> None:
        """Take note of a change that is no bulk."""
        ends = _come_or_gone(change)
        wanted = set(change.records("relation"))
        for annotation in ends:
            wanted |= self._links.around(annotation)
        if wanted or ends:
            relations = self._session.project.relations
            live = relations.some(sorted(wanted))
            live += relations.around(ends) if ends else []
            for gone in wanted:
                self._links.discard(gone)
            for relation in live:
                self._links.put(relation)
        if self.concerns_all(change):
            self.set_codebook(self._judge.codebook)
            return
        for touched in self.touched(change):
            self._found.pop(touched, None)
            there = self._session.annotation(touched)
            if there is None:
                self._note(touched, None)
            else:
                self.lack(there)

    def _note(self, annotation: str, owner: AnnotatorId | None) -> None:
        """Note whose annotation is incomplete, None if it is complete or gone."""
        before = self._incomplete.pop(annotation, None)
        if before is not None:
            self._counts[before] -= 1
        if owner is not None:
            self._incomplete[annotation] = owner
            self._counts[owner] += 1

    def _judge_all(self) -> None:
        self._found.clear()
        self._incomplete.clear()
        self._counts.clear()
        for annotation in self._session.annotations:
            self.lack(annotation)


def _come_or_gone(change: Change) -> list[AnnotationId]:
    """Return the annotations that were deleted or brought back, and their relations with them."""
    return [
        AnnotationId(item.record)
        for item in change.items
        if item.table == "annotation" and item.before is not None and "deleted" in item.after
    ]
