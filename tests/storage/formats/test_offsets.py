"""Units of other programs: each reading counts as it says, and the quotes decide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.formats.corpus import ForeignDocument, ForeignSpan
from storage.formats.offsets import OffsetError, Reading, Ruler, same_words
from storage.formats.probing import Probe
from tests.strategies import raw_texts

TEXT = "\ufeffAcme 🚀\r\nsaid é no.\r\nEnd"


def offsets_of(text: str, at: int, reading: Reading) -> int:
    """Count what stands before a position, the slow and plain way."""
    before = text[:at]
    if reading.newline == 1:
        before = before.replace("\r\n", "\n")
    elif reading.newline == 2:
        before = before.replace("\r\n", "\n").replace("\n", "\r\n")
    if reading.bom > 0:
        before = "\ufeff" + before
    elif reading.bom < 0:
        before = before.removeprefix("\ufeff")
    if reading.unit == "utf16":
        return len(before.encode("utf-16-le", "surrogatepass")) // 2
    if reading.unit == "bytes":
        return len(before.encode("utf-8", "surrogatepass"))
    return len(before)


READINGS = [
    Reading(unit, bom, newline)
    for unit in ("codepoints", "utf16", "bytes")
    for bom in (0, 1, -1)
    for newline in (0, 1, 2)
]


@given(raw_texts(min_size=1), st.sampled_from(READINGS), st.data())
@settings(max_examples=200, deadline=None)
def test_a_ruler_takes_back_what_each_reading_counts(text, reading, data) -> None:
    # A position inside a line end is one that no program means.
    edges = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]
    start, end = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    given = ((offsets_of(text, start, reading), offsets_of(text, end, reading)),)
    ((found_start, found_end),) = Ruler(text, reading).place(given)
    assert offsets_of(text, found_start, reading) == given[0][0]
    assert text[found_start:found_end].lstrip("\ufeff") == text[start:end].lstrip("\ufeff")


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: f"{r.unit} {r.bom} {r.newline}")
def test_the_quotes_of_a_file_tell_its_reading(reading: Reading) -> None:
    words = ["Acme", "🚀", "said", "é", "no", "End"]
    spans = []
    for word in words:
        at = TEXT.index(word)
        edges = (offsets_of(TEXT, at, reading), offsets_of(TEXT, at + len(word), reading))
        spans.append(ForeignSpan((edges,), "X", quote=word))
    probe = Probe("codepoints")
    probe.look(ForeignDocument("here", TEXT, spans=tuple(spans)))
    fit = probe.fit()
    if reading.bom and reading.newline:
        return  # Two shifts at once are tried only as they occur: a BOM with CR LF.
    assert fit.matched == fit.quotes == len(words)
    assert Ruler(TEXT, fit.reading).place(spans[3].fragments)[0][0] == TEXT.index("é")


def test_a_file_without_quotes_is_read_in_the_unit_of_its_format() -> None:
    probe = Probe("utf16")
    probe.look(ForeignDocument("here", TEXT, spans=(ForeignSpan(((0, 1),), "X"),)))
    assert probe.fit().reading == Reading("utf16")
    assert "no quotes" in probe.fit().sentence


def test_quotes_that_stand_elsewhere_are_told_as_what_cannot_come_in() -> None:
    probe = Probe("codepoints")
    spans = (ForeignSpan(((1, 5),), "X", quote="Acme"), ForeignSpan(((0, 2),), "X", quote="Zz"))
    probe.look(ForeignDocument("here", TEXT, spans=spans))
    assert "but only 1 of 2 quotes match" in probe.fit().sentence


@pytest.mark.parametrize("offset", [-1, 3, 7])
def test_an_offset_outside_or_inside_a_character_is_none(offset: int) -> None:
    with pytest.raises(OffsetError):
        Ruler("ab🚀", Reading("bytes")).place(((0, offset),))


def test_a_quote_may_have_a_space_for_a_line_end() -> None:
    assert same_words("a\r\nb", "a b")
    assert same_words("a\nb", "a\r\nb")
    assert not same_words("a b", "ab")
