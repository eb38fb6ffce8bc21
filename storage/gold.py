"""Writing the adjudicated layer, as part of an action: a copy, its sources, its relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.annotation import Annotation, Annotator
from domain.ids import AnnotationId, AnnotatorId, annotator_key, relation_id, source_id
from storage.action import Action
from storage.copying import write_copy
from storage.project import Project
from storage.records import Record
from storage.tables import ANNOTATION, RELATION, SOURCE_OF
from storage.work import write_annotator

NAME = "Adjudicated"
Link = tuple[AnnotationId, str, AnnotationId]
_TAKEN = ("tag", "fragments", "before", "after", "confidence", "codebook_version")


def gold_layer(project: Project, action: Action) -> AnnotatorId:
    """Return the adjudicated layer, entered into the project if there is none."""
    found = project.decisions.gold_layer()
    if found is not None:
        return found.id
    taken = {annotator_key(annotator.name) for annotator in project.annotators.all()}
    name = NAME if annotator_key(NAME) not in taken else f"{NAME} (gold)"
    return write_annotator(project, action, name, "adjudicated")


def ensure_gold_layer(project: Project) -> Annotator:
    """Return the adjudicated layer, entered into the project if there is none."""
    found = project.decisions.gold_layer()
    if found is None:
        with project.action("annotator", f"{NAME} layer begins", None) as outcome:
            gold_layer(project, outcome.action)
        found = project.decisions.gold_layer()
    assert found is not None
    return found


def write_gold(
    project: Project,
    action: Action,
    gold: AnnotationId,
    chosen: Annotation,
    *,
    changed: Mapping[str, Any],
) -> None:
    """Let the gold annotation of that id say what `chosen` says, but for the `changed` fields."""
    stored = ANNOTATION.load(action.connection, gold)
    if stored is None:
        write_copy(action, chosen, gold_layer(project, action), gold, note="", **changed)
        return
    theirs = action.current(ANNOTATION, chosen.id)
    names = {name for name in (*theirs, *stored) if name.startswith("attributes.")}
    fields: Record = {name: theirs[name] for name in _TAKEN}
    fields |= {name: theirs.get(name) for name in sorted(names)}
    action.update(ANNOTATION, gold, {**fields, **changed, "deleted": 0})


def link_sources(
    project: Project, action: Action, gold: AnnotationId, members: Sequence[Annotation]
) -> None:
    """Say that a gold annotation comes from these annotations as they stand, and no others."""
    versions = {member.id: member.stamp for member in members}
    for source, _ in project.decisions.sources(gold):
        if source not in versions:
            action.remove(SOURCE_OF, source_id(gold, source))
    for source, version in versions.items():
        record = source_id(gold, source)
        if SOURCE_OF.number(action.connection, record) is None:
            action.insert(SOURCE_OF, record, {"gold": gold, "source": source, "version": version})
        else:
            action.update(SOURCE_OF, record, {"version": version, "deleted": 0})


def carry_relations(
    project: Project, action: Action, gold: AnnotationId, members: Sequence[Annotation]
) -> None:
    """Give a gold annotation the relations of its case, as far as both ends are decided.

    What leads from the first member, the one taken, leads from the gold annotation; what another
    decision took and leads to any member leads to it.
    """
    wanted = [*_outgoing(project, gold, members[0].id), *_incoming(project, gold, members)]
    keep = {relation_id(*link) for link in wanted}
    for old in project.relations.of_annotation(gold):
        if old.source == gold and old.id not in keep:
            action.remove(RELATION, old.id)
    for link in wanted:
        record = relation_id(*link)
        if RELATION.number(action.connection, record) is None:
            values = dict(zip(("source", "type", "target"), link, strict=True))
            action.insert(RELATION, record, values | {"created": action.at})
        else:
            action.update(RELATION, record, {"deleted": 0})


def _outgoing(project: Project, gold: AnnotationId, chosen: AnnotationId) -> Iterator[Link]:
    for relation in project.relations.of_annotation(chosen):
        if relation.source == chosen:
            target = project.decisions.gold_of(relation.target)
            if target is not None and target != gold:
                yield gold, relation.type, target


def _incoming(
    project: Project, gold: AnnotationId, members: Sequence[Annotation]
) -> Iterator[Link]:
    ids = {member.id for member in members}
    for relation in project.relations.around(sorted(ids)):
        if relation.target in ids:
            source = project.decisions.gold_of(relation.source)
            taken = None if source is None else project.decisions.taken_from(source)
            if source is not None and source != gold and taken == relation.source:
                yield source, relation.type, gold
