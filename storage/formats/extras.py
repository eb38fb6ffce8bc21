"""The large libraries of a few formats: imported when used, and named where they are missing."""

from __future__ import annotations

import importlib
from typing import Any

from storage.errors import FormatError


def library(name: str, what: str, otherwise: str = "") -> Any:
    """Return a module that may not be installed; raise FormatError with the command if it is not.

    `what` needs it, for the sentence; `otherwise` is another way out.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        top = name.partition(".")[0]
        raise FormatError(
            f"{what} need the library {top}, which is not installed. Nothing was changed; "
            f"install it with `make formats` and try again{otherwise}."
        ) from error
