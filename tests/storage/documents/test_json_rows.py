"""Rows in JSON are read however they are laid out, and objects within them are columns."""

from __future__ import annotations

import json

import pytest

from storage.documents.tables import guessed, open_table, read_row
from storage.errors import FormatError

TEXT = "The minister said on Tuesday that the situation had improved."
ROWS = [{"title": "One", "text": TEXT}, {"title": "Two", "text": f"{TEXT} Again."}]


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=1),
        json.dumps({"articles": ROWS}),
        json.dumps({"count": 2, "articles": ROWS}, indent=1),
        "\n".join(json.dumps(row, indent=1) for row in ROWS),
        "\n".join(map(json.dumps, ROWS)),
    ],
    ids=["array", "indented array", "object", "indented object", "indented rows", "lines"],
)
def test_rows_are_found_in_arrays_objects_and_lines(written: str) -> None:
    for name in ("a.jsonl", "a.json"):
        table = open_table(written.encode(), name)
        assert table.columns == ("title", "text")
        assert [row for _, row in table.rows] == ROWS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_rows_may_be_in_any_encoding(encoding: str) -> None:
    written = json.dumps({"text": "Señor Müller äußerte größte Übelkeit"}, ensure_ascii=False)
    ((_, row),) = open_table(f"{written}\n".encode(encoding), "a.jsonl").rows
    assert row == {"text": "Señor Müller äußerte größte Übelkeit"}


def test_what_python_writes_beyond_json_is_read() -> None:
    line = f'{{"text": "{TEXT}", "none": NaN, "id": {10**30}, "half": "a\\ud83d"}}'
    table = open_table(line.encode(), "a.jsonl")
    ((where, row),) = table.rows
    columns = guessed(table.columns, [row], "a.jsonl")
    details = read_row(where, row, columns, table.columns, "a.jsonl").document.details
    assert details == {"id": str(10**30), "half": "a\ufffd"}


def test_objects_within_are_columns_and_lists_of_paragraphs_a_text() -> None:
    line = json.dumps({"doc": {"headline": "One", "body": [TEXT, "End."]}, "tags": ["a"], "x": {}})
    table = open_table(line.encode(), "a.jsonl")
    ((where, row),) = table.rows
    columns = guessed(table.columns, [row], "a.jsonl")
    assert (columns.title, columns.text) == ("doc.headline", "doc.body")
    assert (
        read_row(where, row, columns, table.columns, "a.jsonl").document.text == f"{TEXT}\n\nEnd."
    )


def test_a_field_that_comes_late_is_kept() -> None:
    lines = [json.dumps({"text": TEXT})] * 300 + [json.dumps({"text": TEXT, "late": "kept"})]
    table = open_table("\n".join(lines).encode(), "a.jsonl")
    rows = list(table.rows)
    columns = guessed(table.columns, [rows[0][1]], "a.jsonl")
    last = read_row(*rows[-1], columns, table.columns, "a.jsonl")
    assert last.document.details == {"late": "kept"}


def test_why_nothing_is_json_is_said() -> None:
    with pytest.raises(FormatError, match=r"a\.jsonl, line 1: this is not JSON"):
        open_table(b"{'text': 'single quotes'}\n", "a.jsonl")


def test_a_table_without_rows_is_refused_as_such() -> None:
    with pytest.raises(FormatError, match="but no rows"):
        guessed(("title", "text"), [], "a.csv")
