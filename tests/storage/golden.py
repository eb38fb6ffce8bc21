"""The golden project of each schema version: `python -m tests.storage.golden PATH` makes one.

Made once for each version and never again: a later Glossator must open it as it was written.
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

from domain.document import State
from domain.ids import AnnotatorId, DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, set_attributes, set_note, tag_span
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.commenting import comment_on_annotation, reply
from storage.project import Project, create_project
from storage.repositories.documents import Original
from storage.reviewing import accept, amend, miss, reject
from storage.work import ensure_annotator, set_document_note, set_state

TEXT = "\ufeffPeru’s García 🇵🇪 said\u2028“4 million” had fled; 日本の選挙.\n"
SECOND = "Nothing is tagged here.\n"


def make(path: Path) -> None:
    """Make a project that holds a little of everything that version 1 knows."""
    with create_project(path, title="Golden") as project:
        load_codebook(project, read_codebook(DEFAULT))
        ann = ensure_annotator(project, "Ann").id
        bo = ensure_annotator(project, "Bo\u0308").id
        original = Original(TEXT.encode(), "peru.txt", "text/plain", "utf-8", "text", "1")
        details = {"source": "A paper", "published": "2019-01-23", "desk": ["foreign", 7]}
        new = [NewDocument("Peru", TEXT, details, original=original), NewDocument("Empty", SECOND)]
        (first, second), _ = add_documents(project, new, ann)
        tags = [tag.id for tag in project.codebooks.current().active]
        for at, (who, span) in enumerate(
            (
                (ann, Span.single(1, 5)),
                (ann, Span.of([(8, 14), (24, 33)])),
                (bo, Span.single(15, 17)),
                (bo, Span.single(45, 50)),
            )
        ):
            made, _ = tag_span(
                project, document=first, annotator=who, tag=tags[at % len(tags)], span=span
            )
            set_note(project, annotation=made, annotator=who, note=f"note {at}")
        set_attributes(project, annotations=[made], annotator=bo, values={"value": 4, "unit": "m"})
        delete_annotations(project, annotations=[made], annotator=bo)
        project.undo(bo)
        set_document_note(project, document=first, annotator=ann, note="read twice")
        set_state(project, document=second, annotator=ann, state=State.SKIPPED, reason="a test")
        _review(project, first, ann, bo)
        set_document_note(project, document=second, annotator=ann, note="undone")
        project.undo(ann)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("VACUUM")


def _review(
    project: Project, document: DocumentId, reviewer: AnnotatorId, colleague: AnnotatorId
) -> None:
    """What version 2 knows besides: a verdict of each kind, and a thread."""
    one, two = project.annotations.of_document(document, [colleague])
    accept(project, annotations=[one.id], reviewer=reviewer)
    reject(project, annotations=[two.id], reviewer=reviewer, reason="spurious")
    amend(project, annotation=two.id, reviewer=reviewer, reason="tag")
    mine = project.annotations.of_document(document, [reviewer])[0]
    miss(project, annotations=[mine.id], reviewer=reviewer, colleague=colleague)
    thread, _ = comment_on_annotation(project, annotation=one.id, author=reviewer, text="Why?")
    reply(project, to=thread, author=colleague, text="It says so.")


def main() -> None:
    """Make the file that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.storage.golden", description=__doc__)
    parser.add_argument("path", type=Path)
    make(parser.parse_args().path)


if __name__ == "__main__":
    main()
