"""The facts of a project: of the sample they are those worked out by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.facts import stances, statistics, timeline
from domain.ids import AnnotationId, annotator_id, relation_id
from domain.span import Span
from storage.action import Action
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, tag_span
from storage.errors import CancelledError, RefusedError
from storage.facts import fact_layer, fact_lines, facts, read_facts, write_fact_table
from storage.formats.export_file import export_file
from storage.formats.importing import import_files
from storage.opening import new_project
from storage.project import Project, open_project
from storage.sample import EXAMPLE_ANNOTATOR, build_sample
from storage.tables import RELATION
from storage.work import delete_document, ensure_annotator, write_annotator

DERIVED = Path(__file__).parents[1] / "data" / "seed-derived.json"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample project, to be read only."""
    path = tmp_path_factory.mktemp("sample") / "s.gloss"
    build_sample(path, "Ann")
    with open_project(path) as project:
        yield project


def test_the_facts_of_the_worked_layer_are_those_worked_out_by_hand(sample) -> None:
    found = facts(sample, EXAMPLE_ANNOTATOR)
    assert found == json.loads(DERIVED.read_text("utf-8"))
    assert json.dumps(found, ensure_ascii=False, indent=1) == DERIVED.read_text("utf-8").strip()


def test_the_facts_survive_an_export_and_an_import(sample, tmp_path) -> None:
    export_file(sample, tmp_path / "o.jsonl", "jsonl")
    with new_project(tmp_path / "again.gloss", title="Again", annotator=None) as again:
        import_files(again, [tmp_path / "o.jsonl"])
        assert facts(again, EXAMPLE_ANNOTATOR) == facts(sample, EXAMPLE_ANNOTATOR)


def test_the_only_layer_with_annotations_is_the_one_meant(sample) -> None:
    assert facts(sample) == facts(sample, EXAMPLE_ANNOTATOR)
    assert facts(sample, "ANN")["stance_rows"] == []


def test_a_project_without_annotations_has_no_facts(project: Project, annotator) -> None:
    found = facts(project)
    assert list(found) == [
        *("actors", "stance_rows", "congruence", "conflict", "timeline", "statistics"),
    ]
    assert not any(found.values())


def tag(project: Project, by: Annotator, key: str, end: int, at: int = 0, **more) -> AnnotationId:
    """Tag the beginning of the document at that place."""
    made, _ = tag_span(
        project,
        document=project.documents.ids()[at],
        annotator=by.id,
        tag=project.codebooks.current().named(key).id,
        span=Span.single(0, end),
        **more,
    )
    return made


def relate(project: Project, by: Annotator, source: str, kind: str, target: str) -> None:
    """Connect two annotations."""
    with project.action("relate", "Relate", by.id) as outcome:
        made: Action = outcome.action
        values = {"source": source, "type": kind, "target": target, "created": made.at}
        made.insert(RELATION, relation_id(AnnotationId(source), kind, AnnotationId(target)), values)


def test_of_several_layers_one_must_be_named(project, document, annotator) -> None:
    bea = ensure_annotator(project, "Bea")
    for who in (annotator, bea):
        tag(project, who, "actor", 4)
    with pytest.raises(RefusedError, match=r"\(Ann, Bea\)"):
        facts(project)
    assert fact_layer(project, "bea") == bea.id


def test_the_adjudicated_layer_goes_before_the_others(project, document, annotator) -> None:
    with project.action("annotator", "Gold", annotator.id) as outcome:
        write_annotator(project, outcome.action, "Gold", "adjudicated")
    gold = Annotator(annotator_id(project.id, "Gold"), "Gold", "adjudicated")
    tag(project, annotator, "actor", 4)
    assert fact_layer(project, None) == annotator.id
    tag(project, gold, "actor", 6)
    assert fact_layer(project, None) == gold.id


def test_an_unknown_annotator_is_refused_with_the_known_ones(sample) -> None:
    with pytest.raises(RefusedError, match=r"no annotator Zoe .*Example annotator"):
        facts(sample, "Zoe")


def test_a_relation_to_another_layer_or_a_deleted_end_counts_for_nothing(
    project, document, annotator
) -> None:
    bea = ensure_annotator(project, "Bea")
    stance, mine = tag(project, annotator, "stance", 9), tag(project, annotator, "actor", 4)
    for holder in (mine, tag(project, bea, "actor", 6)):
        relate(project, annotator, stance, "holder", holder)
    assert [row[0] for row in facts(project, "Ann")["stance_rows"]] == ["Peru"]
    delete_annotations(project, annotations=[mine], annotator=annotator.id)
    assert [row[0] for row in facts(project, "Ann")["stance_rows"]] == [None]
    project.undo(annotator.id)
    assert [row[0] for row in facts(project, "Ann")["stance_rows"]] == ["Peru"]


def test_a_relation_may_lead_into_another_document_while_it_is_there(
    project, document, annotator
) -> None:
    (other,), _ = add_documents(project, [NewDocument("B", "Lima votes.")], annotator.id)
    first = tag(project, annotator, "event", 4)
    relate(project, annotator, first, "part_of", tag(project, annotator, "event", 11, at=1))
    assert read_facts(project, annotator.id).timeline[1].part_of == ("Lima votes.",)
    delete_document(project, document=other, annotator=annotator.id)
    (left,) = read_facts(project, annotator.id).timeline
    assert (left.title, left.part_of) == ("Peru", ())


def test_the_author_of_the_document_holds_what_the_author_says(project, annotator) -> None:
    made = NewDocument("A", "We must act.", {"author": "J. Doe"})
    add_documents(project, [made], annotator.id)
    tag(project, annotator, "stance", 7, attributes={"holder_kind": "author", "position": "favor"})
    ((holder, position, topic, _),) = facts(project)["stance_rows"]
    assert (holder, position, topic) == ("J. Doe", "favor", None)


def test_reading_counts_documents_and_can_be_stopped(project, document, annotator) -> None:
    tag(project, annotator, "actor", 4)
    seen = []
    read_facts(project, annotator.id, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 1), (1, 1)]

    def stop(done: int, total: int) -> None:
        raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        read_facts(project, annotator.id, stop)
    assert not project.connection.in_transaction


def test_a_table_is_written_as_csv_that_a_spreadsheet_opens(sample, tmp_path) -> None:
    found = read_facts(sample, fact_layer(sample, EXAMPLE_ANNOTATOR))
    for table in (stances(found), timeline(found), statistics(found)):
        write_fact_table(table, tmp_path / "t.csv")
        with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert tuple(header) == table.columns
        assert len(rows) == len(table.rows)
    assert rows[1][:4] == ["well over half a million", "count", "500000", ""]


def test_a_cell_that_looks_like_a_formula_stays_text(project, annotator, tmp_path) -> None:
    add_documents(project, [NewDocument("A", "=1+1 dollars")], annotator.id)
    tag(project, annotator, "statistic", 4)
    write_fact_table(statistics(read_facts(project, annotator.id)), tmp_path / "t.csv")
    assert "'=1+1" in (tmp_path / "t.csv").read_text("utf-8-sig")


def test_the_tables_read_well(sample) -> None:
    lines = fact_lines(read_facts(sample, fact_layer(sample, None)))
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert headings == [
        *("Actors (32)", "Stances (18)", "Congruence (17)", "Conflict (12)", "Timeline (13)"),
        "Statistics (3)",
    ]
    assert any("2017-08" in line and "Lima Group established" in line for line in lines)
