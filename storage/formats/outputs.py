"""Files of an export: made under other names, and renamed when all of them are whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
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
_CARD_BESIDE = "card.md"
_OF_DATASETS = ("dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json")


@contextlib.contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a folder to write into; what it holds takes its place only if nothing failed.

    `settle_folder` or `settle_file` says which: all of it, or a file with what stands beside it.
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
    for place in () if is_folder else beside(target):
        if place.is_dir():
            raise RefusedError(
                f"{place} is a folder, and something about {target.name} would stand there. "
                "Nothing was written; choose another name."
            )
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
    """Let a finished file take the name `target`, and what stands beside it the names it has here.

    What stood beside an earlier file goes first and the manifest comes last: wherever this is cut
    off, no manifest vouches for another file, and a failure puts all of it back.
    """
    _sync(stage)
    beside_it = sorted((p.name for p in stage.iterdir() if p.name != target.name), key=_is_last)
    former = target.with_name(f".{target.name}.{os.getpid()}.former")
    former.mkdir()
    try:
        for name in beside_it:
            _put_aside(target.with_name(name), former)
        (stage / target.name).replace(target)
    except OSError:
        for path in former.iterdir():
            path.replace(target.with_name(path.name))
        raise
    finally:
        shutil.rmtree(former, ignore_errors=True)
    for name in beside_it:
        (stage / name).replace(target.with_name(name))


def _is_last(name: str) -> bool:
    return name.endswith(f".{MANIFEST}")


def _put_aside(path: Path, folder: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists():
        path.replace(folder / path.name)


def beside(target: Path) -> tuple[Path, Path]:
    """Return where the manifest and the card of a single file stand.

    They bear its whole name: the same documents may lie beside it in another format.
    """
    return (
        target.with_name(f"{target.name}.{MANIFEST}"),
        target.with_name(f"{target.name}.{_CARD_BESIDE}"),
    )


def inside(folder: Path) -> tuple[Path, Path]:
    """Return where the manifest and the card of a folder stand."""
    return folder / MANIFEST, folder / CARD


def is_about(path: Path) -> bool:
    """Tell whether a file is about an export, and holds no documents: a manifest, or a card."""
    if path.name in (MANIFEST, *_OF_DATASETS) or path.name.endswith(f".{MANIFEST}"):
        return True
    whose = path.name.removesuffix(f".{_CARD_BESIDE}")
    return whose != path.name and path.with_name(f"{whose}.{MANIFEST}").is_file()


def write_json(path: Path, content: Any) -> None:
    """Write plain values as a file of JSON that people can read."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def checksums(stage: Path) -> list[dict[str, Any]]:
    """Return name, size and SHA-256 of each file of a finished folder, in order."""
    found = []
    for path in sorted(path for path in stage.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found.append(checksum(path, digest, path.relative_to(stage).as_posix()))
    return found


def checksum(path: Path, sha256: str, name: str = "") -> dict[str, Any]:
    """Return what a manifest says of a file: its name, its size in bytes, its SHA-256."""
    return {"name": name or path.name, "bytes": path.stat().st_size, "sha256": sha256}


class HashedFile(io.BufferedWriter):
    """A new file that is hashed on the way in, so that a large one need not be read again."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path, "x"))
        self._path = path
        self._digest = hashlib.sha256()
        self._is_straight = True

    def sha256(self) -> str:
        """Return the hash of all that was written; the file must be closed."""
        if self._is_straight:
            return self._digest.hexdigest()
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def write(self, data: Any, /) -> int:
        """Write bytes, and hash them."""
        self._digest.update(data)
        return super().write(data)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go elsewhere: what is written there has to be read again to be hashed (a ZIP does so)."""
        self._is_straight = False
        return super().seek(offset, whence)


def _sync(stage: Path) -> None:
    for path in stage.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
