"""Reviewing a colleague's layer: verdicts, their reasons, and what one walks through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Protocol

from domain.annotation import Annotation
from domain.clock import ZERO, Stamp
from domain.ids import AnnotationId, AnnotatorId, ReviewId

Verdict = Literal["accept", "amend", "reject", "missed"]

REASONS: tuple[tuple[str, str], ...] = (
    ("spurious", "Nothing to tag here"),
    ("tag", "Wrong tag"),
    ("boundary", "Wrong edges"),
    ("attribute", "Wrong attribute"),
    ("relation", "Wrong relation"),
    ("duplicate", "Tagged twice"),
    ("other", "Other"),
)
"""Why an annotation is rejected or amended: the key that is stored, and the words for people."""


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's verdict on an annotation of `colleague`, and the version (stamp) it judged.

    `amend` names its `replacement` in the reviewer's layer; `missed` is said of an annotation of
    the reviewer's own that the colleague lacks. `created` is ISO 8601 in UTC, for people;
    `stamp`, of the verdict as it stands, orders it across copies.
    """

    id: ReviewId
    annotation: AnnotationId
    version: Stamp
    reviewer: AnnotatorId
    colleague: AnnotatorId | None
    verdict: Verdict
    reason: str = ""
    remark: str = ""
    replacement: AnnotationId | None = None
    created: str = ""
    stamp: Stamp = ZERO
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One stop of a walk through a colleague's layer.

    `annotation` is the colleague's, or the reviewer's own where the colleague `missed` something;
    `stale` says that it was edited after the verdict, `twin` that the reviewer's own layer holds
    the same. `settled` is None in a reviewer's own walk.
    """

    annotation: Annotation
    review: Review | None
    stale: bool = False
    twin: AnnotationId | None = None
    settled: bool | None = None

    @property
    def key(self) -> str:
        """What names the case: in feedback several verdicts may stand on one annotation."""
        if self.settled is not None and self.review is not None:
            return self.review.id
        return self.annotation.id

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done: a verdict, or (in feedback) an answer to it."""
        if self.settled is not None:
            return not self.settled
        return self.review is None or self.stale


def content_key(annotation: Annotation, resolved: Mapping[str, str]) -> tuple[Any, ...]:
    """Return what makes two annotations say the same: tag, fragments, and attributes in force.

    `resolved` maps the ids of merged tags and entities to what they stand for now.
    """
    attributes = tuple(
        sorted(
            (key, resolved.get(value, value) if isinstance(value, str) else value)
            for key, value in annotation.attributes.items()
            if value not in (None, "")
        )
    )
    return resolved.get(annotation.tag, annotation.tag), annotation.span.fragments, attributes


def walk(
    theirs: Sequence[Annotation],
    mine: Sequence[Annotation],
    reviews: Iterable[Review],
    resolved: Mapping[str, str],
) -> list[Case]:
    """Return the cases of one document in reading order: theirs, and what they missed.

    `reviews` are the reviewer's own live verdicts about this colleague.
    """
    said = {review.annotation: review for review in reviews}
    twins = {content_key(a, resolved): a.id for a in mine}
    cases = [_case(a, said.get(a.id), twins.get(content_key(a, resolved))) for a in theirs]
    added = (a for a in mine if (review := said.get(a.id)) and review.verdict == "missed")
    cases += [Case(a, said[a.id]) for a in added]
    return sorted(cases, key=_place)


def feedback(
    mine: Sequence[Annotation],
    added: Mapping[AnnotationId, Annotation],
    reviews: Iterable[Review],
    resolved: Mapping[str, str],
    answers: Mapping[AnnotationId, Stamp] = MappingProxyType({}),
) -> list[Case]:
    """Return what reviewers said of one's own layer, in reading order; `added` is what they added.

    Settled is what was accepted, what one edited after the verdict, what one has by now, and what
    one answered: `answers` has the stamp of what one last commented on an annotation.
    """
    own = {annotation.id: annotation for annotation in mine}
    twins = {content_key(a, resolved): a.id for a in mine}
    cases = []
    for review in reviews:
        judged = added.get(review.annotation) or own.get(review.annotation)
        if judged is not None:
            twin = twins.get(content_key(judged, resolved))
            followed = review.verdict == "missed" and twin is not None
            edited = review.verdict != "missed" and review.version != judged.stamp
            answered = answers.get(review.annotation, ZERO) > review.stamp
            settled = review.verdict == "accept" or followed or edited or answered
            cases.append(Case(judged, review, twin=twin, settled=settled))
    return sorted(cases, key=_place)


def _case(annotation: Annotation, review: Review | None, twin: AnnotationId | None) -> Case:
    stale = review is not None and review.version != annotation.stamp
    return Case(annotation, review, stale, twin)


def _place(case: Case) -> tuple[int, int, str]:
    span = case.annotation.span
    return span.start, -span.end, case.annotation.id


class HasState(Protocol):
    """Anything that is walked through case by case."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""


def next_open(cases: Sequence[HasState], at: int, *, forward: bool = True) -> int | None:
    """Return the index of the next case that is open, seen from index `at`, or None."""
    order = range(at + 1, len(cases)) if forward else range(at - 1, -1, -1)
    return next((index for index in order if cases[index].is_open), None)
