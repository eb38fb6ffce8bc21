"""The application wears the theme, and roles change how widgets look."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from ui.theme import metrics
from ui.theme.style import apply_theme, palette, set_read_only, set_role, style_sheet
from ui.theme.theme import THEMES, load_theme


@pytest.fixture
def dressed(qapp, theme):
    """Dress the application in a theme and undress it afterwards."""
    apply_theme(qapp, theme)
    yield theme
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


def test_the_style_sheet_fills_in_every_name(theme):
    assert "$" not in style_sheet(theme, 10.0)


def test_the_style_sheet_names_only_pictures_that_exist(theme):
    pictures = re.findall(r"url\((.+?)\)", style_sheet(theme, 10.0))
    assert len(pictures) > 5
    assert [name for name in pictures if not name.endswith(".svg") or not _exists(name)] == []


def _exists(name: str) -> bool:
    return (THEMES / name.rsplit("/", 1)[1]).is_file()


def test_the_type_scale_follows_the_system_font(theme):
    assert "font-size: 34.0pt" in style_sheet(theme, 20.0)


def test_qt_reads_the_style_sheet_and_the_palette(qtbot, dressed):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.palette().color(QPalette.ColorRole.Window) == dressed.colours.window


@pytest.mark.parametrize("make", [QPushButton, QLineEdit])
def test_what_is_clicked_is_large_enough(qtbot, dressed, make):
    widget = make()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.sizeHint().height() >= metrics.TARGET


def test_a_role_given_late_changes_the_look_at_once(qtbot, dressed):
    label = QLabel("Heading")
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.sizeHint().height()
    set_role(label, "title")
    assert label.sizeHint().height() > before


def test_a_pane_paints_its_ground(qtbot, dressed):
    pane = QWidget()
    qtbot.addWidget(pane)
    set_role(pane, "pane")
    pane.resize(20, 20)
    assert pane.grab().toImage().pixelColor(10, 10) == dressed.colours.panel


def test_disabled_text_is_fainter_than_text():
    colours = palette(load_theme("light"))
    faint = colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert faint.lightness() > colours.color(QPalette.ColorRole.Text).lightness()


def test_a_field_that_is_only_to_be_read_looks_like_it(qtbot, dressed):
    field = QLineEdit("words")
    qtbot.addWidget(field)
    field.ensurePolished()
    writable = field.grab().toImage()
    set_read_only(field, True)
    assert field.isReadOnly()
    assert field.grab().toImage() != writable
    set_read_only(field, False)
    assert field.grab().toImage() == writable


def test_the_button_that_clears_a_line_fits_into_it(dressed, qtbot):
    line = QLineEdit("Peru")
    qtbot.addWidget(line)
    line.setClearButtonEnabled(True)
    with qtbot.waitExposed(line):
        line.show()
    (button,) = line.findChildren(QToolButton)
    qtbot.waitUntil(lambda: line.rect().contains(button.geometry()))
    assert abs(line.rect().center().y() - button.geometry().center().y()) <= 1
