"""Values of another program, made to fit an attribute of the codebook."""

from __future__ import annotations

import math
from typing import Any

from domain.codebook import Attribute

_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def fitting_value(attribute: Attribute, value: Any) -> Any:
    """Return the value as the attribute stores it, or None if it does not fit."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str | int | float | bool):
        return None
    if attribute.type == "number":
        return _number(value)
    if attribute.type == "boolean":
        return value if isinstance(value, bool) else _TRUTH.get(str(value).strip().casefold())
    text = _text(value)
    if attribute.type == "enum":
        same = (choice for choice in attribute.choices if choice.casefold() == text.casefold())
        return text if text in attribute.choices else next(same, None)
    return None if attribute.problem(text) else text


def _text(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _number(value: str | float | bool) -> int | float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = int(value) if value.strip().lstrip("+-").isdecimal() else float(value)
        except ValueError:
            return None
    return value if math.isfinite(value) else None
