"""Item models: rows of documents, annotations, changes and hits, fetched as they are shown."""
