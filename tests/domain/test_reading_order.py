from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.annotation import Annotation
from domain.ids import AnnotationId, AnnotatorId, DocumentId
from domain.reading_order import ReadingOrder
from domain.span import Span

_EDGES = st.tuples(st.integers(0, 50), st.integers(1, 20))


def annotation(name: str, start: int, length: int) -> Annotation:
    span = Span.single(start, start + length)
    return Annotation(AnnotationId(name), DocumentId("d"), AnnotatorId("a"), "t", span, ("q",))


@given(st.lists(st.tuples(st.sampled_from("abcdef"), _EDGES, st.booleans())))
def test_putting_and_discarding_keep_what_sorting_would_give(
    steps: list[tuple[str, tuple[int, int], bool]],
):
    order, expected = ReadingOrder(), {}
    for name, edges, keep in steps:
        if keep:
            expected[name] = annotation(name, *edges)
            order.put(expected[name])
        else:
            expected.pop(name, None)
            order.discard(name)
    wanted = sorted(expected.values(), key=lambda a: (a.span.start, -a.span.end, a.id))
    assert list(order) == wanted
    assert len(order) == len(wanted)


@given(st.lists(_EDGES, max_size=8))
def test_walking_forward_from_before_the_text_visits_each_once(
    edges: list[tuple[int, int]],
):
    order = ReadingOrder(annotation(str(i), *edge) for i, edge in enumerate(edges))
    visited, current = [], order.neighbour(None, 0, forward=True)
    while current is not None:
        visited.append(current)
        current = order.neighbour(current, 0, forward=True)
    assert visited == list(order)
