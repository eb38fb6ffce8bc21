"""Without quotes, the words under the spans tell which unit a file counts in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.formats.codec import UNITS, Unit
from storage.formats.corpus import ForeignDocument, ForeignSpan
from storage.formats.offsets import Reading, counted_in
from storage.formats.probing import Fit, Probe

TEXT = "🚀 Acme said, élan 🚀🚀 and sales of 12 % rose.\r\nNobody bought García."


def fit(unit: Unit, own: Unit, text: str = TEXT, wanted: Unit | None = None) -> Fit:
    """Return what is found for the words of a text, counted in a unit, in a format of its own."""
    words = [match.span() for match in re.finditer(r"\w+", text)]
    spans = tuple(ForeignSpan((edge,), "X") for edge in counted_in(unit, text, words))
    probe = Probe(own, wanted)
    probe.look(ForeignDocument("line 1", text, spans=spans))
    return probe.fit()


@pytest.mark.parametrize(("unit", "own"), [("utf16", "codepoints"), ("bytes", "utf16")])
def test_where_spans_would_have_no_place_another_unit_is_taken(unit: Unit, own: Unit) -> None:
    found = fit(unit, own)
    assert found.reading == Reading(unit)
    assert "they lead nowhere" in found.sentence


def test_where_spans_would_cut_words_a_person_is_warned() -> None:
    found = fit("codepoints", "utf16", "1 🚀 Acme said, and sales of 12 % rose.")
    assert found.reading == Reading("utf16")
    assert found.sentence.endswith(
        "But as code points, 7 of 7 spans that differ would be whole words, and so only 0 are: "
        "look at some, and choose the unit if they are wrong (--offsets codepoints)."
    )


def test_what_was_asked_for_stays() -> None:
    assert fit("utf16", "codepoints", wanted="codepoints").reading == Reading("codepoints")


@pytest.mark.parametrize("unit", UNITS)
def test_the_words_of_the_own_unit_raise_no_doubt(unit: Unit) -> None:
    assert (fit(unit, unit).reading, fit(unit, unit).doubt) == (Reading(unit), "")


def test_where_words_have_no_spaces_nothing_is_told() -> None:
    assert fit("utf16", "utf16", "猫🚀猫猫犬🚀猫猫").doubt == ""


@given(st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=8))
def test_any_edges_lead_to_some_reading(edges: list[tuple[int, int]]) -> None:
    probe = Probe("utf16")
    spans = tuple(ForeignSpan((edge,), "X") for edge in edges)
    probe.look(ForeignDocument("line 1", TEXT, spans=spans))
    assert probe.fit().reading.unit in UNITS
