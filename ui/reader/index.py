"""An index of marks by position: fixed buckets, and one list of the few long ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ui.reader.marks import Mark

Entry = tuple[int, int, Mark]

_BUCKET_BITS = 11
# A mark over more buckets than this would fill the index; such marks are few.
_LONG = 32


def _order(entry: Entry) -> tuple[int, int]:
    return entry[0], -entry[1]


class MarkIndex:
    """Finds the fragments that touch a range of code points; one entry per fragment."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._buckets: dict[int, list[Entry]] = {}
        self._long: list[Entry] = []
        self._marks: dict[str, Mark] = {}
        for mark in marks:
            self.put(mark)

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks.values())

    def get(self, mark_id: str) -> Mark | None:
        """The mark with an id, or None."""
        return self._marks.get(mark_id)

    def put(self, mark: Mark) -> Mark | None:
        """Adds a mark or replaces the one with its id, which is returned."""
        old = self.remove(mark.id) if mark.id in self._marks else None
        self._marks[mark.id] = mark
        buckets = self._buckets
        for start, end in mark.fragments:
            entry = (start, end, mark)
            first = start >> _BUCKET_BITS
            last = max(start, end - 1) >> _BUCKET_BITS
            if last - first >= _LONG:
                self._long.append(entry)
                continue
            for number in range(first, last + 1):
                if number in buckets:
                    buckets[number].append(entry)
                else:
                    buckets[number] = [entry]
        return old

    def remove(self, mark_id: str) -> Mark | None:
        """Takes a mark out and returns it, or None if there was none."""
        mark = self._marks.pop(mark_id, None)
        if mark is None:
            return None
        for start, end in mark.fragments:
            first = start >> _BUCKET_BITS
            last = max(start, end - 1) >> _BUCKET_BITS
            if last - first >= _LONG:
                self._long = [entry for entry in self._long if entry[2] is not mark]
                continue
            for number in range(first, last + 1):
                kept = [entry for entry in self._buckets[number] if entry[2] is not mark]
                self._buckets[number] = kept
        return mark

    def touching(self, start: int, end: int) -> list[Entry]:
        """The entries that share a code point with [start, end), by start, longer ones first."""
        if start >= end:
            return []
        buckets = self._buckets
        first, last = start >> _BUCKET_BITS, (end - 1) >> _BUCKET_BITS
        found = [e for e in buckets.get(first, ()) if e[1] > start and e[0] < end]
        for number in range(first + 1, last + 1):
            # An entry counts in the first bucket of the range that holds it.
            low = number << _BUCKET_BITS
            found += [e for e in buckets.get(number, ()) if e[0] >= low and e[0] < end]
        found += [e for e in self._long if e[1] > start and e[0] < end]
        # A fragment of no length touches nothing.
        found = [e for e in found if e[0] < e[1]]
        found.sort(key=_order)
        return found

    def at(self, position: int) -> list[Mark]:
        """The marks over one code point, innermost (shortest) first."""
        marks = {entry[2].id: entry[2] for entry in self.touching(position, position + 1)}
        return sorted(marks.values(), key=lambda mark: (mark.size, mark.start, mark.id))
