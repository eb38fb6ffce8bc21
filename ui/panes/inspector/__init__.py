"""The inspector: the span at hand and the open document, to look at and to fill in."""

from ui.panes.inspector.pane import InspectorPane

__all__ = ["InspectorPane"]
