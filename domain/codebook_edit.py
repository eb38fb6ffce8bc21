"""Changes of a codebook as values: each returns the codebook that would be, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import TypeVar

from domain.codebook import Attribute, Codebook, RelationType, Tag, TagId
from domain.conditions import Condition

Item = TypeVar("Item", Tag, Attribute, RelationType)


def put_tag(codebook: Codebook, tag: Tag) -> Codebook:
    """Return the codebook with `tag` in the place of the one with its id, or at the end."""
    return replace(codebook, tags=_put(codebook.tags, tag))


def move_tag(codebook: Codebook, tag: TagId, step: int) -> Codebook:
    """Return the codebook with a tag `step` places further down (up if negative)."""
    return replace(codebook, tags=_moved(codebook.tags, tag, step))


def drop_tag(codebook: Codebook, tag: TagId) -> Codebook:
    """Return the codebook without a tag; for one that was never stored."""
    return replace(codebook, tags=tuple(t for t in codebook.tags if t.id != tag))


def merge_tag(codebook: Codebook, tag: TagId, into: TagId) -> Codebook:
    """Return the codebook with one tag merged into another.

    Its annotations are read as those of the other, their values matched by key; relations that led
    to the one lead to the other. Raises ValueError if they are one already.
    """
    gone, goal = codebook.tag(tag), codebook.tag(into)
    if gone.id == goal.id:
        raise ValueError(f"“{goal.name}” cannot be merged into itself")
    merged = put_tag(codebook, replace(gone, merged_into=goal.id))
    return replace(
        merged, tags=tuple(_retargeted(each, gone.key, goal.key) for each in merged.tags)
    )


def whole(old: Codebook, new: Codebook) -> Codebook:
    """Return `new` with whatever only `old` has, at the end: nothing stored is ever taken away."""
    known = {tag.id: tag for tag in old.tags}
    tags = tuple(_whole_tag(known[tag.id], tag) if tag.id in known else tag for tag in new.tags)
    return replace(new, tags=tags + _only_in(old.tags, new.tags))


def _whole_tag(old: Tag, new: Tag) -> Tag:
    return replace(
        new,
        attributes=new.attributes + _only_in(old.attributes, new.attributes),
        relations=new.relations + _only_in(old.relations, new.relations),
    )


def _only_in(old: tuple[Item, ...], new: tuple[Item, ...]) -> tuple[Item, ...]:
    ids = {each.id for each in new}
    return tuple(each for each in old if each.id not in ids)


def put_attribute(tag: Tag, attribute: Attribute) -> Tag:
    """Return the tag with `attribute` in the place of the one with its id, or at the end."""
    return replace(tag, attributes=_put(tag.attributes, attribute))


def move_attribute(tag: Tag, attribute: str, step: int) -> Tag:
    """Return the tag with an attribute (by id) `step` places further down."""
    return replace(tag, attributes=_moved(tag.attributes, attribute, step))


def drop_attribute(tag: Tag, attribute: str) -> Tag:
    """Return the tag without an attribute (by id); for one that was never stored."""
    return replace(tag, attributes=tuple(a for a in tag.attributes if a.id != attribute))


def put_relation(tag: Tag, relation: RelationType) -> Tag:
    """Return the tag with `relation` in the place of the one with its id, or at the end."""
    return replace(tag, relations=_put(tag.relations, relation))


def move_relation(tag: Tag, relation: str, step: int) -> Tag:
    """Return the tag with a relation type (by id) `step` places further down."""
    return replace(tag, relations=_moved(tag.relations, relation, step))


def drop_relation(tag: Tag, relation: str) -> Tag:
    """Return the tag without a relation type (by id); for one that was never stored."""
    return replace(tag, relations=tuple(r for r in tag.relations if r.id != relation))


def merge_part(tag: Tag, part: str, into: str) -> Tag:
    """Return the tag with one attribute or relation type (by id) merged into another of its kind.

    The one is retired and its values (or relations) become those of the other, which takes over
    its choices or targets; conditions that asked about the one ask about the other.
    """
    attributes = {a.id: a for a in tag.attributes}
    if part in attributes:
        gone, goal = attributes[part], attributes[into]
        tag = put_attribute(tag, replace(gone, retired=True, merged_into=goal.key))
        choices = dict.fromkeys((*goal.choices, *gone.choices)) if goal.type == "enum" else ()
        tag = put_attribute(tag, replace(goal, choices=tuple(choices)))
        return _asking(tag, gone.key, goal.key)
    relations = {r.id: r for r in tag.relations}
    old, new = relations[part], relations[into]
    # Without targets, one may lead anywhere.
    both = dict.fromkeys((*new.targets, *old.targets)) if old.targets and new.targets else ()
    tag = put_relation(tag, replace(old, retired=True, merged_into=new.key))
    return put_relation(tag, replace(new, targets=tuple(both)))


def mergeable(tag: Tag, part: Attribute | RelationType) -> tuple[Attribute | RelationType, ...]:
    """Return what a part may be merged into: those in use of the same kind, type and scope."""
    if isinstance(part, RelationType):
        return tuple(r for r in tag.relations if r.id != part.id and not r.retired)
    return tuple(
        a
        for a in tag.attributes
        if a.id != part.id and not a.retired and (a.type, a.scope) == (part.type, part.scope)
    )


def _asking(tag: Tag, gone: str, goal: str) -> Tag:
    """Return the tag with conditions on one attribute asked of another instead."""

    def led(condition: Condition | None) -> Condition | None:
        if condition is None:
            return None
        clauses = (
            replace(c, field=goal if c.field == gone else c.field) for c in condition.clauses
        )
        return Condition(tuple(dict.fromkeys(clauses)))

    def changed(part: Item) -> Item:
        assert not isinstance(part, Tag)
        return replace(part, required_when=led(part.required_when), shown_when=led(part.shown_when))

    return replace(
        tag,
        attributes=tuple(changed(a) if a.key != gone else a for a in tag.attributes),
        relations=tuple(map(changed, tag.relations)),
    )


def _retargeted(tag: Tag, gone: str, goal: str) -> Tag:
    relations = tuple(
        replace(r, targets=tuple(dict.fromkeys(goal if t == gone else t for t in r.targets)))
        for r in tag.relations
    )
    return replace(tag, relations=relations)


def _put(items: tuple[Item, ...], item: Item) -> tuple[Item, ...]:
    if any(each.id == item.id for each in items):
        return tuple(item if each.id == item.id else each for each in items)
    return items + (item,)  # noqa: RUF005 - mypy cannot type the unpacked form


def _moved(items: tuple[Item, ...], wanted: str, step: int) -> tuple[Item, ...]:
    order: list[Item] = list(items)
    at = next(place for place, each in enumerate(order) if each.id == wanted)
    item = order.pop(at)
    order.insert(max(0, min(len(order), at + step)), item)
    return tuple(order)


def key_for(name: str, taken: Iterable[str]) -> str:
    """Return a key for something called `name` that is not among `taken`: “Date start”, date_start.

    A name without letters or digits gives “item”.
    """
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    wanted = "_".join(words) or "item"
    used = set(taken)
    numbered = (f"{wanted}_{number}" for number in count(2))
    return wanted if wanted not in used else next(key for key in numbered if key not in used)
