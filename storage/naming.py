"""The name that project files have; apart, so that asking for it loads nothing else."""

from __future__ import annotations

SUFFIX = ".gloss"
