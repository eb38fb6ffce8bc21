"""Labels shorten rather than cover one another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.reader.geometry import Drawn, Piece
from ui.reader.labels import place_labels, shortened
from ui.reader.marks import Mark


def width(text: str) -> float:
    return 6.0 * len(text)


def named(mark: Mark) -> str:
    return mark.label


def start_at(x: float, label: str, number: int) -> Drawn:
    mark = Mark(str(number), ((number, number + 9),), "actor", label)
    return Drawn(Piece(0, 9, True, True, True, mark), [(x, x + 50)], x, x + 50, False)


@given(st.lists(st.integers(0, 500), max_size=12))
def test_no_label_covers_another(places: list[int]) -> None:
    drawn = [start_at(float(x), "statistic", n) for n, x in enumerate(places)]
    labels = place_labels(drawn, named, width, 600.0)
    for left, right in pairwise(labels):
        assert left.x + left.width < right.x


def test_a_label_with_room_is_whole() -> None:
    labels = place_labels([start_at(10.0, "statistic", 0)], named, width, 600.0)
    assert [label.text for label in labels] == ["statistic"]


def test_a_label_is_cut_before_it_meets_the_next() -> None:
    drawn = [start_at(0.0, "statistic", 0), start_at(45.0, "actor", 1)]
    assert [label.text for label in place_labels(drawn, named, width, 600.0)] == ["stati…", "actor"]


def test_without_room_the_first_letter_remains() -> None:
    assert shortened("statistic", 4.0, width) == "s"
