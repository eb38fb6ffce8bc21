"""The other occurrences of tagged words are found, and tagged as one action."""

from __future__ import annotations

import time

import pytest

from domain.document import State
from domain.ids import AnnotationId, DocumentId
from domain.occurrences import Matching
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, tag_span
from storage.errors import CancelledError, RefusedError
from storage.occurrences import find_occurrences, names_of, tag_occurrences
from storage.project import Project
from storage.tables import ENTITY
from storage.work import delete_document, ensure_annotator, set_state
from tests.storage.conftest import TEXT

OTHER = "In Peru, they say, Peru’s “Peruvian” way is PERU's."


@pytest.fixture
def other(project, annotator) -> DocumentId:
    (made,), _ = add_documents(project, [NewDocument("Other", OTHER)], annotator.id)
    return made


@pytest.fixture
def model(project, document, annotator, tags) -> AnnotationId:
    """“Peru” at the beginning of the first document, with an attribute, a note and a doubt."""
    made, _ = tag_span(
        project,
        document=document,
        annotator=annotator.id,
        tag=tags[0],
        span=Span.single(0, 4),
        attributes={"actor_type": "state"},
        note="the country",
        confidence="unsure",
    )
    return made


def find(project: Project, annotator, tags, phrases=("Peru",), **how):
    matching = how.pop("matching", Matching())
    return find_occurrences(
        project, phrases=phrases, matching=matching, annotator=annotator.id, tag=tags[0], **how
    )


def places(found) -> list:
    return [o.place for o in found if not o.tagged]


def test_what_is_tagged_already_is_told(project, annotator, tags, document, other, model):
    found = find(project, annotator, tags)
    assert [(o.hit.title, o.hit.start, o.tagged) for o in found] == [
        *(("Peru", 0, True), ("Other", 3, False), ("Other", 19, False)),
    ]
    assert [o.hit.document for o in find(project, annotator, tags, document=other)] == [other] * 2


def test_a_colleagues_tag_does_not_count_as_ones_own(project, annotator, tags, model):
    colleague = ensure_annotator(project, "Ben")
    assert not find(project, colleague, tags)[0].tagged


def test_the_new_ones_have_tag_and_attributes_but_neither_note_nor_doubt(
    project, annotator, tags, other, model
):
    found = places(find(project, annotator, tags))
    done = tag_occurrences(project, annotator=annotator.id, model=model, places=found)
    assert done.change.label == "Tag 2 occurrences of “Peru” as actor"
    made = project.annotations.some(done.made)
    assert [(a.tag, a.attributes["actor_type"], a.note, a.confidence, a.quote) for a in made] == [
        (tags[0], "state", "", "sure", "Peru")
    ] * 2


def test_all_of_them_are_one_step_back_and_one_forth(project, annotator, tags, other, model):
    found = places(find(project, annotator, tags))
    done = tag_occurrences(project, annotator=annotator.id, model=model, places=found)
    assert set(done.change.records("annotation")) == set(done.made)
    project.undo(annotator.id)
    assert project.annotations.count() == 1
    assert project.documents.progress(other, annotator.id).state is State.NEW
    project.redo(annotator.id)
    assert project.annotations.count() == 3
    assert all(o.tagged for o in find(project, annotator, tags))


def test_what_carries_the_tag_already_is_skipped_and_counted(
    project, annotator, tags, document, other, model
):
    twice = [(other, 3, 7), (other, 3, 7), (document, 0, 4)]
    done = tag_occurrences(project, annotator=annotator.id, model=model, places=twice)
    assert (len(done.made), done.skipped) == (1, 2)
    again = tag_occurrences(project, annotator=annotator.id, model=model, places=twice)
    assert (again.change, again.made, again.skipped) == (None, (), 3)


def test_new_documents_become_in_progress_and_done_ones_stay_done(
    project, annotator, document, other, model
):
    set_state(project, document=document, annotator=annotator.id, state=State.DONE)
    both = [(document, 5, 6), (other, 3, 7)]
    tag_occurrences(project, annotator=annotator.id, model=model, places=both)
    states = [project.documents.progress(d, annotator.id).state for d in (document, other)]
    assert states == [State.DONE, State.IN_PROGRESS]


@pytest.mark.parametrize("place", [(0, len(TEXT) + 1), (5, 5), (-1, 2)])
def test_a_place_outside_its_text_is_refused_and_nothing_is_kept(
    project, annotator, document, other, model, place
):
    wanted = [(other, 3, 7), (document, *place)]
    with pytest.raises(RefusedError, match="Nothing was changed"):
        tag_occurrences(project, annotator=annotator.id, model=model, places=wanted)
    assert project.annotations.count() == 1


def test_a_removed_document_and_a_deleted_model_are_refused(project, annotator, other, model):
    delete_document(project, document=other, annotator=annotator.id)
    for refusal in ("document", "annotation"):
        with pytest.raises(RefusedError, match=refusal):
            tag_occurrences(project, annotator=annotator.id, model=model, places=[(other, 3, 7)])
        if refusal == "document":
            delete_annotations(project, annotations=[model], annotator=annotator.id)


def test_the_entitys_name_and_aliases_are_offered(project, annotator, tags, document):
    entity = "01890000-0000-7000-8000-000000000001"
    with project.action("entity", "Add Peru", annotator.id) as outcome:
        values = {"kind": "canonical", "name": "Republic of Peru", "aliases": ["Perú", "Peru"]}
        outcome.action.insert(ENTITY, entity, values)
    made, _ = tag_span(
        project, document=document, annotator=annotator.id, tag=tags[0],
        span=Span.single(0, 4), attributes={"canonical": entity},
    )  # fmt: skip
    model = project.annotations.get(made)
    assert names_of(project, model) == ["Peru", "Republic of Peru", "Perú"]


def test_a_search_that_is_stopped_says_so(project, annotator, tags, document):
    with pytest.raises(CancelledError):
        find(project, annotator, tags, progress=lambda done, total: False)


def test_a_thousand_are_tagged_within_a_second(project, annotator, tags, document, model):
    (long,), _ = add_documents(project, [NewDocument("Long", "Peru won. " * 1000)], annotator.id)
    found = places(find(project, annotator, tags, document=long))
    begun = time.process_time()
    done = tag_occurrences(project, annotator=annotator.id, model=model, places=found)
    assert time.process_time() - begun < 1
    assert len(done.made) == 1000
