"""Reading sources one after another, whatever they are: one document, a table of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from domain.table_columns import Columns
from storage.documents.process import ReaderProcess, go_on
from storage.documents.reading import ReadingOptions, ReadText
from storage.documents.registry import kind_of
from storage.documents.sources import Source, SourceBytes
from storage.documents.tables import Row, check_columns, guessed, open_table, read_row
from storage.errors import FormatError

_USUAL = ReadingOptions()


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How sources are read.

    `reading` says how each file is read. `as_table` makes every file a table of documents, else a
    file is one by its suffix; `columns` are those of the tables, else they are guessed.
    """

    reading: ReadingOptions = _USUAL
    as_table: bool = False
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What came of a source, or of one row of it: the text, or the sentence why there is none."""

    source: Source
    label: str
    read: ReadText | None = None
    problem: str = ""
    columns: Columns | None = field(default=None, compare=False)


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
        columns = options.columns
        head: list[tuple[str, Row]] = []
        if columns is None:
            columns, head = guessed(table, source.name)
        check_columns(table, columns, source.name)
        for where, row in chain(head, table.rows):
            label = f"{source.label}{where.removeprefix(source.name)}"
            try:
                read = read_row(where, row, columns, table.columns, source.name)
                yield Item(source, label, read, columns=columns)
            except FormatError as error:
                yield Item(source, label, problem=str(error), columns=columns)
