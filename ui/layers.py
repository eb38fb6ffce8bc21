"""Whose annotations are shown: one's own always, colleagues' where one does not code blind."""

from __future__ import annotations

from collections.abc import Iterable

from domain.change import Change
from domain.ids import AnnotatorId
from storage.project import Project
from storage.repositories.blind import blind_documents

BLIND = (
    "You are coding blind: colleagues' layers show once you are done with what was assigned to "
    "you, here and in every list."
)


class Layers:
    """The layers that one annotator has asked for, and those that they may see."""

    def __init__(self, project: Project, annotator: AnnotatorId) -> None:
        self._project = project
        self._annotator = annotator
        self._wanted: tuple[AnnotatorId, ...] = (annotator,)
        self.blind = blind_documents(project.connection, annotator)

    @property
    def shown(self) -> tuple[AnnotatorId, ...]:
        """The layers shown, the one worked in first.

        What was seen in one document would weigh on the next: so none but one's own is shown
        anywhere while a single document is still to be coded blind.
        """
        return (self._annotator,) if self.blind else self._wanted

    def want(self, annotators: Iterable[AnnotatorId]) -> bool:
        """Ask for layers, the one worked in first; return whether what is shown changes."""
        before = self.shown
        self._wanted = tuple(dict.fromkeys(annotators))
        return self.shown != before

    def follow(self, change: Change) -> bool:
        """Take note of a change; return whether other layers are shown than before."""
        if not change.touches("assignment") and not change.touches("progress"):
            return False
        before = self.shown
        self.blind = blind_documents(self._project.connection, self._annotator)
        return self.shown != before
