"""Whether a value speaks for an entity in all its mentions, or for this one alone."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme.style import set_role


class ScopeSwitch(QPushButton):
    """A quiet word below a label: “all mentions”, and once it is pressed “only here”."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("all mentions", parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_role(self, "scope")
        self.toggled.connect(self._show_scope)

    def show_scope(self, entity: str, *, only_here: bool) -> None:
        """Show whose value it is, without asking for anything; no entity, no choice."""
        self.blockSignals(True)
        self.setChecked(only_here)
        self.blockSignals(False)
        self._show_scope(only_here)
        does = "say it for this mention alone" if not only_here else "take what all mentions say"
        self.setToolTip(
            f"Said of {entity}, in all its mentions, unless it is said here. Press to {does}."
        )
        self.setVisible(bool(entity))

    def _show_scope(self, only_here: bool) -> None:
        self.setText("only here" if only_here else "all mentions")
        self.setAccessibleName("Only here" if only_here else "In all mentions")
