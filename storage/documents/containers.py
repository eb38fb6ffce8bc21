"""ZIP files of unknown make, read within bounds: no bomb, no password, no way out of the folder."""

from __future__ import annotations

import contextlib
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from storage.errors import FormatError

MOST_PARTS = 100_000
LARGEST_PART = 256 * 1024 * 1024
LARGEST_WHOLE = 2 * 1024 * 1024 * 1024
LARGEST_RATIO = 200  # Text shrinks to a tenth, a sheet of equal cells to a fiftieth.
_HARMLESS = 16 * 1024 * 1024  # A part of this size does no harm, however it was packed.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, struct.error)
_ENCRYPTED = 0x1


class Archive:
    """An open ZIP file; `file_name` is what sentences call it. Made by `open_archive`."""

    def __init__(self, zipped: zipfile.ZipFile, file_name: str) -> None:
        self._zipped = zipped
        self.file_name = file_name
        # A part without a name or with that of a folder is no file.
        named = (info for info in zipped.infolist() if info.filename.rstrip("/") == info.filename)
        self._parts = {info.filename: info for info in named if info.filename}

    @property
    def names(self) -> list[str]:
        """The names of the parts, as they stand in the file."""
        return list(self._parts)

    @property
    def links(self) -> frozenset[str]:
        """The names of the parts that are links of a Unix system to other files."""
        return frozenset(
            name for name, info in self._parts.items() if stat.S_ISLNK(info.external_attr >> 16)
        )

    def size(self, name: str) -> int:
        """Return how large a part says it is, in bytes."""
        return self._parts[name].file_size

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._parts

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; raise FormatError if it is not there, locked or a bomb."""
        info = self._parts.get(name)
        if info is None:
            raise FormatError(
                f"{self.file_name} lacks its part “{name}”; it is damaged or not what its name "
                "says. It was not imported."
            )
        self._refuse(info)
        try:
            with self._zipped.open(info) as part:
                data = part.read(LARGEST_PART + 1)
        except (NotImplementedError, RuntimeError) as error:
            raise FormatError(
                f"{self.file_name}: “{name}” is packed in a way that cannot be read ({error}). "
                "It was not imported; unpack it and import the files."
            ) from error
        except (*_BROKEN, ValueError) as error:
            raise FormatError(
                f"{self.file_name}: “{name}” is damaged ({error}). It was not imported; "
                "fetch the file again."
            ) from error
        if len(data) > LARGEST_PART:
            raise FormatError(_too_large(f"{self.file_name}: “{name}”", LARGEST_PART))
        return data

    def _refuse(self, info: zipfile.ZipInfo) -> None:
        place = f"{self.file_name}: “{info.filename}”"
        if info.flag_bits & _ENCRYPTED:
            raise FormatError(
                f"{place} is protected with a password. It was not imported; "
                "unpack it with the password and import the files."
            )
        if info.file_size > LARGEST_PART:
            raise FormatError(_too_large(place, LARGEST_PART))
        if info.file_size > _HARMLESS and info.file_size > LARGEST_RATIO * info.compress_size:
            raise FormatError(
                f"{place} would unpack to {LARGEST_RATIO} times its size or more, as a ZIP bomb "
                "does. It was not imported."
            )


@contextlib.contextmanager
def open_archive(source: Path | bytes, file_name: str) -> Iterator[Archive]:
    """Open a ZIP file for reading; raise FormatError if it is none or holds far too much."""
    try:
        zipped = zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source))
    except (*_BROKEN, NotImplementedError, ValueError) as error:
        raise FormatError(
            f"{file_name} is not a whole ZIP file: it is damaged or cut short ({error}). "
            "It was not imported; fetch the file again."
        ) from error
    with zipped:
        parts = zipped.infolist()
        if len(parts) > MOST_PARTS:
            raise FormatError(
                f"{file_name} holds more than {MOST_PARTS:,} files. It was not imported; split it."
            )
        if sum(part.file_size for part in parts) > LARGEST_WHOLE:
            raise FormatError(_too_large(file_name, LARGEST_WHOLE))
        yield Archive(zipped, file_name)


def leads_out(name: str) -> bool:
    """Tell whether the name of a part would leave the folder that it is unpacked in."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name[:2]


def _too_large(place: str, limit: int) -> str:
    size = f"{limit >> 20:,} MB"
    return f"{place} would unpack to more than {size}. It was not imported; split it first."
