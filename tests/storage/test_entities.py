"""The register of entities: making, renaming, merging, splitting, deleting, each one step."""

from __future__ import annotations

import pytest

from domain.ids import EntityId, entity_id
from domain.span import Span
from storage import annotating, entities
from storage.adding import NewDocument, add_documents
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.errors import RefusedError
from storage.project import create_project
from storage.work import ensure_annotator

TEXT = "Peru and Lima met Bolivia. Lima spoke."


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "p.gloss", title="Peru") as made:
        load_codebook(made, read_codebook(DEFAULT))
        add_documents(made, [NewDocument("A", TEXT)], None)
        yield made


@pytest.fixture
def ann(project):
    return ensure_annotator(project, "Ann").id


@pytest.fixture
def bea(project):
    return ensure_annotator(project, "Bea").id


def tag(project, annotator, start, end, reference=None):
    actor = project.codebooks.current().keyed("actor")
    made, _ = annotating.tag_span(
        project,
        document=project.documents.ids()[0],
        annotator=annotator,
        tag=actor.id,
        span=Span.single(start, end),
        attributes={"canonical": reference} if reference else {},
    )
    return made


def enter(project, annotator, name, **more):
    kind = more.pop("kind", "canonical")
    made, _ = entities.create_entity(project, annotator=annotator, kind=kind, name=name, **more)
    return made


def reference(project, annotation):
    return project.annotations.get(annotation).attributes.get("canonical")


def test_naming_a_mention_makes_the_entity_in_the_same_step(project, ann):
    lima = tag(project, ann, 9, 13)
    change = entities.name_mentions(
        project, annotations=[lima], annotator=ann, key="canonical", name=" Lima  city "
    )
    assert project.entities.get(reference(project, lima)).name == "Lima city"
    assert (change.touches("entity"), change.touches("annotation")) == (True, True)
    project.undo(ann)
    assert reference(project, lima) is None
    assert project.entities.all() == []
    project.redo(ann)
    assert project.entities.get(reference(project, lima)).name == "Lima city"


def test_naming_by_a_known_name_makes_no_second_entity(project, ann):
    peru = enter(project, ann, "Peru")
    mention = tag(project, ann, 0, 4)
    entities.name_mentions(
        project, annotations=[mention], annotator=ann, key="canonical", name="Peru"
    )
    assert reference(project, mention) == peru
    entities.name_mentions(project, annotations=[mention], annotator=ann, key="canonical")
    assert reference(project, mention) is None


def test_an_entity_that_a_person_makes_has_the_id_that_every_copy_gives_it(project, ann):
    assert enter(project, ann, "Peru") == entity_id(project.id, "canonical", "Peru")


def test_a_name_given_up_may_be_given_again_to_another_entity(project, ann):
    first = enter(project, ann, "Peru")
    entities.rename_entity(project, annotator=ann, entity=first, name="Republic of Peru")
    assert enter(project, ann, "Peru") != first


def test_an_entity_made_again_after_its_deletion_starts_empty(project, ann):
    first = enter(project, ann, "Peru", attributes={"country": "PER"}, aliases=["P"])
    entities.delete_entity(project, annotator=ann, entity=first)
    again = enter(project, ann, "Peru")
    assert again == first
    assert (project.entities.get(again).attributes, project.entities.get(again).aliases) == ({}, ())
    project.undo(ann)
    assert project.entities.get(first).deleted


def test_a_name_that_is_taken_is_refused(project, ann):
    enter(project, ann, "Peru")
    lima = enter(project, ann, "Lima")
    with pytest.raises(RefusedError, match="already"):
        entities.rename_entity(project, annotator=ann, entity=lima, name="Peru")
    with pytest.raises(RefusedError, match="needs a name"):
        entities.rename_entity(project, annotator=ann, entity=lima, name="  ")


def test_every_mention_follows_a_merge_late_ones_too(project, ann):
    lima, peru = enter(project, ann, "Lima"), enter(project, ann, "Peru")
    early = tag(project, ann, 9, 13, lima)
    entities.merge_entities(project, annotator=ann, entities=[lima], into=peru)
    late = tag(project, ann, 27, 31, lima)
    assert {m for m, _ in project.entities.mentions(peru)} == {early, late}
    assert project.entities.get(lima).id == peru
    assert project.entities.use([ann]) == {peru: (2, 2)}


