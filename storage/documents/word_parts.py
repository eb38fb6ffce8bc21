"""The parts of a Word document that is being read, and what its elements say of themselves."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from storage.documents.containers import Archive
from storage.documents.symbol_fonts import symbol
from storage.documents.xml_tree import children, local, parse_xml, value_of

_TITLES = frozenset(("title", "titel", "titre", "título", "titulo"))
_OFF = ("0", "false", "off")
_BREAKS = ("br", "cr", "tab")


def related(archive: Archive, source: str, kind: str) -> list[str]:
    """Return the parts of one kind that a part (or the package, "") leads to and that are there."""
    return [path for _, its_kind, path in _links(archive, source) if its_kind == kind]


def linked(archive: Archive, source: str, name: str) -> str:
    """Return the part that a link of another part leads to, or nothing if it is not there."""
    return next((path for its_name, _, path in _links(archive, source) if its_name == name), "")


def _links(archive: Archive, source: str) -> Iterator[tuple[str, str, str]]:
    folder, name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(rels):
        return
    for link in parse_xml(archive.read(rels), f"{archive.file_name}: “{rels}”"):
        target = value_of(link, "Target")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if archive.has(path):
            yield value_of(link, "Id"), value_of(link, "Type").rpartition("/")[2], path


def inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from inside(child, name)


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in a paragraph, not those in a second rendering of the same."""
    for child in paragraph:
        if local(child) == "txbxContent":
            yield child
        elif local(child) != "Fallback":
            yield from boxes(child)


def is_hidden(run: etree._Element) -> bool:
    """Tell whether a run of letters is formatted as hidden."""
    return any(
        value_of(mark, "val") not in _OFF
        for formats in children(run, "rPr")
        for mark in children(formats, "vanish")
    )


def is_raised(run: etree._Element) -> bool:
    """Tell whether a run of letters is set above the line."""
    return any(
        value_of(mark, "val") == "superscript"
        for formats in children(run, "rPr")
        for mark in children(formats, "vertAlign")
    )


def runs_on(paragraph: etree._Element) -> bool:
    """Tell whether a tracked change takes the end of a paragraph away."""
    return any(
        True
        for formats in children(paragraph, "pPr")
        for marks in children(formats, "rPr")
        for _ in children(marks, "del", "moveFrom")
    )


def symbol_of(element: etree._Element) -> str:
    """Return the sign that an element gives by font and code; U+FFFD if it is not known."""
    try:
        code = int(value_of(element, "char"), 16)
    except ValueError:
        return ""
    private = 0xE000 <= code <= 0xF8FF or code > 0x10FFFF
    # Symbol fonts stand in the private area, where the text alone does not say what is meant.
    return symbol(value_of(element, "font"), code) if private else chr(code)


def styled_title(body: etree._Element, styles: etree._Element | None) -> str:
    """Return the text of the first paragraph in the style “Title”, or nothing.

    Its id is another one in each language; its name is not.
    """
    ids = {
        value_of(style, "styleId")
        for style in (() if styles is None else children(styles, "style"))
        if any(value_of(name, "val").casefold() == "title" for name in children(style, "name"))
    }
    for paragraph in children(body, "p"):
        style = next((value_of(e, "val") for e in paragraph.iter() if local(e) == "pStyle"), "")
        if style in ids or style.casefold() in _TITLES:
            said = (
                e.text or "" if local(e) == "t" else " "
                for e in paragraph.iter()
                if local(e) == "t" or local(e) in _BREAKS
            )
            return " ".join("".join(said).split())
    return ""
