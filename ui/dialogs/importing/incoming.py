"""Texts that are about to be imported: read, kept aside, and compared with what is there."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import islice
from pathlib import Path

from domain.table_columns import Columns
from storage.contents import Contents
from storage.document_writer import NewDocument
from storage.documents.copies import Copy, CopyFinder, Sketched, sketches_of
from storage.documents.decoding import beginning
from storage.documents.gathering import Gatherer, Item, SourceOptions, TableHead
from storage.documents.reading import ReadingOptions
from storage.documents.registry import kind_named
from storage.documents.sources import LeftOut, Source, find_sources
from storage.documents.spool import Spool, Ticket
from storage.documents.tables import LARGEST as LARGEST_TABLE
from storage.documents.tables import cell_text
from storage.errors import FormatError, GlossatorError
from storage.formats.registry import format_of
from storage.formats.table_rows import NEEDED
from storage.formats.text_tables import is_of_annotations
from ui.wording import counted

Progress = Callable[[int, int], bool]
_HEAD = 20_000
_LOOK = 200  # Rows of a table between two looks at whether to stop
_ROWS = 50  # Of a workbook, likewise
_NAMES = 100  # Of the files in a corpus, shown instead of a text


class Group(Enum):
    """What becomes of a file or row, as the list is filtered by it."""

    NEW = "To be imported"
    NEAR = "Nearly the same as another"
    SAME = "The same as another"
    WRONG = "Cannot be read"
    IGNORED = "Of no kind that is read"


@dataclass(frozen=True, slots=True)
class IncomingText:
    """One file, or one row of a table: what was read of it, or the sentence why nothing was.

    The text itself waits in the spool under `ticket`. A file of annotations has the title of its
    format in `form` and its beginning in `head`.
    """

    label: str
    source: Source | None = None
    ticket: Ticket | None = None
    title: str = ""
    length: int = 0
    kind: str = ""
    encoding: str = ""
    newlines: int = 0
    replaced: int = 0
    remarks: tuple[str, ...] = ()
    sketched: Sketched | None = None
    digest: str = ""
    described: str = ""
    copy: Copy | None = None
    problem: str = ""
    is_ignored: bool = False
    form: str = ""
    head: str = ""
    table: TableHead | None = field(default=None, compare=False)

    @property
    def group(self) -> Group:
        """What becomes of it."""
        if self.problem:
            return Group.IGNORED if self.is_ignored else Group.WRONG
        if self.copy is None:
            return Group.NEW
        return Group.SAME if self.copy.is_same else Group.NEAR

    @property
    def can_be_added(self) -> bool:
        """Whether there is something to take in that the project does not hold already."""
        return self.group in (Group.NEW, Group.NEAR)

    @property
    def detail(self) -> str:
        """What a list says of it in a line."""
        if self.problem:
            return self._problem_alone
        if self.form:
            return f"Annotations: {self.form}"
        if self.copy is not None:
            where = "in the project" if self.copy.in_project else "above"
            how = "The same text as" if self.copy.is_same else "Nearly the same as"
            return f"{how} “{self.copy.title}” {where}"
        return f"{self.kind} · {counted(self.length, 'character')}"

    @property
    def _problem_alone(self) -> str:
        """The problem without the file's name in front: the line above it has that."""
        names = [self.label] + ([self.source.name] if self.source is not None else [])
        for name in names:
            rest = self.problem.removeprefix(name)
            if name and rest != self.problem:
                rest = rest.lstrip(": ")
                return rest[:1].upper() + rest[1:]
        return self.problem

    @property
    def summary(self) -> str:
        """What is to be known about it, in a few lines."""
        if self.problem:
            return self.problem
        if self.form:
            return f"{self.detail}\nWhat it holds is shown next, before anything comes in."
        parts = [self.kind, counted(self.length, "character")]
        if self.encoding:
            parts.append(_known_as(self.encoding))
        if self.newlines:
            parts.append(f"{counted(self.newlines, 'line end')} made uniform")
        if self.replaced:
            parts.append(f"{counted(self.replaced, 'character')} could not be read")
        lines = [self.described, " · ".join(parts)] if self.described else [" · ".join(parts)]
        if self.copy is not None:
            lines.append(f"{self.detail}.")
        lines += [remark[:1].upper() + remark[1:] for remark in self.remarks]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was chosen about reading: the encoding of single sources, the columns of tables by the
    names of all their columns, and what holds for all sources that it concerns."""

    encodings: Mapping[Source, str] = field(default_factory=dict)
    remembered: Mapping[tuple[str, ...], Columns] = field(default_factory=dict)
    whole_page: bool = False
    notes: bool = True
    headers: bool = False

    def options(self, source: Source) -> SourceOptions:
        """Return how a source is to be read; what does not concern it is as usual.

        So a change of one choice has only those sources read again that it concerns.
        """
        kind, usual = kind_named(source.suffix), ReadingOptions()
        has_page, has_notes = kind is None or kind.has_page, kind is None or kind.has_notes
        has_headers = kind is None or kind.has_headers
        reading = ReadingOptions(
            self.encodings.get(source) or None,
            self.whole_page if has_page else usual.whole_page,
            self.notes if has_notes else usual.notes,
            self.headers if has_headers else usual.headers,
        )
        return SourceOptions(reading, remembered=self.remembered if source.is_table else {})


class Arrivals:
    """Reads what was named, once or again as wished, and says what repeats what.

    Not for two threads at once; `close` it when the last text is taken.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self.spool = Spool()
        self._found: list[Source | LeftOut | IncomingText] | None = None
        self._read: dict[Source, tuple[SourceOptions, list[IncomingText]]] = {}
        self._held: list[Sketched] | None = None

    def close(self) -> None:
        """Throw the texts away."""
        self.spool.close()

    def read(self, contents: Contents, wishes: Wishes, progress: Progress) -> list[IncomingText]:
        """Return all there is, in order; what was read in the same way before is not read again.

        Stops early if `progress` says so.
        """
        if self._found is None:
            self._found = [found for path in self._paths for found in _found(path)]
        if self._held is None:
            self._held = sketches_of(contents, progress)
        gathered: list[IncomingText] = []
        total = len(self._found)
        done = 0

        def go_on() -> bool:
            return progress(done, total)

        with Gatherer(go_on) as gatherer:
            for done, found in enumerate(self._found):  # noqa: B007 - `go_on` looks at it
                if not go_on():
                    break
                if isinstance(found, IncomingText):
                    gathered.append(found)
                elif isinstance(found, LeftOut):
                    ignored = not found.is_error
                    gathered.append(
                        IncomingText(found.label, problem=found.reason, is_ignored=ignored)
                    )
                else:
                    gathered += self._of(gatherer, found, wishes.options(found), go_on)
        return list(_compared(gathered, CopyFinder(self._held)))

    def _of(
        self,
        gatherer: Gatherer,
        source: Source,
        options: SourceOptions,
        go_on: Callable[[], bool],
    ) -> list[IncomingText]:
        known = self._read.get(source)
        if known is not None and known[0] == options:
            return known[1]
        annotated = _annotated(source)
        if annotated is not None:
            found = [annotated]
        else:
            found = []
            for number, item in enumerate(gatherer.items(source, options)):
                if number % _LOOK == _LOOK - 1 and not go_on():
                    return found
                found.append(self._kept(gatherer, item))
        self._read[source] = (options, found)
        return found

    def _kept(self, gatherer: Gatherer, item: Item) -> IncomingText:
        base = IncomingText(item.label, item.source, problem=item.problem, table=item.table)
        if item.read is None:
            return base
        document, original = item.read.document, item.read.document.original
        assert original is not None
        is_row = item.table is not None
        return replace(
            base,
            ticket=self.spool.keep(item.read, with_original=is_row),
            title=document.title,
            length=len(document.text),
            kind=item.read.kind,
            encoding=item.read.encoding,
            newlines=item.read.newlines,
            replaced=item.read.replaced,
            remarks=item.read.remarks,
            sketched=item.sketched(),
            described=_described(document),
            digest="" if is_row else hashlib.sha256(original.data).hexdigest(),
        )


