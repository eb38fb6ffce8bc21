"""A web page gives its article and what it says of itself; a short one gives all of its text."""

from __future__ import annotations

import pytest

from storage.documents.reading import ReadingOptions
from storage.documents.registry import read_bytes
from storage.errors import FormatError
from tests.storage.documents.samples import NEWS_PAGE, PARAGRAPH

WHOLE = ReadingOptions(whole_page=True)


def test_the_article_is_taken_with_title_author_date_and_site() -> None:
    document = read_bytes(NEWS_PAGE.encode(), "a.html").document
    assert document.text.count(PARAGRAPH) == 8
    assert "Imprint" not in document.text
    assert document.title == "Minister speaks"
    assert dict(document.details) == {
        "author": "Ann Author",
        "published": "2021-03-04",
        "source": "The Daily",
        "language": "en",
    }


def test_the_whole_page_is_a_choice() -> None:
    text = read_bytes(NEWS_PAGE.encode(), "a.html", WHOLE).document.text
    assert "Sport" in text
    assert "Imprint Cookies" in text


@pytest.mark.parametrize("body", ["<p>Short.</p>", "Test page", "<div>a<br>b</div>"])
def test_a_page_that_the_extractor_drops_is_taken_whole(body: str) -> None:
    read = read_bytes(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert read.document.text in ("Short.", "Test page", "a\nb")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp1251", "utf-16"])
def test_a_page_is_decoded_as_it_says(encoding: str) -> None:
    text = "Президент заявил" if encoding == "cp1251" else "Größe, señor, „Öl“"
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{text}</p></body></html>'
    assert read_bytes(page.encode(encoding), "a.html", WHOLE).document.text == text


def test_blocks_cells_and_breaks_keep_the_words_apart() -> None:
    page = (
        "<html><body><h1>A</h1>b <b>c</b>d<table><tr><td>1</td><td></td><td><p>3</p></td></tr>"
        "<tr><td>4</td></tr></table><ul><li>x</li><li>y</li></ul><pre>p\n  q</pre>"
        "<script>no()</script><p>z<br><br><br>w</p></body></html>"
    )
    text = read_bytes(page.encode(), "a.html", WHOLE).document.text
    assert text == "A\n\nb cd\n\n1\t\t3\n4\n\nx\ny\n\np\n  q\n\nz\n\nw"


def test_a_page_is_known_by_what_it_holds_and_the_wrong_name_is_told() -> None:
    read = read_bytes(NEWS_PAGE.encode(), "a.txt")
    assert read.kind == "Web page"
    assert "named like a Plain text" in read.remarks[-1]


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(FormatError, match="holds no text"):
        read_bytes(b"<html><body><img src=x></body></html>", "a.html")


def test_a_page_nested_without_end_is_refused_rather_than_cut_short() -> None:
    page = b"<html><body>" + b"<div>" * 50_000 + b"deep"
    with pytest.raises(FormatError, match="deeper than any page needs"):
        read_bytes(page, "a.html")


@pytest.mark.parametrize("named", ["iso-8859-1", "windows-1251", "gb2312"])
def test_a_page_saved_anew_as_utf_8_may_still_name_its_old_encoding(named: str) -> None:
    page = f'<html><head><meta charset="{named}"></head><body><p>Grüße aus Köln</p></body></html>'
    assert read_bytes(page.encode(), "a.html").document.text == "Grüße aus Köln"
