"""Which entities of the register words may mean: exact matches first, then close ones.

Case, diacritics and punctuation do not matter. Pure and in memory; one entry may be replaced
without building the rest anew.
"""

from __future__ import annotations

import bisect
import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from domain.entity import Entity
from domain.ids import EntityId

How = Literal["name", "alias", "part", "close"]
_MARK = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"\w+")
_EMPTY_WORDS = frozenset(
    (
        *("the", "a", "an", "of", "and", "for", "in", "der", "die", "das", "von", "und"),
        *("de", "la", "el", "los", "las", "del", "y", "le", "les", "du", "des", "et"),
    )
)
_COMMON = 400  # A word that more names share says little about who is meant.
_NAME, _ALIAS, _WHOLE, _WITHIN, _BEGINS, _SPELT, _SHARED = range(7)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entity that words may mean; `said` is the name or alias that they are, or are part of."""

    entity: Entity
    how: How
    said: str


@dataclass(frozen=True, slots=True)
class _Name:
    entity: EntityId
    said: str
    words: tuple[str, ...]
    is_alias: bool


def fold(text: str) -> str:
    """Return the words of `text` without case, diacritics and punctuation, one space between."""
    plain = _MARK.sub("", unicodedata.normalize("NFD", text)).casefold()
    return " ".join(_WORD.findall(plain))


@lru_cache(maxsize=4096)
def is_close(one: str, other: str, most: int) -> bool:
    """Tell whether at most `most` letters must be changed, left out, added or swapped."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j] + 1, following[-1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return False
        before, row = row, following
    return row[-1] <= most


