"""A reading view with a short text, shown and ready."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.reader.support import TEXT, shown
from ui.reader.view import ReaderView


@pytest.fixture
def view(qtbot: QtBot) -> ReaderView:
    return shown(qtbot, TEXT)
