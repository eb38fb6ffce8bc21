"""Small parts of the window: arrangement, what is possible, no display, bugs."""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.app import no_display
from ui.crash import catch_bugs, start_log
from ui.session import Session
from ui.theme.theme import load_theme
from ui.window.arrangement import Arrangement
from ui.window.pane_place import PanePlace
from ui.window.possible import possible
from ui.window.status import StatusLine


@pytest.fixture
def panes(qtbot: QtBot) -> Arrangement:
    tabs = {name: (name, PanePlace(QWidget)) for name in ("pane-annotations", "pane-history")}
    made = Arrangement(QWidget(), PanePlace(QWidget), PanePlace(QWidget), tabs)
    qtbot.addWidget(made)
    return made


def test_focus_mode_hides_all_panes_and_brings_back_those_that_showed(panes: Arrangement):
    panes.show_pane("pane-documents", shown=False)
    panes.toggle_focus_mode()
    assert not panes.pane_shown("pane-inspector")
    panes.toggle_focus_mode()
    assert panes.pane_shown("pane-inspector")
    assert not panes.pane_shown("pane-documents")


def test_places_are_restored_also_from_within_focus_mode(panes: Arrangement):
    panes.show_pane("pane-inspector", shown=False)
    panes.toggle_focus_mode()
    kept = panes.places()
    panes.toggle_focus_mode()
    panes.show_pane("pane-inspector", shown=True)
    panes.restore(kept)
    assert not panes.pane_shown("pane-inspector")
    assert panes.pane_shown("pane-documents")


def test_a_pane_is_made_when_it_is_first_looked_at(panes: Arrangement, qtbot: QtBot):
    with qtbot.waitExposed(panes):
        panes.show()
    made = {place for place in panes.findChildren(PanePlace) if place.pane is not None}
    assert made == set(panes.shown_panes())
    panes.show_pane("pane-history", shown=True)
    assert all(place.pane is not None for place in panes.findChildren(PanePlace))


def test_the_pane_that_showed_below_shows_again(panes: Arrangement):
    panes.show_pane("pane-history", shown=True)
    kept = panes.places()
    panes.show_pane("pane-annotations", shown=True)
    panes.restore(kept)
    assert panes.pane_shown("pane-history")


def test_without_a_project_nothing_of_one_is_possible():
    assert not any(possible(None).values())


def test_without_a_span_at_hand_it_cannot_be_deleted(session: Session):
    assert not possible(session)["delete"]
    session.tag(session.codebook.named("actor").id, [(31, 33)])
    assert possible(session)["delete"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks for a display")
def test_a_missing_display_is_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9973")
    assert "the display :9973 does not answer" in no_display()
    monkeypatch.delenv("DISPLAY")
    assert "there is no display. Nothing was changed." in no_display()


def test_a_bug_goes_to_the_log_that_the_sentence_names(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    logger = logging.getLogger("glossator")
    before = list(logger.handlers)
    log, told = start_log(), []
    catch_bugs(told.append, lambda: None)
    sys.excepthook(ValueError, ValueError("broken"), None)
    for handler in set(logger.handlers) - set(before):
        handler.close()
        logger.removeHandler(handler)
    assert log.parent == Path(os.environ["GLOSSATOR_HOME"])
    assert str(log) in told[0]
    assert "ValueError: broken" in log.read_text("utf-8")


def test_a_long_message_makes_no_window_wider(qtbot: QtBot):
    status = StatusLine(load_theme("light"))
    qtbot.addWidget(status)
    before = status.minimumSizeHint().width()
    status.say("This sentence says more than there is room for. " * 9)
    assert status.minimumSizeHint().width() <= before + 100
