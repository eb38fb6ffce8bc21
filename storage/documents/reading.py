"""What every reader of source texts gives back, and how a text becomes a document."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.text import canonicalise, on_one_line
from storage.adding import NewDocument
from storage.errors import FormatError
from storage.repositories.documents import Original

LONGEST_TITLE = 100
_LONGEST_GIVEN = 500  # Characters: what a file gives as its title may be anything.
_NOTHING: tuple[Any, ...] = ("", None, [])
_CLAUSE_ENDS = (".", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What may be chosen about reading.

    `encoding` forces one (None: found out). `whole_page` takes all of a web page instead of its
    article. `notes` takes the footnotes of a document in, `headers` what repeats on its pages.
    """

    encoding: str | None = None
    whole_page: bool = False
    notes: bool = True
    headers: bool = False


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that was read, the encoding found, and what reading changed.

    `newlines` counts line ends that were not a plain LF, `replaced` the characters that became
    U+FFFD (NULs, lone surrogates, bytes that mean nothing in the encoding). `remarks` are sentences
    about what the reader left out or had to choose; `kind` is the title of the kind of source.
    """

    document: NewDocument
    encoding: str
    newlines: int = 0
    replaced: int = 0
    remarks: tuple[str, ...] = ()
    kind: str = "Plain text"

    @property
    def notes(self) -> tuple[str, ...]:
        """What to tell the person, a sentence each; nothing for a text taken as it was."""
        name, said = self.document.title, []
        if self.encoding and not self.encoding.startswith("utf"):
            said.append(f"“{name}” is not in UTF-8; it was read as {self.encoding}.")
        if self.replaced:
            what = "a character" if self.replaced == 1 else f"{self.replaced} characters"
            each = "it is" if self.replaced == 1 else "each is"
            said.append(f"“{name}” held {what} that no text can hold; {each} now U+FFFD (�).")
        return (*said, *(f"“{name}”: {remark}" for remark in self.remarks))


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader got out of a file: the raw text, and what the file says about it.

    Empty `details` are left out; `undecodable` counts the bytes that became U+FFFD.
    """

    text: str
    title: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    encoding: str = ""
    undecodable: int = 0


@dataclass(frozen=True, slots=True)
class Hand:
    """Who reads: what the original is kept as, and which version of which reader read it."""

    media_type: str
    reader: str
    version: str


def as_read(found: Extract, data: bytes, file_name: str, hand: Hand, kind: str) -> ReadText:
    """Return an extract as a document with its original; raise FormatError if it has no text."""
    canonical = canonicalise(found.text)
    if not canonical.text.strip():
        raise FormatError(f"{file_name} holds no text. It was not imported.")
    name = on_one_line(os.path.basename(file_name))  # noqa: PTH119
    original = Original(data, name, hand.media_type, found.encoding, hand.reader, hand.version)
    title = on_one_line(found.title)
    title = "" if title.casefold().startswith("untitled") else title
    title = title or title_of(canonical.text, name)
    title = title if len(title) <= _LONGEST_GIVEN else f"{title[:_LONGEST_GIVEN]}…"
    details = {key: _sound(value) for key, value in found.details.items() if value not in _NOTHING}
    return ReadText(
        NewDocument(title, canonical.text, details, original=original),
        found.encoding,
        canonical.newlines,
        canonical.replaced + found.undecodable,
        found.remarks,
        kind,
    )


def _sound(value: Any) -> Any:
    return canonicalise(value).text if isinstance(value, str) else value


def suffix_of(file_name: str) -> str:
    """Return the suffix of a file's name in small letters; this is asked for every file."""
    return os.path.splitext(file_name)[1].lower()  # noqa: PTH122


def title_of(text: str, file_name: str) -> str:
    """Return the first line if it reads like a headline above a text, else the file's name."""
    name = os.path.basename(file_name)  # noqa: PTH119
    return headline_of(text) or os.path.splitext(name)[0]  # noqa: PTH122


def headline_of(text: str) -> str:
    """Return the first line if it reads like a headline above a text, else nothing."""
    stripped = text.lstrip("\n\ufeff ")
    end = stripped.find("\n")
    head = " ".join(stripped[: max(0, end)].split())
    if not 0 < len(head) <= LONGEST_TITLE or head.endswith(_CLAUSE_ENDS):
        return ""
    return head if any(map(str.isalpha, head)) and stripped[end:].strip() else ""


@contextlib.contextmanager
def foreign_reader(file_name: str, what: str, *loggers: str) -> Iterator[None]:
    """Run a library over a file of unknown make: any failure of it is a FormatError.

    What the library logs (under `loggers`) or warns of is kept to itself: a broken file is told of
    in one sentence. Use it around calls of libraries only, never around code of this project.
    """
    voices = [logging.getLogger(name) for name in loggers]
    before = [voice.disabled for voice in voices]
    try:
        for voice in voices:
            voice.disabled = True
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FormatError:
        raise
    except Exception as error:
        raise FormatError(
            f"{file_name} cannot be read as {what}; it is damaged or cut short "
            f"({_reason(error)}). It was not imported; fetch the file again."
        ) from error
    finally:
        for voice, was in zip(voices, before, strict=True):
            voice.disabled = was


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= 120 else words[:119] + "…"
