"""Changing the codebook of a project that has annotations: first what it would do, then the deed.

A new codebook is made with `domain.codebook_edit` or read from a file with `updated`; `preview`
says what it means for the annotations, `change_codebook` puts it in force as one action.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.change import Change
from domain.codebook import Codebook, Tag, TagId
from domain.codebook_check import fault_of
from domain.codebook_diff import Difference, diff, followed, label_of, same_meaning
from domain.codebook_edit import whole
from domain.codebook_exchange import EMPTY, carried, exchange, merged
from domain.ids import AnnotationId, AnnotatorId
from storage.annotating import codebook_version
from storage.codebook_file import check_codebook
from storage.codebook_moves import values_moved
from storage.codebook_records import identify_in, store_codebook
from storage.contents import Contents
from storage.errors import RefusedError
from storage.project import Project
from storage.tables import ANNOTATION


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the annotations of one tag (counts of live annotations).

    `invalid` counts those with a value that no longer fits, `unseen` those with a value that has
    no field any more (both keep it), `incomplete` those that newly lack something.
    """

    tag: str
    annotations: int
    invalid: int
    unseen: int
    incomplete: int
    merged_into: str = ""
    retired: bool = False

    @property
    def words(self) -> str:
        """The effect in a sentence or two."""
        said = [f"{_several(self.annotations, 'annotation')} of “{self.tag}”"]
        if self.merged_into:
            said[0] += f" will be read as “{self.merged_into}”"
        elif self.retired:
            said[0] += " will keep a tag that can no longer be given"
        else:
            said[0] += " will be listed for another look"
        if self.invalid:
            said.append(f"{self.invalid:,} with a value that no longer fits (kept, and marked)")
        if self.unseen:
            said.append(f"{self.unseen:,} with a value that has no field any more (kept, unseen)")
        if self.incomplete:
            said.append(f"{self.incomplete:,} newly incomplete")
        return f"{'; '.join(said)}."


@dataclass(frozen=True, slots=True)
class Preview:
    """What a new codebook would change, and what that means for annotations."""

    differences: tuple[Difference, ...]
    effects: tuple[Effect, ...]

    @property
    def annotations(self) -> int:
        """How many annotations will need another look."""
        return sum(effect.annotations for effect in self.effects)

    @property
    def label(self) -> str:
        """How the history will call it."""
        return label_of(self.differences)


@dataclass(frozen=True, slots=True)
class Recheck:
    """An annotation made under a codebook that said something else of its tag, and what."""

    annotation: AnnotationId
    reasons: tuple[str, ...]


def updated(project: Project, content: Mapping[str, Any]) -> Codebook:
    """Return the project's codebook brought up to a file's content, by key.

    Raises FormatError if the content is wrong. Nothing is written.
    """
    check_codebook(content)
    return merged(project.codebooks.current(), content, identify_in(project.id))


def preview(contents: Contents, codebook: Codebook) -> Preview:
    """Return what putting `codebook` in force would do. Nothing is written."""
    current = contents.codebooks.current()
    differences = diff(current, codebook)
    return Preview(differences, tuple(_effects(contents, current, codebook)))


def change_codebook(
    project: Project,
    *,
    codebook: Codebook,
    annotator: AnnotatorId,
    extras: Mapping[str, Any] | None = None,
) -> Change | None:
    """Put a new codebook in force as one action; return None if nothing differs.

    `codebook.version` is the version that it was made from: RefusedError if another one is in
    force by now, or if something is wrong with it. What it leaves out stays as it is.
    `extras` is a file whose other fields are kept.
    """
    current = project.codebooks.current()
    codebook = whole(current, codebook)
    problem = fault_of(codebook)
    if problem:
        raise RefusedError(f"{problem} The codebook is as it was.")
    if codebook.version != current.version:
        raise RefusedError(
            "The codebook was changed meanwhile, perhaps in another window. It was not changed "
            "again; open it anew and repeat what you did."
        )
    differences = diff(current, codebook)
    former = project.codebooks.version(current.version)
    kept = carried(former, extras) if extras is not None else former
    if not differences and exchange(codebook, kept) == exchange(current, former):
        return None
    label = label_of(differences) if differences else "Change the notes of the codebook"
    with project.action("codebook", label, annotator) as outcome:
        store_codebook(project, outcome.action, codebook, kept)
    return outcome.change


def to_recheck(contents: Contents, annotator: AnnotatorId) -> list[Recheck]:
    """Return the annotator's annotations that need another look, in reading order.

    One does if its tag meant something else in the codebook that it was made (or looked at) with.
    """
    reasons = _reasons(contents, annotator)
    if not reasons:
        return []
    rows = contents.connection.execute(
        "SELECT a.id, a.tag, a.codebook_version FROM annotation a "
        "JOIN document d ON d.id = a.document WHERE a.deleted = 0 AND d.deleted = 0 "
        'AND a.annotator = ? ORDER BY d.number, a."start", a."end" DESC, a.number',
        (annotator,),
    )
    return [
        Recheck(AnnotationId(row["id"]), reasons[row["tag"], row["codebook_version"]])
        for row in rows
        if (row["tag"], row["codebook_version"]) in reasons
    ]


