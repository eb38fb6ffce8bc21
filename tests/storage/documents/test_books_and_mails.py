"""Books are read along their spine, mails by their best body, Markdown as it is written."""

from __future__ import annotations

import pytest

from storage.documents.registry import read_bytes
from storage.errors import FormatError
from tests.storage.documents.samples import epub

HEADERS = (
    "From: =?utf-8?q?Ann_Auth=C3=B6r?= <ann@example.org>\nTo: Bob <bob@example.org>\n"
    "Subject: =?utf-8?b?w5Zs?= news\nDate: Thu, 4 Mar 2021 10:00:00 +0100\nMIME-Version: 1.0\n"
)


def mail(rest: str, encoding: str = "utf-8"):
    return read_bytes((HEADERS + rest).encode(encoding), "a.eml")


def test_a_book_is_read_along_its_spine() -> None:
    document = read_bytes(epub(["<h1>One</h1><p>uno</p>", "<p>dos</p>"]), "a.epub").document
    assert document.text == "One\n\nuno\n\ndos"
    assert (document.title, document.details["language"]) == ("Two chapters", "es")


def test_a_book_that_its_seller_locked_is_refused() -> None:
    with pytest.raises(FormatError, match="DRM"):
        read_bytes(epub(["<p>x</p>"], locked=True), "a.epub")


def test_the_headers_of_a_mail_are_its_metadata() -> None:
    document = mail("\nHello,\r\nthere.\n").document
    assert document.text == "Hello,\nthere."
    assert document.title == "Öl news"
    assert dict(document.details) == {
        "author": "Ann Authör",
        "published": "2021-03-04",
        "from": "ann@example.org",
        "to": "Bob <bob@example.org>",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_mail_saved_as_utf_16_is_read(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    data = (mark + HEADERS + "\nHello, señor.\n").encode(encoding)
    assert read_bytes(data, "a.eml").document.text == "Hello, señor."


def test_the_plain_body_is_taken_before_the_page_and_attachments_are_named() -> None:
    parts = (
        'Content-Type: multipart/mixed; boundary="m"\n\n--m\n'
        'Content-Type: multipart/alternative; boundary="a"\n\n'
        "--a\nContent-Type: text/html\n\n<p>page</p>\n--a\nContent-Type: text/plain\n\nplain\n"
        '--a--\n--m\nContent-Type: application/pdf; name="r.pdf"\n'
        'Content-Disposition: attachment; filename="r.pdf"\n\nx\n--m--\n'
    )
    read = mail(parts)
    assert read.document.text == "plain"
    assert read.remarks == ("attachments were left out: r.pdf.",)


def test_a_mail_that_is_a_page_goes_through_the_page_reader() -> None:
    body = 'Content-Type: text/html; charset="cp1252"\nContent-Transfer-Encoding: base64\n\n'
    assert mail(body + "PHA+R3L232U8L3A+PGJyPnk=").document.text == "Grö\xdfe\n\ny"


def test_a_digest_gives_each_of_its_mails() -> None:
    inner = "From: eve@example.org\nSubject: {0}\n\nText {0}\n"
    parts = "".join(f"--d\n\n{inner.format(n)}\n" for n in ("one", "two"))
    text = mail(f'Content-Type: multipart/digest; boundary="d"\n\n{parts}--d--\n').document.text
    assert text == "one\neve@example.org\n\nText one\n\ntwo\neve@example.org\n\nText two"


def test_a_mail_with_an_unknown_charset_is_still_read() -> None:
    assert (
        mail("Content-Type: text/plain; charset=nix\n\ncaf\xe9", "latin-1").document.text == "café"
    )


def test_what_has_no_headers_is_no_mail() -> None:
    with pytest.raises(FormatError, match="not an e-mail"):
        read_bytes(b"just a text", "a.eml")


def test_markdown_stays_as_it_is_written_and_its_front_matter_describes_it() -> None:
    written = '---\ntitle: "On oil"\ndate: 2021-03-04\nauthor: Ann\n---\n\n# Heading\n\n*Text*.\n'
    document = read_bytes(written.encode(), "a.md").document
    assert document.text == written
    assert document.title == "On oil"
    assert dict(document.details) == {"author": "Ann", "published": "2021-03-04"}


def test_markdown_is_titled_by_its_heading() -> None:
    assert (
        read_bytes(b"Preface.\n\n## The heading ##\n\ntext", "a.md").document.title == "The heading"
    )
