"""Joining two copies of a record is commutative, associative, idempotent; the latest stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import Stamp
from domain.merging import CollisionError, Shape, Version, canonical, join, overridden

SHAPE = Shape(
    ("title", "tag", "fragments", "modified"),
    ("attributes",),
    {"tag": "span", "fragments": "span"},
    frozenset({"modified"}),
    ("title",),
)
REGISTERS = {
    "span": ("tag", "fragments"),
    "deleted": ("deleted",),
    "attributes.a": ("attributes.a",),
}


def stamp(number: int) -> Stamp:
    return Stamp(f"{number:012x}-0000-{'0' * 16}")


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Three copies of a record, each with some of the same edits."""
    edits: list[tuple[Stamp, str, dict[str, Any]]] = []
    for number in range(2, 2 + draw(st.integers(0, 6))):
        register = draw(st.sampled_from(sorted(REGISTERS)))
        value = draw(st.integers(0, 1))
        wrote: dict[str, Any] = dict.fromkeys(REGISTERS[register], value)
        if register == "attributes.a" and value == 0:
            wrote = {"attributes.a": None}
        edits.append((stamp(number), register, wrote))
    return [_edited([e for e in edits if draw(st.booleans())]) for _ in range(3)]


def _edited(edits: list[tuple[Stamp, str, dict[str, Any]]]) -> Version:
    values: dict[str, Any] = {"title": "T", "tag": 0, "fragments": 0, "deleted": 0, "modified": "1"}
    stamps: dict[str, Stamp] = {}
    for at, register, wrote in edits:
        values |= wrote
        stamps[register] = at
        values["modified"] = at
    kept = {name: value for name, value in values.items() if value is not None}
    return Version(kept, stamp(1), max([stamp(1), *stamps.values()]), stamps)


def joined(*versions: Version) -> Version:
    found = canonical(versions[0], SHAPE)
    for other in versions[1:]:
        found = join(found, other, SHAPE).version
    return found


@given(histories())
def test_the_order_of_joining_does_not_matter(versions: list[Version]) -> None:
    a, b, c = versions
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))


@given(histories())
def test_joining_again_changes_nothing(versions: list[Version]) -> None:
    a, b, _ = versions
    both = joined(a, b)
    assert joined(both, b) == joined(both, a) == joined(both, both) == both


@given(histories())
def test_the_latest_edit_of_each_register_stands(versions: list[Version]) -> None:
    a, b, _ = versions
    both = joined(a, b)
    for register in REGISTERS:
        latest = max(v.stamps.get(register, stamp(1)) for v in (a, b))
        assert both.stamps.get(register, stamp(1)) == latest


@given(histories())
def test_a_loss_is_listed_only_when_the_winner_had_not_seen_it(versions: list[Version]) -> None:
    a, b, _ = versions
    saw_a, saw_b = set(a.stamps.values()), set(b.stamps.values())
    result = join(a, b, SHAPE)
    lost = overridden(result, a, b, own_saw=lambda s: s in saw_a, other_saw=lambda s: s in saw_b)
    for difference in lost:
        assert difference.loser in saw_a ^ saw_b


def test_what_never_differs_in_one_record_is_a_collision() -> None:
    one = _edited([])
    other = Version({**one.values, "title": "U"}, stamp(1), stamp(1), {})
    with pytest.raises(CollisionError):
        join(one, other, SHAPE)


def test_two_values_under_one_stamp_are_a_collision() -> None:
    one = _edited([(stamp(2), "span", {"tag": 1, "fragments": 1})])
    other = _edited([(stamp(2), "span", {"tag": 0, "fragments": 1})])
    with pytest.raises(CollisionError):
        join(one, other, SHAPE)
