"""Texts that are about to be imported: read, looked at, and compared with what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.text import text_sha256
from storage.adding import NewDocument
from storage.contents import Contents
from storage.documents.plain_text import ReadText
from storage.documents.registry import read_document
from storage.errors import FormatError, GlossatorError
from storage.formats.registry import format_of
from ui.wording import counted

ENCODINGS = (
    ("", "Found out by itself"),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Western European (Windows-1252)"),
    ("iso8859-15", "Western European (ISO 8859-15)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("cp1251", "Cyrillic (Windows-1251)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("cp1253", "Greek (Windows-1253)"),
    ("cp1254", "Turkish (Windows-1254)"),
    ("cp1256", "Arabic (Windows-1256)"),
    ("cp1255", "Hebrew (Windows-1255)"),
    ("shift_jis", "Japanese (Shift JIS)"),
    ("euc_jp", "Japanese (EUC-JP)"),
    ("gb18030", "Chinese (GB 18030)"),
    ("big5", "Chinese (Big5)"),
    ("euc_kr", "Korean (EUC-KR)"),
)

_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class IncomingText:
    """One file: the text that was read, or the sentence why not; `twin` names its double.

    A file of annotations has the title of its format in `form`, and the beginning in `head`.
    """

    path: Path
    read: ReadText | None = None
    problem: str = ""
    twin: str = ""
    form: str = ""
    head: str = ""

    @property
    def can_be_added(self) -> bool:
        """Whether there is something to take in that the project does not hold already."""
        return bool(self.form) or (self.read is not None and not self.twin)

    @property
    def shown(self) -> str:
        """The text to preview."""
        return self.head if self.read is None else self.read.document.text

    @property
    def summary(self) -> str:
        """What is to be known about the file, in a line or two."""
        if self.form:
            return f"Annotations: {self.form}"
        if self.read is None:
            return self.problem
        parts = [counted(len(self.read.document.text), "character"), self.read.encoding.upper()]
        if self.read.newlines:
            parts.append(f"{counted(self.read.newlines, 'line end')} made uniform")
        if self.read.replaced:
            parts.append(f"{counted(self.read.replaced, 'character')} could not be read")
        return " · ".join(parts)


def read_incoming(
    contents: Contents,
    paths: Sequence[Path],
    progress: Callable[[int, int], bool],
    encodings: dict[Path, str] | None = None,
) -> list[IncomingText]:
    """Read the files in turn; stop early if `progress` says so. A file that fails says why."""
    found: list[IncomingText] = []
    hashes: dict[str, str] = {}
    for done, path in enumerate(paths):
        if not progress(done, len(paths)):
            break
        found.append(_read(contents, path, (encodings or {}).get(path), hashes))
    progress(len(paths), len(paths))
    return found


def to_add(texts: Sequence[IncomingText], chosen: Sequence[bool]) -> list[NewDocument]:
    """Return the chosen documents that can be added."""
    pairs = zip(texts, chosen, strict=True)
    return [t.read.document for t, c in pairs if c and t.can_be_added and t.read is not None]


def annotation_files(texts: Sequence[IncomingText], chosen: Sequence[bool]) -> list[Path]:
    """Return the chosen files that hold annotations."""
    return [t.path for t, c in zip(texts, chosen, strict=True) if c and t.form]


def _read(
    contents: Contents, path: Path, encoding: str | None, hashes: dict[str, str]
) -> IncomingText:
    try:
        form = format_of(path, None)
        if form.importer is not None:
            return IncomingText(path, form=form.title, head=_head(path))
        read = read_document(path, encoding=encoding or None)
    except GlossatorError as error:
        return IncomingText(path, problem=str(error))
    sha256 = text_sha256(read.document.text)
    known = contents.documents.of_text(sha256)
    twin = hashes.get(sha256, "")
    if known:
        row = contents.documents.row(known[0], None)
        twin = "an article of the project" if row is None else f"“{row.title}” in the project"
    hashes.setdefault(sha256, f"{path.name} above")
    return IncomingText(path, read, twin=twin)


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", "replace")
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error
