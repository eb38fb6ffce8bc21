"""The body of a mail: nothing of its text is lost, and what is left out is said."""

from __future__ import annotations

import base64

import pytest

from storage.documents.reading import ReadText
from storage.documents.registry import read_bytes
from storage.errors import FormatError
from tests.storage.documents.samples import PARAGRAPH

FROM = b"From: Ann <ann@example.org>\r\nSubject: News\r\nMIME-Version: 1.0\r\n"
INNER = "From: eve@example.org\r\nSubject: Inner\r\n\r\nThe text within."


def mail(rest: str) -> ReadText:
    return read_bytes(FROM + rest.encode(), "a.eml")


def parts(kind: str, *held: tuple[str, str]) -> str:
    inside = "".join(f"--b\r\nContent-Type: {said}\r\n\r\n{body}\r\n" for said, body in held)
    return f'Content-Type: multipart/{kind}; boundary="b"\r\n\r\n{inside}--b--\r\n'


def test_every_text_around_a_picture_is_read() -> None:
    read = mail(parts("mixed", ("text/plain", "One."), ("image/png", "x"), ("text/plain", "Two.")))
    assert read.document.text == "One.\n\nTwo."
    assert read.remarks == ("attachments were left out: image/png.",)


def test_the_same_text_as_plain_and_as_a_page_is_read_once() -> None:
    read = mail(parts("mixed", ("text/plain", "One  text."), ("text/html", "<p>One text.</p>")))
    assert read.document.text == "One  text."


def test_the_page_is_read_where_the_plain_text_is_empty_or_a_stub() -> None:
    page = ("text/html", "<p>The text of the newsletter.</p>" * 20)
    empty = mail(parts("alternative", ("text/plain", ""), page))
    stub = mail(parts("alternative", ("text/plain", "Your program shows no pages."), page))
    assert stub.document.text == empty.document.text
    assert "stub" in stub.remarks[0]


def test_a_text_that_is_no_reading_counts_as_attached() -> None:
    read = mail(parts("mixed", ("text/plain", "One."), ('text/csv; name="t.csv"', "a,b")))
    assert (read.document.text, read.remarks) == ("One.", ("attachments were left out: t.csv.",))


@pytest.mark.parametrize(
    "packed",
    [
        f"\r\n\r\n{INNER}",
        f"\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(INNER.encode()).decode()}",
    ],
)
def test_a_mail_within_is_read_also_when_it_is_packed(packed: str) -> None:
    text = mail(f"Content-Type: message/rfc822{packed}").document.text
    assert text == "Inner\neve@example.org\n\nThe text within."


def test_flowed_lines_are_joined_but_not_the_signature() -> None:
    body = "It goes \r\non.\r\n> quoted \r\n> too\r\n-- \r\nAnn"
    text = mail(f"Content-Type: text/plain; format=flowed\r\n\r\n{body}").document.text
    assert text == "It goes on.\n> quoted too\n-- \nAnn"


def test_base64_that_is_cut_short_is_read_up_to_there() -> None:
    cut = base64.b64encode("Grüße aus Köln.".encode()).decode()[:-3]
    read = mail(
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{cut}"
    )
    assert read.document.text.startswith("Grüße aus K")
    assert read.remarks == ("it is cut short.",)


def test_parts_that_are_parted_by_another_mark_are_found() -> None:
    other = parts("mixed", ("text/plain", "One."), ("text/html", "<p>Two.</p>"))
    assert mail(other.replace('"b"', '"other"')).document.text == "One.\n\nTwo."


def test_parts_that_cannot_be_parted_are_read_as_they_stand() -> None:
    read = mail('Content-Type: multipart/mixed; boundary="other"\r\n\r\nSome words.\r\n')
    assert read.document.text == "Some words."
    assert "taken as it stands" in read.remarks[0]


def test_a_letter_may_be_cut_in_two_between_encoded_words() -> None:
    data = "再保险公司".encode("gbk")
    words = (base64.b64encode(half).decode() for half in (data[:5], data[5:]))
    subject = "\n ".join(f"=?gb2312?B?{word}?=" for word in words)
    read = read_bytes(f"From: a@b.c\nSubject: {subject}\n\nText.".encode(), "a.eml")
    assert read.document.title == "再保险公司"


@pytest.mark.parametrize("kind", ["multipart/encrypted; boundary=b", "application/pkcs7-mime"])
def test_an_encrypted_mail_is_refused_as_such(kind: str) -> None:
    with pytest.raises(FormatError, match=r"is encrypted\. It was not imported"):
        mail(f"Content-Type: {kind}\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n")


def test_a_mail_of_attachments_only_names_them() -> None:
    with pytest.raises(FormatError, match=r"only attachments \(r\.pdf\)"):
        mail(parts("mixed", ('application/pdf; name="r.pdf"', "x")))


def test_headers_in_bare_latin_letters_are_read() -> None:
    said = "From: Jürgen <j@example.org>\nSubject: Grüße aus Köln\n\nSchön.\n"
    document = read_bytes(said.encode("latin-1"), "a.eml").document
    assert (document.title, document.details["author"]) == ("Grüße aus Köln", "Jürgen")


def test_empty_lines_above_the_headers_do_not_matter() -> None:
    assert read_bytes(b"\r\n\n" + FROM + b"\r\nText.", "a.eml").document.text == "Text."


def saved(charset: str) -> bytes:
    """A page as Chromium saves it: with its pictures, in parts like those of a mail."""
    lines = "".join(f"<p>{n}. {PARAGRAPH} Señor.</p>" for n in range(8))
    page = f"<html><head><title>T</title></head><body><nav>Menu</nav><article>{lines}</article>"
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    body = base64.encodebytes(page.encode("cp1252" if "cp1252" in charset else "utf-8"))
    return head.encode() + body + b"--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n"


@pytest.mark.parametrize("charset", ["", "; charset=cp1252", "; charset=utf-8"])
def test_a_page_that_a_browser_saved_is_read_as_its_article(charset: str) -> None:
    read = read_bytes(saved(charset), "a.mhtml")
    assert read.document.text.startswith(f"0. {PARAGRAPH} Señor.")
    assert (read.kind, read.document.title) == ("Web page", "T")
    assert read.document.details["url"] == "https://example.org/a"
    assert read.document.original is not None
    assert read.document.original.data == saved(charset)
    assert read.remarks == ()
