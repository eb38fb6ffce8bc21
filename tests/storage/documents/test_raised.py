"""Raised numbers stay apart from the numbers before them, in every kind of document."""

from __future__ import annotations

import pytest

from storage.documents.raised import raised
from storage.documents.registry import read_bytes
from tests.storage.documents.samples import ODF, bare_docx, packed

RUN = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>'
ODT = (
    f'<office:document-content {ODF} xmlns:style="s"><office:automatic-styles>'
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>'
    "</style:style></office:automatic-styles><office:body><office:text><text:p>10"
    '<text:span text:style-name="T1">6</text:span></text:p></office:text></office:body>'
    "</office:document-content>"
)
FILES = {
    "a.docx": bare_docx(f"<w:p><w:r><w:t>10</w:t></w:r>{RUN}</w:p>"),
    "a.odt": packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT}),
    "a.rtf": rb"{\rtf1 10{\super 6}\super\nosupersub}",
    "a.html": b"<html><body><p>10<sup>6</sup></p></body></html>",
}


@pytest.mark.parametrize("name", FILES)
def test_an_exponent_is_one(name: str) -> None:
    assert read_bytes(FILES[name], name).document.text == "10⁶"


def test_only_numbers_are_raised() -> None:
    assert [raised(text) for text in ("-2", "th", "[1]", " 12 ", "")] == [
        *("⁻²", "th", "[1]", " ¹² ", ""),
    ]


def test_the_number_of_a_note_in_a_page_is_raised_through_its_link() -> None:
    page = b'<html><body><p>in 2018<sup><a href="#n">3</a></sup>.</p></body></html>'
    assert read_bytes(page, "a.html").document.text == "in 2018³."
