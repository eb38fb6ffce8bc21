"""What follows from the contents of a copy, and is worked out anew after each merge."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from domain.codebook_exchange import exchange, fingerprint
from storage.jsontext import dump
from storage.repositories.codebooks import Codebooks
from storage.times import now


@dataclass(frozen=True, slots=True)
class Origin:
    """What tells where a document came from, and which text it holds."""

    id: str
    title: str
    url: str
    source: str
    published: str
    sha256: str
    born: str

    @property
    def key(self) -> tuple[str, ...] | None:
        """What documents of the same origin have in common; None if nothing can tell."""
        address = self.url.strip().split("#")[0].rstrip("/")
        if address:
            return ("url", address.split("://")[-1].removeprefix("www."))
        if self.title.strip() and self.published.strip():
            return ("title", self.title.strip().casefold(), self.source.strip(), self.published)
        return None


def origins(connection: sqlite3.Connection) -> list[Origin]:
    """Return the origin of every document that was not purged, removed ones included."""
    rows = connection.execute(
        "SELECT id, title, url, source, published, sha256, born FROM document WHERE purged = 0"
    )
    return [Origin(*row) for row in rows]


def variants(documents: Iterable[Origin]) -> dict[str, str]:
    """Return which document is a variant of which: the same origin, another text.

    The one that was added first is the one that the others are variants of.
    """
    groups: dict[tuple[str, ...], list[Origin]] = {}
    for document in documents:
        if document.key is not None:
            groups.setdefault(document.key, []).append(document)
    found: dict[str, str] = {}
    for group in groups.values():
        first = min(group, key=lambda one: (one.born, one.id))
        found |= {one.id: first.id for one in group if one.sha256 != first.sha256}
    return found


def mark_variants(connection: sqlite3.Connection) -> int:
    """Mark the variants among the documents; return how many marks have changed."""
    wanted = variants(origins(connection))
    marked = dict(connection.execute("SELECT id, variant_of FROM document").fetchall())
    changes = [(wanted.get(one), one) for one, old in marked.items() if wanted.get(one) != old]
    connection.executemany("UPDATE document SET variant_of = ? WHERE id = ?", changes)
    return len(changes)


def note_codebook(connection: sqlite3.Connection) -> bool:
    """Name the version that the codebook is now, if it is not what its version says; True if so.

    Joining its parts makes another codebook of two, and so does an undo that had to leave some as
    they were. A version is known by the hash of its content, so every copy finds the same.
    """
    codebooks = Codebooks(connection)
    current = codebooks.current()
    if not current.tags:
        return False
    former = codebooks.version(current.version)
    content = exchange(current, former)
    version = fingerprint(content)
    if former is not None and version == fingerprint(former):
        return False
    connection.execute(
        "INSERT OR IGNORE INTO codebook_version (hash, content, created) VALUES (?, ?, ?)",
        (version, dump(content), now()),
    )
    connection.execute(
        "UPDATE project SET codebook = json_set(codebook, '$.version', ?)", (version,)
    )
    return True
