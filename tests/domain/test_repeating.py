"""The same as last time."""

from __future__ import annotations

from domain.codebook import Attribute, Tag, TagId
from domain.conditions import condition_of
from domain.repeating import repeated

TAG = Tag(
    TagId("t"),
    "t",
    "t",
    attributes=(
        Attribute("1", "position", "position", "enum", ("for", "against")),
        Attribute("2", "form", "form", "enum", ("words", "act"), "words"),
        Attribute("3", "place", "place"),
        Attribute("4", "old", "old", retired=True),
        Attribute("5", "why", "why", shown_when=condition_of({"field": "position", "in": ["for"]})),
    ),
)


def test_only_what_is_empty_is_filled() -> None:
    last = {"position": "against", "form": "act", "place": "Lima", "old": "x"}
    assert repeated(TAG, {"place": "Quito"}, last) == {"position": "against", "form": "act"}
    assert repeated(TAG, {}, last, {"place"}) == {"position": "against", "form": "act"}


def test_what_does_not_fit_or_would_not_show_is_left_out() -> None:
    assert repeated(TAG, {}, {"position": "maybe", "place": "Lima"}) == {"place": "Lima"}
    assert repeated(TAG, {"position": "against"}, {"why": "x"}) == {}
    assert repeated(TAG, {}, {"position": "for", "why": "x"}) == {"position": "for", "why": "x"}
