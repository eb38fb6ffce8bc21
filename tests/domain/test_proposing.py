"""What is proposed for a span from its words, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.annotation import Annotation
from domain.codebook import Attribute, Tag, TagId
from domain.date_source import source_of, with_source
from domain.document import Document
from domain.proposing import Proposed, number_locale, propose, taken
from domain.span import Span

KINDS = ("count", "share", "money", "rate")
MODIFIERS = ("exact", "approx", "more_than", "range", "vague")
STATISTIC = Tag(
    TagId("T"),
    "statistic",
    "statistic",
    attributes=(
        Attribute("1", "kind", "kind", "enum", KINDS, "count", required=True),
        Attribute("2", "value_min", "value_min", "number"),
        Attribute("3", "value_max", "value_max", "number"),
        Attribute("4", "unit", "unit"),
        Attribute("5", "modifier", "modifier", "enum", MODIFIERS, "exact"),
    ),
)
SOURCES = ("text", "document_date", "analyst")
EVENT = Tag(
    TagId("E"),
    "event",
    "event",
    attributes=(
        Attribute("1", "date_start", "date_start", "date"),
        Attribute("2", "date_end", "date_end", "date"),
        Attribute("3", "date_source", "date_source", "enum", SOURCES, "text"),
    ),
)
STANCE = Tag(TagId("S"), "stance", "stance", attributes=(Attribute("1", "date", "date", "date"),))


def proposed(tag, text, words, *, language="", published="", metadata=None, **values):
    document = Document("d", "", text, "", "", "", published, "", language, metadata or {})
    start = text.index(words)
    span = Span.single(start, start + len(words))
    annotation = Annotation("a", "d", "me", tag.id, span, (words,), attributes=values)
    return propose(tag, annotation, document), annotation, document


@pytest.mark.parametrize(
    ("text", "words", "values"),
    [
        (
            "well over half a million people",
            "well over half a million",
            {"value_min": 500000, "unit": "persons", "modifier": "more_than"},
        ),
        (
            "about 40 % of them",
            "about 40 %",
            {"value_min": 40, "unit": "%", "modifier": "approx", "kind": "share"},
        ),
        (
            "cost $3.5 billion.",
            "$3.5 billion",
            {"value_min": 3500000000, "unit": "USD", "kind": "money"},
        ),
        (
            "between 5 and 10 percent",
            "between 5 and 10 percent",
            {"value_min": 5, "value_max": 10, "unit": "%", "modifier": "range", "kind": "share"},
        ),
        ("two refugees", "two", {"value_min": 2, "unit": "refugees"}),
        ("no number here", "number", {}),
    ],
)
def test_a_statistic_is_read_from_its_words(text, words, values) -> None:
    assert taken(proposed(STATISTIC, text, words)[0]) == values


def test_what_a_person_typed_is_left_alone_and_not_contradicted() -> None:
    text = "between 5 and 10 percent"
    found, _, _ = proposed(STATISTIC, text, text, value_min=5, unit="points")
    assert taken(found) == {"value_max": 10, "modifier": "range", "kind": "share"}
    found, _, _ = proposed(STATISTIC, text, text, value_min=4)
    assert taken(found) == {"unit": "%", "kind": "share"}


def test_numbers_are_read_as_the_document_writes_them() -> None:
    text = "1.234,5 Tonnen"
    assert taken(proposed(STATISTIC, text, "1.234,5", language="de")[0])["value_min"] == 1234.5
    told = {"number_format": "1.234,5"}
    _, _, document = proposed(STATISTIC, text, "1.234,5", language="en", metadata=told)
    assert number_locale(document).name == "1.234,5"


def test_a_date_in_the_sentence_is_proposed_the_nearest_first() -> None:
    text = "He left in 2001. In August 2017 they met, and in 2019 they parted."
    found, annotation, document = proposed(EVENT, text, "met")
    assert found == {"date_start": Proposed("2017-08", "August 2017")}
    assert source_of("2017-08", annotation, document) == "text"
    assert source_of("2018", annotation, document) == "analyst"
    assert taken(proposed(EVENT, text, "left")[0]) == {"date_start": "2001"}


def test_an_interval_fills_both_ends_or_one_field() -> None:
    text = "She ruled (2011-16) alone."
    both = {"date_start": "2011", "date_end": "2016"}
    assert taken(proposed(EVENT, text, "ruled")[0]) == both
    assert taken(proposed(STANCE, text, "ruled")[0]) == {"date": "2011/2016"}


def test_a_year_that_the_text_leaves_out_is_completed_only_when_asked() -> None:
    text = "Peru recognised Guaidó on 23 January."
    found, annotation, document = proposed(EVENT, text, "recognised", published="2019-02-05")
    assert taken(found) == {}
    whole = {"date_start": "2019-01-23", "date_source": "document_date"}
    assert taken(found, from_document=True) == whole
    assert source_of("2019-01-23", annotation, document) == "document_date"
    assert proposed(EVENT, text, "recognised")[0] == {}


@given(st.text("0123456789 ,.%$-–/abmMilonJuy\n", max_size=60), st.data())
def test_whatever_stands_there_only_fitting_values_are_proposed(text, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    if words.strip():
        for tag in (STATISTIC, EVENT, STANCE):
            found, _, _ = proposed(tag, text, words, published="2019-02-05")
            for key, each in found.items():
                assert tag.attribute(key).problem(each.value) is None


@pytest.mark.parametrize(
    ("stored", "key", "value", "source"),
    [
        ({}, "date_start", "2019-01-23", "document_date"),
        ({}, "date_start", "2018", "analyst"),
        ({}, "date_start", "2017-08", None),
        ({"date_start": "2017-08"}, "date_end", "2018", "analyst"),
        ({"date_start": "2018", "date_source": "analyst"}, "date_start", "2017-08", None),
        ({"date_start": "2018", "date_source": "analyst"}, "date_start", None, None),
    ],
)
def test_a_date_that_is_typed_says_where_it_comes_from(stored, key, value, source) -> None:
    text = "In August 2017 they met, and again on 23 January."
    _, annotation, document = proposed(EVENT, text, "met", published="2019-02-05", **stored)
    values = {key: value, "date_source": source}
    assert with_source(EVENT, annotation, document, key, value) == values


def test_a_source_that_a_person_gave_stays() -> None:
    text = "In August 2017 they met."
    stored = {"date_start": "2017-08", "date_source": "analyst"}
    _, annotation, document = proposed(EVENT, text, "met", **stored)
    kept = with_source(EVENT, annotation, document, "date_start", "2016")
    assert kept == {"date_start": "2016"}
