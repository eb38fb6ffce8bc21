"""Conditions: when something is asked for or shown, and those that go round in a circle."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codebook import Attribute, RelationType, Tag, TagId
from domain.conditions import ALONE, Clause, Condition, circle, condition_of

CLAUSES = st.builds(
    Clause,
    st.sampled_from("abc"),
    st.sampled_from(["in", "not_in"]),
    st.lists(st.sampled_from("xyz"), min_size=1).map(tuple),
) | st.builds(Clause, st.sampled_from("abc"), st.sampled_from(ALONE))
CONDITIONS = st.lists(CLAUSES, min_size=1).map(tuple).map(Condition)


@given(CONDITIONS)
def test_a_condition_survives_its_exchange_form(condition: Condition) -> None:
    assert condition_of(condition.exchange()) == condition


@given(CLAUSES, st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", "", None])))
def test_opposite_clauses_never_agree(clause: Clause, values: dict[str, Any]) -> None:
    opposites = {"in": "not_in", "not_in": "in", "filled": "empty", "empty": "filled"}
    other = Clause(clause.field, opposites[clause.how], clause.values)
    assert clause.holds(values) != other.holds(values)


@pytest.mark.parametrize(
    "written",
    [{"field": "a"}, {"in": ["x"]}, {"field": "a", "in": []}, {"any": []}, {"filled": 1}, ["a"]],
)
def test_what_is_no_condition_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match="condition"):
        condition_of(written)


def test_a_circle_is_told_from_its_first_field_to_its_first() -> None:
    assert circle({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}) == ("a", "b", "c", "a")
    assert circle({"a": ["b", "c"], "b": ["c"], "c": []}) == ()


def test_a_stance_needs_a_holder_unless_the_author_holds_it() -> None:
    condition = condition_of({"field": "holder_kind", "not_in": ["author", "unnamed"]})
    holder = RelationType("r", "holder", "holder", required_when=condition)
    kind = Attribute("k", "holder_kind", "holder kind", default="actor")
    tag = Tag(TagId("s"), "stance", "stance", attributes=(kind,), relations=(holder,))
    assert tag.missing({}) == ()
    assert tag.missing({}, {}) == ("holder",)
    assert tag.missing({}, {"holder": 1}) == tag.missing({"holder_kind": "author"}, {}) == ()


def test_what_is_not_shown_is_not_asked_for_but_what_has_a_value_is_shown() -> None:
    ranged = condition_of({"field": "modifier", "in": ["range"]})
    highest = Attribute("m", "max", "max", "number", required=True, shown_when=ranged)
    tag = Tag(TagId("s"), "s", "s", attributes=(highest,))
    assert tag.missing({"modifier": "exact"}) == ()
    assert tag.missing({"modifier": "range"}) == ("max",)
    assert highest.is_shown({"modifier": "exact", "max": 3})


def test_too_many_and_too_few_relations_are_told() -> None:
    pair = RelationType("r", "of", "of", minimum=2, maximum=2)
    tag = Tag(TagId("s"), "s", "s", relations=(pair,))
    assert tag.missing({}, {"of": 1}) == ("of",)
    assert [kind.key for kind in tag.excess({"of": 3})] == ["of"]
    assert tag.missing({}, {"of": 2}) == tag.excess({"of": 2}) == ()
