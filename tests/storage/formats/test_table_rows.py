"""A wrong row of our own tables is left out alone and named, or it stops the import."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from domain.document import State
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations
from storage.check import check_project
from storage.errors import FormatError, RefusedError
from storage.formats.corpus_import import ImportOptions
from storage.formats.export_file import export_file
from storage.formats.importing import import_files
from storage.formats.tally import MOST_NAMED, Tally
from storage.formats.xlsx_cells import written
from storage.project import Project, open_project
from storage.work import ensure_annotator
from tests.storage.formats.roundtrip import build, empty_project

Row = dict[str, str]
TEXT = "=Acme 🚀 said on 1 May, “no”; 7 left.\nBo, 4 of “them”, stayed.\n\tשלום e\u0301"
WORDS = ("=Acme", "🚀", "said", "1 May", "“no”; 7", "left.\nBo", "\tשלום e\u0301")
TWIN = "Twin"


@dataclass(frozen=True)
class Tables:
    """An export as rows of cells, and projects with its documents and nothing tagged."""

    columns: list[str]
    rows: list[Row]
    bare: bytes

    def as_csv(self, rows: list[Row]) -> tuple[bytes, list[str]]:
        """Return a table with these rows, and the name of the line that each begins on."""
        file = io.StringIO(newline="")
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(self.columns)
        places = []
        for row in rows:
            places.append(f"in.csv, line {len(file.getvalue().splitlines(keepends=True)) + 1}:")
            writer.writerow(cells_of(row, self.columns))
        return file.getvalue().encode("utf-16"), places

    def as_xlsx(self, rows: list[Row]) -> tuple[bytes, list[str]]:
        """Return a workbook with these rows, and the name of each row."""
        book, file = Workbook(write_only=True), io.BytesIO()
        sheet = book.create_sheet("annotations")
        sheet.append(self.columns)
        for row in rows:
            cells = cells_of(row, self.columns)
            sheet.append([float(c) if c.isdecimal() else written_again(c) for c in cells])
        book.save(file)
        return file.getvalue(), [f"in.xlsx, row {number}:" for number in range(2, len(rows) + 2)]


def cells_of(row: Row, columns: list[str]) -> list[str]:
    return [row.get(name, "") for name in columns] + ([row["more"]] if "more" in row else [])


def written_again(cell: str) -> Any:
    # The rows come from a CSV table, so what looks like a formula has its apostrophe already.
    return written(cell[1:]) if cell.startswith("'") else written(cell)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Three documents, tagged over and over, with notes, values and relations."""
    folder = tmp_path_factory.mktemp("tables")
    places = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in WORDS]
    spans = [*(Span.single(*place) for place in places), Span.of([places[0], places[3]])]
    marks = [(span, n % 4, bool(n % 3), n % 2 == 0) for n, span in enumerate(spans)]
    texts = [f"{TEXT} {number}" for number in range(3)]
    with empty_project(folder / "a.gloss") as full:
        build(full, [{"text": text, "marks": marks, "state": State.NEW} for text in texts])
        columns, rows = exported(full, folder)
    columns += [f"{kind}.{row['tag']}.nix" for kind in ("attr", "rel") for row in rows[:4]]
    with empty_project(folder / "b.gloss") as project:
        ann = ensure_annotator(project, "Ann").id
        news = [NewDocument(f"Text {n}", text) for n, text in enumerate(texts)]
        add_documents(project, [*news, NewDocument(TWIN, "one"), NewDocument(TWIN, "two")], ann)
    # The ids of documents are others there, so they are found by their titles.
    rows = [row | {"document_id": ""} for row in rows]
    return Tables(columns, rows, (folder / "b.gloss").read_bytes())


def exported(project: Project, folder: Path) -> tuple[list[str], list[Row]]:
    export_file(project, folder / "out.csv", "csv")
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def other_value(row: Row) -> Row:
    name = "attr.stance.topic" if row["tag"] != "stance" else "attr.actor.role"
    return {name: "x"}


def relation_of(row: Row) -> str:
    return next(name for name in row if name.startswith(f"rel.{row['tag']}."))


