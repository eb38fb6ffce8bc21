"""What the window shows of its state in title and menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.window.pane_table import ARRANGED

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.session import Session
    from ui.window.workbench import Workbench


def window_title(session: Session | None) -> str:
    """Return the title of the window: article, project, application."""
    if session is None:
        return "Glossator"
    article = f"{session.document.title} — " if session.document is not None else ""
    return f"{article}{session.project.info().title} — Glossator"


def check_panes(actions: Actions, bench: Workbench) -> None:
    """Tick the commands of the panes that are shown."""
    for pane in ARRANGED:
        actions[pane].setChecked(bench.panes.pane_shown(pane))
    actions["guidelines"].setChecked(not bench.guidelines.isHidden())
    actions["focus-mode"].setChecked(bench.panes.is_focused)
