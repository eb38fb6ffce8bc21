"""Beside the table: what is known of the chosen entity, and where it is mentioned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget

from domain.ids import AnnotationId
from ui.keymap import native
from ui.kinds import Kind, kind_of
from ui.models.entity_table import EntityRow
from ui.panes.pane import Message
from ui.panes.register.details import EntityDetails
from ui.panes.register.mentions import MentionsPart
from ui.panes.register.view import DEED
from ui.register import RegisterDesk
from ui.session import Session
from ui.theme.theme import Theme
from ui.wording import counted

_DETAILS, _MENTIONS = 0, 1
_NARROWEST = 220


class EntitySide(QTabWidget):
    """Shows one entity, or how many are chosen; signals as in MentionsPart."""

    jump_requested = Signal(str)
    asked = Signal(str)

    def __init__(self, session: Session, desk: RegisterDesk, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self.details = EntityDetails(desk)
        self.several = Message(theme, "person")
        self.mentions = MentionsPart(session, theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.several)
        self._pages.addWidget(self.details)
        self.setDocumentMode(True)
        self.setMinimumWidth(_NARROWEST)
        self.addTab(self._pages, "Details")
        self.addTab(self.mentions, "Mentions")
        self.mentions.asked.connect(self.asked)
        self.mentions.jump_requested.connect(self.jump_requested)

    def show_rows(self, rows: Sequence[EntityRow], kinds: Mapping[str, Kind]) -> None:
        """Show what is chosen: all of one entity, of several only how many."""
        one = rows[0] if len(rows) == 1 else None
        self.setTabText(_MENTIONS, "Mentions" if one is None else f"Mentions ({one.times:,})")
        if one is None:
            self.details.clear()
            self._count(rows)
        else:
            editable = not self._session.read_only
            self.details.show_entity(one.entity, kind_of(one.entity.kind, kinds), editable=editable)
        self._pages.setCurrentWidget(self.several if one is None else self.details)
        self.mentions.show_entity(None if one is None else one.entity.id)

    def chosen_mentions(self) -> list[AnnotationId]:
        """Return the annotations whose places are chosen."""
        return [mention.annotation for mention in self.mentions.chosen()]

    def focus_name(self) -> None:
        """Put the keys into the name."""
        self.setCurrentIndex(_DETAILS)
        self.details.focus_name()

    def focus_mentions(self) -> None:
        """Put the keys into the places."""
        self.setCurrentIndex(_MENTIONS)
        self.mentions.focus_first()

    def stop(self) -> None:
        """Keep what is being typed, and end what runs in the background."""
        self.details.flush()
        self.mentions.stop()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.several.set_theme(theme)
        self.mentions.set_theme(theme)

    def _count(self, rows: Sequence[EntityRow]) -> None:
        if rows:
            times = counted(sum(row.times for row in rows), "mention")
            entities = counted(len(rows), "entity", "entities")
            self.several.say(
                f"{entities} chosen", f"{times}. {native(DEED['merge'].key)} makes them one."
            )
        else:
            self.several.say("None chosen", "Choose an entity to see what is known of it.")
