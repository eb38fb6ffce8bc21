"""What the fields of an annotation say, and where it comes from."""

from __future__ import annotations

import pytest

from domain.codebook import Attribute, Tag, TagId
from domain.entity import Entity
from domain.ids import EntityId
from domain.lacking import Lack, lacking
from ui.panes.inspector.values import (
    field_values,
    leftovers,
    missing_sentence,
    spoken,
    written,
)

NAME = Attribute("1", "canonical", "canonical", "ref", scope="entity", required=True)
KIND = Attribute(
    "2", "kind", "actor_type", "enum", ("person", "state"), "person", True, scope="entity"
)
POSITION = Attribute("3", "position", "position", "enum", ("for", "against"), required=True)
DATE = Attribute("4", "date", "date", "date")
SHARE = Attribute("5", "share", "share", "number")
TAG = Tag(TagId("t"), "actor", "actor", attributes=(NAME, KIND, POSITION, DATE, SHARE))
PERU = Entity(EntityId("e"), "canonical", "Peru", attributes={"kind": "state"})


def fields(**stored):
    found = field_values(TAG, stored, {"e": PERU}.get)
    return {field.attribute.key: field for field in found}


def test_a_value_of_ones_own_is_shown_as_such():
    field = fields(position="for")["position"]
    assert (field.value, field.origin, field.problem) == ("for", "own", "")


def test_an_entity_lends_its_values_and_its_name():
    found = fields(canonical="e")
    assert (found["kind"].value, found["kind"].origin, found["kind"].owner) == (
        "state",
        "entity",
        "Peru",
    )
    assert found["canonical"].value == "Peru"


def test_a_mention_may_say_otherwise_than_its_entity():
    field = fields(canonical="e", kind="person")["kind"]
    assert (field.value, field.origin, field.otherwise) == ("person", "own", "state")


def test_without_either_the_usual_value_shows():
    assert (fields()["kind"].value, fields()["kind"].origin) == ("person", "usual")
    assert fields()["date"].origin == "none"


@pytest.mark.parametrize(
    ("key", "value"), [("date", "yesterday"), ("share", "half"), ("position", "maybe")]
)
def test_a_wrong_value_is_kept_and_told_in_a_sentence(key, value):
    field = fields(**{key: value})[key]
    assert field.value == value
    assert value in field.problem
    assert field.problem.endswith(".")


def test_what_is_lacking_is_said_in_sentences():
    assert missing_sentence(TAG, lacking(TAG, {}, {})) == "Still to be said: Position."
    assert missing_sentence(TAG, Lack(excess=("holder",))) == "Holder: too many."
    assert missing_sentence(TAG, lacking(TAG, {"position": "for"}, {})) == ""


def test_values_of_a_former_tag_are_not_forgotten():
    assert leftovers(TAG, {"position": "for", "unit": "km", "place": ""}) == {"unit": "km"}


def test_names_are_written_for_people():
    assert spoken("date_start") == "Date start"
    assert [written(value) for value in (None, True, 3, ["a", "b"])] == ["", "yes", "3", "a, b"]