DAMAGES: Mapping[str, Callable[[Row], Row]] = {
    "more cells": lambda row: {"more": "x"},
    "not whole numbers": lambda row: {"start": "one"},
    "are not whole": lambda row: {"end": ""},
    "is not a stretch": lambda row: {"end": "9999", "fragments": ""},
    "differ from its fragments": lambda row: {"fragments": "1..2"},
    "no tag “nix”": lambda row: {"tag": "nix"},
    "names no tag": lambda row: {"tag": ""},
    "it says its words are": lambda row: {"text": "other"},
    "no document is called “Text 9”": lambda row: {"document": "Text 9"},
    "2 documents are called “Twin”": lambda row: {"document": TWIN},
    "name the document": lambda row: {"document": ""},
    "whose annotation it is": lambda row: {"annotator": ""},
    "not a name": lambda row: {"annotator": " "},
    "neither sure nor unsure": lambda row: {"confidence": "perhaps"},
    "is filled in, but the tag": other_value,
    "has relations but no id": lambda row: {"id": "", relation_of(row): "x"},
    "has no relation “nix”": lambda row: {f"rel.{row['tag']}.nix": "x"},
    "has no attribute “nix”": lambda row: {f"attr.{row['tag']}.nix": "x"},
}
"""What can be wrong with a row: what is said of it, and the cells that make it so."""
brief = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def check(tables: Tables, folder: Path, key: str, damaged: Mapping[int, str]) -> None:
    """Import a table with damaged rows twice: it stops with nothing changed, then passes over."""
    rows = [dict(row) for row in tables.rows]
    for number, what in damaged.items():
        rows[number] |= DAMAGES[what](rows[number])
    data, places = tables.as_csv(rows) if key == "csv" else tables.as_xlsx(rows)
    path = folder / f"in.{key}"
    path.write_bytes(data)
    (folder / "p.gloss").write_bytes(tables.bare)
    gone = {tables.rows[number]["id"] for number in damaged}
    lost = [
        (places[number].rstrip(":"), target)
        for number, row in enumerate(tables.rows)
        for target in targets_of(row)
        if number not in damaged and target in gone
    ]
    with open_project(folder / "p.gloss") as project:
        last = project.last_change()
        if damaged:
            with pytest.raises(FormatError, match=rf"(?s)^in\.{key}, (line|row) \d+.*imported\.$"):
                import_files(project, [path])
            assert project.last_change() == last
        tally, _ = import_files(project, [path], skips_errors=True)
        assert tally.left_out == len(tally.notes) == len(damaged) + len(lost)
        for number, what in damaged.items():
            place = places[number].rstrip(":")
            (said,) = (n for n in tally.notes if re.match(rf"{place}\b", n) and "leads" not in n)
            assert what in said
        for place, target in lost:
            assert sum(n.startswith(place) and f"to {target}, " in n for n in tally.notes) >= 1
        assert kept(exported(project, folder)[1], set()) == kept(tables.rows, gone)
        assert check_project(project).is_sound


def targets_of(row: Row) -> list[str]:
    cells = (cell for name, cell in row.items() if name.startswith("rel."))
    return [target for cell in cells for target in cell.split(";") if target]


def kept(rows: list[Row], gone: set[str]) -> dict[str, Row]:
    """Return what rows say by their ids, without those that are gone and what leads to them."""
    return {
        row["id"]: {
            name: sorted(set(cell.split(";")) - gone - {""}) if name.startswith("rel.") else cell
            for name, cell in row.items()
            if name != "document_id"
        }
        for row in rows
        if row["id"] not in gone
    }


@pytest.mark.parametrize("key", ["csv", "xlsx"])
def test_the_right_rows_come_in_and_each_wrong_one_is_named_once(tables, key: str) -> None:
    @brief
    @given(st.dictionaries(st.integers(0, 23), st.sampled_from(sorted(DAMAGES)), max_size=8))
    def hold(damaged: dict[int, str]) -> None:
        with tempfile.TemporaryDirectory() as name:
            check(tables, Path(name), key, damaged)

    hold()


@pytest.fixture
def take(project: Project, document: str, tmp_path: Path) -> Callable[..., Tally]:
    """Import the text of a CSV table into the small project, which has “Peru's president said…”."""

    def import_text(text: str | bytes, **options: Any) -> Tally:
        path = tmp_path / "in.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_files(project, [path], **{"annotator": "Ann", **options})[0]

    return import_text


