"""OpenDocument texts (.odt): paragraphs, lists and tables in order, notes, headers as a choice.

The parts are those of OASIS OpenDocument 1.3; white space follows its section 6.1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from storage.documents.containers import open_archive
from storage.documents.odf_lists import ListMarks
from storage.documents.raised import raised
from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    headline_of,
)
from storage.documents.xml_tree import children, first_text, local, parse_xml, value_of
from storage.errors import FormatError

HAND = Hand("application/vnd.oasis.opendocument.text", "OpenDocument text", "2")
KIND = "OpenDocument text"
_SPACES = re.compile("[ \t\r\n]+")
_GONE = frozenset(("forms", "sequence-decls", "bookmark", "hidden-text"))
_TOLD = {
    "tracked-changes": "text that tracked changes delete was left out.",
    "annotation": "its comments were left out.",
}
_FURNITURE = frozenset(("desc", "title", "note-citation"))
_SIGNS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 1000
_MOST_REPEATED = 1000


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read an OpenDocument text. Raises FormatError for a damaged or locked one."""
    with open_archive(data, file_name) as archive:
        if archive.has("META-INF/manifest.xml") and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise FormatError(
                f"{file_name} is protected with a password. It was not imported; "
                "save it without one and import that."
            )
        root = parse_xml(archive.read("content.xml"), f"{file_name}: “content.xml”")
        meta = parse_xml(archive.read("meta.xml"), file_name) if archive.has("meta.xml") else None
        styles = None
        if archive.has("styles.xml"):
            styles = parse_xml(archive.read("styles.xml"), f"{file_name}: “styles.xml”")
    body = next((e for e in root.iter() if local(e) == "text" and _is_body(e)), None)
    if body is None:
        raise FormatError(f"{file_name} holds no text. It was not imported.")
    flow = _Flow(options, _raised_styles(root), ListMarks((styles, root)))
    lines = list(flow.lines(body))
    title = _styled_title(root, body) or ("" if meta is None else first_text(meta, "title"))
    title = title or headline_of("\n".join(lines))
    lines += flow.notes
    head, foot = (list(_furniture(styles, kind)) for kind in ("header", "footer"))
    if options.headers:
        lines = [*head, *lines, *foot]
    elif any(map(str.isalpha, "".join((*head, *foot)))):
        flow.left_out["its headers and footers were left out."] = None
    extract = Extract("\n".join(lines).strip("\n"), title, _details(meta), tuple(flow.left_out))
    return as_read(extract, data, file_name, HAND, KIND)


