"""Adding documents up: each is compared once, and every figure is a sum over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from domain.agreement.relations import LinksSeen, compare_links
from domain.agreement.spans import Case, SpanCounts, by_tag, compare
from domain.agreement.units import Profile, Tokens, Unit, profiles
from domain.agreement.values import Layer, Mark, Page
from domain.ids import AnnotatorId, DocumentId
from domain.span import Fragment

PairKey = tuple[int, int]
"""Two annotators by number, the first before the second."""


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """What one document adds to every figure; annotators by number, tags by id.

    `coders` are those whose layer counts. `profiles` counts units (`units` in all) by the labels
    they got; `unseen` is how many annotations cover no unit (only white space, with tokens).
    """

    document: DocumentId
    title: str
    units: int
    coders: tuple[int, ...]
    profiles: Mapping[Profile, int]
    unseen: int
    spans: Mapping[PairKey, Mapping[str, SpanCounts]]
    cases: Mapping[PairKey, Sequence[Case]]
    links: Mapping[PairKey, LinksSeen]


@dataclass(frozen=True)
class Agreement:
    """What was gathered; `tags` are tag ids in the order of the codebook (a bit of a label each).

    `documents` are those that at least two of the annotators coded, in the order they came;
    `single` is how many more only one of them coded.
    """

    annotators: tuple[AnnotatorId, ...]
    tags: tuple[str, ...]
    unit: Unit
    documents: tuple[DocumentCounts, ...] = ()
    single: int = field(default=0)

    def pairs(self) -> list[PairKey]:
        """Return all pairs of annotators, by number."""
        return list(combinations(range(len(self.annotators)), 2))

    def of_pair(self, pair: PairKey) -> list[DocumentCounts]:
        """Return the documents that both annotators coded."""
        return [document for document in self.documents if pair in document.spans]


class Gatherer:
    """Takes documents one by one; order of annotators and documents as given."""

    def __init__(
        self, annotators: Sequence[AnnotatorId], tags: Sequence[str], unit: Unit = "char"
    ) -> None:
        self._annotators = tuple(annotators)
        self._tags = tuple(tags)
        self._numbers = {tag: number for number, tag in enumerate(self._tags)}
        self._unit: Unit = unit
        self._documents: list[DocumentCounts] = []
        self._single = 0

    def add(self, page: Page) -> None:
        """Compare the layers of a document; one that fewer than two coded is only counted."""
        layers = [page.layers.get(annotator) for annotator in self._annotators]
        coders = tuple(n for n, layer in enumerate(layers) if layer is not None)
        if len(coders) < 2:
            self._single += len(coders)
            return
        units, counts, unseen = self._units(page, layers)
        tagged = {n: by_tag(layer) for n, layer in enumerate(layers) if layer is not None}
        spans: dict[PairKey, Mapping[str, SpanCounts]] = {}
        cases: dict[PairKey, Sequence[Case]] = {}
        links: dict[PairKey, LinksSeen] = {}
        for pair in combinations(coders, 2):
            spans[pair], cases[pair] = compare(tagged[pair[0]], tagged[pair[1]])
            one, other = layers[pair[0]], layers[pair[1]]
            if one is not None and other is not None and (one.links or other.links):
                links[pair] = compare_links(one, other, cases[pair])
        self._documents.append(
            DocumentCounts(
                *(page.document, page.title, units, coders, counts, unseen, spans, cases, links)
            )
        )

    def result(self, order: Mapping[DocumentId, int] | None = None) -> Agreement:
        """Return what was gathered so far; documents in this order, else as they came."""
        documents = self._documents
        if order is not None:
            documents = sorted(documents, key=lambda one: order[one.document])
        return Agreement(self._annotators, self._tags, self._unit, tuple(documents), self._single)

    def _units(
        self, page: Page, layers: Sequence[Layer | None]
    ) -> tuple[int, Counter[Profile], int]:
        if self._unit == "char":
            coded = [None if layer is None else self._stretches(layer.marks) for layer in layers]
            return page.length, profiles(page.length, coded), 0
        tokens = Tokens(page.text)
        covered = [
            None if layer is None else [self._in_tokens(mark, tokens) for mark in layer.marks]
            for layer in layers
        ]
        unseen = sum(not stretches for marks in covered for stretches in marks or ())
        flat = [
            None if marks is None else [piece for stretches in marks for piece in stretches]
            for marks in covered
        ]
        return len(tokens), profiles(len(tokens), flat), unseen

    def _stretches(self, marks: Iterable[Mark]) -> list[tuple[int, Fragment]]:
        numbers = self._numbers
        return [(numbers[mark.tag], fragment) for mark in marks for fragment in mark.fragments]

    def _in_tokens(self, mark: Mark, tokens: Tokens) -> list[tuple[int, Fragment]]:
        number = self._numbers[mark.tag]
        touched = (tokens.covered(fragment) for fragment in mark.fragments)
        return [(number, stretch) for stretch in touched if stretch[0] < stretch[1]]
