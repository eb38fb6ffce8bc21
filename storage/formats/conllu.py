"""CoNLL-U with entities in `Entity=` (CorefUD, GUM): read, never written.

Brackets open and close entities at words: `(3-person-…` opens one of group 3, `3)` closes it,
`(3-person-…)` is one word long; `(3[1/2]-…` is the first part of two. Which field is the type says
`# global.Entity`. Names that stand as tags of words beside them (`NER=B-PER` in many treebanks,
`name=B-PER` in NorNE) are read as well. The text is made from the words: multiword tokens as they
are written, no space after `SpaceAfter=No`, a line a sentence; an entity that begins or ends at a
word that is not written (an empty node) has the written ones in it. Sources:
https://universaldependencies.org/format.html, https://universaldependencies.org/ext-format.html
(columns) and https://ufal.mff.cuni.cz/corefud (CorefUD 1.0 format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storage.formats.codec import Carries, Codec, ReadOptions
from storage.formats.corpus import ForeignDocument, ForeignSpan, Problem
from storage.formats.iob import OUTSIDE, chunks, is_tag
from storage.formats.text_lines import text_lines

_BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_NUMBER = re.compile(r"(\d{1,9})(?:-(\d{1,9})|\.(\d{1,9}))?", re.ASCII)
_PART = re.compile(r"^(.*?)\[(\d+)/(\d+)\]$")
_SUFFIXES = (".conllu", ".conllup", ".cupt")
_COLUMNS = 10
_USUAL = (0, 1, 9)
_TAGS = ("NER=", "NE=", "ner=", "name=")
_NAMELESS = "entity"
_UNWRITTEN = "Entities of words that are not written (empty nodes) are left out."
_LEFT_OUT = "Syntax and coreference are left out; the text is made from the words."


class _WrongError(Exception):
    """What is wrong with a line."""


@dataclass(slots=True)
class _Open:
    """An entity that is open; it begins with the next word while `start` is None."""

    label: str
    start: int | None


@dataclass(slots=True)
class _Draft:
    """A document as its lines come."""

    where: str
    name: str = ""
    title: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[ForeignSpan] = field(default_factory=list)
    open: dict[str, list[_Open]] = field(default_factory=dict)
    unbegun: list[_Open] = field(default_factory=list)
    waiting: dict[str, list[tuple[str, tuple[int, int]]]] = field(default_factory=dict)
    inside: tuple[int, int, int] | None = None
    is_glued: bool = True
    type_field: int = 1
    columns: tuple[int, int, int] = _USUAL
    tagged: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=lambda: [_LEFT_OUT])

    def write(self, words: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length


# Reading


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the documents of a file, divided by `# newdoc`."""
    draft = _Draft(path.name, title=path.stem)
    wrong: Problem | None = None
    for where, line in text_lines(path, options.encoding):
        if isinstance(line, Problem):
            yield line
            return
        if line.startswith("# newdoc"):
            yield from _finished(draft, wrong)
            name = line.partition("=")[2].strip()
            title, columns = name or path.stem, draft.columns
            draft = _Draft(where, name, title, type_field=draft.type_field, columns=columns)
            wrong = None
            continue
        try:
            _take(draft, line)
        except _WrongError as error:
            wrong = wrong or Problem(where, str(error))
    yield from _finished(draft, wrong)


def _take(draft: _Draft, line: str) -> None:
    if line.startswith("#"):
        _comment(draft, line)
    elif not line.strip():
        if draft.length and draft.parts[-1] != "\n":
            draft.write("\n")
        draft.is_glued, draft.inside = True, None
        _end_sentence(draft)
    else:
        cells = line.split("\t")
        if len(cells) <= max(draft.columns):
            raise _WrongError(f"a word has {len(cells)} columns, not {_COLUMNS}")
        _word(draft, *(cells[at] if at >= 0 else "_" for at in draft.columns))


def _end_sentence(draft: _Draft) -> None:
    """Make spans of the tags of names in the sentence."""
    places = [place for _, place in draft.tagged]
    for first, last, label in chunks([tag for tag, _ in draft.tagged]):
        draft.spans.append(ForeignSpan(((places[first][0], places[last][1]),), label))
    draft.tagged.clear()


def _comment(draft: _Draft, line: str) -> None:
    key, _, value = line[1:].partition("=")
    if key.strip() == "global.Entity":
        names = value.strip().split("-")
        draft.type_field = names.index("etype") if "etype" in names else 1
    elif key.strip() == "global.columns":
        names = value.split()
        found = (names.index(name) if name in names else -1 for name in ("ID", "FORM", "MISC"))
        number, form, misc = found
        if number < 0 or form < 0:
            raise _WrongError("its columns have no ID and FORM")
        draft.columns = (number, form, misc)
    elif key.strip() == "meta::title":
        draft.title = value.strip()


