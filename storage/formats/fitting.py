"""Making documents fit what a format can carry, and noting all that does not.

The preflight and the writing both go through here, so what the one says the other does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from storage.errors import FormatError
from storage.formats.codec import Carries
from storage.formats.corpus import ForeignDocument, ForeignRelation, ForeignSpan, Fragments
from storage.formats.losses import Kind, Loss, Losses
from storage.formats.tokens import Tokeniser

Overlap = Literal["longest", "priority", "split", "refuse"]
OVERLAPS: tuple[Overlap, ...] = ("longest", "priority", "split", "refuse")
_UNFIT = re.compile(r"[^\w-]+")


def bare_label(label: str) -> str:
    """Return a label as formats write it that can hold letters, digits, “_” and “-” only."""
    return _UNFIT.sub("_", label).strip("_") or "label"


def written_labels(labels: Iterable[str], *, free: bool) -> dict[str, str]:
    """Return how each label is written: as it is, or without what a bare label cannot hold."""
    found: dict[str, str] = {}
    for label in labels:
        wanted = label if free else bare_label(label)
        name, number = wanted, 1
        while name in found.values():
            number += 1
            name = f"{wanted}_{number}"
        found[label] = name
    return found


@dataclass(frozen=True, slots=True)
class Fitter:
    """Fits documents to a format; `labels` leads from each label to the written one, in order.

    The order is that of priority where spans overlap. `tokenise` is None where no tokens are asked
    for.
    """

    carries: Carries
    overlap: Overlap
    labels: Mapping[str, str]
    tokenise: Tokeniser | None
    losses: Losses

    def fit(self, document: ForeignDocument) -> ForeignDocument:
        """Return what of a document is written, and note the rest."""
        text = document.text or ""
        if self.tokenise is not None:
            tokens = self.tokenise(text, str(document.details.get("language", "")))
            if not self.carries.blank_tokens:
                tokens = tuple(pair for pair in tokens if not text[slice(*pair)].isspace())
            document = replace(document, tokens=tokens)
        note = _Notes(self.losses, document)
        spans = [self._span(note, span) for span in document.spans]
        aligned = spans
        if document.tokens is not None:
            aligned = self._aligned(note, spans, document.tokens)
            spans = aligned if self.carries.tokens else spans
        spans = self._without_repeats(note, spans)
        if not self.carries.overlaps:
            spans = self._flat(note, "overlaps", spans)
        if self.carries.flat_view:
            document = replace(document, flat=tuple(self._flat(note, "hidden", aligned)))
        relations = self._relations(note, document, spans)
        self._document(note, document)
        return self._bare(replace(document, spans=tuple(spans), relations=relations))

    def _span(self, note: _Notes, span: ForeignSpan) -> ForeignSpan:
        label = self.labels[span.label]
        if label != span.label:
            note.add("labels", span, f"{span.label} as {label}")
        fragments = span.fragments
        if len(fragments) > 1 and not self.carries.fragments:
            note.add("fragments", span, f"{span.label} “{span.words(note.text)}”")
            fragments = ((span.start, span.end),)
        elif len(fragments) > 1 and self.carries.fragment_hints:
            note.add("gaps", span, f"{span.label} “{span.words(note.text)}”")
        return replace(span, label=label, fragments=fragments, **self._less(note, span))

    def _less(self, note: _Notes, span: ForeignSpan) -> dict[str, Any]:
        """Return the fields that a span loses, emptied."""
        carries = self.carries
        lost: dict[str, Any] = {}
        if not carries.attributes:
            for name, value in span.attributes.items():
                note.add("attributes", span, f"{span.label}.{name} = {value}")
            lost["attributes"] = {}
        if span.note and not carries.notes:
            note.add("notes", span, span.note)
            lost["note"] = ""
        if span.confidence != "sure" and not carries.confidence:
            note.add("confidence", span, f"{span.label} “{span.words(note.text)}”")
            lost["confidence"] = "sure"
        if not carries.annotators:
            lost["annotator"] = ""
        return lost

    @property
    def _misfit(self) -> Kind:
        """What becomes of a span that cuts a token."""
        if self.carries.tokens:
            return "misaligned"
        return "hidden" if self.carries.flat_view else "hints"

    def _aligned(
        self, note: _Notes, spans: list[ForeignSpan], tokens: Fragments
    ) -> list[ForeignSpan]:
        starts = {start for start, _ in tokens}
        ends = {end for _, end in tokens}
        kept = []
        for span in spans:
            fits = all(start in starts and end in ends for start, end in span.fragments)
            if not fits:
                note.add(self._misfit, span, f"{span.label} “{span.words(note.text)}”")
            if fits:
                kept.append(span)
        return kept

    def _without_repeats(self, note: _Notes, spans: list[ForeignSpan]) -> list[ForeignSpan]:
        if self.carries.same_place:
            return spans
        seen: dict[tuple[Fragments, str, str], ForeignSpan] = {}
        for span in spans:
            key = (span.fragments, span.label, span.annotator)
            if key in seen:
                note.add("repeats", span, f"{span.label} “{span.words(note.text)}”")
            else:
                seen[key] = span
        return list(seen.values())

    def _flat(self, note: _Notes, kind: Kind, spans: list[ForeignSpan]) -> list[ForeignSpan]:
        """Keep spans that do not overlap: the longest, or those of the first tags."""
        ranks = {label: rank for rank, label in enumerate(self.labels.values())}
        by_tag = self.overlap == "priority"

        def order(span: ForeignSpan) -> tuple[int, int, int]:
            rank = ranks[span.label]
            length = sum(end - start for start, end in span.fragments)
            return (rank, -length, span.start) if by_tag else (-length, rank, span.start)

        taken: set[int] = set()
        kept: list[ForeignSpan] = []
        for span in sorted(spans, key=order):
            covered = {at for start, end in span.fragments for at in range(start, end)}
            if taken.isdisjoint(covered):
                taken |= covered
                kept.append(span)
                continue
            if self.overlap == "refuse":
                raise FormatError(
                    f"In “{note.title}” {span.label} “{span.words(note.text)}” at "
                    f"{span.start} overlaps another span, which this format cannot hold. "
                    "Nothing was written; choose which spans to keep (longest, priority), or one "
                    "file for each tag (split)."
                )
            note.add(kind, span, f"{span.label} “{span.words(note.text)}”")
        return sorted(kept, key=lambda span: (span.start, -span.end))

    def _relations(
        self, note: _Notes, document: ForeignDocument, spans: list[ForeignSpan]
    ) -> tuple[ForeignRelation, ...]:
        """Keep relations between spans that are written, if the format has any."""
        layers = {span.id: span.annotator for span in spans}
        sources = {span.id: span for span in document.spans}
        kept = []
        for relation in document.relations:
            source, target = layers.get(relation.source), layers.get(relation.target)
            both = source is not None and target is not None
            if (
                self.carries.relations
                and both
                and (source == target or self.carries.between_layers)
            ):
                kept.append(relation)
            else:
                span = sources[relation.source]
                note.add("relations", span, f"{relation.kind} of “{span.words(note.text)}”")
        return tuple(kept)

    def _document(self, note: _Notes, document: ForeignDocument) -> None:
        if not self.carries.details:
            note.whole("details", document.title)
        if document.states and not self.carries.states:
            note.whole("states", document.title)
        if document.spans and not self.carries.annotators:
            note.whole("annotators", document.spans[0].annotator)
        if not self.carries.text:
            note.whole("text", document.title)

    def _bare(self, document: ForeignDocument) -> ForeignDocument:
        carries = self.carries
        if not carries.details:
            document = replace(document, name="", title="", details={}, note="")
        if not carries.states:
            document = replace(document, states={})
        if not carries.annotators:
            document = replace(document, annotator="")
        return document


class _Notes:
    """Notes the losses of one document."""

    def __init__(self, losses: Losses, document: ForeignDocument) -> None:
        self._losses = losses
        self.title = document.title
        self.text = document.text or ""

    def add(self, kind: Kind, span: ForeignSpan, what: str) -> None:
        self._losses.add(Loss(kind, self.title, span.start, span.end, what))

    def whole(self, kind: Kind, what: str) -> None:
        self._losses.add(Loss(kind, self.title, 0, len(self.text), what))
