"""The large libraries of a few formats: imported when used, and named where they are missing."""

from __future__ import annotations

import importlib
from typing import Any

from storage.errors import FormatError


def library(name: str, what: str) -> Any:
    """Return a module that may not be installed; raise FormatError with the command if it is not.

    `what` needs it, for the sentence.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        top = name.partition(".")[0]
        raise FormatError(
            f"{what} need the library {top}, which is not installed. Nothing was changed; "
            "install it with `make formats` and try again."
        ) from error
