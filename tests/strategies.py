"""Texts and spans of the nasty kind, for properties that must hold for any."""

from __future__ import annotations

from hypothesis import strategies as st

from domain.span import Span
from domain.text import canonicalise

NASTY = (
    "\U0001f600",  # an emoji beyond the basic plane
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family, joined by ZWJ
    "\U0001f1f5\U0001f1ea",  # a flag
    "\u2764\ufe0f",  # a variation selector
    "e\u0301\u0323",  # combining marks
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",  # right to left
    "\u65e5\u672c\u8a9e\u3067\u3059",  # no spaces
    "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22",
    "\r\n",
    "\r",
    "\n",
    "\u0085",
    "\u2028",
    "\u2029",
    "\x00",
    "\ufeff",
    "\ud800",  # lone surrogates
    "\udfff",
    "\u00a0",
    "\u202f",
    "\u00ad",
    "\x1c",
    "\t",
    "'\"`;--",
    "=1+1",
    "{}[]<&>",
    "word word ",
)


def raw_texts(min_size: int = 0, max_size: int = 24) -> st.SearchStrategy[str]:
    """Decoded texts as a file may hold them: lone surrogates, NULs and all newlines included."""
    piece = st.one_of(
        st.sampled_from(NASTY),
        st.text(st.characters(exclude_categories=()), min_size=1, max_size=6),
        st.text("abc ", min_size=1, max_size=6),
    )
    return st.lists(piece, min_size=min_size, max_size=max_size).map("".join)


def texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """Canonical texts, as documents hold them."""
    return raw_texts(min_size).map(lambda raw: canonicalise(raw).text)


@st.composite
def spans(draw: st.DrawFn, length: int, most: int = 3) -> Span:
    """Spans of one or more fragments in a text of `length` (at least 1) code points."""
    fragments = []
    for _ in range(draw(st.integers(1, most))):
        start = draw(st.integers(0, length - 1))
        fragments.append((start, draw(st.integers(start + 1, length))))
    return Span.of(fragments)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span]:
    """A canonical text and a span in it."""
    text = draw(texts(min_size=1))
    return text, draw(spans(len(text)))
