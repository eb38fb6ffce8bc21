"""Word, OpenDocument and rich texts give their body in order; notes and headers are a choice."""

from __future__ import annotations

import pytest

from storage.documents.reading import ReadingOptions
from storage.documents.registry import read_bytes
from storage.errors import FormatError
from tests.storage.documents.samples import W, bare_docx, docx, odt, packed

PLAIN = ReadingOptions(notes=False)


def test_a_word_document_is_read_in_order_with_its_table() -> None:
    document = read_bytes(docx(), "a.docx").document
    assert document.text == (
        "The report\nBefore the table.\tTabbed.\nYear\tShare\n2001\t4 %\nAfter the table."
    )
    assert (document.title, document.details["author"]) == ("The report", "Ann Author")
    assert document.original is not None
    assert document.original.reader == "Word document"


def test_headers_of_a_word_document_are_a_choice() -> None:
    text = read_bytes(docx(), "a.docx", ReadingOptions(headers=True)).document.text
    assert text.startswith("Confidential\nThe report")


FOOTNOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"/>'
    '<w:footnote w:id="7"><w:p><w:r><w:t>Says who?</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
NOTED = '<w:p><w:r><w:t>Fact</w:t><w:footnoteReference w:id="7"/><w:t>.</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("options", "text"), [(ReadingOptions(), "Fact[1].\n[1] Says who?"), (PLAIN, "Fact.")]
)
def test_footnotes_of_a_word_document_stand_at_its_end_or_not_at_all(options, text) -> None:
    data = bare_docx(NOTED, {"footnotes": FOOTNOTES})
    assert read_bytes(data, "a.docx", options).document.text == text


def test_tracked_changes_and_wrappers_of_a_word_document_read_as_accepted() -> None:
    read = read_bytes(
        bare_docx(
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>held</w:t><w:br/><w:noBreakHyphen/></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
        "a.docx",
    )
    assert read.document.text == "new\nheld\n\u2011"
    assert "tracked changes" in read.remarks[0]


def test_an_opendocument_text_is_read_in_order() -> None:
    read = read_bytes(
        odt(
            '<text:h>Head</text:h><text:p>a <text:s text:c="2"/>b<text:tab/>c'
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>Says who?</text:p></text:note-body></text:note></text:p>"
            "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
            "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
            '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
            "</table:table>"
        ),
        "a.odt",
    )
    assert read.document.text == "Head\na   b\tc[1]\nitem\nx\n[1] Says who?"
    assert (read.document.title, read.document.details["author"]) == ("On the economy", "Ann")


def test_a_locked_opendocument_text_is_refused() -> None:
    data = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<m><encryption-data/></m>",
            "content.xml": b"\x00\x01",
        }
    )
    with pytest.raises(FormatError, match="password"):
        read_bytes(data, "a.odt")


def test_a_rich_text_is_read_without_its_marks() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\info{\title On oil}{\author Ann}}{\fonttbl{\f0 Arial;}}"
        rb"\f0 Gr\'f6\'dfe \b and\b0  \u8364?\par Next \u-10179?\u-8704?\par"
        rb"\trowd a\cell b\cell\row}"
    )
    document = read_bytes(data, "a.rtf").document
    assert document.text.split() == ["Größe", "and", "€", "Next", "\U0001f600", "a", "b"]
    assert (document.title, document.details["author"]) == ("On oil", "Ann")


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.txt"])
def test_a_locked_or_old_office_document_is_told_apart_from_a_text(name: str) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    with pytest.raises(FormatError, match=r"old office document.*\.$"):
        read_bytes(old, name)
    with pytest.raises(FormatError, match=r"password.*\.$"):
        read_bytes(old + "EncryptedPackage".encode("utf-16-le"), name)
