"""Word documents (.docx): body in order with tables and text boxes, notes, headers as a choice.

The parts are those of ECMA-376 (Office Open XML). Names are compared without their namespace, so
that the strict form reads like the usual one. Deleted text of tracked changes is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from storage.documents.containers import Archive, open_archive
from storage.documents.decoding import decode
from storage.documents.page_text import html_text
from storage.documents.raised import raised
from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    headline_of,
)
from storage.documents.symbol_fonts import with_marks
from storage.documents.web_page import declared_encoding, looks_like_html, parse_html
from storage.documents.word_numbering import Numbering
from storage.documents.word_parts import (
    boxes,
    inside,
    is_hidden,
    is_raised,
    linked,
    related,
    runs_on,
    styled_title,
    symbol_of,
)
from storage.documents.xml_tree import children, first_text, local, parse_xml, value_of
from storage.errors import FormatError

HAND = Hand(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document", "2"
)
KIND = "Word document"
_GONE = frozenset(
    ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "Fallback", "object", "txbxContent")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_LEFT_OUT = {
    ("comments",): "comments",
    ("chart", "chartEx", "diagramData"): "charts and diagrams",
}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_FURNITURE = ("separator", "continuationSeparator", "continuationNotice")


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a Word document. Raises FormatError for a damaged one and one without text."""
    with open_archive(data, file_name) as archive:
        extract = _Reading(archive, options).extract()
    return as_read(extract, data, file_name, HAND, KIND)


