"""CoNLL columns with tags in BILUO: first, inner and last tokens, single ones, and outside."""

from __future__ import annotations

from storage.formats.conll import codec

CODEC = codec("BILUO")
