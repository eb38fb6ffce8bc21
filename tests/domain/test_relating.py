"""Roles, candidates and hints of relations."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.annotation import Annotation, Relation
from domain.codebook import Codebook, RelationType, Tag, TagId
from domain.conditions import condition_of
from domain.ids import AnnotationId, AnnotatorId, DocumentId, relation_id
from domain.relating import (
    HINT_LETTERS,
    candidates,
    distance,
    hint_letters,
    relation_problems,
    role_letters,
    roles_of,
)
from domain.span import Span

HOLDER = RelationType(
    "r1",
    "holder",
    "holder",
    ("actor",),
    required_when=condition_of({"field": "holder_kind", "in": ["actor"]}),
)
TARGET = RelationType("r2", "target", "target", ("actor", "event"), maximum=2)
OLD = RelationType("r3", "rival", "rival", ("actor",), retired=True)
BOOK = Codebook(
    "Test",
    "1",
    (
        Tag(TagId("A"), "actor", "Actor"),
        Tag(TagId("E"), "event", "Event"),
        Tag(TagId("S"), "stance", "Stance", relations=(HOLDER, TARGET, OLD)),
        Tag(TagId("P"), "person", "Person", merged_into=TagId("A")),
    ),
)


def made(name: str, tag: str, start: int, end: int, layer: str = "me", **values: str) -> Annotation:
    span = Span.single(start, end)
    document, annotator = DocumentId("d"), AnnotatorId(layer)
    return Annotation(AnnotationId(name), document, annotator, tag, span, ("x",), attributes=values)


def linked(source: str, kind: str, target: str) -> Relation:
    one, other = AnnotationId(source), AnnotationId(target)
    return Relation(relation_id(one, kind, other), one, kind, other)


@given(st.integers(0, 2000), st.integers(2, 26))
def test_hints_are_unique_and_none_begins_another(count: int, letters: int) -> None:
    hints = hint_letters(count, HINT_LETTERS[:letters])
    assert len(set(hints)) == count
    ordered = sorted(hints)
    assert not any(b.startswith(a) for a, b in pairwise(ordered))
    assert [len(hint) for hint in hints] == sorted(map(len, hints))


@given(st.integers(0, 26 * 26))
def test_hints_have_two_letters_at_most_and_one_while_that_is_enough(count: int) -> None:
    hints = hint_letters(count)
    assert all(len(hint) <= 2 for hint in hints)
    assert count > len(HINT_LETTERS) or hints == list(HINT_LETTERS[:count])


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 20)), max_size=12))
def test_candidates_come_nearest_first(places: list[tuple[int, int]]) -> None:
    source = made("s", "S", 80, 100)
    others = [made(f"a{i}", "A", at, at + long) for i, (at, long) in enumerate(places)]
    found = candidates(source, HOLDER, [source, *others], BOOK)
    distances = [distance(source.span, other.span) for other in found]
    assert distances == sorted(distances)
    assert {other.id for other in found} == {other.id for other in others}


def test_what_is_on_the_screen_comes_before_what_is_nearer() -> None:
    near, seen = made("near", "A", 101, 105), made("seen", "A", 300, 305)
    found = candidates(made("s", "S", 80, 100), HOLDER, [near, seen], BOOK, visible=(250, 400))
    assert [a.id for a in found] == ["seen", "near"]


def test_what_is_linked_already_comes_last() -> None:
    near, far = made("near", "A", 101, 105), made("far", "A", 300, 305)
    source = made("s", "S", 80, 100)
    found = candidates(source, HOLDER, [near, far], BOOK, linked=frozenset({near.id}))
    assert [a.id for a in found] == ["far", "near"]


def test_only_fitting_tags_of_the_same_layer_are_candidates() -> None:
    others = [
        made("event", "E", 0, 4),
        made("merged", "P", 5, 9),
        made("colleague", "A", 10, 14, layer="other"),
    ]
    source = made("s", "S", 80, 100)
    assert [a.id for a in candidates(source, HOLDER, [source, *others], BOOK)] == ["merged"]
    assert [a.id for a in candidates(source, TARGET, others, BOOK)] == ["merged", "event"]


def test_a_partner_whose_tag_no_longer_fits_can_still_be_chosen_to_unlink() -> None:
    event = made("event", "E", 0, 4)
    found = candidates(made("s", "S", 80, 100), HOLDER, [event], BOOK, linked=frozenset({event.id}))
    assert found == [event]


def test_each_role_has_the_first_free_letter_of_its_name() -> None:
    names = ("initiator", "recipient", "participant", "same event", "part of", "p", "Über", "持")
    types = [RelationType(name, name, name) for name in names]
    letters = role_letters(types)
    assert [letters[n] for n in names[:5]] == ["i", "r", "p", "s", "a"]
    assert len(set(letters.values())) == len(names)


def test_roles_say_how_many_there_are_and_how_many_are_needed() -> None:
    links = [linked("s", "target", "a"), linked("s", "target", "b"), linked("x", "target", "a")]
    holder, target = roles_of(made("s", "S", 0, 9, holder_kind="actor"), links, BOOK)
    assert (holder.count, holder.is_missing, holder.takes_several) == (0, True, True)
    assert (target.count, target.is_full, target.is_missing) == (2, True, False)
    assert not roles_of(made("s", "S", 0, 9, holder_kind="author"), links, BOOK)[0].is_missing


def test_a_retired_role_is_offered_only_while_it_is_filled() -> None:
    source = made("s", "S", 0, 9)
    assert [r.type.key for r in roles_of(source, [], BOOK)] == ["holder", "target"]
    filled = roles_of(source, [linked("s", "rival", "a")], BOOK)
    assert [r.type.key for r in filled] == ["holder", "target", "rival"]


def test_problems_name_what_is_missing_too_many_or_out_of_place() -> None:
    source = made("s", "S", 0, 9, holder_kind="actor")
    links = [linked("s", "target", name) for name in ("a", "b", "c", "t")]
    links.append(linked("s", "vote", "a"))
    tags = {AnnotationId(name): "A" for name in ("a", "b", "c")} | {AnnotationId("t"): "S"}
    assert relation_problems(source, links, BOOK, tags) == (
        "holder is missing",
        "target has 4 of at most 2",
        "target does not lead to Stance",
        "Stance has no relation “vote”",
    )
