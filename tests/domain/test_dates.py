from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.codebook import is_partial_date
from domain.dates import DateReading, find_dates, read_date, spoken_date
from tests.strategies import raw_texts

PUBLISHED = "2019-01-30"

FROM_TEXT = [
    ("in 2006", "2006"),
    ("Back in 2006", "2006"),
    ("August 2017", "2017-08"),
    ("in August 2017", "2017-08"),
    ("23 January 2019", "2019-01-23"),
    ("Monday, 23 January 2019", "2019-01-23"),
    ("January 23, 2019", "2019-01-23"),
    ("the 5th of May 2001", "2001-05-05"),
    ("Sept. 5, 2001", "2001-09-05"),
    ("23 January 2019 at 15:30", "2019-01-23"),
    ("2019-01-23", "2019-01-23"),
    ("2019-01", "2019-01"),
    ("2019-01/2019-03", "2019-01/2019-03"),
    ("23.1.2019", "2019-01-23"),
    ("23/01/2019", "2019-01-23"),
    ("01/23/2019", "2019-01-23"),
    ("03/04/2019", "2019"),
    ("2011-16", "2011/2016"),
    ("(2011-16)", "2011/2016"),
    ("2011–2016", "2011/2016"),
    ("between 2006 and 2010", "2006/2010"),
    ("from March to May 2019", "2019-03/2019-05"),
    ("23 to 25 January 2019", "2019-01-23/2019-01-25"),
    ("January 23–25, 2019", "2019-01-23/2019-01-25"),
    ("28 January to 2 February 2019", "2019-01-28/2019-02-02"),
    ("the 1990s", "1990/1999"),
]
COMPLETED = [
    ("23 January", "--01-23", "2019-01-23"),
    ("on 23 January", "--01-23", "2019-01-23"),
    ("in May", "--05", "2019-05"),
    ("23–25 January", "--01-23/--01-25", "2019-01-23/2019-01-25"),
    ("29 February", "--02-29", ""),
    ("yesterday", "", "2019-01-29"),
    ("last year", "", "2018"),
    ("last month", "", "2018-12"),
    ("last week", "", "2019-01-21/2019-01-27"),
    ("two years ago", "", "2017"),
    ("3 days ago", "", "2019-01-27"),
    ("on Monday", "", "2019-01-28"),
    ("on Wednesday", "", "2019-01-30"),
    ("last Wednesday", "", "2019-01-23"),
    ("next Friday", "", "2019-02-01"),
]
NO_DATE = [
    *("", "23", "may", "it may rain", "31 February", "31 February 2019", "before 2019", "1200 BC"),
    *("5 people in January", "2006 and 2010", "November to February 2019", "since then", "300 BC"),
    *("elections that year", "5/13/19", "12345", "2019-13"),
]
OTHER_LANGUAGES = [
    ("de", "am 23. Januar 2019", "2019-01-23"),
    ("de", "im März 2019", "2019-03"),
    ("de", "zwischen 2006 und 2010", "2006/2010"),
    ("fr", "le 1er mai 2019", "2019-05-01"),
    ("fr", "du 3 au 5 mai 2019", "2019-05-03/2019-05-05"),
    ("es", "el 23 de enero de 2019", "2019-01-23"),
    ("es-PE", "enero a marzo de 2019", "2019-01/2019-03"),
    ("it", "il 3 maggio 2018", "2018-05-03"),
    ("pt-BR", "23 de janeiro de 2019", "2019-01-23"),
    ("nl", "23 januari 2019", "2019-01-23"),
    ("de", "03/04/2019", "2019-04-03"),
]
WORDS = [words for words, *_ in (*FROM_TEXT, *COMPLETED)] + NO_DATE
NOISE = st.lists(st.one_of(st.sampled_from(WORDS), raw_texts(max_size=3)), max_size=4).map(" ".join)
LANGUAGES = st.sampled_from(["", "en", "de", "fr", "es", "it", "pt", "nl", "ru", "zz", "\ud800"])


@pytest.mark.parametrize(("words", "date"), FROM_TEXT)
def test_words_give_the_date_they_name_and_no_more(words, date):
    assert read_date(words, document_date=PUBLISHED) == DateReading(date, date, "text")


@pytest.mark.parametrize(("words", "text", "completed"), COMPLETED)
def test_what_words_leave_out_comes_from_the_documents_date(words, text, completed):
    read = read_date(words, document_date=PUBLISHED)
    assert read == DateReading(text, completed, "document_date")