def test_a_merge_keeps_names_and_fills_what_was_open_and_is_one_step(project, ann):
    lima = enter(project, ann, "Lima", aliases=["City"], attributes={"country": "X", "kb_id": "Q1"})
    peru = enter(project, ann, "Peru", attributes={"country": "PER"})
    entities.merge_entities(project, annotator=ann, entities=[lima], into=peru)
    merged = project.entities.get(peru)
    assert merged.aliases == ("Lima", "City")
    assert merged.attributes == {"country": "PER", "kb_id": "Q1"}
    project.undo(ann)
    assert project.entities.get(lima).name == "Lima"
    assert project.entities.get(peru).aliases == ()


def test_merging_chains_and_merging_into_what_was_merged_ends_at_the_last(project, ann):
    a, b, c = (enter(project, ann, name) for name in "ABC")
    mention = tag(project, ann, 0, 4, a)
    entities.merge_entities(project, annotator=ann, entities=[a], into=b)
    entities.merge_entities(project, annotator=ann, entities=[b], into=c)
    assert project.entities.get(a).id == c
    assert project.entities.mentions(c) == [(mention, "canonical")]
    assert entities.merge_entities(project, annotator=ann, entities=[c], into=a) is None


def test_kinds_are_not_merged(project, ann):
    actor, topic = enter(project, ann, "Peru"), enter(project, ann, "Peru", kind="topic")
    with pytest.raises(RefusedError, match="different kinds"):
        entities.merge_entities(project, annotator=ann, entities=[topic], into=actor)


def test_a_split_takes_the_chosen_mentions_along(project, ann):
    lima = enter(project, ann, "Lima")
    one, other = tag(project, ann, 9, 13, lima), tag(project, ann, 27, 31, lima)
    made, _ = entities.split_entity(
        project, annotator=ann, entity=lima, annotations=[other], name="Government of Peru"
    )
    assert (reference(project, one), reference(project, other)) == (lima, made)
    project.undo(ann)
    assert reference(project, other) == lima
    assert project.entities.get(made).deleted


def test_only_mentions_can_be_split_off(project, ann):
    lima = enter(project, ann, "Lima")
    bolivia = tag(project, ann, 18, 25)
    with pytest.raises(RefusedError, match="mention"):
        entities.split_entity(
            project, annotator=ann, entity=lima, annotations=[bolivia], name="Bolivia"
        )


def test_what_is_mentioned_is_deleted_only_with_its_references(project, ann):
    lima = enter(project, ann, "Lima")
    mention = tag(project, ann, 9, 13, lima)
    with pytest.raises(RefusedError, match="still mentioned"):
        entities.delete_entity(project, annotator=ann, entity=lima)
    entities.delete_entity(project, annotator=ann, entity=lima, release=True)
    assert (reference(project, mention), project.entities.all()) == (None, [])
    project.undo(ann)
    assert reference(project, mention) == lima


def test_what_a_colleague_mentions_is_not_deleted(project, ann, bea):
    lima = enter(project, ann, "Lima")
    tag(project, bea, 9, 13, lima)
    with pytest.raises(RefusedError, match="Colleagues"):
        entities.delete_entity(project, annotator=ann, entity=lima, release=True)


def test_a_deletion_takes_along_what_was_merged_into_it(project, ann):
    lima, peru = enter(project, ann, "Lima"), enter(project, ann, "Peru")
    mention = tag(project, ann, 9, 13, lima)
    entities.merge_entities(project, annotator=ann, entities=[lima], into=peru)
    entities.delete_entity(project, annotator=ann, entity=peru, release=True)
    assert (reference(project, mention), project.entities.all()) == (None, [])


def test_attributes_and_aliases_are_set_for_all_mentions(project, ann):
    lima = enter(project, ann, "Lima")
    entities.set_entity_attributes(project, annotator=ann, entity=lima, values={"country": "PER"})
    entities.set_aliases(
        project, annotator=ann, entity=lima, aliases=["City  of Lima", "", "Lima", "City of Lima"]
    )
    found = project.entities.get(lima)
    assert (dict(found.attributes), found.aliases) == ({"country": "PER"}, ("City of Lima",))


def test_a_deleted_entity_cannot_be_worked_on(project, ann):
    lima = enter(project, ann, "Lima")
    entities.delete_entity(project, annotator=ann, entity=lima)
    for gone in (lima, EntityId("nobody")):
        with pytest.raises(RefusedError, match="deleted"):
            entities.rename_entity(project, annotator=ann, entity=gone, name="X")