def _known_as(encoding: str) -> str:
    """Return an encoding's name as the list of encodings has it."""
    name = encoding.upper().replace("_", "-")
    return re.sub("^CP(?=125)", "Windows-", re.sub("^ISO-?(?=8859)", "ISO ", name))


def _described(document: NewDocument) -> str:
    """Return the title, author, date and source of a text, as far as it says them."""
    said = (str(document.details.get(name, "")) for name in ("author", "published", "source"))
    return " · ".join(filter(None, (f"“{document.title}”", *said)))


def report(texts: Iterable[IncomingText]) -> str:
    """Return what becomes of each file as tab-separated lines, for a table or a letter."""
    lines = ["File\tWhat\tDetails"]
    lines += [
        "\t".join((text.label, text.group.value, " ".join(text.summary.split()))) for text in texts
    ]
    return "\n".join(lines) + "\n"


def _compared(texts: Iterable[IncomingText], finder: CopyFinder) -> Iterable[IncomingText]:
    for text in texts:
        if text.sketched is None:
            yield text
        else:
            yield replace(text, copy=finder.examine(text.sketched).copy)


def _found(path: Path) -> Iterable[Source | LeftOut | IncomingText]:
    """Return what a path stands for; a folder may be a corpus of another program as a whole."""
    # A folder that may not be looked into is said to be so by what finds sources.
    with contextlib.suppress(OSError):
        if path.is_dir() and not (form := format_of(path, None)).is_of_texts:
            names = sorted(entry.name for entry in path.iterdir())
            head = "\n".join(names[:_NAMES])
            return [IncomingText(path.name, Source(path, path.name), form=form.title, head=head)]
    return find_sources([path])


def _annotated(source: Source) -> IncomingText | None:
    """Return a file that was named itself and holds annotations, with its beginning; else None."""
    if source.inside:
        return None
    try:
        form = format_of(source.path, None)
        # Lines with a text are a table here, in which the columns can be chosen; a table that is
        # none is told as a text what is wrong with it, and the others come in.
        is_ours = form.key in ("csv", "jsonl", "xlsx")
        if form.is_of_texts or (is_ours and not is_of_annotations(source.path)):
            return None
        head = _head(source)
    except (GlossatorError, OSError):
        return None  # Who reads it as a text says why it cannot be read.
    return IncomingText(source.label, source, form=form.title, head=head)


def _head(source: Source) -> str:
    """Return the beginning of a file of annotations, to be looked at."""
    with source.path.open("rb") as file:
        if source.suffix != ".xlsx":
            return beginning(file.read(_HEAD))
        data = file.read(LARGEST_TABLE + 1)
    # Imported here: it takes time to load.
    from storage.documents.workbook import open_sheet

    sheet = open_sheet(data, source.name, "annotations", NEEDED)
    rows = (row for _, row in islice(sheet.rows, _ROWS) if not isinstance(row, FormatError))
    cells = ([cell_text(row.get(name)) for name in sheet.columns] for row in rows)
    return "\n".join("\t".join(line).rstrip() for line in [list(sheet.columns), *cells])
