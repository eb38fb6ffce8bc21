"""Taking sources into a project as part of one action: read, compared, written, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from domain.ids import DocumentId, document_id
from storage.action import Action
from storage.adding import bring_back
from storage.document_writer import DocumentWriter
from storage.documents.copies import Copy, CopyFinder, Seen, sketches_of
from storage.documents.gathering import Gatherer, SourceOptions
from storage.documents.reading import ReadText
from storage.documents.sources import find_sources, split_found
from storage.errors import FormatError, RefusedError
from storage.formats.tally import Tally
from storage.project import Project

Step = Callable[[int, int], object]


def take_sources(
    project: Project,
    action: Action,
    paths: Iterable[Path],
    tally: Tally,
    options: SourceOptions,
    *,
    skips_errors: bool = False,
    step: Step,
) -> None:
    """Take in the documents of files, folders and archives; near copies are marked as variants.

    `step` is told how many files are done, and may raise to cancel. A file that cannot be read
    raises FormatError, or is named in the tally's notes if `skips_errors` says so.
    """
    sources, left_out = split_found(find_sources(paths))
    for missing in left_out:
        _leave_out(missing.reason, tally, skips_errors=skips_errors or not missing.is_error)
    finder = CopyFinder(sketches_of(project, step) if sources else ())
    taking = TakingIn(project, action, tally)
    with Gatherer() as gatherer:
        for done, source in enumerate(sources):
            step(done, len(sources))
            for item in gatherer.items(source, options):
                if item.read is None:
                    _leave_out(item.problem, tally, skips_errors=skips_errors)
                else:
                    taking.take(item.label, item.read, finder.examine(item.sketched()))
    taking.finish()
    step(len(sources), len(sources))


def _leave_out(reason: str, tally: Tally, *, skips_errors: bool) -> None:
    if not skips_errors:
        raise FormatError(reason)
    tally.leave_out(reason)


class TakingIn:
    """Writes texts as part of an action, and counts them; `finish` after the last."""

    def __init__(self, project: Project, action: Action, tally: Tally) -> None:
        self._project = project
        self._action = action
        self._tally = tally
        self._writer = DocumentWriter(action)

    def take(self, label: str, read: ReadText, seen: Seen) -> None:
        """Take in one text; `seen` says what it repeats, if anything.

        What the project holds already is left as it is; a near copy becomes a variant.
        """
        document, tally = read.document, self._tally
        if seen.copy is not None and seen.copy.is_same:
            tally.known_documents += 1
            return
        if seen.copy is not None:
            document = replace(document, variant_of=self._held(seen.copy))
            tally.notes.append(
                f"{label} is nearly the same text as “{seen.copy.title}”; "
                "it is marked as a variant."
            )
        record = document_id(self._project.id, seen.sha256)
        try:
            if bring_back(self._action, record, document.title):
                tally.revived += 1
            else:
                self._writer.write(document, record, seen.sha256, 1)
                tally.documents += 1
                tally.notes += read.notes
        except RefusedError as error:
            tally.leave_out(str(error))

    def finish(self) -> None:
        """Write what is left."""
        self._writer.flush()

    def _held(self, copy: Copy) -> DocumentId | None:
        self._writer.flush()
        found = self._project.documents.of_text(copy.sha256)
        return found[0] if found else None
