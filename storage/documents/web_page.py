"""Web pages: the article with its title, author, date and site, or all text of the page."""

from __future__ import annotations

import copy
import re
from typing import Any

from lxml import etree
from lxml.html import HTMLParser

from storage.documents.decoding import decode
from storage.documents.page_inline import settle_inline, unwrap_inline
from storage.documents.page_rest import remark_on_rest, with_lead
from storage.documents.page_text import article_text, html_text
from storage.documents.plain_text import refuse_binary, refuse_magic
from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    foreign_reader,
)
from storage.documents.xml_tree import first_text, value_of
from storage.errors import FormatError

HAND = Hand("text/html", "web page", "2")
KIND = "Web page"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{1,40})""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD = 4096
# The extractor is made for news pages: of a short or plain page it keeps a line or nothing.
_SHORTEST_ARTICLE = 250
_SHARE = 0.5
_LOGGERS = (
    *("trafilatura", "trafilatura.utils", "trafilatura.core", "trafilatura.readability_lxml"),
    *("trafilatura.main_extractor", "trafilatura.external", "trafilatura.metadata"),
    *("trafilatura.xml", "trafilatura.htmlprocessing", "trafilatura.baseline", "htmldate"),
    *("trafilatura.json_metadata", "htmldate.core", "htmldate.utils", "htmldate.extractors"),
    *("htmldate.validators", "courlan", "justext", "charset_normalizer"),
)


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a web page: its article where there is one, unless the options want the whole page.

    Raises FormatError for a page without text.
    """
    refuse_magic(data, file_name)
    found = decode(data, file_name, encoding=options.encoding, declared=declared_encoding(data))
    refuse_binary(found.text, file_name)
    root = parse_html(found.text, file_name)
    whole = html_text(root)
    text, details, title = whole, dict[str, Any](), first_text(root, "title")
    remarks: tuple[str, ...] = ()
    article = _article(root, file_name)
    if article is not None:
        title = str(article.title or "") or title
        details = _details(article)
        if not options.whole_page:
            text, remarks = _chosen(article_text(article.body), whole, details["description"])
    details.setdefault("language", value_of(root, "lang"))
    extract = Extract(text, title, details, remarks, found.encoding, found.undecodable)
    return as_read(extract, data, file_name, HAND, KIND)


def parse_html(text: str, file_name: str) -> etree._Element:
    """Return the root of an HTML page given as text; raise FormatError if there is nothing in it.

    The parser repairs what is broken, resolves no declared entities, and opens no other file.
    """
    body = _DECLARATION.sub("", text.replace("\x00", "\ufffd"), count=1)
    parser = HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    with foreign_reader(file_name, "a web page"):
        root: etree._Element | None = etree.fromstring(body.encode("utf-8", "replace"), parser)
    # At its bounds the parser stops in silence: what follows would be lost.
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise FormatError(
            f"{file_name} nests its elements deeper than any page needs, or holds one far too "
            "large. It was not imported; save its text as .txt and import that."
        )
    if root is None:
        raise FormatError(f"{file_name} holds no text. It was not imported.")
    settle_inline(root)
    return root


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page says it is in, or nothing."""
    head = data[:_HEAD]
    found = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return found[1].decode("ascii", "ignore") if found else ""


def looks_like_html(data: bytes) -> bool:
    """Tell whether the beginning of a file is that of a web page."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or (
        head.startswith(b"<?xml") and b"<html" in head
    )


def _article(root: etree._Element, file_name: str) -> Any:
    """Return what the extractor found (its `Document`), or None if it found no article."""
    # Imported here: the extractor and its word lists take time to load.
    import trafilatura

    tree = copy.deepcopy(root)  # The extractor takes the tree apart.
    unwrap_inline(tree)
    with foreign_reader(file_name, "a web page", *_LOGGERS):
        found: Any = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # Only a date that the page states: a day somewhere in its text may be any day.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    return None if found is None or found.body is None else found


def _details(article: Any) -> dict[str, Any]:
    return {
        "author": str(article.author or "").replace("; ", ", "),
        "published": str(article.date or ""),
        "source": str(article.sitename or article.hostname or ""),
        "url": str(article.url or ""),
        "description": str(article.description or ""),
    }


def _chosen(article: str, whole: str, description: str) -> tuple[str, tuple[str, ...]]:
    """Return the article, or the whole page where the extractor dropped most of a short one."""
    if len(article) >= _SHORTEST_ARTICLE or len(article) >= _SHARE * len(whole) > 0:
        text = with_lead(article, whole, description)
        return text, tuple(remark_on_rest(text, whole))
    return whole, ("no article stands out in this page, so all of its text was taken.",)
