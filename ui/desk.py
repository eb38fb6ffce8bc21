"""The desk: what gestures in the article mean, told to the session as commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from domain.annotation import Annotation
from domain.change import Change
from domain.codebook import Tag, TagId
from domain.document import Document
from domain.span import Fragment, Span, SpanError, without_blanks
from ui.reader.marks import Mark
from ui.reader.positions import Unit
from ui.reader.view import ReaderView
from ui.reader_style import mark_of, marks_of
from ui.session import Session

_GROWING: tuple[Unit, ...] = ("word", "sentence", "paragraph")


class Desk(QObject):
    """Keeps the article's marks in step with the session, and turns gestures into commands.

    It hears of a change before the panes do, and has the article painted at once.
    """

    details_requested = Signal()
    return_requested = Signal()

    def __init__(self, session: Session, reader: ReaderView) -> None:
        super().__init__(reader)
        self._session = session
        self._reader = reader
        self._placing = False
        self._tagging = False
        # Whether another mode sent the person here to tag: Esc leads back to it.
        self.on_excursion = False
        reader.caret_moved.connect(self._follow_caret)
        reader.mark_activated.connect(session.set_current)
        reader.selection_finished.connect(self._tag_if_armed)
        session.changed.connect(self._show_change)
        session.codebook_changed.connect(self._show_all)
        session.current_changed.connect(self._show_current)
        session.document_opened.connect(self._show_document)
        session.layers_changed.connect(self._show_all)

    # Tagging

    def tag(self, tag: str) -> None:
        """Give a tag to the selection; without one, arm the tag, or disarm it if it was armed."""
        session = self._session
        fragments = self._reader.selection()
        if fragments:
            self._tag_fragments(TagId(tag), fragments)
            return
        chosen = session.codebook.tag(tag)
        session.arm(None if session.armed == chosen else chosen)

    def repeat(self) -> None:
        """Give the last tag again to the selection, or to the word at the caret."""
        session = self._session
        if session.last_tag is None:
            session.told.emit("Nothing to repeat yet: tag something first.")
            return
        word = self._reader.words_at(self._reader.caret())
        self._tag_fragments(session.last_tag.id, self._reader.selection() or (word,))

    def retag(self, tag: str) -> None:
        """Give the span at hand another tag."""
        current = self._at_hand()
        if current is not None:
            self._session.retag([current.id], TagId(tag))

    def delete(self) -> None:
        """Delete the span at hand."""
        current = self._at_hand()
        if current is not None:
            self._session.delete([current.id])

    def toggle_unsure(self) -> None:
        """Mark the span at hand as unsure, or as sure again."""
        current = self._at_hand()
        if current is not None:
            turned = "sure" if current.confidence == "unsure" else "unsure"
            self._session.set_confidence([current.id], "sure" if turned == "sure" else "unsure")

    def copy_to_own(self) -> None:
        """Copy the colleague's span at hand into one's own layer."""
        current = self._at_hand()
        if current is None:
            return
        if self._session.is_own(current):
            self._session.told.emit("This annotation is in your layer already.")
        else:
            self._session.copy_to_own(current.id)

    def let_go(self) -> None:
        """End one thing at a time: the selection, the armed tag, an excursion, the span at hand."""
        session = self._session
        if self._reader.selection():
            self._reader.clear_selection()
        elif session.armed is not None:
            session.arm(None)
        elif self.on_excursion:
            self.return_requested.emit()
        else:
            session.set_current(None)

    # Selecting and walking

    def grow(self) -> None:
        """Select the word at the caret, then its sentence, then its paragraph."""
        reader = self._reader
        selected = reader.selection()
        start, end = (selected[0][0], selected[-1][1]) if selected else (reader.caret(),) * 2
        text_map = reader.text_map()
        for unit in _GROWING:
            grown = text_map.unit_at(start, unit)
            if grown[0] <= start and grown[1] >= end and grown[1] - grown[0] > end - start:
                reader.select([grown])
                return

    def hold(self) -> None:
        """Keep the selection while the caret moves on, so that another fragment joins it."""
        if self._reader.selection():
            self._reader.hold_selection()
            self._session.told.emit("Selection kept: move on, and select what belongs to it.")
        else:
            self._session.told.emit("Select the first part, then add to it.")

    def walk(self, *, forward: bool) -> None:
        """Take the next or previous annotation at hand and show it."""
        found = self._session.neighbour(self._reader.caret(), forward=forward)
        if found is None:
            self._session.told.emit(
                "No annotation after this one." if forward else "No annotation before this one."
            )
        else:
            self.jump(found)

    def jump(self, annotation: Annotation) -> None:
        """Show an annotation and take it at hand."""
        self._placing = True
        self._reader.jump_to(annotation.span.start)
        self._placing = False
        self._reader.reveal(annotation.span.start, annotation.span.end)
        self._session.set_current(annotation.id)

    def show_passage(self, start: int, end: int) -> None:
        """Show a passage of the open document, selected."""
        self._reader.jump_to(start)
        self._reader.select([(start, end)])

    def nudge(self, edge: str, unit: Unit, *, forward: bool) -> None:
        """Move the start or the end of the span at hand by a word or a character."""
        current = self._at_hand()
        if current is None:
            return
        fragments = list(current.span.fragments)
        if edge == "start":
            start, end = fragments[0]
            fragments[0] = (self._reader.next_boundary(start, unit, forward, "start"), end)
        else:
            start, end = fragments[-1]
            fragments[-1] = (start, self._reader.next_boundary(end, unit, forward, "end"))
        try:
            Span.of(fragments)
        except SpanError:
            self._session.told.emit("The span cannot get any shorter.")
            return
        self._session.set_span(current.id, fragments)

    # What the session says

    def _show_document(self, document: Document | None) -> None:
        if document is None:
            self._reader.clear_article()
        else:
            self._reader.set_article(document.text, self._marks())

    def _show_all(self, *_: object) -> None:
        self._reader.set_marks(self._marks())

    def _show_change(self, change: Change) -> None:
        session = self._session
        if session.completeness.concerns_all(change):
            self._show_all()
            return
        shown, gone = [], []
        for record in session.completeness.touched(change):
            annotation = session.annotation(record)
            if annotation is None:
                gone.append(record)
            else:
                shown.append(mark_of(annotation, session))
        self._reader.remove_marks(gone)
        self._reader.upsert_marks(shown)
        if self._tagging:
            # Where this leads is known already: painted once, not step by step.
            self._let_words_go()
            self._reader.set_current(shown[0].id if shown else None)
        if session.mode == "tag":
            # A decision on a case leads on to the next one: painted once, there.
            self._reader.paint_now()

    def _show_current(self, annotation: Annotation | None) -> None:
        self._reader.set_current(None if annotation is None else annotation.id)

    def _marks(self) -> list[Mark]:
        return marks_of(self._session)

    # What the reader says

    def _follow_caret(self, position: int) -> None:
        if self._placing or self._reader.selection():
            return
        marks = self._reader.marks_at(position)
        current = self._session.current
        if current is not None and any(mark.id == current.id for mark in marks):
            return
        own = [mark for mark in marks if mark.own]
        chosen = (own or marks)[0].id if marks else None
        self._session.set_current(chosen)

    def _tag_if_armed(self) -> None:
        armed = self._session.armed
        if armed is not None and not self._reader.is_holding:
            self._tag_fragments(armed.id, self._reader.selection())

    def _tag_fragments(self, tag: TagId, fragments: tuple[Fragment, ...]) -> None:
        words = without_blanks(self._reader.canonical_text, fragments)
        self._tagging = True
        if words:
            self._session.tag(tag, words)
        elif fragments:
            self._session.told.emit("There are no words here to tag.")
        self._tagging = False

    def _let_words_go(self) -> None:
        self._placing = True
        self._reader.clear_selection()
        self._placing = False

    def _at_hand(self) -> Annotation | None:
        current = self._session.current
        if current is None:
            self._session.told.emit("No annotation at hand: click one, or walk to it with Tab.")
        return current

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each of the article's commands does."""
        return {
            "add-fragment": self.hold,
            "copy-to-own": self.copy_to_own,
            "delete": self.delete,
            "details": self.details_requested.emit,
            "grow": self.grow,
            "let-go": self.let_go,
            "next-span": self._walk_on,
            "previous-span": self._walk_back,
            "repeat": self.repeat,
            "unsure": self.toggle_unsure,
            **{name: _Nudge(self, name) for name in _NUDGES},
        }

    def _walk_on(self) -> None:
        self.walk(forward=True)

    def _walk_back(self) -> None:
        self.walk(forward=False)


_NUDGES: dict[str, tuple[str, Unit, bool]] = {
    "end-word-right": ("end", "word", True),
    "end-word-left": ("end", "word", False),
    "start-word-left": ("start", "word", False),
    "start-word-right": ("start", "word", True),
    "end-char-right": ("end", "character", True),
    "end-char-left": ("end", "character", False),
    "start-char-left": ("start", "character", False),
    "start-char-right": ("start", "character", True),
}


class _Nudge:
    """One way of moving an edge, to be called without arguments."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._desk = desk
        self._edge, self._unit, self._forward = _NUDGES[name]

    def __call__(self) -> None:
        self._desk.nudge(self._edge, self._unit, forward=self._forward)


def tag_summary(tag: Tag) -> str:
    """Return a tag's name and its key, as the status bar says what is armed."""
    return f"{tag.name} ({tag.shortcut})" if tag.shortcut else tag.name
