"""Taking in what was chosen: in the background, in one action, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from domain.annotation import Annotator
from storage.contents import Contents
from storage.documents.copies import Seen
from storage.documents.gathering import Gatherer
from storage.documents.reading import ReadText
from storage.documents.spool import Spool
from storage.documents.taking_in import TakingIn
from storage.errors import CancelledError, FormatError
from storage.formats.corpus_import import ImportOptions
from storage.formats.importing import import_files, survey_files
from storage.formats.registry import format_of
from storage.formats.survey import Survey
from storage.formats.tally import Tally
from storage.project import Project
from ui.dialogs.importing.incoming import IncomingText
from ui.wording import counted

Progress = Callable[[int, int], bool]


def take_in(
    project: Project,
    texts: Sequence[IncomingText],
    spool: Spool,
    annotator: Annotator,
    onto: str | None,
    progress: Progress,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - a frozen value
) -> Tally:
    """Import what was chosen; return what it did. Files of annotations come in first.

    `options` say what the labels of other programs mean.

    Raises FormatError if a file changed since it was read, and CancelledError; nothing of the texts
    is then kept.
    """
    forms = [text.source.path for text in texts if text.form and text.source is not None]
    tally = Tally()
    if forms:
        tally = _annotations(project, forms, annotator, onto, progress, options)
    documents = [text for text in texts if text.ticket is not None]
    if not documents:
        return tally
    label = f"Import {counted(len(documents), 'text')}"
    with project.action("import", label, annotator.id) as outcome, Gatherer() as gatherer:
        taking = TakingIn(project, outcome.action, tally)
        for done, text in enumerate(documents):
            _step(progress, done, len(documents))
            assert text.sketched is not None
            seen = Seen(text.sketched.sha256, text.copy)
            taking.take(text.label, _whole(text, spool, gatherer), seen)
        taking.finish()
        _step(progress, len(documents), len(documents))
    return tally


def _annotations(
    project: Project,
    paths: Sequence[Path],
    annotator: Annotator,
    onto: str | None,
    progress: Progress,
    options: ImportOptions,
) -> Tally:
    def step(done: int, total: int) -> None:
        _step(progress, done, total)

    tally, _ = import_files(
        project, paths, annotator=annotator.name, onto=onto, options=options, progress=step
    )
    return tally


def foreign_files(texts: Sequence[IncomingText]) -> list[Path]:
    """Return the files whose labels another program gave."""
    paths = [text.source.path for text in texts if text.form and text.source is not None]
    return [path for path in paths if format_of(path, None).module]


def survey_foreign(contents: Contents, paths: Sequence[Path], progress: Progress) -> list[Survey]:
    """Return what is understood of these files; raise CancelledError if nobody waits for it."""

    def step(done: int, total: int) -> None:
        _step(progress, done, total)

    return survey_files(contents, paths, progress=step)


def _step(progress: Progress, done: int, total: int) -> None:
    if not progress(done, total):
        raise CancelledError("The import was stopped. Nothing of it was kept.")


def _whole(text: IncomingText, spool: Spool, gatherer: Gatherer) -> ReadText:
    """Return a text with the bytes that it was read from, which are where they were."""
    assert text.ticket is not None
    assert text.source is not None
    read = spool.take(text.ticket)
    original = read.document.original
    if not text.digest or original is None:
        return read
    data = gatherer.original(text.source)
    if hashlib.sha256(data).hexdigest() != text.digest:
        raise FormatError(
            f"{text.label} was changed while it was looked at. Nothing was imported; "
            "close this window and import it again."
        )
    return replace(read, document=replace(read.document, original=replace(original, data=data)))
