"""What the names in foreign files are to become: proposed, decided by a person, kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.codebook import Attribute, Codebook, RelationType, Tag
from storage.formats.mapping import LabelMapping, propose
from storage.formats.survey import Survey

Part = Literal["attribute", "relation"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a name becomes: something new, nothing, what has this `key`, or it is still open."""

    what: Literal["open", "new", "left out", "key"]
    key: str = ""


OPEN, NEW, LEFT_OUT = Goal("open"), Goal("new"), Goal("left out")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an attribute or relation that spans of a label carry."""

    label: str
    part: Part
    name: str

    @property
    def whole(self) -> str:
        """The name as a mapping has it."""
        return f"{self.label}.{self.name}"


class Deciding:
    """The decisions about all names of some files; labels without a proposal are open at first.

    `labels` and `annotators` count annotations, `names` count values or relations.
    """

    def __init__(self, surveys: Sequence[Survey], codebook: Codebook) -> None:
        self._codebook = codebook
        self.labels: Counter[str] = Counter()
        self.annotators: Counter[str] = Counter()
        self.names: dict[str, Counter[Name]] = {}
        mapping = LabelMapping()
        for survey in surveys:
            self.labels.update(survey.labels)
            self.annotators.update(survey.annotators)
            self._count(survey)
            mapping = mapping.over(survey.mapping)
        self._goals: dict[str, Goal] = {}
        self._parts: dict[Name, Goal] = {}
        self._called: dict[str, str] = {}
        for label in self.labels:
            self.decide(label, OPEN)
        self.take(mapping)

    def _count(self, survey: Survey) -> None:
        for label in survey.labels:
            self.names.setdefault(label, Counter())
        for (label, name), number in survey.attributes.items():
            self.names[label][Name(label, "attribute", name)] += number
        for (label, kind), number in survey.kinds.items():
            self.names[label][Name(label, "relation", kind)] += number

    # What is decided

    @property
    def still_open(self) -> tuple[str, ...]:
        """The labels about which nothing is decided."""
        return tuple(label for label, goal in self._goals.items() if goal == OPEN)

    def goal(self, label: str) -> Goal:
        """What a label becomes: a tag."""
        return self._goals[label]

    def goal_of(self, name: Name) -> Goal:
        """What an attribute or a relation becomes."""
        return self._parts[name]

    def called(self, annotator: str) -> str:
        """Whose layer the annotations of an annotator of the file go to."""
        return self._called.get(annotator, annotator)

    def tag_choices(self, label: str) -> list[tuple[str, Goal]]:
        """Return what a label can become, with names."""
        tags = [tag for tag in self._codebook.active if tag.key != self._goals[label].key]
        if (chosen := self._tag(self._goals[label])) is not None:
            tags.append(chosen)
        place = {tag.id: at for at, tag in enumerate(self._codebook.tags)}
        tags.sort(key=lambda tag: place[tag.id])
        return [
            ("Choose…", OPEN),
            *((_shown(tag), Goal("key", tag.key)) for tag in tags),
            (f"A new tag “{label}”", NEW),
            ("Left out", LEFT_OUT),
        ]

    def choices(self, name: Name) -> list[tuple[str, Goal]]:
        """Return what an attribute or relation can become under its label's tag, with names."""
        tag = self._tag(self._goals[name.label])
        found: list[tuple[str, Goal]] = []
        if tag is not None:
            held: Sequence[Attribute | RelationType] = (
                tag.attributes if name.part == "attribute" else tag.relations
            )
            # What is retired is still where an older file's values belong.
            ordered = sorted(held, key=lambda each: each.retired)
            found = [(_shown(each), Goal("key", each.key)) for each in ordered]
        if self._goals[name.label] not in (OPEN, LEFT_OUT):
            found.append((f"A new {name.part} “{name.name}”", NEW))
        waits = self._goals[name.label] == OPEN
        return [*found, ("Choose for the label first" if waits else "Left out", LEFT_OUT)]

    @property
    def left_out(self) -> Counter[str]:
        """How many annotations, attribute values and relations are left out as it stands."""
        left: Counter[str] = Counter()
        for label, number in self.labels.items():
            if self._goals[label] == LEFT_OUT:
                left["annotation"] += number
            if self._goals[label] != OPEN:
                for name, values in self.names[label].items():
                    is_left = self._parts[name] == LEFT_OUT
                    left[name.part] += values if is_left else 0
        return +left

    @property
    def mapping(self) -> LabelMapping:
        """All decisions; what is open is not in it."""
        decided = [(label, goal) for label, goal in self._goals.items() if goal != OPEN]
        parts = [
            (name, goal)
            for name, goal in self._parts.items()
            if self._goals[name.label] not in (OPEN, LEFT_OUT)
        ]
        led: dict[Part, dict[str, str | None]] = {"attribute": {}, "relation": {}}
        new: dict[Part, list[str]] = {"attribute": [], "relation": []}
        for name, goal in parts:
            if goal == NEW:
                new[name.part].append(name.whole)
            else:
                led[name.part][name.whole] = goal.key or None
        return LabelMapping(
            {label: goal.key or None for label, goal in decided if goal != NEW},
            tuple(label for label, goal in decided if goal == NEW),
            led["attribute"],
            led["relation"],
            {name: self.called(name) for name in self.annotators if self.called(name) != name},
            tuple(new["attribute"]),
            tuple(new["relation"]),
        )

    # Deciding

    def decide(self, label: str, goal: Goal) -> None:
        """Say what a label becomes; its attributes and relations become what fits that best."""
        self._goals[label] = goal
        fitting = self._proposed(label, goal)
        for name in self.names[label]:
            led = fitting.attributes if name.part == "attribute" else fitting.relations
            key = led.get(name.whole)
            self._parts[name] = Goal("key", key) if key else NEW if goal == NEW else LEFT_OUT

    def decide_part(self, name: Name, goal: Goal) -> None:
        """Say what an attribute or relation becomes."""
        self._parts[name] = goal

    def decide_open(self, goal: Goal) -> None:
        """Say the same of all labels about which nothing is decided."""
        for label in self.still_open:
            self.decide(label, goal)

    def keep_parts(self) -> None:
        """Make new attributes and relations of all that spans which come in would lose."""
        for name, goal in self._parts.items():
            if goal == LEFT_OUT and self._goals[name.label] not in (OPEN, LEFT_OUT):
                self._parts[name] = NEW

    def call(self, annotator: str, name: str) -> None:
        """Say whose layer the annotations of an annotator of the file go to."""
        self._called[annotator] = name.strip() or annotator

    def take(self, mapping: LabelMapping) -> None:
        """Decide as a mapping says; what it does not name, or leads nowhere here, stays."""
        for label in self.labels:
            if label in mapping.new_tags:
                self.decide(label, NEW)
            elif label in mapping.labels:
                key = mapping.labels[label]
                if key is None or self._codebook.keyed(key) is not None:
                    self.decide(label, Goal("key", key) if key else LEFT_OUT)
        for name in list(self._parts):
            self._take_part(name, mapping)
        for annotator in self.annotators:
            if annotator in mapping.annotators:
                self.call(annotator, mapping.annotators[annotator])

    def _take_part(self, name: Name, mapping: LabelMapping) -> None:
        is_attribute = name.part == "attribute"
        led = mapping.attributes if is_attribute else mapping.relations
        goal = None
        if name.whole in (mapping.new_attributes if is_attribute else mapping.new_relations):
            goal = NEW
        elif name.whole in led:
            key = led[name.whole]
            goal = Goal("key", key) if key else LEFT_OUT
        if goal is not None and goal in (each for _, each in self.choices(name)):
            self._parts[name] = goal

    def _tag(self, goal: Goal) -> Tag | None:
        return self._codebook.keyed(goal.key) if goal.key else None

    def _proposed(self, label: str, goal: Goal) -> LabelMapping:
        if not goal.key:
            return LabelMapping()
        names = self.names[label]
        return propose(
            self._codebook,
            [label],
            _pairs(names, "attribute"),
            _pairs(names, "relation"),
            {label: goal.key},
        )


def _shown(item: Tag | Attribute | RelationType) -> str:
    return f"{item.name} (retired)" if item.retired else item.name


def _pairs(names: Iterable[Name], part: Part) -> list[tuple[str, str]]:
    return [(name.label, name.name) for name in names if name.part == part]
