"""What becomes of a real file: imported into an empty project, with every quote compared."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from storage.check import check_project
from storage.errors import GlossatorError
from storage.formats.corpus_import import ImportOptions
from storage.formats.importing import import_files, survey_files
from storage.opening import new_project
from tests.interop.samples import Sample


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import made of a file; `said` are the sentences about it."""

    sample: Sample
    documents: int = 0
    annotations: int = 0
    relations: int = 0
    quotes: int = 0
    matched: int = 0
    skipped: int = 0
    sound: bool = True
    said: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is in, with every quote matching."""
        return not self.said and self.quotes == self.matched

    @property
    def word(self) -> str:
        """What happened, in a word."""
        if self.documents == 0:
            return "refused"
        return "in part" if self.skipped else "imported"


def outcome(sample: Sample) -> Outcome:
    """Import a file into a new project, making a tag of every label, and say what happened."""
    options = ImportOptions(on_error="skip", unknown="create")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.gloss"
        with new_project(path, title="Interop", annotator="Reader") as project:
            try:
                (survey,) = survey_files(
                    project, [sample.path], format_key=sample.key, options=options
                )
                tally, _ = import_files(
                    project,
                    [sample.path],
                    format_key=sample.key,
                    annotator="Reader",
                    options=options,
                )
            except GlossatorError as error:
                return Outcome(sample, said=(str(error),))
            assert survey.fit is not None
            return Outcome(
                sample,
                documents=tally.documents + tally.known_documents,
                annotations=tally.annotations,
                relations=tally.relations,
                quotes=survey.fit.quotes,
                matched=survey.fit.matched,
                skipped=tally.left_out,
                sound=check_project(project).is_sound,
                said=tuple(note for note in tally.notes if note != survey.fit.sentence),
            )


def text_outcome(sample: Sample) -> Outcome:
    """Import a source text into a new project and say what happened."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.gloss"
        with new_project(path, title="Interop", annotator="Reader") as project:
            try:
                tally, _ = import_files(project, [sample.path], format_key=sample.key)
            except GlossatorError as error:
                return Outcome(sample, said=(str(error),))
            sound = check_project(project).is_sound
            return Outcome(sample, documents=tally.documents, sound=sound, said=tuple(tally.notes))


def table(outcomes: list[Outcome]) -> str:
    """Return the outcomes as a table in Markdown."""
    lines = [
        "| format | file | documents | annotations | relations | quotes | outcome |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for each in outcomes:
        said = " ".join(each.said[:2]).replace("|", "\\|")
        more = f" … and {len(each.said) - 2:,} more" if len(each.said) > 2 else ""
        quotes = f"{each.matched:,} of {each.quotes:,}" if each.quotes else "none"
        lines.append(
            f"| `{each.sample.key}` | {each.sample.name} | {each.documents:,} | "
            f"{each.annotations:,} | {each.relations:,} | {quotes} | "
            f"{each.word}{'. ' if said else ''}{said}{more} |"
        )
    return "\n".join(lines)
