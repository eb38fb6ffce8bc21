"""Delimited texts as programs write them: no cell is scrambled, no row swallows the next ones."""

from __future__ import annotations

import time

import pytest

from storage.documents.tables import Table, open_table
from storage.errors import FormatError

TEXT = "The minister said that it had improved."


def opened(written: str, name: str = "a.csv") -> tuple[Table, list]:
    table = open_table(written.encode(), name)
    return table, [row for _, row in table.rows]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_delimiter_that_excel_names_is_taken_at_its_word(first: str) -> None:
    table, rows = opened(f"{first}\ntitle;text\nA, b, c;{TEXT}\n")
    assert table.columns == ("title", "text")
    assert rows == [{"title": "A, b, c", "text": TEXT}]


def test_lines_above_the_names_of_the_columns_are_left_out_and_told() -> None:
    table, rows = opened(f"Export of 2020\n\ntitle,text,day\nA,{TEXT},1\nB,{TEXT},2\n")
    assert (table.columns, len(rows)) == (("title", "text", "day"), 2)
    assert "left out" in table.remarks[0]


def test_commas_of_a_table_with_one_column_stay_in_its_text() -> None:
    _, rows = opened("text\nFirst, second, and third.\n")
    assert rows == [{"text": "First, second, and third."}]


def test_quotation_marks_behind_backslashes_are_read() -> None:
    _, rows = opened(f'title,text\nA,"He said \\"no\\", {TEXT}"\n')
    assert rows[0]["text"] == f'He said "no", {TEXT}'


def test_quotation_marks_that_do_not_pair_do_not_swallow_the_next_rows() -> None:
    _, rows = opened('title,text\nA,"He said "no" to it"\nB,"not closed\nC,"fine"\n')
    assert [row["text"] for row in rows] == ['He said "no" to it', '"not closed', "fine"]


def test_a_line_whose_cells_cannot_be_told_is_named_and_the_next_is_read() -> None:
    _, (bad, good) = opened('title,text\nA,"said "no, and so on\nB,fine\n')
    assert "a.csv, line 2: its quotation marks do not pair" in str(bad)
    assert good == {"title": "B", "text": "fine"}


def test_a_row_with_too_many_cells_is_named_rather_than_guessed_at() -> None:
    _, (bad, good) = opened("title,text,day\nA, B, text,1\nC,text,2,,\n")
    assert "line 2: it has more cells (4) than there are columns (3)" in str(bad)
    assert good == {"title": "C", "text": "text", "day": "2"}


def test_names_of_rows_have_no_column_of_their_own_in_what_r_writes() -> None:
    table, rows = opened('"title","text"\n"1","A","one"\n"2","B","two"\n')
    assert table.columns == ("column 1", "title", "text")
    assert rows[1] == {"column 1": "2", "title": "B", "text": "two"}


def test_tab_separated_texts_may_quote_nothing() -> None:
    _, rows = opened('title\ttext\nA\t"No" it was\nB\t"open\nC\t"whole"\n', "a.tsv")
    assert [row["text"] for row in rows] == ['"No" it was', '"open', "whole"]


def test_a_header_that_reads_like_a_text_is_remarked_on() -> None:
    table, _ = opened(f"A,{TEXT * 3}\nB,{TEXT}\n")
    assert "first row reads like a text" in table.remarks[0]


def test_a_web_page_is_no_table() -> None:
    with pytest.raises(FormatError, match="is a web page, not a table"):
        open_table(b"<html><table><tr><td>a</td></tr></table></html>", "a.xls")


def test_a_great_many_quotation_marks_that_do_not_pair_take_no_great_time() -> None:
    started = time.perf_counter()
    _, rows = opened("title,text\n" + 'A,"x""y\n' * 50_000)
    assert len(rows) == 50_000
    assert time.perf_counter() - started < 20
