"""brat standoff: a folder of texts (.txt) with their annotations beside them (.ann).

Source: https://brat.nlplab.org/standoff.html and brat's server/src/annotation.py. Values that an
attribute line cannot hold (several words, numbers as such) stand in a note of a kind of our own, so
that they come back exactly; brat shows it as a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from storage.formats.brat_lines import (
    NOTES,
    OURS,
    UNSURE,
    LineError,
    bare,
    parse,
    relations,
    remarks,
    spans,
)
from storage.formats.codec import Carries, Codec, ReadOptions, Writing
from storage.formats.corpus import ForeignDocument, ForeignSpan, Problem
from storage.formats.text_lines import not_in

_LARGEST = 64 * 1024 * 1024
_CONF = "annotation.conf"
_WHOLE = ".ann"
_ALONE = "Texts without a file of annotations beside them come in untagged."
# The tasks of BioNLP give the entities apart from what is to be found on them; brat reads both.
_PARTS = (".a1", ".a2", ".co", ".rel")


# Reading


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the texts of a folder and of those in it, each with what stands beside it."""
    root = path if path.is_dir() else path.parent
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path.with_suffix(".txt")]
    for text_file in files:
        yield _document(root, text_file, options)
    if path.is_dir():
        for alone in sorted(_annotations_in(path)):
            if not alone.with_suffix(".txt").is_file():
                where = alone.relative_to(root).as_posix()
                yield Problem(where, f"there is no text {alone.stem}.txt beside it")


def _annotations_in(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.suffix in (_WHOLE, *_PARTS))


def _beside(text_file: Path) -> list[Path]:
    """Return the annotations of a text: one file, else those that they are split into."""
    whole = text_file.with_suffix(_WHOLE)
    if whole.is_file():
        return [whole]
    return [file for suffix in _PARTS if (file := text_file.with_suffix(suffix)).is_file()]


def _document(root: Path, text_file: Path, options: ReadOptions) -> ForeignDocument | Problem:
    name = text_file.relative_to(root).with_suffix("").as_posix()
    text = _text(text_file, options.encoding)
    if isinstance(text, str):
        return Problem(f"{name}.txt", text)
    files = _beside(text_file)
    held = []
    for file in files:
        lines = _text(file, None)
        if isinstance(lines, str) and options.encoding:
            # brat writes UTF-8; what made the texts in another encoding may have made these.
            lines = _text(file, options.encoding)
        if isinstance(lines, str):
            return Problem(f"{name}{file.suffix}", lines)
        held.append(lines.words)
    try:
        found = parse(*held)
    except LineError as error:
        line = f", line {error.number}" if error.number else ""
        return Problem(f"{name}{files[error.part].suffix}{line}", str(error))
    return ForeignDocument(
        where=f"{name}{files[0].suffix if files else '.txt'}",
        text=text.words,
        name=name,
        title=name,
        spans=spans(found),
        relations=tuple(relations(found)),
        remarks=tuple(remarks(found)) if files else (_ALONE,),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    words: str


def _text(path: Path, encoding: str | None) -> _Read | str:
    """Return the text of a file as it is, or what is wrong with it."""
    if not path.is_file():
        return "there is no such file"
    if path.stat().st_size > _LARGEST:
        return f"the file is larger than {_LARGEST >> 20} MB"
    try:
        return _Read(path.read_bytes().decode(encoding or "utf-8"))
    except (UnicodeDecodeError, LookupError):
        return not_in(encoding)


# Writing


@dataclass(slots=True)
class _Seen:
    """What a configuration has to declare."""

    values: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def note(self, span: ForeignSpan, values: dict[str, str]) -> None:
        for name, value in values.items():
            self.values.setdefault(name, {}).setdefault(span.label, set()).add(value)


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write a text and its annotations for each document, and the configuration that brat needs."""
    path.mkdir(exist_ok=True)
    taken: set[str] = set()
    seen = _Seen()
    for document in documents:
        name = _file_name(document, taken)
        (path / f"{name}.txt").write_bytes((document.text or "").encode("utf-8"))
        with (path / f"{name}.ann").open("w", encoding="utf-8", newline="\n") as file:
            _write_document(file, document, seen)
    (path / _CONF).write_text(_configuration(writing, seen), "utf-8", newline="\n")


def _file_name(document: ForeignDocument, taken: set[str]) -> str:
    wanted = re.sub(r"[^\w.-]+", "_", document.title or document.name, flags=re.ASCII)
    wanted = wanted.strip("._")[:80] or "text"
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name


def _write_document(file: TextIO, document: ForeignDocument, seen: _Seen) -> None:
    text = document.text or ""
    names = {span.id: f"T{number}" for number, span in enumerate(document.spans, 1)}
    attributes = notes = 0
    for number, span in enumerate(document.spans, 1):
        name = f"T{number}"
        places = ";".join(f"{start} {end}" for start, end in span.fragments)
        quote = re.sub(r"[\n\t]", " ", span.words(text))
        file.write(f"{name}\t{span.label} {places}\t{quote}\n")
        values = bare(span.attributes)
        seen.note(span, values)
        for attribute, value in values.items():
            attributes += 1
            file.write(f"A{attributes}\t{attribute} {name} {value}\n")
        if span.confidence != "sure":
            attributes += 1
            file.write(f"A{attributes}\t{UNSURE} {name}\n")
        for kind, said in _notes(span):
            notes += 1
            file.write(f"#{notes}\t{kind} {name}\t{said}\n")
    for number, relation in enumerate(document.relations, 1):
        ends = f"Arg1:{names[relation.source]} Arg2:{names[relation.target]}"
        file.write(f"R{number}\t{relation.kind} {ends}\t\n")


def _notes(span: ForeignSpan) -> Iterator[tuple[str, str]]:
    if span.attributes:
        yield OURS, json.dumps(dict(span.attributes), ensure_ascii=True)
    if span.note:
        yield from ((NOTES, line) for line in span.note.split("\n"))


def _configuration(writing: Writing, seen: _Seen) -> str:
    kinds = {kind: label for label, kinds in writing.relations.items() for kind in kinds}
    lines = ["[entities]", *writing.labels, "", "[relations]"]
    for kind in kinds:
        sources = "|".join(label for label in writing.labels if kind in writing.relations[label])
        lines.append(f"{kind}\tArg1:{sources}, Arg2:<ENTITY>")
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", ""]
    lines += ["[attributes]", f"{UNSURE}\tArg:<ENTITY>"]
    for name, by_label in seen.values.items():
        values = "|".join(sorted(set().union(*by_label.values())))
        lines.append(f"{name}\tArg:{'|'.join(by_label)}, Value:{values}")
    return "\n".join(lines) + "\n"


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether a folder is a corpus of brat (annotations are in it), or a file one of them."""
    del head
    if path.is_dir():
        return next(_annotations_in(path), None) is not None
    return path.with_suffix(".txt").is_file()


CODEC = Codec(
    carries=Carries(
        fragments=True,
        relations=True,
        attributes=True,
        notes=True,
        confidence=True,
        free_labels=False,
    ),
    suffixes=(_WHOLE, *_PARTS[:2]),
    read=read,
    write=write,
    looks_like=looks_like,
    is_folder=True,
)
