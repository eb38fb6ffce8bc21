"""Plain text of any encoding, read into a canonical document that keeps its original bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePath

from domain.text import CanonicalText, canonicalise
from storage.adding import NewDocument
from storage.errors import FormatError
from storage.repositories.documents import Original

READER = "plain text"
VERSION = "1"
LONGEST_TITLE = 100
_BOMS = (
    # The mark of UTF-32 LE begins with that of UTF-16 LE, so it is asked first.
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SPACING = " \n\u3000\u3001\u3002"
_SAMPLE = 64 * 1024
_FEW_CONTROLS = 8
_CONTROL_SHARE = 0.02
_ENOUGH_CONFIDENCE = 0.05


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that was read, the encoding found, and what reading changed.

    `newlines` counts line ends that were not a plain LF, `replaced` the characters that became
    U+FFFD (NULs, lone surrogates, bytes that mean nothing in the encoding).
    """

    document: NewDocument
    encoding: str
    newlines: int = 0
    replaced: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What to tell the person, a sentence each; nothing for a text taken as it was."""
        said = []
        if not self.encoding.startswith("utf"):
            said.append(f"“{self.document.title}” is not in UTF-8; it was read as {self.encoding}.")
        if self.replaced:
            said.append(
                f"“{self.document.title}” held {self.replaced} characters that no text can hold; "
                "each is now U+FFFD (�)."
            )
        return tuple(said)


def read_plain_text(data: bytes, file_name: str, *, encoding: str | None = None) -> ReadText:
    """Read the bytes of a text file; `encoding` forces one, else it is found out.

    Raises FormatError for an empty file, a binary one, and an unknown encoding.
    """
    _refuse_magic(data, file_name)
    raw, used = _forced(data, encoding, file_name) if encoding else _decoded(data, file_name)
    undecodable = 0 if "\ufffd" not in raw else raw.count("\ufffd") - _genuine(data, used)
    _refuse_binary(raw, file_name)
    canonical = canonicalise(raw)
    if not canonical.text.strip():
        raise FormatError(f"{file_name} holds no text. It was not imported.")
    return ReadText(
        _document(canonical, data, file_name, used),
        used,
        canonical.newlines,
        canonical.replaced + max(0, undecodable),
    )


def title_of(text: str, file_name: str) -> str:
    """Return the first line if it reads like a headline above a text, else the file's name."""
    head, _, rest = text.lstrip("\n\ufeff ").partition("\n")
    head = " ".join(head.split())
    is_headline = 0 < len(head) <= LONGEST_TITLE and not head.endswith((".", ",", ";", ":"))
    return head if is_headline and rest.strip() else PurePath(file_name).stem


def _document(canonical: CanonicalText, data: bytes, file_name: str, used: str) -> NewDocument:
    name = PurePath(file_name).name
    original = Original(data, name, "text/plain", used, READER, VERSION)
    return NewDocument(title_of(canonical.text, name), canonical.text, original=original)


def _refuse_magic(data: bytes, file_name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise FormatError(
                f"{file_name} is {what}, not plain text. It was not imported; "
                "save its text as .txt and import that."
            )


def _refuse_binary(raw: str, file_name: str) -> None:
    controls = len(_CONTROLS.findall(raw))
    if controls >= _FEW_CONTROLS and controls > len(raw) * _CONTROL_SHARE:
        raise FormatError(
            f"{file_name} is not a text: it is full of control characters. It was not imported; "
            "save its text as .txt and import that."
        )


def _forced(data: bytes, encoding: str, file_name: str) -> tuple[str, str]:
    try:
        name = codecs.lookup(encoding).name
        return _without_bom(data.decode(name)), name
    except (LookupError, UnicodeError) as error:
        raise FormatError(
            f"{file_name} cannot be read as {encoding}: {error}. It was not imported; "
            "choose another encoding."
        ) from error


def _decoded(data: bytes, file_name: str) -> tuple[str, str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name), name
    if wide := _wide_encoding(data):
        return _lenient(data, wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _eight_bit(data, file_name)


def _wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that the places of the zero bytes show, or None."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    zeros = [sample[place::4].count(0) for place in range(4)]
    quarter = max(1, len(sample) // 4)
    if len(data) % 4 == 0 and min(zeros[2:]) > 0.9 * quarter:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(zeros[:2]) > 0.9 * quarter:
        return "utf-32-be"
    if len(data) % 2:
        return None
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) > 0.4 * quarter and min(even, odd) * 8 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return _spaced_encoding(sample)


def _spaced_encoding(sample: bytes) -> str | None:
    """Return the UTF-16 in which a text of another alphabet has spaces or full stops, or None.

    Each of these has a byte that is a control character in any 8-bit text.
    """
    found: dict[str, int] = {}
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        found[name] = sum(map(text.count, _SPACING))
    best = max(found, key=lambda name: found[name], default="")
    return best if found.get(best, 0) * 100 > len(sample) // 2 else None


def _eight_bit(data: bytes, file_name: str) -> tuple[str, str]:
    # Imported here: most texts are UTF-8, and the models of all other encodings take time to load.
    import chardet

    found = chardet.detect(data[:_SAMPLE])
    name = found["encoding"]
    if name is None and b"\x00" in data[:_SAMPLE]:
        raise FormatError(
            f"{file_name} is not a text in any known encoding. It was not imported; "
            "save it as UTF-8 and import that."
        )
    guesses = [name] if name and (found["confidence"] or 0) >= _ENOUGH_CONFIDENCE else []
    if name and codecs.lookup(name).name == "iso8859-1":
        guesses = []  # As browsers do: Windows-1252 has the same letters, and its quotes besides.
    for guess in (*guesses, "cp1252", "latin-1"):
        try:
            return data.decode(guess), codecs.lookup(guess).name
        except (LookupError, UnicodeDecodeError):
            continue
    raise AssertionError("Latin-1 decodes any bytes")


def _lenient(data: bytes, encoding: str) -> str:
    """Decode; lone surrogates pass (they are counted later), broken bytes become U+FFFD."""
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _without_bom(text: str) -> str:
    return text.removeprefix("\ufeff")


def _genuine(data: bytes, encoding: str) -> int:
    """Return how many U+FFFD the bytes themselves spell."""
    spelt = "\ufffd".encode(encoding, "ignore")
    return data.count(spelt) if spelt else 0
