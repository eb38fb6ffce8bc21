"""The view shows marks, stays still, and hands out the canonical text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.reader.support import TEXT, colours, mark_on, point_of, rgb, selected, shown
from tests.ui.reader.test_positions import nasty
from ui.reader.marks import Mark
from ui.reader.styles import DARK, LIGHT, blend
from ui.reader.view import ReaderView

LONG = "\n".join(
    f"Paragraph {number} has some words in it. " + "It goes on for a while. " * (number % 13)
    for number in range(900)
)


def visible_start(view: ReaderView) -> int:
    return view.position_at(QPoint(view._page.layout.offset, 1))


def test_a_tagged_word_shows_the_ink_of_its_tag(view: ReaderView) -> None:
    mark = mark_on(TEXT, "Lima Group", "event")
    ink = rgb(LIGHT.tag("event").ink)
    assert ink not in colours(view, mark.start, mark.end)
    view.upsert_marks([mark])
    assert ink in colours(view, mark.start, mark.end)
    view.remove_marks([mark.id])
    assert ink not in colours(view, mark.start, mark.end)


def test_a_selection_leaves_the_strokes_under_it_visible(view: ReaderView) -> None:
    mark = mark_on(TEXT, "Lima Group")
    view.upsert_marks([mark])
    before = colours(view, mark.start, mark.end)
    view.select(((0, 60),))
    after = colours(view, mark.start, mark.end)
    assert rgb(LIGHT.tag("actor").ink) in after
    assert before != after


def test_a_mark_over_the_same_words_shows_both_inks(view: ReaderView) -> None:
    twins = [mark_on(TEXT, "Peru", tag, tag) for tag in ("actor", "event")]
    view.set_marks(twins)
    seen = colours(view, twins[0].start, twins[0].end)
    assert {rgb(LIGHT.tag(mark.tag).ink) for mark in twins} <= seen


def test_the_fragments_of_a_mark_are_joined_by_a_thin_line(view: ReaderView) -> None:
    start, end = TEXT.index("Lima"), TEXT.index("Juan")
    whole = Mark("m", ((start, start + 4), (end, end + 4)), "event", "event")
    view.upsert_marks([whole])
    joint = rgb(blend(LIGHT.tag("event").ink, LIGHT.page, 0.55))
    assert joint in colours(view, start + 5, end - 1)


def test_a_mark_of_another_annotator_is_drawn_lighter(view: ReaderView) -> None:
    theirs = replace(mark_on(TEXT, "Peru"), own=False)
    view.upsert_marks([theirs])
    assert rgb(LIGHT.tag("actor").ink) not in colours(view, theirs.start, theirs.end)


def test_more_than_four_lanes_stay_apart(view: ReaderView) -> None:
    start = TEXT.index("recognised")
    deep = [Mark(str(n), ((start - n, start + 10 + n),), "actor", "") for n in range(6)]
    view.set_marks(deep)
    paragraph, line = view._page.layout.line_at(start)
    picture = view._page.pictures.line(paragraph, line.lineNumber())
    assert len({item.lane_y for item in picture.drawn}) == 6


def test_a_mark_across_paragraphs_is_drawn_in_each(view: ReaderView) -> None:
    start = TEXT.index("agreed")
    view.upsert_marks([Mark("m", ((start, start + 30),), "actor", "actor")])
    alan = TEXT.index("Alan")
    assert rgb(LIGHT.tag("actor").ink) in colours(view, alan, alan + 4)


def test_the_dark_style_changes_the_page(view: ReaderView) -> None:
    view.set_style(DARK)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(3, 3).rgb() == rgb(DARK.page)


def test_a_style_sheet_does_not_change_the_font_of_the_article(view: ReaderView) -> None:
    before = view.document().defaultFont().pixelSize()
    view.setStyleSheet("* { font-size: 33px; font-family: monospace; }")
    view.ensurePolished()
    assert view.document().defaultFont().pixelSize() == before


def test_marks_at_a_position_come_innermost_first(view: ReaderView) -> None:
    view.set_marks([mark_on(TEXT, "Juan Guaidó, its leader"), mark_on(TEXT, "Juan")])
    found = view.marks_at(TEXT.index("Juan") + 1)
    assert [mark.id for mark in found] == ["Juan", "Juan Guaidó, its leader"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=nasty)
def test_what_is_copied_is_what_is_stored(view: ReaderView, text: str) -> None:
    view.set_article(text, ())
    view.select(((0, len(text)),))
    assert selected(view) == ([text] if text else [])
    copied = view.createMimeDataFromSelection().text()
    assert copied == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or (
        any("\ud800" <= char <= "\udfff" for char in text)
    )


def test_copied_fragments_are_joined_by_one_space(view: ReaderView) -> None:
    view.select(((4, 13), (0, 3)))
    assert view.createMimeDataFromSelection().text() == "The so-called"


def test_selected_fragments_are_sorted_and_merged(view: ReaderView) -> None:
    view.select(((20, 25), (0, 3), (22, 30), (8, 8)))
    assert view.selection() == ((0, 3), (20, 30))


def test_a_resize_keeps_the_first_visible_character(qtbot: QtBot) -> None:
    view = shown(qtbot, LONG)
    view.jump_to(len(LONG) // 2)
    before = visible_start(view)
    for width in (520, 1200, 900):
        view.resize(width, 600)
        QApplication.processEvents()
        line_end = visible_start(view)
        assert abs(line_end - before) < 90
    assert visible_start(view) == before


def test_a_zoom_keeps_the_first_visible_character_near(qtbot: QtBot) -> None:
    view = shown(qtbot, LONG)
    view.jump_to(len(LONG) // 2)
    before = visible_start(view)
    view.set_zoom(1.6)
    assert abs(visible_start(view) - before) < 90
    view.set_zoom(1.0)
    assert visible_start(view) == before


def test_scrolling_up_moves_the_text_by_what_was_asked(qtbot: QtBot) -> None:
    view = shown(qtbot, LONG)
    view.jump_to(len(LONG) // 2)
    bar = view.verticalScrollBar()
    for _ in range(120):
        watched = view.position_at(QPoint(300, 200))
        before = point_of(view, watched).y()
        bar.setValue(bar.value() - 60)
        QApplication.processEvents()
        assert point_of(view, watched).y() - before == 60


def test_reveal_shows_the_range_and_leaves_the_caret(qtbot: QtBot) -> None:
    view = shown(qtbot, LONG)
    view.reveal(40_000, 40_010)
    assert 0 <= point_of(view, 40_000).y() < view.viewport().height()
    assert view.caret() == 0


def test_reveal_does_not_scroll_to_what_is_in_view(qtbot: QtBot) -> None:
    view = shown(qtbot, LONG)
    view.reveal(300, 310)
    assert view.verticalScrollBar().value() == 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_jump_shows_the_caret(qtbot: QtBot, share: float) -> None:
    view = shown(qtbot, LONG)
    position = int(len(LONG) * share)
    view.jump_to(position)
    assert view.caret() == position
    assert 0 <= point_of(view, position).y() < view.viewport().height()


def test_a_megabyte_in_one_line_can_be_read_and_tagged(qtbot: QtBot) -> None:
    text = "word " * 200_000
    view = shown(qtbot, text)
    view.jump_to(500_000)
    view.upsert_marks([Mark("m", ((500_000, 500_004),), "event", "event")])
    assert rgb(LIGHT.tag("event").ink) in colours(view, 500_000, 500_004)


def test_another_article_takes_the_place_of_the_first(view: ReaderView) -> None:
    view.upsert_marks([mark_on(TEXT, "Peru")])
    view.select(((3, 9),))
    view.set_article("Short.", ())
    assert (view.canonical_text, view.selection(), view.caret()) == ("Short.", (), 0)
    view.clear_article()
    assert view.canonical_text == ""


def test_the_caret_tells_where_it_goes(view: ReaderView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.caret_moved) as moved:
        view.set_caret(TEXT.index("narrowly"))
    assert moved.args == [TEXT.index("narrowly")]


def test_screen_readers_find_the_text_and_where_it_stands(view: ReaderView) -> None:
    view.viewport().grab()
    face = QAccessible.queryAccessibleInterface(view)
    text = face.textInterface()
    at = TEXT.index("Group") + 1
    assert face.text(QAccessible.Text.Name) == "Article text"
    assert text.offsetAtPoint(text.characterRect(at).center()) == at


def test_everything_that_stands_out_is_painted_without_a_word_on_stderr(
    view: ReaderView, capfd: pytest.CaptureFixture[str]
) -> None:
    marks = [mark_on(TEXT, words) for words in ("Lima Group", "Peru", "المتحدث", "Alan García")]
    view.set_marks(marks)
    plain = view.viewport().grab().toImage()
    view.set_current("Peru")
    view.set_partners({"Lima Group": "holder", "المتحدث": "target"})
    view.set_hints({"Alan García": "B"})
    view.set_found([(4, 13), (70, 75)], 1)
    view.select(((80, 95), (100, 110)))
    assert view.viewport().grab().toImage() != plain
    assert capfd.readouterr().err == ""
