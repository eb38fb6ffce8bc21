"""Which real files there are of each format; a new format adds its line here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Format, and what its files are called below the folder; a name that ends in / is a folder.
KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("brat", ("brat/*/",)),
    ("conll", ("conll/*.iob", "conll/*/*.conll", "doccano/*.conll", "doccano/old/*.conll")),
    ("conllu", ("conll/*/*.conllu",)),
    ("labelstudio", ("label-studio/*.json",)),
    ("doccano", ("doccano/*.jsonl", "doccano/*.json", "doccano/old/*.jsonl")),
    ("spacy-jsonl", ("prodigy-spacy/*.jsonl", "prodigy-spacy/*.json")),
    ("hf-parquet", ("hf-datasets/*.parquet",)),
    ("docbin", ("prodigy-spacy/*.spacy",)),
)


# Source texts without annotations, and tables of them.
TEXTS = (("text", "docs/*/*"), ("table", "docs/csv/*"))


@dataclass(frozen=True, slots=True)
class Sample:
    """A real file (or folder) and the format that it is read in."""

    key: str
    path: Path
    name: str


def samples(below: Path) -> Iterator[Sample]:
    """Yield the real files of the formats that are read."""
    for key, patterns in KINDS:
        for pattern in patterns:
            for path in sorted(below.glob(pattern.rstrip("/"))):
                if path.is_dir() == pattern.endswith("/"):
                    yield Sample(key, path, path.relative_to(below).as_posix())


def texts(below: Path) -> Iterator[Sample]:
    """Yield the real source texts of every kind."""
    tables = set(below.glob(TEXTS[1][1]))
    for key, pattern in TEXTS:
        for path in sorted(below.glob(pattern)):
            if path.is_file() and (path in tables) == (key == "table"):
                yield Sample(key, path, path.relative_to(below).as_posix())
