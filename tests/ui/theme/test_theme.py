"""Every colour can be read by everyone, in both themes."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from tests.ui.theme.colour_science import DEFICIENCIES, contrast, distance
from ui.theme import numbers
from ui.theme.theme import (
    THEME_NAMES,
    UnknownThemeError,
    load_theme,
    over,
    parse_colour,
    system_theme_name,
)

GROUNDS = ["page", "window", "panel", "raised"]
DEFAULTS = ["blue", "vermilion", "green", "amber"]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["text", "text_muted", "danger", "warning", "success", "accent"])
def test_every_ink_can_be_read_on_every_ground(theme, ink, ground):
    assert contrast(getattr(theme.colours, ink), getattr(theme.colours, ground)) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("selection_text", "selection"),
        ("accent_text", "accent"),
        ("accent_text", "accent_hover"),
        ("tooltip_text", "tooltip"),
        ("text", "find"),
        ("text", "find_current"),
    ],
)
def test_text_on_a_coloured_ground_can_be_read(theme, ink, ground):
    assert contrast(getattr(theme.colours, ink), getattr(theme.colours, ground)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["focus", "input_border", "caret"])
def test_what_marks_a_place_stands_out_from_its_ground(theme, edge, ground):
    assert contrast(getattr(theme.colours, edge), getattr(theme.colours, ground)) >= 3


@pytest.mark.parametrize("ground", ["page", "panel", "raised"])
def test_tag_inks_can_be_read_on_the_page_and_in_lists(theme, ground):
    below = getattr(theme.colours, ground)
    weak = [role for role, tag in theme.tags.items() if contrast(tag.ink, below) < 4.5]
    assert weak == []


def test_words_can_be_read_on_one_tint_and_on_two(theme):
    page, text = theme.colours.page, theme.colours.text
    once = [tag.tint_over(page) for tag in theme.tags.values()]
    twice = [tag.tint_over(ground) for tag in theme.tags.values() for ground in once]
    assert min(contrast(text, ground) for ground in once + twice) >= 4.5


def test_words_that_are_tagged_and_selected_can_be_read(theme):
    page, text = theme.colours.page, theme.colours.text
    grounds = [over(theme.colours.text_selection, t.tint_over(page)) for t in theme.tags.values()]
    assert min(contrast(text, ground) for ground in grounds) >= 4.5


def test_a_tint_can_be_seen_on_the_page(theme):
    page = theme.colours.page
    assert min(contrast(tag.tint_over(page), page) for tag in theme.tags.values()) >= 1.1


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_colour_blind_readers_tell_the_default_tags_apart(theme, deficiency):
    inks = [theme.tags[role].ink for role in DEFAULTS]
    assert min(distance(a, b, deficiency) for a, b in combinations(inks, 2)) >= 14


def test_both_themes_name_the_same_tag_colours_the_defaults_first():
    light, dark = (list(load_theme(name).tags) for name in THEME_NAMES)
    assert light == dark
    assert light[:4] == DEFAULTS
    assert len(light) >= 10


def test_an_unknown_colour_role_is_slate(theme):
    assert theme.tag("no such role") == theme.tags["slate"]


def test_an_unknown_theme_is_refused_with_a_sentence():
    with pytest.raises(UnknownThemeError, match=r"no theme named sepia; choose one of light, dark"):
        load_theme("sepia")


def test_a_colour_with_eight_digits_is_translucent():
    assert parse_colour("#10203040") == QColor(16, 32, 48, 64)


def test_a_half_transparent_white_over_black_is_grey():
    assert over(QColor(255, 255, 255, 128), QColor("black")).name() == "#808080"


@pytest.mark.parametrize(("ground", "name"), [("#202020", "dark"), ("#f0f0f0", "light")])
def test_the_system_theme_follows_the_system(monkeypatch, ground, name):
    # The offscreen platform has no colour scheme of its own to set.
    given = QPalette(QColor(ground))  # Qt derives the other colours from it.
    monkeypatch.setattr(QGuiApplication, "palette", lambda: given)
    assert system_theme_name() == name


def test_the_numbers_are_those_of_qts_enumerations():
    assert Qt.TextFormat.PlainText.value == numbers.PLAIN_TEXT
    assert Qt.FocusPolicy.NoFocus.value == numbers.NO_FOCUS
    assert Qt.FocusPolicy.StrongFocus.value == numbers.STRONG_FOCUS
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == numbers.NO_SCROLL_BAR
    assert Qt.ShortcutContext.WidgetShortcut.value == numbers.WIDGET_SHORTCUT
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert right.value == numbers.RIGHT_IN_THE_MIDDLE
