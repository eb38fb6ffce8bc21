"""The text of a tree of HTML (or of an extractor's article): blocks, line breaks, table cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from storage.documents.xml_tree import local

_SPACES = re.compile("[ \t\n\r\f\v]+")
_SKIPPED = frozenset(
    ("script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "select")
)
# How many line ends stand around an element: two make an empty line.
_HTML = {
    **dict.fromkeys(
        (
            *("p", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "pre"),
            *("table", "ul", "ol", "dl", "header", "footer", "main", "aside", "nav", "figure"),
            *("figcaption", "hr", "form", "fieldset", "address", "details"),
        ),
        2,
    ),
    **dict.fromkeys(("div", "li", "dt", "dd", "tr", "caption", "option", "summary", "body"), 1),
}
_ARTICLE = {**dict.fromkeys(("p", "head", "list", "quote", "table", "div"), 2), "item": 1, "row": 1}
_CELLS = frozenset(("td", "th", "cell"))
_BREAKS = frozenset(("br", "lb"))


def html_text(root: etree._Element) -> str:
    """Return all text of a page that a reader would see, paragraphs parted by an empty line."""
    return _Flow(_HTML, _SKIPPED).of(root)


def article_text(root: etree._Element) -> str:
    """Return the text of an extracted article: its elements are those of TEI."""
    return _Flow(_ARTICLE, frozenset(("graphic",))).of(root)


class _Flow:
    """Gathers text; line ends and cell marks wait until there is text to part."""

    def __init__(self, blocks: Mapping[str, int], skipped: frozenset[str]) -> None:
        self._blocks = blocks
        self._skipped = skipped
        self._parts: list[str] = []
        self._breaks = 0
        self._space = False
        self._cells = 0
        self._kept = 0  # How many elements deep we are in text whose spaces count.

    def of(self, root: etree._Element) -> str:
        # Walked without recursion: a hostile page may be nested as deep as the parser lets it.
        skipping: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start" and skipping is None:
                if local(element) in self._skipped and element is not root:
                    skipping = element
                else:
                    self._enter(element)
                    self._add(element.text)
            elif event == "end":
                if skipping is None:
                    self._leave(element)
                elif skipping is element:
                    skipping = None
                if skipping is None and element is not root:
                    self._add(element.tail)
        return "".join(self._parts)

    def _enter(self, element: etree._Element) -> None:
        name = local(element)
        if name in self._blocks:
            self._break(self._blocks[name])
        if name in _BREAKS:
            self._line_end()
        elif name in _CELLS and _has_cell_before(element):
            self._cells += 1
            self._breaks = 0
            self._space = False
        elif name in ("tr", "row"):
            self._cells = 0
        elif name == "pre":
            self._kept += 1

    def _leave(self, element: etree._Element) -> None:
        name = local(element)
        if name == "pre":
            self._kept -= 1
        elif name in ("tr", "row"):
            self._cells = 0
        elif name in _CELLS:
            self._breaks = 0  # What ends within a cell parts it from nothing outside.
        if name in self._blocks:
            self._break(self._blocks[name])

    def _break(self, lines: int) -> None:
        if self._cells:  # A paragraph that opens a cell stays beside the cell before.
            return
        self._breaks = max(self._breaks, lines)
        self._space = False

    def _line_end(self) -> None:
        """A line break of its own: each counts, and none of them is an empty line by itself."""
        if self._parts:
            self._breaks = min(self._breaks + 1, 2)
        self._space = False

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._kept:
            self._put(text)
            return
        words = _SPACES.sub(" ", text)
        self._space |= words.startswith(" ")
        if words.strip(" "):
            self._put(words.strip(" "))
            self._space = words.endswith(" ")

    def _put(self, text: str) -> None:
        if self._parts:
            if self._breaks:
                self._parts.append("\n" * self._breaks)
            if self._cells:
                self._parts.append("\t" * self._cells)
            elif self._space and not self._breaks:
                self._parts.append(" ")
        self._parts.append(text)
        self._breaks = self._cells = 0
        self._space = False


def _has_cell_before(element: etree._Element) -> bool:
    return any(local(sibling) in _CELLS for sibling in element.itersiblings(preceding=True))
