"""The register proposes whom words may mean."""

from __future__ import annotations

import string
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.entity import Entity
from domain.ids import EntityId
from domain.register import Register, fold, is_close

NAMES = {
    "garcia": ("Alan García", "Alan Garcia Perez"),
    "peru": ("Peru",),
    "government": ("Government of Peru", "Lima"),
    "oas": ("Organization of American States", "OAS"),
    "trump": ("Donald Trump",),
}


def entity(key: str, name: str, *aliases: str, kind: str = "canonical") -> Entity:
    return Entity(EntityId(key), kind, name, aliases)


def register() -> Register:
    return Register(entity(key, *names) for key, names in NAMES.items())


def proposed(words: str, **more: object) -> list[str]:
    return [p.entity.id for p in register().propose("canonical", words, **more)]


def test_exact_names_come_before_close_ones():
    found = register().propose("canonical", "peru")
    assert [(p.entity.id, p.how) for p in found] == [("peru", "name"), ("government", "part")]


def test_an_alias_is_as_good_as_a_name():
    assert register().propose("canonical", "oas")[0].how == "alias"


def test_a_part_of_a_name_finds_the_whole():
    assert proposed("garcia") == ["garcia"]
    assert proposed("García") == ["garcia"]


def test_a_title_in_front_does_not_hide_the_name():
    assert proposed("US President Donald Trump")[0] == "trump"


def test_a_slip_of_the_pen_still_finds_the_name():
    assert proposed("Alan Gracia")[0] == "garcia"


def test_the_beginning_of_a_word_is_enough():
    assert proposed("organ")[0] == "oas"


def test_other_kinds_are_not_proposed():
    assert register().propose("topic", "peru") == []


def test_among_equals_this_document_and_then_the_latest_come_first():
    both = Register([entity("a", "Ana Diaz"), entity("b", "Eva Diaz"), entity("c", "Ute Diaz")])
    found = both.propose("canonical", "diaz", here={"c"}, recent={"b": 7, "a": 3})
    assert [p.entity.id for p in found] == ["c", "b", "a"]


def test_two_entities_of_one_name_are_no_exact_match():
    both = Register([entity("a", "Georgia"), entity("b", "Georgia")])
    assert both.exact("canonical", "georgia") is None


def test_a_renamed_entity_is_found_by_its_new_name_alone():
    names = register()
    names.put(entity("peru", "Perú State"))
    assert names.exact("canonical", "Peru") is None
    assert names.exact("canonical", "peru state").id == "peru"


def test_a_merged_entity_is_proposed_no_more_and_resolves_to_its_goal():
    names = register()
    names.put(replace(entity("peru", "Peru"), merged_into=EntityId("government")))
    assert "peru" not in [p.entity.id for p in names.propose("canonical", "peru")]
    assert names.resolve("peru").id == "government"


def test_entities_merged_in_a_circle_still_resolve_to_something():
    one = replace(entity("a", "A"), merged_into=EntityId("b"))
    other = replace(entity("b", "B"), merged_into=EntityId("a"))
    assert Register([one, other]).resolve("a") is not None


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_name_is_found_by_itself(name, other):
    names = Register([entity("a", name), entity("b", other)])
    if fold(name):
        assert "a" in [p.entity.id for p in names.propose("canonical", name)]


@given(st.text(max_size=40))
def test_any_words_may_be_asked_for(words):
    assert len(proposed(words, limit=3)) <= 3


@given(st.lists(st.text("abcé ", max_size=8), max_size=6), st.text("abcé ", max_size=8))
def test_entering_one_by_one_comes_to_the_same(names, asked):
    entities = [entity(str(at), name) for at, name in enumerate(names)]
    grown = Register()
    for one in entities:
        grown.put(one)
    assert grown.propose("canonical", asked) == Register(entities).propose("canonical", asked)


@given(st.text(string.ascii_lowercase, min_size=4, max_size=12), st.integers(0, 10))
def test_two_letters_swapped_are_close(word, at):
    at %= len(word) - 1
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert is_close(word, swapped, 1)
