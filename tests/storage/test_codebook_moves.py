"""Merging attributes and relation types: values and relations follow, in one step, none is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.codebook import Attribute, RelationType
from domain.codebook_edit import merge_part, mergeable, put_attribute, put_relation, put_tag
from domain.conditions import Clause, Condition
from domain.span import Span
from storage import entities
from storage.annotating import tag_span
from storage.codebook_editing import change_codebook, preview
from storage.relating import relate
from storage.work import ensure_annotator


@pytest.fixture
def change(project, annotator):
    def changed(key, edit):
        book = project.codebooks.current()
        wanted = put_tag(book, edit(book.keyed(key)))
        return change_codebook(project, codebook=wanted, annotator=annotator.id)

    return changed


@pytest.fixture
def fields(change):
    """Two more attributes of an event: a choice, and another that is asked on a condition."""
    asked = Condition((Clause("mood", "filled"),))
    mood = Attribute("m", "mood", "Mood", "enum", ("calm", "tense"))
    tone = Attribute("t", "tone", "Tone", "enum", ("calm", "harsh"))
    why = Attribute("w", "why", "Why", required_when=asked)

    def edit(tag):
        for one in (mood, tone, why):
            tag = put_attribute(tag, one)
        return tag

    change("event", edit)


@pytest.fixture
def tag(project, document, annotator):
    def tagged(key, start, by=annotator, **values):
        return tag_span(
            project,
            document=document,
            annotator=by.id,
            tag=project.codebooks.current().keyed(key).id,
            span=Span.single(start, start + 3),
            attributes=values,
        )[0]

    return tagged


def values(project, *annotations):
    return [dict(project.annotations.get(one).attributes) for one in annotations]


def test_values_move_in_every_layer_and_back_with_one_undo(project, annotator, fields, tag, change):
    bea = ensure_annotator(project, "Bea")
    spans = [tag("event", 0, mood="tense"), tag("event", 4, by=bea, mood="calm"), tag("event", 8)]
    done = change("event", lambda event: merge_part(event, "m", "t"))
    assert done.label.startswith("Change the codebook: 3 changes")
    assert values(project, *spans) == [{"tone": "tense"}, {"tone": "calm"}, {}]
    event = project.codebooks.current().keyed("event")
    assert event.attribute("tone").choices == ("calm", "harsh", "tense")
    assert event.attribute("why").required_when == Condition((Clause("tone", "filled"),))
    assert (event.attribute("mood").retired, event.attribute("mood").merged_into) == (True, "tone")
    project.undo(annotator.id)
    assert values(project, *spans) == [{"mood": "tense"}, {"mood": "calm"}, {}]


def test_a_value_that_says_otherwise_stays_where_it_is(project, fields, tag, change):
    span = tag("event", 0, mood="tense", tone="harsh")
    change("event", lambda event: merge_part(event, "m", "t"))
    assert values(project, span) == [{"mood": "tense", "tone": "harsh"}]


def test_the_preview_counts_what_moves_as_seen_and_what_stays_as_unseen(project, fields, tag):
    tag("event", 0, mood="tense")
    tag("event", 4, mood="tense", tone="harsh")
    book = project.codebooks.current()
    seen = preview(project, put_tag(book, merge_part(book.keyed("event"), "m", "t")))
    assert [(e.annotations, e.invalid, e.unseen) for e in seen.effects] == [(2, 0, 1)]
    assert seen.differences[0].words == "Merge the attribute “event.Mood” into “Tone”"


def test_what_describes_an_entity_moves_with_it(project, annotator, change):
    nation = Attribute("n", "nation", "Nation", scope="entity")
    change("actor", lambda actor: put_attribute(actor, nation))
    made, _ = entities.create_entity(
        project,
        annotator=annotator.id,
        kind="canonical",
        name="Peru",
        attributes={"nation": "PER"},
    )
    country = project.codebooks.current().keyed("actor").attribute("country").id
    change("actor", lambda actor: merge_part(actor, "n", country))
    assert dict(project.entities.get(made).attributes) == {"country": "PER"}


def test_relations_move_and_come_together_where_both_were_there(project, annotator, tag, change):
    author = RelationType("a", "author", "author", ("actor",))
    change("stance", lambda stance: put_relation(stance, author))
    stance, one, two = tag("stance", 0), tag("actor", 4), tag("actor", 8)
    for role, target in (("author", one), ("author", two), ("holder", two)):
        relate(project, source=stance, type=role, target=target, annotator=annotator.id)
    holder = project.codebooks.current().keyed("stance").relation("holder").id
    change("stance", lambda tag: merge_part(tag, "a", holder))
    found = project.relations.of_annotation(stance)
    assert {(r.type, r.target) for r in found} == {("holder", one), ("holder", two)}
    project.undo(annotator.id)
    assert len(project.relations.of_annotation(stance)) == 3


def test_only_parts_of_one_kind_type_and_scope_are_merged(project):
    actor = project.codebooks.current().keyed("actor")
    listed = [part.key for part in mergeable(actor, actor.attribute("country"))]
    assert listed == ["kb_id"]
    gone = replace(actor.attribute("kb_id"), retired=True)
    assert mergeable(put_attribute(actor, gone), actor.attribute("country")) == ()
    assert [part.key for part in mergeable(actor, actor.relation("affiliation"))] == ["same_as"]


def test_a_relation_type_without_targets_leads_anywhere_after_the_merging(project):
    actor = project.codebooks.current().keyed("actor")
    anywhere = replace(actor.relation("same_as"), targets=())
    merged = merge_part(
        put_relation(actor, anywhere), anywhere.id, actor.relation("affiliation").id
    )
    assert merged.relation("affiliation").targets == ()
