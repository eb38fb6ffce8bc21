"""The verbs of relating annotations: each is one action, one transaction, one change.

Only relations within the annotator's own layer are made and taken away; a refusal (RefusedError)
changes nothing. The id of a relation is derived, so that copies that make the same one converge.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.annotation import Annotation, Relation
from domain.change import Change
from domain.codebook import RelationType
from domain.ids import AnnotationId, AnnotatorId, RelationId, relation_id
from domain.relating import accepts, counted
from storage.errors import RefusedError
from storage.labels import quoted
from storage.project import Project
from storage.tables import RELATION

_QUOTED = 30


def relate(
    project: Project,
    *,
    source: AnnotationId,
    type: str,  # noqa: A002 - what the record calls it
    target: AnnotationId,
    annotator: AnnotatorId,
) -> Change | None:
    """Let a relation of a type (by key) lead from one annotation to another; None if it did.

    A relation that was taken away before comes back as the same one.
    """
    ends = _own_ends(project, source, target, annotator)
    kind = _allowed(project, type, *ends)
    existing = project.relations.of_annotation(source)
    made = relation_id(source, kind.key, target)
    if any(relation.id == made for relation in existing):
        return None
    count = counted(source, existing)[kind.key]
    if kind.maximum is not None and count >= kind.maximum:
        raise RefusedError(
            f"{_quoted(ends[0])} has {count} of at most {kind.maximum} for “{kind.name}”. "
            "Nothing was changed; take one of them away first."
        )
    label = f"Relate {_quoted(ends[0])} to {_quoted(ends[1])} as {kind.name}"
    with project.action("relate", label, annotator, document=ends[0].document) as outcome:
        action = outcome.action
        if RELATION.load(action.connection, made) is not None:
            action.update(RELATION, made, {"deleted": 0})
        else:
            values = {"source": source, "type": kind.key, "target": target, "created": action.at}
            action.insert(RELATION, made, values)
    return outcome.change


def unrelate(
    project: Project, *, relations: Sequence[RelationId], annotator: AnnotatorId
) -> Change | None:
    """Take relations away (a tombstone stays, so that undo and merging know)."""
    found = project.relations.some(relations)
    if not found or len(found) < len(set(relations)):
        raise RefusedError(
            "That relation was taken away meanwhile, perhaps in another window. "
            "Nothing was changed."
        )
    ends = _ends(project, found)
    if any(ends[r.source].annotator != annotator for r in found):
        raise RefusedError(
            "This relation is in a colleague's layer, which only they edit. Nothing was changed."
        )
    first = ends[found[0].source]
    label = f"Unlink {len(found)} relations"
    if len(found) == 1:
        label = f"Unlink {_quoted(ends[found[0].target])} from {_quoted(first)}"
    with project.action("unrelate", label, annotator, document=first.document) as outcome:
        for relation in found:
            outcome.action.remove(RELATION, relation.id)
    return outcome.change


def _own_ends(
    project: Project, source: AnnotationId, target: AnnotationId, annotator: AnnotatorId
) -> tuple[Annotation, Annotation]:
    if source == target:
        raise RefusedError("A span cannot be related to itself. Nothing was changed.")
    found = {a.id: a for a in project.annotations.some([source, target]) if not a.deleted}
    if len(found) < 2:
        raise RefusedError(
            "One of the two annotations was deleted meanwhile, perhaps in another window. "
            "Nothing was changed; undo brings it back."
        )
    if any(a.annotator != annotator for a in found.values()):
        raise RefusedError(
            "One of the two annotations is in a colleague's layer. Nothing was changed; copy it "
            "into your own layer first, and relate the copy."
        )
    return found[source], found[target]


def _allowed(project: Project, key: str, source: Annotation, target: Annotation) -> RelationType:
    codebook = project.codebooks.current()
    tag, other = codebook.tag(source.tag), codebook.tag(target.tag)
    kind = tag.relation(key)
    if kind is None or kind.retired:
        raise RefusedError(
            f"The codebook has no relation “{key}” for {tag.name}. Nothing was changed."
        )
    if not accepts(kind, other, codebook):
        names = [t.name for t in map(codebook.keyed, kind.targets) if t is not None]
        raise RefusedError(
            f"“{kind.name}” of {tag.name} leads to {' or '.join(names) or 'nothing'}, not to "
            f"{other.name}. Nothing was changed."
        )
    return kind


def _ends(project: Project, relations: Sequence[Relation]) -> dict[AnnotationId, Annotation]:
    ids = {end for r in relations for end in (r.source, r.target)}
    return {a.id: a for a in project.annotations.some(list(ids))}


def _quoted(annotation: Annotation) -> str:
    return quoted(annotation.quote, _QUOTED)
