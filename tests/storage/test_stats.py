"""The numbers of a project."""

from __future__ import annotations

from domain.document import State
from domain.span import Span
from storage.annotating import delete_annotations, tag_span
from storage.stats import project_stats
from storage.work import set_state


def test_documents_annotations_and_states_are_counted(project, document, annotator, tags) -> None:
    for tag, end in ((tags[0], 4), (tags[0], 5), (tags[1], 6)):
        span = Span.single(0, end)
        tag_span(project, document=document, annotator=annotator.id, tag=tag, span=span)
    set_state(project, document=document, annotator=annotator.id, state=State.DONE)
    found = project_stats(project)
    assert (found.documents, found.annotations, found.relations, found.entities) == (1, 3, 0, 0)
    assert found.tags == {"actor": 2, "stance": 1, "event": 0, "statistic": 0}
    (layer,) = found.layers
    assert (layer.annotator, layer.annotations, layer.states["done"]) == ("Ann", 3, 1)


def test_what_was_deleted_does_not_count(project, document, annotator, tags) -> None:
    span = Span.single(0, 4)
    made, _ = tag_span(project, document=document, annotator=annotator.id, tag=tags[0], span=span)
    delete_annotations(project, annotations=[made], annotator=annotator.id)
    assert project_stats(project).annotations == 0


def test_the_numbers_read_well(project, document, annotator) -> None:
    lines = project_stats(project).lines()
    assert lines[0] == "Peru"
    assert any(line.strip().startswith("1  documents") for line in lines)
