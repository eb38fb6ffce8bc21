"""Word documents (.docx): body in order with tables and text boxes, notes, headers as a choice.

The parts are those of ECMA-376 (Office Open XML). Names are compared without their namespace, so
that the strict form reads like the usual one. Deleted text of tracked changes is left out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from storage.documents.containers import Archive, open_archive
from storage.documents.reading import Extract, Hand, ReadingOptions, ReadText, as_read
from storage.documents.xml_tree import children, first_text, local, parse_xml, value_of
from storage.errors import FormatError

HAND = Hand(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document", "1"
)
KIND = "Word document"
_GONE = frozenset(
    ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "Fallback", "object", "txbxContent")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
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
        self._main = _related(archive, "", "officeDocument")[:1] or ["word/document.xml"]
        self._called: list[tuple[str, str]] = []
        self._remarks: list[str] = []

    def extract(self) -> Extract:
        root = self._part(self._main[0])
        body = next(iter(children(root, "body")), None)
        if body is None:
            raise FormatError(f"{self._archive.file_name} holds no text. It was not imported.")
        lines = list(self._blocks(body))
        lines = [*self._around("header"), *lines, *self._notes(), *self._around("footer")]
        self._remark_on(root)
        return Extract(
            "\n".join(lines).strip("\n"),
            _title(body) or self._property("title"),
            {"author": self._property("creator"), "language": self._property("language")},
            tuple(self._remarks),
        )

    def _part(self, name: str) -> etree._Element:
        return parse_xml(self._archive.read(name), f"{self._archive.file_name}: “{name}”")

    def _blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of a body, a note or a cell: its paragraphs, and the rows of tables."""
        for child in parent:
            name = local(child)
            if name == "p":
                yield self._paragraph(child)
                for box in _boxes(child):
                    yield from self._blocks(box)
            elif name == "tbl":
                yield from self._rows(child)
            elif name not in _GONE and name != "sectPr":
                # Content controls, insertions and custom XML wrap what they hold.
                yield from self._blocks(child)

    def _rows(self, table: etree._Element) -> Iterator[str]:
        for row in _inside(table, "tr"):
            cells = [" ".join(filter(None, self._blocks(cell))) for cell in _inside(row, "tc")]
            yield "\t".join(cell.replace("\n", " ") for cell in cells)

    def _paragraph(self, paragraph: etree._Element) -> str:
        return "".join(self._pieces(paragraph))

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield _symbol(value_of(child, "char"))
            elif name in _NOTES:
                yield self._call(_NOTES[name], value_of(child, "id"))
            elif name not in _GONE:
                yield from self._pieces(child)

    def _call(self, part: str, note: str) -> str:
        if not self._options.notes:
            return ""
        self._called.append((part, note))
        return f"[{len(self._called)}]"

    def _notes(self) -> Iterator[str]:
        """Yield the notes that the text calls, each behind its number."""
        held: dict[tuple[str, str], etree._Element] = {}
        for part in sorted({part for part, _ in self._called}):
            for name in _related(self._archive, self._main[0], part):
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
        for name in _related(self._archive, self._main[0], kind):
            text = "\n".join(self._blocks(self._part(name))).strip()
            if text and text not in seen:
                seen.add(text)
                yield text

    def _property(self, name: str) -> str:
        for part in _related(self._archive, "", "core-properties"):
            if self._archive.has(part):
                return first_text(self._part(part), name)
        return ""

    def _remark_on(self, root: etree._Element) -> None:
        if any(local(element) in ("del", "moveFrom") for element in root.iter()):
            self._remarks.append("text that tracked changes delete was left out.")
        if _related(self._archive, self._main[0], "comments"):
            self._remarks.append("its comments were left out.")


def _related(archive: Archive, source: str, kind: str) -> list[str]:
    """Return the parts of one kind that a part (or the package, "") leads to and that are there."""
    folder, name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(rels):
        return []
    found = []
    for link in parse_xml(archive.read(rels), f"{archive.file_name}: “{rels}”"):
        target = value_of(link, "Target")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if value_of(link, "Type").rpartition("/")[2] == kind and archive.has(path):
            found.append(path)
    return found


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(child, name)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in a paragraph, not those in a second rendering of the same."""
    for child in paragraph:
        if local(child) == "txbxContent":
            yield child
        elif local(child) != "Fallback":
            yield from _boxes(child)


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    # Symbol fonts stand in the private area, where the text alone does not say what is meant.
    return "\ufffd" if 0xE000 <= number <= 0xF8FF or number > 0x10FFFF else chr(number)


def _title(body: etree._Element) -> str:
    """Return the text of the first paragraph in the style “Title”, or nothing."""
    for paragraph in children(body, "p"):
        style = next((value_of(e, "val") for e in paragraph.iter() if local(e) == "pStyle"), "")
        if style.casefold() in ("title", "titel", "titre", "título", "titulo"):
            return "".join(e.text or "" for e in paragraph.iter() if local(e) == "t")
    return ""
