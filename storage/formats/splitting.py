"""The split of a project's documents into train, dev and test: drawn once, then kept."""

from __future__ import annotations

from collections import Counter

from domain.change import Change
from domain.ids import AnnotatorId, DocumentId
from domain.near_copies import NearCopies, sketch
from domain.splitting import Lot, deal
from domain.text import text_sha256
from storage.contents import Contents
from storage.formats.corpus_export import Scope
from storage.formats.export_options import ExportOptions
from storage.project import Project
from storage.tables import DOCUMENT

PARTS = ("train", "dev", "test")
FIELD = "split"
"""Where a document's metadata says which part it is in."""


def draw(contents: Contents, scope: Scope, options: ExportOptions) -> dict[DocumentId, str]:
    """Return the part of each document in scope: those drawn earlier stay, others are dealt out.

    Documents of nearly the same text stay on one side; tags are spread by their counts.
    """
    assert options.split is not None
    fixed = {} if options.redraw else stored(contents)
    labels = _labels(contents, scope)
    lots = []
    for members in _alike(contents, scope):
        found: Counter[str] = Counter()
        for member in members:
            found.update(labels.get(member, {}))
        lots.append(Lot(tuple(members), found))
    shares = dict(zip(PARTS, options.split, strict=True))
    return deal(lots, shares, options.seed, fixed)


def stored(contents: Contents) -> dict[DocumentId, str]:
    """Return the part of each document that was drawn earlier."""
    rows = contents.connection.execute(
        "SELECT id, json_extract(metadata, ?) AS part FROM document "
        "WHERE deleted = 0 AND metadata <> '{}'",
        (f"$.{FIELD}",),
    )
    return {DocumentId(row["id"]): row["part"] for row in rows if row["part"] in PARTS}


def store(
    project: Project, drawn: dict[DocumentId, str], annotator: AnnotatorId | None
) -> Change | None:
    """Keep a draw with the documents, as one action; None if it was kept already."""
    with project.action("split", "Split the documents for training", annotator) as outcome:
        for document, part in drawn.items():
            outcome.action.update(DOCUMENT, document, {f"metadata.{FIELD}": part})
    return outcome.change


def _alike(contents: Contents, scope: Scope) -> list[list[DocumentId]]:
    """Return the documents, those whose texts are equal or nearly so together."""
    seen: NearCopies[str] = NearCopies()
    groups: dict[str, list[DocumentId]] = {}
    leads: dict[str, str] = {}
    for document in scope.documents:
        text = contents.documents.text(document) or ""
        key = text_sha256(text)
        if key not in leads:
            found = sketch(text)
            near = seen.find(found)
            leads[key] = key if near is None else leads[near]
            seen.add(key, found)
        groups.setdefault(leads[key], []).append(document)
    return list(groups.values())


def _labels(contents: Contents, scope: Scope) -> dict[DocumentId, dict[str, int]]:
    found: dict[DocumentId, dict[str, int]] = {}
    for layer in scope.layers:
        rows = contents.connection.execute(
            "SELECT document, tag, count(*) AS times FROM annotation "
            "WHERE annotator = ? AND deleted = 0 GROUP BY document, tag",
            (layer.id,),
        )
        for row in rows:
            counts = found.setdefault(DocumentId(row["document"]), {})
            counts[row["tag"]] = counts.get(row["tag"], 0) + row["times"]
    return found
