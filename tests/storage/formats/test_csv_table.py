"""A table that a spreadsheet opens right, and that comes back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import annotator_id
from domain.span import Span
from storage.annotating import set_attributes, set_note, tag_span
from storage.errors import FormatError
from storage.formats.csv_cells import cell, fragments_cell, fragments_of, plain
from storage.formats.export_file import preflight
from storage.formats.export_options import ExportOptions
from storage.formats.importing import import_files
from storage.project import Project


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def take(project: Project, data: bytes, folder: Path, **options):
    (folder / "in.csv").write_bytes(data)
    return import_files(project, [folder / "in.csv"], **options)


def test_there_is_one_row_for_each_annotation_with_attributes_and_relations_in_columns(
    sample: Project, exported
) -> None:
    data = exported(sample, "csv")
    assert data.startswith(b"\xef\xbb\xbfdocument_id,")
    assert data.count(b"\r\n") == len(rows(data)) + 1 == 83
    first, stance = rows(data)[0], next(r for r in rows(data) if r["external_id"] == "s01")
    assert (first["text"], first["attr.actor.country"]) == ("US President Donald Trump", "USA")
    assert stance["fragments"] == "137..200"
    assert len(stance["rel.stance.holder"].split(";")) == 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''@"])
def test_a_cell_that_looks_like_a_formula_gets_one_apostrophe(text: str) -> None:
    assert cell(text) == "'" + text
    assert plain(cell(text)) == text


@pytest.mark.parametrize("value", ["’tis", "'quoted'", "a=b", "", -5, 1.5, True])
def test_other_cells_are_left_alone(value: object) -> None:
    assert not cell(value).startswith("'=")
    assert cell(value) == (str(value) if value is not True else "true")


@given(st.text())
def test_any_text_comes_back_from_its_cell(text: str) -> None:
    assert plain(cell(text)) == text


@given(st.lists(st.tuples(st.integers(0), st.integers(0)), min_size=1))
def test_fragments_come_back_from_their_cell(fragments) -> None:
    assert fragments_of(fragments_cell(tuple(fragments))) == [list(f) for f in fragments]


def test_importing_ones_own_table_changes_nothing(sample: Project, exported, tmp_path) -> None:
    tally, change = take(sample, exported(sample, "csv"), tmp_path)
    assert (change, tally.known_annotations) == (None, 82)


def test_a_table_brings_deleted_annotations_back_as_they_were(
    sample: Project, exported, tmp_path
) -> None:
    before = exported(sample)
    example = annotator_id(sample.id, "Example annotator")
    first = sample.annotations.of_document(sample.documents.ids()[0])[0]
    set_note(sample, annotation=first.id, annotator=example, note="=HYPERLINK(x)")
    data = exported(sample, "csv")
    assert "'=HYPERLINK(x)" in data.decode()
    sample.connection.execute("UPDATE annotation SET deleted = 1, note = '', attributes = '{}'")
    tally, _ = take(sample, data, tmp_path)
    assert tally.revived == 82
    again = exported(sample, "csv")
    assert [r["attr.actor.canonical"] for r in rows(again)] == [
        r["attr.actor.canonical"] for r in rows(data)
    ]
    assert rows(again)[0]["note"] == "'=HYPERLINK(x)"
    assert exported(sample).count(b'"type":') == before.count(b'"type":')


def test_the_preview_counts_what_is_escaped(sample: Project) -> None:
    example = annotator_id(sample.id, "Example annotator")
    first = sample.annotations.of_document(sample.documents.ids()[0])[0]
    set_attributes(sample, annotations=[first.id], annotator=example, values={"role": "@boss"})
    seen = preflight(sample, "csv", ExportOptions())
    assert (seen.documents, seen.annotations, seen.relations) == (1, 82, 77)
    assert any(said.startswith("1 cell looks like a formula") for said in seen.losses.sentences())


def test_numbers_come_back_as_numbers(project, document, annotator, tags, exported, tmp_path):
    made, _ = tag_span(
        project,
        document=document,
        annotator=annotator.id,
        tag=tags[3],
        span=Span.single(34, 43),
        attributes={"value_min": -4000000, "value_max": 4.5, "kind": "count"},
    )
    data = exported(project, "csv")
    project.connection.execute("UPDATE annotation SET deleted = 1, attributes = '{}'")
    take(project, data, tmp_path)
    found = project.annotations.get(made)
    assert found is not None
    assert found.attributes == {"value_min": -4000000, "value_max": 4.5, "kind": "count"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a,b\r\n1,2\r\n", "no column end, start, tag"),
        (b"start,end,tag\r\nx,2,actor\r\n", "name the document"),
        (b"document,start,end,tag\r\nPeru,x,2,actor\r\n", "not whole numbers"),
        (b"document,start,end,tag\r\nPeru,0,2,nix\r\n", "no tag"),
        (
            b"document,start,end,tag,attr.statistic.value_min\r\nPeru,0,2,statistic,nan\r\n",
            "“nan” is not a number",
        ),
        (
            b"document,start,end,tag\r\nPeru,0,2,actor,more\r\n",
            "line 2: the row has more cells than",
        ),
        (b"document,start,end,tag\r\nPeru,0,2,\xff\r\n", "line 2: it is neither in UTF-8 nor"),
    ],
)
def test_a_table_that_is_wrong_is_refused(project, document, tmp_path, data, says) -> None:
    last = project.last_change()
    with pytest.raises(FormatError, match=says):
        take(project, data, tmp_path, annotator="Ann")
    assert project.last_change() == last
