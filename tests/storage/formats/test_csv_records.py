"""A table as spreadsheets write it is read record by record, and a wrong one hides no other."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.formats import csv_records
from storage.formats.csv_records import DELIMITERS, Record, Records

HEAD = "start,end,tag\n"
cells = st.text(st.sampled_from(list("ab,;\t\"'\n 1")), max_size=6)
rows = st.lists(st.lists(cells, min_size=3, max_size=3), max_size=12)


def read(text: str, width: int = 3) -> list[Record]:
    records = Records(io.StringIO(text, newline=""))
    assert records.header({"start", "end", "tag"})
    return list(records.records(width))


def right(text: str) -> list[tuple[int, list[str]]]:
    return [(record.line, record.cells) for record in read(text) if not record.problem]


@given(rows, st.sampled_from(DELIMITERS), st.sampled_from(["\n", "\r\n"]))
def test_any_table_is_read_as_it_was_written(table, delimiter: str, end: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerows([["start", "end", "tag"], *table])
    found = read(text.getvalue())
    assert [record.cells for record in found] == [r for r in table if any(c.strip() for c in r)]
    assert not any(record.problem for record in found)


@given(st.text(st.sampled_from(list('ab,"\n\r')), max_size=40))
def test_any_text_is_records_with_lines_that_rise(text: str) -> None:
    lines = [record.line for record in read(HEAD + text)]
    assert lines == sorted(set(lines))
    assert all(1 < line <= 1 + len(text.splitlines()) for line in lines)


def test_a_record_is_named_by_the_line_that_it_begins_on() -> None:
    assert right(f'{HEAD}1,2,"a\nb"\n3,4,c\n') == [(2, ["1", "2", "a\nb"]), (4, ["3", "4", "c"])]


@pytest.mark.parametrize(
    "wrong", ['1,2,"a', '1,"2,a', '1,2,"a" b', '1,2,"a""', '"1,2,a', '1,2,"a" "b"']
)
def test_a_quotation_mark_that_is_never_closed_costs_its_row_only(wrong: str) -> None:
    found = read(f'{HEAD}0,1,"x"\n{wrong}\n2,3,"b, c"\n4,5,d\n')
    assert [record.line for record in found if record.problem] == [3]
    assert [r.cells[2] for r in found if not r.problem] == ["x", "b, c", "d"]


def test_empty_cells_and_rows_at_the_end_are_no_matter() -> None:
    assert right(f"{HEAD},,\n1,2,a,,,\n\n , ,\n") == [(3, ["1", "2", "a"])]


def test_a_row_that_lost_a_cell_is_wrong_but_not_rows_of_a_program_that_leaves_them_out() -> None:
    whole, short = "1,2,a\n", "3,4\n"
    alone = read(HEAD + whole * 3 + short + whole * 3)
    assert [record.line for record in alone if record.problem] == [5]
    assert "fewer cells than there are columns (2, not 3)" in alone[3].problem
    many = read(HEAD + whole * 3 + short * 3 + whole * 3)
    assert [record.cells for record in many[3:6]] == [["3", "4", ""]] * 3
    assert not any(record.problem for record in many)


def test_a_file_that_was_cut_off_ends_in_a_wrong_row() -> None:
    assert "ends in the middle" in read(f"{HEAD}1,2,a\n3,4")[-1].problem


def test_records_without_end_are_given_up(monkeypatch) -> None:
    monkeypatch.setattr(csv_records, "LONGEST", 50)
    found = read(HEAD + '1,2,"' + "word\n" * 30 + "1,2,a\n")
    assert found[0].problem
    assert found[-1].cells == ["1", "2", "a"]


def test_reading_again_has_an_end(monkeypatch) -> None:
    monkeypatch.setattr(csv_records, "_REREAD", 400)
    text = HEAD + 'a","\n' * 300 + "1,2,a\n"
    assert all(record.problem for record in read(text)[:-1])


def test_a_text_without_these_columns_is_parted_by_commas() -> None:
    records = Records(["a,b\n", "1,2\n"])
    assert (records.header({"start"}), records.delimiter) == (["a", "b"], ",")
    assert Records([]).header({"start"}) == []


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_a_line_that_tells_excel_what_parts_the_cells_is_no_row(delimiter: str) -> None:
    lines = f"sep={delimiter}\n\n{HEAD}1,2,a\n".replace(",", delimiter)
    assert right(lines) == [(4, ["1", "2", "a"])]
