"""What Glossator remembers about a person and their window, in one small file."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QByteArray

from storage.times import now
from ui.places import config_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

FILE_NAME = "settings.json"
RECENT_KEPT = 12
SMALLEST_ZOOM, LARGEST_ZOOM = 0.5, 4.0
_LOG = logging.getLogger("glossator")


class RecentProject(NamedTuple):
    """A project that was open: where, what it was called, when (ISO 8601, UTC), its id."""

    path: str
    title: str = ""
    opened: str = ""
    project: str = ""


@dataclass
class _Values:
    """What the file holds; a value of another kind than here is not taken."""

    annotator: str = ""
    theme: str = ""
    zoom: float = 1.0
    geometry: str = ""
    state: str = ""
    places: dict[str, str] = field(default_factory=dict)
    recent: list[RecentProject] = field(default_factory=list)

    def table(self) -> dict[str, Any]:
        """Return what is written to the file."""
        recent = [project._asdict() for project in self.recent]
        return {**vars(self), "places": dict(self.places), "recent": recent}


class Settings:
    """The settings of one person; each change is written at once, whole or not at all."""

    def __init__(self, path: Path, values: _Values | None = None) -> None:
        self._path = path
        self._values = values or _Values()

    @property
    def annotator(self) -> str:
        """The name under which this person annotates, or nothing yet."""
        return self._values.annotator

    @annotator.setter
    def annotator(self, name: str) -> None:
        self._set(annotator=name.strip())

    @property
    def theme(self) -> str:
        """The name of the chosen theme; nothing means the system's."""
        return self._values.theme

    @theme.setter
    def theme(self, name: str) -> None:
        self._set(theme=name)

    @property
    def zoom(self) -> float:
        """How large the article is set; 1.0 is normal."""
        return self._values.zoom

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._set(zoom=_within_zooms(zoom))

    @property
    def places(self) -> dict[str, str]:
        """Where panes and splitters were."""
        return dict(self._values.places)

    @places.setter
    def places(self, places: Mapping[str, str]) -> None:
        self._set(places=dict(places))

    @property
    def recent(self) -> tuple[RecentProject, ...]:
        """The projects opened last, newest first, also those that are missing now."""
        return tuple(self._values.recent)

    def remember_project(self, path: Path, title: str, project: str = "") -> None:
        """Put a project first among the recent ones."""
        opened = RecentProject(str(Path(path).absolute()), title, now(), project)
        others = [r for r in self._values.recent if r.path != opened.path]
        self._set(recent=[opened, *others][:RECENT_KEPT])

    def project_at(self, path: Path) -> str:
        """Return the id of the project that was opened from a file, or nothing."""
        wanted = str(Path(path).absolute())
        return next((r.project for r in self._values.recent if r.path == wanted), "")

    def forget_project(self, path: Path) -> None:
        """Take a project out of the recent ones; the file itself stays."""
        gone = str(Path(path).absolute())
        self._set(recent=[r for r in self._values.recent if r.path != gone])

    def save_window(self, window: QMainWindow) -> None:
        """Remember size, place and tool bars of the window."""
        self._set(geometry=_encoded(window.saveGeometry()), state=_encoded(window.saveState()))

    def restore_window(self, window: QMainWindow) -> None:
        """Give the window the size and place it had; one never seen keeps its own."""
        if self._values.geometry:
            window.restoreGeometry(QByteArray.fromBase64(self._values.geometry.encode()))
        if self._values.state:
            window.restoreState(QByteArray.fromBase64(self._values.state.encode()))

    def _set(self, **changes: Any) -> None:
        before = self._values.table()
        for name, value in changes.items():
            setattr(self._values, name, value)
        if self._values.table() != before:
            self._write()

    def _write(self) -> None:
        # Settings are a comfort: where they cannot be kept, the work goes on and the log says why.
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
            try:
                text = json.dumps(self._values.table(), ensure_ascii=False, indent=1)
                part.write_text(text + "\n", encoding="utf-8")
                part.replace(self._path)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            _LOG.warning("the settings could not be written to %s: %s", self._path, error)


def load_settings(path: Path | None = None) -> Settings:
    """Return the person's settings; what is missing, damaged or foreign takes its usual value."""
    path = path or config_folder() / FILE_NAME
    try:
        table = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        table = {}
    except (OSError, ValueError) as error:
        _LOG.warning("the settings in %s could not be read: %s", path, error)
        table = {}
    return Settings(path, _values(table if isinstance(table, dict) else {}))


def _values(table: Mapping[str, Any]) -> _Values:
    values = _Values()
    for entry in fields(_Values):
        found = table.get(entry.name)
        if isinstance(found, str) and isinstance(getattr(values, entry.name), str):
            setattr(values, entry.name, found)
    if values.theme not in ("", "light", "dark"):
        values.theme = ""
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        values.zoom = _within_zooms(float(table.get("zoom", 1.0)))
    places = table.get("places")
    if isinstance(places, dict):
        values.places = {k: v for k, v in places.items() if isinstance(v, str)}
    recent = table.get("recent")
    if isinstance(recent, list):
        values.recent = [r for r in map(_recent, recent) if r is not None][:RECENT_KEPT]
    return values


def _recent(entry: Any) -> RecentProject | None:
    if not isinstance(entry, dict):
        return None
    known = {k: v for k, v in entry.items() if k in RecentProject._fields}
    if not known.get("path") or not all(isinstance(value, str) for value in known.values()):
        return None
    return RecentProject(**known)


def _within_zooms(zoom: float) -> float:
    return 1.0 if math.isnan(zoom) else min(LARGEST_ZOOM, max(SMALLEST_ZOOM, zoom))


def _encoded(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")
