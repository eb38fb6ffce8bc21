"""Which column of a table holds what of a document: guessed from names and cells, then chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import product
from typing import Any

ROLES = ("text", "title", "published", "author", "source", "url", "language")
_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "full text", "article", "article text", "article body"),
        *("story", "main text", "document", "message", "description", "abstract", "summary"),
        *("texto", "texte", "volltext", "inhalt", "artikel", "contenido", "contenu", "cuerpo"),
    ),
    "title": (
        *("title", "headline", "heading", "subject", "article title", "name", "document title"),
        *("titel", "titre", "titulo", "titular", "uberschrift", "schlagzeile", "titolo"),
    ),
    "published": (
        *("published", "date", "publication date", "date published", "published at", "pub date"),
        *(
            "publish date",
            "published on",
            "date of publication",
            "datetime",
            "day",
            "created at",
            "created",
            "time",
            "timestamp",
        ),
        *("datum", "fecha", "data", "erscheinungsdatum", "date de publication"),
    ),
    "author": (
        *("author", "authors", "byline", "by", "writer", "journalist", "creator", "user", "from"),
        *("autor", "autoren", "auteur", "autore", "verfasser"),
    ),
    "source": (
        *("source", "publisher", "publication", "outlet", "newspaper", "medium", "media", "site"),
        *("source name", "journal", "site name", "domain", "quelle", "zeitung", "fuente", "fonte"),
    ),
    "url": ("url", "link", "uri", "href", "web url", "article url", "permalink", "web page"),
    "language": ("language", "lang", "locale", "sprache", "idioma", "langue", "lingua"),
}
_SHORTEST_TEXT = 40  # Characters on average: a column of shorter cells is no text.
_FOLD = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field of a document; an empty name says that no column holds it.

    `others` are the columns kept as metadata, under their own names; None means all the rest.
    """

    text: str
    title: str = ""
    published: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    others: tuple[str, ...] | None = None

    def rest(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Return which of these columns are kept as metadata."""
        taken = set(self.named().values())
        wanted = columns if self.others is None else self.others
        return tuple(c for c in columns if c in wanted and c not in taken and c)

    def named(self) -> dict[str, str]:
        """Return the columns in use, by field."""
        return {role: column for role in ROLES if (column := getattr(self, role))}

    def missing(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Return the columns that are named here and that a table lacks."""
        wanted = (*self.named().values(), *(self.others or ()))
        return tuple(dict.fromkeys(column for column in wanted if column not in columns))

    def as_json(self) -> dict[str, Any]:
        """Return what a mapping file holds: only what is said."""
        said = {key: value for key, value in asdict(self).items() if value not in ("", None)}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in said.items()}


def columns_from_json(given: Any) -> Columns:
    """Return the columns that a mapping file names; raise ValueError saying what is wrong."""
    if not isinstance(given, dict):
        raise ValueError("“columns” is not an object")  # noqa: TRY004 - it is the file's value
    known = {entry.name for entry in fields(Columns)}
    if unknown := sorted(set(given) - known):
        raise ValueError(f"there is no field {', '.join(unknown)} (there are {', '.join(ROLES)})")
    others = given.get("others")
    if others is not None and not _are_texts(others):
        raise ValueError("“others” is not a list of column names")
    roles: dict[str, Any] = {key: value for key, value in given.items() if key != "others"}
    if not _are_texts(list(roles.values())):
        raise ValueError("a column's name is not a text")
    if not roles.get("text"):
        raise ValueError("it does not say which column holds the text")
    return Columns(**roles, others=None if others is None else tuple(others))


def guess_columns(columns: Sequence[str], sample: Sequence[Mapping[str, Any]]) -> Columns | None:
    """Guess the columns from their names, and the text from the cells; None if none holds text.

    No column is taken for two fields. A column is a text by its name if some of its cells are, else
    the one with the longest cells is.
    """
    plain = {column: _plain(column) for column in columns if column}
    # An object within an object is a column “outer.inner”; its own name tells as much.
    inside = {column: _plain(column.rpartition(".")[2]) for column in plain if "." in column}
    lengths = {column: _mean_length(column, sample) for column in plain}
    taken: dict[str, Any] = {}
    for role in ROLES:
        for name, inner in product(_NAMES[role], (False, True)):
            named = inside if inner else plain
            found = next((c for c, p in named.items() if p == name and c not in taken.values()), "")
            if found and (role != "text" or lengths[found] > 0):
                taken[role] = found
                break
    if "text" not in taken or _is_outdone(taken["text"], taken, lengths):
        free_lengths = {c: n for c, n in lengths.items() if c not in taken.values()}
        longest = max(free_lengths, key=lambda c: free_lengths[c], default="")
        if longest and free_lengths[longest] >= _SHORTEST_TEXT:
            taken["text"] = longest
    return Columns(**taken) if "text" in taken else None


def _is_outdone(text: str, taken: Mapping[str, str], lengths: Mapping[str, float]) -> bool:
    """Tell whether a weak name (description, summary) stands beside a far longer column."""
    free = (n for c, n in lengths.items() if c not in taken.values())
    return max(free, default=0) > 4 * max(lengths[text], _SHORTEST_TEXT)


def _mean_length(column: str, sample: Sequence[Mapping[str, Any]]) -> float:
    cells = [str(row[column]) for row in sample if row.get(column) not in (None, "")]
    # Links and codes are long, but no reading.
    texts = [cell for cell in cells if " " in cell.strip() or len(cell) < _SHORTEST_TEXT]
    return sum(map(len, texts)) / len(cells) if cells else 0.0


def _plain(column: str) -> str:
    """Return a column's name in small letters, its words parted by single spaces."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.split(r"[\W_]+", spaced.casefold().translate(_FOLD).strip())).strip()


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
