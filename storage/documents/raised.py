"""Raised numbers, as letters of their own: exponents, and the numbers of notes.

Without them “10⁶” would read as 106, and a note at 2018 as another year.
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_NUMBER = re.compile(r"[0-9+−()-]*[0-9][0-9+−()-]*")


def raised(text: str) -> str:
    """Return a raised text: a number in raised letters, anything else as it is."""
    bare = text.strip()
    return text.translate(_RAISED) if _NUMBER.fullmatch(bare) else text
