"""What the window shows: the start screen or a project's workbench."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.settings import Settings

if TYPE_CHECKING:
    from ui.start import StartScreen
    from ui.window.look import Look
    from ui.window.projects import Projects


class Pages(QStackedWidget):
    """Holds the start screen, which who opens a project right away does without, and a project."""

    def __init__(self, settings: Settings, look: Look, projects: Projects) -> None:
        super().__init__()
        self._settings = settings
        self._look = look
        self._projects = projects

    @cached_property
    def start(self) -> StartScreen:
        """The start screen, made when it is first needed."""
        from ui.start import StartScreen

        screen = StartScreen(self._settings, self._look.theme)
        screen.new_requested.connect(self._projects.new_project)
        screen.open_dialog_requested.connect(self._projects.open_project)
        screen.open_requested.connect(self._projects.open_path)
        screen.sample_requested.connect(self._projects.open_sample)
        self._look.theme_changed.connect(screen.set_theme)
        self.addWidget(screen)
        return screen

    def show_start(self) -> None:
        """Show the start screen, with the projects opened last as they are now."""
        self.start.refresh()
        self.setCurrentWidget(self.start)
        self.start.focus_first()

    def show_bench(self, bench: QWidget) -> None:
        """Show a project's workbench."""
        self.addWidget(bench)
        self.setCurrentWidget(bench)