@pytest.mark.parametrize(("words", "text"), [case[:2] for case in COMPLETED])
def test_without_a_document_date_nothing_is_completed(words, text):
    assert read_date(words) == DateReading(text, "", "document_date")


@pytest.mark.parametrize("words", NO_DATE)
def test_words_that_name_no_date_give_none(words):
    assert read_date(words, document_date=PUBLISHED) is None


@pytest.mark.parametrize(("language", "words", "date"), OTHER_LANGUAGES)
def test_dates_are_read_in_the_documents_language(language, words, date):
    assert read_date(words, language=language) == DateReading(date, date, "text")


@pytest.mark.parametrize(
    ("language", "words", "date"),
    [
        ("de", "gestern", "2019-01-29"),
        ("fr", "l’année dernière", "2018"),
        ("es", "ayer", "2019-01-29"),
    ],
)
def test_relative_words_are_known_in_other_languages(language, words, date):
    read = read_date(words, language=language, document_date=PUBLISHED)
    assert read == DateReading("", date, "document_date")


@pytest.mark.skipif(find_spec("dateparser") is None, reason="dateparser is not installed")
@pytest.mark.parametrize(
    ("language", "words", "text"),
    [
        ("ru", "23 января 2019", "2019-01-23"),
        ("ru", "январь 2019", "2019-01"),
        ("pl", "23 stycznia 2019", "2019-01-23"),
        ("sv", "5 maj", "--05-05"),
    ],
)
def test_a_language_without_tables_is_read_with_no_part_made_up(language, words, text):
    read = read_date(words, language=language)
    assert (read and read.text) == text


@pytest.mark.parametrize(
    ("document_date", "completed"),
    [("2019-01", ""), ("2019", ""), ("soon", ""), ("2019-01-30T10", "2019-01-29")],
)
def test_a_vague_document_date_makes_no_exact_one(document_date, completed):
    read = read_date("yesterday", document_date=document_date)
    assert read == DateReading("", completed, "document_date")


@given(NOISE, LANGUAGES, st.one_of(raw_texts(max_size=2), st.dates().map(str)))
@example("tomorrow", "en", "2199-12-31")
@example("yesterday", "en", "1000-01-01")
@example("999 years ago", "en", "1000")
def test_any_text_gives_a_valid_partial_date_or_none(words, language, document_date):
    read = read_date(words, language=language, document_date=document_date)
    if read is None:
        return
    assert read.completed == "" or is_partial_date(read.completed)
    assert read.text == "" or is_partial_date(read.text.replace("--", "2000-"))
    assert read.source != "text" or read.text == read.completed


@given(st.dates())
def test_an_iso_date_reads_as_itself(day):
    if 1000 <= day.year < 2200:
        assert read_date(day.isoformat()) == DateReading(str(day), str(day), "text")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("In August 2017 that 1200 firms met on 3 May.", "en", ["2017-08", "--05-03"]),
        (
            "between March and May 2019, as president (2011-16)",
            "en",
            ["2019-03/2019-05", "2011/2016"],
        ),
        ("2000 refugees may march in 1999", "en", ["1999"]),
        ("Am 23. Januar 2019 und im März 2020", "de", ["2019-01-23", "2020-03"]),
        ("23.1.2019 och 2019-02-03, 100 år", "sv", ["2019-01-23", "2019-02-03"]),
        ("no date at all", "en", []),
    ],
)
def test_dates_are_found_where_they_stand(text, language, found) -> None:
    dates = find_dates(text, language=language)
    assert [date.reading.text for date in dates] == found
    assert all(text[date.start : date.end] == date.words for date in dates)


@given(st.text("0123456789 -/.JuneMay\n", max_size=80))
def test_dates_found_stand_apart_and_in_order(text) -> None:
    places = [(date.start, date.end) for date in find_dates(text)]
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2006", "2006"),
        ("2019-01-23", "23 January 2019"),
        ("2019-01/2019-03", "January 2019 to March 2019"),
        ("soon", ""),
        ("2019-02-31", ""),
    ],
)
def test_a_partial_date_reads_as_people_say_it(value, words) -> None:
    assert spoken_date(value) == words


@pytest.mark.parametrize(
    "value", ["2019-02-31", "2019-03/2019-01", "2019-13", "2019-1", "0000-02-30"]
)
def test_a_date_that_the_calendar_does_not_have_is_none(value) -> None:
    assert not is_partial_date(value)
