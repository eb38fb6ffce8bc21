"""What names become: proposed, changed by a person, and one mapping in the end."""

from __future__ import annotations

from collections import Counter

import pytest

from storage.formats.deciding import LEFT_OUT, NEW, OPEN, Deciding, Goal, Name
from storage.formats.mapping import LabelMapping, propose
from storage.formats.survey import Survey
from storage.project import Project

ROLE, SIZE = Name("ORG", "attribute", "Role"), Name("ORG", "attribute", "Size")
PART = Name("ORG", "relation", "Part")
ACTOR, EVENT = Goal("key", "actor"), Goal("key", "event")


@pytest.fixture
def deciding(project: Project) -> Deciding:
    codebook = project.codebooks.current()
    survey = Survey("a.jsonl", labels=Counter(ORG=3, XYZ=1), annotators=Counter(ann=4))
    survey.attributes.update({("ORG", "Role"): 2, ("ORG", "Size"): 1})
    survey.kinds.update({("ORG", "Part"): 1})
    survey.mapping = propose(codebook, survey.labels, survey.attributes, survey.kinds)
    return Deciding([survey], codebook)


def test_what_fits_is_proposed_and_the_rest_is_open_or_left_out(deciding: Deciding) -> None:
    assert (deciding.goal("ORG"), deciding.still_open) == (ACTOR, ("XYZ",))
    assert deciding.goal_of(ROLE) == Goal("key", "role")
    assert (deciding.goal_of(SIZE), deciding.goal_of(PART)) == (LEFT_OUT, LEFT_OUT)


def test_another_tag_has_other_attributes(deciding: Deciding) -> None:
    deciding.decide("ORG", EVENT)
    assert deciding.goal_of(ROLE) == LEFT_OUT
    assert "place" in dict(deciding.choices(ROLE))
    deciding.decide("ORG", NEW)
    assert [goal for _, goal in deciding.choices(ROLE)] == [NEW, LEFT_OUT]
    assert deciding.goal_of(ROLE) == NEW


def test_the_mapping_has_all_that_was_decided(deciding: Deciding) -> None:
    deciding.decide_part(SIZE, NEW)
    deciding.decide_part(PART, NEW)
    deciding.decide("XYZ", LEFT_OUT)
    deciding.call("ann", " Ann Arbor ")
    mapping = deciding.mapping
    assert (mapping.labels, mapping.new_tags) == ({"ORG": "actor", "XYZ": None}, ())
    assert (mapping.attributes, mapping.new_attributes) == ({"ORG.Role": "role"}, ("ORG.Size",))
    assert (mapping.relations, mapping.new_relations) == ({}, ("ORG.Part",))
    assert mapping.annotators == {"ann": "Ann Arbor"}


def test_a_mapping_that_was_saved_decides_the_same_again(deciding: Deciding) -> None:
    deciding.decide("XYZ", NEW)
    deciding.decide_part(SIZE, NEW)
    kept = deciding.mapping
    deciding.decide("ORG", LEFT_OUT)
    deciding.decide("XYZ", OPEN)
    deciding.take(kept)
    assert deciding.mapping == kept


def test_a_mapping_of_another_codebook_leaves_the_label_as_it_is(deciding: Deciding) -> None:
    deciding.take(LabelMapping({"ORG": "gone"}, attributes={"ORG.Role": "gone"}))
    assert (deciding.goal("ORG"), deciding.goal_of(ROLE)) == (ACTOR, Goal("key", "role"))


def test_all_open_labels_are_decided_at_once(deciding: Deciding) -> None:
    deciding.decide_open(NEW)
    assert deciding.still_open == ()
    assert deciding.mapping.new_tags == ("XYZ",)
