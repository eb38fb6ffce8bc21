"""Exporting to the format of another program: first what it would hold, then the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from domain.ids import DocumentId
from storage.contents import Contents
from storage.errors import RefusedError
from storage.formats.codec import Codec
from storage.formats.corpus import ForeignDocument
from storage.formats.corpus_export import Corpus, Scope
from storage.formats.export_options import ExportOptions, chosen_documents, chosen_layers
from storage.formats.exporting import Progress, one_moment, silent
from storage.formats.fitting import Fitter, written_labels
from storage.formats.manifest import manifest_of, write_about
from storage.formats.outputs import (
    beside,
    check_target,
    checksums,
    inside,
    settle_file,
    settle_folder,
    staged,
)
from storage.formats.report import Report
from storage.formats.splitting import PARTS, draw
from storage.formats.tokens import tokeniser


@dataclass(frozen=True, slots=True)
class Part:
    """One file or folder of an export: its path below the target, its documents, its only tag."""

    path: str
    name: str
    documents: tuple[DocumentId, ...]
    tag: str | None = None


class Export:
    """One export to a codec's format, decided from the options; reads one moment of the project."""

    def __init__(self, contents: Contents, key: str, codec: Codec, options: ExportOptions) -> None:
        self._contents = contents
        self._key = key
        self._codec = codec
        self._options = options
        if options.without_text and not codec.carries.without_text:
            raise RefusedError(
                "This format has the texts in it, so it cannot be written without them. "
                "Nothing was written; choose another format."
            )
        several = codec.carries.annotators
        layers = chosen_layers(contents, options, several=several)
        documents = chosen_documents(contents, options, layers)
        self.scope = Scope(layers, tuple(documents), options.tags)
        self._corpus = Corpus(contents, self.scope)
        names = [self._corpus.label(tag) for tag in self._corpus.tags]
        self.labels = written_labels(names, free=codec.carries.free_labels)
        self._tokenise = tokeniser(options.tokens) if codec.carries.wants_tokens else None
        self.drawn = draw(contents, self.scope, options) if options.split else {}

    @property
    def is_folder(self) -> bool:
        """Whether the export is a folder of files, not one file."""
        return self._codec.is_folder or self._codec.in_folder or len(self.parts) > 1

    @property
    def parts(self) -> list[Part]:
        """The files of the export (folders, for a format of folders)."""
        names = self._codec.parts
        found = [Part("", names[0], self.scope.documents)]
        if self.drawn:
            found = [
                Part(name, name, tuple(d for d in self.scope.documents if self.drawn[d] == part))
                for part, name in zip(PARTS, names, strict=True)
            ]
        if self._options.overlap == "split" and self._is_flat:
            # A label may hold anything, a name of a folder may not.
            folders = written_labels(self.labels.values(), free=False)
            found = [
                replace(part, path=self._in_folder(folders[label], part), tag=label)
                for label in self.labels.values()
                for part in found
            ]
        return found

    @property
    def _is_flat(self) -> bool:
        """Whether spans that overlap need a policy."""
        carries = self._codec.carries
        return carries.flat_view or not carries.overlaps

    def _in_folder(self, folder: str, part: Part) -> str:
        is_apart = bool(part.path) or self._codec.in_folder
        return f"{folder}/{part.name}" if is_apart else folder

    def preflight(self, progress: Progress = silent) -> Report:
        """Return what the export would hold; raise FormatError where it would be refused."""
        report = self._report()
        for part in self.parts:
            for _ in self._documents(part, report, progress):
                pass
        return report

    def fitted(self) -> Iterator[ForeignDocument]:
        """Yield every document as it would be written."""
        report = self._report()
        for part in self.parts:
            yield from self._documents(part, report, silent)

    def write(self, target: Path, progress: Progress = silent) -> Report:
        """Write the files, all of them or none. Raises FormatError and RefusedError."""
        assert self._codec.write is not None
        self.check(target)
        report = self._report()
        with staged(target) as stage:
            for part in self.parts:
                path = self._path(stage, target, part)
                path.parent.mkdir(parents=True, exist_ok=True)
                if self._codec.is_folder:
                    path.mkdir(exist_ok=True)
                writing = self._corpus.writing(
                    self.labels, self._codec.carries, self._options.without_text
                )
                self._codec.write(path, self._documents(part, report, progress), writing)
            report.files = checksums(stage)
            header = self._codec.card_header
            above = "" if header is None else header(writing, self._files_by_part(stage))
            places = inside(stage) if self.is_folder else beside(stage / target.name)
            write_about(places, self._manifest(report), above)
            (settle_folder if self.is_folder else settle_file)(stage, target)
        return report

    def check(self, target: Path) -> None:
        """Raise RefusedError if the export must not go there."""
        check_target(target, self._contents.file, is_folder=self.is_folder)

    def _report(self) -> Report:
        layers = tuple(layer.name for layer in self.scope.layers)
        return Report(self._key, layers)

    def _path(self, stage: Path, target: Path, part: Part) -> Path:
        if self._codec.is_folder:
            return stage / part.path if part.path else stage
        suffix = self._codec.suffixes[0]
        if not self.is_folder:
            return stage / target.name
        return stage / f"{part.path or part.name}{suffix}"

    def _documents(
        self, part: Part, report: Report, progress: Progress
    ) -> Iterator[ForeignDocument]:
        fitter = Fitter(
            self._codec.carries,
            self._options.overlap,
            self.labels,
            self._tokenise,
            report.losses,
        )
        for document in self._corpus.documents(part.documents, progress):
            if part.tag is not None:
                document = self._of_tag(document, part.tag)
            fitted = fitter.fit(document)
            report.count([span.label for span in fitted.spans], len(fitted.relations))
            if self.drawn:
                report.parts[part.name] = report.parts.get(part.name, 0) + 1
            yield fitted

    def _of_tag(self, document: ForeignDocument, tag: str) -> ForeignDocument:
        spans = tuple(span for span in document.spans if self.labels[span.label] == tag)
        kept = {span.id for span in spans}
        relations = tuple(r for r in document.relations if r.source in kept)
        return replace(document, spans=spans, relations=relations)

    def _files_by_part(self, stage: Path) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for part in self.parts:
            path = self._path(stage, stage, part).relative_to(stage).as_posix()
            found[part.name] = (*found.get(part.name, ()), path)
        return found

    def _manifest(self, report: Report) -> dict[str, Any]:
        return manifest_of(
            self._contents,
            self._options,
            report,
            labels=self.labels,
            tokens=self._options.tokens if self._tokenise is not None else None,
            overlap=self._options.overlap if self._is_flat else None,
        )


def export_corpus(
    contents: Contents,
    key: str,
    codec: Codec,
    target: Path,
    options: ExportOptions,
    progress: Progress = silent,
) -> Report:
    """Write the export as the project stands at this moment, whole or not at all."""
    with one_moment(contents):
        return Export(contents, key, codec, options).write(target, progress)


def preflight_corpus(
    contents: Contents,
    key: str,
    codec: Codec,
    options: ExportOptions,
    progress: Progress = silent,
) -> Report:
    """Return what `export_corpus` would write, and what it could not carry."""
    with one_moment(contents):
        return Export(contents, key, codec, options).preflight(progress)
