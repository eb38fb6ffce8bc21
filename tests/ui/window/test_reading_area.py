"""The line above the article, and what stands there while no article is open."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from storage.adding import NewDocument, add_documents
from ui.elided import ElidedLabel
from ui.theme.theme import load_theme
from ui.window.reading_area import ReadingArea


@pytest.fixture
def area(qtbot, session):
    made = ReadingArea(session, load_theme("light"), 1.0)
    qtbot.addWidget(made)
    return made


def test_a_long_title_makes_no_window_wider(area, session):
    before = area.minimumSizeHint().width()
    (added,), _ = add_documents(
        session.project, [NewDocument("A very long title " * 20, "Text.")], None
    )
    session.open_document(added)
    assert area.minimumSizeHint().width() <= before
    title = area.findChildren(ElidedLabel)[0]
    area.resize(600, 400)
    assert title.shown.endswith("…")
    assert title.toolTip().startswith("A very long title")


def test_a_project_without_articles_says_what_can_come_in(area, session):
    for document in session.project.documents.ids():
        session.remove_document(document)
    hints = [label.text() for label in area.findChildren(QLabel)]
    assert any("drop files and folders here" in hint for hint in hints)
