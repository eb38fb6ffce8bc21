"""Annotations in reading order: by where they start, the outer before the inner."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from domain.annotation import Annotation

_Key = tuple[int, int, str]
_FIRST = -(1 << 62)


class ReadingOrder:
    """A set of annotations that stays sorted; putting and discarding cost no new sort."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_id: dict[str, Annotation] = {a.id: a for a in annotations}
        self._keys: list[_Key] = sorted(map(_key, self._by_id.values()))

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Annotation]:
        return (self._by_id[key[2]] for key in self._keys)

    def get(self, annotation: str) -> Annotation | None:
        """Return the annotation of that id, or None."""
        return self._by_id.get(annotation)

    def put(self, annotation: Annotation) -> None:
        """Add an annotation, in place of an older version of it."""
        self.discard(annotation.id)
        self._by_id[annotation.id] = annotation
        bisect.insort(self._keys, _key(annotation))

    def discard(self, annotation: str) -> None:
        """Take an annotation out, if it is there."""
        old = self.get(annotation)
        if old is not None:
            del self._by_id[old.id]
            del self._keys[bisect.bisect_left(self._keys, _key(old))]

    def neighbour(
        self, current: Annotation | None, position: int, *, forward: bool
    ) -> Annotation | None:
        """Return the annotation after (or before) `current`, or after `position` if it is None.

        `position` is in code points; None at either end.
        """
        if current is not None and self.get(current.id) is not None:
            at = bisect.bisect_left(self._keys, _key(current)) + (1 if forward else -1)
        else:
            at = bisect.bisect_left(self._keys, (position, _FIRST, "")) - (0 if forward else 1)
        return self.get(self._keys[at][2]) if 0 <= at < len(self._keys) else None


def _key(annotation: Annotation) -> _Key:
    return annotation.span.start, -annotation.span.end, annotation.id
