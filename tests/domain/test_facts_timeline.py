"""The timeline."""

from __future__ import annotations

import pytest

from domain.facts import timeline
from domain.facts.events import dates
from tests.domain.facts_layer import link, read_one, span


def listed(*events, links=()):
    facts = read_one([span(name, "event", at, **v) for at, (name, v) in enumerate(events)], links)
    return [[r.date, r.title, r.type, r.status, r.label] for r in facts.timeline]


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2006", "", "2006"),
        ("", "2006", "2006"),
        ("2017-08", "2017-08", "2017-08"),
        ("2011", "2016", "2011/2016"),
        ("2011/2016", "", "2011/2016"),
        ("", "2011/2016", "2011/2016"),
        ("2011/2012", "2015/2016", "2011/2016"),
        ("in spring", "2006-05", "2006-05"),
        ("in spring", "", "~"),
        ("", "", "~"),
        (None, 2006, "~"),
    ],
)
def test_the_date_is_what_is_known_of_start_and_end(start, end, shown):
    ((date, *_),) = listed(("x", {"date_start": start, "date_end": end}))
    assert date == shown


def test_the_ends_of_an_interval_are_read_from_either_field():
    assert dates("2011/2016", None) == ("2011", "2016")
    assert dates("2011-02-30x", "2016") == ("", "2016")


def test_events_are_sorted_by_date_then_title_and_undated_ones_come_last():
    when = {"a": "", "b": "2006-05", "c": "2006/2007", "d": "2006", "e": "2005-12-31", "f": "2006"}
    found = listed(*((n, {"title": n.upper(), "date_start": d}) for n, d in when.items()))
    assert [row[1] for row in found] == list("EDFCBA")


def test_an_event_without_more_is_called_by_its_words_and_has_the_usual_values():
    assert listed(("beating", {})) == [["~", "beating", "OTHER", "occurred", "beating"]]


@pytest.mark.parametrize("status", ["ongoing", "planned", "possible", "did_not_happen"])
def test_the_status_is_told_as_it_is(status):
    assert listed(("x", {"status": status}))[0][3] == status


def test_mentions_of_one_event_that_say_the_same_are_one_row():
    first = ("recognised", {"title": "R", "date_start": "2019", "event_type": "SUPPORT"})
    links = [link("decision", "same_event", "recognised"), link("act", "same_event", "decision")]
    found = listed(("decision", {}), first, ("act", {"title": "R"}), links=links)
    assert found == [["2019", "R", "SUPPORT", "occurred", "decision"]]


def test_mentions_of_one_event_with_other_titles_stay_rows_and_share_the_date():
    events = [("a", {"title": "A", "date_start": "2019"}), ("b", {"title": "B"})]
    found = listed(*events, links=[link("b", "same_event", "a")])
    assert [row[:2] for row in found] == [["2019", "A"], ["2019", "B"]]


def test_a_mention_of_an_event_that_had_not_happened_yet_stays_a_row():
    events = [("a", {"title": "A"}), ("b", {"status": "possible"})]
    found = listed(*events, links=[link("a", "same_event", "b")])
    assert [row[3] for row in found] == ["occurred", "possible"]


def test_two_events_that_read_alike_stay_two():
    assert len(listed(("a", {"title": "Vote"}), ("b", {"title": "Vote"}))) == 2


def test_a_part_names_its_whole_and_takes_no_date_from_it():
    whole = span("elections", "event", 0, title="Elections", date_start="2006")
    part = span("beating", "event", 1)
    facts = read_one([whole, part], [link("beating", "part_of", "elections")])
    assert [(r.date, r.part_of) for r in facts.timeline] == [("2006", ()), ("~", ("Elections",))]


def test_an_undated_event_has_an_empty_cell_in_the_table():
    facts = read_one([span("x", "event", date_start="2006"), span("y", "event", 1)])
    assert [row.cells[0] for row in timeline(facts).rows] == ["2006", ""]
