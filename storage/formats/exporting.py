"""What every export does alike: one moment, chosen layers, a file that is whole or not there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from domain.annotation import Annotation, Annotator, Relation
from domain.document import Document
from domain.ids import AnnotatorId, DocumentId, annotator_key
from storage.contents import Contents
from storage.errors import FormatError, RefusedError

Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Report to nobody."""
    del done, total


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export: the named layers, documents and tags (ids); None means all of them."""

    annotators: tuple[AnnotatorId, ...] | None = None
    documents: tuple[DocumentId, ...] | None = None
    tags: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A document with the annotations and relations of the chosen layers, in reading order."""

    document: Document
    annotations: list[Annotation]
    relations: list[Relation]


def layers_named(contents: Contents, names: Sequence[str]) -> tuple[AnnotatorId, ...] | None:
    """Return the annotators of these names, None for no names; raise RefusedError naming others."""
    if not names:
        return None
    known = {annotator_key(a.name): a for a in contents.annotators.all()}
    unknown = [name for name in names if annotator_key(name) not in known]
    if unknown:
        have = ", ".join(a.name for a in known.values()) or "nobody"
        raise RefusedError(
            f"The project has no annotator {', '.join(unknown)} (it has {have}). "
            "Nothing was written."
        )
    return tuple(known[annotator_key(name)].id for name in names)


def gold_layers(contents: Contents) -> tuple[AnnotatorId, ...]:
    """Return the adjudicated layer, as layers to export; raise RefusedError if there is none."""
    layer = contents.decisions.gold_layer()
    if layer is None:
        raise RefusedError(
            "The project has no adjudicated layer yet: nobody has decided between its layers. "
            "Nothing was written; adjudicate first (Review › Adjudicate), or choose a layer "
            "(--annotator)."
        )
    return (layer.id,)


def chosen_annotators(contents: Contents, choice: Choice) -> list[Annotator]:
    """Return the annotators whose layers are exported, by name."""
    wanted = choice.annotators
    return [a for a in contents.annotators.all() if wanted is None or a.id in wanted]


def chosen_documents(contents: Contents, choice: Choice) -> list[DocumentId]:
    """Return the documents to export, in the order of their arrival."""
    wanted = None if choice.documents is None else set(choice.documents)
    return [d for d in contents.documents.ids() if wanted is None or d in wanted]


def pages(contents: Contents, choice: Choice, progress: Progress = silent) -> Iterator[Page]:
    """Yield each chosen document in turn, one in memory at a time.

    A span whose words differ from its quote stops the export: FormatError.
    """
    ids = chosen_documents(contents, choice)
    for done, document_id in enumerate(ids):
        progress(done, len(ids))
        document = contents.documents.get(document_id)
        if document is None:
            continue
        annotations = contents.annotations.of_document(document_id, choice.annotators)
        _verify(document, annotations)
        relations = _relations(contents, document_id, choice)
        if choice.tags is not None:
            annotations = _tagged(contents, annotations, choice.tags)
            kept = {a.id for a in annotations}
            relations = [r for r in relations if r.source in kept and r.target in kept]
        yield Page(document, annotations, relations)
    progress(len(ids), len(ids))


def _relations(contents: Contents, document: DocumentId, choice: Choice) -> list[Relation]:
    found = contents.relations.of_document(document)
    if choice.annotators is None or not found:
        return found
    ends = {end for relation in found for end in (relation.source, relation.target)}
    wanted = set(choice.annotators)
    kept = {a.id for a in contents.annotations.some(ends) if a.annotator in wanted}
    return [r for r in found if r.source in kept and r.target in kept]


def _tagged(
    contents: Contents, annotations: Sequence[Annotation], tags: Sequence[str]
) -> list[Annotation]:
    codebook = contents.codebooks.current()
    return [a for a in annotations if codebook.tag(a.tag).id in tags]


def _verify(document: Document, annotations: Sequence[Annotation]) -> None:
    for annotation in annotations:
        words = tuple(document.text[start:end] for start, end in annotation.span.fragments)
        if words != annotation.quotes:
            raise mismatch(document.title, annotation.span.start, annotation.quote)


def mismatch(title: str, start: int, quote: str) -> FormatError:
    """Return the error of an annotation whose words are not those of its quote."""
    return FormatError(
        f"In “{title}” the annotation at {start} no longer stands on its words “{quote}”. "
        "Nothing was exported; “Check the project” lists what is wrong."
    )


@contextlib.contextmanager
def one_moment(contents: Contents) -> Iterator[None]:
    """Let everything read inside show the project at one moment, whatever others write."""
    if contents.connection.in_transaction:
        yield
        return
    contents.connection.execute("BEGIN")
    try:
        yield
    finally:
        contents.connection.execute("ROLLBACK")


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the name `target` only when all is written, and else leaves nothing.

    Raises FormatError if it cannot be written.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise FormatError(
            f"{target} could not be written: {error.strerror or error}. What stood there before "
            "is untouched, and so is the project; choose another place, or make room."
        ) from error
    finally:
        part.unlink(missing_ok=True)