class _Flow:
    """Turns elements into lines; the notes called on the way gather in `notes`."""

    def __init__(
        self,
        options: ReadingOptions,
        raised_styles: frozenset[str] = frozenset(),
        marks: ListMarks | None = None,
    ) -> None:
        self._options = options
        self._marks = marks or ListMarks(())
        self._raised = raised_styles
        self.notes: list[str] = []
        self.left_out: dict[str, None] = {}

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of a part of the document: its paragraphs, and the rows of tables."""
        for child in parent:
            name = local(child)
            if name in _TOLD:
                self.left_out[_TOLD[name]] = None
            elif value_of(child, "display") == "none":
                self.left_out["text that is formatted as hidden was left out."] = None
            elif name in ("p", "h"):
                yield self.line(child)
                for box in _boxes(child):
                    yield from self.lines(box)
            elif name not in _GONE:
                yield from self._block(child, name)

    def _block(self, element: etree._Element, name: str) -> Iterator[str]:
        if name == "table-row":
            yield self._row(element)
        elif name == "list":
            yield from self._list(element)
        else:
            yield from self.lines(element)

    def _list(self, element: etree._Element) -> Iterator[str]:
        """Yield the lines of a list; the first of each item stands behind its mark."""
        self._marks.enter(element)
        for item in children(element, "list-header", "list-item"):
            begins = next((local(child) for child in item), "") in ("p", "h")
            mark = self._marks.mark(item) if begins and local(item) == "list-item" else ""
            for line in self.lines(item):
                yield mark + line
                mark = ""
        self._marks.leave()

    def _row(self, row: etree._Element) -> str:
        cells: list[str] = []
        for cell in children(row, "table-cell", "covered-table-cell"):
            said = " ".join(filter(None, self.lines(cell)))
            said = said.replace("\n", " ").replace("\t", " ")
            # An empty rest of the row may be “repeated” up to the last column there could be.
            times = _number(value_of(cell, "number-columns-repeated"), _MOST_REPEATED)
            cells += [said] * times if said or times == 1 else [""]
        return "\t".join(cells).rstrip("\t")

    def line(self, paragraph: etree._Element) -> str:
        """Return the line that a paragraph is; its text boxes stand behind it."""
        return "".join(self._pieces(paragraph)).strip(" ")

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        yield _SPACES.sub(" ", element.text or "")
        for child in element:
            name = local(child)
            if name == "s":
                yield " " * _number(value_of(child, "c"), _MOST_SPACES)
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in _TOLD:
                self.left_out[_TOLD[name]] = None
            elif name not in _GONE and name not in _FURNITURE and not _is_box(child):
                yield from self._within(child, name)
            yield _SPACES.sub(" ", child.tail or "")

    def _within(self, element: etree._Element, name: str) -> Iterator[str]:
        if name == "note":
            yield self._note(element)
        elif name == "span" and value_of(element, "style-name") in self._raised:
            yield raised("".join(self._pieces(element)))
        elif name == "ruby-text":  # How letters are read stands above them.
            yield f"({''.join(self._pieces(element))})"
        else:
            yield from self._pieces(element)

    def _note(self, note: etree._Element) -> str:
        if not self._options.notes:
            return ""
        self.notes.append("")
        number = len(self.notes)
        said = [line.strip() for part in children(note, "note-body") for line in self.lines(part)]
        self.notes[number - 1] = f"[{number}] {' '.join(filter(None, said))}"
        return f"[{number}]"


def _is_box(element: etree._Element) -> bool:
    """Tell whether an element is a text box, or a shape with words in it."""
    return local(element) == "text-box" or any(True for _ in children(element, "p", "h", "list"))


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if local(child) in _TOLD:
            continue
        if _is_box(child):
            yield child
        elif local(child) != "note":
            yield from _boxes(child)


def _is_body(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "body"


def _furniture(styles: etree._Element | None, kind: str) -> Iterator[str]:
    """Yield the headers or footers of the page styles, each text once."""
    seen: set[str] = set()
    for part in () if styles is None else styles.iter():
        if local(part).startswith(kind) and local(part.getparent()) == "master-page":
            text = "\n".join(_Flow(ReadingOptions(notes=False)).lines(part)).strip()
            if text and text not in seen:
                seen.add(text)
                yield text


def _styled_title(root: etree._Element, body: etree._Element) -> str:
    """Return the text of the first paragraph in the style “Title” or one made of it, or nothing."""
    names = {"title"}
    for style in root.iter():
        if local(style) == "style" and value_of(style, "parent-style-name").casefold() == "title":
            names.add(value_of(style, "name").casefold())
    found = (p for p in children(body, "p") if value_of(p, "style-name").casefold() in names)
    flow = _Flow(ReadingOptions(notes=False))
    return next((" ".join(flow.line(p).split()) for p in found), "")


def _raised_styles(root: etree._Element) -> frozenset[str]:
    """Return the names of the styles that set letters above the line."""
    return frozenset(
        value_of(style, "name")
        for style in root.iter()
        if local(style) == "style"
        and any(
            re.match("super|[1-9]", value_of(formats, "text-position"))
            for formats in children(style, "text-properties")
        )
    )


def _details(meta: etree._Element | None) -> dict[str, str]:
    if meta is None:
        return {}
    author = first_text(meta, "initial-creator") or first_text(meta, "creator")
    return {"author": author, "language": first_text(meta, "language")}


def _number(written: str, most: int) -> int:
    return min(int(written), most) if written.isascii() and written.isdigit() else 1
