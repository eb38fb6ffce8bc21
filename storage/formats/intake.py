"""Taking in what a file holds, as part of one action: what is there already stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from domain.codebook import Tag
from domain.ids import (
    AnnotationId,
    AnnotatorId,
    DocumentId,
    EntityId,
    is_id,
)
from domain.ids import imported_annotation_id as _derived
from domain.span import Span
from domain.text import CanonicalText
from storage.action import Action
from storage.annotating import codebook_version
from storage.formats.bulk import BulkWriter
from storage.formats.conflicts import is_different, is_said
from storage.formats.incoming import Incoming, incoming, sorted_values
from storage.formats.links import Link, Links
from storage.formats.register import Register
from storage.formats.tally import RecordError, Tally, refuse
from storage.formats.vocabulary import Vocabulary
from storage.project import Project
from storage.records import Record, flattened
from storage.tables import ANNOTATION

OnConflict = Literal["keep", "replace", "copy"]

_SAME_ID = "another annotation of this document has the same id"
_STATES = {False: "there", True: "deleted"}


class Intake:
    """Writes annotations and relations of one file; `finish` must follow the last.

    `complete` says that what the file does not say is not so (our own export): an entity's value
    that a mention lacks there is then blanked on the mention instead of inherited, and a value
    that does not fit is kept. `policy` says what becomes of an annotation that is there already
    and differs; `otherwise` is the document of annotations that name none, `encoding`
    that of a text which does not show it.
    """

    def __init__(
        self,
        project: Project,
        action: Action,
        tally: Tally,
        annotator: str | None,
        policy: OnConflict = "keep",
        *,
        skips_errors: bool = False,
        otherwise: DocumentId | None = None,
        encoding: str | None = None,
    ) -> None:
        self.project = project
        self.action = action
        self.tally = tally
        self.register = Register(project, action, tally)
        self.vocabulary = Vocabulary(project.codebooks.current())
        self.complete = False
        self.annotator = annotator
        self.policy = policy
        self.skips_errors = skips_errors
        self.otherwise = otherwise
        self.encoding = encoding
        self._writer = BulkWriter(action)
        self._version = codebook_version(project)
        self._links = Links(action, tally, self._writer)

    def reread_codebook(self) -> None:
        """Take note of a codebook that was loaded meanwhile."""
        self.vocabulary = Vocabulary(self.project.codebooks.current())
        self._version = codebook_version(self.project)

    def check(
        self, text: CanonicalText, items: Iterable[tuple[str, Any]], links: Iterable[Link]
    ) -> None:
        """Raise FormatError for what `annotations` would refuse; nothing is written."""
        found = [incoming(where, given, text, self.vocabulary) for where, given in items]
        for item in found:
            if item.annotator is None and self.annotator is None:
                self._layer(item)
            sorted_values(item, self.vocabulary, as_typed=self.complete)
            _written(item, text, self.action.at, self._version)
        names = _named(found)
        for where, source, kind, _ in (*links, *(link for i in found for link in _own_links(i))):
            if source not in names:
                refuse(where, f"the relation “{kind}” leads from {source}, which is not there")
            self.vocabulary.relation(where, names[source], kind)

    def annotations(
        self,
        document: DocumentId,
        text: CanonicalText,
        items: Iterable[tuple[str, Any]],
        links: Iterable[Link],
    ) -> None:
        """Take in the annotations of a document (each with its place in the file), and relations.

        Offsets of the items count code points of the raw text. Raises FormatError.
        """
        found = [incoming(where, given, text, self.vocabulary) for where, given in items]
        _named(found)
        records = self._records(document, found)
        names: dict[str, tuple[AnnotationId, Tag]] = {}
        for (record, state), item in zip(records, found, strict=True):
            taken = self._take(document, text, record, state, item)
            if item.name is not None:
                names[item.name] = (taken, item.tag)
        self._links.renamed |= {k: v[0] for k, v in names.items() if k != v[0]}
        links = [*links, *(link for item in found for link in _own_links(item))]
        for where, source, kind, target in links:
            if source not in names:
                refuse(where, f"the relation “{kind}” leads from {source}, which is not there")
            record, tag = names[source]
            known = self.vocabulary.relation(where, tag, kind)
            if target in names:
                self._links.write(record, known.key, names[target][0])
            else:
                self._links.add((where, record, known.key, target))

    def one_by_one(
        self, document: DocumentId, text: CanonicalText, items: Iterable[tuple[str, Any]]
    ) -> None:
        """Take in annotations that are records of their own: a wrong one may be left out alone."""
        if self.skips_errors:
            items = list(_right_ones(self, text, items))
        self.annotations(document, text, items, ())

    def leave_out(self, error: RecordError, name: object = None) -> None:
        """Pass over a record and say so, if that was chosen; else raise what is wrong with it.

        `name` is the id of the annotation that it is, if it has one.
        """
        if not self.skips_errors:
            raise error
        if name is not None:
            place = error.where.removesuffix(f", annotation {name}")
            self._links.left_out.setdefault(str(name), place)
        self.tally.pass_over(error)

    def finish(self) -> None:
        """Write what is left, and the relations that lead to another document's annotations.

        One whose end is not in the project, or was left out, is a wrong record itself.
        """
        self._writer.flush()
        for error in self._links.settled(self._is_live):
            self.leave_out(error)
        self._writer.flush()

    def _is_live(self, record: AnnotationId) -> bool:
        place = self._known([record]).get(record)
        return place is not None and not place[2]

    def _records(
        self, document: DocumentId, found: list[Incoming]
    ) -> list[tuple[AnnotationId, str]]:
        """Return the id of each annotation, and whether it is new, there, or deleted."""
        seen: Counter[str] = Counter()
        wanted: list[tuple[AnnotationId, str, AnnotatorId]] = []
        for item in found:
            layer = self._layer(item)
            name = item.name
            if name is None:
                place = f"{item.tag.key} {[f[:2] for f in item.fragments]}"
                seen[layer + place] += 1
                name = f"{place} #{seen[layer + place]}"
            record = AnnotationId(name) if is_id(name) else _derived(document, layer, name)
            wanted.append((record, name, layer))
        known = self._known([record for record, _, _ in wanted])
        # An id that another document or layer has already is a foreign one.
        foreign = {r for r, _, layer in wanted if r in known and known[r][:2] != (document, layer)}
        if foreign:
            wanted = [
                (_derived(document, layer, name) if record in foreign else record, name, layer)
                for record, name, layer in wanted
            ]
            known |= self._known([record for record, _, _ in wanted])
        return [
            (record, "new" if record not in known else _STATES[known[record][2]])
            for record, _, _ in wanted
        ]

    def _known(
        self, records: list[AnnotationId]
    ) -> dict[AnnotationId, tuple[DocumentId, AnnotatorId, bool]]:
        """Return place, layer and whether it is deleted, of each annotation that exists."""
        self._writer.settle(records)
        return self.project.annotations.places(records)

    def _layer(self, item: Incoming) -> AnnotatorId:
        name = item.annotator or self.annotator
        if name is None:
            refuse(item.where, "it does not say whose annotation it is; name an annotator")
        return self.register.annotator(name)

    def _take(
        self,
        document: DocumentId,
        text: CanonicalText,
        record: AnnotationId,
        state: str,
        item: Incoming,
    ) -> AnnotationId:
        """Write an annotation unless it is there already; return the id that it has now."""
        if state == "there":
            given = sorted_values(item, self.vocabulary, as_typed=self.complete)
            differs = is_different(self.project, record, item, given)
            if not differs or self.policy == "keep":
                self.tally.known_annotations += 1
                self.tally.kept += differs
                return record
            if self.policy == "copy":
                return self._copy(document, text, record, item)
        attributes, mentions = self._attributes(item)
        values = _written(item, text, self.action.at, self._version)
        values |= {"document": document, "annotator": self._layer(item)}
        if values["external_id"] is None and item.name != record:
            values["external_id"] = item.name
        if state == "new":
            self._writer.annotation(record, values, attributes, mentions)
            self.tally.annotations += 1
            self.tally.tags[item.tag.name] += 1
            self.tally.annotators[item.annotator or self.annotator or ""] += 1
            return record
        fields = flattened({**values, "attributes": attributes}, ("attributes",))
        if state == "there":
            fields = {name: fields[name] for name in fields if is_said(item, name)}
            self.tally.replaced += 1
        else:
            self.tally.revived += 1
        self.action.update(ANNOTATION, record, {**fields, "deleted": 0})
        return record

    def _copy(
        self, document: DocumentId, text: CanonicalText, record: AnnotationId, item: Incoming
    ) -> AnnotationId:
        """Take in the file's form of an annotation beside the one that is there."""
        name = f"{record} {item.fingerprint}"
        copy = _derived(document, self._layer(item), name)
        place = self._known([copy]).get(copy)
        state = "new" if place is None else _STATES[place[2]]
        if state == "there":
            self.tally.known_annotations += 1
            return copy
        return self._take(document, text, copy, state, item)

    def _attributes(self, item: Incoming) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """Return the values to store on the mention, and the entities among them."""
        plain, named = sorted_values(item, self.vocabulary, as_typed=self.complete)
        naming, of_entity = self.vocabulary.shared(item.tag)
        shared = {key: plain[key] for key in of_entity if plain.get(key) not in (None, "")}
        mentions: dict[str, EntityId] = {}
        for key, name in named.items():
            mentions[key] = self.register.entity(key, name, shared if key == naming else {})
        if naming is not None and naming in mentions:
            inherited = self.register.values(mentions[naming])
            for key in of_entity:
                if key in plain and plain[key] == inherited.get(key):
                    del plain[key]
                elif key not in plain and self.complete and inherited.get(key) not in (None, ""):
                    plain[key] = ""
        stored = {**plain, **mentions}
        ordered = {key: stored[key] for key in (*named, *plain)}
        return ordered, [(entity, key) for key, entity in mentions.items()]


