"""The page shows the text unaltered, and every annotation in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.ids import annotator_id
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import tag_span
from storage.formats.exporting import Choice
from storage.project import Project
from storage.work import set_document_details
from tests.strategies import texts_with_spans


class Reader(HTMLParser):
    """Gathers the words inside the text, the ids, and what links lead to."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.tags: set[str] = set()
        self._inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self._inside = self._inside or given.get("class") == "text"
        if given.get("id"):
            self.ids.add(given["id"] or "")
        if (given.get("href") or "").startswith("#"):
            self.links.add((given["href"] or "")[1:])

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words.append(data)


def test_the_text_stands_in_the_page_as_it_is(sample: Project, exported) -> None:
    reader = Reader(exported(sample, "html").decode())
    assert "".join(reader.words) == sample.documents.text(sample.documents.ids()[0])


def test_every_annotation_is_reachable_and_no_link_is_dead(sample: Project, exported) -> None:
    reader = Reader(exported(sample, "html").decode())
    assert {f"a1-{n}" for n in range(1, 83)} | {f"n1-{n}" for n in range(1, 83)} == reader.ids
    assert reader.links == reader.ids


def test_the_page_needs_nothing_from_outside(sample: Project, exported) -> None:
    page = exported(sample, "html").decode()
    assert not Reader(page).tags & {"script", "link", "img", "iframe"}
    assert not re.search(r"@import|url\(|\bsrc=", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_what_people_wrote_is_never_markup(project, document, annotator, tags, exported) -> None:
    tag_span(
        project,
        document=document,
        annotator=annotator.id,
        tag=tags[0],
        span=Span.single(0, 4),
        note="<script>alert(1)</script>",
        attributes={"role": '"><img src=x>'},
    )
    details = {"url": "javascript:alert(1)", "language": '"><script>', "author": "<b>"}
    set_document_details(
        project, document=document, annotator=annotator.id, title="<script>", details=details
    )
    page = exported(project, "html").decode()
    assert not Reader(page).tags & {"script", "img", "b"}
    assert "javascript:" not in page


@given(case=texts_with_spans())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_with_overlapping_spans_stays_as_it_is(
    project: Project, annotator: Annotator, tags: list[TagId], exported, case
) -> None:
    text, span = case
    new = [NewDocument("T", text)]
    (document,), _ = add_documents(project, new, annotator.id, duplicates=True)
    for tag, shape in ((tags[0], span), (tags[1], Span.single(0, len(text)))):
        tag_span(project, document=document, annotator=annotator.id, tag=tag, span=shape)
    page = exported(project, "html", choice=Choice(documents=(document,))).decode()
    assert "".join(Reader(page).words) == text


def test_only_the_chosen_layer_shows(sample: Project, exported) -> None:
    choice = Choice(annotators=(annotator_id(sample.id, "Ann"),))
    page = exported(sample, "html", choice=choice).decode()
    assert Reader(page).ids == set()
    assert "Example annotator" not in page
