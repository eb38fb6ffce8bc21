"""Files, folders and ZIP archives as one sequence of sources, each read when its turn comes."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from storage.documents.containers import Archive, leads_out, open_archive
from storage.documents.reading import suffix_of
from storage.documents.registry import (
    SUFFIXES,
    TABLE_SUFFIXES,
    bytes_of,
    check_is_file,
    is_archive,
)
from storage.errors import FormatError
from storage.formats.outputs import is_about

MOST_FILES = 200_000
_READABLE = frozenset((*SUFFIXES, *TABLE_SUFFIXES))
_PRIVATE = ("__MACOSX/",)
_ADVICE = {
    **dict.fromkeys((".doc", ".dot", ".wps"), "was not read; save it as .docx."),
    **dict.fromkeys((".xls", ".ods", ".numbers"), "was not read; save it as .xlsx."),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".pages"), "was not read; save it as .pdf or .docx."),
    ".msg": "was not read; save it as .eml or .txt.",
    **dict.fromkeys(
        (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"), "was not read; unpack it first."
    ),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp"),
        "is a picture; have its text recognised (OCR) and import that.",
    ),
}
_DIGITS = re.compile(r"(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Source:
    """One file: on the disk at `path`, or the part `inside` the archive that is there.

    `label` is how lists call it: its way from the folder or archive that was named.
    """

    path: Path
    label: str
    inside: str = ""

    @property
    def name(self) -> str:
        """The bare name of the file."""
        return PurePosixPath(self.inside.replace("\\", "/")).name if self.inside else self.path.name

    @property
    def suffix(self) -> str:
        """The suffix of its name, in small letters."""
        return suffix_of(self.name)

    @property
    def is_table(self) -> bool:
        """Whether its name is that of a table, which may hold many documents."""
        return self.suffix in TABLE_SUFFIXES


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not read at all, and the sentence why."""

    label: str
    reason: str
    is_error: bool = True


Found = Source | LeftOut


def find_sources(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield the files that are named, or lie in the folders and archives that are named.

    In a folder or archive, files that nothing here reads are left out and named; hidden ones are
    passed over. Links to folders are not followed.
    """
    for count, found in enumerate(_found(paths)):
        if count >= MOST_FILES:
            yield LeftOut("…", f"There are more than {MOST_FILES:,} files; the rest was left out.")
            return
        yield found


def _found(paths: Iterable[Path]) -> Iterator[Found]:
    for path in paths:
        if not os.path.lexists(path):
            yield LeftOut(path.name, f"{path} does not exist. It was not imported; check the name.")
            continue
        try:
            check_is_file(path)
        except FormatError as error:
            yield LeftOut(path.name, str(error))
            continue
        if path.is_dir():
            yield from _in_folder(path)
        elif is_archive(path):
            yield from _in_archive(path, path.name)
        else:
            yield Source(path, path.name)


def _in_folder(folder: Path) -> Iterator[Found]:
    closed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted((n for n in folders if not n.startswith(".")), key=_by_number)
        way = Path(here).relative_to(folder.parent).as_posix()
        for name in sorted((n for n in names if not n.startswith(".")), key=_by_number):
            path, label = Path(here, name), f"{way}/{name}"
            if not os.path.isfile(path):  # noqa: PTH113 - no error where it may not be looked at
                yield LeftOut(label, f"{label} is no file, so it was not read.", is_error=False)
            elif is_about(path):
                yield LeftOut(label, f"{label} is about an export, no text.", is_error=False)
            elif path.suffix.lower() == ".zip" and is_archive(path):
                yield from _in_archive(path, label)
            else:
                yield _readable(Source(path, label))
    for error in closed:
        label = Path(str(error.filename)).relative_to(folder.parent).as_posix()
        yield LeftOut(label, f"The folder {label} could not be read: {error.strerror}.")


def _by_number(name: str) -> list[str | int]:
    """Return what names are sorted by: “page 2” before “page 10”."""
    return [int(part) if part.isdecimal() else part for part in _DIGITS.split(name)]


def _in_archive(path: Path, label: str) -> Iterator[Found]:
    try:
        with open_archive(path, path.name) as archive:
            names, links = archive.names, archive.links
    except FormatError as error:
        yield LeftOut(label, str(error))
        return
    for name in names:
        place = f"{label} › {name}"
        if name.startswith(_PRIVATE) or PurePosixPath(name).name.startswith("."):
            continue
        if name in links:
            yield LeftOut(place, f"{place} is a link, so it was not read.", is_error=False)
        elif leads_out(name):
            yield LeftOut(
                place,
                f"{place} would lie outside the archive, as files do that mean harm. "
                "It was not imported.",
            )
        else:
            yield _readable(Source(path, place, name))


def _readable(source: Source) -> Found:
    if source.suffix in _READABLE:
        return source
    reason = _ADVICE.get(source.suffix, "is of no kind that is read here.")
    return LeftOut(source.label, f"{source.label} {reason}", is_error=False)


class SourceBytes:
    """Gives the bytes of sources; the archive read last stays open until `close`."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._open: tuple[Path, Archive] | None = None

    def of(self, source: Source) -> bytes:
        """Return what a source holds; raise FormatError."""
        if not source.inside:
            return bytes_of(source.path)
        if self._open is None or self._open[0] != source.path:
            self.close()
            archive = self._stack.enter_context(open_archive(source.path, source.path.name))
            self._open = (source.path, archive)
        return self._open[1].read(source.inside)

    def close(self) -> None:
        """Let go of the archive."""
        self._stack.close()
        self._open = None


def split_found(found: Iterable[Found]) -> tuple[list[Source], list[LeftOut]]:
    """Return the sources, and what is left out."""
    held: tuple[list[Source], list[LeftOut]] = ([], [])
    for item in found:
        if isinstance(item, Source):
            held[0].append(item)
        else:
            held[1].append(item)
    return held


def is_many(paths: Sequence[Path]) -> bool:
    """Tell whether these paths stand for more files than are named: a folder or an archive."""
    return any(path.is_dir() or (path.is_file() and is_archive(path)) for path in paths)
