"""Joining two copies of a record, register by register, so that all copies end equal.

Each register is a last-writer-wins register (Shapiro et al., "A comprehensive study of convergent
and commutative replicated data types", 2011, section 3.2.1), ordered by hybrid-clock stamps; the
join of two copies is commutative, associative and idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.clock import Stamp

NEVER = Stamp("")
"""The stamp of a register that was never written: earlier than every other."""


class CollisionError(ValueError):
    """Two things that bear the same id or stamp are not the same thing."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the registers of a kind of record are.

    `fields` are always there, `mappings` hold keys that are registers of their own; `derived`
    fields have no stamp and follow the copy with the later `stamp`; `identity` never differs.
    """

    fields: tuple[str, ...]
    mappings: tuple[str, ...]
    registers: Mapping[str, str] = field(default_factory=dict)
    derived: frozenset[str] = frozenset()
    identity: tuple[str, ...] = ()

    def grouped(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the registers that fields belong to, each with its fields."""
        found: dict[str, list[str]] = {}
        for name in names:
            if name not in self.derived:
                found.setdefault(self.registers.get(name, name), []).append(name)
        return {register: tuple(fields) for register, fields in found.items()}


@dataclass(frozen=True, slots=True)
class Version:
    """A record as one copy holds it: flattened values, and the stamps of its registers.

    `stamps` names the registers edited since `born`; `stamp` is the latest of all.
    """

    values: Mapping[str, Any]
    born: Stamp
    stamp: Stamp
    stamps: Mapping[str, Stamp]

    def stamp_of(self, register: str, fields: Iterable[str], *, always: bool) -> Stamp:
        """Return when a register was written last.

        `always` says that it was written when the record was made, even if it holds nothing.
        """
        # Before registers were joined, each field of one had a stamp of its own.
        known = [self.stamps[name] for name in {register, *fields} if name in self.stamps]
        if known:
            return max(known)
        written = always or any(self.values.get(name) is not None for name in fields)
        return self.born if written else NEVER


@dataclass(frozen=True, slots=True)
class Difference:
    """A register that two copies hold with different values: both stamps, and whose won."""

    register: str
    fields: tuple[str, ...]
    own: Stamp
    other: Stamp

    @property
    def is_taken(self) -> bool:
        """Whether the other copy's value is the later one."""
        return self.other > self.own

    @property
    def loser(self) -> Stamp:
        """The stamp of the value that is overridden."""
        return min(self.own, self.other)


@dataclass(frozen=True, slots=True)
class Joined:
    """What two copies of a record become together, and where they differed."""

    version: Version
    differences: tuple[Difference, ...]


def join(own: Version, other: Version, shape: Shape) -> Joined:
    """Join two copies of a record; raise CollisionError if they cannot be copies of one."""
    for name in shape.identity:
        if own.values.get(name) != other.values.get(name):
            raise CollisionError(name)
    values: dict[str, Any] = {}
    born = min(own.born, other.born)
    stamps: dict[str, Stamp] = {}
    differences = []
    static = {*shape.fields, "deleted"}
    names = dict.fromkeys((*own.values, *other.values, *own.stamps, *other.stamps))
    for register, fields in shape.grouped(_fields(names, shape)).items():
        always = not static.isdisjoint(fields)
        ours = own.stamp_of(register, fields, always=always)
        theirs = other.stamp_of(register, fields, always=always)
        differs = any(own.values.get(name) != other.values.get(name) for name in fields)
        if differs and ours == theirs:
            raise CollisionError(register)
        if differs:
            differences.append(Difference(register, fields, ours, theirs))
        source = other if theirs > ours else own
        values |= {name: source.values[name] for name in fields if name in source.values}
        stamps |= _stamped(register, max(ours, theirs), born, held=always or fields[0] in values)
    later = max(own, other, key=_by_stamp)
    values |= {name: later.values[name] for name in shape.derived if name in later.values}
    joined = Version(values, born, later.stamp, dict(sorted(stamps.items())))
    return Joined(joined, tuple(differences))


def canonical(version: Version, shape: Shape) -> Version:
    """Return a copy of a record with its stamps written the one way that joining writes them."""
    return join(version, version, shape).version


def _fields(names: Iterable[str], shape: Shape) -> Iterable[str]:
    """Yield the fields among names of fields and of registers."""
    for name in names:
        is_mapped = name.split(".", 1)[0] in shape.mappings
        if is_mapped or name in shape.fields or name == "deleted":
            yield name


def _stamped(register: str, stamp: Stamp, born: Stamp, *, held: bool) -> dict[str, Stamp]:
    if stamp == NEVER or (stamp == born and held):
        return {}
    return {register: stamp}


def _by_stamp(version: Version) -> tuple[Stamp, str]:
    return version.stamp, str(version.values.get("modified", ""))


Seen = Callable[[Stamp], bool]


def overridden(
    joined: Joined, own: Version, other: Version, *, own_saw: Seen, other_saw: Seen
) -> tuple[Difference, ...]:
    """Return the differences in which an edit lost to one that had not seen it.

    `own_saw` and `other_saw` tell whether a copy's history holds an edit.
    """
    common = own.born if own.born == other.born else None

    def unseen(difference: Difference) -> bool:
        loser, saw = difference.loser, other_saw if difference.is_taken else own_saw
        return loser not in (NEVER, common) and not saw(loser)

    return tuple(filter(unseen, joined.differences))


def edits_behind_deletion(
    joined: Joined, own: Version, other: Version, *, own_saw: Seen, other_saw: Seen
) -> Stamp | None:
    """Return the latest edit of a record that a deletion took away without having seen it."""
    deletion = next((d for d in joined.differences if d.register == "deleted"), None)
    if deletion is None or not joined.version.values.get("deleted"):
        return None
    saw, editor = (own_saw, own) if deletion.is_taken else (other_saw, other)
    deleter_saw = other_saw if deletion.is_taken else own_saw
    if saw(max(deletion.own, deletion.other)):
        return None
    common = own.born if own.born == other.born else None
    edits = {editor.born, *editor.stamps.values()} - {common}
    return max((edit for edit in edits if not deleter_saw(edit)), default=None)
