"""The same as last time: the values of one annotation for the empty fields of another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from domain.codebook import Tag


def repeated(
    tag: Tag, values: Mapping[str, Any], last: Mapping[str, Any], but: Collection[str] = ()
) -> dict[str, Any]:
    """Return what `last` says of the fields that `values` leaves empty, in the codebook's order.

    Both are stored values of annotations of that tag. What is retired, would not be shown, or does
    not fit is left out, and so are the keys in `but`.
    """
    found: dict[str, Any] = {}
    for attribute in tag.attributes:
        value = last.get(attribute.key)
        is_open = values.get(attribute.key) in (None, "")
        if attribute.retired or attribute.key in but or value in (None, "") or not is_open:
            continue
        if attribute.problem(value) is None:
            found[attribute.key] = value
    effective = tag.effective({**values, **found})
    # A field that has a value always shows; here that value would be what makes it show.
    hidden = [a.key for a in tag.attributes if a.shown_when and not a.shown_when.holds(effective)]
    return {key: value for key, value in found.items() if key not in hidden}
