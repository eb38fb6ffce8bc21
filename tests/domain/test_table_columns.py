"""Which column holds what is guessed from names and cells, and said in a mapping file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.table_columns import ROLES, Columns, columns_from_json, guess_columns

LONG = "The minister said on Tuesday that the situation had improved, and left."


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ("title text date", Columns("text", "title", "date")),
        ("Headline ArticleBody pub_date By", Columns("ArticleBody", "Headline", "pub_date", "By")),
        ("Titel Inhalt Datum Quelle", Columns("Inhalt", "Titel", "Datum", source="Quelle")),
        ("id said publicationDate", Columns("said", published="publicationDate")),
        ("id Título x", Columns("x", "Título")),
    ],
)
def test_columns_are_guessed(names, wanted) -> None:
    sample = [{name: LONG if name == wanted.text else "12" for name in names.split()}] * 3
    assert guess_columns(names.split(), sample) == wanted


def test_a_long_column_wins_over_a_short_description() -> None:
    sample = [{"description": "Short words.", "xyz": LONG * 10}]
    found = guess_columns(("description", "xyz"), sample)
    assert found is not None
    assert found.text == "xyz"


def test_links_are_no_text() -> None:
    sample = [{"a": "https://example.org/" + "x" * 80, "b": "12"}]
    assert guess_columns(("a", "b"), sample) is None


NAMES = st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=8)


@given(data=st.data(), names=NAMES)
def test_no_column_is_guessed_for_two_fields_and_each_is_there(data, names) -> None:
    cell = st.one_of(st.none(), st.integers(), st.text(max_size=60))
    sample = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, cell)), max_size=4))
    found = guess_columns(names, sample)
    if found is not None:
        used = list(found.named().values())
        assert len(set(used)) == len(used)
        assert set(used) | set(found.rest(names)) <= set(names)
        assert not set(used) & set(found.rest(names))


@given(
    roles=st.dictionaries(st.sampled_from(ROLES[1:]), st.text(min_size=1)),
    text=st.text(min_size=1),
    others=st.one_of(st.none(), st.lists(st.text()).map(tuple)),
)
def test_a_mapping_comes_back_from_its_file_as_it_was(roles, text, others) -> None:
    columns = Columns(text, **roles, others=others)
    assert columns_from_json(columns.as_json()) == columns


@pytest.mark.parametrize(
    ("given_columns", "why"),
    [
        ([], "not an object"),
        ({}, "which column holds the text"),
        ({"text": 3}, "not a text"),
        ({"text": "a", "body": "b"}, "no field body"),
        ({"text": "a", "others": "b"}, "not a list"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_in_words(given_columns, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        columns_from_json(given_columns)
