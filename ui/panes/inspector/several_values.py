"""What several annotations say alike, field by field, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.annotation import Annotation
from domain.codebook import Tag
from ui.panes.inspector.values import FieldValue, FindEntity, field_values


def common_values(
    tag: Tag, annotations: Sequence[Annotation], find: FindEntity
) -> tuple[FieldValue, ...]:
    """Return the fields of a tag in use, in order, for several annotations (at least one).

    A field shows a value only if all have it; `differs` says that they do not agree.
    """
    each = [field_values(tag, a.attributes, find) for a in annotations]
    return tuple(_common(fields) for fields in zip(*each, strict=True))


def _common(fields: tuple[FieldValue, ...]) -> FieldValue:
    first = fields[0]
    if all(_said(field) == _said(first) for field in fields):
        # Of whom it is said may differ; that it is said alike is what counts here.
        return replace(first, owner="", entity="")
    return FieldValue(first.attribute, None, "none", differs=True)


def _said(field: FieldValue) -> tuple[str, object]:
    kind = "stored" if field.is_stored else field.origin
    return kind, field.value
