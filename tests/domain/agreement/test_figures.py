"""The figures of pairs and of all: by hand, against the slow way, and what must always hold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agreement import Kind, Layer, all_rows, document_rows, pair_rows
from domain.agreement.coefficients import cohen_kappa
from domain.agreement.figures import boundaries, cases_of, confusion
from tests.domain.agreement.layers import LENGTH, MARKS, TAGS, drawn, gather, labels, layer


def test_figures_by_hand():
    ours = layer(("actor", 0, 4), ("event", 6, 10))
    theirs = layer(("actor", 0, 4), ("event", 8, 12), ("event", 14, 16))
    whole, actor, event = pair_rows(gather({"a": ours, "b": theirs}))
    assert (whole.exact.matched, whole.exact.precision, whole.exact.recall) == (1, 1 / 3, 1 / 2)
    assert (whole.overlap.matched, whole.overlap.f1) == (2, 4 / 5)
    assert (actor.exact.f1, actor.kappa) == (1, 1)
    # Of 16 characters 2 are inside for both, 8 outside for both; 4 and 6 are inside for each.
    assert event.kappa == pytest.approx((16 * 10 - (4 * 6 + 12 * 10)) / (16**2 - (4 * 6 + 12 * 10)))


def test_spans_that_only_one_made_lower_every_figure():
    found = pair_rows(gather({"a": layer(("actor", 0, 4)), "b": layer(("actor", 8, 12))}))
    assert [(r.exact.f1, r.overlap.f1) for r in found[:2]] == [(0, 0), (0, 0)]
    assert found[0].kappa == pytest.approx(-1 / 3)


def test_done_and_empty_counts_and_not_coded_does_not():
    some = layer(("actor", 0, 4))
    (whole, *_) = pair_rows(gather({"a": some, "b": Layer()}, {"a": some}))
    assert (whole.documents, whole.units) == (1, LENGTH)
    assert (whole.exact.a, whole.exact.b, whole.exact.f1) == (1, 0, 0)
    assert (whole.exact.precision, whole.exact.recall, whole.kappa) == (None, 0, 0)


def test_two_empty_layers_are_undefined():
    (whole, *_) = pair_rows(gather({"a": Layer(), "b": Layer()}))
    assert (whole.exact.f1, whole.overlap.f1, whole.kappa) == (None, None, None)
    assert [(r.alpha, r.fleiss) for r in all_rows(gather({"a": Layer(), "b": Layer()}))] == [
        (None, None)
    ] * 3


def test_without_a_common_document_everything_is_undefined():
    found = gather({"a": layer(("actor", 0, 4))}, {"b": layer(("actor", 0, 4))})
    assert (len(found.documents), found.single) == (0, 2)
    assert pair_rows(found)[0].kappa is None


def test_alpha_takes_what_two_coded_and_fleiss_what_all_did():
    some = layer(("actor", 0, 4))
    rows = all_rows(gather({"a": some, "b": some, "c": some}, {"a": some, "b": layer()}))
    assert [(r.documents, r.units, r.full_documents, r.full_units) for r in rows] == [
        (2, 32, 1, 16)
    ] * 3
    assert (rows[1].fleiss, rows[1].alpha < 1) == (1, True)


def test_nested_spans_of_two_tags_make_a_label_of_their_own():
    ours = layer(("actor", 0, 8), ("event", 2, 4))
    theirs = layer(("actor", 0, 8))
    whole, actor, event = pair_rows(gather({"a": ours, "b": theirs}))
    # Labels: 6 × actor, 2 × actor and event against actor alone, 8 × nothing.
    assert whole.kappa == pytest.approx((16 * 14 - (6 * 8 + 8 * 8)) / (16**2 - (6 * 8 + 8 * 8)))
    assert (actor.kappa, event.kappa) == (1, 0)


def test_tokens_are_counted_where_characters_are_not():
    text = "The Lima Group’s vote"
    pages = {"a": layer(("actor", 4, 14)), "b": layer(("actor", 4, 8))}
    row = pair_rows(gather(pages, unit="token", text=text))[1]
    # The · Lima · Group · ’ · s · vote: two inside for one, one for the other.
    assert row.units == 6
    assert row.kappa == pytest.approx((6 * 5 - (2 * 1 + 4 * 5)) / (36 - (2 * 1 + 4 * 5)))


def test_a_span_of_white_space_is_on_no_token_and_is_counted():
    pages = {"a": layer(("actor", 1, 2)), "b": layer(("actor", 0, 1))}
    found = gather(pages, unit="token", text="a b")
    assert (found.documents[0].unseen, found.documents[0].units) == (1, 2)


def test_the_confusion_of_tags_counts_every_annotation_once():
    ours = layer(("actor", 0, 4), ("actor", 6, 9), ("event", 10, 12))
    theirs = layer(("actor", 1, 4), ("event", 6, 10), ("event", 14, 16))
    found = confusion(gather({"a": ours, "b": theirs}), (0, 1))
    assert found == {
        ("actor", "actor"): 1,
        ("actor", "event"): 1,
        ("event", None): 1,
        (None, "event"): 1,
    }


def test_a_small_span_inside_a_large_one_is_no_confusion():
    pages = {"a": layer(("actor", 4, 6)), "b": layer(("event", 0, 16))}
    assert confusion(gather(pages), (0, 1)) == {("actor", None): 1, (None, "event"): 1}


def test_edges_differ_by_so_many_characters():
    ours, theirs = layer(("actor", 2, 6), ("event", 8, 9)), layer(("actor", 1, 9), ("event", 8, 9))
    starts, ends = boundaries(gather({"a": ours, "b": theirs}), (0, 1))
    assert (starts, ends) == ({-1: 1, 0: 1}, {3: 1, 0: 1})
    assert boundaries(gather({"a": ours, "b": theirs}), (0, 1), "event")[0] == {0: 1}


def test_each_document_has_a_row():
    some, other = layer(("actor", 0, 4)), layer(("actor", 1, 4))
    found = document_rows(gather({"a": some, "b": some}, {"a": some, "b": other}), (0, 1))
    assert [(r.title, r.row.exact.f1) for r in found] == [("Document 0", 1), ("Document 1", 0)]


@settings(max_examples=60, deadline=None)
@given(MARKS, MARKS)
def test_kappa_is_what_walking_over_all_characters_gives(ours, theirs):
    pages = {"a": drawn(ours), "b": drawn(theirs)}
    one, other = labels(pages["a"]), labels(pages["b"])
    rows = pair_rows(gather(pages))
    for tag, row in zip((None, *TAGS), rows, strict=True):
        table: dict[tuple[object, object], int] = {}
        for x, y in zip(one, other, strict=True):
            key = (x, y) if tag is None else (tag in x, tag in y)
            table[key] = table.get(key, 0) + 1
        assert row.kappa == cohen_kappa(table)


@settings(max_examples=60, deadline=None)
@given(st.lists(MARKS, min_size=2, max_size=3))
def test_the_order_of_annotators_does_not_matter(marks):
    names = "abc"[: len(marks)]
    page = {name: drawn(some) for name, some in zip(names, marks, strict=True)}
    there, back = gather(page, names=names), gather(page, names=names[::-1])
    assert all_rows(there) == all_rows(back)
    last = len(marks) - 1
    turned = {(last - r.pair[1], last - r.pair[0], r.tag): r for r in pair_rows(back)}
    for row in pair_rows(there):
        other = turned[(*row.pair, row.tag)]
        assert (row.kappa, row.exact.f1, row.overlap.f1) == (
            *(other.kappa, other.exact.f1, other.overlap.f1),
        )
        assert (row.exact.precision, row.exact.recall) == (
            other.exact.recall,
            other.exact.precision,
        )


@settings(max_examples=40, deadline=None)
@given(MARKS)
def test_identical_layers_agree_wholly(marks):
    same = {"a": drawn(marks), "b": drawn(marks), "c": drawn(marks)}
    found = gather(same)
    for row in pair_rows(found):
        assert {row.exact.f1, row.overlap.f1, row.kappa} <= {1, None}
        assert (row.exact.f1 is None) == (row.exact.a == 0)
    assert {value for row in all_rows(found) for value in (row.alpha, row.fleiss)} <= {1, None}
    assert {case.kind for case in cases_of(found, (0, 1))} <= {Kind.SAME}


@settings(max_examples=40, deadline=None)
@given(MARKS, MARKS)
def test_every_annotation_stands_in_one_case(ours, theirs):
    found = gather({"a": drawn(ours), "b": drawn(theirs)})
    cases = list(cases_of(found, (0, 1)))
    assert sorted(int(c.a.id) for c in cases if c.a is not None) == list(range(len(ours)))
    assert sorted(int(c.b.id) for c in cases if c.b is not None) == list(range(len(theirs)))
    assert sum(case.is_pair for case in cases) == pair_rows(found)[0].overlap.matched


def test_random_layers_agree_by_chance_only():
    chance = random.Random(7)

    def some() -> Layer:
        return layer(
            *((chance.choice(TAGS), at, at + 1) for at in range(16) if chance.random() < 0.5)
        )

    found = gather(*({"a": some(), "b": some()} for _ in range(400)))
    assert all(abs(row.kappa) < 0.05 for row in pair_rows(found))
    assert all(abs(row.alpha) < 0.05 and abs(row.fleiss) < 0.05 for row in all_rows(found))
