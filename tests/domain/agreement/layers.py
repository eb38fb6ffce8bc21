"""Layers of made-up documents, and the obvious, slow way to look at them."""

from __future__ import annotations

from hypothesis import strategies as st

from domain.agreement import Agreement, Gatherer, Layer, Mark, Page
from tests.strategies import spans

LENGTH = 16
TAGS = ("actor", "event")
MARKS = st.lists(st.tuples(st.sampled_from(TAGS), spans(LENGTH, 2)), max_size=6)


def layer(*marks: tuple[str, int, int], **values: object) -> Layer:
    """Return a layer of spans of one fragment, all with the same attribute values."""
    return Layer(
        [
            Mark(f"{tag}-{start}-{end}-{at}", tag, ((start, end),), values)
            for at, (tag, start, end) in enumerate(marks)
        ]
    )


def drawn(marks: list) -> Layer:
    """Return a layer of what a strategy drew."""
    return Layer([Mark(str(at), tag, span.fragments, {}) for at, (tag, span) in enumerate(marks)])


def gather(
    *pages: dict[str, Layer], names: str = "", unit: str = "char", text: str = ""
) -> Agreement:
    """Return the agreement of annotators (a letter each) on documents of sixteen characters."""
    everyone = names or "".join(sorted({name for page in pages for name in page}))
    gatherer = Gatherer(list(everyone), TAGS, unit)
    for number, layers in enumerate(pages):
        words = text or "x" * LENGTH
        gatherer.add(Page(f"d{number}", f"Document {number}", len(words), layers, words))
    return gatherer.result()


def labels(some: Layer, length: int = LENGTH) -> list[frozenset[str]]:
    """Return the tags of each character, walking over all of them."""
    found: list[set[str]] = [set() for _ in range(length)]
    for mark in some.marks:
        for start, end in mark.fragments:
            for at in range(start, end):
                found[at].add(mark.tag)
    return [frozenset(tags) for tags in found]
