"""How often entities are mentioned, in whose layers, and where."""

from __future__ import annotations

import pytest

from domain.span import Span
from storage import annotating, entities
from storage.adding import NewDocument, add_documents
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.mentions import entity_uses, mentions_in_context
from storage.project import create_project
from storage.work import delete_document, ensure_annotator

TEXTS = ("Lima met 🎉 Lima in the harbour of Lima.", "Peru spoke.")


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "p.gloss", title="Peru") as made:
        load_codebook(made, read_codebook(DEFAULT))
        add_documents(made, [NewDocument(t[:4], t) for t in TEXTS], None)
        yield made


@pytest.fixture
def ann(project):
    return ensure_annotator(project, "Ann").id


@pytest.fixture
def enter(project, ann):
    def entered(name):
        return entities.create_entity(project, annotator=ann, kind="canonical", name=name)[0]

    return entered


@pytest.fixture
def tag(project, ann):
    def tagged(entity, start, end, document=0, by=ann):
        made, _ = annotating.tag_span(
            project,
            document=project.documents.ids()[document],
            annotator=by,
            tag=project.codebooks.current().keyed("actor").id,
            span=Span.single(start, end),
            attributes={"canonical": entity},
        )
        return made

    return tagged


def times(project, *layers):
    uses, _ = entity_uses(project, layers)
    return {use.entity.name: use.times for use in uses}


def test_mentions_are_counted_in_the_layers_asked_for(project, ann, enter, tag):
    bea = ensure_annotator(project, "Bea").id
    lima = enter("Lima")
    enter("Peru")
    tag(lima, 0, 4)
    tag(lima, 11, 15, by=bea)
    assert times(project, ann) == {"Lima": 1, "Peru": 0}
    assert times(project, ann, bea) == {"Lima": 2, "Peru": 0}
    assert project.entities.times([lima], [bea]) == 1


def test_a_merged_entity_gives_its_mentions_to_the_other(project, ann, enter, tag):
    lima, peru = enter("Lima"), enter("Peru")
    tag(lima, 0, 4)
    tag(peru, 0, 4, document=1)
    entities.merge_entities(project, annotator=ann, entities=[lima], into=peru)
    uses, goals = entity_uses(project, [ann])
    assert [(use.entity.name, use.times) for use in uses] == [("Peru", 2)]
    assert goals == {lima: peru}


def test_mentions_stand_in_the_order_of_reading_with_their_context(project, ann, enter, tag):
    lima = enter("Lima")
    spans = [tag(lima, 11, 15), tag(lima, 0, 4)]
    found = mentions_in_context(project, lima, [ann])
    assert [mention.annotation for mention in found] == spans[::-1]
    assert (found[1].hit.before, found[1].hit.quote) == ("Lima met 🎉 ", "Lima")


def test_mentions_in_a_removed_document_do_not_count(project, ann, enter, tag):
    lima = enter("Lima")
    tag(lima, 0, 4)
    delete_document(project, document=project.documents.ids()[0], annotator=ann)
    assert times(project, ann) == {"Lima": 0}
    assert mentions_in_context(project, lima, [ann]) == []


def test_a_register_is_few_up_to_the_numbers_given(project, enter, tag):
    tag(enter("Lima"), 0, 4)
    assert project.entities.is_few(1, 1)
    assert not project.entities.is_few(0, 1)
    assert not project.entities.is_few(1, 0)
