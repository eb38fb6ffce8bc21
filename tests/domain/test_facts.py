"""What follows from tags: actors, stances, statistics."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.facts import Page, all_tables
from tests.domain.facts_layer import entity, link, read, read_one, source, span

PERU = entity("Peru", actor_type="state", kb_id="Q419")
TOPIC = entity("Talks", "topic")


def rows(facts):
    return [[r.holder, r.position, r.topic, r.label] for r in facts.stances]


def test_mentions_of_one_entry_are_one_actor_with_all_its_forms():
    lima = span("Lima", "actor", 5, canonical="Peru")
    facts = read_one([lima, span("Peru", "actor", 0, canonical="Peru")], entities=[PERU])
    assert facts.as_json()["actors"] == {
        "Peru": {"mentions": 2, "forms": {"Peru": 1, "Lima": 1}, "type": "state", "kb_id": "Q419"}
    }


def test_an_actor_without_an_entry_is_called_by_its_words_and_has_the_usual_type():
    (actor,) = read_one([span("García", "actor")]).actors
    assert (actor.name, actor.type, actor.kb_id) == ("García", "person", None)


def test_an_actor_without_an_entry_is_who_it_is_the_same_as():
    mentions = [span("he", "actor", 9), span("Lima", "actor", 5), span("Peru", "actor")]
    mentions[2] = replace(mentions[2], attributes={"canonical": "Peru"})
    links = [link("he", "same_as", "Lima"), link("Lima", "same_as", "Peru")]
    (actor,) = read_one(mentions, links, [PERU]).actors
    assert (actor.name, actor.mentions) == ("Peru", 3)


def test_mentions_that_are_the_same_as_each_other_keep_their_words():
    links = [link("a", "same_as", "b"), link("b", "same_as", "a")]
    facts = read_one([span("a", "actor", 0), span("b", "actor", 1)], links)
    assert [actor.name for actor in facts.actors] == ["a", "b"]


def test_an_entry_that_was_merged_counts_as_what_it_became():
    old = replace(entity("Republic of Peru"), merged_into=PERU.id)
    (actor,) = read_one([span("x", "actor", canonical=old.id)], entities=[old, PERU]).actors
    assert (actor.name, actor.type) == ("Peru", "state")


def test_entries_that_are_merged_in_a_ring_do_not_hang():
    one, other = entity("one"), entity("other")
    ring = [replace(one, merged_into=other.id), replace(other, merged_into=one.id)]
    assert len(read_one([span("x", "actor", canonical="one")], entities=ring).actors) == 1


def test_two_entries_of_one_name_stay_two_actors():
    both = [entity("Georgia", of="country"), entity("Georgia", of="state")]
    mentions = [
        span("x", "actor", 0, canonical="state"),
        span("y", "actor", 1, canonical="country"),
    ]
    facts = read_one(mentions, entities=both)
    assert [actor.name for actor in facts.actors] == ["Georgia (2)", "Georgia"]


def test_a_stance_is_a_row_for_each_holder():
    spans = [
        span("s", "stance", 3, position="favor", topic="Talks"),
        *(span("b", "actor", 2), span("a", "actor", 1), span("t", "actor", 4)),
    ]
    links = [link("s", "holder", "b"), link("s", "holder", "a"), link("s", "target", "t")]
    facts = read_one(spans, links, [TOPIC])
    assert rows(facts) == [["a", "favor", "Talks", "s"], ["b", "favor", "Talks", "s"]]
    assert facts.stances[0].targets == ("t",)


def test_two_mentions_of_one_holder_are_one_row():
    spans = [span("s", "stance", 3, position="favor", topic="Talks")]
    spans += [span(name, "actor", at, canonical="Peru") for at, name in enumerate("ab")]
    links = [link("s", "holder", "a"), link("s", "holder", "b")]
    assert rows(read_one(spans, links, [PERU, TOPIC])) == [["Peru", "favor", "Talks", "s"]]


def test_without_a_topic_a_stance_is_a_row_for_each_holder_and_target():
    spans = [span("s", "stance", 5, position="against")]
    spans += [span(name, "actor", at) for at, name in enumerate("abtu")]
    links = [link("s", "holder", name) for name in "ab"] + [link("s", "target", n) for n in "tu"]
    found = rows(read_one(spans, links))
    assert [row[:3] for row in found] == [[h, "against", t] for h in "ab" for t in "tu"]


def test_a_target_is_called_as_the_event_it_mentions():
    spans = [
        span("s", "stance", 1, position="favor"),
        span("decision", "event", 2),
        span("recognised", "event", 9, title="Recognition"),
    ]
    links = [link("s", "target", "decision"), link("decision", "same_event", "recognised")]
    assert rows(read_one(spans, links)) == [[None, "favor", "Recognition", "s"]]


def test_what_a_stance_leaves_open_is_null():
    assert rows(read_one([span("s", "stance")])) == [[None, None, None, "s"]]


def test_the_author_holds_a_stance_only_where_the_tag_says_so():
    spans = [span("s", "stance", 0, holder_kind="author"), span("t", "stance", 1)]
    spans.append(span("u", "stance", 2, holder_kind="unnamed"))
    assert [row[0] for row in rows(read_one(spans, author="J. Doe"))] == ["J. Doe", None, None]
    assert rows(read_one(spans[:1]))[0][0] is None


def test_a_holder_that_is_linked_goes_before_the_author():
    spans = [span("s", "stance", 0, holder_kind="author"), span("a", "actor", 1)]
    found = rows(read_one(spans, [link("s", "holder", "a")], author="J. Doe"))
    assert [row[0] for row in found] == ["a"]


def test_a_relation_to_what_is_not_in_the_layer_counts_for_nothing():
    found = read_one([span("s", "stance", topic="Talks")], [link("s", "holder", "gone")], [TOPIC])
    assert rows(found) == [[None, None, "Talks", "s"]]


def test_a_partner_in_another_document_is_found_there():
    away = span("far", "actor", 0, document="d2", canonical="Peru")
    here = [span("s", "stance", 4, topic="Talks"), span("near", "actor", 8)]
    links = [link("s", "holder", "far"), link("s", "holder", "near")]
    facts = read([Page(source(), here, links, [away])], [PERU, TOPIC])
    assert [row.holder for row in facts.stances] == ["near", "Peru"]


def test_names_of_other_files_are_used_unless_two_annotations_share_one():
    spans = [replace(span(n, "stance", i), external_id="x") for i, n in enumerate("ab")]
    spans.append(replace(span("c", "stance", 2), external_id="y"))
    assert [row.label for row in read_one(spans).stances] == ["a", "b", "y"]


def test_a_statistic_has_what_was_filled_in_and_what_is_required():
    facts = read_one(
        [span("Most", "statistic", 0, unit="%", value_min=50, other="x"), span("P", "actor", 1)],
        [link("Most", "measures", "P")],
    )
    assert facts.as_json()["statistics"] == [
        {"text": "Most", "kind": "count", "unit": "%", "value_min": 50, "measures": ["P"]}
    ]


def test_the_note_of_a_statistic_is_told():
    (found,) = read_one([span("Most", "statistic", note="Vague.")]).as_json()["statistics"]
    assert found["note"] == "Vague."


def test_tables_have_a_cell_for_each_column():
    spans = [span(tag, tag, at) for at, tag in enumerate(("actor", "stance", "event", "statistic"))]
    tables = all_tables(read_one(spans))
    keys = [table.key for table in tables]
    assert keys == list(read_one([]).as_json())
    assert all(len(row.cells) == len(table.columns) for table in tables for row in table.rows)


NAMES = st.sampled_from("pqrst")
POSITIONS = st.sampled_from(["favor", "against", "mixed", "neutral", "", "odd"])


@st.composite
def layers(draw):
    """Pages of any annotations with any relations, dangling ones too; entries of the register."""
    topics = [entity(name, "topic") for name in "xyz"]
    register = [*topics, *(entity(name) for name in "pqrst")]
    pages = []
    for number in range(draw(st.integers(1, 3))):
        document = f"d{number}"
        spans = []
        for at in range(draw(st.integers(0, 12))):
            tag = draw(st.sampled_from(["actor", "stance", "event", "statistic"]))
            values = {
                "actor": {"canonical": draw(NAMES)},
                "stance": {"position": draw(POSITIONS), "topic": draw(st.sampled_from("xyz?"))},
                "event": {
                    "title": draw(st.sampled_from(["", "T"])),
                    "date_start": draw(st.sampled_from(["", "2006", "2006-05/2007", "soon"])),
                },
                "statistic": {},
            }[tag]
            start = draw(st.integers(0, 5))
            spans.append(span(f"{document}-{at}", tag, start, document=document, **values))
        ends = [a.id for a in spans] + ["gone"]
        kinds = ["holder", "target", "same_as", "same_event", "part_of", "measures"]
        links = [
            link(draw(st.sampled_from(ends)), draw(st.sampled_from(kinds)), end)
            for end in draw(st.lists(st.sampled_from(ends), max_size=20))
        ]
        pages.append(Page(source(document), spans, links))
    return pages, register


@given(layers(), st.integers())
def test_the_order_of_annotations_and_relations_does_not_matter(layer, seed):
    pages, register = layer
    shuffled = random.Random(seed)
    mixed = [
        Page(
            page.source,
            shuffled.sample(page.annotations, len(page.annotations)),
            shuffled.sample(page.relations, len(page.relations)),
        )
        for page in pages
    ]
    entries = shuffled.sample(register, len(register))
    assert read(mixed, entries).as_json() == read(pages, register).as_json()


@given(layers())
def test_every_row_stands_for_an_annotation_of_its_kind(layer):
    pages, register = layer
    facts = read(pages, register)
    tags = {a.id: a.tag for page in pages for a in page.annotations}
    assert {tags[row.annotation] for row in facts.stances} <= {"stance"}
    assert {tags[row.annotation] for row in facts.timeline} <= {"event"}
    assert {row.annotation for row in facts.stances} == {
        a for a, t in tags.items() if t == "stance"
    }
    assert sum(actor.mentions for actor in facts.actors) == list(tags.values()).count("actor")
    assert len(facts.statistics) == list(tags.values()).count("statistic")


@given(layers())
def test_no_row_is_told_twice(layer):
    pages, register = layer
    found = rows(read(pages, register))
    assert len(found) == len(set(map(tuple, found)))