def _word(draft: _Draft, number: str, form: str, misc: str) -> None:
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise _WrongError(f"“{number}” is no number of a word")
    first, last, part = match.groups()
    if part:
        # An empty node stands for a word that is not written.
        _entities(draft, misc, (None, draft.length))
    elif last:
        start, _ = _place(draft, form, misc)
        draft.inside = (int(first), int(last), start)
        _begin(draft, start)
    else:
        if draft.inside is not None and int(first) <= draft.inside[1]:
            place = draft.inside[2], draft.length
        else:
            draft.inside = None
            place = _place(draft, form, misc)
        _begin(draft, place[0])
        _entities(draft, misc, place)
        tag = next((f.partition("=")[2] for f in misc.split("|") if f.startswith(_TAGS)), OUTSIDE)
        draft.tagged.append((tag if is_tag(tag) else OUTSIDE, place))


def _begin(draft: _Draft, start: int) -> None:
    """Let what was opened at words that are not written begin at this one."""
    for entity in draft.unbegun:
        entity.start = start
    draft.unbegun.clear()


def _place(draft: _Draft, form: str, misc: str) -> tuple[int, int]:
    if not draft.is_glued:
        draft.write(" ")
    draft.is_glued = "SpaceAfter=No" in misc.split("|")
    return draft.write(form)


def _entities(draft: _Draft, misc: str, place: tuple[int | None, int]) -> None:
    entity = next((f for f in misc.split("|") if f.startswith("Entity=")), "")
    for opened, closed, ended in _BRACKET.findall(entity.removeprefix("Entity=")):
        if ended:
            _close(draft, ended.split("-")[0], place[1])
            continue
        fields = opened.split("-")
        label = fields[draft.type_field] if draft.type_field < len(fields) else _NAMELESS
        begun = _Open(label, place[0])
        draft.open.setdefault(fields[0], []).append(begun)
        if begun.start is None:
            draft.unbegun.append(begun)
        if closed:
            _close(draft, fields[0], place[1])


def _close(draft: _Draft, group: str, end: int) -> None:
    opened = draft.open.get(group)
    if not opened:
        raise _WrongError(f"the entity {group} is closed but was not opened")
    entity = opened.pop()
    if not opened:
        del draft.open[group]
    if entity.start is None or entity.start >= end:
        draft.remarks.append(_UNWRITTEN)
    else:
        _add(draft, group, entity.label, (entity.start, end))


def _add(draft: _Draft, name: str, label: str, place: tuple[int, int]) -> None:
    part = _PART.match(name)
    if part is None:
        draft.spans.append(ForeignSpan((place,), label))
        return
    parts = draft.waiting.setdefault(part[1], [])
    parts.append((label, place))
    if len(parts) == int(part[3]):
        _join(draft, part[1])


def _join(draft: _Draft, group: str) -> None:
    """Make one span of the parts of an entity; the first of them that has a type names it."""
    parts = draft.waiting.pop(group)
    label = next((label for label, _ in parts if label != _NAMELESS), _NAMELESS)
    draft.spans.append(ForeignSpan(tuple(sorted(place for _, place in parts)), label))


def _finished(draft: _Draft, wrong: Problem | None) -> Iterator[ForeignDocument | Problem]:
    _end_sentence(draft)
    for group in list(draft.waiting):
        # The other parts are words that are not written.
        _join(draft, group)
    if wrong is None and draft.open:
        group = next(iter(draft.open))
        wrong = Problem(draft.where, f"the entity {group} is opened but never closed")
    if wrong is not None:
        yield wrong
    elif draft.length:
        yield ForeignDocument(
            where=draft.where,
            text="".join(draft.parts).removesuffix("\n"),
            name=draft.name,
            title=draft.title,
            spans=tuple(sorted(draft.spans, key=lambda s: (s.start, -s.end))),
            remarks=tuple(draft.remarks),
        )


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether the first word has the ten columns of CoNLL-U."""
    lines = head.splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith(b"#")), b"")
    return path.suffix.lower() in _SUFFIXES or len(first.split(b"\t")) == _COLUMNS


CODEC = Codec(
    carries=Carries(fragments=True, text=False),
    suffixes=_SUFFIXES,
    read=read,
    looks_like=looks_like,
)
