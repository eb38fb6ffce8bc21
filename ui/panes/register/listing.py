"""The entities that are listed, kept in step with the project: what was chosen stays chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon

from domain.annotation import Annotation
from domain.change import Change
from domain.codebook import Tag
from domain.ids import EntityId
from ui.kinds import Kind, kinds_of
from ui.models.entity_table import Columns, EntityRow, EntityTable, Reading
from ui.panes.register.reader import EntityReader
from ui.panes.register.view import EntityView
from ui.pauses import pause
from ui.register_index import is_reference
from ui.session import Session
from ui.theme.swatches import swatch
from ui.theme.theme import Theme


class EntityListing(QObject):
    """Holds the table and its view; reads while it is seen, which `wake` says.

    `listed` says that other rows are listed, `touched` that what is known of some has changed.
    """

    listed = Signal()
    touched = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._wanted: EntityId | None = None
        self._swatches: dict[Tag, QIcon] = {}
        self.kinds: dict[str, Kind] = kinds_of(session.codebook)
        self.table = EntityTable(self.kinds, self.swatch, self)
        self.view = EntityView(self.table)
        self.reader = EntityReader(session, self)
        self._soon = pause(self)
        self._soon.timeout.connect(self._read)
        self.reader.failed.connect(self.failed)
        self.reader.loaded.connect(self._take)
        self.reader.updated.connect(self._update)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.view.fit()

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self.reader.is_reading or self._soon.isActive()

    def chosen(self) -> list[EntityRow]:
        """Return the chosen entities, in the order of the screen."""
        found = map(self.table.row_at, self.view.chosen_indexes())
        return [row for row in found if row is not None]

    def choose(self, entity: str) -> bool:
        """Choose an entity, now or once it has been read; False if it is there but not listed."""
        at = self.table.row_of(entity)
        is_hidden = at < 0 and self.table.row(entity) is not None
        self._wanted = EntityId(entity) if at < 0 and not is_hidden else None
        if at >= 0:
            self.view.choose_rows([at])
        return not is_hidden

    def follow(self, annotation: Annotation) -> None:
        """Choose the entity that an annotation mentions, now or once it has been read."""
        named = [value for value in annotation.attributes.values() if is_reference(value)]
        listed = (one for one in named if self.table.row(one) is not None)
        found = next(listed, named[0] if named and not self.table.total() else None)
        if found is not None:
            self.choose(found)

    def narrow(self, words: str, kind: str) -> None:
        """List only entities with these words, and of this kind if given."""
        with self._choice():
            self.table.narrow(words, kind)
        self.listed.emit()

    def swatch(self, tag: Tag) -> QIcon:
        """Return the mark of a tag in the theme's colours."""
        if tag not in self._swatches:
            self._swatches[tag] = swatch(tag, self._theme)
        return self._swatches[tag]

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self._swatches.clear()
        self.view.viewport().update()

    # Keeping in step

    def wake(self) -> None:
        """Read what is not known yet: somebody looks."""
        self._soon.start()

    def note(self, change: Change) -> None:
        """Remember what a change touched."""
        self.reader.note(change)

    def forget(self) -> None:
        """Read all anew when it is next looked at: the codebook or the layers are others."""
        self.kinds = kinds_of(self._session.codebook)
        self.reader.forget()

    def stop(self) -> None:
        """End what runs in the background."""
        self._soon.stop()
        self.reader.stop()

    def _read(self) -> None:
        self.reader.arrange(Columns.of(self.kinds), self.table.column)
        self.reader.wake()

    def _take(self, reading: Reading) -> None:
        columns = Columns.of(self.kinds)
        is_wider = columns.titles != self.table.columns.titles
        with self._choice():
            self.table.load(reading, columns)
        if is_wider:
            self.view.fit()
        self.listed.emit()

    def _update(self, rows: Sequence[EntityRow], gone: Sequence[str]) -> None:
        with self._choice():
            for entity in gone:
                self.table.discard(EntityId(entity))
            for row in rows:
                self.table.put(row)
        self.touched.emit()
        self.listed.emit()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        with self._choice():
            self.table.sort(column, order)

    @contextmanager
    def _choice(self) -> Iterator[None]:
        """Keep what is chosen over the block, or choose what was to be chosen once it is there."""
        chosen = [row.entity.id for row in self.chosen()]
        yield
        if self._wanted is not None and self.table.row(self._wanted) is not None:
            self.choose(self._wanted)
            return
        rows = [at for at in map(self.table.row_of, chosen) if at >= 0]
        if rows != [index.row() for index in self.view.chosen_indexes()]:
            self.view.choose_rows(rows)
