"""Which colleagues' layers are looked at in a project, kept for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from ui.session import Session


def remember_layers(settings: Settings, session: Session) -> None:
    """Keep the layers that are shown beside one's own."""
    others = [layer for layer in session.layers if layer != session.annotator.id]
    settings.places = {**settings.places, _key(session): " ".join(others)}


def show_kept_layers(settings: Settings, session: Session) -> None:
    """Show the layers that were kept, as far as they are still there."""
    kept = settings.places.get(_key(session), "").split()
    if kept:
        there = session.project.annotators.all()
        session.show_layers(a.id for a in there if a.id in kept)


def _key(session: Session) -> str:
    return f"layers:{session.project.id}"
