"""The heat table: numbers can be read on every ground, and each cell says what it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.theme.colour_science import contrast
from ui.agreement.heat import HeatView, ground
from ui.theme.theme import THEME_NAMES, load_theme

COUNTS = {("a", "a"): 40, ("a", "b"): 3, ("a", None): 2, (None, "b"): 5}


@pytest.fixture
def view(qtbot):
    made = HeatView(load_theme("light"))
    qtbot.addWidget(made)
    made.show_counts(["a", "b"], ["actor", "event"], COUNTS)
    return made


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize("agrees", [True, False])
def test_numbers_have_contrast_on_every_ground(name, agrees):
    theme = load_theme(name)
    for count in (1, 5, 20, 40):
        below = ground(theme, count, 40, agrees=agrees)
        assert contrast(theme.colours.text, below) >= 4.5
    assert contrast(theme.colours.text_muted, ground(theme, 0, 40, agrees=agrees)) >= 4.5


def test_more_is_stronger():
    theme = load_theme("light")
    faint, strong = (ground(theme, n, 40, agrees=True) for n in (2, 40))
    assert contrast(faint, theme.colours.panel) < contrast(strong, theme.colours.panel)


def test_rows_and_columns_add_up_and_nothing_against_nothing_is_empty(view):
    heat = view.heat
    shown = [[heat.index(r, c).data() for c in range(4)] for r in range(4)]
    assert shown == [
        ["40", "3", "2", "45"],
        ["0", "0", "0", "0"],
        ["0", "5", "", "5"],
        ["40", "8", "2", ""],
    ]
    heads = [heat.headerData(c, Qt.Orientation.Horizontal) for c in range(4)]
    assert heads == ["actor", "event", "(nothing)", "sum"]


def test_a_cell_is_said_in_words(view):
    said = view.heat.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "actor against event: 3"


def test_a_cell_at_hand_tells_its_tags(qtbot, view):
    with qtbot.waitSignal(view.cell_chosen) as told:
        view.setCurrentIndex(view.heat.index(0, 1))
    assert told.args == [("a", "b")]
    assert view.heat.cell_at(view.heat.index(2, 2)) is None
    assert view.heat.cell_at(view.heat.index(0, 3)) is None
