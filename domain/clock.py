"""A hybrid logical clock, whose stamps order edits across copies of a project.

After Kulkarni et al., "Logical Physical Clocks" (2014): the wall clock in milliseconds, a counter
for what happens within one, and the node that speaks. Stamps are text that sorts as they do.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import NewType

Stamp = NewType("Stamp", str)

ZERO = Stamp("000000000000-0000-0000000000000000")
FAR_FUTURE_MS = 30 * 24 * 3600 * 1000
_COUNTER_LIMIT = 0xFFFF


def wall_milliseconds() -> int:
    """Return the wall clock in milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def milliseconds_of(stamp: Stamp) -> int:
    """Return the wall-clock part of a stamp, in milliseconds since 1970."""
    return int(stamp[:12], 16)


def is_stamp(value: str) -> bool:
    """Tell whether `value` is written as a stamp is."""
    parts = value.split("-")
    return [len(part) for part in parts] == [12, 4, 16] and all(
        set(part) <= set("0123456789abcdef") for part in parts
    )


class Clock:
    """Gives stamps that never go back, even when the wall clock does."""

    def __init__(
        self,
        seen: Stamp = ZERO,
        *,
        node: str | None = None,
        wall: Callable[[], int] = wall_milliseconds,
    ) -> None:
        self.node = node or os.urandom(8).hex()
        self._wall = wall
        self._milliseconds = milliseconds_of(seen)
        self._counter = int(seen[13:17], 16)

    def tick(self) -> Stamp:
        """Return the next stamp, later than every stamp given or observed before."""
        now = self._wall()
        if now > self._milliseconds:
            self._milliseconds, self._counter = now, 0
        elif self._counter < _COUNTER_LIMIT:
            self._counter += 1
        else:
            self._milliseconds, self._counter = self._milliseconds + 1, 0
        return Stamp(f"{self._milliseconds:012x}-{self._counter:04x}-{self.node}")

    def observe(self, stamp: Stamp) -> None:
        """Take note of a stamp made elsewhere, so that the next one is later than it."""
        seen = (milliseconds_of(stamp), int(stamp[13:17], 16))
        if seen > (self._milliseconds, self._counter):
            self._milliseconds, self._counter = seen

    def is_far_future(self, stamp: Stamp) -> bool:
        """Tell whether a stamp lies more than 30 days ahead of the wall clock."""
        return milliseconds_of(stamp) > self._wall() + FAR_FUTURE_MS
