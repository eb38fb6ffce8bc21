"""One key tags the other occurrences; what follows from the tags stands in a tab of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.e2e.driver import Driver, entry, stored
from ui.dialogs.occurrences import OccurrencesDialog


def test_one_key_and_enter_tag_every_other_guaido(desk: Driver, file: Path):
    text = desk.reader.canonical_text

    def answer(dialog: OccurrencesDialog) -> None:
        desk.qtbot.waitUntil(lambda: not dialog.is_searching)
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)

    desk.select("Venezuela")
    desk.press("A")
    with desk.answering(OccurrencesDialog, answer):
        desk.press("*")
    assert len(stored(file)) == text.count("Venezuela") - text.count("Venezuelan") > 3
    assert desk.said.startswith("Tagged ")
    desk.press("Ctrl+Z")
    assert stored(file) == [("Venezuela", "actor")]


def test_the_menu_of_a_span_offers_its_other_occurrences(desk: Driver):
    desk.select("Venezuela")
    desk.press("A")
    menu = desk.context_menu("Venezuela")
    assert entry(menu, "Tag the other occurrences").isEnabled()
    menu.close()


def test_without_a_span_at_hand_there_is_nothing_to_look_for(desk: Driver):
    assert not desk.window.actions_["occurrences"].isEnabled()


def test_the_facts_are_made_when_they_are_asked_for_and_can_be_saved(
    desk: Driver, tmp_path: Path, monkeypatch
):
    target = tmp_path / "facts.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    desk.select("23 January")
    desk.press("T")
    assert desk.bench.places["pane-facts"].pane is None
    desk.press("Ctrl+8")
    pane = desk.bench.pane("pane-facts")
    pane.tables.setCurrentIndex(2)
    desk.qtbot.waitUntil(lambda: pane.count.text() == "1 statistic")
    desk.push(pane.export_tool)
    assert "23 January" in target.read_text("utf-8-sig")
    assert str(target) in desk.said


def test_a_row_of_the_facts_leads_to_its_words(desk: Driver):
    desk.select("23 January")
    desk.press("T", "Ctrl+Home", "Esc", "Ctrl+8")
    pane = desk.bench.pane("pane-facts")
    pane.tables.setCurrentIndex(2)
    desk.qtbot.waitUntil(lambda: pane.count.text() == "1 statistic")
    pane.focus_first()
    desk.press("Return")
    assert desk.at_hand() == ("23 January", "statistic")
