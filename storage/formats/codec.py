"""What a format of another program is to us: how it is read, written, and what it can carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from storage.formats.corpus import ForeignDocument, Problem

Unit = Literal["codepoints", "utf16", "bytes"]
UNITS: tuple[Unit, ...] = ("codepoints", "utf16", "bytes")


@dataclass(frozen=True, slots=True)
class Carries:
    """What a format can hold; the preflight of an export is worked out from it.

    `overlaps`: spans that share characters. `same_place`: several spans with the same edges and the
    same label. `fragments`: spans with gaps. `annotators`: whose a span is (else one layer only).
    `ids`: the identity of spans. `details`: title, id and metadata of a document. `states`: whether
    a document is done. `free_labels`: labels with spaces and any character. `text`: the very text,
    with all its white space (formats of bare tokens cannot). `tokens`: a span that does not begin
    and end with a token cannot be held; `token_hints`: it can, but other programs skip it.
    `blank_tokens`: a token may be of white space (such tokens are taken away otherwise).
    `fragment_hints`: gaps stand in a field of ours, and other programs see a span without them.
    `flat_view`: besides all spans it has a view of those that do not overlap (`flat`), in tokens.
    `between_layers`: relations from one annotator's span to another's. `without_text`: offsets
    alone, for texts that may not be passed on.
    """

    overlaps: bool = True
    same_place: bool = True
    fragments: bool = False
    fragment_hints: bool = False
    relations: bool = False
    attributes: bool = False
    notes: bool = False
    confidence: bool = False
    annotators: bool = False
    between_layers: bool = False
    ids: bool = False
    details: bool = False
    states: bool = False
    free_labels: bool = True
    text: bool = True
    tokens: bool = False
    token_hints: bool = False
    flat_view: bool = False
    blank_tokens: bool = True
    without_text: bool = False

    @property
    def wants_tokens(self) -> bool:
        """Whether texts are cut into tokens for it."""
        return self.tokens or self.token_hints or self.flat_view or not self.text


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: the `encoding` of text files, and the `labels` behind numbered classes."""

    encoding: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """What a writer is told besides the documents: where they come from, and what is wanted.

    `labels` are all labels that may occur, in the order of the codebook, as they are written;
    `attributes` are the names that may occur with each, `choices` the values of those that are
    chosen from a list (by label and attribute); `relations` the kinds.
    """

    title: str = ""
    labels: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    relations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without_text: bool = False


Reader = Callable[[Path, ReadOptions], Iterator[ForeignDocument | Problem]]
Writer = Callable[[Path, Iterable[ForeignDocument], Writing], None]


@dataclass(frozen=True, slots=True)
class Codec:
    """A format: `read` yields documents one by one, `write` takes fitted ones.

    Both get the path of a file, or of a folder if `is_folder`. `unit` is what the format's own
    documentation counts in; others are tried where the quotes do not fit. `looks_like` is asked
    with a path and the first bytes of the file (none for a folder) when nobody named the format.
    What is not there (`None`) cannot be done. `needs` are modules that may be missing.
    `in_folder`: an export is always a folder of files; `parts` are the names of the three parts of
    a split; `card_header` gives what stands above the dataset card, told the files of each part.
    """

    carries: Carries
    suffixes: tuple[str, ...]
    read: Reader | None = None
    write: Writer | None = None
    looks_like: Callable[[Path, bytes], bool] | None = None
    unit: Unit = "codepoints"
    is_folder: bool = False
    needs: tuple[str, ...] = ()
    in_folder: bool = False
    parts: tuple[str, str, str] = ("train", "dev", "test")
    card_header: Callable[[Writing, Mapping[str, tuple[str, ...]]], str] | None = None
