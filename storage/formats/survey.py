"""What a file of another program holds, found out before anything is imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.codebook import AttributeType
from domain.text import canonicalise
from domain.wording import counted
from storage.contents import Contents
from storage.errors import FormatError
from storage.formats.codec import Codec, ReadOptions, Unit
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.exporting import Progress, silent
from storage.formats.mapping import LabelMapping, propose
from storage.formats.outputs import is_about
from storage.formats.probing import Fit, Probe

_LISTED = 1_000
_LONGEST = 200


@dataclass(slots=True)
class Survey:
    """What was understood of one file or folder, and what is proposed to make of it.

    `labels` counts annotations by label; `attributes` and `kinds` (of relations) count by label and
    name, `targets` are the labels that relations lead to. `known` documents have a text that the
    project holds already. `problems` are records that cannot be read (the first thousand),
    `remarks` count what the reader leaves out by its reason.
    """

    name: str
    documents: int = 0
    known: int = 0
    annotations: int = 0
    suggestions: int = 0
    relations: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    attributes: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    targets: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    types: dict[tuple[str, str], set[type]] = field(default_factory=dict)
    annotators: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    malformed: int = 0
    fit: Fit | None = None
    mapping: LabelMapping = field(default_factory=LabelMapping)

    @property
    def unmapped(self) -> dict[str, int]:
        """The labels that neither a tag nor the person's choice covers, with their counts."""
        covered = self.mapping.labels.keys() | set(self.mapping.new_tags)
        return {label: n for label, n in self.labels.most_common() if label not in covered}

    @property
    def spelt_out(self) -> LabelMapping:
        """The mapping with all that leads nowhere named as left out, for a person to edit."""
        led = self.mapping.labels
        nowhere = LabelMapping(
            dict.fromkeys(self.unmapped),
            attributes={f"{a}.{b}": None for a, b in self.attributes if led.get(a)},
            relations={f"{a}.{b}": None for a, b in self.kinds if led.get(a)},
            annotators={name: name for name in self.annotators},
        )
        return self.mapping.over(nowhere)

    def type_of(self, label: str, name: str) -> AttributeType:
        """Return the type of attribute that would hold all values of that name."""
        found = self.types.get((label, name), set())
        if found and found <= {int, float}:
            return "number"
        return "boolean" if found == {bool} else "text"

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return {
            "file": self.name,
            "documents": self.documents,
            "known_documents": self.known,
            "annotations": self.annotations,
            "suggestions": self.suggestions,
            "relations": self.relations,
            "labels": dict(self.labels.most_common()),
            "attributes": {f"{a}.{b}": n for (a, b), n in self.attributes.most_common()},
            "relation_kinds": {f"{a}.{b}": n for (a, b), n in self.kinds.most_common()},
            "annotators": dict(self.annotators.most_common()),
            "offsets": None if self.fit is None else self.fit.sentence,
            "quotes": 0 if self.fit is None else self.fit.quotes,
            "quotes_matched": 0 if self.fit is None else self.fit.matched,
            "unmapped": self.unmapped,
            "remarks": dict(self.remarks.most_common()),
            "malformed": self.malformed,
            "problems": [problem.sentence for problem in self.problems],
            "mapping": self.mapping.as_json(),
        }

    def lines(self) -> list[str]:
        """Return it as people read it, a line each."""
        said = [
            f"{self.name}: {counted(self.documents, 'document')} "
            f"({self.known:,} in the project already), "
            f"{counted(self.annotations, 'annotation')}, {counted(self.relations, 'relation')}."
        ]
        for label, number in self.labels.most_common():
            said.append(f"  {number:>8,}  {label} → {self._goal(label)}")
        said += [
            f"  {number:>8,}  {label}.{name} → {self._goal_of(table, new, label, name)}"
            for counted, table, new in (
                (self.attributes, self.mapping.attributes, self.mapping.new_attributes),
                (self.kinds, self.mapping.relations, self.mapping.new_relations),
            )
            for (label, name), number in counted.most_common()
        ]
        if self.annotators:
            people = ", ".join(f"{name} ({n:,})" for name, n in self.annotators.most_common())
            said.append(f"Annotators: {people}.")
        if self.suggestions:
            said.append(
                f"{self.suggestions:,} are suggestions of a program, in a layer of its own."
            )
        if self.fit is not None and self.documents:
            said.append(self.fit.sentence)
        said += [f"{remark} ({number:,})" for remark, number in self.remarks.most_common()]
        if self.malformed:
            said.append(f"{counted(self.malformed, 'record')} cannot be read:")
            said += [f"  {problem.sentence}" for problem in self.problems]
        return said

    def _goal(self, label: str) -> str:
        if label in self.mapping.new_tags:
            return "a new tag"
        if label not in self.mapping.labels:
            return "no tag of the codebook (map it, make a tag of it, or skip it)"
        return self.mapping.labels[label] or "left out"

    def _goal_of(
        self, table: Mapping[str, str | None], new: Sequence[str], label: str, name: str
    ) -> str:
        whole = f"{label}.{name}"
        is_new = whole in new or (label in self.mapping.new_tags and whole not in table)
        return "made with the tag" if is_new else table.get(whole) or "left out"