class _Reading:
    """One document being read: its parts, and the notes that the text refers to, in order."""

    def __init__(self, archive: Archive, options: ReadingOptions) -> None:
        self._archive = archive
        self._options = options
        self._main = related(archive, "", "officeDocument")[:1] or ["word/document.xml"]
        self._numbering = Numbering(self._one("numbering"), self._one("styles"))
        self._called: list[tuple[str, str]] = []
        self._remarks: list[str] = []
        self._gone: dict[str, None] = {}
        self._unknown = 0

    def extract(self) -> Extract:
        root = self._part(self._main[0])
        body = next(iter(children(root, "body")), None)
        if body is None:
            raise FormatError(f"{self._archive.file_name} holds no text. It was not imported.")
        lines = list(self._blocks(body))
        title = styled_title(body, self._one("styles")) or self._property("title")
        title = title or headline_of("\n".join(lines))
        lines = [*self._around("header"), *lines, *self._notes(), *self._around("footer")]
        self._remark_on(root)
        return Extract(
            "\n".join(lines).strip("\n"),
            title,
            {"author": self._property("creator"), "language": self._property("language")},
            tuple(self._remarks),
            undecodable=self._unknown,
        )

    def _part(self, name: str) -> etree._Element:
        return parse_xml(self._archive.read(name), f"{self._archive.file_name}: “{name}”")

    def _blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of a body, a note or a cell: its paragraphs, and the rows of tables."""
        begun = ""
        for child in parent:
            name = local(child)
            if name == "p":
                begun += self._line(child, is_begun=bool(begun))
                if not runs_on(child):
                    yield begun
                    begun = ""
                for box in boxes(child):
                    yield from self._blocks(box)
            else:
                yield from self._block(child, name)
        if begun:
            yield begun

    def _line(self, paragraph: etree._Element, *, is_begun: bool) -> str:
        """Return the text of a paragraph behind its number in a list, if it has one."""
        text = self._paragraph(paragraph)
        # What is deleted as a whole, and what goes on in a line that has begun, is not counted.
        if is_begun or (not text and runs_on(paragraph)):
            return text
        return self._numbering.mark(paragraph) + text

    def _block(self, element: etree._Element, name: str) -> Iterator[str]:
        if name == "tbl":
            yield from self._rows(element)
        elif name == "altChunk":
            yield from self._chunk(value_of(element, "id"))
        elif name not in _GONE and name != "sectPr":
            # Content controls, insertions and custom XML wrap what they hold.
            yield from self._blocks(element)

    def _chunk(self, link: str) -> Iterator[str]:
        """Yield the text of a page or plain text that is packed into the document as it was."""
        part = linked(self._archive, self._main[0], link)
        data = self._archive.read(part) if part else b""
        if looks_like_html(data):
            found = decode(data, part, declared=declared_encoding(data))
            yield from html_text(parse_html(found.text, part)).split("\n")
        elif part.endswith(".txt"):
            yield from decode(data, part).text.splitlines()
        else:
            self._gone["a part of it in another format was left out."] = None

    def _rows(self, table: etree._Element) -> Iterator[str]:
        for row in inside(table, "tr"):
            cells = [" ".join(filter(None, self._blocks(cell))) for cell in inside(row, "tc")]
            yield "\t".join(cell.replace("\n", " ").replace("\t", " ") for cell in cells)

    def _paragraph(self, paragraph: etree._Element) -> str:
        return "".join(self._pieces(paragraph))

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "t":
                text = with_marks(child.text or "")
                yield raised(text) if is_raised(element) else text
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in _NOTES:
                yield self._call(_NOTES[name], value_of(child, "id"))
            elif name not in _GONE:
                yield from self._within(child, name)

    def _within(self, element: etree._Element, name: str) -> Iterator[str]:
        if name == "sym":
            sign = symbol_of(element)
            self._unknown += sign == "\ufffd"
            yield sign
        elif name == "ruby":
            yield from self._ruby(element)
        elif name == "r" and is_hidden(element):
            self._gone["text that is formatted as hidden was left out."] = None
        else:
            yield from self._pieces(element)

    def _ruby(self, element: etree._Element) -> Iterator[str]:
        """Yield letters, then how they are read, as HTML shows it where it has no room above."""
        for base in children(element, "rubyBase"):
            yield from self._pieces(base)
        for reading in children(element, "rt"):
            yield f"({self._paragraph(reading)})"

    def _call(self, part: str, note: str) -> str:
        if not self._options.notes:
            return ""
        self._called.append((part, note))
        return f"[{len(self._called)}]"

    def _notes(self) -> Iterator[str]:
        """Yield the notes that the text calls, each behind its number."""
        held: dict[tuple[str, str], etree._Element] = {}
        for part in sorted({part for part, _ in self._called}):
            for name in related(self._archive, self._main[0], part):
                for note in self._part(name):
                    if value_of(note, "type") not in _FURNITURE:
                        held[part, value_of(note, "id")] = note
        # A note may call another one, which then comes last.
        for number, call in enumerate(self._called, start=1):
            if call in held:
                said = " ".join(filter(None, (line.strip() for line in self._blocks(held[call]))))
                yield f"[{number}] {said}"

    def _around(self, kind: str) -> Iterator[str]:
        """Yield the headers or footers, each text once."""
        if not self._options.headers:
            return
        seen: set[str] = set()
        for name in related(self._archive, self._main[0], kind):
            text = "\n".join(self._blocks(self._part(name))).strip()
            if text and text not in seen:
                seen.add(text)
                yield text

    def _property(self, name: str) -> str:
        for part in related(self._archive, "", "core-properties"):
            if self._archive.has(part):
                return first_text(self._part(part), name)
        return ""

    def _one(self, kind: str) -> etree._Element | None:
        found = related(self._archive, self._main[0], kind)
        return self._part(found[0]) if found else None

    def _remark_on(self, root: etree._Element) -> None:
        if any(local(element) in ("del", "moveFrom") for element in root.iter()):
            self._remarks.append("text that tracked changes delete was left out.")
        self._remarks += self._gone
        for kinds, what in _LEFT_OUT.items():
            if any(related(self._archive, self._main[0], kind) for kind in kinds):
                self._remarks.append(f"its {what} were left out.")
        if not self._options.headers and self._has_headers():
            self._remarks.append("its headers and footers were left out.")

    def _has_headers(self) -> bool:
        parts = (related(self._archive, self._main[0], kind) for kind in ("header", "footer"))
        return any(
            any(map(str.isalpha, "".join(self._part(part).itertext())))
            for found in parts
            for part in found
        )
