"""Reading what is adjudicated: the cases of a document, from the layers that are compared."""

from __future__ import annotations

from collections.abc import Sequence

from domain.adjudication import Annotations, GoldCase, build_cases, decided_anew
from domain.annotation import Annotation
from domain.document import State
from domain.ids import AnnotatorId, DocumentId
from storage.contents import Contents
from storage.repositories.merged import resolved_ids


def document_cases(
    contents: Contents, document: DocumentId, annotators: Sequence[AnnotatorId]
) -> list[GoldCase]:
    """Return the cases of a document, most consequential first, each with what was decided.

    An annotator who has neither tagged in the document nor marked it done does not count there.
    """
    layers = contents.annotations.of_document(document, annotators)
    given = Annotations(
        layers=layers,
        counted=_counted(contents, document, annotators, {a.annotator for a in layers}),
        relations=contents.relations.of_document(document),
        gold=_gold(contents, document),
        decisions=contents.decisions.of_document(document),
        resolved=resolved_ids(contents),
    )
    return build_cases(given)


def cases_decided_anew(
    contents: Contents, document: DocumentId, cases: Sequence[GoldCase]
) -> list[GoldCase]:
    """Return the same cases with what is decided by now, where no member was touched."""
    return decided_anew(cases, contents.decisions.of_document(document), _gold(contents, document))


def _gold(contents: Contents, document: DocumentId) -> list[Annotation]:
    layer = contents.decisions.gold_layer()
    return [] if layer is None else contents.annotations.of_document(document, [layer.id])


def _counted(
    contents: Contents,
    document: DocumentId,
    annotators: Sequence[AnnotatorId],
    tagged: set[AnnotatorId],
) -> list[AnnotatorId]:
    progress = contents.documents.progress_of_all(document)
    done = {each.annotator for each in progress if each.state is State.DONE}
    return [who for who in annotators if who in tagged or who in done]
