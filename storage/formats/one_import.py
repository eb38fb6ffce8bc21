"""The one action that an import is, or its rehearsal: done, counted, and taken back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from domain.ids import AnnotatorId
from storage.project import Outcome, Project


class _TakenBackError(Exception):
    """Rolls a rehearsal back; it never leaves this module."""


@contextlib.contextmanager
def one_import(
    project: Project, label: str, annotator: AnnotatorId | None, *, keeps: bool = True
) -> Iterator[Outcome]:
    """Do an import as one action; unless `keeps`, nothing of it is there afterwards.

    What an import would do is found out by doing it: so the one says exactly what the other does.
    """
    with (
        contextlib.suppress(_TakenBackError),
        project.action("import", label, annotator) as outcome,
    ):
        yield outcome
        if not keeps:
            raise _TakenBackError
