"""The codebook: what a value may be, and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from domain.codebook import (
    Attribute,
    AttributeType,
    Codebook,
    Tag,
    TagId,
    is_partial_date,
    shortcut_for,
)


def _tag(key: str, merged_into: str | None = None, **more: Any) -> Tag:
    target = None if merged_into is None else TagId(merged_into)
    return Tag(TagId(key), key, key.title(), merged_into=target, **more)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("enum", ["x", "", None], ["z", 1]),
        ("number", [1, 2.5, 0], ["1", True]),
        ("boolean", [True, False], ["yes", 1]),
        ("date", ["2019", "2019-01", "2019-01-23", "2018/2019"], ["2019-13", "19", "1/2/3", 2019]),
        ("text", ["anything"], [1, ["x"]]),
        ("ref", ["an id"], [7]),
    ],
)
def test_a_value_fits_its_type_or_is_told(
    kind: AttributeType, good: list[Any], bad: list[Any]
) -> None:
    attribute = Attribute("1", "a", "A", kind, choices=("x", "y"))
    assert [attribute.problem(value) for value in good] == [None] * len(good)
    assert all(attribute.problem(value) for value in bad)


def test_a_required_attribute_without_value_or_default_is_missing() -> None:
    tag = _tag(
        "t",
        attributes=(
            Attribute("1", "a", "A", required=True),
            Attribute("2", "b", "B", required=True, default="x"),
            Attribute("3", "c", "C", required=True, retired=True),
            Attribute("4", "d", "D"),
        ),
    )
    assert tag.missing({}) == tag.missing({"a": ""}) == ("A",)
    assert tag.missing({"a": "here"}) == ()


def test_an_attribute_that_the_tag_lacks_is_told() -> None:
    assert _tag("t").problems({"other": 1}) == ("T has no attribute “other”",)


def test_merged_tags_are_followed_also_in_a_circle() -> None:
    book = Codebook(
        "B", "v", (_tag("a", "b"), _tag("b", "c"), _tag("c"), _tag("x", "y"), _tag("y", "x"))
    )
    assert book.tag("a").key == "c"
    assert book.tag("x").key in ("x", "y")
    assert [tag.key for tag in book.active] == ["c"]


def test_tags_are_found_by_key_or_name_in_any_case() -> None:
    book = Codebook("B", "v", (_tag("actor"),))
    assert book.named("ACTOR") is book.tag("actor")
    assert book.named("nobody") is None
    with pytest.raises(KeyError):
        book.tag("nobody")


def test_a_shortcut_is_the_first_letter_that_is_free() -> None:
    assert shortcut_for("statistic", ["s", "T"]) == "A"
    assert shortcut_for("日本", []) == ""
    assert shortcut_for("aa", ["A"]) == ""


def test_a_date_may_be_a_year_a_month_a_day_or_an_interval() -> None:
    assert is_partial_date("2019-01-23/2019-02")
    assert not is_partial_date("")
