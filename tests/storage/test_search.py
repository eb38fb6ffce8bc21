"""Finding words in the project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.ids import DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, set_note, tag_span
from storage.contents import Contents
from storage.errors import CancelledError
from storage.project import Project, create_project
from storage.search import search_annotations, search_documents
from storage.work import delete_document
from tests.strategies import raw_texts, spans, texts


def _add(project: Project, *added: str) -> list[DocumentId]:
    documents = [NewDocument(f"No. {at}", text) for at, text in enumerate(added)]
    return add_documents(project, documents, None)[0]


def _quotes(project: Contents, query: str) -> list[str]:
    return [hit.quote for hit in search_documents(project, query)]


def test_a_hit_names_its_place_in_code_points(project: Project) -> None:
    (document,) = _add(project, "\U0001f600 before Peru after")
    (hit,) = search_documents(project, "peru")
    assert (hit.document, hit.start, hit.end) == (document, 9, 13)
    assert (hit.before, hit.quote, hit.after) == ("\U0001f600 before ", "Peru", " after")


@pytest.mark.parametrize(
    ("query", "quotes"),
    [
        ("garcia", ["García", "GARCÍA"]),
        ("GARCÍA alan", ["Alan", "García"]),
        ('"alan garcia"', ["Alan García"]),
        ('"garcia alan"', []),
        ("presid*", ["president", "presidency"]),
        ("president", ["president"]),
        ("state-run", ["state-run"]),
        ("garcia nowhere", []),
        ("", []),
        ("   ", []),
        ('""', []),
    ],
)
def test_words_are_found_whatever_their_case_and_diacritics(
    project: Project, query: str, quotes: list[str]
) -> None:
    _add(project, "Alan García, president", "GARCÍA’s presidency", "a state-run oil firm")
    assert _quotes(project, query) == quotes


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("選挙", "選挙"),
        ("ไทย", "ไทย"),
        ("\U0001f600", "\U0001f600"),
        ("%", "%"),
        ("overnmen", "overnmen"),
        ("*", "*"),
        ('"ERNMENT fell"', "ernment\nfell"),
        ("か\u3099", "が"),
    ],
)
def test_what_is_no_word_of_the_index_is_found_too(
    project: Project, query: str, quote: str
) -> None:
    _add(project, "日本の選挙が。ภาษาไทย 5 % \U0001f600 * the government\nfell")
    assert _quotes(project, query)[:1] == [quote]


def test_a_deleted_document_is_not_found(project: Project, annotator: Annotator) -> None:
    (document,) = _add(project, "gone 選挙")
    delete_document(project, document=document, annotator=annotator.id)
    assert _quotes(project, "gone") == _quotes(project, "選挙") == []


def test_no_more_hits_than_asked_for_come_back(project: Project) -> None:
    _add(project, "word " * 50)
    assert len(search_documents(project, "word", limit=7)) == 7


@pytest.mark.parametrize("query", ["word", "選"])
def test_a_search_can_be_stopped_between_documents(project: Project, query: str) -> None:
    _add(project, "word 選", "word 選 again")
    told = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    with pytest.raises(CancelledError):
        search_documents(project, query, progress=progress)
    assert told == [(0, 2), (1, 2)]


def test_quotes_and_notes_of_live_annotations_are_found(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    made, _ = tag_span(
        project, document=document, annotator=annotator.id, tag=tags[0], span=Span.single(0, 4)
    )
    set_note(project, annotation=made, annotator=annotator.id, note="Prüfen: 選挙の")
    for query in ("peru", "prufen", "選挙", "rüf", "peru prufen"):
        assert [hit.annotation for hit in search_annotations(project, query)] == [made]
    assert search_annotations(project, "peru", annotators=[]) == []
    delete_annotations(project, annotations=[made], annotator=annotator.id)
    assert search_annotations(project, "peru") == []


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with create_project(tmp_path_factory.mktemp("shelf") / "shelf.gloss", title="Shelf") as made:
        _add(made, "a word AND another 日本", "NEAR OR NOT")
        yield made


_SYNTAX = st.text(st.sampled_from('"*+-^:(){}ANDORNT NEAR\\\x00\ud800 a日'), max_size=30)


@given(query=st.one_of(raw_texts(), _SYNTAX))
@settings(max_examples=300, deadline=None)
def test_any_input_may_be_searched_for(shelf: Project, query: str) -> None:
    for hit in search_documents(shelf, query):
        assert shelf.documents.text(hit.document)[hit.start : hit.end] == hit.quote
    search_annotations(shelf, query)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_is_copied_from_a_text_is_found(tmp_path_factory, data: st.DataObject) -> None:
    text = data.draw(texts(min_size=1))
    part = data.draw(spans(len(text), most=1)).quote(text).replace('"', "").strip()
    with create_project(tmp_path_factory.mktemp("one") / "one.gloss", title="One") as project:
        _add(project, text)
        assert part not in text or not part or search_documents(project, f'"{part}"')


def test_too_many_words_for_the_index_are_scanned_for(project: Project) -> None:
    _add(project, " ".join(f"w{n}" for n in range(500)))
    assert len(_quotes(project, " ".join(f"w{n}" for n in range(100, 500)))) >= 400
