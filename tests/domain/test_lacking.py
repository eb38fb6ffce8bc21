"""What an annotation lacks, and the relations that it counts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.annotation import Relation
from domain.codebook import Attribute, RelationType, Tag, TagId
from domain.conditions import condition_of
from domain.ids import AnnotationId, RelationId
from domain.lacking import Lack, lack_words, lacking
from domain.links import Links

STANCE = Tag(
    TagId("S"),
    "stance",
    "stance",
    attributes=(
        Attribute("1", "position", "position", "enum", ("favor", "against"), required=True),
        Attribute("2", "topic", "topic", "ref"),
        Attribute("3", "holder_kind", "holder_kind", "enum", ("actor", "author"), "actor"),
        Attribute("4", "date", "date", "date"),
    ),
    relations=(
        RelationType(
            *("r1", "holder", "holder"),
            required_when=condition_of({"field": "holder_kind", "in": ["actor"]}),
        ),
        RelationType("r2", "target", "target", required_when=condition_of({"empty": "topic"})),
        RelationType("r3", "reply_to", "reply_to", maximum=1),
    ),
)
RELATIONS = st.builds(
    Relation,
    st.sampled_from([RelationId(f"r{i}") for i in range(5)]),
    st.sampled_from([AnnotationId(f"a{i}") for i in range(3)]),
    st.sampled_from(["holder", "target"]),
    st.sampled_from([AnnotationId(f"a{i}") for i in range(3)]),
)


@pytest.mark.parametrize(
    ("values", "relations", "lack"),
    [
        ({}, {}, Lack(("position",), ("holder", "target"))),
        ({"position": "favor", "holder_kind": "author", "topic": "t"}, {}, Lack()),
        ({"position": "favor"}, {"holder": 1, "target": 2}, Lack()),
        ({"position": "for", "topic": "t"}, {"holder": 1}, Lack(wrong=("position",))),
        ({"position": "favor", "date": "soon"}, {"holder": 1, "target": 1}, Lack(wrong=("date",))),
        (
            {"position": "favor", "topic": "t"},
            {"holder": 1, "reply_to": 2},
            Lack(excess=("reply_to",)),
        ),
    ],
)
def test_what_is_lacking_follows_the_codebook(values, relations, lack) -> None:
    assert lacking(STANCE, values, relations) == lack
    assert bool(lacking(STANCE, values, relations)) == (lack != Lack())


def test_what_is_lacking_is_said_in_words() -> None:
    lack = Lack(("holder_kind",), ("reply_to",), ("date",), ("target",))
    words = ("holder kind", "reply to", "date does not fit", "target: too many")
    assert lack_words(STANCE, lack) == words
    assert lack.first_field == "holder_kind"


@given(st.lists(st.tuples(RELATIONS, st.booleans()), max_size=20))
def test_links_count_as_if_they_were_counted_anew(steps) -> None:
    links, live = Links(), {}
    for relation, stays in steps:
        live[relation.id] = relation
        links.put(relation)
        if not stays:
            del live[relation.id]
            links.discard(relation.id)
    for source in {relation.source for relation, _ in steps}:
        expected = Counter(r.type for r in live.values() if r.source == source)
        assert +Counter(links.counts(source)) == expected
    assert all(links.source(relation.id) is not None for relation, _ in steps)
