"""Taking sources into a project as part of one action: read, compared, written, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from storage.action import Action
from storage.adding import add_document
from storage.documents.copies import CopyFinder
from storage.documents.gathering import Gatherer, Item, SourceOptions
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
        if missing.is_error and not skips_errors:
            raise FormatError(missing.reason)
        tally.leave_out(missing.reason)
    finder = CopyFinder(project, step)
    with Gatherer() as gatherer:
        for done, source in enumerate(sources):
            step(done, len(sources))
            for item in gatherer.items(source, options):
                if item.read is not None:
                    _take(project, action, item, finder, tally)
                elif skips_errors:
                    tally.leave_out(item.problem)
                else:
                    raise FormatError(item.problem)
    step(len(sources), len(sources))


def _take(project: Project, action: Action, item: Item, finder: CopyFinder, tally: Tally) -> None:
    assert item.read is not None
    document = item.read.document
    copy = finder.examine(document.text, document.title)
    if copy is not None and copy.is_same:
        tally.known_documents += 1
        return
    if copy is not None:
        document = replace(document, variant_of=copy.document(project))
        tally.notes.append(
            f"{item.label} is nearly the same text as “{copy.title}”; it is marked as a variant."
        )
    try:
        _, arrival = add_document(project, action, document)
    except RefusedError as error:
        tally.leave_out(str(error))
        return
    if arrival == "back":
        tally.revived += 1
    else:
        tally.documents += 1
    tally.notes += item.read.notes
