"""E-mails (.eml), also digests and those in UTF-16; and pages that a browser saved like one."""

from __future__ import annotations

import codecs
import email
import email.policy
from dataclasses import replace
from datetime import datetime
from email.header import decode_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from storage.documents import web_page
from storage.documents.decoding import decode
from storage.documents.mail_body import MailBody
from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    foreign_reader,
)
from storage.documents.web_page import declared_encoding
from storage.errors import FormatError

HAND = Hand("message/rfc822", "e-mail", "2")
KIND = "E-mail"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_HEADER = 100_000  # Characters: decoding takes a thousand times the room.
_KEPT = {"To": "to", "Cc": "cc", "Message-ID": "message_id", "List-Id": "list"}


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a mail; `options.encoding` is that of a body that names none. Raises FormatError."""
    message = _parsed(data, file_name)
    if not any(name in message for name in ("From", "Subject", "MIME-Version")):
        raise FormatError(f"{file_name} is not an e-mail: it has no headers. It was not imported.")
    if (page := _saved_page(message)) is not None:
        return _as_page(page, message, data, file_name, options)
    body = MailBody(file_name, options.encoding, _heading)
    text = body.text_of(message)
    if not text.strip() and body.is_locked:
        raise FormatError(
            f"{file_name} is encrypted. It was not imported; save its text from your mail program "
            "and import that."
        )
    if not text.strip() and body.attached:
        raise FormatError(
            f"{file_name} holds no text, only attachments ({', '.join(body.attached)}). "
            "It was not imported; save them and import them."
        )
    author, address = _sender(message)
    details = {
        "author": author,
        "published": _date(message),
        "source": _header(message, "Organization"),
        "from": address,
        **{name: _header(message, header) for header, name in _KEPT.items()},
    }
    extract = Extract(
        text, _header(message, "Subject"), details, body.remarks, undecodable=body.undecodable
    )
    return as_read(extract, data, file_name, HAND, KIND)


def _saved_page(message: EmailMessage) -> EmailMessage | None:
    """Return the page if a browser or an office program saved it so (MHTML, RFC 2557)."""
    if message.get_content_type() != "multipart/related" or "To" in message:
        return None
    if not any(name in message for name in ("Snapshot-Content-Location", "X-MimeOLE")):
        return None
    with foreign_reader(message.get_content_type(), "a saved page"):
        return next((p for p in message.walk() if p.get_content_type() == "text/html"), None)


def _as_page(
    page: EmailMessage, message: EmailMessage, data: bytes, file_name: str, options: ReadingOptions
) -> ReadText:
    """Return the article of a saved page, with all that was saved as its original."""
    held = page.get_payload(decode=True)
    bare = held if isinstance(held, bytes) else b""
    said = page.get_content_charset() or declared_encoding(bare)
    found = decode(bare, file_name, encoding=options.encoding, declared=said)
    plain = found.text.encode("utf-8", "replace")
    read = web_page.read(plain, file_name, replace(options, encoding=None))
    document = read.document
    assert document.original is not None
    original = replace(document.original, data=data, media_type="multipart/related")
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    details = {"url": address, **document.details}
    return replace(read, document=replace(document, details=details, original=original))


def looks_like_mail(data: bytes) -> bool:
    """Tell whether the beginning of a file is that of a mail."""
    names = {
        line.partition(b":")[0].strip().lower()
        for line in data[:8192].partition(b"\n\n")[0].splitlines()
        if b":" in line and not line.startswith((b" ", b"\t"))
    }
    return b"mime-version" in names or (b"from" in names and b"date" in names)


def _parsed(data: bytes, file_name: str) -> EmailMessage:
    if data.startswith(_WIDE):
        # A mail is bytes; one that was saved as UTF-16 was a text on its way here.
        data = decode(data, file_name).text.encode("utf-8", "replace")
    with foreign_reader(file_name, "an e-mail"):
        message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return message


def _heading(message: EmailMessage) -> str:
    said = [_header(message, name) for name in ("Subject", "From", "Date")]
    lines = [line for line in said if line]
    return "\n".join(lines) + "\n\n" * bool(lines)


def _header(message: EmailMessage, name: str) -> str:
    """Return a header decoded, on one line; what cannot be decoded stays as it is written."""
    written = next((str(v) for key, v in message.raw_items() if key.lower() == name.lower()), "")
    written = written[:_LONGEST_HEADER]
    try:
        raw = written.encode("ascii", "surrogateescape")
        if not raw.isascii():  # Letters as they are, in whatever encoding the program was used to.
            written = decode(raw, name, declared=message.get_content_charset() or "").text
        said = str(email.policy.default.header_factory(name, written))
        if name == "Subject" or "=?" in said:
            # A letter may be cut in two between encoded words, or they stand within quotes.
            said = "".join(_word(*word) for word in decode_header(written))
        return " ".join(said.split())
    except (ValueError, LookupError, AttributeError, TypeError):
        return " ".join(written.encode("utf-8", "replace").decode().split())


def _word(word: bytes | str, charset: str | None) -> str:
    return word if isinstance(word, str) else decode(word, "", declared=charset or "").text


def _sender(message: EmailMessage) -> tuple[str, str]:
    """Return the name and the address of who wrote the mail; the address if there is no name."""
    name, address = email.utils.parseaddr(_header(message, "From"))
    return name or address, address


def _date(message: EmailMessage) -> str:
    """Return the day of the mail as ISO 8601, or as it is written if it is no date."""
    written = _header(message, "Date")
    try:
        moment: datetime = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
    return moment.date().isoformat()