class Register:
    """The names and aliases of all entities in use, ready to be looked up."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self._entities: dict[EntityId, Entity] = {}
        self._names: dict[int, _Name] = {}
        self._of: dict[EntityId, list[int]] = {}
        self._exact: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._holding: dict[str, set[int]] = defaultdict(set)
        self._words: list[str] = []
        self._backwards: list[str] = []
        self._next = 0
        for entity in entities:
            self._enter(entity)
        self._words = sorted(self._holding)
        self._backwards = sorted(word[::-1] for word in self._holding)

    def __len__(self) -> int:
        return sum(1 for _ in self.entities())

    def entities(self) -> Iterable[Entity]:
        """Yield the entities in use: neither deleted nor merged into another."""
        return (e for e in self._entities.values() if e.merged_into is None and not e.deleted)

    def put(self, entity: Entity) -> None:
        """Take note of an entity that is new or has changed."""
        for number in self._of.pop(entity.id, ()):
            name = self._names.pop(number)
            kind = self._entities[entity.id].kind
            self._exact[kind, " ".join(name.words)].remove(number)
            for word in name.words:
                self._holding[word].discard(number)
        said = " ".join((entity.name, *entity.aliases))
        fresh = [word for word in dict.fromkeys(fold(said).split()) if word not in self._holding]
        self._enter(entity)
        for word in fresh:
            bisect.insort(self._words, word)
            bisect.insort(self._backwards, word[::-1])

    def resolve(self, reference: str) -> Entity | None:
        """Return the entity that a stored reference means, following merges, or None."""
        found = self._entities.get(EntityId(reference))
        seen: set[str] = set()
        while found is not None and found.merged_into and found.id not in seen:
            seen.add(found.id)
            found = self._entities.get(found.merged_into)
        return None if found is None or found.deleted else found

    def exact(self, kind: str, words: str) -> Entity | None:
        """Return the one entity of that kind with this name or alias; None if several have it."""
        found = {self._names[n].entity for n in self._exact.get((kind, fold(words)), ())}
        return self._entities[found.pop()] if len(found) == 1 else None

    def propose(
        self,
        kind: str,
        words: str,
        *,
        here: Collection[str] = (),
        recent: Mapping[str, int] | None = None,
        limit: int = 8,
    ) -> list[Proposal]:
        """Return what `words` may mean, best first: exact, then close ones.

        Among equals those of this document (`here`) come first, then the ones used last (the
        highest number in `recent`). Without words: those used here, then the latest.
        """
        newest = recent or {}
        asked = fold(words).split()
        ranks = self._ranks(kind, asked, 4 * limit) if asked else self._used(kind, here, newest)

        def order(item: tuple[int, int]) -> tuple[int, bool, int, int, str]:
            name = self._names[item[0]]
            entity = name.entity
            away = entity not in here
            return item[1], away, -newest.get(entity, 0), len(name.words), name.said

        found: dict[EntityId, Proposal] = {}
        # An entity may come up under several names, of which the best counts.
        for number, rank in heapq.nsmallest(4 * limit, ranks.items(), key=order):
            name = self._names[number]
            hows: dict[int, How] = {_NAME: "name", _ALIAS: "alias", _WHOLE: "part", _BEGINS: "part"}
            proposal = Proposal(self._entities[name.entity], hows.get(rank, "close"), name.said)
            found.setdefault(name.entity, proposal)
        return list(found.values())[:limit]

    def _enter(self, entity: Entity) -> None:
        self._entities[entity.id] = entity
        if entity.deleted or entity.merged_into is not None:
            return
        numbers = self._of.setdefault(entity.id, [])
        for at, said in enumerate((entity.name, *entity.aliases)):
            name = _Name(entity.id, said, tuple(fold(said).split()), at > 0)
            self._names[self._next] = name
            self._exact[entity.kind, " ".join(name.words)].append(self._next)
            for word in name.words:
                self._holding[word].add(self._next)
            numbers.append(self._next)
            self._next += 1

    def _used(self, kind: str, here: Collection[str], recent: Mapping[str, int]) -> dict[int, int]:
        used = (self._of.get(EntityId(e)) for e in {*here, *recent})
        first = (numbers[0] for numbers in used if numbers)
        return {number: _WHOLE for number in first if self._kind(number) == kind}

    def _kind(self, number: int) -> str:
        return self._entities[self._names[number].entity].kind

    def _ranks(self, kind: str, asked: list[str], enough: int) -> dict[int, int]:
        """Return how well each name fits, the lower the better."""
        ranks: dict[int, int] = {}
        exact = self._exact.get((kind, " ".join(asked)), ())
        ranks.update((n, _ALIAS if self._names[n].is_alias else _NAME) for n in exact)
        telling = [word for word in asked if word not in _EMPTY_WORDS] or asked
        for find, rank in (
            (self._with_all, _WHOLE),
            (self._within, _WITHIN),
            (self._beginning, _BEGINS),
            (self._spelt, _SPELT),
            (self._sharing, _SHARED),
        ):
            if len(ranks) >= enough:  # The rest would be listed behind these.
                break
            if rank == _SPELT and ranks and min(ranks.values()) <= _WITHIN:
                continue  # Whoever wrote whole names did not mistype them.
            for number in find(telling):
                if number not in ranks and self._kind(number) == kind:
                    ranks[number] = rank
        return ranks

    def _with_all(self, asked: list[str]) -> set[int]:
        return set.intersection(*(self._holding.get(word, set()) for word in asked))

    def _within(self, asked: list[str]) -> list[int]:
        """Return the names all of whose telling words were asked for ("then president García")."""
        counts = Counter(n for word in set(asked) for n in self._holding.get(word, ()))
        return [
            number
            for number, count in counts.items()
            if count == len({w for w in self._names[number].words if w not in _EMPTY_WORDS})
        ]

    def _beginning(self, asked: list[str]) -> set[int]:
        """Return the names that hold all words but the last, and one that begins like that."""
        begun: set[int] = set()
        for word in _from(self._words, asked[-1]):
            begun |= self._holding[word]
        return begun.intersection(*(self._holding.get(word, set()) for word in asked[:-1]))

    def _spelt(self, asked: list[str]) -> set[int]:
        """Return the names that hold every word, in a spelling like it."""
        return set.intersection(*(self._alike(word) for word in asked))

    def _alike(self, word: str) -> set[int]:
        found = set(self._holding.get(word, ()))
        if len(word) < 4:
            return found
        most, same = (1, 2) if len(word) < 8 else (2, 3)
        candidates = set(_from(self._words, word[:same]))
        candidates.update(w[::-1] for w in _from(self._backwards, word[::-1][:same]))
        for candidate in candidates:
            if abs(len(candidate) - len(word)) <= most and is_close(word, candidate, most):
                found |= self._holding[candidate]
        return found

    def _sharing(self, asked: list[str]) -> set[int]:
        """Return the names that share a word which few others have."""
        sets = (self._holding.get(word, set()) for word in asked)
        return set().union(*(numbers for numbers in sets if len(numbers) <= _COMMON))


def _from(ordered: list[str], beginning: str) -> list[str]:
    first = bisect.bisect_left(ordered, beginning)
    last = bisect.bisect_left(ordered, beginning + "\U0010ffff")
    return ordered[first:last]
