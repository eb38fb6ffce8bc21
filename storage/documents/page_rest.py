"""What of a web page stands outside its article: the lead is taken in, the rest is said."""

from __future__ import annotations

from collections.abc import Iterator

_SHORTEST_LEAD = 60  # Characters.
_SHORTEST_PARAGRAPH = 120  # Shorter lines of a page are links, names and buttons.
_SHOWN = 60


def with_lead(article: str, whole: str, description: str) -> str:
    """Return the article with the paragraph before it that the page describes itself by.

    Many pages set the lead apart from the body, and an extractor leaves it there; that the page
    shows what it also gives as its description tells that it is the lead.
    """
    wanted = _letters(description)
    if len(description) < _SHORTEST_LEAD or wanted in _letters(article):
        return article
    lead = next((line for line in whole.split("\n") if _begins(_letters(line), wanted)), "")
    return f"{lead.strip()}\n\n{article}" if lead else article


def remark_on_rest(article: str, whole: str) -> Iterator[str]:
    """Yield the sentence that tells of paragraphs outside the article, if there are any."""
    held = _letters(article)
    rest = [
        line
        for line in dict.fromkeys(whole.split("\n"))
        if len(line) >= _SHORTEST_PARAGRAPH and _letters(line) not in held
    ]
    if rest:
        first = " ".join(rest[0].split())[:_SHOWN].rstrip()
        how_many = "a paragraph" if len(rest) == 1 else f"{len(rest)} paragraphs"
        verb = "stands" if len(rest) == 1 else "stand"
        yield f"{how_many} of the page {verb} outside its article, so not in the text: “{first}…”."


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _begins(line: str, wanted: str) -> bool:
    """Tell whether a line is what was described, or goes on where that was cut short."""
    return bool(line) and line.startswith(wanted[: max(40, len(wanted) - 10)])
