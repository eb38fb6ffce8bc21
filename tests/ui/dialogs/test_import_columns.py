"""The columns of a table are guessed, chosen beside its rows, and remembered for the project."""

from __future__ import annotations

import pytest

from domain.table_columns import Columns
from storage.documents.gathering import TableHead
from tests.storage.documents.test_tables import FILES, workbook
from ui.dialogs.importing.columns import ColumnsDialog, remember_columns, remembered_columns
from ui.dialogs.importing.dialog import ImportDialog
from ui.settings import load_settings
from ui.theme.theme import load_theme

LONG = "The minister said on Tuesday that the situation had improved."
NAMES = ("head", "body", "when", "id")
HEAD = TableHead(NAMES, ({"head": "One", "body": LONG, "when": "2021", "id": "7"},))


@pytest.fixture
def dialog(qtbot) -> ColumnsDialog:
    made = ColumnsDialog(HEAD, "a.csv")
    qtbot.addWidget(made)
    return made


def test_the_guess_is_shown_beside_the_first_rows(dialog: ColumnsDialog) -> None:
    assert dialog.chosen == Columns("body")
    assert dialog.rows.item(0, 1).text() == LONG
    assert dialog.primary.isEnabled()


def test_a_column_cannot_be_chosen_twice_and_the_text_not_left_out(dialog) -> None:
    dialog.fields["title"].setCurrentText("body")
    assert "twice" in dialog.problem.text()
    dialog.fields["text"].setCurrentIndex(0)
    assert "holds the text" in dialog.problem.text()
    assert not dialog.primary.isEnabled()


def test_what_was_chosen_is_remembered_for_tables_of_these_columns(tmp_path) -> None:
    settings = load_settings(tmp_path / "settings.json")
    remember_columns(settings, "p", NAMES, Columns("body", "head"))
    remember_columns(settings, "p", NAMES, Columns("body", "when"))
    again = load_settings(tmp_path / "settings.json")
    assert remembered_columns(again, "p") == {NAMES: Columns("body", "when")}
    assert remembered_columns(again, "another") == {}


@pytest.mark.parametrize("damage", ["no json", "3", "[[1]]", '[[["a"], {"nix": 1}]]'])
def test_a_damaged_memory_is_no_memory(tmp_path, damage: str) -> None:
    settings = load_settings(tmp_path / "settings.json")
    settings.places = {"columns:p": damage}
    assert remembered_columns(settings, "p") == {}


def test_the_rows_of_a_table_are_read_by_the_columns_that_are_remembered(
    qtbot, session, tmp_path
) -> None:
    settings = load_settings(tmp_path / "settings.json")
    chosen = Columns("body", "when")
    remember_columns(settings, session.project.id, NAMES, chosen)
    (tmp_path / "a.csv").write_text(f"head,body,when,id\nOne,{LONG},2021,7\n,,2022,8\n")
    made = ImportDialog(session, load_theme("light"), [tmp_path / "a.csv"], None, settings)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.task is None)
    first, second = made.texts
    assert (first.label, first.title) == ("a.csv, line 2", "2021")
    assert "the column “body” is empty" in second.problem
    with qtbot.waitSignal(made.accepted):
        made.accept()
    document = session.project.documents.get(session.project.documents.ids()[-1])
    assert dict(document.metadata) == {"head": "One", "id": "7"}


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx", "a.jsonl"])
def test_a_table_of_texts_is_told_from_one_of_annotations(qtbot, session, tmp_path, name) -> None:
    (tmp_path / name).write_bytes(FILES.get(name, workbook)())
    made = ImportDialog(session, load_theme("light"), [tmp_path / name])
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.task is None)
    assert [text.kind for text in made.texts] == ["Table row", "Table row"]
    assert not made.preview.columns.isHidden()