def _right_ones(
    intake: Intake, text: CanonicalText, items: Iterable[tuple[str, Any]]
) -> Iterator[tuple[str, Any]]:
    """Yield those of the annotations of a document that can be taken in; leave out the others."""
    seen: set[str] = set()
    for where, given in items:
        name = given.get("id")
        try:
            intake.check(text, [(where, given)], ())
            if name is not None and str(name) in seen:
                refuse(f"{where}, annotation {name}", _SAME_ID)
        except RecordError as error:
            intake.leave_out(error, name)
            continue
        if name is not None:
            seen.add(str(name))
        yield where, given


def _written(item: Incoming, text: CanonicalText, at: str, version: str) -> Record:
    """Return what the record of an annotation holds, but for whose and where it is."""
    before, after = Span(tuple((f[0], f[1]) for f in item.fragments)).context(text.text)
    created = item.text_of("created", at)
    return {
        "tag": item.tag.id,
        "fragments": item.fragments,
        "before": before,
        "after": after,
        "note": item.text_of("note"),
        "confidence": item.confidence,
        "origin": item.text_of("origin", "person"),
        "external_id": item.text_of("external_id") or None,
        "codebook_version": version,
        "created": created,
        "modified": item.text_of("modified", created),
    }


def _named(found: Iterable[Incoming]) -> dict[str, Tag]:
    """Return the tags of annotations by their ids in the file; refuse an id that two have."""
    names: dict[str, Tag] = {}
    for item in found:
        if item.name is not None and item.name in names:
            refuse(item.where, _SAME_ID)
        if item.name is not None:
            names[item.name] = item.tag
    return names


def _own_links(item: Incoming) -> Iterable[Link]:
    """Yield the relations that stand with an annotation, as `{role: [ids]}`."""
    given = item.given.get("relations") or {}
    if not isinstance(given, dict) or not all(isinstance(v, list) for v in given.values()):
        refuse(item.where, "its “relations” are not lists of ids by role")
    for kind, targets in given.items():
        if targets and item.name is None:
            refuse(item.where, "it has relations but no id")
        for target in targets:
            yield item.where, item.name or "", kind, str(target)
