"""The codebook: tags, the attributes and relations each asks for, and what makes a value wrong."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NewType

from domain.conditions import Condition

TagId = NewType("TagId", str)
AttributeType = Literal["enum", "text", "number", "date", "boolean", "ref"]
ATTRIBUTE_TYPES: tuple[AttributeType, ...] = ("enum", "text", "number", "date", "boolean", "ref")
COLOURS = (
    *("blue", "vermilion", "green", "amber", "purple"),
    *("sky", "pink", "olive", "brown", "slate"),
)
STROKES = ("solid", "dashed", "dotted", "double")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed field of a tag; `key` is how it is stored, `name` how it is shown and exported.

    `scope` says whether the value belongs to the mention or to the entity it names. One that was
    merged is retired, and `merged_into` is the key of the one that has its values now.
    """

    id: str
    key: str
    name: str
    type: AttributeType = "text"
    choices: tuple[str, ...] = ()
    default: Any = None
    required: bool = False
    scope: Literal["mention", "entity"] = "mention"
    help: str = ""
    retired: bool = False
    merged_into: str = ""
    required_when: Condition | None = None
    shown_when: Condition | None = None

    def is_required(self, values: Mapping[str, Any]) -> bool:
        """Tell whether a value is asked for, given all values with their defaults in place."""
        if self.retired or not self.is_shown(values):
            return False
        return self.required if self.required_when is None else self.required_when.holds(values)

    def is_shown(self, values: Mapping[str, Any]) -> bool:
        """Tell whether the field is to be seen; one that has a value always is."""
        if self.shown_when is None or values.get(self.key) not in (None, "", self.default):
            return True
        return self.shown_when.holds(values)

    def problem(self, value: Any) -> str | None:
        """Return what is wrong with a stored value in a few words, or None."""
        if value is None or value == "":
            return None
        if self.type == "enum":
            return None if value in self.choices else f"“{value}” is not one of its choices"
        if self.type == "number":
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return None if is_number else f"“{value}” is not a number"
        if self.type == "boolean":
            return None if isinstance(value, bool) else f"“{value}” is neither yes nor no"
        if not isinstance(value, str):
            return f"“{value}” is not text"
        if self.type == "date" and not is_partial_date(value):
            return f"“{value}” is not a date such as 2019, 2019-01 or 2019-01-23"
        return None


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation that annotations of a tag may have, to annotations of the `targets` (tag keys).

    `merged_into` as in Attribute.
    """

    id: str
    key: str
    name: str
    targets: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int | None = None
    help: str = ""
    retired: bool = False
    merged_into: str = ""
    required_when: Condition | None = None
    shown_when: Condition | None = None

    def least(self, values: Mapping[str, Any]) -> int:
        """Return how many are needed at least, given all values with their defaults in place."""
        if self.retired:
            return 0
        if self.required_when is None:
            return self.minimum
        return max(self.minimum, 1) if self.required_when.holds(values) else 0

    def is_shown(self, values: Mapping[str, Any]) -> bool:
        """Tell whether it is to be offered."""
        return self.shown_when is None or self.shown_when.holds(values)


@dataclass(frozen=True, slots=True)
class Tag:
    """A category; `shortcut` is its letter in the article, `colour` and `stroke` are roles."""

    id: TagId
    key: str
    name: str
    colour: str = "slate"
    stroke: str = "solid"
    shortcut: str = ""
    definition: str = ""
    guidelines: str = ""
    attributes: tuple[Attribute, ...] = ()
    relations: tuple[RelationType, ...] = ()
    retired: bool = False
    merged_into: TagId | None = None

    def attribute(self, key: str) -> Attribute | None:
        """Return the attribute of that key, or None."""
        return next((a for a in self.attributes if a.key == key), None)

    def relation(self, key: str) -> RelationType | None:
        """Return the relation type of that key, or None."""
        return next((r for r in self.relations if r.key == key), None)

    def effective(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values with the default of each attribute that has none."""
        usual = {a.key: a.default for a in self.attributes if a.default not in (None, "")}
        return usual | {key: value for key, value in values.items() if value not in (None, "")}

    def missing(
        self, values: Mapping[str, Any], relations: Mapping[str, int] | None = None
    ) -> tuple[str, ...]:
        """Return the names of what is required, also on a condition, and neither given nor usual.

        `relations` says how many relations of each type (by key) there are; without it, only the
        attributes are judged.
        """
        given = self.effective(values)
        found = [a.name for a in self.missing_attributes(given)]
        if relations is not None:
            found += [r.name for r in self.missing_relations(given, relations)]
        return tuple(found)

    def missing_attributes(self, effective: Mapping[str, Any]) -> tuple[Attribute, ...]:
        """Return the attributes that are asked for and have no value, defaults being in place."""
        # A reference is named by the words of the span until somebody says otherwise.
        return tuple(
            a
            for a in self.attributes
            if a.key not in effective and a.type != "ref" and a.is_required(effective)
        )

    def missing_relations(
        self, effective: Mapping[str, Any], counts: Mapping[str, int]
    ) -> tuple[RelationType, ...]:
        """Return the relation types of which there are fewer than asked for, with these values."""
        return tuple(r for r in self.relations if counts.get(r.key, 0) < r.least(effective))

    def excess(self, relations: Mapping[str, int]) -> tuple[RelationType, ...]:
        """Return the relation types of which there are more than they allow."""
        return tuple(
            r
            for r in self.relations
            if r.maximum is not None and relations.get(r.key, 0) > r.maximum
        )

    def problems(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what is wrong with the given values, each named; missing ones are not among it."""
        found = []
        for key, value in values.items():
            attribute = self.attribute(key)
            if attribute is None:
                found.append(f"{self.name} has no attribute “{key}”")
            elif wrong := attribute.problem(value):
                found.append(f"{attribute.name}: {wrong}")
        return tuple(found)


@dataclass(frozen=True)
class Codebook:
    """All tags in order, retired ones included; `version` is a hash of the content.

    `guidelines` (Markdown) holds the rules for every tag.
    """

    name: str
    version: str
    tags: tuple[Tag, ...]
    number: int = 1
    guidelines: str = ""

    @cached_property
    def _by_id(self) -> dict[str, Tag]:
        return {tag.id: tag for tag in self.tags}

    @cached_property
    def active(self) -> tuple[Tag, ...]:
        """The tags that may be given."""
        return tuple(t for t in self.tags if not t.retired and t.merged_into is None)

    def tag(self, tag: str) -> Tag:
        """Return the tag of that id, following merges; an unknown one is a bug (KeyError)."""
        found = self._by_id[tag]
        seen = {tag}
        while found.merged_into is not None and found.merged_into not in seen:
            seen.add(found.merged_into)
            found = self._by_id[found.merged_into]
        return found

    def keyed(self, key: str) -> Tag | None:
        """Return the tag with exactly that key, or None."""
        return next((t for t in self.tags if t.key == key), None)

    def named(self, name: str) -> Tag | None:
        """Return the tag with that key or name (case does not matter), or None."""
        wanted = name.casefold()
        return next((t for t in self.tags if wanted in (t.key.casefold(), t.name.casefold())), None)


def is_partial_date(value: str) -> bool:
    """Tell whether `value` is a year, month or day in ISO 8601, or an interval `a/b` of them.

    The calendar must have the day, and an interval must not end before it begins.
    """
    parts = value.split("/")
    if len(parts) > 2 or not all(map(_is_date, parts)):
        return False
    shared = min(map(len, parts))
    return parts[0][:shared] <= parts[-1][:shared]


def _is_date(part: str) -> bool:
    if _DATE.fullmatch(part) is None:
        return False
    year, month, day = ([int(each) for each in part.split("-")] + [0, 0])[:3]
    # The year 0 has the days of a leap year, but `monthrange` does not count that far back.
    return day <= (monthrange(year or 4, month)[1] if month else 0) or day == 0


def shortcut_for(name: str, taken: Iterable[str]) -> str:
    """Return the first letter of `name` that is still free, in upper case, or an empty string."""
    used = {letter.upper() for letter in taken}
    letters = (c.upper() for c in name if c.isascii() and c.isalpha())
    return next((letter for letter in letters if letter not in used), "")
