"""E-mails (.eml): the best body, the headers as metadata, also of digests and mails in UTF-16."""

from __future__ import annotations

import codecs
import email
import email.policy
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from storage.documents.decoding import decode
from storage.documents.page_text import html_text
from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    foreign_reader,
)
from storage.documents.web_page import declared_encoding, parse_html
from storage.errors import FormatError

HAND = Hand("message/rfc822", "e-mail", "1")
KIND = "E-mail"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KEPT = {"To": "to", "Cc": "cc", "Message-ID": "message_id", "List-Id": "list"}
_DEEPEST = 20


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a mail; `options.encoding` is that of a body that names none. Raises FormatError."""
    message = _parsed(data, file_name)
    if not any(name in message for name in ("From", "Subject", "MIME-Version")):
        raise FormatError(f"{file_name} is not an e-mail: it has no headers. It was not imported.")
    reading = _Reading(file_name, options)
    text = reading.text_of(message)
    author, address = _sender(message)
    details = {
        "author": author,
        "published": _date(message),
        "source": _header(message, "Organization"),
        "from": address,
        **{name: _header(message, header) for header, name in _KEPT.items()},
    }
    extract = Extract(
        text, _header(message, "Subject"), details, reading.remarks, undecodable=reading.undecodable
    )
    return as_read(extract, data, file_name, HAND, KIND)


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
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return message


class _Reading:
    """One mail being read, with what was left out of it."""

    def __init__(self, file_name: str, options: ReadingOptions) -> None:
        self._file_name = file_name
        self._options = options
        self._attached: list[str] = []
        self.undecodable = 0

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was left out."""
        if not self._attached:
            return ()
        return (f"attachments were left out: {', '.join(self._attached)}.",)

    def text_of(self, message: EmailMessage, depth: int = 0) -> str:
        """Return the body; a digest is the texts of its mails, each under its headers."""
        if depth > _DEEPEST:
            raise FormatError(f"{self._file_name} nests mails too deep. It was not imported.")
        body = self._body(message)
        within = list(self._within(message, body, depth))
        return "\n\n".join(filter(None, ("" if body is None else self._content(body), *within)))

    def _body(self, message: EmailMessage) -> EmailMessage | None:
        with foreign_reader(self._file_name, "an e-mail"):
            found = message.get_body(("plain", "html"))
        return found if isinstance(found, EmailMessage) else None

    def _within(
        self, message: EmailMessage, body: EmailMessage | None, depth: int
    ) -> Iterator[str]:
        """Yield the mails inside a mail, and note what is attached."""
        if not message.is_multipart():
            return
        for part in message.iter_parts():
            if not isinstance(part, EmailMessage) or part is body:
                continue
            kind = part.get_content_type()
            if kind == "message/rfc822" and part.is_multipart():
                inner = part.get_payload(0)
                if isinstance(inner, EmailMessage):
                    yield _heading(inner) + self.text_of(inner, depth + 1)
            elif kind.startswith("multipart/"):
                yield from self._within(part, body, depth + 1)
            elif part.is_attachment() or part.get_content_maintype() != "text":
                self._attached.append(_file_name(part))

    def _content(self, part: EmailMessage) -> str:
        with foreign_reader(self._file_name, "an e-mail"):
            data = part.get_payload(decode=True)
            charset = part.get_content_charset() or ""
        if not isinstance(data, bytes) or not data.strip():
            return ""
        if part.get_content_subtype() == "html":
            charset = charset or declared_encoding(data)
        found = decode(data, self._file_name, encoding=self._options.encoding, declared=charset)
        self.undecodable += found.undecodable
        if part.get_content_subtype() == "html":
            return html_text(parse_html(found.text, self._file_name))
        return found.text.replace("\r\n", "\n").strip("\n")


def _heading(message: EmailMessage) -> str:
    said = [_header(message, name) for name in ("Subject", "From", "Date")]
    lines = [line for line in said if line]
    return "\n".join(lines) + "\n\n" * bool(lines)


def _header(message: EmailMessage, name: str) -> str:
    """Return a header decoded, on one line; what cannot be decoded stays as it is written."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return next(
            (" ".join(str(value).split()) for key, value in message.raw_items() if key == name), ""
        )


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


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or part.get_content_type()
    except (ValueError, LookupError, TypeError):
        return part.get_content_type()
