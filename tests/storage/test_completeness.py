"""What annotations lack, read for a whole project, is what each of them lacks by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.codebook import Attribute, Codebook, Tag, TagId
from domain.relating import counted
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, set_attributes, tag_span
from storage.codebook_editing import change_codebook
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.completeness import Judge, count_by_document, incomplete_annotations
from storage.entities import create_entity
from storage.project import create_project
from storage.relating import relate
from storage.repositories.annotation_index import annotation_index
from storage.work import ensure_annotator


@pytest.fixture
def project(tmp_path: Path):
    with create_project(tmp_path / "p.gloss", title="P") as made:
        load_codebook(made, read_codebook(DEFAULT))
        texts = [NewDocument("One", "Peru backs Chile."), NewDocument("Two", "Chile backs Peru.")]
        add_documents(made, texts, None)
        yield made


@pytest.fixture
def ann(project):
    return ensure_annotator(project, "Ann").id


def tagged(project, ann, name: str, start: int, end: int, document: int = 0, **values):
    tag = project.codebooks.current().named(name).id
    return tag_span(
        project,
        document=project.documents.ids()[document],
        annotator=ann,
        tag=tag,
        span=Span.single(start, end),
        attributes=values,
    )[0]


def test_the_incomplete_are_listed_in_reading_order_until_they_are_complete(project, ann) -> None:
    second = tagged(project, ann, "stance", 6, 11, 1, position="favor")
    first = tagged(project, ann, "stance", 5, 16, position="favor")
    peru, chile = tagged(project, ann, "actor", 0, 4), tagged(project, ann, "actor", 11, 16)
    found = incomplete_annotations(project, ann)
    assert [(each.annotation, each.lack.relations) for each in found] == [
        (first, ("holder", "target")),
        (second, ("holder", "target")),
    ]
    assert sorted(count_by_document(found).values()) == [1, 1]
    relate(project, source=first, type="holder", target=peru, annotator=ann)
    relate(project, source=first, type="target", target=chile, annotator=ann)
    assert [each.annotation for each in incomplete_annotations(project, ann)] == [second]
    delete_annotations(project, annotations=[chile], annotator=ann)
    here = project.documents.ids()[0]
    assert [a.lack.relations for a in incomplete_annotations(project, ann, here)] == [("target",)]


def test_read_in_rows_or_one_by_one_the_judgement_is_the_same(project, ann) -> None:
    for at, values in enumerate(({}, {"position": "maybe"}, {"holder_kind": "author"})):
        tagged(project, ann, "stance", at, at + 1, **values)
    judge = Judge(project)
    alone = {}
    for annotation in project.annotations.of_document(project.documents.ids()[0]):
        relations = project.relations.of_annotation(annotation.id)
        alone[annotation.id] = judge.lack(annotation, counted(annotation.id, relations))
    rows = incomplete_annotations(project, ann)
    assert {each.annotation: each.lack for each in rows} == alone
    assert len(rows) == 3


def test_the_index_puts_the_incomplete_last(project, ann) -> None:
    lacking = tagged(project, ann, "stance", 0, 4)
    whole = tagged(project, ann, "actor", 5, 10)
    assert annotation_index(project, [ann], order="incomplete") == [whole, lacking]


def test_what_the_entity_says_completes_its_mentions(project, ann) -> None:
    country = Attribute("c", "country", "country", required=True, scope="entity")
    tag = Tag(TagId("t"), "place", "place", attributes=(Attribute("n", "of", "of", "ref"), country))
    version = project.codebooks.current().version
    change_codebook(project, codebook=Codebook("B", version, (tag,)), annotator=ann)
    made = tagged(project, ann, "place", 0, 4)
    assert [each.lack.attributes for each in incomplete_annotations(project, ann)] == [("country",)]
    peru, _ = create_entity(
        project, annotator=ann, kind="of", name="Peru", attributes={"country": "PER"}
    )
    set_attributes(project, annotations=[made], annotator=ann, values={"of": peru})
    assert incomplete_annotations(project, ann) == []
    assert annotation_index(project, [ann], order="incomplete") == [made]
