"""A dialog that stays, with the reason, while what it asks for is refused."""

from __future__ import annotations

from collections.abc import Callable

from ui.dialogs.form import FormDialog


class AttemptDialog(FormDialog):
    """Accepting it tries an action; `say` is told why it was refused, and the dialog stays."""

    attempt: Callable[[], bool] | None = None

    def accept(self) -> None:
        """Try the action; close once it was done."""
        self.say("")
        if self.primary.isEnabled() and (self.attempt is None or self.attempt()):
            super().accept()
