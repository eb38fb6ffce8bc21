"""The name that project files have, and where a person's data lies; apart, to load nothing else."""

from __future__ import annotations

import os
from pathlib import Path

SUFFIX = ".gloss"


def data_folder() -> Path:
    """Return the folder of the user's Glossator data (`GLOSSATOR_HOME` overrides it)."""
    chosen = os.environ.get("GLOSSATOR_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("Glossator", False))
