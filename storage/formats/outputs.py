"""Files of an export: made under other names, and renamed when all of them are whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.errors import FormatError, RefusedError
from storage.naming import SUFFIX

MANIFEST = "manifest.json"
CARD = "README.md"


@contextlib.contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a folder to write into; what it holds takes its place only if nothing failed.

    One file in it (and what stands beside it) goes beside `target`; use `settle` to say which.
    Raises FormatError if a file cannot be written. Nothing is left behind in any case.
    """
    stage = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        stage.mkdir()
        yield stage
    except OSError as error:
        raise FormatError(
            f"{target} could not be written: {error.strerror or error}. What stood there before "
            "is untouched, and so is the project; choose another place, or make room."
        ) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def check_target(target: Path, project: Path, *, is_folder: bool) -> None:
    """Raise RefusedError if an export must not go there: a project, or a folder of other things."""
    if target.suffix.lower() == SUFFIX or (target.exists() and target.samefile(project)):
        raise RefusedError(
            f"{target} is the name of a project, which an export would replace. "
            "Nothing was written; choose another name."
        )
    if not is_folder and target.is_dir():
        raise RefusedError(f"{target} is a folder. Nothing was written; add a name for the file.")
    if is_folder and target.exists():
        if not target.is_dir():
            raise RefusedError(
                f"{target} is a file, and this export is a folder of files. Nothing was written; "
                "choose another name."
            )
        if any(target.iterdir()) and not (target / MANIFEST).is_file():
            raise RefusedError(
                f"{target} holds files that are no earlier export. Nothing was written; "
                "choose a new folder."
            )


def settle_folder(stage: Path, target: Path) -> None:
    """Let a finished folder take the name `target`, in the place of an earlier export."""
    _sync(stage)
    former = target.with_name(f".{target.name}.{os.getpid()}.former")
    if target.exists():
        target.rename(former)
    try:
        stage.rename(target)
    except OSError:
        if former.exists():
            former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)


def settle_file(stage: Path, target: Path) -> None:
    """Let a finished file take the name `target`, and the manifest and card names beside it."""
    _sync(stage)
    names = beside(target)
    for name, goal in ((target.name, target), (MANIFEST, names[0]), (CARD, names[1])):
        (stage / name).replace(goal)
    for other in sorted(stage.iterdir()):  # What the format itself puts beside its file
        other.replace(target.with_name(other.name))


def beside(target: Path) -> tuple[Path, Path]:
    """Return where the manifest and the card of a single file stand.

    They bear its whole name: the same documents may lie beside it in another format.
    """
    return (
        target.with_name(f"{target.name}.manifest.json"),
        target.with_name(f"{target.name}.card.md"),
    )


def is_about(path: Path) -> bool:
    """Tell whether a file is the manifest of an export, which holds no documents."""
    return path.name == MANIFEST or path.name.endswith(f".{MANIFEST}")


def write_json(path: Path, content: Any) -> None:
    """Write plain values as a file of JSON that people can read."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def checksums(stage: Path) -> list[dict[str, Any]]:
    """Return name, size and SHA-256 of each file of a finished folder, in order."""
    found = []
    for path in sorted(path for path in stage.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        name = path.relative_to(stage).as_posix()
        found.append({"name": name, "bytes": path.stat().st_size, "sha256": digest})
    return found


def _sync(stage: Path) -> None:
    for path in stage.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
