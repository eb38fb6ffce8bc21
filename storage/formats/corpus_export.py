"""The documents of a project in the form that codecs write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.annotation import Annotation, Annotator
from domain.codebook import Tag
from domain.document import METADATA_FIELDS, Document, State
from domain.ids import DocumentId
from storage.contents import Contents
from storage.formats.codec import Carries, Writing
from storage.formats.corpus import ForeignDocument, ForeignRelation, ForeignSpan
from storage.formats.exporting import Choice, Page, Progress, pages, silent
from storage.formats.wording import Wording, exported_names, tags_among


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a project is exported: layers, documents, and tags (ids; None is all)."""

    layers: tuple[Annotator, ...]
    documents: tuple[DocumentId, ...]
    tags: tuple[str, ...] | None = None

    def choice(self, documents: Sequence[DocumentId]) -> Choice:
        """Return what reads some of its documents."""
        return Choice(tuple(layer.id for layer in self.layers), tuple(documents), self.tags)


class Corpus:
    """Turns pages of a project into foreign documents; labels are exported names of tags."""

    def __init__(self, contents: Contents, scope: Scope) -> None:
        self._contents = contents
        self._scope = scope
        self._wording = Wording(contents)
        self._layers = {layer.id: layer.name for layer in scope.layers}

    @property
    def tags(self) -> list[Tag]:
        """The tags that may occur, in the order of the codebook."""
        return tags_among(self._wording.codebook, self._scope.tags)

    def label(self, tag: Tag) -> str:
        """Return how a tag is called outside."""
        return self._wording.labels[tag.key]

    def writing(self, labels: dict[str, str], carries: Carries, without_text: bool) -> Writing:
        """Return what a writer is told; `labels` leads to the written ones."""
        return Writing(
            title=self._contents.info().title,
            labels=tuple(labels[self.label(tag)] for tag in self.tags),
            attributes={
                labels[self.label(tag)]: tuple(self._wording.attribute_names(tag).values())
                for tag in self.tags
                if carries.attributes
            },
            choices={
                labels[self.label(tag)]: self._choices(tag)
                for tag in self.tags
                if carries.attributes
            },
            relations={
                labels[self.label(tag)]: tuple(exported_names(tag.relations).values())
                for tag in self.tags
                if carries.relations
            },
            without_text=without_text,
        )

    def _choices(self, tag: Tag) -> dict[str, tuple[str, ...]]:
        names = self._wording.attribute_names(tag)
        return {names[a.key]: a.choices for a in tag.attributes if a.type == "enum"}

    def documents(
        self, chosen: Sequence[DocumentId], progress: Progress = silent
    ) -> Iterator[ForeignDocument]:
        """Yield the chosen documents one by one; `progress` counts them."""
        for page in pages(self._contents, self._scope.choice(chosen), progress):
            yield self._document(page)

    def _document(self, page: Page) -> ForeignDocument:
        document = page.document
        sources = {a.id: self._wording.tag(a) for a in page.annotations}
        return ForeignDocument(
            where=document.title,
            text=document.text,
            name=document.id,
            title=document.title,
            details=_details(document),
            note=document.note,
            spans=tuple(self._span(a) for a in page.annotations),
            relations=tuple(
                ForeignRelation(
                    r.source, self._wording.relation(r, sources[r.source]), r.target, r.id
                )
                for r in page.relations
            ),
            annotator=self._scope.layers[0].name if len(self._scope.layers) == 1 else "",
            states=self._states(document.id),
        )

    def _span(self, annotation: Annotation) -> ForeignSpan:
        return ForeignSpan(
            fragments=annotation.span.fragments,
            label=self._wording.label(annotation),
            id=annotation.id,
            quote=annotation.quote,
            attributes=self._wording.attributes(annotation),
            annotator=self._layers.get(annotation.annotator, ""),
            note=annotation.note,
            confidence=annotation.confidence,
        )

    def _states(self, document: DocumentId) -> dict[str, State]:
        return {
            self._layers[progress.annotator]: progress.state
            for progress in self._contents.documents.progress_of_all(document)
            if progress.annotator in self._layers and progress.state is not State.NEW
        }


def _details(document: Document) -> dict[str, object]:
    fields = {name: getattr(document, name) for name in METADATA_FIELDS}
    return {k: v for k, v in fields.items() if v} | dict(sorted(document.metadata.items()))
