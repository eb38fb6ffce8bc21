"""Files: the project in SQLite, exchange formats, source texts (no Qt)."""
