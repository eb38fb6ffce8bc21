"""Attributes, relations and entities survive the way out and back, undo, and another codebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.annotation import Annotation
from domain.codebook import Codebook
from domain.ids import AnnotatorId, annotator_id
from storage.annotating import delete_annotations, set_attributes
from storage.codebook_editing import change_codebook
from storage.completeness import incomplete_annotations
from storage.formats.importing import import_files
from storage.formats.wording import Wording
from storage.project import Project, create_project
from storage.sample import EXAMPLE_ANNOTATOR
from storage.work import set_document_details


@pytest.fixture
def worked(sample: Project) -> AnnotatorId:
    """Whose layer the sample's worked example is."""
    return annotator_id(sample.id, EXAMPLE_ANNOTATOR)


def tagged(project: Project) -> list[Annotation]:
    return project.annotations.of_document(project.documents.ids()[0])


def said(project: Project) -> tuple[list[Any], list[Any]]:
    """Return what annotations say, entities by name, and what relates to what, in words."""
    words = Wording(project)
    annotations = tagged(project)
    places = {a.id: (a.quote, a.span.start) for a in annotations}
    found = [(*places[a.id], words.tag(a).name, words.attributes(a)) for a in annotations]
    related = [(places[r.source], r.type, places[r.target]) for r in project.relations.all()]
    return found, sorted(related)


def statistic(project: Project) -> Annotation:
    return next(a for a in tagged(project) if a.quote == "well over half a million")


def test_a_value_that_does_not_fit_and_the_number_format_come_back(
    sample: Project, worked: AnnotatorId, tmp_path: Path, exported: Callable[..., bytes]
) -> None:
    values = {"value_min": "a lot", "period": "2018-11/2019-01"}
    set_attributes(sample, annotations=[statistic(sample).id], annotator=worked, values=values)
    set_document_details(
        sample,
        document=sample.documents.ids()[0],
        annotator=worked,
        details={"number_format": "1.234,5"},
    )
    (tmp_path / "in.jsonl").write_bytes(exported(sample))
    with create_project(tmp_path / "b.gloss", title="Other") as other:
        import_files(other, [tmp_path / "in.jsonl"])
        assert said(other) == said(sample)
        assert statistic(other).attributes["value_min"] == "a lot"
        assert other.documents.get(other.documents.ids()[0]).metadata["number_format"] == "1.234,5"


def test_another_codebook_and_undo_leave_what_was_said(
    sample: Project, worked: AnnotatorId
) -> None:
    before, lacking = said(sample), incomplete_annotations(sample, worked)
    stored = {a.id: a.attributes for a in tagged(sample)}
    change_codebook(sample, codebook=_renamed(sample.codebooks.current()), annotator=worked)
    assert {a.id: a.attributes for a in tagged(sample)} == stored
    assert said(sample)[1] == before[1]
    assert said(sample)[0] != before[0]  # The new name is how it is exported.
    assert incomplete_annotations(sample, worked) == lacking
    sample.undo(worked)
    assert said(sample) == before


def test_what_goes_with_its_annotations_returns_with_them(
    sample: Project, worked: AnnotatorId
) -> None:
    before = said(sample)
    everything = [a.id for a in tagged(sample)]
    delete_annotations(sample, annotations=everything, annotator=worked)
    assert said(sample) == ([], [])
    sample.undo(worked)
    assert said(sample) == before


def _renamed(codebook: Codebook) -> Codebook:
    stance = codebook.keyed("stance")
    assert stance is not None
    attributes = tuple(
        replace(a, name="direction") if a.key == "position" else a for a in stance.attributes
    )
    changed = replace(stance, attributes=attributes)
    return replace(codebook, tags=tuple(changed if t == stance else t for t in codebook.tags))
