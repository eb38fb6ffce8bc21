"""Tags made of another program's labels, as part of the import that needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.codebook import (
    COLOURS,
    STROKES,
    Attribute,
    Codebook,
    RelationType,
    Tag,
    TagId,
    shortcut_for,
)
from domain.codebook_edit import key_for, put_tag
from storage.action import Action
from storage.codebook_records import identify_in, store_codebook
from storage.formats.mapping import LabelMapping
from storage.formats.survey import Survey
from storage.project import Project


def make_tags(project: Project, action: Action, survey: Survey) -> LabelMapping:
    """Add a tag to the codebook for each new label of the survey; return where its names lead.

    A tag gets an attribute for each name that its spans carry, and a relation for each kind.
    """
    codebook = project.codebooks.current()
    former = project.codebooks.version(codebook.version) if codebook.version else None
    keys = [tag.key for tag in codebook.tags]
    made = {}
    for label in survey.mapping.new_tags:
        made[label] = key_for(label, keys)
        keys.append(made[label])
    found = LabelMapping(made)
    goals = found.over(survey.mapping).labels
    for label, key in made.items():
        tag = _tag(project, codebook, key, label, survey, goals)
        codebook = put_tag(codebook, tag)
        found = found.over(_leading_to(label, tag))
    store_codebook(project, action, replace(codebook, name=codebook.name or "Codebook"), former)
    return found


def _tag(
    project: Project,
    codebook: Codebook,
    key: str,
    label: str,
    survey: Survey,
    goals: Mapping[str, str | None],
) -> Tag:
    identify = identify_in(project.id)
    name = label.strip() or "label"
    attributes = _named(name for owner, name in survey.attributes if owner == label)
    relations = _named(kind for owner, kind in survey.kinds if owner == label)
    place = len(codebook.tags)
    return Tag(
        id=TagId(identify("tag", key)),
        key=key,
        name=name,
        colour=COLOURS[place % len(COLOURS)],
        stroke=STROKES[place % len(STROKES)],
        shortcut=shortcut_for(name, (tag.shortcut for tag in codebook.tags)),
        definition=f"Imported from {survey.name}.",
        attributes=tuple(
            Attribute(identify("attribute", f"{key}.{k}"), k, n, survey.type_of(label, n))
            for k, n in attributes
        ),
        relations=tuple(
            RelationType(
                identify("relation", f"{key}.{k}"),
                k,
                n,
                tuple(sorted({g for t in survey.targets[label, n] if (g := goals.get(t))})),
            )
            for k, n in relations
        ),
    )


def _named(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return a key for each name, with the name."""
    found: dict[str, str] = {}
    for name in names:
        found[key_for(name, found)] = name
    return list(found.items())


def _leading_to(label: str, tag: Tag) -> LabelMapping:
    return LabelMapping(
        {label: tag.key},
        attributes={f"{label}.{a.name}": a.key for a in tag.attributes},
        relations={f"{label}.{r.name}": r.key for r in tag.relations},
    )
