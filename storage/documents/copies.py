"""Finding texts that are in a project, or among those being taken in, already: alike or nearly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.near_copies import NearCopies, Sketch, sketch
from domain.text import text_sha256
from storage.contents import Contents


@dataclass(frozen=True, slots=True)
class Sketched:
    """What is needed of a text to tell its copies: its hash and its sketch; and its title."""

    sha256: str
    title: str
    sketch: Sketch


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


@dataclass(frozen=True, slots=True)
class Seen:
    """The hash of a text that was looked at, and the text that it repeats, if any."""

    sha256: str
    copy: Copy | None


def sketched(text: str, title: str) -> Sketched:
    """Return what copies of a text are told by."""
    return Sketched(text_sha256(text), title, sketch(text))


def sketches_of(contents: Contents, step: Callable[[int, int], object]) -> list[Sketched]:
    """Return what copies of a project's texts are told by; `step` is told how many were read."""
    found, total = [], contents.documents.count()
    for done, document in enumerate(contents.documents.every()):
        step(done, total)
        found.append(Sketched(document.sha256, document.title, sketch(document.text)))
    return found


class CopyFinder:
    """Compares texts with those that a project holds, and with those that it was shown before."""

    def __init__(self, held: Iterable[Sketched]) -> None:
        self._near: NearCopies[str] = NearCopies()
        self._titles: dict[str, str] = {}
        for text in held:
            self._titles[text.sha256] = text.title
            self._near.add(text.sha256, text.sketch)
        self._held = frozenset(self._titles)

    def examine(self, text: Sketched) -> Seen:
        """Return what a text repeats, if anything; from now on it is one that was shown."""
        return Seen(text.sha256, self._find(text))

    def _find(self, text: Sketched) -> Copy | None:
        if text.sha256 in self._titles:
            return self._copy(text.sha256, is_same=True)
        near = self._near.find(text.sketch)
        self._titles[text.sha256] = text.title
        if near is not None:
            # Others are compared with the text that this one varies, not with each variant.
            return self._copy(near, is_same=False)
        self._near.add(text.sha256, text.sketch)
        return None

    def _copy(self, sha256: str, *, is_same: bool) -> Copy:
        return Copy(self._titles[sha256], sha256, is_same, sha256 in self._held)
