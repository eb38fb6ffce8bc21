"""The codebook as it stands in the file."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from domain.codebook import Attribute, Codebook, RelationType, Tag, TagId
from domain.codebook_exchange import exchange
from domain.conditions import condition_of

_STAMPS = (
    "SELECT (SELECT stamp FROM project), (SELECT max(stamp) FROM tag), "
    "(SELECT max(stamp) FROM attribute), (SELECT max(stamp) FROM relation_type), "
    "(SELECT count(*) FROM codebook_version)"
)
# A tag whose making was undone here may have been used in another copy by then: it stays readable,
# as a retired one. Ties are broken by ids, which are the same in all copies.
_TAGS = (
    "SELECT * FROM tag t WHERE deleted = 0 OR EXISTS "
    "(SELECT 1 FROM annotation a WHERE a.tag = t.id AND a.deleted = 0) ORDER BY position, id"
)


class Codebooks:
    """Reads the codebook."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: tuple[tuple[Any, ...], Codebook] | None = None

    def current(self) -> Codebook:
        """Return the codebook with all its tags, in their order.

        The one read last is kept while no stamp in its tables has moved: every tagging asks for it.
        """
        stamps = tuple(self._connection.execute(_STAMPS).fetchone())
        if self._kept is None or self._kept[0] != stamps:
            self._kept = (stamps, self._read())
        return self._kept[1]

    def _read(self) -> Codebook:
        project = self._connection.execute("SELECT codebook, guidelines FROM project").fetchone()
        meta = json.loads(project["codebook"])
        attributes = self._attributes()
        relations = self._relations()
        tags = tuple(
            Tag(
                id=TagId(row["id"]),
                key=row["key"],
                name=row["name"],
                colour=row["colour"],
                stroke=row["stroke"],
                shortcut=row["shortcut"],
                definition=row["definition"],
                guidelines=row["guidelines"],
                attributes=tuple(attributes.get(row["id"], ())),
                relations=tuple(relations.get(row["id"], ())),
                retired=bool(row["retired"] or row["deleted"]),
                merged_into=None if row["merged_into"] is None else TagId(row["merged_into"]),
            )
            for row in self._connection.execute(_TAGS)
        )
        return Codebook(
            meta.get("name", ""),
            meta.get("version", ""),
            tags,
            self.number(),
            project["guidelines"],
        )

    def number(self) -> int:
        """Return which version the codebook is, from 1; 0 before one was loaded."""
        row = self._connection.execute(
            "SELECT number FROM codebook_version WHERE hash = "
            "(SELECT json_extract(codebook, '$.version') FROM project)"
        ).fetchone()
        return 0 if row is None else int(row["number"])

    def content(self) -> dict[str, Any] | None:
        """Return the codebook in its exchange form, or None before one was loaded."""
        codebook = self.current()
        return exchange(codebook, self.version(codebook.version)) if codebook.tags else None

    def version(self, version: str) -> dict[str, Any] | None:
        """Return what the codebook said at a version (its hash), or None for an unknown one."""
        row = self._connection.execute(
            "SELECT content FROM codebook_version WHERE hash = ?", (version,)
        ).fetchone()
        return None if row is None else dict(json.loads(row["content"]))

    def _attributes(self) -> dict[str, list[Attribute]]:
        found: dict[str, list[Attribute]] = {}
        for row in self._connection.execute(
            "SELECT * FROM attribute WHERE deleted = 0 ORDER BY position, id"
        ):
            attribute = Attribute(
                id=row["id"],
                key=row["key"],
                name=row["name"],
                type=row["type"],
                choices=tuple(json.loads(row["choices"])),
                default=json.loads(row["default"]),
                required=bool(row["required"]),
                scope=row["scope"],
                **_conditions(row["condition"]),
                help=row["help"],
                retired=bool(row["retired"]),
            )
            found.setdefault(row["tag"], []).append(attribute)
        return found

    def _relations(self) -> dict[str, list[RelationType]]:
        found: dict[str, list[RelationType]] = {}
        for row in self._connection.execute(
            "SELECT * FROM relation_type WHERE deleted = 0 ORDER BY position, id"
        ):
            relation = RelationType(
                id=row["id"],
                key=row["key"],
                name=row["name"],
                targets=tuple(json.loads(row["targets"])),
                minimum=row["minimum"],
                maximum=row["maximum"],
                **_conditions(row["condition"]),
                help=row["help"],
                retired=bool(row["retired"]),
            )
            found.setdefault(row["tag"], []).append(relation)
        return found


def _conditions(stored: str) -> dict[str, Any]:
    """Return what stands beside a part: its conditions, and what it was merged into."""
    written = json.loads(stored)
    return {
        "merged_into": written.get("merged_into", ""),
        "required_when": condition_of(written.get("required")),
        "shown_when": condition_of(written.get("shown")),
    }
