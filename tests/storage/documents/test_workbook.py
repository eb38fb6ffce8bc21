"""Workbooks: the sheets that hold texts are found, and what is not read is said."""

from __future__ import annotations

import io

import pytest

from storage.documents.gathering import Gatherer, SourceOptions
from storage.documents.sources import Source
from storage.documents.tables import Table, open_table, sample_of

TEXT = "The minister said on Tuesday that the situation had improved."
NAMES = ["title", "text", "day"]


def opened(**sheets: list[list]) -> Table:
    return open_table(workbook(**sheets), "a.xlsx")


def workbook(**sheets: list[list]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == "hidden" else "visible"
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("name", ["About", "hidden"])
def test_the_sheet_of_texts_is_read_and_not_the_first(name: str) -> None:
    about = [["Made by", "Ann"], ["On", "Tuesday"]]
    table = opened(**{name: about, "Articles": [NAMES, ["A", TEXT, 1]]})
    assert table.columns == tuple(NAMES)
    assert table.remarks == (f"only “Articles” was read, not its other sheets (“{name}”).",)


def test_sheets_with_the_same_columns_are_read_one_after_another() -> None:
    table = opened(y2020=[NAMES, ["A", TEXT, 1]], y2021=[NAMES, ["B", TEXT, 2]])
    assert [(where, row["title"]) for where, row in table.rows] == [
        ("a.xlsx, row 2", "A"),
        ("a.xlsx, “y2021”, row 2", "B"),
    ]
    assert "all of them were read" in table.remarks[0]


def test_the_name_of_a_report_above_its_columns_is_left_out() -> None:
    table = opened(s=[["Report of 2020"], [], NAMES, ["A", TEXT, 1], ["B", TEXT, 2]])
    assert [row["title"] for _, row in table.rows] == ["A", "B"]
    assert "above the names of the columns" in table.remarks[0]


def test_line_ends_that_excel_escapes_are_read_as_such() -> None:
    ((_, row),) = opened(s=[NAMES, ["A", f"{TEXT}_x000D_\nMore.", 1]]).rows
    assert row["text"] == f"{TEXT}\r\nMore."


def test_what_is_to_be_said_of_a_table_is_said_with_its_first_document(tmp_path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(Articles=[NAMES, ["A", TEXT, 1], ["B", TEXT, 2]], Notes=[["x"]]))
    with Gatherer() as gatherer:
        first, second = gatherer.items(Source(path, "a.xlsx"), SourceOptions())
    notes = [item.read.notes for item in (first, second) if item.read is not None]
    assert "not its other sheets" in notes[0][0]
    assert notes[1:] == [()]


def test_the_columns_of_objects_in_parquet_are_columns() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs the extra “formats”")
    from pyarrow import parquet

    held = io.BytesIO()
    rows = pyarrow.table(
        {"doc": [{"title": "A", "meta": {"lang": "es"}}, None], "text": [TEXT] * 2}
    )
    parquet.write_table(rows, held)
    table = open_table(held.getvalue(), "a.parquet")
    assert table.columns == ("doc.title", "doc.meta.lang", "text")
    assert [row["doc.meta.lang"] for _, row in table.rows] == ["es", None]


def test_one_large_text_for_many_rows_is_not_unpacked_for_all_of_them_at_once() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs the extra “formats”")
    from pyarrow import parquet

    text = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 5000), ["word " * 200_000])
    held = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": text}), held, store_schema=False)
    before = pyarrow.total_allocated_bytes()
    table = open_table(held.getvalue(), "a.parquet")
    assert len(sample_of(table)) < 100
    assert pyarrow.total_allocated_bytes() - before < 50_000_000
