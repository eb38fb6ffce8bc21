"""Exchange between people: merging a colleague's copy of the project, and sending one's own."""
