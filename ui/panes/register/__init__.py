"""The register of entities: a table, what describes one, and where it is mentioned."""

from ui.panes.register.pane import RegisterPane

__all__ = ["RegisterPane"]
