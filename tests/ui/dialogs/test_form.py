"""The frame of all dialogs: what takes the keys first, and what stays on the screen."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit, QWidget

from ui.dialogs.form import FormDialog, add_row
from ui.theme.metrics import SPACE_4, TARGET
from ui.theme.style import style_sheet
from ui.theme.theme import load_theme


@pytest.fixture
def dialog(qtbot):
    made = FormDialog("Question", "&Answer")
    qtbot.addWidget(made)
    return made


def test_the_first_field_takes_the_keys_not_a_button(dialog, qtbot):
    said, field = QPlainTextEdit("What is known"), QLineEdit()
    said.setReadOnly(True)
    dialog.body.addWidget(said)
    add_row(dialog.form(), "&Name", field)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.focusWidget() is field


def test_a_dialog_without_fields_begins_with_its_button(dialog, qtbot):
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.focusWidget() is dialog.primary


def test_a_dialog_that_grows_stays_on_the_screen(dialog, qtbot):
    with qtbot.waitExposed(dialog):
        dialog.show()
    screen = dialog.screen().availableGeometry()
    dialog.move(screen.left() + 40, screen.bottom() - dialog.frameGeometry().height() - 20)
    dialog.resize(dialog.width(), dialog.height() + 200)
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= screen.bottom())


def test_the_label_of_a_list_stands_level_with_its_first_row(dialog, qtbot):
    rows = QListWidget()
    rows.setStyleSheet(f"QListWidget::item {{ min-height: {TARGET}px; }}")
    rows.addItems(["one", "two", "three"])
    form = dialog.form()
    add_row(form, "&Rows", rows)
    with qtbot.waitExposed(dialog):
        dialog.show()
    label = form.labelForField(rows)
    first = rows.visualItemRect(rows.item(0)).center().y() + rows.y()
    words = label.contentsRect().top() + label.fontMetrics().height() // 2 + label.y()
    assert abs(first - words) <= 4


def test_showing_a_dialog_leaves_it_with_its_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = FormDialog("Question", "&Answer", window)
    dialog.open()
    dialog.reject()
    owned = weakref.ref(dialog)
    del dialog
    gc.collect()
    # Garbage is collected in whatever thread is at work, and widgets must not go away there.
    assert owned() is not None


def test_the_button_that_answers_has_room_for_its_words(dialog, qtbot):
    dialog.setStyleSheet(style_sheet(load_theme("light"), 10.0))
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.primary.setText("&Answer 15 questions")
    words = dialog.primary.fontMetrics().horizontalAdvance("Answer 15 questions")
    assert dialog.primary.font().weight() == QFont.Weight.DemiBold
    assert dialog.primary.sizeHint().width() >= words + 2 * SPACE_4