def quotes(project: Project) -> list[str]:
    return [a.quote for d in project.documents.ids() for a in project.annotations.of_document(d)]


def test_of_rows_with_one_id_the_first_comes_in(take, project: Project) -> None:
    table = "document,id,start,end,tag\nPeru,a1,0,4,actor\nPeru,a1,7,16,actor\nPeru,,0,4,actor\n"
    with pytest.raises(FormatError, match=r"in\.csv, line 3, annotation a1: another"):
        take(table)
    tally = take(table, skips_errors=True)
    assert (tally.annotations, tally.left_out, quotes(project)) == (2, 1, ["Peru", "Peru"])


def test_a_row_that_is_left_out_enters_nobody_and_nothing(take, project: Project) -> None:
    take(
        "document,start,end,tag,annotator,attr.actor.canonical,attr.actor.actor_type\n"
        "Peru,0,4,actor,Bo,Peru,nonsense\nPeru,0,4,actor,Ann,,\n",
        skips_errors=True,
    )
    assert [annotator.name for annotator in project.annotators.all()] == ["Ann"]
    assert project.entities.named("canonical", "Peru") is None


def test_a_relation_to_a_row_that_was_left_out_is_left_out_and_said(take, project) -> None:
    table = (
        "document,id,start,end,tag,rel.actor.same_as\n"
        "Peru,a1,0,4,actor,a2;a3\nPeru,a2,7,16,actor,\nPeru,a3,7,999,actor,a1\n"
    )
    tally = take(table, skips_errors=True)
    assert (tally.annotations, tally.relations, tally.left_out) == (2, 1, 2)
    said = "a1: the relation “same_as” leads to a3, which was left out (in.csv, line 4)"
    assert said in tally.notes[1]


def test_no_relation_leads_to_what_is_deleted(take, project: Project, annotator) -> None:
    head = "document,id,start,end,tag,rel.actor.same_as\n"
    take(f"{head}Peru,a1,0,4,actor,\nPeru,a2,7,16,actor,\n")
    first, second = project.annotations.of_document(project.documents.ids()[0])
    table = f"{head}Peru,{first.id},0,4,actor,{second.id}\n"
    take(table)
    delete_annotations(project, annotations=[second.id], annotator=annotator.id)
    with pytest.raises(FormatError, match="which is not there"):
        take(table)
    assert take(table, skips_errors=True).left_out == 1
    assert project.relations.count() == 0


def test_of_many_wrong_rows_the_first_are_named_and_the_others_counted(take) -> None:
    wrong = "Peru,x,2,actor\n" * (MOST_NAMED + 7)
    tally = take(f"document,start,end,tag\n{wrong}Peru,0,4,actor\n", skips_errors=True)
    assert (tally.annotations, tally.left_out) == (1, MOST_NAMED + 7)
    assert tally.notes[MOST_NAMED:] == ["… and 7 more were left out."]


def test_bytes_that_mean_nothing_are_wrong_in_their_row_only(take, project: Project) -> None:
    table = b"document,start,end,tag,note\nPeru,0,4,actor,\xe9\nPeru,7,16,actor,\xc3\xa9\n"
    tally = take(table, skips_errors=True)
    assert (tally.annotations, quotes(project)) == (1, ["president"])
    assert "line 2: it is neither in UTF-8 nor in UTF-16" in tally.notes[0]
    with pytest.raises(FormatError, match="names of its columns are neither"):
        take(b"document,start,end,tag,attr.actor.\xe9\n")


@pytest.mark.parametrize("skips", [False, True])
def test_a_document_that_the_person_names_wrongly_is_no_matter_of_rows(take, skips) -> None:
    with pytest.raises(RefusedError, match="no document is called “Chile”"):
        take("start,end,tag\n0,4,actor\n", onto="Chile", skips_errors=skips)


