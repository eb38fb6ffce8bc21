"""What may be related to what: roles and their letters, candidates and their hints, what is wrong.

Positions and distances are code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.annotation import Annotation, Relation
from domain.codebook import Codebook, RelationType, Tag, shortcut_for
from domain.ids import AnnotationId
from domain.span import Span

HINT_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
MOST_HINTS = len(HINT_LETTERS) ** 2
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Role:
    """A relation type as one span sees it: its letter, how many there are, how many are needed."""

    type: RelationType
    letter: str
    count: int = 0
    least: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no more are allowed."""
        return self.type.maximum is not None and self.count >= self.type.maximum

    @property
    def takes_several(self) -> bool:
        """Whether another one is allowed after the next."""
        return self.type.maximum is None or self.count + 1 < self.type.maximum

    @property
    def is_missing(self) -> bool:
        """Whether more are asked for than there are."""
        return self.count < self.least


def roles_of(
    annotation: Annotation, relations: Iterable[Relation], codebook: Codebook
) -> tuple[Role, ...]:
    """Return the roles that an annotation's tag offers, in the order of the codebook.

    One that is retired, or not to be shown with these values, is offered only while it is filled.
    """
    tag = codebook.tag(annotation.tag)
    counts = counted(annotation.id, relations)
    values = tag.effective(annotation.attributes)
    offered = [
        kind
        for kind in tag.relations
        if counts[kind.key] or (not kind.retired and kind.is_shown(values))
    ]
    letters = role_letters(offered)
    return tuple(
        Role(kind, letters[kind.key], counts[kind.key], kind.least(values)) for kind in offered
    )


def role_letters(types: Iterable[RelationType]) -> dict[str, str]:
    """Return a letter for each relation type's key: the first of its name that is still free.

    Beyond 36 types there is none left, and the rest get an empty one.
    """
    letters: dict[str, str] = {}
    for kind in types:
        taken = list(letters.values())
        own = shortcut_for(kind.name, taken) or shortcut_for(kind.key, taken)
        free = (letter for letter in _LETTERS if letter not in letters.values())
        letters[kind.key] = own.lower() or next(free, "")
    return letters


def counted(source: AnnotationId, relations: Iterable[Relation]) -> Counter[str]:
    """Return how many relations of each type lead from an annotation."""
    return Counter(r.type for r in relations if r.source == source and not r.deleted)


def accepts(kind: RelationType, target: Tag, codebook: Codebook) -> bool:
    """Tell whether a relation of this type may lead to an annotation with this tag."""
    if not kind.targets:
        return True
    allowed = (codebook.keyed(key) for key in kind.targets)
    return any(codebook.tag(tag.id) == target for tag in allowed if tag is not None)


def candidates(
    source: Annotation,
    kind: RelationType,
    annotations: Iterable[Annotation],
    codebook: Codebook,
    *,
    linked: frozenset[AnnotationId] = frozenset(),
    visible: tuple[int, int] | None = None,
) -> list[Annotation]:
    """Return the annotations of the same layer that may be its partners, best first.

    Those within `visible` come first, then the nearest ones. What is `linked` already comes last,
    whatever its tag is by now, so that the relation can be taken away.
    """
    found = [
        other
        for other in annotations
        if other.id != source.id
        and other.annotator == source.annotator
        and (other.id in linked or accepts(kind, codebook.tag(other.tag), codebook))
    ]

    def order(other: Annotation) -> tuple[bool, bool, int, int, int, str]:
        span = other.span
        hidden = visible is not None and not visible[0] <= span.start < visible[1]
        far = distance(source.span, span)
        return other.id in linked, hidden, far, span.start, -span.end, other.id

    return sorted(found, key=order)


def distance(one: Span, other: Span) -> int:
    """Return how far apart two spans are; 0 if they touch or overlap."""
    return max(0, other.start - one.end, one.start - other.end)


def hint_letters(count: int, letters: str = HINT_LETTERS) -> list[str]:
    """Return `count` different hints, the shortest first; none is the beginning of another.

    Raises ValueError if there are fewer than two letters to make them of.
    """
    if len(letters) < 2:
        raise ValueError("hints need two letters at least")
    short, long = list(letters), list[str]()
    while len(short) + len(long) < count:
        if not short:
            short, long = long, short
        head = short.pop()
        long += [head + letter for letter in letters]
    return (short + long)[:count]


def relation_problems(
    annotation: Annotation,
    relations: Sequence[Relation],
    codebook: Codebook,
    tags: Mapping[AnnotationId, str],
) -> tuple[str, ...]:
    """Return what is wrong with the relations that lead from an annotation, a few words each.

    `tags` gives the tag of each annotation that they lead to. What is still missing comes first.
    """
    tag = codebook.tag(annotation.tag)
    counts = counted(annotation.id, relations)
    values = tag.effective(annotation.attributes)
    found = [f"{r.name} is missing" for r in tag.relations if counts[r.key] < r.least(values)]
    found += [
        f"{r.name} has {counts[r.key]} of at most {r.maximum}"
        for r in tag.relations
        if r.maximum is not None and counts[r.key] > r.maximum
    ]
    for relation in relations:
        if relation.source == annotation.id and relation.target in tags:
            wrong = _mismatch(tag, relation.type, codebook.tag(tags[relation.target]), codebook)
            found += [wrong] if wrong else []
    return tuple(dict.fromkeys(found))


def _mismatch(tag: Tag, key: str, target: Tag, codebook: Codebook) -> str:
    kind = tag.relation(key)
    if kind is None:
        return f"{tag.name} has no relation “{key}”"
    if not accepts(kind, target, codebook):
        return f"{kind.name} does not lead to {target.name}"
    return ""
