"""A project in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage.contents import Contents


@dataclass(frozen=True, slots=True)
class Layer:
    """One annotator's work: documents by state, annotations by tag name."""

    annotator: str
    states: dict[str, int]
    tags: dict[str, int]

    @property
    def annotations(self) -> int:
        """How many annotations the layer holds."""
        return sum(self.tags.values())


@dataclass(frozen=True, slots=True)
class Stats:
    """What a project holds; `characters` counts code points of all texts."""

    title: str
    documents: int
    characters: int
    annotations: int
    relations: int
    entities: int
    tags: dict[str, int]
    layers: tuple[Layer, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the numbers as plain values."""
        return {
            "title": self.title,
            "documents": self.documents,
            "characters": self.characters,
            "annotations": self.annotations,
            "relations": self.relations,
            "entities": self.entities,
            "tags": self.tags,
            "layers": [
                {
                    "annotator": layer.annotator,
                    "annotations": layer.annotations,
                    "states": layer.states,
                    "tags": layer.tags,
                }
                for layer in self.layers
            ],
        }

    def lines(self) -> list[str]:
        """Return the numbers as people read them, a line each."""
        found = [
            self.title,
            f"{self.documents:>9,}  documents ({self.characters:,} characters)",
            f"{self.annotations:>9,}  annotations",
            *(f"{count:>9,}    {name}" for name, count in self.tags.items()),
            f"{self.relations:>9,}  relations",
            f"{self.entities:>9,}  entities",
        ]
        for layer in self.layers:
            states = ", ".join(f"{n} {name}" for name, n in layer.states.items() if n)
            found += ["", layer.annotator, f"{layer.annotations:>9,}  annotations"]
            found += [f"{count:>9,}    {name}" for name, count in layer.tags.items() if count]
            found.append(f"           documents: {states or 'none'}")
        return found


def project_stats(contents: Contents) -> Stats:
    """Count what a project holds, deleted things left out."""
    codebook = contents.codebooks.current()

    def by_name(counts: dict[str, int]) -> dict[str, int]:
        named: dict[str, int] = {tag.name: 0 for tag in codebook.active}
        for tag, count in counts.items():
            name = codebook.tag(tag).name
            named[name] = named.get(name, 0) + count
        return named

    layers = tuple(
        Layer(
            annotator.name,
            {s.words: n for s, n in contents.documents.states(annotator.id).items()},
            by_name(contents.annotations.by_tag(annotator.id)),
        )
        for annotator in contents.annotators.all()
    )
    characters = contents.connection.execute(
        "SELECT coalesce(sum(length), 0) FROM document WHERE deleted = 0"
    ).fetchone()[0]
    return Stats(
        title=contents.info().title,
        documents=contents.documents.count(),
        characters=int(characters),
        annotations=contents.annotations.count(),
        relations=contents.relations.count(),
        entities=sum(e.merged_into is None for e in contents.entities.all()),
        tags=by_name(contents.annotations.by_tag()),
        layers=layers,
    )
