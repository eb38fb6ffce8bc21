"""What the regions of a Label Studio task stand on: a text, a web page, or a dialogue.

Regions of `HyperText` count in the text of the page without its marks (`globalOffsets`), a `<br>`
as one character; those of `Paragraphs` in one turn of a dialogue, whose number they name. Both are
laid out as a text here, a line for each block or turn. Sources: Label Studio's documentation of
HyperText and Paragraphs, and web/libs/editor/src/utils/selection-tools.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Protocol

from storage.formats.offsets import OffsetError, Reading, Ruler, same_words

TEXT = "text"
_LINK = re.compile(r"(?:https?|s3|gs|azure-blob)://\S+|/data/\S+", re.IGNORECASE)
_MARK = re.compile(r"<[a-zA-Z!/][^<>]*>")
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
    *("nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    "ul",
}
_UNITS = (Reading("codepoints"), Reading("utf16"))

Placed = tuple[tuple[int, int], str | None]
"""Where a region is, and which words it says that it has."""


class WrongResultError(Exception):
    """What is wrong with a task."""


class Page(Protocol):
    """What regions stand on; `key` names it in the data of the task."""

    @property
    def key(self) -> str:
        """Its name in the data."""

    @property
    def text(self) -> str:
        """All its words."""

    def place(self, value: Mapping[str, Any]) -> Placed | None:
        """Return where a region is, None if it is not on the text. Raises WrongResultError."""


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A text: offsets are as the file has them."""

    key: str
    text: str

    def place(self, value: Mapping[str, Any]) -> Placed | None:
        """Return the edges and the words of the region."""
        return _edges(value.get("start"), value.get("end"), _quote(value))


class HtmlPage:
    """A web page, its blocks a line each; offsets count its characters without these line ends."""

    def __init__(self, key: str, source: str, values: Sequence[Mapping[str, Any]]) -> None:
        parser = _Words()
        parser.feed(source)
        parser.close()
        self.key = key
        self.text = "".join(parser.parts)
        self._places = parser.places
        self._raw = "".join(self.text[at] for at in parser.places)
        rulers = [Ruler(self._raw, reading) for reading in _UNITS]
        self._ruler = max(rulers, key=lambda r: sum(self._fits(r, value) for value in values))

    def place(self, value: Mapping[str, Any]) -> Placed | None:
        """Return where the region is among the lines."""
        start, end = self._found(self._ruler, value)
        if start < 0:
            return None
        place = self._places[start], self._places[end - 1] + 1
        said = _quote(value)
        if said is None or same_words(self._raw[start:end], said):
            # The words on the page have no line ends between blocks, the text has.
            said = self.text[slice(*place)]
        return place, said

    def _fits(self, ruler: Ruler, value: Mapping[str, Any]) -> bool:
        try:
            start, end = self._found(ruler, value)
        except WrongResultError:
            return False
        return start >= 0 and same_words(self._raw[start:end], _quote(value) or "")

    @staticmethod
    def _found(ruler: Ruler, value: Mapping[str, Any]) -> tuple[int, int]:
        given = value.get("globalOffsets")
        edges = (
            _edges(given.get("start"), given.get("end"), "") if isinstance(given, dict) else None
        )
        if edges is None:
            return -1, -1
        try:
            return ruler.place((edges[0],))[0]
        except OffsetError as error:
            raise WrongResultError(f"a region: {error}") from error


class DialoguePage:
    """A dialogue, a line for each turn, behind the name of who speaks."""

    def __init__(self, key: str, turns: Sequence[Mapping[str, Any]]) -> None:
        self.key = key
        lines: list[str] = []
        self._starts: list[int] = []
        at = 0
        for turn in turns:
            words = next((turn[k] for k in ("text", "phrase") if isinstance(turn.get(k), str)), "")
            name = next((turn[k] for k in ("author", "name", "speaker") if turn.get(k)), "")
            head = f"{str(name).removesuffix(':')}: " if name else ""
            self._starts.append(at + len(head))
            lines.append(head + words)
            at += len(lines[-1]) + 1
        self.text = "\n".join(lines)

    def place(self, value: Mapping[str, Any]) -> Placed | None:
        """Return where the region is, from the numbers of its turns and the offsets in them."""
        turns = (value.get("start"), value.get("end"))
        if not all(str(turn).isdecimal() and int(str(turn)) < len(self._starts) for turn in turns):
            return None
        edges = _edges(value.get("startOffset"), value.get("endOffset"), None, is_ordered=False)
        if edges is None:
            return None
        first, last = (self._starts[int(str(turn))] for turn in turns)
        is_one = turns[0] == turns[1]
        return _edges(first + edges[0][0], last + edges[0][1], _quote(value) if is_one else None)


def page_of(data: Mapping[str, Any], values: Sequence[Mapping[str, Any]]) -> Page:
    """Return what the regions with these values stand on; raise WrongResultError if nothing.

    It is `text`, else the longest text that there is; a dialogue where a region names a turn.
    """
    on_pages = any("startOffset" in value or "globalOffsets" in value for value in values)
    if on_pages and (turns := _dialogue(data)) is not None:
        return turns
    texts = {key: v for key, v in data.items() if isinstance(v, str) and key != "title"}
    if TEXT not in texts and not values:
        texts = {key: words for key, words in texts.items() if " " in words.strip()}
    if not texts:  # A link to a picture or a sound is no text.
        raise WrongResultError("its data has no text")
    key = TEXT if TEXT in texts else max(texts, key=lambda key: len(texts[key]))
    if _LINK.fullmatch(texts[key].strip()):
        raise WrongResultError(f"its text is only a link ({texts[key].strip()[:80]})")
    if on_pages and _MARK.search(texts[key]):
        return HtmlPage(key, texts[key], values)
    return PlainPage(key, texts[key])


def _dialogue(data: Mapping[str, Any]) -> DialoguePage | None:
    for key, held in data.items():
        if isinstance(held, list) and held and all(isinstance(turn, dict) for turn in held):
            return DialoguePage(key, held)
    return None


def _edges(start: Any, end: Any, quote: str | None, *, is_ordered: bool = True) -> Placed | None:
    if type(start) is not int or type(end) is not int:
        return None
    if start < 0 or (is_ordered and start >= end):
        raise WrongResultError(f"a region from {start} to {end} covers nothing")
    return (start, end), quote


def _quote(value: Mapping[str, Any]) -> str | None:
    said = value.get(TEXT)
    # Line ends of a page are written with two characters.
    return said.replace("\\n", "\n") if isinstance(said, str) else None


class _Words(HTMLParser):
    """Gathers the words of a page; `places` says where each counted character is in them."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.places: list[int] = []
        self._length = 0
        self._breaks = False

    def handle_data(self, data: str) -> None:
        if self._breaks and self.parts and not self.parts[-1].endswith("\n"):
            self._add("\n")
        self._breaks = False
        self.places += range(self._length, self._length + len(data))
        self._add(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag == "br":
            self.handle_data("\n")
        self._breaks |= tag in _BLOCKS

    def handle_endtag(self, tag: str) -> None:
        self._breaks |= tag in _BLOCKS

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self._length += len(words)


def values_of(results: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the values of those results that have a place."""
    for result in results:
        value = result.get("value") if isinstance(result, dict) else None
        if isinstance(value, dict) and "start" in value:
            yield value