def looked_at(
    project: Project, *, annotations: Sequence[AnnotationId], annotator: AnnotatorId
) -> Change | None:
    """Note that annotations of one's own fit the codebook as it is; None if all were noted."""
    found = [a for a in project.annotations.some(annotations) if not a.deleted]
    if any(a.annotator != annotator for a in found):
        raise RefusedError(
            "Only annotations of your own layer can be marked as looked at. Nothing was changed."
        )
    version = codebook_version(project)
    label = f"Look again at {_several(len(found), 'annotation')}"
    with project.action("recheck", label, annotator) as outcome:
        for annotation in found:
            outcome.action.update(ANNOTATION, annotation.id, {"codebook_version": version})
    return outcome.change


def _effects(contents: Contents, old: Codebook, new: Codebook) -> Iterator[Effect]:
    old, new = followed(old, new), followed(new, new)
    for tag in old.tags:
        before, after = old.tag(tag.id), new.tag(tag.id)
        if before.id == after.id and same_meaning(before, after):
            continue
        effect = _effect(contents, tag, before, after)
        if effect.annotations:
            yield effect


def _effect(contents: Contents, tag: Tag, before: Tag, after: Tag) -> Effect:
    rows = contents.connection.execute(
        "SELECT attributes, count(*) AS times FROM annotation WHERE tag = ? AND deleted = 0 "
        "GROUP BY attributes",
        (tag.id,),
    )
    counts = dict.fromkeys(("all", "invalid", "unseen", "incomplete"), 0)
    for row in rows:
        values = json.loads(row["attributes"])
        counts["all"] += row["times"]
        for name, is_so in _judged(values, before, after).items():
            counts[name] += row["times"] if is_so else 0
    return Effect(
        tag=before.name,
        annotations=counts["all"],
        invalid=counts["invalid"],
        unseen=counts["unseen"],
        incomplete=counts["incomplete"],
        merged_into=after.name if after.id != before.id else "",
        retired=after.retired and not before.retired,
    )


def _judged(values: Mapping[str, Any], before: Tag, after: Tag) -> dict[str, bool]:
    def has_field(tag: Tag, key: str) -> bool:
        attribute = tag.attribute(key)
        return attribute is not None and not attribute.retired

    def wrong(tag: Tag, key: str) -> bool:
        attribute = tag.attribute(key)
        return attribute is not None and attribute.problem(values[key]) is not None

    values = values_moved(values, before, after)
    given = [key for key, value in values.items() if value not in (None, "")]
    return {
        "invalid": any(wrong(after, key) and not wrong(before, key) for key in given),
        "unseen": any(has_field(before, key) and not has_field(after, key) for key in given),
        "incomplete": bool(set(after.missing(values)) - set(before.missing(values))),
    }


def _reasons(contents: Contents, annotator: AnnotatorId) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what has changed for annotations of a tag (id) and version, where something has."""
    if contents.codebooks.number() < 2:
        return {}
    current = contents.codebooks.current()
    now = _comparable(exchange(current))
    keys = {str(tag.id): tag.key for tag in current.tags}
    versions: dict[str, Codebook | None] = {}
    found = {}
    for row in contents.connection.execute(
        "SELECT DISTINCT tag, codebook_version FROM annotation WHERE deleted = 0 AND annotator = ?",
        (annotator,),
    ):
        version = row["codebook_version"]
        if version == current.version or row["tag"] not in keys:
            continue
        if version not in versions:
            content = contents.codebooks.version(version)
            versions[version] = None if content is None else _comparable(content)
        then = versions[version]
        reasons = () if then is None else _changes_of(then, now, keys[row["tag"]])
        if reasons:
            found[row["tag"], version] = reasons
    return found


def _comparable(content: Mapping[str, Any]) -> Codebook:
    """Return a codebook whose ids say the same of each version."""
    return merged(EMPTY, content, _name_of)


def _name_of(kind: str, key: str) -> str:
    return f"{kind} {key}"


def _changes_of(then: Codebook, now: Codebook, key: str) -> tuple[str, ...]:
    known = then.keyed(key)
    if known is None:
        return ()
    then, now = followed(then, now), followed(now, now)
    before, after = then.tag(known.id), now.tag(TagId(_name_of("tag", key)))
    if before.id != after.id:
        return (f"“{before.name}” is now part of “{after.name}”",)
    if same_meaning(before, after):
        return ()
    return tuple(
        each.words
        for each in diff(then, now)
        if each.tag == after.id and each.fields not in (("colour",), ("stroke",), ("shortcut",))
    )


def _several(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
