"""What an annotation still lacks: values and relations asked for, and values that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.codebook import Tag


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps an annotation from being complete, each by its key, in the codebook's order.

    `attributes` are asked for and have no value, `relations` are fewer than the least; `wrong`
    are values that do not fit their type, `excess` relations of which there are too many.
    """

    attributes: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    excess: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is lacking."""
        return bool(self.attributes or self.relations or self.wrong or self.excess)

    @property
    def first_field(self) -> str:
        """The key of the first attribute to be filled in or mended, or nothing."""
        return next(iter((*self.attributes, *self.wrong)), "")


NOTHING = Lack()


def lacking(tag: Tag, values: Mapping[str, Any], relations: Mapping[str, int]) -> Lack:
    """Return what an annotation of that tag lacks.

    `values` are its attributes by key with what it has from its entity, without usual values;
    `relations` says how many of each type (by key) lead from it.
    """
    given = tag.effective(values)
    wrong = [a.key for a in tag.attributes if not a.retired and a.problem(values.get(a.key))]
    found = Lack(
        tuple(a.key for a in tag.missing_attributes(given)),
        tuple(r.key for r in tag.missing_relations(given, relations)),
        tuple(wrong),
        tuple(r.key for r in tag.excess(relations)),
    )
    return found or NOTHING


def lack_words(tag: Tag, lack: Lack) -> tuple[str, ...]:
    """Return what is lacking in a few words each: “position”, “date does not fit”."""
    found = [_attribute_name(tag, key) for key in lack.attributes]
    found += [_relation_name(tag, key) for key in lack.relations]
    found += [f"{_attribute_name(tag, key)} does not fit" for key in lack.wrong]
    found += [f"{_relation_name(tag, key)}: too many" for key in lack.excess]
    return tuple(found)


def _attribute_name(tag: Tag, key: str) -> str:
    attribute = tag.attribute(key)
    return _spoken(key if attribute is None else attribute.name)


def _relation_name(tag: Tag, key: str) -> str:
    relation = tag.relation(key)
    return _spoken(key if relation is None else relation.name)


def _spoken(name: str) -> str:
    return name.replace("_", " ").strip()
