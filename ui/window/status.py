"""The status bar: mode, armed tag, where the caret is, what was just said, who works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QStatusBar

from ui.elided import ElidedLabel
from ui.pauses import pause
from ui.theme.numbers import RIGHT_IN_THE_MIDDLE
from ui.theme.style import give_role
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from domain.codebook import Tag
    from ui.reader.view import ReaderView
    from ui.session import Session

_SAID_MS = 8_000


class _SteadyLabel(QLabel):
    """A label as wide as its longest words so far: other words do not lay the window out anew."""

    _widest = -1

    def say(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        advance = self.fontMetrics().horizontalAdvance(words)
        if advance > self._widest:
            self._widest = advance
            self.setFixedSize(self.sizeHint())

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widest = -1
            self.say(self.text())


class StatusLine(QStatusBar):
    """Says what the next key will do, and what the last one did."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._session: Session | None = None
        self._reader: ReaderView | None = None
        self.setSizeGripEnabled(False)
        self._mode = QLabel("tag")
        self._mode.setToolTip("The mode: what keys in the article mean")
        self._armed = QLabel()
        self._said = ElidedLabel()
        self._said.setAccessibleName("Message")
        self._place = _SteadyLabel()
        self._place.setProperty("alignment", RIGHT_IN_THE_MIDDLE)
        self._who = QLabel()
        give_role(self._mode, "chip")
        for widget in (self._mode, self._armed):
            self.addWidget(widget)
        self.addWidget(self._said, 1)
        for widget in (self._place, self._who):
            self.addPermanentWidget(widget)
        self._fading = pause(self, _SAID_MS)
        self._fading.timeout.connect(self._said.clear)
        self.watch(None, None)

    def watch(self, session: Session | None, reader: ReaderView | None) -> None:
        """Follow a session and its article, or none."""
        self._session, self._reader = session, reader
        for widget in (self._mode, self._armed, self._place, self._who):
            widget.setVisible(session is not None)
        self._armed.hide()
        self._mode.setText("tag" if session is None else session.mode)
        if session is None or reader is None:
            return
        who = session.annotator.name
        self._who.setText(f"{who} · read only" if session.read_only else who)
        session.armed_changed.connect(self._show_armed)
        session.mode_changed.connect(self._mode.setText)
        session.told.connect(self.say)
        reader.caret_moved.connect(self._show_place)
        reader.selection_changed.connect(self._show_place)
        session.document_opened.connect(self._show_place)
        self._show_place()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._theme = theme
        if self._session is not None:
            self._show_armed(self._session.armed)

    def say(self, sentence: str) -> None:
        """Show a sentence for a few seconds."""
        self._said.show_text(sentence)
        self._fading.start()

    def expect(self, sentence: str) -> None:
        """Say what the next key of a mode will do until it is told otherwise; "" ends the mode."""
        mode = "tag" if self._session is None else self._session.mode
        self._mode.setText("relate" if sentence else mode)
        self.say(sentence)
        if sentence:
            self._fading.stop()

    def warn(self, sentence: str) -> None:
        """Show why something was not done, for longer and with a beep; the keys go on."""
        QApplication.beep()
        self.say(sentence)
        self._fading.start(2 * _SAID_MS)

    @property
    def said(self) -> str:
        """What is shown as said."""
        return self._said.text()

    def _show_armed(self, tag: Tag | None) -> None:
        self._armed.setVisible(tag is not None)
        if tag is None:
            return
        from ui.desk import tag_summary

        colour = self._theme.tag(tag.colour)
        self._armed.setText(f"{tag_summary(tag)} is armed · every selection becomes it · Esc ends")
        self._armed.setStyleSheet(f"color: {colour.ink.name()}; font-weight: 600;")

    def _show_place(self, *_: object) -> None:
        reader = self._reader
        if reader is None:
            return
        selected = reader.selection()
        if selected:
            parts = ", ".join(f"{start:,}–{end:,}" for start, end in selected[:3])
            more = "…" if len(selected) > 3 else ""
            length = sum(end - start for start, end in selected)
            self._place.say(f"{parts}{more} · {length:,} characters")
        else:
            whole = len(reader.canonical_text)
            self._place.say(f"{reader.caret():,} of {whole:,} characters" if whole else "")
