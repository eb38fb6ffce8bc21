"""Editors for the types of attributes; each commits once, when the person has decided."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from domain.codebook import Attribute
from ui.panes.inspector.choice_edit import ChoiceEdit
from ui.panes.inspector.reference import ReferenceEdit
from ui.panes.inspector.value_edit import ValueEdit
from ui.panes.inspector.values import spoken

__all__ = ["ChoiceEdit", "Editor", "ValueEdit", "editor_for", "label_of"]

Editor = ChoiceEdit | ValueEdit | ReferenceEdit


def editor_for(attribute: Attribute, parent: QWidget | None = None) -> Editor:
    """Return the editor that fits an attribute's type."""
    if attribute.type in ("enum", "boolean"):
        return ChoiceEdit(attribute, parent)
    if attribute.type == "ref":
        return ReferenceEdit(parent)
    return ValueEdit(attribute, parent)


def label_of(attribute: Attribute, *, required: bool) -> str:
    """Return the label of a field, with a mark where a value is required."""
    return f"{spoken(attribute.name)}\u00a0*" if required else spoken(attribute.name)
