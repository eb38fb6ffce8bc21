"""The reading view: an article with its marks, offsets in code points throughout."""
