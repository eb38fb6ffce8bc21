"""The walk through a colleague's layer, and through what was said of one's own."""

from __future__ import annotations

from dataclasses import replace

from domain.annotation import Annotation
from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DocumentId, ReviewId
from domain.review import Review, content_key, feedback, next_open, walk
from domain.span import Span

ME, BO = AnnotatorId("me"), AnnotatorId("bo")


def annotation(
    name: str, start: int, end: int, by: AnnotatorId = BO, tag: str = "actor", **values: object
) -> Annotation:
    return Annotation(
        AnnotationId(name),
        DocumentId("d"),
        by,
        tag,
        Span.single(start, end),
        ("x" * (end - start),),
        attributes=values,
        stamp=Stamp("1"),
    )


def review(of: str, verdict: str, version: str = "1") -> Review:
    return Review(
        ReviewId(f"r{of}"),
        AnnotationId(of),
        Stamp(version),
        ME,
        BO,
        verdict,  # type: ignore[arg-type]
    )


def test_cases_stand_in_reading_order_with_what_was_missed_among_them():
    theirs = [annotation("late", 9, 12), annotation("early", 0, 3)]
    mine = [annotation("added", 4, 6, ME), annotation("plain", 7, 8, ME)]
    cases = walk(theirs, mine, [review("added", "missed")], {})
    assert [case.annotation.id for case in cases] == ["early", "added", "late"]
    assert [case.is_open for case in cases] == [True, False, True]


def test_a_verdict_on_an_earlier_version_is_stale_and_open_again():
    cases = walk([annotation("a", 0, 3)], [], [review("a", "accept", "0")], {})
    assert (cases[0].stale, cases[0].is_open) == (True, True)


def test_a_twin_has_the_same_tag_span_and_attributes_in_force():
    theirs = [annotation("a", 0, 3, role="head"), annotation("b", 5, 8)]
    mine = [annotation("m", 0, 3, ME, role="head"), annotation("n", 5, 8, ME, role="x")]
    assert [case.twin for case in walk(theirs, mine, [], {})] == ["m", None]


def test_merged_tags_and_entities_are_what_they_were_merged_into():
    resolved = {"person": "actor", "e1": "e2"}
    one = annotation("a", 0, 3, tag="person", canonical="e1", role="")
    two = annotation("b", 0, 3, canonical="e2")
    assert content_key(one, resolved) == content_key(two, resolved)


def test_the_next_open_case_is_found_in_both_directions():
    theirs = [annotation(name, at, at + 1) for at, name in enumerate("abcd")]
    cases = walk(theirs, [], [review("b", "accept"), review("c", "reject")], {})
    assert next_open(cases, 0) == 3
    assert next_open(cases, 3, forward=False) == 0
    assert next_open(cases, 3) is None


def test_feedback_is_settled_by_acceptance_by_an_edit_and_by_taking_over():
    mine = [annotation("a", 0, 3), annotation("b", 4, 6), annotation("c", 7, 9)]
    missed = annotation("m", 10, 12, ME)
    reviews = [
        review("a", "accept"),
        review("b", "reject", "0"),
        review("c", "reject"),
        review("m", "missed"),
    ]
    cases = feedback(mine, {missed.id: missed}, reviews, {})
    assert [case.is_open for case in cases] == [False, False, True, True]
    taken = [*mine, annotation("copy", 10, 12)]
    assert not feedback(taken, {missed.id: missed}, reviews, {})[3].is_open


def test_an_answer_settles_a_verdict_that_came_before_it():
    mine, said = [annotation("a", 0, 3)], [replace(review("a", "reject"), stamp=Stamp("2"))]
    (open_case,) = feedback(mine, {}, said, {}, {AnnotationId("a"): Stamp("1")})
    (settled,) = feedback(mine, {}, said, {}, {AnnotationId("a"): Stamp("3")})
    assert (open_case.is_open, settled.is_open) == (True, False)


def test_a_verdict_on_what_is_gone_is_no_case():
    assert feedback([], {}, [review("gone", "reject")], {}) == []
