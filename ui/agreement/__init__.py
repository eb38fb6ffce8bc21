"""The window on agreement: figures, plots, and the annotations behind each of them."""
