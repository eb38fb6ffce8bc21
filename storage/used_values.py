"""Values that were given before: the most used of a field, and an annotator's latest annotation."""

from __future__ import annotations

import json
from collections.abc import Sequence

from domain.annotation import Annotation
from domain.ids import AnnotatorId
from storage.contents import Contents

MOST_VALUES = 500
_MOST_CHANGES = 2_000
_PART = 50


def used_values(
    contents: Contents, annotator: AnnotatorId, tag: str, key: str, limit: int = MOST_VALUES
) -> list[str]:
    """Return the texts that an attribute of a tag has in one layer and on entities.

    The most used come first, the latest of those used as often.
    """
    path = f'$."{key}"'
    rows = contents.connection.execute(
        "SELECT value FROM (SELECT json_extract(attributes, ?1) AS value, modified AS at "
        "FROM annotation WHERE annotator = ?2 AND tag = ?3 AND deleted = 0 "
        "UNION ALL SELECT json_extract(attributes, ?1), '' FROM entity WHERE deleted = 0) "
        "WHERE typeof(value) = 'text' AND value <> '' "
        "GROUP BY value ORDER BY count(*) DESC, max(at) DESC, value LIMIT ?4",
        (path, annotator, tag, limit),
    )
    return [row["value"] for row in rows]


def last_edited(
    contents: Contents, annotator: AnnotatorId, tags: Sequence[str], besides: str
) -> Annotation | None:
    """Return the live annotation with one of these tags whose values the annotator set last.

    One annotation, `besides`, does not count. None if there was none among the latest changes.
    """
    seen = {besides}
    waiting: list[str] = []
    for record in _edited(contents, annotator):
        if record not in seen:
            seen.add(record)
            waiting.append(record)
        if len(waiting) == _PART:
            found = _first(contents, waiting, annotator, tags)
            if found is not None:
                return found
            waiting = []
    return _first(contents, waiting, annotator, tags)


def _edited(contents: Contents, annotator: AnnotatorId) -> list[str]:
    rows = contents.connection.execute(
        "SELECT i.record, i.after FROM (SELECT number FROM change WHERE annotator = ? "
        "AND status = 'done' AND kind = 'do' AND local = 1 ORDER BY number DESC LIMIT ?) c "
        "JOIN change_item i ON i.change = c.number WHERE i.\"table\" = 'annotation' "
        "ORDER BY c.number DESC, i.number DESC",
        (annotator, _MOST_CHANGES),
    )
    return [row["record"] for row in rows if _sets_a_value(row["after"])]


def _sets_a_value(after: str) -> bool:
    if '"attributes.' not in after:
        return False
    fields = json.loads(after)
    return any(name.startswith("attributes.") and value for name, value in fields.items())


def _first(
    contents: Contents, records: Sequence[str], annotator: AnnotatorId, tags: Sequence[str]
) -> Annotation | None:
    known: dict[str, Annotation] = {a.id: a for a in contents.annotations.some(records)}
    return next(
        (
            found
            for record in records
            if (found := known.get(record)) is not None
            and not found.deleted
            and found.annotator == annotator
            and found.tag in tags
        ),
        None,
    )
