"""Tags, attributes and relations made of another program's names, as part of the import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
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
from domain.codebook_exchange import Identify
from storage.action import Action
from storage.codebook_records import identify_in, store_codebook
from storage.formats.mapping import LabelMapping, attribute_for, relation_for
from storage.formats.survey import Survey
from storage.project import Project


def make_tags(project: Project, action: Action, survey: Survey) -> LabelMapping:
    """Let the codebook grow by what the survey's mapping wants; return where those names lead.

    A new tag gets an attribute for each name that its spans carry, and a relation for each kind,
    but for those that the mapping leaves out; a tag that is there gets what is listed as new.
    """
    codebook = project.codebooks.current()
    former = project.codebooks.version(codebook.version) if codebook.version else None
    maker = _Maker(codebook, survey, identify_in(project.id))
    found = maker.make()
    grown = replace(maker.codebook, name=codebook.name or "Codebook")
    store_codebook(project, action, grown, former)
    return found


class _Maker:
    """Makes what a mapping wants; `codebook` has it afterwards."""

    def __init__(self, codebook: Codebook, survey: Survey, identify: Identify) -> None:
        self.codebook = codebook
        self._survey = survey
        self._wanted = survey.mapping
        self._identify = identify
        self._names_of = _grouped(survey.attributes)
        self._kinds_of = _grouped(survey.kinds)
        self._attributes: dict[str, str | None] = {}
        self._relations: dict[str, str | None] = {}

    def make(self) -> LabelMapping:
        """Make all of it; return where the names lead."""
        made: dict[str, str | None] = {}
        for label in self._wanted.new_tags:
            made[label] = self._tag(label)
        goals = LabelMapping(made).over(self._wanted).labels
        for label, key in goals.items():
            tag = self.codebook.keyed(key or "")
            if tag is not None:
                tag = self._with_attributes(tag, label)
                self.codebook = put_tag(self.codebook, tag)
        # Relations may lead to any tag, so all of them are there by now.
        for label, key in goals.items():
            tag = self.codebook.keyed(key or "")
            if tag is not None:
                self.codebook = put_tag(self.codebook, self._with_relations(tag, label, goals))
        return LabelMapping(made, attributes=self._attributes, relations=self._relations)

    def _tag(self, label: str) -> str:
        codebook, name = self.codebook, label.strip() or "label"
        key = key_for(label, (tag.key for tag in codebook.tags))
        place = len(codebook.tags)
        tag = Tag(
            id=TagId(self._identify("tag", key)),
            key=key,
            name=name,
            colour=COLOURS[place % len(COLOURS)],
            stroke=STROKES[place % len(STROKES)],
            shortcut=shortcut_for(name, (tag.shortcut for tag in codebook.tags)),
            definition=f"Imported from {self._survey.name}.",
        )
        self.codebook = put_tag(codebook, tag)
        return key

    def _with_attributes(self, tag: Tag, label: str) -> Tag:
        wanted = self._wanted
        taken: set[str] = set()
        names, new = self._names_of[label], set(wanted.new_attributes)
        for name in self._named(label, names, new, wanted.attributes):
            key = attribute_for(tag, name)
            # Two names of one label are two attributes, however alike they are.
            if key is None or key in taken:
                key = key_for(name, (a.key for a in tag.attributes))
                record = self._identify("attribute", f"{tag.key}.{key}")
                made = Attribute(record, key, name, self._survey.type_of(label, name))
                tag = replace(tag, attributes=(*tag.attributes, made))
            taken.add(key)
            self._attributes[f"{label}.{name}"] = key
        return tag

    def _with_relations(self, tag: Tag, label: str, goals: Mapping[str, str | None]) -> Tag:
        wanted = self._wanted
        taken: set[str] = set()
        kinds, new = self._kinds_of[label], set(wanted.new_relations)
        for kind in self._named(label, kinds, new, wanted.relations):
            key = relation_for(tag, kind)
            if key is None or key in taken:
                key = key_for(kind, (r.key for r in tag.relations))
                record = self._identify("relation", f"{tag.key}.{key}")
                leading = {goals.get(target) for target in self._survey.targets[label, kind]}
                made = RelationType(record, key, kind, tuple(sorted(filter(None, leading))))
                tag = replace(tag, relations=(*tag.relations, made))
            taken.add(key)
            self._relations[f"{label}.{kind}"] = key
        return tag

    def _named(
        self,
        label: str,
        names: Iterable[str],
        listed: Container[str],
        decided: Mapping[str, str | None],
    ) -> Iterator[str]:
        """Yield those of a label's attributes or relations that are to be made."""
        is_new = label in self._wanted.new_tags
        for name in names:
            whole = f"{label}.{name}"
            if whole in listed or (is_new and decided.get(whole, "") is not None):
                yield name


def _grouped(counted: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the names of each label."""
    found = defaultdict[str, list[str]](list)
    for label, name in counted:
        found[label].append(name)
    return found
