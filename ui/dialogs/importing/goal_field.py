"""A field that says what one name of a file becomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from storage.formats.deciding import Goal


class GoalField(QComboBox):
    """Choices with their goals; tells what a person chose."""

    decided = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._goals: list[Goal] = []
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentIndexChanged.connect(self._tell)

    @property
    def goal(self) -> Goal:
        """What is chosen."""
        return self._goals[self.currentIndex()]

    def offer(self, choices: Sequence[tuple[str, Goal]], chosen: Goal) -> None:
        """Show these choices, and one of them as chosen."""
        with QSignalBlocker(self):
            self.clear()
            self._goals = [goal for _, goal in choices]
            self.addItems([words for words, _ in choices])
            self.setCurrentIndex(self._goals.index(chosen))
        self.setEnabled(len(choices) > 1)

    def choose(self, goal: Goal) -> None:
        """Choose a goal as a person does."""
        self.setCurrentIndex(self._goals.index(goal))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # The wheel scrolls the list; it never changes a decision.

    def _tell(self, at: int) -> None:
        if at >= 0:
            self.decided.emit(self._goals[at])
