"""Real files of other programs: all of them are imported, or refused with the reason."""
