"""What to export, whose, and how: decided once, then the same for preflight and writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.annotation import Annotator
from domain.document import State
from domain.ids import AnnotatorId, DocumentId
from storage.contents import Contents
from storage.errors import RefusedError
from storage.formats.exporting import Choice
from storage.formats.fitting import Overlap
from storage.formats.tokens import TokenKind

Parts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Choices of an export; None leaves one to the format.

    `annotators`: these layers; None is the gold layer for a trainer's format, else the only one.
    `states`: documents of which a chosen layer is this far; None is done ones for a trainer's
    format, an empty tuple all. `tags` are ids. `split` is the share of train, dev and test, drawn
    with `seed`; `redraw` forgets an earlier draw. `program` names this program for the manifest.
    """

    annotators: tuple[AnnotatorId, ...] | None = None
    documents: tuple[DocumentId, ...] | None = None
    states: tuple[State, ...] | None = None
    tags: tuple[str, ...] | None = None
    tokens: TokenKind = "spacy"
    overlap: Overlap = "longest"
    without_text: bool = False
    pseudonyms: bool = False
    split: Parts | None = None
    seed: int = 1
    redraw: bool = False
    program: str = "Glossator"


def chosen_layers(
    contents: Contents, options: ExportOptions, *, several: bool
) -> tuple[Annotator, ...]:
    """Return the layers of a trainer's format; raise RefusedError saying what to choose.

    Suggestions of a machine are never among them. `several` says that the format can tell layers
    apart.
    """
    known = {a.id: a for a in contents.annotators.all()}
    if options.annotators is not None:
        chosen = tuple(known[each] for each in options.annotators)
        machine = next((a for a in chosen if a.kind == "machine"), None)
        if machine is not None:
            raise RefusedError(
                f"{machine.name} is a program, and its suggestions are no training data until a "
                "person has accepted them. Nothing was written; choose another layer."
            )
        if len(chosen) > 1 and not several:
            raise RefusedError(
                "This format cannot say whose a span is, so it holds one layer. Nothing was "
                f"written; choose one of {_names(chosen)}."
            )
        return chosen
    gold = tuple(a for a in known.values() if a.kind == "adjudicated")
    if len(gold) == 1:
        return gold
    worked = tuple(a for a in gold or known.values() if a.kind != "machine")
    used = tuple(a for a in worked if contents.annotations.count(annotator=a.id)) or worked[:1]
    if len(used) == 1:
        return used
    if not used:
        raise RefusedError("Nobody has worked in this project yet. Nothing was written.")
    raise RefusedError(
        f"There is no adjudicated layer, and several people have tagged: {_names(used)}. "
        "Nothing was written; choose whose layer is exported (--annotator)."
    )


def chosen_documents(
    contents: Contents, options: ExportOptions, layers: Sequence[Annotator]
) -> list[DocumentId]:
    """Return the documents to export, in the order of their arrival.

    Raises RefusedError if there is none, saying what to choose.
    """
    wanted = None if options.documents is None else set(options.documents)
    states = (State.DONE,) if options.states is None else options.states
    ids = [d for d in contents.documents.ids() if wanted is None or d in wanted]
    if states:
        reached: set[DocumentId] = set()
        for layer in layers:
            reached |= contents.documents.in_states(layer.id, states)
        ids = [d for d in ids if d in reached]
    if not ids:
        if not states:
            raise RefusedError(
                "There is no document to export. Nothing was written; import or choose one first."
            )
        words = " or ".join(state.words for state in states)
        raise RefusedError(
            f"No document is {words} for {_names(layers)}. Nothing was written; mark documents as "
            "done, or ask for all of them."
        )
    return ids


def tags_named(contents: Contents, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the tags of these names or keys; raise RefusedError naming others."""
    codebook = contents.codebooks.current()
    found = {name: codebook.named(name) for name in names}
    unknown = [name for name, tag in found.items() if tag is None]
    if unknown:
        known = ", ".join(tag.name for tag in codebook.active) or "none"
        raise RefusedError(
            f"The codebook has no tag {', '.join(unknown)} (it has {known}). Nothing was written."
        )
    return tuple(tag.id for tag in found.values() if tag is not None)


def as_choice(
    contents: Contents, options: ExportOptions, layers: Sequence[Annotator] | None
) -> Choice:
    """Return the options as a format of our own takes them: all layers and states by default."""
    documents = options.documents
    if options.states:
        people = contents.annotators.all() if layers is None else layers
        documents = tuple(chosen_documents(contents, options, people))
    annotators = None if layers is None else tuple(a.id for a in layers)
    return Choice(annotators, documents, options.tags)


def _names(layers: Sequence[Annotator]) -> str:
    return ", ".join(layer.name for layer in layers) or "anybody"
