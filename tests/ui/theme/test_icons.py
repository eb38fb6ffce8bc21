"""Icons are of one family and wear the theme's inks."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from ui.theme.icons import ICONS, application_icon, icon, pixmap

DRAWINGS = sorted(path.stem for path in ICONS.glob("*.svg") if path.stem != "glossator")


def inks(picture):
    """Return the colours of the opaque pixels."""
    image = picture.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_there_are_icons():
    assert len(DRAWINGS) >= 36


@pytest.mark.parametrize("name", DRAWINGS)
def test_an_icon_keeps_to_the_family(name):
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="1.6" stroke-linecap="round"' in drawing
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', drawing)) <= {"none", "currentColor"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_an_icon_draws_something(qapp, name):
    assert inks(pixmap(name, QColor("#123456"), 48)) == {"#123456"}


def test_an_icon_is_sharp_on_a_dense_screen(qapp):
    picture = pixmap("undo", QColor("black"), 18, 2.0)
    assert picture.size() == QSize(36, 36)
    assert picture.deviceIndependentSize().toSize() == QSize(18, 18)


def test_a_disabled_icon_is_fainter_and_a_checked_one_wears_the_accent(qapp, theme):
    made = icon("table", theme, 48)
    disabled = inks(made.pixmap(48, 48, QIcon.Mode.Disabled))
    checked = inks(made.pixmap(48, 48, QIcon.Mode.Normal, QIcon.State.On))
    assert disabled == {theme.colours.text_disabled.name()}
    assert checked == {theme.colours.accent.name()}


def test_an_icon_is_drawn_once(qapp, theme):
    assert icon("redo", theme).cacheKey() == icon("redo", theme).cacheKey()


def test_an_icon_without_a_drawing_is_a_bug(qapp, theme):
    with pytest.raises(FileNotFoundError):
        icon("no such drawing", theme)


def test_the_application_icon_has_the_sizes_of_task_bars(qapp):
    assert application_icon().pixmap(16, 16).size() == QSize(16, 16)
    assert len(inks(application_icon().pixmap(64, 64))) > 4
