"""Plots in the theme's colours: the only place that imports pyqtgraph, and only when one shows."""
