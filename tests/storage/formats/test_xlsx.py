"""A workbook of four sheets that openpyxl opens, and that comes back as it was."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from domain.ids import annotator_id
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import set_note, tag_span
from storage.errors import FormatError
from storage.formats.export_file import export_file, preflight
from storage.formats.export_options import ExportOptions
from storage.formats.exporting import Choice
from storage.formats.importing import import_files
from storage.formats.xlsx_cells import is_too_long, read, written
from storage.project import Project


@pytest.fixture
def book(sample: Project, exported) -> Workbook:
    """The sample project as openpyxl reads it."""
    return load_workbook(io.BytesIO(exported(sample, "xlsx")))


def test_there_are_four_sheets_with_all_that_is_known(book: Workbook) -> None:
    assert book.sheetnames == ["annotations", "relations", "documents", "codebook"]
    assert [book[name].max_row for name in book.sheetnames][:3] == [83, 78, 2]
    header = [cell.value for cell in book["annotations"][1]]
    first = dict(zip(header, (cell.value for cell in book["annotations"][2]), strict=True))
    assert (first["text"], first["attr.actor.country"]) == ("US President Donald Trump", "USA")
    assert (first["start"], first["end"]) == (31, 56)
    kinds = {row[2].value for row in book["relations"].iter_rows(min_row=2)}
    assert {"affiliation", "holder", "measures", "target", "initiator"} <= kinds
    assert {row[0].value for row in book["codebook"].iter_rows(min_row=2)} == {
        *("actor", "stance", "event", "statistic"),
    }


def test_importing_ones_own_workbook_changes_nothing(sample: Project, exported, tmp_path) -> None:
    (tmp_path / "in.xlsx").write_bytes(exported(sample, "xlsx"))
    tally, change = import_files(sample, [tmp_path / "in.xlsx"])
    assert (change, tally.known_annotations) == (None, 82)


def test_deleted_rows_come_back_from_the_workbook(sample: Project, exported, tmp_path) -> None:
    before = {a.quote for d in sample.documents.ids() for a in sample.annotations.of_document(d)}
    data = exported(sample, "xlsx")
    sample.connection.execute("UPDATE annotation SET deleted = 1")
    (tmp_path / "in.xlsx").write_bytes(data)
    tally, _ = import_files(sample, [tmp_path / "in.xlsx"])
    found = {a.quote for d in sample.documents.ids() for a in sample.annotations.of_document(d)}
    assert (tally.revived >= 82, found) == (True, before)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_from_its_cell_through_a_real_workbook(text: str) -> None:
    book, buffer = Workbook(write_only=True), io.BytesIO()
    book.create_sheet("a").append([written(text), "end"])
    book.save(buffer)
    cell = load_workbook(buffer)["a"]["A1"]
    assert cell.data_type != "f"
    assert read(cell.value) == text


@given(
    st.sampled_from(["_x000B_", "_x005F_", "\x0b", "\r", "=1", "'=1", "_x00"]), st.text(max_size=3)
)
def test_text_that_looks_like_an_escape_comes_back(piece: str, more: str) -> None:
    text = "".join(c for c in piece + more + piece if not "\ud800" <= c <= "\udfff")
    assert read(written(text)) == text


def test_a_formula_is_never_run_and_counted_in_the_preview(
    sample: Project, exported, tmp_path: Path
) -> None:
    ann = annotator_id(sample.id, "Example annotator")
    one = sample.annotations.of_document(sample.documents.ids()[0])[0]
    set_note(sample, annotation=one.id, annotator=ann, note="=HYPERLINK(1)")
    sheet = load_workbook(io.BytesIO(exported(sample, "xlsx")))["annotations"]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert preflight(sample, "xlsx", ExportOptions()).losses.counts == {"formulas": 1}


def test_what_is_longer_than_a_cell_is_left_empty_and_said(sample: Project, exported) -> None:
    ann = annotator_id(sample.id, "Example annotator")
    text = "word " * 8_000
    (made,), _ = add_documents(sample, [NewDocument("Long", text)], ann)
    tag = sample.codebooks.current().active[0].id
    tag_span(sample, document=made, annotator=ann, tag=tag, span=Span.single(0, 39_999))
    assert is_too_long(text)
    assert preflight(sample, "xlsx", ExportOptions()).losses.counts == {"emptied": 1}
    sheet = load_workbook(io.BytesIO(exported(sample, "xlsx")))["annotations"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.cell(sheet.max_row, header.index("text") + 1).value is None


def test_a_workbook_of_something_else_is_refused(sample: Project, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["name", "value"])
    book.active.append(["a", 1])
    book.save(tmp_path / "in.xlsx")
    with pytest.raises(FormatError, match="no column end, start, tag"):
        import_files(sample, [tmp_path / "in.xlsx"], format_key="xlsx")


def test_what_unpacks_without_end_is_refused(sample: Project, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (300 * 1024 * 1024))
    before = sample.last_change()
    with pytest.raises(FormatError):
        import_files(sample, [path], format_key="xlsx")
    assert sample.last_change() == before


def test_an_export_that_is_stopped_leaves_no_file(sample: Project, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise FormatError("stopped")

    with pytest.raises(FormatError, match="stopped"):
        export_file(sample, tmp_path / "out.xlsx", "xlsx", Choice(), stop)
    assert [p.name for p in tmp_path.iterdir() if "out" in p.name] == []


def test_what_a_person_wrote_into_a_workbook_is_read(project, document, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["document", "start", "end", "tag", "attr.event.date_start", None])
    book.active.append(["Peru", 0.0, 4, "event", date(2019, 1, 23), None, None])
    book.active.append([None, " "])
    book.active.append(["Peru", 0, 4, "event", None, None, "more"])
    book.save(tmp_path / "in.xlsx")
    tally, _ = import_files(project, [tmp_path / "in.xlsx"], annotator="Ann", skips_errors=True)
    (made,) = project.annotations.of_document(document)
    assert (made.quote, made.attributes) == ("Peru", {"date_start": "2019-01-23"})
    assert tally.notes == [
        "in.xlsx, row 4: the row has more cells than there are columns. It was left out."
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("_xD83D__xDE00_", "\U0001f600"), ("_xD83D_", "\ufffd"), ("_xD83_", "_xD83_")],
)
def test_halves_of_a_character_are_put_together(cell: str, text: str) -> None:
    assert read(cell) == text
