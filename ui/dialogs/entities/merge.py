"""Merging entities: which of them, or which other one, all mentions are to name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from domain.entity import Entity
from domain.ids import EntityId
from storage.mentions import EntityUse
from ui.dialogs.entities.attempt import AttemptDialog
from ui.dialogs.form import wrapped
from ui.panes.pane import FilterBox
from ui.register import RegisterDesk
from ui.wording import counted

_SIZE = (520, 440)
_GOAL = Qt.ItemDataRole.UserRole
_MOST = 12


class MergeDialog(AttemptDialog):
    """Offers the chosen entities, the most mentioned first, then others with such a name."""

    def __init__(
        self, desk: RegisterDesk, chosen: Sequence[EntityUse], parent: QWidget | None = None
    ) -> None:
        names = ", ".join(f"“{use.entity.name}”" for use in chosen[:4])
        more = f" and {len(chosen) - 4:,} more" if len(chosen) > 4 else ""
        super().__init__("Merge into one entity", "&Merge", parent, explained=f"{names}{more}")
        self._desk = desk
        self._chosen = sorted(chosen, key=lambda use: -use.times)
        self.filter = FilterBox("Another entity: type its name", "Find another entity")
        self.goals = QListWidget()
        self.effect = wrapped("", "muted")
        self.goals.setAccessibleName("The entity that remains")
        self.body.addWidget(wrapped("Which one remains?", "section"))
        self.body.addWidget(self.filter)
        self.body.addWidget(self.goals, 1)
        self.body.addWidget(self.effect)
        self.filter.textEdited.connect(self._list)
        self.filter.left_downwards.connect(self.goals.setFocus)
        self.goals.currentRowChanged.connect(self._show_effect)
        self.goals.itemDoubleClicked.connect(self.accept)
        desk.loaded.connect(self._list)
        self.resize(*_SIZE)
        self._list()
        if len(chosen) > 1:
            self.goals.setFocus()
        else:
            self.filter.setFocus()

    @property
    def goal(self) -> EntityId | None:
        """The entity that remains."""
        row = self.goals.currentRow()
        return None if row < 0 else EntityId(self.goals.item(row).data(_GOAL))

    @property
    def merged(self) -> list[EntityId]:
        """The entities that become part of it."""
        return [use.entity.id for use in self._chosen if use.entity.id != self.goal]

    def _list(self, *_: object) -> None:
        """List the chosen ones while nothing is typed and they are several, then the others."""
        kept = self.goal
        typed = self.filter.text().strip()
        self.goals.clear()
        if not typed and len(self._chosen) > 1:
            for use in self._chosen:
                self._add(use.entity, counted(use.times, "mention"))
        for entity in self._others(typed):
            self._add(entity, _described(entity))
        rows = (at for at in range(self.goals.count()) if self.goals.item(at).data(_GOAL) == kept)
        self.goals.setCurrentRow(next(rows, 0))
        self._show_effect()

    def _others(self, typed: str) -> list[Entity]:
        """Return what else may be meant: by these words or the names, else those used here."""
        kind = self._chosen[0].entity.kind
        own = {use.entity.id for use in self._chosen}
        asked = [typed] if typed else [use.entity.name for use in self._chosen[:3]]
        found: dict[str, Entity] = {}
        for words in asked if typed else (*asked, ""):
            for proposal in self._desk.propose(kind, words, limit=_MOST) or ():
                found.setdefault(proposal.entity.id, proposal.entity)
        return [entity for entity in found.values() if entity.id not in own][:_MOST]

    def _add(self, entity: Entity, detail: str) -> None:
        item = QListWidgetItem(f"{entity.name}   ·   {detail}" if detail else entity.name)
        item.setData(_GOAL, entity.id)
        item.setToolTip(" · ".join(entity.aliases))
        self.goals.addItem(item)

    def _show_effect(self, *_: object) -> None:
        kinds = {use.entity.kind for use in self._chosen}
        merged = [use for use in self._chosen if use.entity.id != self.goal]
        can = self.goal is not None and bool(merged) and len(kinds) == 1
        self.primary.setEnabled(can)
        if len(kinds) > 1:
            self.say("Entities of different kinds cannot be merged. Choose some of one kind.")
        elif can:
            times = counted(sum(use.times for use in merged), "mention")
            self.effect.setText(
                f"{times} will name it, and so will mentions that arrive later. The other names "
                "become its aliases, and fill what it leaves open. Ctrl+Z takes it back."
            )
        else:
            self.effect.setText("Type the name of the entity that is to remain.")


def _described(entity: Entity) -> str:
    parts = [str(value) for value in entity.attributes.values() if value]
    return " · ".join([*entity.aliases[:2], *parts][:3])
