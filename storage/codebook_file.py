"""A codebook from its JSON file into the project, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.codebook_check import fault
from domain.codebook_exchange import carried, merged
from domain.ids import AnnotatorId
from storage.action import Action
from storage.codebook_records import identify_in, store_codebook
from storage.errors import FormatError
from storage.project import Project

DEFAULT = Path(__file__).parent.parent / "resources" / "codebooks" / "default.json"


class _DuplicateKeyError(ValueError):
    """An object of a file names one field twice."""


def read_codebook(path: Path) -> dict[str, Any]:
    """Read and check a codebook file; raise FormatError naming the place that is wrong."""
    try:
        content = json.loads(
            path.read_text("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except OSError as error:
        raise FormatError(f"{path} could not be read: {error.strerror}.") from error
    except _DuplicateKeyError as error:
        raise FormatError(f"{path} {error}. Nothing was changed.") from error
    except RecursionError as error:
        raise FormatError(f"{path} is nested too deeply. Nothing was changed.") from error
    except ValueError as error:
        raise FormatError(f"{path} is not JSON: {error}. Nothing was changed.") from error
    check_codebook(content)
    return dict(content)


def save_codebook(path: Path, content: Mapping[str, Any]) -> None:
    """Write a codebook in its exchange form to a file; OSError if that fails."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def check_codebook(content: Any) -> None:
    """Raise FormatError with the first thing that is wrong with a codebook, and where."""
    found = fault(content)
    if not found:
        try:
            json.dumps(content, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            found = "The codebook holds half characters."
    if found:
        raise FormatError(f"{found} Nothing was changed.")


def load_codebook(
    project: Project, content: Mapping[str, Any], annotator: AnnotatorId | None = None
) -> None:
    """Make `content` the codebook of a project that has none."""
    check_codebook(content)
    label = f"Load the codebook “{content.get('name', '')}”"
    with project.action("codebook", label, annotator) as outcome:
        write_codebook(project, outcome.action, content)


def write_codebook(project: Project, action: Action, content: Mapping[str, Any]) -> None:
    """Bring the project's codebook up to `content`, by key, as part of an action."""
    check_codebook(content)
    current = project.codebooks.current()
    codebook = merged(current, content, identify_in(project.id))
    store_codebook(
        project, action, codebook, carried(project.codebooks.version(current.version), content)
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _DuplicateKeyError(f"names “{twice}” twice in one object")
    return found


def _no_number(written: str) -> Any:
    raise ValueError(f"{written} is no number")
