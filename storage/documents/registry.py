"""The kinds of source text that can be read; a new kind is a module and an entry here.

What a file holds decides, its name only among kinds that look alike. The modules are imported when
they are first used.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Protocol

from storage.documents import plain_text
from storage.documents.containers import open_archive
from storage.documents.reading import ReadingOptions, ReadText, suffix_of
from storage.errors import FormatError

LARGEST = 512 * 1024 * 1024
_HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ARCHIVE = "archive"
_USUAL = ReadingOptions()
_OF_ANNOTATIONS = (".json", ".ann", ".a1", ".a2", ".conll", ".conllu", ".iob", ".bio", ".spacy")


class Reader(Protocol):
    """Reads the bytes of one file into one text."""

    def __call__(self, data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
        """Return the text with its original; raise FormatError with a sentence."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of source text: the suffixes of its files (lower case) and the module that reads them.

    `is_light` says that reading takes no time worth a process of its own; `has_encoding` that an
    encoding may be chosen, `has_page` an article or the whole page, `has_notes` whether notes are
    taken in, `has_headers` what repeats on its pages.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    is_light: bool = False
    has_encoding: bool = False
    has_page: bool = False
    has_notes: bool = False
    has_headers: bool = False

    @property
    def read(self) -> Reader:
        """What reads such files."""
        found: Reader = import_module(f"storage.documents.{self.module}").read
        return found


KINDS = (
    DocumentKind(
        *("text", "Plain text", (".txt", ".text", ".srt", ".vtt", ".log"), "plain_text"),
        is_light=True,
        has_encoding=True,
    ),
    DocumentKind(
        *("markdown", "Markdown", (".md", ".markdown", ".mdown"), "markdown"),
        is_light=True,
        has_encoding=True,
    ),
    DocumentKind(
        *("html", "Web page", (".html", ".htm", ".xhtml", ".shtml"), "web_page"),
        has_encoding=True,
        has_page=True,
    ),
    DocumentKind(
        "docx",
        "Word document",
        (".docx", ".docm", ".dotx"),
        "word",
        has_notes=True,
        has_headers=True,
    ),
    DocumentKind(
        "odt",
        "OpenDocument text",
        (".odt", ".ott"),
        "opendocument",
        has_notes=True,
        has_headers=True,
    ),
    DocumentKind(
        *("rtf", "Rich text", (".rtf",), "rich_text"),
        has_encoding=True,
        has_notes=True,
        has_headers=True,
    ),
    DocumentKind("pdf", "PDF", (".pdf",), "pdf", has_headers=True),
    DocumentKind("epub", "Electronic book", (".epub",), "epub"),
    DocumentKind("eml", "E-mail", (".eml", ".p7s"), "mail", has_encoding=True),
    DocumentKind("mht", "Saved web page", (".mht", ".mhtml"), "mail", has_page=True),
)
TABLE_SUFFIXES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".parquet")
ARCHIVE_SUFFIXES = (".zip",)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
_BY_KEY = {kind.key: kind for kind in KINDS}
_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
_MIMETYPES = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/epub+zip": "epub",
}


def kind_of(data: bytes, file_name: str) -> DocumentKind:
    """Return the kind of a file by what it holds, and by its suffix where that leaves a choice.

    Raises FormatError for kinds that cannot be read, saying what to do instead.
    """
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data, file_name)
    if data.startswith(_OLE):
        _refuse_old_office(data, file_name)
    named = _BY_SUFFIX.get(suffix_of(file_name))
    for test, key in _LOOKS:
        if test(data[:_HEAD]):
            return named if named is not None and named.key == key else _BY_KEY[key]
    if named is None:
        return _unnamed_kind(data, file_name)
    if named.key == "pdf" and b"%PDF-" in data[:1024]:
        return named  # The mark may stand a little into the file (PDF 1.7, annex H, note 13).
    if named.key in ("pdf", "docx", "odt", "epub", "rtf"):
        # It begins like none of them: a text with a wrong name, or a damaged file.
        return _mislabelled(data, file_name, named)
    return named


def kind_named(suffix: str) -> DocumentKind | None:
    """Return the kind that a suffix (in small letters) promises, or None if it promises none."""
    return _BY_SUFFIX.get(suffix)


def read_bytes(data: bytes, file_name: str, options: ReadingOptions = _USUAL) -> ReadText:
    """Read a source text given as bytes. Raises FormatError."""
    kind = kind_of(data, file_name)
    found = kind.read(data, file_name, options)
    named = _BY_SUFFIX.get(suffix_of(file_name), kind)
    if named is kind:
        return found
    remark = f"{file_name} is named like a {named.title} but was read as a {kind.title}."
    return replace(found, remarks=(*found.remarks, remark))


