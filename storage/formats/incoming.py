"""An annotation of another file, as it comes: checked against its text and the codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.annotation import CONFIDENCES
from domain.codebook import Tag
from domain.span import JOINER
from domain.text import CanonicalText, canonicalise
from storage.formats.tally import refuse
from storage.formats.vocabulary import Vocabulary
from storage.jsontext import dump_sorted

_ENDLESS = (float("inf"), float("-inf"))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A checked annotation; `name` is its id in the file, `fragments` are `[[start, end, quote]]`.

    Positions count code points of the canonical text.
    """

    where: str
    name: str | None
    annotator: str | None
    tag: Tag
    fragments: list[list[Any]]
    given: Mapping[str, Any]

    def text_of(self, key: str, otherwise: str = "") -> str:
        """Return the text that the file gives for `key`; refuse what is not text."""
        value = self.given.get(key)
        if value is None:
            return otherwise
        if not isinstance(value, str):
            refuse(self.where, f"“{key}” is not text")
        return value

    @property
    def fingerprint(self) -> str:
        """A text that two forms of an annotation share only if the file says the same of both."""
        return dump_sorted({key: value for key, value in self.given.items() if key != "id"})

    @property
    def confidence(self) -> str:
        """How sure the annotator was."""
        value = self.text_of("confidence") or CONFIDENCES[0]
        if value not in CONFIDENCES:
            refuse(self.where, f"the confidence “{value}” is neither sure nor unsure")
        return value


def incoming(where: str, given: Any, text: CanonicalText, vocabulary: Vocabulary) -> Incoming:
    """Check one annotation of a file; raise FormatError naming the place and what is wrong."""
    if not isinstance(given, dict):
        refuse(where, "an annotation is not an object")
    name = given.get("id")
    where = where if name is None else f"{where}, annotation {name}"
    fragments = _fragments(where, given, text)
    _check_quote(where, given, fragments)
    annotator = given.get("annotator")
    if annotator is not None and (not isinstance(annotator, str) or not annotator.strip()):
        refuse(where, "the annotator is not a name")
    return Incoming(
        where,
        None if name is None else str(name),
        annotator,
        vocabulary.tag(where, given.get("tag")),
        fragments,
        given,
    )


def _fragments(where: str, given: Mapping[str, Any], text: CanonicalText) -> list[list[Any]]:
    pairs = given.get("fragments") or [[given.get("start"), given.get("end")]]
    if not isinstance(pairs, list | tuple) or not all(_is_pair(pair) for pair in pairs):
        refuse(where, "its “start” and “end” are not whole numbers")
    pairs = sorted(pairs)
    edges = (pairs[0][0], pairs[-1][1])
    if (given.get("start", edges[0]), given.get("end", edges[1])) != edges:
        refuse(where, "its “start” and “end” differ from its fragments")
    placed = []
    reached = 0
    for raw_start, raw_end in pairs:
        # An end is mapped by its last character, so that one inside a CR LF takes the line end in.
        start, end = text.offset(raw_start), text.offset(raw_end - 1) + 1
        if not reached <= start < end <= len(text.text) or raw_end <= raw_start:
            refuse(
                where,
                f"{raw_start} to {raw_end} is not a stretch of its text, "
                f"which has {len(text.text)} characters",
            )
        placed.append([start, end, text.text[start:end]])
        reached = end
    return placed


def _is_pair(pair: Any) -> bool:
    return (
        isinstance(pair, list | tuple)
        and len(pair) == 2
        and all(type(edge) is int and edge >= 0 for edge in pair)
    )


def _check_quote(where: str, given: Mapping[str, Any], fragments: list[list[Any]]) -> None:
    said = given.get("text")
    if said is None:
        return
    found = JOINER.join(fragment[2] for fragment in fragments)
    if not isinstance(said, str) or (said != found and canonicalise(said).text != found):
        refuse(where, f"it says its words are “{said}”, but the text has “{found}” there")


def sorted_values(
    item: Incoming, vocabulary: Vocabulary, *, as_typed: bool
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the plain values of an annotation and the names of entities, both by attribute key.

    Raises FormatError for a value that is none. `as_typed` keeps one that does not fit its field:
    in our own export it is what a person typed, who has yet to mend it.
    """
    given = item.given.get("attributes") or {}
    if not isinstance(given, dict):
        refuse(item.where, "its “attributes” are not an object")
    plain: dict[str, Any] = {}
    named: dict[str, str] = {}
    for name, value in given.items():
        if value is None:
            continue
        attribute = vocabulary.attribute(item.where, item.tag, name)
        if not isinstance(value, str | int | float | bool) or value in _ENDLESS:
            refuse(item.where, f"the value of “{name}” is neither text nor number")
        wrong = attribute.problem(value)
        if wrong and not as_typed and vocabulary.belongs(item.tag, attribute):
            refuse(item.where, f"{attribute.name}: {wrong}")
        if attribute.type == "ref" and value != "":
            named[attribute.key] = str(value)
        else:
            plain[attribute.key] = value
    return plain, named
