"""The relations of one page: who stands at their other ends, and under which name."""

from __future__ import annotations

from domain.annotation import Annotation
from domain.facts.lexicon import ACTOR, Lexicon, words
from domain.facts.values import Page
from domain.ids import AnnotationId


class Links:
    """Finds the partners of the annotations of a page, in reading order."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._here = page.source.id
        known = {a.id: a for a in (*page.elsewhere, *page.annotations)}
        self._partners: dict[tuple[AnnotationId, str], list[Annotation]] = {}
        for relation in page.relations:
            partner = known.get(relation.target)
            if partner is not None:
                self._partners.setdefault((relation.source, relation.type), []).append(partner)
        for partners in self._partners.values():
            partners.sort(key=self._place)

    def of(self, annotation: Annotation, role: str) -> list[Annotation]:
        """Return the partners that an annotation has in a role, those of its document first."""
        return self._partners.get((annotation.id, role), [])

    def names(self, annotation: Annotation, role: str) -> tuple[str, ...]:
        """Return the names of the partners in a role, each once."""
        return tuple(dict.fromkeys(map(self.name, self.of(annotation, role))))

    def name(self, annotation: Annotation) -> str:
        """Return what a mention is called: its register entry, its title, else its words.

        An actor without an entry is called as the one that it is the same as.
        """
        label = self._lexicon.label(annotation)
        if label is None and self._lexicon.tag(annotation).key == ACTOR:
            label = self._lexicon.label(self._same(annotation))
        title = annotation.attributes.get("title")
        return label or (title if isinstance(title, str) else "") or words(annotation)

    def _same(self, annotation: Annotation) -> Annotation:
        """Return the nearest mention with a register entry that `same_as` leads to, or this one."""
        seen = {annotation.id}
        waiting = [annotation]
        for candidate in waiting:
            if self._lexicon.entity(candidate) is not None:
                return candidate
            new = [a for a in self.of(candidate, "same_as") if a.id not in seen]
            seen.update(a.id for a in new)
            waiting += new
        return annotation

    def _place(self, annotation: Annotation) -> tuple[bool, str, int, int, str]:
        span = annotation.span
        away = annotation.document != self._here
        return away, annotation.document, span.start, -span.end, annotation.id
