"""The subject in pure Python: texts, spans, annotations, codebooks, changes (no Qt, no SQL)."""
