"""What stands within the lines of a web page, made plain for an extractor of articles.

It takes quotations within a sentence for paragraphs, drops times, and parts words at marks of
emphasis; of all these only their text matters here.
"""

from __future__ import annotations

from lxml import etree

from storage.documents.raised import raised

_MARKS = (
    *("b", "strong", "i", "em", "u", "s", "strike", "font", "small", "big", "mark", "sub", "sup"),
    *("ins", "tt", "dfn", "var", "kbd", "samp", "abbr", "acronym", "bdi", "wbr"),
)
_WITHIN = ("span", "time", "cite", "data", "code", "label")
_BLOCKS = ("p", "li", "td", "th", "dd", "dt", "blockquote", "figcaption", "h1", "h2", "h3", "h4")
_LARGER = ("div", "ul", "ol", "table", "section", "article", "figure")
_QUOTES = "\"'“”„«»‘’‹›「『"
_LINES = (*_MARKS, *_WITHIN, "a", "br", "q", "img")
_SHORTEST = 60  # Characters: shorter divisions are labels and buttons, unless they are sentences.
_ENDS = (".", "!", "?", "…", "”", "»", '"', "。", "！", "？", "」")
_LINKED = 0.5  # Of its letters: a paragraph of which more are links is a list of links.


def settle_inline(root: etree._Element) -> None:
    """Write raised numbers and quotations within sentences as they are seen."""
    for element in root.iter("sup"):
        said = "".join(str(text) for text in element.itertext())
        if raised(said) != said:
            for part in element.iter():
                part.text = None if part.text is None else raised(part.text)
                if part is not element and part.tail is not None:
                    part.tail = raised(part.tail)
    for element in root.iter("q"):
        element.tag = "span"
        said = "".join(str(text) for text in element.itertext()).strip()
        if said and said[0] not in _QUOTES:
            element.text = f"“{element.text or ''}"
            if len(element):
                element[-1].tail = f"{element[-1].tail or ''}”"
            else:
                element.text += "”"


def unwrap_inline(root: etree._Element) -> None:
    """Take away the elements within lines, so that nothing but their text is left of them."""
    etree.strip_tags(root, *_MARKS)
    for division in root.iter("div", "section", "center"):
        if _is_paragraph(division):
            division.tag = "p"  # Among paragraphs the extractor drops any other text.
    for time in root.iter("time"):
        above = time.getparent()
        if above is not None and above.tag == "li" and above.find("p") is not None:
            time.tag = "p"  # As of the reports of a day, each under its hour.
    for block in root.iter(*_BLOCKS):
        if sum(1 for _ in block.iter(*_BLOCKS, *_LARGER)) == 1:  # Itself: it holds lines only.
            etree.strip_tags(block, *_WITHIN)
            if _share_of_links(block) < _LINKED:
                etree.strip_tags(block, "a")


def _is_paragraph(division: etree._Element) -> bool:
    """Tell whether a division is a paragraph: it holds lines, at least a sentence, and no name.

    Those with a name are boxes: of pictures, of films, of what else there is to read.
    """
    if division.get("class") or division.get("id"):
        return False
    if any(True for inner in division.iter() if inner is not division and inner.tag not in _LINES):
        return False
    said = " ".join("".join(map(str, division.itertext())).split())
    is_sentence = len(said) >= _SHORTEST or said.endswith(_ENDS)
    return bool(said) and is_sentence and _share_of_links(division) < _LINKED


def _share_of_links(block: etree._Element) -> float:
    linked = sum(len("".join(map(str, link.itertext()))) for link in block.iter("a"))
    return linked / max(1, len("".join(map(str, block.itertext()))))
