"""What a merge brings, counted and named for people."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.merge.conflicts import describe
from storage.merge.derived import origins, variants
from storage.merge.plan import Plan

_NAMES = {
    "annotation": ("annotation", "annotations"),
    "relation": ("relation", "relations"),
    "entity": ("entity", "entities"),
    "comment": ("comment", "comments"),
    "review": ("verdict", "verdicts"),
    "decision": ("decision", "decisions"),
    "assignment": ("assignment", "assignments"),
    "progress": ("note of progress", "notes of progress"),
    "tag": ("tag", "tags"),
    "attribute": ("attribute of a tag", "attributes of tags"),
    "relation_type": ("type of relation", "types of relation"),
    "annotator": ("person", "persons"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What merging a file does: `documents` are the titles of new ones, `variants` pairs of titles.

    `added`, `changed` and `deleted` count records by table; `changes` counts the entries that the
    history gains. `conflicts` are sentences, `people` whose work comes along.
    """

    documents: tuple[str, ...]
    people: tuple[str, ...]
    added: dict[str, int]
    changed: dict[str, int]
    deleted: dict[str, int]
    conflicts: tuple[str, ...]
    variants: tuple[tuple[str, str], ...]
    purged: int
    changes: int

    @property
    def is_nothing(self) -> bool:
        """Whether everything in the file is here already."""
        counts = (self.added, self.changed)
        return not self.changes and not self.conflicts and not any(c for d in counts for c in d)

    def lines(self) -> list[str]:
        """Return the report as lines to read."""
        if self.is_nothing:
            return ["Everything in this file is in the project already."]
        found = [f"New document: “{title}”" for title in self.documents]
        found += counted_lines(self)
        found += [f"Variant: “{one}” has another text than “{two}”" for one, two in self.variants]
        return [*found, *(f"Conflict: {sentence}" for sentence in self.conflicts)]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "documents": list(self.documents),
            "people": list(self.people),
            "added": self.added,
            "changed": self.changed,
            "deleted": self.deleted,
            "conflicts": list(self.conflicts),
            "variants": [list(pair) for pair in self.variants],
            "purged": self.purged,
            "changes": self.changes,
        }


def counted_lines(found: Report) -> list[str]:
    """Return in a few lines how much is new, changed, deleted and purged."""
    said = (("New", found.added), ("Changed", found.changed), ("Of these deleted", found.deleted))
    lines = [f"{what}: {_counted(counts)}" for what, counts in said if _counted(counts)]
    if found.purged:
        lines.append(f"Purged with all tags: {_counted({'document': found.purged})}")
    if found.changes:
        lines.append(f"History: {found.changes:,} change{'' if found.changes == 1 else 's'}")
    return lines


def report(
    own: sqlite3.Connection, other: sqlite3.Connection, plan: Plan, changes: list[int]
) -> Report:
    """Return what a plan does, before it is carried out."""
    added = {name: len(numbers) for name, numbers in plan.new.items() if numbers}
    changed = {name: len(joined) for name, joined in plan.joined.items() if joined}
    return Report(
        documents=tuple(_titles(other, set(plan.new["document"]))),
        people=tuple(_people(own, other, set(changes))),
        added={name: count for name, count in added.items() if name != "conflict"},
        changed={name: count for name, count in changed.items() if name != "conflict"},
        deleted=dict(plan.deletions),
        conflicts=tuple(describe(loss, own, other) for loss in plan.losses),
        variants=tuple(_new_variants(own, other, set(plan.new["document"]))),
        purged=len(plan.purges),
        changes=len(changes),
    )


def _titles(other: sqlite3.Connection, numbers: set[int]) -> list[str]:
    rows = other.execute("SELECT number, title FROM document WHERE purged = 0 ORDER BY number")
    return [row["title"] for row in rows if row["number"] in numbers]


def _people(own: sqlite3.Connection, other: sqlite3.Connection, changes: set[int]) -> list[str]:
    names = {row[0]: row[1] for row in own.execute("SELECT id, name FROM annotator")}
    names |= {row[0]: row[1] for row in other.execute("SELECT id, name FROM annotator")}
    rows = other.execute("SELECT number, annotator FROM change ORDER BY number")
    found = dict.fromkeys(row[1] for row in rows if row[0] in changes)
    return [names[one] for one in found if one in names]


def _new_variants(
    own: sqlite3.Connection, other: sqlite3.Connection, new: set[int]
) -> list[tuple[str, str]]:
    """Return the titles of the documents that a merge makes variants, each with its first."""
    rows = other.execute("SELECT id, number FROM document").fetchall()
    arriving = {row["id"] for row in rows if row["number"] in new}
    ours = origins(own)
    known = {one.id: one for one in ours}
    known |= {one.id: one for one in origins(other) if one.id in arriving}
    found = variants(known.values())
    there = variants(ours)
    return [
        (known[one].title, known[first].title)
        for one, first in found.items()
        if there.get(one) != first
    ]


def _counted(counts: dict[str, int]) -> str:
    said = []
    for name, count in counts.items():
        if name in _NAMES:
            said.append(f"{count:,} {_NAMES[name][count != 1]}")
        elif name == "document":
            said.append(f"{count:,} document{'' if count == 1 else 's'}")
    return ", ".join(said)
