"""Values that were given before."""

from __future__ import annotations

import pytest

from domain.span import Span
from storage.annotating import delete_annotations, set_attributes, tag_span
from storage.used_values import last_edited, used_values
from storage.work import ensure_annotator


@pytest.fixture
def tagged(project, document, annotator, tags):
    def tag(at: int, by=annotator, **values):
        return tag_span(
            project,
            document=document,
            annotator=by.id,
            tag=tags[0],
            span=Span.single(at, at + 1),
            attributes=values,
        )[0]

    return tag


def test_the_most_used_value_comes_first_then_the_latest(project, annotator, tags, tagged) -> None:
    for at, role in enumerate(("king", "queen", "king", "heir", "", "queen", "king")):
        tagged(at, role=role)
    assert used_values(project, annotator.id, tags[0], "role") == ["king", "queen", "heir"]
    assert used_values(project, annotator.id, tags[0], "role", limit=1) == ["king"]
    assert used_values(project, annotator.id, tags[1], "role") == []


def test_values_of_a_colleague_are_not_given_away(project, annotator, tags, tagged) -> None:
    bea = ensure_annotator(project, "Bea")
    tagged(0, by=bea, role="spy")
    assert used_values(project, annotator.id, tags[0], "role") == []


def test_the_one_edited_last_is_found(project, annotator, tags, tagged) -> None:
    def last(besides: str = ""):
        found = last_edited(project, annotator.id, [tags[0]], besides)
        return None if found is None else found.id

    assert last() is None
    first, second = tagged(0, role="king"), tagged(1, role="queen")
    tagged(2)
    assert last() == second
    assert last(besides=second) == first
    set_attributes(project, annotations=[first], annotator=annotator.id, values={"role": "heir"})
    assert last() == first
    delete_annotations(project, annotations=[first], annotator=annotator.id)
    assert last() == second
    assert last_edited(project, annotator.id, [tags[1]], "") is None
