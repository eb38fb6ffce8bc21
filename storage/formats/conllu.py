"""CoNLL-U with entities in `Entity=` (CorefUD, GUM): read, never written.

Brackets open and close entities at words: `(3-person-…` opens one of group 3, `3)` closes it,
`(3-person-…)` is one word long; `(3[1/2]-…` is the first part of two. Which field is the type says
`# global.Entity`. The text is made from the words: multiword tokens as they are written, no space
after `SpaceAfter=No`, a line a sentence. Sources: https://universaldependencies.org/format.html and
https://ufal.mff.cuni.cz/corefud (CorefUD 1.0 format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storage.formats.codec import Carries, Codec, ReadOptions
from storage.formats.corpus import ForeignDocument, ForeignSpan, Problem
from storage.formats.text_lines import text_lines

_BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_PART = re.compile(r"^(.*?)\[(\d+)/(\d+)\]$")
_COLUMNS = 10
_LEFT_OUT = "Syntax and coreference are left out; the text is made from the words."


class _WrongError(Exception):
    """What is wrong with a line."""


@dataclass(slots=True)
class _Draft:
    """A document as its lines come."""

    where: str
    name: str = ""
    title: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[ForeignSpan] = field(default_factory=list)
    open: list[tuple[str, str, int]] = field(default_factory=list)
    waiting: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    inside: tuple[int, int, int] | None = None
    is_glued: bool = True
    type_field: int = 1

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
            draft, wrong = _Draft(where, name, name or path.stem, type_field=draft.type_field), None
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
    else:
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            raise _WrongError(f"a word has {len(cells)} columns, not {_COLUMNS}")
        _word(draft, cells)


def _comment(draft: _Draft, line: str) -> None:
    key, _, value = line[1:].partition("=")
    if key.strip() == "global.Entity":
        names = value.strip().split("-")
        draft.type_field = names.index("etype") if "etype" in names else 1
    elif key.strip() == "meta::title":
        draft.title = value.strip()


def _word(draft: _Draft, cells: list[str]) -> None:
    number, form, misc = cells[0], cells[1], cells[9]
    if "." in number:
        return  # An empty node stands for a word that is not written.
    if "-" in number:
        first, last = (int(n) for n in number.split("-") if n.isdecimal())
        start, _ = _place(draft, form, misc)
        draft.inside = (first, last, start)
        return
    if not number.isdecimal():
        raise _WrongError(f"“{number}” is no number of a word")
    if draft.inside is not None and int(number) <= draft.inside[1]:
        place = draft.inside[2], draft.length
    else:
        draft.inside = None
        place = _place(draft, form, misc)
    _entities(draft, misc, place)


def _place(draft: _Draft, form: str, misc: str) -> tuple[int, int]:
    if not draft.is_glued:
        draft.write(" ")
    draft.is_glued = "SpaceAfter=No" in misc.split("|")
    return draft.write(form)


def _entities(draft: _Draft, misc: str, place: tuple[int, int]) -> None:
    entity = next((f for f in misc.split("|") if f.startswith("Entity=")), "")
    for opened, closed, ended in _BRACKET.findall(entity.removeprefix("Entity=")):
        if ended:
            _close(draft, ended.split("-")[0], place[1])
            continue
        fields = opened.split("-")
        label = fields[draft.type_field] if draft.type_field < len(fields) else "entity"
        draft.open.append((fields[0], label, place[0]))
        if closed:
            _close(draft, fields[0], place[1])


def _close(draft: _Draft, group: str, end: int) -> None:
    for at in range(len(draft.open) - 1, -1, -1):
        name, label, start = draft.open[at]
        if name == group:
            del draft.open[at]
            _add(draft, name, label, (start, end))
            return
    raise _WrongError(f"the entity {group} is closed but was not opened")


def _add(draft: _Draft, name: str, label: str, place: tuple[int, int]) -> None:
    part = _PART.match(name)
    if part is None:
        draft.spans.append(ForeignSpan((place,), label))
        return
    places = draft.waiting.setdefault(part[1], [])
    places.append(place)
    if len(places) == int(part[3]):
        draft.spans.append(ForeignSpan(tuple(sorted(draft.waiting.pop(part[1]))), label))


def _finished(draft: _Draft, wrong: Problem | None) -> Iterator[ForeignDocument | Problem]:
    if wrong is None and draft.open:
        group = draft.open[0][0]
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
            remarks=(_LEFT_OUT,),
        )


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether the first word has the ten columns of CoNLL-U."""
    lines = head.splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith(b"#")), b"")
    return path.suffix.lower() == ".conllu" or len(first.split(b"\t")) == _COLUMNS


CODEC = Codec(
    carries=Carries(fragments=True, text=False),
    suffixes=(".conllu",),
    read=read,
    looks_like=looks_like,
)
