"""JSON as this project writes it: UTF-8, compact, one line a value."""

from __future__ import annotations

import json
from typing import Any


def dump(value: Any) -> str:
    """Return `value` as compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def dump_sorted(value: Any) -> str:
    """Return `value` as compact JSON text with sorted keys: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
