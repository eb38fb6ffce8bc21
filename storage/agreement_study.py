"""An agreement with the names that people know: as JSON, and as tables to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from domain.agreement import Agreement, AllRow, PairRow, all_rows, document_rows, pair_rows
from domain.agreement.attributes import AttributeRow, attribute_rows
from domain.agreement.bootstrap import FigureKey, Interval
from domain.agreement.coefficients import Level
from domain.agreement.figures import LinkRow, boundaries, confusion, link_rows
from domain.agreement.gathering import PairKey
from domain.agreement.relations import LinkKind
from domain.annotation import Annotator
from domain.codebook import Codebook
from domain.facts import FactRow, FactTable
from domain.ids import DocumentId
from storage.agreement import scales, versions_used
from storage.contents import Contents
from storage.formats.wording import exported_names

NOTHING = "(nothing)"
ALL_TAGS = "all tags"


@dataclass(frozen=True)
class Study:
    """What was compared, by whom, with which codebook, and what came of it."""

    title: str
    codebook: Codebook
    annotators: tuple[Annotator, ...]
    agreement: Agreement
    levels: Mapping[tuple[str, str], Level]
    entities: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[int, int] = field(default_factory=dict)
    hidden: int = 0
    intervals: Mapping[FigureKey, Interval] = field(default_factory=dict)
    pairs: tuple[PairRow, ...] = ()
    everyone: tuple[AllRow, ...] = ()

    def tag_name(self, tag: str | None) -> str:
        """Return how a tag (by id) is called in exports; None is all tags together."""
        return ALL_TAGS if tag is None else self._tag_names[tag]

    @cached_property
    def _tag_names(self) -> dict[str, str]:
        names = exported_names(self.codebook.tags)
        return {tag.id: names[self.codebook.tag(tag.id).key] for tag in self.codebook.tags}

    def name(self, number: int) -> str:
        """Return the name of an annotator."""
        return self.annotators[number].name

    @cached_property
    def cases(self) -> int:
        """How many cases there are, of all pairs of annotators."""
        return sum(len(some) for one in self.agreement.documents for some in one.cases.values())

    def between(self, pair: PairKey | None) -> tuple[str, str]:
        """Return the names of two annotators; of all of them, a word for it."""
        return ("all pairs", "") if pair is None else (self.name(pair[0]), self.name(pair[1]))

    def value(self, value: Any) -> Any:
        """Return an attribute's value as people read it: an entity by its name."""
        return self.entities.get(value, value) if isinstance(value, str) else value

    def attributes(self) -> list[AttributeRow]:
        """Return the agreement on attribute values."""
        return attribute_rows(self.agreement, self.codebook, self.levels)

    def links(self) -> list[LinkRow]:
        """Return the agreement on relations."""
        return link_rows(self.agreement)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values, undefined ones as None."""
        return {
            "annotators": [annotator.name for annotator in self.annotators],
            "documents": len(self.agreement.documents),
            "unit": self.agreement.unit,
            "pairs": [self._pair_json(row) for row in self.pairs],
            "all": [
                {"tag": self._tag_json(row.tag), "alpha": row.alpha, "fleiss": row.fleiss}
                for row in self.everyone
            ],
        }

    def _pair_json(self, row: PairRow) -> dict[str, Any]:
        return {
            "a": self.name(row.pair[0]),
            "b": self.name(row.pair[1]),
            "tag": self._tag_json(row.tag),
            "n_a": row.exact.a,
            "n_b": row.exact.b,
            "exact": row.exact.as_json(),
            "overlap": row.overlap.as_json(),
            "kappa": row.kappa,
        }

    def _tag_json(self, tag: str | None) -> str | None:
        return None if tag is None else self.tag_name(tag)


@dataclass(frozen=True, slots=True)
class Behind:
    """What a figure rests on, so that its cases can be listed; None does not narrow them down.

    `cell` are the tags of a cell of the confusion matrix (None: nothing), `edge` says which edge
    ("start", "end") differs by how much; `pair` None means all pairs of annotators.
    """

    pair: PairKey | None = None
    tag: str | None = None
    document: DocumentId | None = None
    cell: tuple[str | None, str | None] | None = None
    edge: tuple[str, int] | None = None
    attribute: str | None = None
    relation: LinkKind | None = None
    relations: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow(FactRow):
    """A row of figures, and what they rest on."""

    behind: Behind = field(default_factory=Behind)


def study(
    contents: Contents,
    agreement: Agreement,
    intervals: Mapping[FigureKey, Interval] | None = None,
    hidden: int = 0,
) -> Study:
    """Return what was gathered with the names of the project; retired, unused tags left out."""
    codebook = contents.codebooks.current()
    known = {annotator.id: annotator for annotator in contents.annotators.all()}
    rows = pair_rows(agreement)
    used = {row.tag for row in rows if row.exact.a or row.exact.b}
    kept = {None, *used, *(tag.id for tag in codebook.active)}
    return Study(
        contents.info().title,
        codebook,
        tuple(known[annotator] for annotator in agreement.annotators),
        agreement,
        scales(contents),
        {str(entity.id): entity.name for entity in contents.entities.all()},
        versions_used(contents, agreement.annotators),
        hidden,
        intervals or {},
        tuple(row for row in rows if row.tag in kept),
        tuple(row for row in all_rows(agreement) if row.tag in kept),
    )


def tables(found: Study) -> list[FactTable]:
    """Return every figure as a table, the main ones first; empty ones are left out."""
    made = (
        *(*main_tables(found), _confusion_table(found), _boundary_table(found)),
        *(_attribute_table(found), _link_table(found), _document_table(found)),
    )
    return [table for table in made if table.rows]


def main_tables(found: Study) -> list[FactTable]:
    """Return the tables of the figures that may have intervals."""
    return [_pair_table(found), _all_table(found)]


def _pair_table(found: Study) -> FactTable:
    columns = (
        *("annotator_a", "annotator_b", "tag", "documents", "units", "n_a", "n_b"),
        *("exact_matched", "exact_precision", "exact_recall", "exact_f1"),
        *("exact_f1_low", "exact_f1_high"),
        *("overlap_matched", "overlap_precision", "overlap_recall", "overlap_f1"),
        *("overlap_f1_low", "overlap_f1_high", "kappa", "kappa_low", "kappa_high"),
    )
    rows = [
        _row(
            Behind(row.pair, row.tag),
            *found.between(row.pair),
            *(found.tag_name(row.tag), row.documents, row.units, row.exact.a, row.exact.b),
            *(row.exact.matched, row.exact.precision, row.exact.recall, row.exact.f1),
            *_edges(found, (row.pair, row.tag, "exact")),
            *(row.overlap.matched, row.overlap.precision, row.overlap.recall, row.overlap.f1),
            *_edges(found, (row.pair, row.tag, "overlap")),
            *(row.kappa, *_edges(found, (row.pair, row.tag, "kappa"))),
        )
        for row in found.pairs
    ]
    return FactTable("pairs", "Pairs of annotators", columns, tuple(rows))


def _all_table(found: Study) -> FactTable:
    columns = (
        *("tag", "alpha", "alpha_low", "alpha_high", "alpha_documents", "alpha_units"),
        *("fleiss", "fleiss_low", "fleiss_high", "fleiss_documents", "fleiss_units"),
    )
    rows = [
        _row(
            Behind(None, row.tag),
            *(found.tag_name(row.tag), row.alpha, *_edges(found, (None, row.tag, "alpha"))),
            *(row.documents, row.units, row.fleiss),
            *(*_edges(found, (None, row.tag, "fleiss")), row.full_documents, row.full_units),
        )
        for row in found.everyone
    ]
    return FactTable("all", "All annotators", columns, tuple(rows))


def _confusion_table(found: Study) -> FactTable:
    rows = [
        _row(
            Behind(pair, cell=(a, b)),
            *(*found.between(pair), _cell_name(found, a), _cell_name(found, b), number),
        )
        for pair in found.agreement.pairs()
        for (a, b), number in in_order(found, confusion(found.agreement, pair))
    ]
    columns = ("annotator_a", "annotator_b", "tag_a", "tag_b", "annotations")
    return FactTable("confusion", "Tags against each other", columns, tuple(rows))


def _boundary_table(found: Study) -> FactTable:
    rows = []
    for pair in found.agreement.pairs():
        for tag in dict.fromkeys(row.tag for row in found.pairs):
            starts, ends = boundaries(found.agreement, pair, tag)
            for edge, counts in (("start", starts), ("end", ends)):
                rows += [
                    _row(
                        Behind(pair, tag, edge=(edge, off)),
                        *(*found.between(pair), found.tag_name(tag), edge, off, number),
                    )
                    for off, number in sorted(counts.items())
                ]
    columns = ("annotator_a", "annotator_b", "tag", "edge", "b_minus_a", "annotations")
    return FactTable("boundaries", "Differences of edges", columns, tuple(rows))


def _attribute_table(found: Study) -> FactTable:
    rows = [
        _row(
            Behind(row.pair, row.tag, attribute=row.attribute),
            *(*found.between(row.pair), found.tag_name(row.tag)),
            *(row.attribute, row.level, row.both, row.one_sided, row.neither),
            *(row.agreed, row.alpha),
        )
        for row in found.attributes()
        if row.both or row.one_sided
    ]
    columns = (
        *("annotator_a", "annotator_b", "tag", "attribute", "level"),
        *("both_gave_a_value", "only_one_did", "neither_did", "share_equal", "alpha"),
    )
    return FactTable("attributes", "Attribute values", columns, tuple(rows))


def _link_table(found: Study) -> FactTable:
    rows = [
        _row(
            Behind(row.pair, relation=row.kind, relations=True),
            *(*found.between(row.pair), *link_names(found, row), row.exact.a, row.exact.b),
            *(row.exact.matched, row.exact.precision, row.exact.recall, row.exact.f1),
            *(row.overlap.matched, row.overlap.precision, row.overlap.recall, row.overlap.f1),
            row.left_out,
        )
        for row in found.links()
        if row.exact.a or row.exact.b or row.left_out
    ]
    columns = (
        *("annotator_a", "annotator_b", "from_tag", "relation", "n_a", "n_b"),
        *("exact_matched", "exact_precision", "exact_recall", "exact_f1"),
        *("overlap_matched", "overlap_precision", "overlap_recall", "overlap_f1", "left_out"),
    )
    return FactTable("relations", "Relations", columns, tuple(rows))


def _document_table(found: Study) -> FactTable:
    rows = [
        _row(
            Behind(pair, document=one.document),
            *(*found.between(pair), one.title, one.document, one.row.units),
            *(one.row.exact.a, one.row.exact.b, one.row.exact.f1, one.row.overlap.f1),
            one.row.kappa,
        )
        for pair in found.agreement.pairs()
        for one in document_rows(found.agreement, pair)
    ]
    columns = (
        *("annotator_a", "annotator_b", "document", "document_id", "units", "n_a", "n_b"),
        *("exact_f1", "overlap_f1", "kappa"),
    )
    return FactTable("documents", "Documents", columns, tuple(rows))


def link_names(found: Study, row: LinkRow) -> tuple[str, str]:
    """Return from which tag a kind of relation starts and how it is called."""
    if row.kind is None:
        return ALL_TAGS, "all relations"
    tag = found.codebook.tag(row.kind[0])
    return found.tag_name(tag.id), exported_names(tag.relations).get(row.kind[1], row.kind[1])


def in_order(
    found: Study, cells: Mapping[tuple[str | None, str | None], int]
) -> Iterable[tuple[tuple[str | None, str | None], int]]:
    """Return cells in the order of the codebook, nothing last."""
    places: dict[str | None, int] = {tag: n for n, tag in enumerate(found.agreement.tags)}
    places[None] = len(places)
    return sorted(cells.items(), key=lambda cell: (places[cell[0][0]], places[cell[0][1]]))


def _row(behind: Behind, *cells: Any) -> FigureRow:
    return FigureRow(cells, None, behind)


def _cell_name(found: Study, tag: str | None) -> str:
    return NOTHING if tag is None else found.tag_name(tag)


def _edges(found: Study, key: FigureKey) -> Sequence[float | None]:
    interval = found.intervals.get(key)
    return (None, None) if interval is None else (interval.low, interval.high)
