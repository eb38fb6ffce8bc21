"""Reviewing a colleague's layer, and walking through what reviewers said of one's own."""
