"""Reading sources one after another, whatever they are: one document, a table of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from domain.table_columns import Columns
from storage.documents.containers import LARGEST_WHOLE
from storage.documents.copies import Sketched, sketched
from storage.documents.process import ReaderProcess, go_on
from storage.documents.reading import ReadingOptions, ReadText
from storage.documents.registry import kind_of
from storage.documents.sources import Source, SourceBytes
from storage.documents.tables import (
    Row,
    check_columns,
    guessed,
    open_table,
    read_row,
    sample_of,
)
from storage.errors import FormatError

_USUAL = ReadingOptions()
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How sources are read.

    `reading` says how each file is read. `as_table` makes every file a table of documents, else a
    file is one by its suffix. `columns` are those of the tables; else they are what `remembered`
    says of a table with just these columns; else they are guessed.
    """

    reading: ReadingOptions = _USUAL
    as_table: bool = False
    columns: Columns | None = None
    remembered: Mapping[tuple[str, ...], Columns] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableHead:
    """The beginning of a table: its columns, its first rows, and which columns are taken how."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    chosen: Columns | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What came of a source, or of one row of it: the text, or the sentence why there is none."""

    source: Source
    label: str
    read: ReadText | None = None
    problem: str = ""
    table: TableHead | None = field(default=None, compare=False)

    def sketched(self) -> Sketched:
        """Return what copies of the text are told by; there must be one."""
        assert self.read is not None
        return sketched(self.read.document.text, self.read.document.title)


class Gatherer:
    """Reads sources; large readers work in a process of their own until `close`."""

    def __init__(self, keep_going: Callable[[], bool] = go_on) -> None:
        self._bytes = SourceBytes()
        self._process = ReaderProcess(keep_going=keep_going)

    def __enter__(self) -> Gatherer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what is open."""
        self._bytes.close()
        self._process.close()

    def items(self, source: Source, options: SourceOptions) -> Iterator[Item]:
        """Yield what a source holds; a file that cannot be read is one item with its problem."""
        try:
            data = self._bytes.of(source)
            if options.as_table or source.is_table:
                yield from self._rows(source, data, options)
            else:
                yield Item(source, source.label, self._read(source, data, options.reading))
        except FormatError as error:
            yield Item(source, source.label, problem=str(error))

    def original(self, source: Source) -> bytes:
        """Return the bytes of a source as they are now."""
        return self._bytes.of(source)

    def _read(self, source: Source, data: bytes, options: ReadingOptions) -> ReadText:
        kind = kind_of(data, source.name)
        if kind.is_light:
            return kind.read(data, source.name, options)
        return self._process.read(data, source.name, options)

    def _rows(self, source: Source, data: bytes, options: SourceOptions) -> Iterator[Item]:
        table = open_table(data, source.name, options.reading.encoding)
        sample = sample_of(table)
        sound = [row for _, row in sample if not isinstance(row, FormatError)]
        remarks = table.all_remarks
        head = TableHead(table.columns, tuple(sound[:_SHOWN]))
        try:
            if sample and not sound and isinstance(sample[0][1], FormatError):
                raise sample[0][1]
            columns = options.columns or options.remembered.get(table.columns)
            columns = columns or guessed(table.columns, sound, source.name)
            check_columns(table.columns, columns, source.name)
        except FormatError as error:
            yield Item(source, source.label, problem=str(error), table=head)
            return
        head, room = replace(head, chosen=columns), LARGEST_WHOLE
        for where, row in chain(sample, table.rows):
            label = f"{source.label}{where.removeprefix(source.name)}"
            try:
                if isinstance(row, FormatError):
                    raise row
                read = read_row(where, row, columns, table.columns, source.name)
                # What is to be said of the whole table is said once, of its first document.
                room -= len(read.document.text)
                if room < 0:
                    yield Item(source, label, problem=_too_much(label), table=head)
                    return
                read, remarks = replace(read, remarks=(*remarks, *read.remarks)), ()
                yield Item(source, label, read, table=head)
            except FormatError as error:
                yield Item(source, label, problem=str(error), table=head)


def _too_much(label: str) -> str:
    size = f"{LARGEST_WHOLE >> 20:,} MB"
    return f"{label}: the texts above are more than {size}. The rest was left out; split the file."
