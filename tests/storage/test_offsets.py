"""What is stored, read back and cut out again is the same substring, for any text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.ids import AnnotationId, DocumentId
from domain.span import CONTEXT, Span
from domain.text import canonicalise
from storage.adding import NewDocument, add_documents
from storage.annotating import set_span, tag_span
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.errors import RefusedError
from storage.project import Project, create_project, open_project
from storage.work import ensure_annotator
from tests.strategies import texts_with_spans


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project that takes one text after the other."""
    with create_project(tmp_path_factory.mktemp("s") / "s.gloss", title="S") as made:
        load_codebook(made, read_codebook(DEFAULT))
        yield made


def _tagged(project: Project, text: str, span: Span) -> tuple[DocumentId, AnnotationId]:
    ann = ensure_annotator(project, "Ann")
    (document,), _ = add_documents(project, [NewDocument("T", text)], ann.id, duplicates=True)
    tag = project.codebooks.current().active[0].id
    made, _ = tag_span(project, document=document, annotator=ann.id, tag=tag, span=span)
    return document, made


@given(case=texts_with_spans())
@example(case=("\ufeffx\u0085\u2028\U0001f468\u200d\U0001f469", Span.of([(0, 1), (3, 6)])))
@settings(max_examples=200, deadline=None)
def test_any_span_of_any_text_reads_back_as_its_quote(
    shelf: Project, case: tuple[str, Span]
) -> None:
    text, span = case
    document, made = _tagged(shelf, text, span)
    with shelf.apart() as reader:
        assert reader.documents.text(document) == text
        (found,) = reader.annotations.of_document(document)
    assert (found.id, found.span) == (made, span)
    assert found.quotes == tuple(text[start:end] for start, end in span.fragments)


def test_a_megabyte_in_one_line_keeps_its_offsets(shelf: Project) -> None:
    text = canonicalise("\U0001f600e\u0301 " * 260_000).text
    span = Span.of([(0, 3), (len(text) - 3, len(text))])
    document, _ = _tagged(shelf, text, span)
    (found,) = shelf.annotations.of_document(document)
    assert found.quotes == (text[:3], text[-3:])


def test_a_span_outside_the_text_is_refused(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    length = len(project.documents.text(document) or "")
    where = {"document": document, "annotator": annotator.id, "tag": tags[0]}
    with pytest.raises(RefusedError, match="lies outside"):
        tag_span(project, span=Span.single(0, length + 1), **where)
    tag_span(project, span=Span.single(0, length), **where)


def test_moved_edges_take_their_quote_and_context_along(
    project: Project, annotator: Annotator, document: DocumentId, path: object
) -> None:
    text = project.documents.text(document) or ""
    tag = project.codebooks.current().active[0].id
    made, _ = tag_span(
        project, document=document, annotator=annotator.id, tag=tag, span=Span.single(0, 4)
    )
    set_span(project, annotation=made, annotator=annotator.id, span=Span.single(40, 44))
    project.close()
    with open_project(project.path) as again:
        found = again.annotations.get(made)
        row = again.connection.execute("SELECT before, after FROM annotation").fetchone()
    assert found is not None
    assert found.quote == text[40:44]
    assert tuple(row) == (text[40 - CONTEXT : 40], text[44 : 44 + CONTEXT])


def test_a_text_that_is_not_canonical_is_not_stored(project: Project) -> None:
    with pytest.raises(ValueError, match="offsets would shift"):
        add_documents(project, [NewDocument("T", "a\r\nb")], None)
    assert project.documents.count() == 0
