"""Documents are shared out evenly, with the overlap asked for, and alike for everyone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assigning import everyone, shared
from domain.ids import AnnotatorId, DocumentId

PEOPLE = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True)


@given(PEOPLE, st.integers(0, 40), st.randoms(), st.integers(1, 6))
def test_each_document_goes_to_so_many_and_nobody_has_more_to_do(
    people: list[str], count: int, chance, overlap: int
) -> None:
    overlap = min(overlap, len(people))
    annotators = [AnnotatorId(name) for name in people]
    documents = [DocumentId(f"d{number}") for number in range(count)]
    pairs = shared(documents, annotators, overlap)
    assert len(set(pairs)) == len(pairs) == count * overlap
    assert all(times == overlap for times in Counter(d for d, _ in pairs).values())
    loads = [sum(a == one for _, a in pairs) for one in annotators]
    assert max(loads) - min(loads) <= 1
    chance.shuffle(documents)
    chance.shuffle(annotators)
    assert sorted(shared(documents, annotators, overlap)) == sorted(pairs)


def test_more_than_there_are_is_an_error() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        shared([DocumentId("d")], [AnnotatorId("a"), AnnotatorId("b")], 3)


def test_everyone_gets_everything() -> None:
    people = [AnnotatorId("a"), AnnotatorId("b")]
    assert everyone([DocumentId("d")], people) == [("d", "a"), ("d", "b")]