def read_document(path: Path, *, encoding: str | None = None) -> ReadText:
    """Read a source text from a file; `encoding` forces one. Raises FormatError."""
    return read_bytes(bytes_of(path), path.name, ReadingOptions(encoding=encoding))


def check_is_file(path: Path) -> None:
    """Raise FormatError for what is neither a file nor a folder, or cannot be looked at.

    A pipe or a device would be read without end, or keep us waiting for good.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise FormatError(
            f"{path} is no file but a pipe or a device. Nothing was imported; "
            "save what it gives to a file and import that."
        )


def bytes_of(path: Path) -> bytes:
    """Return what a file holds; raise FormatError if it cannot be read or is far too large."""
    check_is_file(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise FormatError(
                f"{path} is larger than {LARGEST >> 20} MB. It was not imported; split it first."
            )
        return path.read_bytes()
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error


def is_archive(path: Path) -> bool:
    """Tell whether a file is a ZIP of files, and not a document that is packed as one."""
    try:
        if not zipfile.is_zipfile(path):
            return path.suffix.lower() in ARCHIVE_SUFFIXES
        with open_archive(path, path.name) as archive:
            return _packed(set(archive.names), lambda: archive.read("mimetype")) == _ARCHIVE
    except (OSError, FormatError):
        return path.suffix.lower() in ARCHIVE_SUFFIXES


def _packed_kind(data: bytes, file_name: str) -> DocumentKind:
    with open_archive(data, file_name) as archive:
        key = _packed(set(archive.names), lambda: archive.read("mimetype"))
    if key in _BY_KEY:
        return _BY_KEY[key]
    raise FormatError(
        f"{file_name} is {key if key != _ARCHIVE else 'a ZIP inside a ZIP or under another name'}. "
        "It was not imported; unpack or convert it, and import what comes out."
    )


def _packed(names: set[str], mimetype: Callable[[], bytes]) -> str:
    """Return the key of the kind of document that a ZIP of these parts is, or what it is."""
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        return "a workbook or slides" if names & _OFFICE else _ARCHIVE
    if "mimetype" in names:
        said = mimetype()[:100].decode("ascii", "replace").strip()
        return _MIMETYPES.get(said, f"an OpenDocument or other file ({said})")
    return "epub" if "META-INF/container.xml" in names else _ARCHIVE


_OFFICE = frozenset(("xl/workbook.xml", "ppt/presentation.xml", "xl/workbook.bin"))


def _refuse_old_office(data: bytes, file_name: str) -> None:
    if _ENCRYPTED in data[:_HEAD] or _ENCRYPTED in data:
        raise FormatError(
            f"{file_name} is protected with a password. It was not imported; "
            "save it without one and import that."
        )
    raise FormatError(
        f"{file_name} is an old office document (.doc, .xls, .ppt or .msg). It was not imported; "
        "save it as .docx or .txt and import that."
    )


def _is_pdf(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-")


def _is_rtf(head: bytes) -> bool:
    return head.lstrip().startswith(b"{\\rtf")


def _is_html(head: bytes) -> bool:
    from storage.documents.web_page import looks_like_html

    return b"<" in head[:64] and looks_like_html(head)


def _unnamed_kind(data: bytes, file_name: str) -> DocumentKind:
    from storage.documents.mail import looks_like_mail

    if suffix_of(file_name) in _OF_ANNOTATIONS:
        # As a text it would be an article of brackets or columns, its labels lost in silence.
        raise FormatError(
            f"{file_name} is named like a file of annotations, but holds none of a format that is "
            "known here. It was not imported; name its format (--format), or end its name in .txt "
            "to read it as a text."
        )
    return _BY_KEY["eml" if looks_like_mail(data[:_HEAD]) else "text"]


def _mislabelled(data: bytes, file_name: str, named: DocumentKind) -> DocumentKind:
    try:
        plain_text.read_plain_text(data, file_name)
    except FormatError:
        if not data.strip():
            raise
        raise FormatError(
            f"{file_name} is not a {named.title}; it is damaged or something else. "
            "It was not imported; fetch the file again."
        ) from None
    return _BY_KEY["text"]


_LOOKS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_is_pdf, "pdf"),
    (_is_rtf, "rtf"),
    (_is_html, "html"),
)
