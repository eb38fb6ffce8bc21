"""The lanes of a case: the same stretch of text once for each annotator, with what each tagged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.adjudication import GoldCase
from domain.annotation import Annotation, Annotator, Relation
from domain.codebook import Codebook
from domain.span import Fragment
from storage.contents import Contents

BEFORE = 14
AFTER = 32
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Lane:
    """One annotator's lane; `number` is the key that takes it (0: the gold lane).

    `words` is the stretch shown, on one line; `marked` are the parts of it that are tagged, counted
    in code points of `words`. `details` says in what it differs from the others.
    """

    number: int
    name: str
    tag: str | None
    words: str
    marked: tuple[Fragment, ...] = ()
    details: str = ""
    is_taken: bool = False


class Lanes:
    """Makes the lanes of cases; asks the project for names of entities and for relations."""

    def __init__(self, contents: Contents, codebook: Codebook) -> None:
        self._contents = contents
        self._codebook = codebook

    def of(self, case: GoldCase, text: str, annotators: tuple[Annotator, ...]) -> list[Lane]:
        """Return the lanes of a case: one an annotator, then the gold one if there is one."""
        start, end = _window(case, text)
        words = "".join(" " if c.isspace() else c for c in text[start:end])
        members = case.by_annotator()
        differing = self._differing(case)
        taken = case.decision.sources[0][0] if case.decision and case.decision.sources else None
        lanes = []
        for number, who in enumerate(annotators, start=1):
            member = members.get(who.id)
            if member is None:
                silent = "nothing here" if who.id in case.missing else "has not worked here yet"
                lanes.append(Lane(number, who.name, None, words, details=silent))
                continue
            is_taken = member.id == taken and case.gold is not None
            lanes.append(self._lane(number, who.name, member, (start, words), differing, is_taken))
        if case.gold is not None:
            lanes.append(self._lane(0, "Gold", case.gold, (start, words), differing, False))
        return lanes

    def _lane(
        self,
        number: int,
        name: str,
        annotation: Annotation,
        window: tuple[int, str],
        differing: Mapping[str, None],
        is_taken: bool,
    ) -> Lane:
        offset, words = window
        inside = (
            (max(0, start - offset), min(len(words), end - offset))
            for start, end in annotation.span.fragments
        )
        return Lane(
            number,
            name,
            annotation.tag,
            words,
            tuple((start, end) for start, end in inside if start < end),
            self._details(annotation, differing),
            is_taken,
        )

    def _differing(self, case: GoldCase) -> dict[str, None]:
        """Return the attribute keys in which the members differ, in the order of the codebook."""
        everyone = [dict(member.attributes) for member in case.members]
        keys = dict.fromkeys(key for values in everyone for key in values)
        return {k: None for k in keys if len({str(v.get(k) or "") for v in everyone}) > 1}

    def _details(self, annotation: Annotation, differing: Mapping[str, None]) -> str:
        tag = self._codebook.tag(annotation.tag)
        said = []
        for key in differing:
            value = annotation.attributes.get(key)
            attribute = tag.attribute(key)
            name = _plain(key if attribute is None else attribute.name)
            shown = self._shown(attribute is not None and attribute.type == "ref", value)
            said.append(f"{name}: {shown or '—'}")
        said += self._relations(annotation)
        if annotation.confidence == "unsure":
            said.append("unsure")
        if annotation.note:
            said.append(f"note: {' '.join(annotation.note.split())}")
        return "  ·  ".join(said)

    def _shown(self, is_reference: bool, value: object) -> str:
        if is_reference and isinstance(value, str) and value:
            found = next(iter(self._contents.entities.some([value])), None)
            return value if found is None else found.name
        return "" if value is None else str(value)

    def _relations(self, annotation: Annotation) -> list[str]:
        out = [
            relation
            for relation in self._contents.relations.of_annotation(annotation.id)
            if relation.source == annotation.id
        ]
        if not out:
            return []
        ends = {a.id: a for a in self._contents.annotations.some([r.target for r in out])}
        return [f"{self._role(annotation, r)} → {_short(ends[r.target].quote)}" for r in out]

    def _role(self, annotation: Annotation, relation: Relation) -> str:
        kind = self._codebook.tag(annotation.tag).relation(relation.type)
        return _plain(relation.type if kind is None else kind.name)


def _plain(name: str) -> str:
    """Return a name of the codebook as it is read elsewhere in the window."""
    return name.replace("_", " ").strip()


def _window(case: GoldCase, text: str) -> tuple[int, int]:
    """Return the stretch to show around a case, in whole words (code points)."""
    span = case.span
    gold = case.gold
    start = min(span.start, gold.span.start) if gold is not None else span.start
    end = max(span.end, gold.span.end) if gold is not None else span.end
    left, right = max(0, start - BEFORE), min(len(text), min(end, start + _LONGEST) + AFTER)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return left, right


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
