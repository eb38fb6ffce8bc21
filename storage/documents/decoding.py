"""Finding out in which encoding a text is written, and decoding it without losing count."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from storage.errors import FormatError

_BOMS = (
    # The mark of UTF-32 LE begins with that of UTF-16 LE, so it is asked first.
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPACING = " \n\u3000\u3001\u3002"
_SAMPLE = 64 * 1024
_NEVER = bytes(range(0x09))
_ABOVE_ASCII = bytes(range(0x80, 0x100))
_FEW_BYTES = 4
_MOST_BROKEN = 100  # Of so many letters one.
_WHOLE_FOR_EACH_BROKEN = 3
_ENOUGH_CONFIDENCE = 0.05
_PAIRED = frozenset(("GB18030", "Big5", "EUC-JP", "EUC-KR", "CP949", "SHIFT_JIS", "CP932"))
_AS_BROWSERS_DO = {
    **dict.fromkeys(
        ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"
    ),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr", "euckr"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    "iso-8859-8-i": "iso-8859-8",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, its encoding, and how many U+FFFD stand for bytes that mean nothing."""

    text: str
    encoding: str
    undecodable: int = 0


def decode(
    data: bytes, file_name: str, *, encoding: str | None = None, declared: str = ""
) -> Decoded:
    """Decode bytes; `encoding` forces one, `declared` is what the file says of itself.

    A byte order mark is stripped. Lone surrogates pass: canonicalising replaces and counts them.
    Raises FormatError for an unknown encoding, and for a forced one that does not fit.
    """
    raw, used = (
        _forced(data, encoding, file_name) if encoding else _found(data, file_name, declared)
    )
    undecodable = 0 if "\ufffd" not in raw else raw.count("\ufffd") - _genuine(data, used)
    return Decoded(raw, used, max(0, undecodable))


def _forced(data: bytes, encoding: str, file_name: str) -> tuple[str, str]:
    try:
        name = codecs.lookup(encoding).name
        return _without_bom(data.decode(name)), name
    except (LookupError, UnicodeError) as error:
        raise FormatError(
            f"{file_name} cannot be read as {encoding}: {error}. It was not imported; "
            "choose another encoding."
        ) from error


def shown_encoding(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that the first bytes of a text leave no doubt about, or None.

    With it comes the length of the byte order mark.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, len(mark)
    # Spaces and line ends of the wide encodings hold bytes that no other text has.
    if len(data) != len(data.translate(None, _NEVER)) and (wide := _wide_encoding(data)):
        return wide, 0
    return None


def beginning(data: bytes) -> str:
    """Return what the first bytes of a file spell, to be looked at; nothing if that is no text.

    Its lines end with LF.
    """
    shown = shown_encoding(data)
    if shown is None and b"\0" in data:
        return ""
    encoding, mark = shown or ("utf-8", 0)
    text = data[mark:].decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _found(data: bytes, file_name: str, declared: str) -> tuple[str, str]:
    if shown := shown_encoding(data):
        name, mark = shown
        return _lenient(data[mark:], name), name
    if b"\x1b$" in data[:_SAMPLE] and (japanese := _declared(data, "iso2022_jp")):
        return japanese  # All its bytes are ASCII, so it would pass as UTF-8.
    said = _declared(data, declared)
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        found = _nearly_utf8(data) or said or _declared(data, declared, nearly=True)
        return found or _eight_bit(data, file_name)
    # A page saved anew as UTF-8 often still names what it was in before. No text in a Western
    # encoding is UTF-8 by chance; two letters of one that takes pairs of bytes may be.
    if said and (data.isascii() or (_is_short(data) and len(said[0]) < len(data))):
        return said
    return plain, "utf-8"


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    """Return the text if the bytes are UTF-8 but for a few: cut short, or edited by a program.

    Of the letters above ASCII hardly one is UTF-8 by chance, so three of four are no chance.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return (text, "utf-8") if whole >= _WHOLE_FOR_EACH_BROKEN * broken else None


def _is_short(data: bytes) -> bool:
    return len(data) - len(data.translate(None, _ABOVE_ASCII)) < _FEW_BYTES


def _declared(data: bytes, declared: str, *, nearly: bool = False) -> tuple[str, str] | None:
    """Return the text in the encoding that the file names, if there is such a one and it fits.

    `nearly` takes it too where a few letters are broken.
    """
    name = declared.strip().strip("\"'").lower()
    try:
        # As browsers do: a page that says Latin-1 is in Windows-1252.
        found = codecs.lookup(_AS_BROWSERS_DO.get(name, name)).name
        if found.startswith("utf-16"):
            return None  # It would have shown; the page is in whatever it was saved in.
        text = _fitting(data, found, nearly=nearly)
    except (LookupError, ValueError):
        return None
    return None if text is None else (_without_bom(text), found)


def _fitting(data: bytes, encoding: str, *, nearly: bool) -> str | None:
    """Return the text of bytes that are (nearly) all letters in an encoding, else None."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace") if nearly else ""
        return text if text and text.count("\ufffd") * _MOST_BROKEN <= len(text) else None


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

    found = chardet.detect(_telling(data))
    name = found["encoding"]
    if name is None and b"\x00" in data[:_SAMPLE]:
        raise FormatError(
            f"{file_name} is not a text in any known encoding. It was not imported; "
            "save it as UTF-8 and import that."
        )
    # Few Western texts are whole pairs of bytes by chance, so such a guess need not be sure.
    takes_pairs = name in _PAIRED
    guesses: list[tuple[str, bool]] = []
    if name and (takes_pairs or (found["confidence"] or 0) >= _ENOUGH_CONFIDENCE):
        name = _AS_BROWSERS_DO.get(name.lower(), name)
        guesses = [(name, False), (name, True)] if takes_pairs else [(name, False)]
    for guess, nearly in (*guesses, ("cp1252", False), ("latin-1", False)):
        try:
            text = _fitting(data, guess, nearly=nearly)
        except LookupError:
            continue
        if text is not None:
            return text, codecs.lookup(guess).name
    raise AssertionError("Latin-1 decodes any bytes")


def _telling(data: bytes) -> bytes:
    """Return a part of the bytes that tells the encoding: from the first line beyond ASCII on."""
    start = 0
    while data[start : start + _SAMPLE].isascii() and start < len(data):
        start += _SAMPLE
    high = next((n for n, byte in enumerate(data[start : start + _SAMPLE]) if byte > 0x7F), 0)
    line = data.rfind(b"\n", 0, start + high) + 1
    return data[line : line + _SAMPLE]


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
