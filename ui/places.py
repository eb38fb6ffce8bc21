"""Where Glossator keeps what is not a project: settings, keys, the log, the sample."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from storage.naming import data_folder

_HOME = "GLOSSATOR_HOME"


def config_folder() -> Path:
    """Return the folder of settings and keys (`GLOSSATOR_HOME` overrides the system's place)."""
    home = os.environ.get(_HOME)
    return Path(home) if home else Path(platformdirs.user_config_dir("Glossator", False))


def log_file() -> Path:
    """Return the file that bugs are written to."""
    home = os.environ.get(_HOME)
    folder = Path(home) if home else Path(platformdirs.user_log_dir("Glossator", False))
    return folder / "glossator.log"


def keys_file() -> Path:
    """Return the file in which a person changes keys."""
    return config_folder() / "keys.toml"


def sample_file() -> Path:
    """Return where the sample project lies."""
    return data_folder() / "Sample.gloss"
