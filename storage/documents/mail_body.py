"""The body of a mail: every text in it in order, the best of alternatives, mails within it.

After RFC 2046 (parts) and RFC 3676 (flowed lines). What is left out is remarked on.
"""

from __future__ import annotations

import binascii
import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.errors import InvalidBase64LengthDefect
from email.message import EmailMessage

from storage.documents.decoding import decode
from storage.documents.page_text import html_text
from storage.documents.reading import foreign_reader
from storage.documents.web_page import declared_encoding, parse_html
from storage.errors import FormatError

_DEEPEST = 20
_READ = ("text/plain", "text/html")
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_STUB = 300  # Characters: “your program shows no pages” is shorter.
_FAR_LONGER = 4
_MARK = re.compile(rb"^--([!-~]{1,70})\r?\nContent-", re.MULTILINE)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


class MailBody:
    """Reads the texts of a mail; `heading` gives what stands above a mail within it.

    `encoding` is that of texts that name none (None: found out).
    """

    def __init__(
        self, file_name: str, encoding: str | None, heading: Callable[[EmailMessage], str]
    ) -> None:
        self._file_name = file_name
        self._encoding = encoding
        self._heading = heading
        self.attached: list[str] = []
        self._told: dict[str, None] = {}
        self.is_locked = False
        self.undecodable = 0

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was left out, or had to be chosen."""
        attached = f"attachments were left out: {', '.join(self.attached)}."
        return (*self._told, *((attached,) if self.attached else ()))

    def text_of(self, message: EmailMessage, depth: int = 0) -> str:
        """Return all texts of a mail, one under the other."""
        found: list[str] = []
        for text in self._texts(message, depth):
            # Some programs send the plain text and the page of it as if they were two.
            if text and not any(_squeezed(text) in _squeezed(before) for before in found):
                found.append(text)
        return "\n\n".join(found)

    def _texts(self, part: EmailMessage, depth: int) -> Iterator[str]:
        kind, is_read = self._kind(part, depth)
        if kind == _LOCKED[0]:
            self.is_locked = True
            self._tell("a part of it is encrypted and was left out.")
        elif kind == "message/rfc822":
            yield from self._within(part, depth)
        elif part.is_multipart() and kind == "multipart/alternative":
            yield self._best(part, depth)
        elif part.is_multipart():
            for inner in _parts(part):
                yield from self._texts(inner, depth + 1)
        elif is_read:
            yield self._content(part)
        elif kind.startswith("multipart/"):
            yield from self._unparted(part, depth)
        else:
            self.attached.append(_name_of(part))

    def _unparted(self, part: EmailMessage, depth: int) -> Iterator[str]:
        """Yield the texts of parts that are parted by another mark than the mail says."""
        data = str(part.get_payload()).encode("utf-8", "surrogateescape")
        mark = _MARK.search(data)
        if mark is None:
            self._tell("its parts are not parted as it says, so it was taken as it stands.")
            yield self._content(part)
            return
        head = b'Content-Type: multipart/mixed; boundary="%s"\n\n' % mark[1].replace(b'"', b"")
        inner = email.message_from_bytes(head + data, policy=email.policy.default)
        yield from self._texts(inner, depth + 1)

    def _kind(self, part: EmailMessage, depth: int) -> tuple[str, bool]:
        """Return the type of a part (one type for all that is locked) and whether it is a text."""
        if depth > _DEEPEST:
            raise FormatError(f"{self._file_name} nests mails too deep. It was not imported.")
        with foreign_reader(self._file_name, "an e-mail"):
            kind = part.get_content_type()
            is_read = kind in _READ and not part.is_attachment()
            is_signed = "signed" in str(part.get_param("smime-type") or "")
        if kind in _LOCKED and not is_signed:
            kind = _LOCKED[0]
        return kind, is_read or (depth == 0 and kind.startswith("text/"))

    def _tell(self, remark: str) -> None:
        self._told[remark] = None

    def _best(self, part: EmailMessage, depth: int) -> str:
        """Return the plain text of alternatives, or the page where that says far more."""
        texts: dict[bool, str] = {}
        for inner in _parts(part):
            kind = inner.get_content_type()
            if kind in _READ or kind.startswith("multipart/"):
                text = self.text_of(inner, depth + 1)
                texts[kind == "text/plain"] = text or texts.get(kind == "text/plain", "")
        plain, page = texts.get(True, ""), texts.get(False, "")
        if plain and len(plain) < _STUB and len(page) > _FAR_LONGER * len(plain):
            self._tell("its plain text is a stub, so the text of its page was taken.")
            return page
        return plain or page

    def _within(self, part: EmailMessage, depth: int) -> Iterator[str]:
        inner = part.get_payload(0) if part.is_multipart() else None
        if isinstance(inner, EmailMessage) and not inner.keys():
            # Packed in Base64, against the rule, the mail has not been unpacked yet.
            inner = email.message_from_bytes(_unpacked(inner), policy=email.policy.default)
        if isinstance(inner, EmailMessage):
            yield self._heading(inner) + self.text_of(inner, depth + 1)
        else:
            self.attached.append(_name_of(part))

    def _content(self, part: EmailMessage) -> str:
        is_page = part.get_content_subtype() == "html"
        with foreign_reader(self._file_name, "an e-mail"):
            data = part.get_payload(decode=True)
            charset = part.get_content_charset() or ""
        if not isinstance(data, bytes) or not data.strip():
            return ""
        if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
            self._tell("it is cut short.")
            data = _unpacked(part)
        if is_page:
            charset = charset or declared_encoding(data)
        found = decode(data, self._file_name, encoding=self._encoding, declared=charset)
        self.undecodable += found.undecodable
        if is_page:
            return html_text(parse_html(found.text, self._file_name))
        text = found.text.replace("\r\n", "\n").strip("\n")
        if str(part.get_param("format") or "").lower() == "flowed":
            return _unflowed(text, str(part.get_param("delsp") or "").lower() == "yes")
        return text


def _parts(part: EmailMessage) -> Iterator[EmailMessage]:
    return (inner for inner in part.get_payload() if isinstance(inner, EmailMessage))


def _unpacked(part: EmailMessage) -> bytes:
    """Return what Base64 holds up to where it breaks off."""
    payload = part.get_payload()
    letters = _NO_BASE64.sub(b"", str(payload).encode("ascii", "replace"))
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _unflowed(text: str, drops_space: bool) -> str:
    """Return a text whose lines were broken to be joined again (RFC 3676, section 4)."""
    lines: list[str] = []
    going_on = -1  # How deep the line is quoted that the next one continues.
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        said = line[depth:].removeprefix(" ")
        if depth == going_on and said != "-- ":
            lines[-1] += said
        else:
            lines.append(f"{'>' * depth} {said}" if depth else said)
        going_on = depth if said.endswith(" ") and said != "-- " else -1
        if drops_space and going_on >= 0:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _name_of(part: EmailMessage) -> str:
    try:
        return part.get_filename() or part.get_content_type()
    except (ValueError, LookupError, TypeError):
        return part.get_content_type()
