"""How another program's labels, attributes and annotators are called in this project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from domain.codebook import Codebook, Tag
from domain.ids import ProjectId
from storage.action import Action
from storage.contents import Contents
from storage.errors import FormatError
from storage.formats.exporting import whole_file
from storage.formats.fitting import bare_label
from storage.tables import PROJECT

# What the label sets of well-known corpora (CoNLL, OntoNotes, ACE, MUC, WNUT, MPQA) mean here.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "actor": (
        *("per", "person", "people", "org", "organization", "organisation", "norp", "group"),
        *("corporation", "company", "gpe", "country", "government", "politician", "party"),
        *("speaker", "source", "holder", "agent", "institution", "profession"),
    ),
    "stance": (
        *("opinion", "sentiment", "claim", "attitude", "position", "argument", "statement"),
        *("attribution", "expressive-subjectivity", "direct-subjective", "support", "oppose"),
    ),
    "event": ("trigger", "action", "incident", "happening", "evt", "process"),
    "statistic": (
        *("number", "quantity", "percent", "percentage", "money", "cardinal", "figure", "measure"),
        *("stat", "numeric", "value", "amount"),
    ),
}
_MEANS = {word: tag for tag, words in _SYNONYMS.items() for word in words}
_KEPT = "imports "
_LISTS = ("new_tags", "new_attributes", "new_relations")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class LabelMapping:
    """What each name of a file becomes; editable, saved as JSON, remembered in the project.

    `labels` leads to the key of a tag, or to None to leave its spans out; `new_tags` are labels for
    which a tag is made. `attributes` (`label.attribute`) leads to the key of an attribute, or to
    None to leave its values out; `new_attributes` are those that the tag is to get. `relations` and
    `new_relations` (`label.kind`) likewise; `annotators` leads to a name. A new tag gets all
    attributes and relations that do not lead to None.
    """

    labels: Mapping[str, str | None] = field(default_factory=dict)
    new_tags: tuple[str, ...] = ()
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    relations: Mapping[str, str | None] = field(default_factory=dict)
    annotators: Mapping[str, str] = field(default_factory=dict)
    new_attributes: tuple[str, ...] = ()
    new_relations: tuple[str, ...] = ()

    @property
    def makes(self) -> bool:
        """Whether the codebook is to grow by it."""
        return bool(self.new_tags or self.new_attributes or self.new_relations)

    @property
    def made(self) -> LabelMapping:
        """This mapping once all that was to be made is there."""
        return replace(self, new_tags=(), new_attributes=(), new_relations=())

    def over(self, other: LabelMapping) -> LabelMapping:
        """Return this mapping with what only the other says added."""
        return LabelMapping(
            {**other.labels, **self.labels},
            tuple(dict.fromkeys((*self.new_tags, *other.new_tags))),
            {**other.attributes, **self.attributes},
            {**other.relations, **self.relations},
            {**other.annotators, **self.annotators},
            tuple(dict.fromkeys((*self.new_attributes, *other.new_attributes))),
            tuple(dict.fromkeys((*self.new_relations, *other.new_relations))),
        )

    def as_json(self) -> dict[str, Any]:
        """Return plain values, as `read_mapping` takes them."""
        return asdict(self) | {name: list(getattr(self, name)) for name in _LISTS}


def read_mapping(path: Path) -> LabelMapping:
    """Read a mapping from a file of JSON; raise FormatError saying what is wrong with it."""
    try:
        return mapping_of(json.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path} is no mapping: {error}. Nothing was imported.") from error


def write_mapping(path: Path, mapping: LabelMapping) -> None:
    """Write a mapping where a person can edit it; raise FormatError if that cannot be done."""
    content = json.dumps(mapping.as_json(), ensure_ascii=False, indent=1) + "\n"
    with whole_file(path) as file:
        file.write(content.encode())


def mapping_of(content: Any) -> LabelMapping:
    """Return the mapping that JSON values hold; raise ValueError naming what is wrong."""
    if not isinstance(content, dict):
        raise ValueError("it is not a JSON object")  # noqa: TRY004 - bad content, not a bug
    known = {f.name for f in fields(LabelMapping)}
    # A mapping file may say of tables which column is what: `storage.documents.mapping_file`.
    if unknown := sorted(content.keys() - known - {"columns"}):
        raise ValueError(f"“{unknown[0]}” is none of {', '.join(sorted(known))}")
    lists = {name: content.get(name) or [] for name in _LISTS}
    tables = {name: content.get(name) or {} for name in known - set(_LISTS)}
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(
            isinstance(v, str) or (v is None and name != "annotators") for v in table.values()
        ):
            raise ValueError(f"its “{name}” do not lead from names to names")
    for name, given in lists.items():
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            raise ValueError(f"its “{name}” are not a list of names")
    whole: dict[str, Any] = tables | {name: tuple(given) for name, given in lists.items()}
    return LabelMapping(**whole)


def propose(
    codebook: Codebook,
    labels: Iterable[str],
    attributes: Iterable[tuple[str, str]] = (),
    relations: Iterable[tuple[str, str]] = (),
    known: Mapping[str, str | None] | None = None,
) -> LabelMapping:
    """Return what the names most likely mean: the same name, whatever the case, else a synonym.

    A label for which nothing is found is not in it. `known` labels lead to keys of tags already.
    """
    decided = known or {}
    tags = {
        label: codebook.keyed(decided[label] or "")
        if label in decided
        else _tag_for(codebook, label)
        for label in labels
    }
    found = {label: tag for label, tag in tags.items() if tag is not None}
    return LabelMapping(
        {label: tag.key for label, tag in found.items()},
        attributes={
            f"{label}.{name}": key
            for label, name in attributes
            if label in found and (key := attribute_for(found[label], name))
        },
        relations={
            f"{label}.{kind}": key
            for label, kind in relations
            if label in found and (key := relation_for(found[label], kind))
        },
    )


def _tag_for(codebook: Codebook, label: str) -> Tag | None:
    named = codebook.named(label) or codebook.named(label.replace("_", " "))
    if named is not None:
        return codebook.tag(named.id)
    # As our own export wrote the name of a tag where only a bare one can stand.
    written = [tag for tag in codebook.active if label == bare_label(tag.name)]
    if len(written) == 1:
        return written[0]
    # A part of a label is no hint: “Merge-org” is an event.
    whole = "-".join(word.casefold() for word in _WORD.findall(label))
    for word in (whole, whole.removesuffix("s")):
        found = codebook.named(_MEANS.get(word, word))
        if found is not None:
            return codebook.tag(found.id)
    return None


def attribute_for(tag: Tag, name: str) -> str | None:
    """Return the key of the tag's attribute that is called so, however it is spelt, or None."""
    wanted = _joined(name)
    return next(
        (a.key for a in tag.attributes if wanted in (_joined(a.key), _joined(a.name))), None
    )


def relation_for(tag: Tag, kind: str) -> str | None:
    """Return the key of the tag's relation that is called so, however it is spelt, or None."""
    wanted = _joined(kind)
    return next((r.key for r in tag.relations if wanted in (_joined(r.key), _joined(r.name))), None)


def _joined(name: str) -> str:
    return "".join(_WORD.findall(name)).casefold()


def remembered(contents: Contents, format_key: str) -> LabelMapping:
    """Return the mapping that was last used for a format in this project."""
    row = contents.connection.execute(
        "SELECT json_extract(codebook, ?) FROM project", (f'$."{_KEPT}{format_key}"',)
    ).fetchone()
    try:
        return mapping_of(json.loads(row[0])) if row[0] else LabelMapping()
    except ValueError:
        # A later version may have kept more: then the names are guessed again.
        return LabelMapping()


def remember(action: Action, project: ProjectId, format_key: str, mapping: LabelMapping) -> None:
    """Keep a mapping with the codebook, as part of the import that used it."""
    action.update(PROJECT, project, {f"codebook.{_KEPT}{format_key}": mapping.as_json()})