@pytest.mark.parametrize(
    ("encoding", "end"),
    [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r\n"), ("utf-16-le", "\r")],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_that_a_spreadsheet_saved_is_read(take, project, encoding, delimiter, end) -> None:
    rows = [
        *(["document", "start", "end", "tag", "text", "note", "attr.statistic.value_min", "", ""],),
        *(["Peru", "38.0", "47", "statistic", "4 million", '“a”, "b"; c', "4.5", "", ""],),
        *(["", "", "", "", "", "", "", "", ""],),
    ]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    take(text.getvalue().encode(encoding))
    (made,) = project.annotations.of_document(project.documents.ids()[0])
    assert (made.note, made.attributes) == ('“a”, "b"; c', {"value_min": 4.5})


def test_decimal_commas_are_read_where_semicolons_part_the_cells(take, project: Project) -> None:
    table = "document;start;end;tag;attr.statistic.value_min\nPeru;38,0;47;statistic;-4,5\n"
    take(table)
    (made,) = project.annotations.of_document(project.documents.ids()[0])
    assert made.attributes == {"value_min": -4.5}
    with pytest.raises(FormatError, match="“-4,5” is not a number"):
        take(table.replace(";", "\t"))


@pytest.mark.parametrize("edge", ["4,000", "4.000", "4_0", "-4", "4.5", "٤", "1e1"])
def test_what_may_be_another_number_is_no_offset(take, edge: str) -> None:
    with pytest.raises(FormatError, match="not whole numbers"):
        take(f"document\tstart\tend\ttag\nPeru\t0\t{edge}\tactor\n")


def test_two_columns_of_one_name_are_refused(take) -> None:
    with pytest.raises(FormatError, match="it has 2 columns called note"):
        take("document,start,end,tag,note,note\n")


def test_a_note_that_a_table_has_no_column_for_is_kept(take, project: Project) -> None:
    take("document,id,start,end,tag,note\nPeru,a,0,4,actor,seen\n")
    assert take("document,id,start,end,tag\nPeru,a,0,4,actor\n").kept == 0
    take(
        "document,id,start,end,tag,note\nPeru,a,0,4,actor,\n",
        options=ImportOptions(on_conflict="replace"),
    )
    (made,) = project.annotations.of_document(project.documents.ids()[0])
    assert made.note == ""


def test_an_encoding_that_the_bytes_do_not_show_can_be_said(take, project: Project) -> None:
    table = "document;start;end;tag;note\nPeru;0;4;actor;Größe „x“\n".encode("cp1252")
    with pytest.raises(FormatError, match="neither in UTF-8 nor in UTF-16; save"):
        take(table)
    with pytest.raises(FormatError, match="no encoding “nix”"):
        take(table, options=ImportOptions(encoding="nix"))
    with pytest.raises(FormatError, match="line 2: it is not in ascii"):
        take(table, options=ImportOptions(encoding="ascii"))
    take(table, options=ImportOptions(encoding="cp1252"))
    (made,) = project.annotations.of_document(project.documents.ids()[0])
    assert made.note == "Größe „x“"


@pytest.mark.parametrize("cell", ["=1+1", "'=1+1"])
def test_a_quote_is_known_with_and_without_what_keeps_it_from_being_a_formula(
    take, project: Project, annotator, cell: str
) -> None:
    add_documents(project, [NewDocument("Sum", "=1+1 is 2")], annotator.id)
    assert take(f"document,start,end,tag,text\nSum,0,4,statistic,{cell}\n").annotations == 1


@brief
@given(st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=3)), max_size=9), st.booleans())
def test_whatever_a_table_was_damaged_into_the_project_stays_sound(
    tables: Tables, cuts: list[tuple[int, bytes]], has_end: bool
) -> None:
    data = bytearray(tables.as_csv(tables.rows)[0].decode("utf-16").encode())
    for place, piece in cuts:
        data[place : place + 2] = piece
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "in.csv"
        path.write_bytes(bytes(data) if has_end else bytes(data)[: len(data) // 2])
        (Path(name) / "p.gloss").write_bytes(tables.bare)
        with open_project(Path(name) / "p.gloss") as project:
            with contextlib.suppress(FormatError):
                import_files(project, [path], skips_errors=True)
            assert check_project(project).is_sound


def test_a_number_that_a_spreadsheet_rounded_is_no_value(take) -> None:
    with pytest.raises(FormatError, match=r"“1.23E.11” is a number that a spreadsheet shortened"):
        take("document,start,end,tag,attr.statistic.value_min\nPeru,0,4,statistic,1.23E+11\n")
