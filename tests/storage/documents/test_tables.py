"""Tables of texts are read a document a row, whatever holds them."""

from __future__ import annotations

import datetime
import io
import sys

import orjson
import pytest

from domain.table_columns import Columns
from storage.documents.tables import Table, guessed, open_table, read_row
from storage.errors import FormatError

TEXT = "The minister said on Tuesday that the situation had improved."
ROWS = [
    {"headline": "One", "body": TEXT, "date": "2021-03-04", "id": "7"},
    {"headline": "Two; too", "body": f"{TEXT}\n“Second” line", "date": "2021-03-05", "id": "8"},
]


def documents(table: Table, name: str = "a.csv", columns: Columns | None = None):
    rows = list(table.rows)
    columns = columns or guessed(table.columns, [row for _, row in rows], name)
    return [read_row(where, row, columns, table.columns, name).document for where, row in rows]


def delimited(sign: str) -> str:
    lines = [sign.join(ROWS[0])]
    lines += [sign.join(f'"{cell}"' for cell in row.values()) for row in ROWS]
    return "\r\n".join(lines)


def workbook(rows=None) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(ROWS[0]))
    for row in ROWS if rows is None else rows:
        book.active.append(list(row.values()))
    book.create_sheet("Notes").append(["x"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def parquet() -> bytes:
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs the extra “formats”")
    from pyarrow import parquet as files

    held = io.BytesIO()
    files.write_table(pyarrow.Table.from_pylist(ROWS), held)
    return held.getvalue()


FILES = {
    "a.csv": lambda: delimited(",").encode(),
    "semicolons.csv": lambda: delimited(";").encode("utf-16"),
    "western.csv": lambda: delimited(";").encode("cp1252"),
    "a.tsv": lambda: delimited("\t").encode("utf-8-sig"),
    "a.xlsx": workbook,
    "a.jsonl": lambda: b"\n".join(map(orjson.dumps, ROWS)),
    "a.parquet": parquet,
}


@pytest.mark.parametrize("name", FILES)
def test_each_row_is_a_document_with_its_metadata(name: str) -> None:
    first, second = documents(open_table(FILES[name](), name), name)
    assert (first.title, first.text) == ("One", TEXT)
    assert dict(first.details) == {"id": "7", "published": "2021-03-04"}
    assert (second.title, second.text) == ("Two; too", ROWS[1]["body"])


def test_the_row_itself_is_kept_as_the_original() -> None:
    first, _ = documents(open_table(FILES["a.csv"](), "a.csv"))
    assert first.original is not None
    assert orjson.loads(first.original.data) == ROWS[0]
    assert (first.original.file_name, first.original.reader) == ("a 2.csv", "table row")


def test_dates_of_a_workbook_are_iso_and_its_other_sheets_are_named() -> None:
    row = {"h": "One", "b": TEXT, "d": datetime.date(2021, 3, 4), "i": 7.0}
    table = open_table(workbook([row]), "a.xlsx")
    (document,) = documents(table, "a.xlsx")
    assert document.details["published"] == "2021-03-04"
    assert "Notes" in table.remarks[0]


def test_the_columns_may_be_named() -> None:
    wanted = Columns("headline", published="date", others=("body",))
    table = open_table(FILES["a.csv"](), "a.csv")
    first, _ = documents(table, columns=wanted)
    assert (first.text, dict(first.details)) == (
        "One",
        {"published": "2021-03-04", "body": TEXT},
    )


def test_a_row_without_text_is_refused_by_its_place() -> None:
    table = open_table(b"title,text\nA,\n", "a.csv")
    ((where, row),) = table.rows
    with pytest.raises(FormatError, match=r"a\.csv, line 2: the column “text” is empty"):
        read_row(where, row, Columns("text"), table.columns, "a.csv")


def test_a_cell_may_be_longer_than_the_limit_of_the_module() -> None:
    table = open_table(b"text\n" + b"word " * 200_000, "a.csv")
    assert len(next(table.rows)[1]["text"]) == 1_000_000


def test_columns_of_the_same_name_and_without_a_name_are_told_apart() -> None:
    assert open_table(b"a,a,,b\n1,2,3,4\n", "a.csv").columns == ("a", "a (2)", "column 3", "b")


def test_a_missing_library_is_one_sentence_with_its_command(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(FormatError, match=r"pyarrow.*`make formats`"):
        open_table(b"PAR1....PAR1", "a.parquet")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"),
        (b"\n\n", "a.csv"),
        (b"", "a.jsonl"),
        (b"[1]\n{", "a.jsonl"),
        (b"x", "a.xlsx"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(FormatError, match=r"^a\..*\.$"):
        documents(open_table(data, name), name)
