"""Electronic books (.epub): the chapters in the order of the spine, after EPUB 3.3 and OPF 2.0."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from storage.documents.containers import Archive, open_archive
from storage.documents.decoding import decode
from storage.documents.page_text import html_text
from storage.documents.reading import Extract, Hand, ReadingOptions, ReadText, as_read
from storage.documents.web_page import declared_encoding, parse_html
from storage.documents.xml_tree import children, first_text, local, parse_xml, value_of
from storage.errors import FormatError

HAND = Hand("application/epub+zip", "electronic book", "2")
KIND = "Electronic book"
_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_FONT_LOCKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a book. Raises FormatError for a damaged one and one locked by its seller."""
    del options  # A book has one text.
    with open_archive(data, file_name) as archive:
        _refuse_locked(archive)
        package = _package(archive)
        root = _parsed(archive, package)
        chapters, missing = [], 0
        held = {name.casefold(): name for name in archive.names}
        for wanted in _spine(root, package):
            name = wanted if archive.has(wanted) else held.get(wanted.casefold(), "")
            if name:
                chapters.append(_chapter(archive, name))
            else:
                missing += 1
    remarks: tuple[str, ...] = ()
    if missing:
        which = "a chapter is" if missing == 1 else f"{missing} chapters are"
        remarks = (f"{which} missing in the file, or no text.",)
    extract = Extract(
        "\n\n".join(filter(None, (chapter.strip("\n") for chapter in chapters))),
        first_text(root, "title"),
        _details(root),
        remarks,
    )
    return as_read(extract, data, file_name, HAND, KIND)


def _parsed(archive: Archive, name: str) -> etree._Element:
    return parse_xml(archive.read(name), f"{archive.file_name}: “{name}”")


def _package(archive: Archive) -> str:
    """Return the name of the part that lists all others."""
    for element in _parsed(archive, _CONTAINER).iter():
        if local(element) == "rootfile" and (path := value_of(element, "full-path")):
            return path
    raise FormatError(
        f"{archive.file_name} does not say where its book begins; it is damaged. "
        "It was not imported; fetch the file again."
    )


def _spine(root: etree._Element, package: str) -> Iterator[str]:
    """Yield the names of the chapters in reading order; an empty one for what is no text."""
    folder = posixpath.dirname(package)
    held = {
        value_of(item, "id"): item
        for item in root.iter()
        if local(item) == "item" and value_of(item, "media-type") in _PAGES
    }
    for part in children(root, "spine"):
        for call in children(part, "itemref"):
            item = held.get(value_of(call, "idref"))
            path = "" if item is None else unquote(value_of(item, "href").partition("#")[0])
            yield posixpath.normpath(posixpath.join(folder, path)) if path else ""


def _chapter(archive: Archive, name: str) -> str:
    data = archive.read(name)
    if not data.strip():
        return ""
    found = decode(data, name, declared=declared_encoding(data))
    return html_text(parse_html(found.text, f"{archive.file_name}: “{name}”"))


def _refuse_locked(archive: Archive) -> None:
    if not archive.has(_LOCKS):
        return
    methods = [
        value_of(element, "Algorithm")
        for element in _parsed(archive, _LOCKS).iter()
        if local(element) == "EncryptionMethod"
    ]
    # Fonts are often scrambled although the text may be read.
    if any(method not in _FONT_LOCKS for method in methods):
        raise FormatError(
            f"{archive.file_name} is locked by its seller (DRM). It was not imported; "
            "ask for a copy without the lock."
        )


def _details(root: etree._Element) -> dict[str, str]:
    return {
        "author": ", ".join(_texts(root, "creator")),
        "published": first_text(root, "date"),
        "source": first_text(root, "publisher"),
        "language": first_text(root, "language"),
        "identifier": first_text(root, "identifier"),
    }


def _texts(root: etree._Element, name: str) -> list[str]:
    found = (" ".join("".join(e.itertext()).split()) for e in root.iter() if local(e) == name)
    return [text for text in found if text]
