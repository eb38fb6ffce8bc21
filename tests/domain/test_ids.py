"""Identity: derived ids converge, random ones sort by time."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from domain.ids import (
    AnnotationId,
    AnnotatorId,
    DocumentId,
    ProjectId,
    annotator_id,
    document_id,
    entity_id,
    imported_annotation_id,
    is_id,
    new_id,
    progress_id,
    relation_id,
)

P = ProjectId("00000000-0000-7000-8000-000000000000")


def test_new_ids_are_uuids_of_version_7_and_all_differ() -> None:
    made = [new_id() for _ in range(1000)]
    assert {uuid.UUID(one).version for one in made} == {7}
    assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}
    assert len(set(made)) == 1000


def test_new_ids_sort_by_the_time_of_their_making() -> None:
    times = [new_id()[:13] for _ in range(1000)]
    assert times == sorted(times)


def test_spellings_of_one_name_are_one_annotator() -> None:
    same = {annotator_id(P, name) for name in ("André", "ANDRE\u0301", "  andré ")}
    assert len(same) == 1
    assert annotator_id(P, "Andre") not in same


def test_a_deliberate_duplicate_has_an_id_of_its_own() -> None:
    assert document_id(P, "ab") == document_id(P, "ab", 1) != document_id(P, "ab", 2)


def test_ids_of_different_kinds_and_directions_differ() -> None:
    a, b = AnnotationId("a"), AnnotationId("b")
    document, annotator = DocumentId("a"), AnnotatorId("b")
    made = [
        relation_id(a, "holder", b),
        relation_id(b, "holder", a),
        relation_id(a, "target", b),
        progress_id(document, annotator),
        imported_annotation_id(document, annotator, "a01"),
        entity_id(P, "canonical", "García"),
    ]
    assert len(set(made)) == len(made)
    assert all(map(is_id, made))


def test_an_entity_name_in_either_normal_form_is_one() -> None:
    assert entity_id(P, "canonical", "García") == entity_id(P, "canonical", "Garci\u0301a")


@given(
    st.lists(st.text(max_size=4), min_size=2, max_size=2),
    st.lists(st.text(max_size=4), min_size=2, max_size=2),
)
def test_parts_are_never_confused_with_each_other(one: list[str], other: list[str]) -> None:
    made = [relation_id(AnnotationId(a), "", AnnotationId(b)) for a, b in (one, other)]
    assert (made[0] == made[1]) == (one == other)


def test_only_what_we_write_passes_for_an_id() -> None:
    assert is_id(new_id())
    assert not any(map(is_id, ("", "a01", new_id().upper() + "A", new_id().replace("-", ""))))
