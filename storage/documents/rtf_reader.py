"""Reading rich text: its groups and control words, into a body, notes, headers and boxes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from storage.documents.raised import raised
from storage.documents.rtf_words import (
    BOXES,
    CHARACTER_SETS,
    CODE_PAGES,
    FOOTERS,
    HEADERS,
    QUIET,
    RESTORING,
    SAID,
    SIGNS,
    SKIPPED,
    SYMBOLS,
)
from storage.documents.symbol_fonts import symbol, with_marks

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])"
    r"|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_SYMBOL_SET = 2
_USUAL_PAGE = "cp1252"
Buffer = list[str]


@dataclass(slots=True)
class _Font:
    """A font: its name, and the encoding of its letters ("": that of the file)."""

    name: str = ""
    page: str = ""
    is_symbol: bool = False


@dataclass(slots=True)
class _Group:
    """What holds within a group: where its text goes (None: nowhere), and how it is written.

    `outer` is where text would go outside a quiet destination; `is_dead` that nothing within is
    text. `fallback` counts the letters after a Unicode one that stand in for it.
    """

    target: Buffer | None
    outer: Buffer | None = None
    is_dead: bool = False
    is_starred: bool = False
    is_font_table: bool = False
    font: int = -1
    fallback: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    in_table: bool = False
    is_raised: bool = False


class RtfReader:
    """Reads one rich text, given as bytes; `page` forces the encoding of its 8-bit letters."""

    def __init__(self, data: bytes, page: str | None, *, with_notes: bool) -> None:
        self.body: Buffer = []
        self.notes: list[Buffer] = []
        self.headers: list[Buffer] = []
        self.footers: list[Buffer] = []
        self.said: dict[str, Buffer] = {}
        self.has_hidden = self.has_deleted = self.has_comments = False
        self._source = data.decode("latin-1")
        self._forced = page
        self._page = page or _USUAL_PAGE
        self._is_utf8 = not data.isascii() and _is_utf8(data)
        self._with_notes = with_notes
        self._fonts: dict[int, _Font] = {}
        self._usual_font = -1
        self._boxes: list[Buffer] = []
        self._bytes = bytearray()
        self._skip = 0
        self._group = _Group(self.body)
        self._held: list[_Group] = []
        self._actions: dict[str, Callable[[int | None], None]] = {
            "u": self._unicode,
            "uc": self._fallback,
            "f": self._font,
            "par": self._paragraph,
            "fcharset": self._font_set,
            "cpg": self._font_page,
            "deff": self._default_font,
            "v": self._hidden,
            "deleted": self._deleted,
            "super": self._super,
            "nosupersub": self._level,
            "plain": self._plain,
            "pard": self._pard,
            "intbl": self._in_table,
            "ansicpg": self._code_page,
            "fonttbl": self._font_table,
        }

    def read(self) -> None:
        """Read all of it; what is cut short is read up to there."""
        at = 0
        while found := _TOKEN.match(self._source, at):
            at = found.end()
            word, number, code, sign, brace, text = found.groups()
            if text is not None:
                self._text(text)
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word is not None:
                self._word(word, None if number is None else int(number))
            elif code is not None:
                self._byte(code)
            elif sign is not None:
                self._sign(sign)
            elif brace is not None:
                self._brace(brace)
        self._flush()
        self._place_boxes()

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            self._held.append(self._group)
            self._group = replace(self._group, is_starred=False)
        elif self._held:
            self._group = self._held.pop()

    def _text(self, text: str) -> None:
        if self._skip:
            text, self._skip = text[self._skip :], max(0, self._skip - len(text))
        if self._group.is_font_table:
            self._fonts.setdefault(self._group.font, _Font()).name += text.partition(";")[0]
        elif self._is_utf8 and not text.isascii():
            self._put(text.encode("latin-1").decode("utf-8", "replace"))
        elif self._group.target is not None:
            self._bytes += text.encode("latin-1")

    def _byte(self, code: str) -> None:
        if self._skip:
            self._skip -= 1
        elif self._group.target is not None:
            self._bytes.append(int(code, 16))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._group.is_starred = True
        elif self._skip:
            self._skip -= 1
        elif sign in "\r\n":
            self._paragraph(None)
        else:
            self._put(SYMBOLS.get(sign, ""))

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        self._skip = 0
        was_starred, self._group.is_starred = self._group.is_starred, False
        if word in SIGNS:
            self._put(SIGNS[word])
        elif (action := self._actions.get(word)) is not None:
            action(number)
        elif not self._opens(word) and was_starred:
            self._group.target, self._group.is_dead = None, True
        elif word in CODE_PAGES and not self._forced:
            self._page = CODE_PAGES[word]

    def _opens(self, word: str) -> bool:
        """Tell whether a word begins a destination, and let the group's text go there."""
        group = self._group
        if word in SKIPPED:
            self.has_comments |= word == "annotation" and not group.is_dead
            group.target, group.is_dead = None, True
        elif word in QUIET:
            group.outer = group.outer if group.target is None else group.target
            group.target = None
        elif word in RESTORING:
            group.target = None if group.is_dead else group.outer
        elif word == "footnote":
            self._open_note()
        elif (buffers := self._buffers(word)) is not None:
            group.target = None if group.is_dead else []
            if group.target is not None:
                buffers(group.target)
        else:
            return False
        return True

    def _buffers(self, word: str) -> Callable[[Buffer], object] | None:
        """Return what keeps the text of a destination that is kept apart."""
        if word in SAID:
            return lambda buffer: self.said.setdefault(word, buffer)
        if word in BOXES:
            return self._boxes.append
        if word in HEADERS:
            return self.headers.append
        return self.footers.append if word in FOOTERS else None

    def _open_note(self) -> None:
        group = self._group
        if group.is_dead or not self._with_notes:
            group.target, group.is_dead = None, True
            return
        note: Buffer = []
        self.notes.append(note)
        # Raised already, by its brackets.
        group.is_raised = False
        self._put(f"[{len(self.notes)}]")
        group.target = note

    def _put(self, text: str) -> None:
        self._flush()
        group = self._group
        if group.target is None or not text:
            return
        if group.is_hidden or group.is_deleted:
            self.has_deleted |= group.is_deleted
            self.has_hidden |= group.is_hidden and bool(text.strip())
            return
        group.target.append(raised(text) if group.is_raised else text)
        if text == "\n" and group.target is self.body:
            self._place_boxes()

    def _flush(self) -> None:
        """Put the 8-bit letters that have gathered: a letter may take two of them."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        font = self._fonts.get(self._group.font, self._fonts.get(self._usual_font))
        if font is not None and font.is_symbol:
            self._put("".join(" " if code == 0x20 else symbol(font.name, code) for code in data))
            return
        page = self._forced or (font.page if font is not None else "") or self._page
        self._put(data.decode(page, "replace"))

    def _place_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            begins = "\n" if self.body and self.body[-1] != "\n" else ""
            self.body += (begins, "".join(box).strip("\n"), "\n")

    def _paragraph(self, _: int | None) -> None:
        self._put(" " if self._group.in_table else "\n")

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF
        font = self._fonts.get(self._group.font)
        if font is not None and font.is_symbol and 0xF000 <= code <= 0xF0FF:
            self._put(symbol(font.name, code))
        else:
            self._put(with_marks(chr(code)))
        self._skip = self._group.fallback

    def _fallback(self, number: int | None) -> None:
        self._group.fallback = 1 if number is None else max(0, number)

    def _font(self, number: int | None) -> None:
        self._group.font = number or 0
        if self._group.is_font_table:
            self._fonts[self._group.font] = _Font()

    def _font_table(self, _: int | None) -> None:
        self._group.is_font_table, self._group.target = True, None

    def _font_set(self, number: int | None) -> None:
        font = self._fonts.setdefault(self._group.font, _Font())
        font.page = CHARACTER_SETS.get(number or 0, "")
        font.is_symbol = number == _SYMBOL_SET

    def _font_page(self, number: int | None) -> None:
        self._fonts.setdefault(self._group.font, _Font()).page = _known(f"cp{number}", "")

    def _default_font(self, number: int | None) -> None:
        self._usual_font = number or 0

    def _code_page(self, number: int | None) -> None:
        if not self._forced:
            self._page = _known("utf-8" if number == 65001 else f"cp{number}", _USUAL_PAGE)

    def _hidden(self, number: int | None) -> None:
        self._group.is_hidden = number != 0

    def _deleted(self, number: int | None) -> None:
        self._group.is_deleted = number != 0

    def _super(self, number: int | None) -> None:
        self._group.is_raised = number != 0

    def _level(self, _: int | None) -> None:
        self._group.is_raised = False

    def _plain(self, _: int | None) -> None:
        self._group.is_hidden = self._group.is_deleted = self._group.is_raised = False
        self._group.font = self._usual_font

    def _pard(self, _: int | None) -> None:
        self._group.in_table = False

    def _in_table(self, _: int | None) -> None:
        self._group.in_table = True


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known(page: str, otherwise: str) -> str:
    try:
        return codecs.lookup(page).name
    except LookupError:
        return otherwise
