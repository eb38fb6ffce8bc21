"""Taking in the documents of another program: each wholly or not at all, all in one action."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from domain.codebook import Tag
from domain.text import CanonicalText, canonicalise
from storage.formats.codec import Codec, ReadOptions, Unit
from storage.formats.corpus import ForeignDocument, ForeignSpan, Problem
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake, OnConflict
from storage.formats.links import Link
from storage.formats.mapping import LabelMapping, remember, remembered
from storage.formats.new_tags import make_tags
from storage.formats.offsets import OffsetError, Reading, Ruler, same_words
from storage.formats.placing import Placer, take_progress
from storage.formats.survey import Survey, files_of, records_of, survey_corpus
from storage.formats.tally import MOST_NAMED, RecordError, refuse
from storage.formats.values import fitting_value

OnError = Literal["stop", "skip"]
Unknown = Literal["refuse", "skip", "create"]
_MACHINE = "Suggestions"
_SHOWN = 40
_SHOWN_WORDS = 120
_LISTED = 20
_MOST_TAGS = 500
LONGEST_TEXT = 100_000_000
_MORE = "Other values and spans are left out."


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to take a file in: `mapping` goes before what is guessed, `offsets` before the probe.

    `on_error` is for records that cannot be read, `on_conflict` for what is in the project already
    and differs, `unknown` for labels that no mapping covers, `labels` name numbered classes.
    """

    mapping: LabelMapping = LabelMapping()  # noqa: RUF009 - a frozen value
    on_error: OnError = "stop"
    on_conflict: OnConflict = "keep"
    unknown: Unknown = "refuse"
    offsets: Unit | None = None
    encoding: str | None = None
    labels: tuple[str, ...] = ()

    @property
    def reading(self) -> ReadOptions:
        """What a reader needs to know of it."""
        return ReadOptions(self.encoding, self.labels)


def import_corpus(
    intake: Intake,
    key: str,
    codec: Codec,
    path: Path,
    options: ImportOptions,
    *,
    onto: str | None = None,
    progress: Progress = silent,
) -> Survey:
    """Survey a file or folder, then take in its documents; return the survey.

    `onto` names the document of a file without texts. Raises FormatError, naming the record that is
    wrong unless such records are skipped; what was skipped is in the notes of the tally.
    """
    known = options.mapping.over(remembered(intake.project, key))
    survey = survey_corpus(
        intake.project,
        codec,
        path,
        options.reading,
        unit=options.offsets,
        mapping=known,
        progress=progress,
    )
    _decide(intake, key, survey, known, options)
    taking = _Taking(intake, survey, options, onto)
    for done, record in enumerate(records_of(codec, files_of(codec, path), options.reading)):
        progress(done, survey.documents + survey.malformed)
        taking.take(record)
    intake.finish()
    intake.tally.notes += taking.notes()
    return survey


def _decide(
    intake: Intake, key: str, survey: Survey, known: LabelMapping, options: ImportOptions
) -> None:
    """Settle what each label becomes, make the tags that are wanted, and keep the decisions."""
    survey.mapping = _covering(survey, options)
    if survey.mapping.makes:
        made = make_tags(intake.project, intake.action, survey)
        known = made.over(known.made)
        survey.mapping = made.over(survey.mapping.made)
        intake.reread_codebook()
    guessed = [
        f"{label} as {goal}"
        for label, goal in survey.mapping.labels.items()
        if goal and label not in known.labels and label.casefold() != goal.casefold()
    ]
    if guessed:
        intake.tally.notes.append(f"{survey.name}: labels are taken to mean {', '.join(guessed)}.")
    if known != LabelMapping():
        remember(intake.action, intake.project.id, key, known)


