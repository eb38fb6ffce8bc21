"""Relations on their way in, to an annotation that was read before or comes further on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.ids import AnnotationId, relation_id
from storage.action import Action
from storage.formats.bulk import BulkWriter
from storage.formats.tally import RecordError, Tally
from storage.tables import RELATION

Link = tuple[str, str, str, str]
"""A relation as a file has it: the place, the id it leads from, its type, the id it leads to."""


class Links:
    """The relations of one file; those that lead out of their document wait until all is read."""

    def __init__(self, action: Action, tally: Tally, writer: BulkWriter) -> None:
        self._action = action
        self._tally = tally
        self._writer = writer
        self._waiting: list[Link] = []
        self._linked: set[str] = set()
        self.renamed: dict[str, AnnotationId] = {}
        """The ids that annotations have in the project, where those in the file are others."""
        self.left_out: dict[str, str] = {}
        """The places of annotations that were left out, by their ids in the file."""

    def add(self, link: Link) -> None:
        """Keep a relation to another document, or to what is not there, for `settled`."""
        self._waiting.append(link)

    def settled(self, is_live: Callable[[AnnotationId], bool]) -> Iterator[RecordError]:
        """Write the relations that were kept; yield what is wrong with those that lead nowhere."""
        for where, source, kind, target in self._waiting:
            record = self.renamed.get(target, AnnotationId(target))
            if is_live(record):
                self.write(AnnotationId(source), kind, record)
                continue
            place = self.left_out.get(target)
            fate = "is not there" if place is None else f"was left out ({place})"
            yield RecordError(where, f"the relation “{kind}” leads to {target}, which {fate}")

    def write(self, source: AnnotationId, kind: str, target: AnnotationId) -> None:
        """Write a relation, once, or bring it back if it was deleted."""
        record = relation_id(source, kind, target)
        if record in self._linked:
            return
        self._linked.add(record)
        if RELATION.number(self._action.connection, record) is None:
            self._writer.relation(record, source, kind, target)
            self._tally.relations += 1
        elif self._action.update(RELATION, record, {"deleted": 0}):
            self._tally.revived += 1
