"""Agreement on what hangs on the spans: attribute values and relations."""

from __future__ import annotations

import pytest

from domain.agreement import Layer, Link, Mark
from domain.agreement.attributes import attribute_rows
from domain.agreement.figures import link_rows
from domain.codebook import Attribute, Codebook, Tag, TagId
from tests.domain.agreement.layers import gather, layer

SCALE = ("weak", "average", "strong")
CODEBOOK = Codebook(
    "test",
    "1",
    (
        Tag(
            TagId("actor"),
            "actor",
            "actor",
            attributes=(
                Attribute("1", "form", "form", "enum", SCALE),
                Attribute("2", "value", "value", "number"),
                Attribute("3", "date", "date", "date"),
            ),
        ),
        Tag(TagId("event"), "event", "event"),
    ),
)


def rows(pairs, levels=None):
    """Return the rows of actors whose values are given in pairs."""
    ours, theirs = [], []
    for at, (one, other) in enumerate(pairs):
        ours.append(Mark(f"a{at}", "actor", ((at, at + 1),), one))
        theirs.append(Mark(f"b{at}", "actor", ((at, at + 1),), other))
    found = gather({"a": Layer(ours), "b": Layer(theirs)})
    return {row.attribute: row for row in attribute_rows(found, CODEBOOK, levels)}


def test_values_that_only_one_gave_are_counted_and_left_out():
    row = rows([({"form": "weak"}, {"form": "weak"}), ({"form": "strong"}, {}), ({}, {})])["form"]
    assert (row.both, row.one_sided, row.neither, row.agreed, row.alpha) == (1, 1, 1, 1, None)


def test_names_are_nominal_and_numbers_are_interval():
    given = [(1, 1), (2, 2), (9, 8)]
    found = rows([({"value": a, "form": SCALE[0]}, {"value": b}) for a, b in given])
    assert (found["value"].level, found["form"].level) == ("interval", "nominal")
    # Coincidences 2 (1-1), 2 (2-2), 8-9 twice: D_o = 2 / 6, D_e = Σ over all ordered pairs / 30.
    values = [1, 1, 2, 2, 9, 8]
    expected = sum((x - y) ** 2 for x in values for y in values) / 30
    assert found["value"].alpha == pytest.approx(1 - (2 / 6) / expected)


def test_the_codebook_may_say_that_choices_stand_in_an_order():
    pairs = [("weak", "average"), ("weak", "weak"), ("strong", "strong"), ("average", "average")]
    given = [({"form": a}, {"form": b}) for a, b in pairs]
    row = rows(given, {("actor", "form"): "ordinal"})["form"]
    assert row.level == "ordinal"
    assert row.alpha > rows(given)["form"].alpha


def test_whole_dates_are_days_and_partial_ones_are_names():
    whole = rows([({"date": "2019-01-23"}, {"date": "2019-01-24"}), ({"date": "2018-01-01"},) * 2])
    assert whole["date"].level == "interval"
    assert whole["date"].alpha > 0.99
    partial = rows([({"date": "2019"}, {"date": "2019-01"}), ({"date": "2018"}, {"date": "2018"})])
    assert (partial["date"].level, partial["date"].agreed) == ("nominal", 0.5)


def test_more_than_two_annotators_have_a_row_together():
    some = layer(("actor", 0, 4), form="weak")
    found = gather({"a": some, "b": some, "c": layer(("actor", 0, 4), form="strong")})
    together = next(r for r in attribute_rows(found, CODEBOOK) if r.pair is None)
    assert (together.both, together.agreed) == (3, 1 / 3)


def linked(name: str, start: int, end: int, *kinds: str) -> Layer:
    marks = [
        Mark(f"{name}1", "actor", ((start, end),), {}),
        Mark(f"{name}2", "event", ((8, 9),), {}),
    ]
    return Layer(marks, [Link(f"{name}1", kind, f"{name}2") for kind in kinds])


def test_relations_match_by_both_ends_and_type():
    found = gather({"a": linked("a", 0, 4, "x", "y"), "b": linked("b", 0, 5, "x", "z")})
    whole, *_ = link_rows(found)
    assert (whole.exact.a, whole.exact.b, whole.exact.matched) == (2, 2, 0)
    assert (whole.overlap.matched, whole.overlap.f1) == (1, 0.5)
    assert {row.kind for row in link_rows(found)} == {
        None,
        *(("actor", kind) for kind in "xyz"),
    }


def test_a_relation_that_leaves_the_document_is_left_out_and_counted():
    ours = linked("a", 0, 4, "x")
    away = Layer(ours.marks, [*ours.links, Link("a1", "x", "elsewhere")])
    whole, *_ = link_rows(gather({"a": away, "b": linked("b", 0, 4, "x")}))
    assert (whole.exact.f1, whole.left_out) == (1, 1)
