"""XML of unknown make, parsed without entities or the network, within the bounds of libxml2."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from storage.errors import FormatError


def parse_xml(data: bytes, place: str) -> etree._Element:
    """Return the root of an XML file; `place` is what sentences call it.

    Raises FormatError if it is not well formed, and if it declares entities: no document needs
    them, and they are how a small file grows without end or reads other files.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(
            f"{place} is not well-formed XML ({error}). It was not imported; fetch the file again."
        ) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise FormatError(
            f"{place} declares XML entities, as files do that mean harm. It was not imported."
        )
    return root


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; nothing for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value_of(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, whatever its namespace; nothing if it has none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def children(element: etree._Element, *names: str) -> Iterable[etree._Element]:
    """Yield the children with one of these local names."""
    return (child for child in element if local(child) in names)


def first_text(root: etree._Element, name: str) -> str:
    """Return the trimmed text of the first element with that local name, or nothing."""
    for element in root.iter():
        if local(element) == name and (text := "".join(element.itertext()).strip()):
            return " ".join(text.split())
    return ""