def _covering(survey: Survey, options: ImportOptions) -> LabelMapping:
    """Return the mapping with a decision for each label; refuse if none was made."""
    unmapped = survey.unmapped
    if not unmapped:
        return survey.mapping
    if options.unknown == "refuse":
        named = [f"“{label}” ({number:,})" for label, number in unmapped.items()]
        listed = ", ".join(named[:_LISTED])
        if (more := len(named) - _LISTED) > 0:
            listed += f" and {more:,} more labels"
        refuse(
            survey.name,
            f"the codebook has no tag for {listed}; say in a mapping which tags they mean, "
            "or have them made into tags or skipped",
        )
    if options.unknown == "skip":
        return LabelMapping(dict.fromkeys(unmapped)).over(survey.mapping)
    if len(unmapped) > _MOST_TAGS:
        refuse(
            survey.name,
            f"it has {len(unmapped):,} labels without a tag, and no more than {_MOST_TAGS} tags "
            "are made at once; say in a mapping which tags they mean, or have them skipped",
        )
    return LabelMapping(new_tags=tuple(unmapped)).over(survey.mapping)


class _MalformedError(Exception):
    """A document that does not come in; it never leaves this module."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(what)
        self.problem = Problem(where, what)


class _Taking:
    """One file being taken in."""

    def __init__(
        self, intake: Intake, survey: Survey, options: ImportOptions, onto: str | None
    ) -> None:
        assert survey.fit is not None
        self._intake = intake
        self._mapping = survey.mapping
        self._reading = survey.fit.reading
        self._skips = options.on_error == "skip"
        self._placer = Placer(intake, survey.name, onto)
        self._skipped: list[str] = []
        self._skips_counted = 0
        self._left: dict[str, int] = dict(survey.remarks)
        self._fit = survey.fit

    def take(self, record: ForeignDocument | Problem) -> None:
        """Take a document in, or stop at what is wrong, or skip it."""
        problem = record if isinstance(record, Problem) else self._tried(record)
        if problem is None:
            return
        if not self._skips:
            refuse(problem.where, problem.what)
        self._skips_counted += 1
        if len(self._skipped) < MOST_NAMED:
            self._skipped.append(problem.sentence)
        self._intake.tally.left_out += 1

    def _tried(self, document: ForeignDocument) -> Problem | None:
        try:
            self._document(document)
        except _MalformedError as error:
            return error.problem
        except RecordError as error:
            return Problem(error.where, error.what)
        return None

    def notes(self) -> list[str]:
        """Return what to tell of the file."""
        said = [self._fit.sentence] if self._fit.quotes or self._fit.doubt else []
        said += [f"{what} ({number:,})" for what, number in self._left.items()]
        if number := self._skips_counted:
            said.append("A record was skipped:" if number == 1 else f"{number:,} were skipped:")
            said += self._skipped
            if (more := number - len(self._skipped)) > 0:
                said.append(f"… and {more:,} more.")
        return [*said, *self._placer.notes]

    def _document(self, document: ForeignDocument) -> None:
        if len(document.text or "") > LONGEST_TEXT:
            what = f"its text has more than {LONGEST_TEXT:,} characters"
            raise _MalformedError(document.where, what)
        text = None if document.text is None else canonicalise(document.text)
        left: dict[str, int] = {}
        raw = document.text if document.text is not None else self._placer.text(document)
        # All that can be wrong is found out before the first row is written.
        spans = _placed(document, raw, self._reading)
        items, links = self._items(document, spans, left)
        place = self._placer.place(document, text)
        if place is None:
            return
        for name, state in document.states.items():
            if who := self._annotator(name or document.annotator) or self._intake.annotator:
                take_progress(self._intake, document.where, place, {who: state.value})
        self._intake.annotations(place, text or CanonicalText(raw), items, links)
        for what, number in left.items():
            # A file in which everything is odd must not fill the memory with what is said of it.
            known = what if what in self._left or len(self._left) < MOST_NAMED else _MORE
            self._left[known] = self._left.get(known, 0) + number

    def _items(
        self,
        document: ForeignDocument,
        spans: list[ForeignSpan],
        left: dict[str, int],
    ) -> tuple[list[tuple[str, dict[str, Any]]], list[Link]]:
        items: list[tuple[str, dict[str, Any]]] = []
        tags: dict[str, tuple[str, Tag]] = {}
        seen: set[str] = set()
        for span in spans:
            if span.id and span.id in seen:
                raise _MalformedError(document.where, f"two spans have the same id {span.id}")
            seen.add(span.id)
            key = self._mapping.labels.get(span.label)
            if key is None:
                _count(left, f"Spans labelled “{span.label}” are left out, as the mapping says.")
                continue
            tag = self._intake.vocabulary.tag(document.where, key)
            if all(start == end for start, end in span.fragments):
                _count(left, "Spans of no characters are left out: a tag needs words.")
                continue
            tags[span.id] = (span.label, tag)
            items.append((document.where, self._item(document, span, tag, left)))
        return items, self._links(document, seen, tags, left)

    def _item(
        self, document: ForeignDocument, span: ForeignSpan, tag: Tag, left: dict[str, int]
    ) -> dict[str, Any]:
        annotator = self._annotator(span.annotator or document.annotator)
        if span.is_machine:
            annotator = annotator or _MACHINE
            self._intake.register.annotator(annotator, "machine")
        given: dict[str, Any] = {
            "fragments": [list(f) for f in span.fragments if f[0] < f[1]],
            "tag": tag.key,
            "attributes": self._attributes(span, tag, left),
            "confidence": span.confidence,
            "origin": "machine" if span.is_machine else "person",
        }
        if span.note:
            given["note"] = span.note
        return (
            given
            | ({"id": span.id} if span.id else {})
            | ({"annotator": annotator} if annotator else {})
        )

    def _attributes(self, span: ForeignSpan, tag: Tag, left: dict[str, int]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in span.attributes.items():
            key = self._mapping.attributes.get(f"{span.label}.{name}")
            attribute = None if key is None else tag.attribute(key)
            if attribute is None:
                _count(left, f"{tag.name} has no attribute for “{name}”: its values are left out.")
                continue
            fitted = fitting_value(attribute, value)
            if fitted is None:
                said = str(value)[:_SHOWN]
                _count(left, f"“{said}” is no value of {tag.name} {attribute.name}: left out.")
            else:
                found[attribute.key] = fitted
        return found

    def _links(
        self,
        document: ForeignDocument,
        seen: set[str],
        tags: dict[str, tuple[str, Tag]],
        left: dict[str, int],
    ) -> list[Link]:
        links: dict[Link, None] = {}
        for relation in document.relations:
            if missing := {relation.source, relation.target} - seen:
                what = f"the relation “{relation.kind}” leads to {min(missing)}, which is not there"
                raise _MalformedError(document.where, what)
            if relation.source not in tags or relation.target not in tags:
                _count(left, "Relations of spans that are left out are left out as well.")
                continue
            label, tag = tags[relation.source]
            kind = self._mapping.relations.get(f"{label}.{relation.kind}")
            if kind is None or tag.relation(kind) is None:
                _count(left, f"{tag.name} has no relation for “{relation.kind}”: left out.")
                continue
            link = (document.where, relation.source, kind, relation.target)
            if link in links:
                _count(left, "Relations that stand in the file twice come in once.")
            else:
                links[link] = None
        return list(links)

    def _annotator(self, name: str) -> str:
        return self._mapping.annotators.get(name, name)


def _placed(document: ForeignDocument, text: str, reading: Reading) -> list[ForeignSpan]:
    """Return the spans in code points of the text; raise if one does not stand on its quote."""
    ruler = Ruler(text, reading)
    placed = []
    for span in document.spans:
        try:
            found = replace(span, fragments=ruler.place(tuple(sorted(span.fragments))))
        except OffsetError as error:
            raise _MalformedError(document.where, f"“{span.label}”: {error}") from error
        if span.quote is not None and not same_words(found.words(text), span.quote):
            raise _MalformedError(
                document.where,
                f"“{span.label}” says its words are “{_short(span.quote)}”, "
                f"but the text has “{_short(found.words(text))}” there",
            )
        if any(b[0] < a[1] for a, b in zip(found.fragments, found.fragments[1:], strict=False)):
            raise _MalformedError(document.where, f"the fragments of “{span.label}” overlap")
        placed.append(found)
    return placed


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN_WORDS else f"{words[:_SHOWN_WORDS]}…"


def _count(left: dict[str, int], what: str) -> None:
    left[what] = left.get(what, 0) + 1
