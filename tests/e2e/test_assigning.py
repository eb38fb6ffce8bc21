"""Documents are assigned by keys; whoever codes blind sees colleagues once they are done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import tag_span
from storage.assigning import assignments
from storage.project import open_project
from storage.work import ensure_annotator
from tests.e2e.conftest import SEED, Start
from tests.e2e.driver import Driver, stored
from ui.dialogs.exchange.assigning import AssignDialog
from ui.dialogs.exchange.carrying import CarryDialog
from ui.dialogs.exchange.confirming import PurgeDialog


@pytest.fixture
def desk(start: Start, file: Path) -> Driver:
    """The seed article, in which Bo has tagged, and a corrected text of it."""
    with open_project(file) as project:
        bo = ensure_annotator(project, "Bo").id
        (document,) = project.documents.ids()
        tag = project.codebooks.current().active[0].id
        tag_span(project, document=document, annotator=bo, tag=tag, span=Span.single(0, 9))
        text = SEED.read_text("utf-8").replace("Juan Guaidó", "Guaidó")
        add_documents(project, [NewDocument("Corrected", "CORRECTED\n" + text)], bo)
    driver = start(file)
    driver.session.show_layers([bo])
    return driver


def test_who_codes_blind_sees_colleagues_when_done(desk: Driver) -> None:
    assert len(desk.session.annotations) == 1

    def answer(dialog: AssignDialog) -> None:
        QTest.keyClick(dialog.blind, Qt.Key.Key_Space)
        QTest.keyClick(dialog.primary, Qt.Key.Key_Return)

    with desk.answering(AssignDialog, answer):
        desk.press("Ctrl+Shift+L")
    assert len(assignments(desk.session.project)) == 4
    assert desk.session.annotations == []
    desk.press("Ctrl+L")
    assert desk.said.startswith("You are coding blind")
    for document in desk.session.project.documents.ids():
        desk.bench.open_document(document)
        desk.press("Ctrl+D")
    desk.bench.open_document(desk.session.project.documents.ids()[0])
    assert len(desk.session.annotations) == 1


def test_tags_are_carried_over_to_a_corrected_text_by_keys(desk: Driver, file: Path) -> None:
    desk.select("US President Donald Trump")
    desk.press("A")
    desk.select("recognised Juan Guaidó")
    desk.press("E")

    def answer(dialog: CarryDialog) -> None:
        first = dialog.list.topLevelItem(0)
        assert (first.text(0), first.text(2)) == ("recognised Juan Guaidó", "could not be placed")
        QTest.keyClick(dialog.primary, Qt.Key.Key_Return)

    with desk.answering(CarryDialog, answer):
        desk.press("Ctrl+Shift+V")
    assert desk.session.document is not None
    assert desk.session.document.title == "Corrected"
    assert stored(file).count(("US President Donald Trump", "actor")) == 2
    desk.press("Ctrl+Z")
    assert stored(file).count(("US President Donald Trump", "actor")) == 1


def test_a_purged_document_is_gone_from_the_window_and_the_file(desk: Driver, file: Path) -> None:
    with desk.answering(PurgeDialog, lambda dialog: dialog.primary.click()):
        desk.window.actions_["purge-document"].trigger()
    assert desk.session.document is None
    assert desk.session.project.documents.count() == 1
    assert "does not come back" in desk.said
