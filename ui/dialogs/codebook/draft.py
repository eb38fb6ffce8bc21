"""The draft of a codebook: what the editor changes, and what is wrong with it as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from domain.codebook import COLOURS, STROKES, Attribute, Codebook, RelationType, Tag, TagId
from domain.codebook import shortcut_for as letter_for
from domain.codebook_check import fault_of
from domain.codebook_edit import (
    drop_attribute,
    drop_relation,
    drop_tag,
    key_for,
    merge_part,
    merge_tag,
    mergeable,
    move_attribute,
    move_relation,
    move_tag,
    put_attribute,
    put_relation,
    put_tag,
)
from domain.codebook_exchange import Identify, merged
from ui.keymap import Keymap, KeymapError, check

Part = Attribute | RelationType


class Draft(QObject):
    """A codebook that is being changed; nothing is written. `changed` says that it differs."""

    changed = Signal()

    def __init__(self, codebook: Codebook, identify: Identify, keymap: Keymap) -> None:
        super().__init__()
        self.stored = codebook
        self.codebook = codebook
        self.extras: Mapping[str, Any] | None = None
        self._identify = identify
        self._keymap = keymap

    def problem(self, codebook: Codebook | None = None) -> str:
        """Return what is wrong with the draft (or with another one) in a sentence, or nothing."""
        judged = codebook or self.codebook
        found = fault_of(judged)
        if found:
            return found
        try:
            check(self._keymap, judged)
        except KeymapError as error:
            return str(error).split(". ", 1)[0] + "."
        return ""

    def is_new(self, tag: Tag) -> bool:
        """Tell whether a tag is not stored yet, so that it can be taken away."""
        return all(known.id != tag.id for known in self.stored.tags)

    def is_new_part(self, tag: Tag, part: Part) -> bool:
        """Tell whether an attribute or relation type is not stored yet."""
        known = next((t for t in self.stored.tags if t.id == tag.id), None)
        parts: tuple[Part, ...] = () if known is None else (*known.attributes, *known.relations)
        return all(each.id != part.id for each in parts)

    def tag(self, tag: str) -> Tag:
        """Return a tag of the draft by its id, merged or not."""
        return next(each for each in self.codebook.tags if each.id == tag)

    def set_codebook(self, codebook: Codebook) -> None:
        """Take another state of the draft."""
        if codebook != self.codebook:
            self.codebook = codebook
            self.changed.emit()

    def take(self, content: Mapping[str, Any]) -> None:
        """Bring the draft up to a checked file, by key."""
        self.extras = content
        self.set_codebook(merged(self.codebook, content, self._identify))
        self.changed.emit()

    # Tags

    def put(self, tag: Tag) -> None:
        """Put a changed tag in its place."""
        self.set_codebook(put_tag(self.codebook, tag))

    def add_tag(self) -> Tag:
        """Add a tag that has a name, a key and looks of its own, and return it."""
        tags = self.codebook.tags
        names = {t.name.casefold() for t in tags} | {t.key for t in tags}
        name = key_for("new tag", names | {n.replace(" ", "_") for n in names}).replace("_", " ")
        key = key_for(name, [t.key for t in tags])
        tag = Tag(
            id=TagId(self._identify("tag", key)),
            key=key,
            name=name,
            colour=COLOURS[len(tags) % len(COLOURS)],
            stroke=STROKES[len(tags) % len(STROKES)],
            shortcut=letter_for(name, [t.shortcut for t in self.codebook.active]),
        )
        self.put(tag)
        return tag

    def move(self, tag: Tag, step: int) -> None:
        """Move a tag up (-1) or down (1)."""
        self.set_codebook(move_tag(self.codebook, tag.id, step))

    def retire(self, tag: Tag) -> None:
        """Retire a tag, restore it, take it apart from what it was merged into, or drop it."""
        if self.is_new(tag):
            self.set_codebook(drop_tag(self.codebook, tag.id))
        elif tag.merged_into is not None:
            self.put(replace(tag, merged_into=None))
        else:
            self.put(replace(tag, retired=not tag.retired))

    def merge(self, tag: Tag, into: str) -> None:
        """Merge a tag into another."""
        self.set_codebook(merge_tag(self.codebook, tag.id, TagId(into)))

    # Attributes and relation types

    def new_attribute(self, tag: Tag) -> Attribute:
        """Return an attribute that the tag does not have yet."""
        key = key_for("field", [a.key for a in tag.attributes])
        return Attribute(self._identify("attribute", f"{tag.key}.{key}"), key, "")

    def new_relation(self, tag: Tag) -> RelationType:
        """Return a relation type that the tag does not have yet."""
        key = key_for("role", [r.key for r in tag.relations])
        return RelationType(self._identify("relation", f"{tag.key}.{key}"), key, "")

    def keyed(self, tag: Tag, part: Part) -> Part:
        """Return a new part with the key and id that follow from its name."""
        if isinstance(part, Attribute):
            key = key_for(part.name, [a.key for a in tag.attributes if a.id != part.id])
            return replace(part, key=key, id=self._identify("attribute", f"{tag.key}.{key}"))
        key = key_for(part.name, [r.key for r in tag.relations if r.id != part.id])
        return replace(part, key=key, id=self._identify("relation", f"{tag.key}.{key}"))

    def put_part(self, tag: Tag, part: Part) -> None:
        """Put an attribute or a relation type into its place."""
        self.put(with_part(tag, part))

    def move_part(self, tag: Tag, part: Part, step: int) -> None:
        """Move an attribute or a relation type up or down."""
        move = move_attribute if isinstance(part, Attribute) else move_relation
        self.put(move(tag, part.id, step))

    def mergeable(self, tag: Tag, part: Part) -> tuple[Part, ...]:
        """Return what a part of a tag may be merged into."""
        return () if self.is_new_part(tag, part) or part.retired else mergeable(tag, part)

    def merge_part(self, tag: Tag, part: Part, into: str) -> None:
        """Merge an attribute or a relation type into another of the same kind."""
        self.put(merge_part(tag, part.id, into))

    def retire_part(self, tag: Tag, part: Part) -> None:
        """Retire or restore a part; one that is not stored yet is dropped."""
        if self.is_new_part(tag, part):
            drop = drop_attribute if isinstance(part, Attribute) else drop_relation
            self.put(drop(tag, part.id))
        else:
            self.put_part(tag, replace(part, retired=not part.retired, merged_into=""))


def with_part(tag: Tag, part: Part) -> Tag:
    """Return a tag with an attribute or a relation type in its place."""
    if isinstance(part, Attribute):
        return put_attribute(tag, part)
    return put_relation(tag, part)
