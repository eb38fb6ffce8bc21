"""What a project holds, to be read: one repository for each kind of thing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from storage.repositories.annotations import Annotations
from storage.repositories.annotators import Annotators
from storage.repositories.codebooks import Codebooks
from storage.repositories.comments import Comments
from storage.repositories.decisions import Decisions
from storage.repositories.documents import Documents
from storage.repositories.entities import Entities
from storage.repositories.relations import Relations
from storage.repositories.reviews import Reviews


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The project's own row."""

    id: str
    title: str
    guidelines: str
    created: str


class Contents:
    """The repositories of a project on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.documents = Documents(connection)
        self.annotations = Annotations(connection)
        self.annotators = Annotators(connection)
        self.codebooks = Codebooks(connection)
        self.entities = Entities(connection)
        self.relations = Relations(connection)
        self.reviews = Reviews(connection)
        self.comments = Comments(connection)
        self.decisions = Decisions(connection)

    @property
    def file(self) -> Path:
        """Where the project's file is."""
        return Path(self.connection.execute("PRAGMA database_list").fetchone()[2])

    def info(self) -> ProjectInfo:
        """Return the project's own row."""
        row = self.connection.execute(
            "SELECT id, title, guidelines, created FROM project"
        ).fetchone()
        return ProjectInfo(**row)
