"""Taking in what was chosen: in the background, in one action, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.annotation import Annotator
from domain.ids import DocumentId
from storage.documents.copies import Seen
from storage.documents.gathering import Gatherer
from storage.documents.reading import ReadText
from storage.documents.spool import Spool
from storage.documents.taking_in import TakingIn
from storage.errors import CancelledError, FormatError
from storage.formats.corpus_import import ImportOptions
from storage.formats.importing import survey_files, take_annotations, with_formats
from storage.formats.one_import import one_import
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
    open_document: DocumentId | None,
    progress: Progress,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - a frozen value
    *,
    keeps: bool = True,
) -> Tally:
    """Import what was chosen in one action, or only rehearse it; return what it did.

    The texts come in first, so that annotations without a text find theirs among them; those that
    name no document belong to the open one. `options` say what the labels of other programs mean.
    Raises FormatError if a file changed since it was read, and CancelledError; nothing is then
    kept.
    """
    forms = [text.source.path for text in texts if text.form and text.source is not None]
    documents = [text for text in texts if text.ticket is not None]
    tally = Tally()

    def step(done: int, total: int) -> None:
        _step(progress, done, total)

    with one_import(project, _label(documents, forms), annotator.id, keeps=keeps) as outcome:
        action = outcome.action
        _take_texts(TakingIn(project, action, tally), documents, spool, step)
        take_annotations(
            project,
            action,
            with_formats(forms),
            tally,
            annotator.name,
            otherwise=open_document,
            options=options,
            progress=step,
        )
    return tally


def _take_texts(
    taking: TakingIn,
    documents: Sequence[IncomingText],
    spool: Spool,
    step: Callable[[int, int], None],
) -> None:
    with Gatherer() as gatherer:
        for done, text in enumerate(documents):
            step(done, len(documents))
            assert text.sketched is not None
            seen = Seen(text.sketched.sha256, text.copy)
            taking.take(text.label, _whole(text, spool, gatherer), seen)
    taking.finish()
    step(len(documents), len(documents))


def _label(documents: Sequence[IncomingText], forms: Sequence[Path]) -> str:
    """Return what the import is called in the history."""
    if documents and forms:
        return f"Import {counted(len(documents), 'text')} and {counted(len(forms), 'file')}"
    if len(forms) == 1:
        return f"Import “{forms[0].name}”"
    return f"Import {counted(len(forms), 'file') if forms else counted(len(documents), 'text')}"


@dataclass(frozen=True, slots=True)
class Understood:
    """What files of annotations hold: of other programs, and what those of ours would add."""

    surveys: Sequence[Survey]
    rehearsed: Tally | None


def look_into(
    project: Project,
    texts: Sequence[IncomingText],
    spool: Spool,
    annotator: Annotator,
    open_document: DocumentId | None,
    progress: Progress,
) -> Understood:
    """Find out what the files of annotations among these hold; nothing is changed.

    Raises CancelledError if nobody waits for it, and FormatError for a file that is wrong.
    """

    def step(done: int, total: int) -> None:
        _step(progress, done, total)

    forms = [(text, text.source.path) for text in texts if text.form and text.source is not None]
    foreign = [path for _, path in forms if format_of(path, None).module]
    surveys = survey_files(project, foreign, progress=step)
    if len(foreign) == len(forms):
        return Understood(surveys, None)
    ours = [text for text in texts if text.source is None or text.source.path not in foreign]
    skipping = ImportOptions(on_error="skip")
    given = (project, ours, spool, annotator, open_document, progress, skipping)
    return Understood(surveys, take_in(*given, keeps=False))


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