def files_of(codec: Codec, path: Path) -> list[Path]:
    """Return what to read: the path itself, or the files of a folder that the format may be in."""
    if path.suffix.lower() == ".zip" and not path.is_dir():
        raise FormatError(
            f"{path} is an archive. Nothing was imported; unpack it, and import what comes out."
        )
    if codec.is_folder or not path.is_dir():
        return [path]
    found = sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in codec.suffixes and file.is_file() and not is_about(file)
    )
    if not found:
        raise FormatError(
            f"{path} holds no file that ends in {' or '.join(codec.suffixes)}. "
            "Nothing was imported."
        )
    return found


def records_of(
    codec: Codec, paths: list[Path], options: ReadOptions
) -> Iterator[ForeignDocument | Problem]:
    """Yield what the files hold, one document at a time; raise FormatError for a wrong file."""
    assert codec.read is not None
    for path in paths:
        try:
            yield from map(_with_labels, codec.read(path, options))
        except OSError as error:
            raise FormatError(
                f"{path} could not be read: {error.strerror or error}. Nothing was imported."
            ) from error


def _with_labels(record: ForeignDocument | Problem) -> ForeignDocument | Problem:
    """Return a record, or what is wrong if a label of it is no label but a whole text."""
    if isinstance(record, Problem) or all(len(s.label) <= _LONGEST for s in record.spans):
        return record
    return Problem(record.where, f"a label has more than {_LONGEST} characters")


def survey_corpus(
    contents: Contents,
    codec: Codec,
    path: Path,
    options: ReadOptions,
    *,
    unit: Unit | None = None,
    mapping: LabelMapping | None = None,
    progress: Progress = silent,
) -> Survey:
    """Read a file or folder once and say what is in it; what `mapping` says goes before a guess."""
    survey = Survey(path.name)
    probe = Probe(codec.unit, unit)
    for record in records_of(codec, files_of(codec, path), options):
        progress(0, 1)
        if isinstance(record, Problem):
            survey.malformed += 1
            if len(survey.problems) < _LISTED:
                survey.problems.append(record)
            continue
        probe.look(record)
        _count(survey, record)
        if record.text is not None:
            known = contents.documents.of_text(canonicalise(record.text).sha256)
            survey.known += bool(known)
    survey.fit = probe.fit()
    mapping = mapping or LabelMapping()
    guess = propose(
        contents.codebooks.current(),
        survey.labels,
        survey.attributes,
        survey.kinds,
        mapping.labels,
    )
    survey.mapping = mapping.over(guess)
    return survey


def _count(survey: Survey, document: ForeignDocument) -> None:
    survey.documents += 1
    survey.annotations += len(document.spans)
    survey.relations += len(document.relations)
    survey.remarks.update(document.remarks)
    labels = {span.id: span.label for span in document.spans}
    for span in document.spans:
        survey.labels[span.label] += 1
        survey.suggestions += span.is_machine
        for attribute, value in span.attributes.items():
            survey.attributes[span.label, attribute] += 1
            survey.types.setdefault((span.label, attribute), set()).add(type(value))
        if name := span.annotator or document.annotator:
            survey.annotators[name] += 1
    for relation in document.relations:
        if relation.source in labels:
            key = (labels[relation.source], relation.kind)
            survey.kinds[key] += 1
            survey.targets.setdefault(key, set()).add(labels.get(relation.target, ""))
