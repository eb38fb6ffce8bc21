"""What differs between two codebooks, item by item, in words that a history can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from domain.codebook import Attribute, Codebook, RelationType, Tag, TagId

What = Literal["codebook", "tag", "attribute", "relation"]
Kind = Literal["added", "changed", "retired", "restored", "merged", "moved"]
Item = Tag | Attribute | RelationType
_WORDS = {
    "shortcut": "key",
    "choices": "values",
    "required_when": "condition",
    "shown_when": "condition",
    "type": "type",
}
_PARTS = ("id", "key", "attributes", "relations", "retired", "merged_into")


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that differs: of which tag (id; empty for the codebook itself), how, in words."""

    what: What
    kind: Kind
    words: str
    tag: str = ""
    key: str = ""
    fields: tuple[str, ...] = ()


def diff(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """Return what leads from one codebook to the other; items are the same if their ids are."""
    return tuple(_differences(followed(old, new), followed(new, new)))


def followed(codebook: Codebook, new: Codebook) -> Codebook:
    """Return a codebook whose relations lead where tags that `new` has merged went.

    That they lead there follows from the merging, and is no difference of its own.
    """
    goals = {t.key: new.tag(t.id).key for t in new.tags if t.merged_into is not None}
    if not goals:
        return codebook
    return replace(codebook, tags=tuple(_led(tag, goals) for tag in codebook.tags))


def _led(tag: Tag, goals: Mapping[str, str]) -> Tag:
    relations = tuple(
        replace(r, targets=tuple(dict.fromkeys(goals.get(key, key) for key in r.targets)))
        for r in tag.relations
    )
    return replace(tag, relations=relations)


def label_of(differences: Sequence[Difference]) -> str:
    """Return how the history calls a change of the codebook."""
    if len(differences) == 1:
        return differences[0].words
    return f"Change the codebook: {len(differences)} changes"


def same_meaning(old: Tag, new: Tag) -> bool:
    """Tell whether what was tagged with `old` needs no other look under `new`.

    Colour, stroke and key may differ, and the order of attributes and relations.
    """
    return _meaning(old) == _meaning(new)


def _meaning(tag: Tag) -> Tag:
    return replace(
        tag,
        colour="",
        stroke="",
        shortcut="",
        attributes=tuple(sorted(tag.attributes, key=_key)),
        relations=tuple(sorted(tag.relations, key=_key)),
    )


def _key(item: Attribute | RelationType) -> str:
    return item.key


def _differences(old: Codebook, new: Codebook) -> Iterator[Difference]:
    if old.name != new.name:
        yield Difference("codebook", "changed", f"Name the codebook “{new.name}”", fields=("name",))
    if old.guidelines != new.guidelines:
        words = "Change the rules for every tag"
        yield Difference("codebook", "changed", words, fields=("guidelines",))
    known = {tag.id: tag for tag in old.tags}
    names = {tag.id: tag.name for tag in new.tags}
    for tag in new.tags:
        if tag.id not in known:
            yield Difference("tag", "added", f"Add the tag “{tag.name}”", tag.id, tag.key)
            continue
        yield from _of_tag(known[tag.id], tag, names)
    if _moved([tag.id for tag in old.tags], [tag.id for tag in new.tags]):
        yield Difference("codebook", "moved", "Reorder the tags", fields=("position",))


def _of_tag(old: Tag, new: Tag, names: dict[TagId, str]) -> Iterator[Difference]:
    if old.merged_into != new.merged_into:
        words = (
            f"Take the tag “{new.name}” apart again"
            if new.merged_into is None
            else f"Merge the tag “{new.name}” into “{names[new.merged_into]}”"
        )
        kind: Kind = "restored" if new.merged_into is None else "merged"
        yield Difference("tag", kind, words, new.id, new.key, ("merged_into",))
    yield from _of_item("tag", old, new, new, f"the tag “{old.name}”")
    yield from _of_parts("attribute", old.attributes, new.attributes, new)
    yield from _of_parts("relation", old.relations, new.relations, new)


def _of_parts(
    what: What,
    old: Sequence[Attribute | RelationType],
    new: Sequence[Attribute | RelationType],
    tag: Tag,
) -> Iterator[Difference]:
    known = {item.id: item for item in old}
    for item in new:
        if item.id not in known:
            words = f"Add the {what} “{item.name}” to the tag “{tag.name}”"
            yield Difference(what, "added", words, tag.id, item.key)
            continue
        before = known[item.id]
        named = f"the {what} “{tag.key}.{before.name}”"
        if item.merged_into and item.merged_into != before.merged_into:
            goal = next((each.name for each in new if each.key == item.merged_into), "")
            words = f"Merge {named} into “{goal}”"
            yield Difference(what, "merged", words, tag.id, item.key, ("merged_into",))
            before = replace(before, retired=item.retired)
        yield from _of_item(what, before, item, tag, named)
    if _moved([item.id for item in old], [item.id for item in new]):
        words = f"Reorder the {what}s of the tag “{tag.name}”"
        yield Difference(what, "moved", words, tag.id, fields=("position",))


def _of_item(what: What, old: Item, new: Item, tag: Tag, named: str) -> Iterator[Difference]:
    if old.retired != new.retired:
        kind: Kind = "retired" if new.retired else "restored"
        words = f"{'Retire' if new.retired else 'Restore'} {named}"
        yield Difference(what, kind, words, tag.id, new.key, ("retired",))
    changed = tuple(
        field.name
        for field in fields(new)
        if field.name not in _PARTS and getattr(old, field.name) != getattr(new, field.name)
    )
    if changed == ("name",):
        yield Difference(
            what, "changed", f"Rename {named} to “{new.name}”", tag.id, new.key, changed
        )
    elif changed:
        spoken = ", ".join(dict.fromkeys(_WORDS.get(name, name) for name in changed))
        yield Difference(what, "changed", f"Change {spoken} of {named}", tag.id, new.key, changed)


def _moved(old: list[str], new: list[str]) -> bool:
    return [each for each in old if each in new] != [each for each in new if each in old]
