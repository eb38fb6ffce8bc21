"""Conditions of the codebook: when an attribute is asked for, or shown, given the other values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

How = Literal["in", "not_in", "filled", "empty"]
HOWS: tuple[How, ...] = ("in", "not_in", "filled", "empty")
ALONE: tuple[How, ...] = ("filled", "empty")


@dataclass(frozen=True, slots=True)
class Clause:
    """One question about the value of another attribute; `values` counts for in and not_in."""

    field: str
    how: How
    values: tuple[Any, ...] = ()

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Tell whether it is so for these values; an empty text is no value."""
        value = values.get(self.field)
        if self.how == "filled":
            return value not in (None, "")
        if self.how == "empty":
            return value in (None, "")
        return (value in self.values) == (self.how == "in")

    def exchange(self) -> dict[str, Any]:
        """Return it as files hold it: {"field": …, "in": […]} or {"filled": field}."""
        if self.how in ALONE:
            return {self.how: self.field}
        return {"field": self.field, self.how: list(self.values)}


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds if any of its clauses does."""

    clauses: tuple[Clause, ...]

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Tell whether it is so for these values (defaults already in their places)."""
        return any(clause.holds(values) for clause in self.clauses)

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of the attributes that it asks about."""
        return tuple(dict.fromkeys(clause.field for clause in self.clauses))

    def exchange(self) -> dict[str, Any]:
        """Return it as files hold it; several clauses stand under “any”."""
        if len(self.clauses) == 1:
            return self.clauses[0].exchange()
        return {"any": [clause.exchange() for clause in self.clauses]}


def condition_of(written: Any) -> Condition | None:
    """Return the condition that a file holds, or None for none; ValueError if it is none."""
    if written in (None, {}):
        return None
    if isinstance(written, Mapping) and set(written) == {"any"}:
        parts = written["any"]
        if not isinstance(parts, list) or not parts:
            raise ValueError("“any” needs a list of conditions")
        return Condition(tuple(map(_clause, parts)))
    return Condition((_clause(written),))


def _clause(written: Any) -> Clause:
    if isinstance(written, Mapping):
        for how in HOWS:
            if set(written) == {how} and how in ALONE and isinstance(written[how], str):
                return Clause(written[how], how)
            if set(written) == {"field", how} and _names_values(written["field"], written[how]):
                return Clause(written["field"], how, tuple(written[how]))
    raise ValueError(
        'a condition is {"field": …, "in": […]}, {"field": …, "not_in": […]}, {"filled": …}, '
        '{"empty": …}, or {"any": […]} of these'
    )


def _names_values(field: Any, values: Any) -> bool:
    return (
        isinstance(field, str)
        and isinstance(values, list)
        and bool(values)
        and all(isinstance(value, str | int | float) for value in values)
    )


def circle(asks: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return attributes whose conditions go round in a circle, first again last; () if none do.

    `asks` gives for each attribute's key the keys that its conditions ask about.
    """
    done: set[str] = set()
    for start in asks:
        found = _circle_from(start, asks, done)
        if found:
            return found
    return ()


def _circle_from(start: str, asks: Mapping[str, Iterable[str]], done: set[str]) -> tuple[str, ...]:
    # Without recursion: a codebook from elsewhere may chain a thousand conditions.
    path = [start]
    open_ends = [iter(asks.get(start, ()))]
    while path:
        following = next(open_ends[-1], None)
        if following is None:
            done.add(path.pop())
            open_ends.pop()
        elif following in path:
            return (*path[path.index(following) :], following)
        elif following not in done:
            path.append(following)
            open_ends.append(iter(asks.get(following, ())))
    return ()
