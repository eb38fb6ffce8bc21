"""Finding texts that are in a project, or among those being taken in, already: alike or nearly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.ids import DocumentId
from domain.near_copies import NearCopies, Sketcher
from domain.text import text_sha256
from storage.contents import Contents


@dataclass(frozen=True, slots=True)
class Copy:
    """The text that another one repeats: what it is called, and its hash.

    `is_same` says that the two are identical, else they are near copies (`domain.near_copies`);
    `in_project` that the project holds it.
    """

    title: str
    sha256: str
    is_same: bool
    in_project: bool

    def document(self, contents: Contents) -> DocumentId | None:
        """Return the document that holds the repeated text, once it is in the project."""
        found = contents.documents.of_text(self.sha256)
        return found[0] if found else None


class CopyFinder:
    """Compares texts with those of a project and with those that it was shown before.

    `step` is told how many of the project's texts were read; that happens at the first question.
    """

    def __init__(self, contents: Contents, step: Callable[[int, int], object]) -> None:
        self._contents = contents
        self._step = step
        self._sketcher = Sketcher()
        self._near: NearCopies[str] = NearCopies()
        self._titles: dict[str, str] = {}
        self._shown: set[str] = set()
        self._is_ready = False

    def examine(self, text: str, title: str) -> Copy | None:
        """Return what a text repeats, or None; from now on it is one that was shown."""
        self._read_project()
        sha256 = text_sha256(text)
        if sha256 in self._titles:
            return self._copy(sha256, is_same=True)
        sketch = self._sketcher.sketch(text)
        near = self._near.find(sketch)
        self._titles[sha256] = title
        self._shown.add(sha256)
        if near is not None:
            # Others are compared with the text that this one varies, not with each variant.
            return self._copy(near, is_same=False)
        self._near.add(sha256, sketch)
        return None

    def _copy(self, sha256: str, *, is_same: bool) -> Copy:
        return Copy(self._titles[sha256], sha256, is_same, sha256 not in self._shown)

    def _read_project(self) -> None:
        if self._is_ready:
            return
        self._is_ready = True
        total = self._contents.documents.count()
        for done, document in enumerate(self._contents.documents.every()):
            self._step(done, total)
            self._titles[document.sha256] = document.title
            self._near.add(document.sha256, self._sketcher.sketch(document.text))
