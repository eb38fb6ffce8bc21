"""Writing many annotations and relations: few statements, and everything derived kept in step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from domain.ids import AnnotationId, RelationId
from storage.action import Action
from storage.jsontext import dump

_COLUMNS = (
    *("number", "id", "document", "annotator", "tag", "start", "end", "before", "after"),
    *("note", "confidence", "attributes", "origin", "external_id", "codebook_version"),
    *("created", "modified", "born", "stamp", "batch"),
)
_QUOTED = ", ".join(f'"{column}"' for column in _COLUMNS)
_ANNOTATIONS = f"INSERT INTO annotation ({_QUOTED}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_FRAGMENTS = (
    'INSERT INTO fragment (annotation, ordinal, "start", "end", quote) VALUES (?, ?, ?, ?, ?)'
)
_MENTIONS = "INSERT OR IGNORE INTO mention (entity, annotation, attribute) VALUES (?, ?, ?)"
_WORDS = "INSERT INTO annotation_search (rowid, quote, note) VALUES (?, ?, ?)"
_RELATIONS = (
    "INSERT INTO relation (id, source, type, target, created, born, stamp, batch) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_AT_ONCE = 5_000


class BulkWriter:
    """Gathers rows and writes them by the thousand, in the batch of one action."""

    def __init__(self, action: Action) -> None:
        self._action = action
        # The action holds the write lock, so nobody else takes these numbers.
        row = action.connection.execute("SELECT coalesce(max(number), 0) FROM annotation")
        self._number = int(row.fetchone()[0])
        self._pending: set[str] = set()
        self._annotations: list[tuple[Any, ...]] = []
        self._fragments: list[tuple[Any, ...]] = []
        self._mentions: list[tuple[Any, ...]] = []
        self._words: list[tuple[Any, ...]] = []
        self._relations: list[tuple[Any, ...]] = []

    def annotation(
        self,
        record: AnnotationId,
        values: Mapping[str, Any],
        attributes: Mapping[str, Any],
        mentions: Iterable[tuple[str, str]],
    ) -> None:
        """Add an annotation; `mentions` are pairs of entity and attribute key."""
        self._number += 1
        number, action = self._number, self._action
        fragments = values["fragments"]
        self._pending.add(record)
        self._annotations.append(
            (
                *(number, record, values["document"], values["annotator"], values["tag"]),
                *(fragments[0][0], fragments[-1][1], values["before"], values["after"]),
                *(values["note"], values["confidence"]),
                _written(attributes) if attributes else "{}",
                *(values["origin"], values["external_id"], values["codebook_version"]),
                *(values["created"], values["modified"]),
                *(action.stamp, action.stamp, action.change_id),
            )
        )
        self._fragments += [(number, n, *fragment) for n, fragment in enumerate(fragments)]
        self._words.append((number, " ".join(f[2] for f in fragments), values["note"]))
        self._mentions += [(entity, number, key) for entity, key in mentions]
        if len(self._annotations) >= _AT_ONCE:
            self.flush()

    def relation(
        self, record: RelationId, source: AnnotationId, kind: str, target: AnnotationId
    ) -> None:
        """Add a relation between annotations that exist or were added here."""
        action = self._action
        self._relations.append(
            (record, source, kind, target, action.at, action.stamp, action.stamp, action.change_id)
        )
        if len(self._relations) >= _AT_ONCE:
            self.flush()

    def settle(self, records: Iterable[str]) -> None:
        """Write what was gathered if one of these annotations is among it."""
        if not self._pending.isdisjoint(records):
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        if not self._annotations and not self._relations:
            return
        self._action.bulk = True
        self._pending.clear()
        connection = self._action.connection
        for statement, rows in (
            (_ANNOTATIONS, self._annotations),
            (_FRAGMENTS, self._fragments),
            (_MENTIONS, self._mentions),
            (_WORDS, self._words),
            (_RELATIONS, self._relations),
        ):
            connection.executemany(statement, rows)
            rows.clear()


def _written(values: Mapping[str, Any]) -> str:
    """Return values as compact JSON, as `dump` has it."""
    try:
        return orjson.dumps(values).decode()
    except TypeError:  # a number beyond 64 bits
        return dump(values)
