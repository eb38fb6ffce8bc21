"""Agreement of a project's layers: what counts, what is left out, and the seed's three codings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.agreement import all_rows, pair_rows
from domain.agreement.figures import link_rows
from domain.annotation import Annotator
from domain.document import State
from domain.ids import new_id
from domain.span import Span
from storage import annotating
from storage.adding import NewDocument, add_documents
from storage.agreement import (
    AgreementChoice,
    chosen_coders,
    coders,
    named_documents,
    read_agreement,
    scales,
)
from storage.agreement_study import study, tables
from storage.agreement_text import counted
from storage.codebook_editing import change_codebook
from storage.errors import CancelledError, RefusedError
from storage.project import Project, open_project
from storage.sample import CODINGS, build_sample
from storage.work import ensure_annotator, set_state
from tests.storage.conftest import TEXT


@pytest.fixture
def two(project: Project, annotator: Annotator) -> tuple[Annotator, Annotator]:
    """Ann and Bea."""
    return annotator, ensure_annotator(project, "Bea")


@pytest.fixture
def tag(project: Project, document):
    """Tags a span of the document: by whom, tag key, start, end."""

    def tagged(by: Annotator, key: str, start: int, end: int, where: str = document) -> str:
        made, _ = annotating.tag_span(
            project,
            document=where,
            annotator=by.id,
            tag=project.codebooks.current().named(key).id,
            span=Span.single(start, end),
        )
        return made

    return tagged


def compared(project: Project, *who: Annotator, **choice):
    ids = tuple(a.id for a in who)
    return read_agreement(project, AgreementChoice(ids, **choice))


def test_who_is_done_and_tagged_nothing_counts(project, document, two, tag):
    ann, bea = two
    tag(ann, "actor", 0, 4)
    assert compared(project, *two).documents == ()
    set_state(project, document=document, annotator=bea.id, state=State.DONE)
    row = pair_rows(compared(project, *two))[0]
    assert (row.documents, row.units, row.exact.f1) == (1, len(TEXT), 0)


def test_who_looked_but_is_not_done_does_not_count(project, document, two, tag):
    ann, bea = two
    tag(ann, "actor", 0, 4)
    set_state(project, document=document, annotator=bea.id, state=State.IN_PROGRESS)
    found = compared(project, *two)
    assert (found.documents, found.single) == ((), 1)


def test_deleted_annotations_and_documents_do_not_count(project, document, two, tag):
    ann, bea = two
    tag(ann, "actor", 0, 4)
    tag(bea, "actor", 0, 4)
    gone = tag(bea, "actor", 7, 16)
    annotating.delete_annotations(project, annotations=[gone], annotator=bea.id)
    assert pair_rows(compared(project, *two))[0].exact.f1 == 1
    with project.action("remove", "Remove", ann.id) as outcome:
        from storage.tables import DOCUMENT

        outcome.action.remove(DOCUMENT, document)
    assert compared(project, *two).documents == ()


def test_merged_tags_are_one(project, two, tag):
    from domain.codebook_edit import merge_tag

    ann, bea = two
    tag(ann, "actor", 0, 4)
    tag(bea, "event", 0, 4)
    codebook = project.codebooks.current()
    actor, event = codebook.keyed("actor"), codebook.keyed("event")
    merged = merge_tag(codebook, event.id, actor.id)
    change_codebook(project, codebook=merged, annotator=ann.id)
    found = compared(project, *two)
    assert event.id not in found.tags
    assert pair_rows(found)[0].exact.f1 == 1


def test_layers_made_with_several_versions_of_the_codebook_are_named(project, two, tag):
    ann, bea = two
    tag(ann, "actor", 0, 4)
    codebook = project.codebooks.current()
    change_codebook(project, codebook=replace(codebook, guidelines="New."), annotator=ann.id)
    tag(bea, "actor", 0, 4)
    found = study(project, compared(project, *two))
    assert found.versions == {1: 1, 2: 1}
    assert "several codebooks: version 1 (1), version 2 (1)." in " ".join(counted(found))


def test_only_chosen_documents_count(project, document, two, tag):
    ann, _ = two
    (second,), _ = add_documents(project, [NewDocument("Second", "Some words.")], ann.id)
    for who in two:
        tag(who, "actor", 0, 4)
        tag(who, "actor", 0, 4, second)
    chosen = named_documents(project, ["Second"])
    found = compared(project, *two, documents=chosen)
    assert [d.document for d in found.documents] == [second]
    assert [d.document for d in compared(project, *two).documents] == [document, second]
    with pytest.raises(RefusedError, match="no document is called “Third”"):
        named_documents(project, ["Third"])


def test_what_is_blind_for_the_viewer_is_left_out_until_they_are_done(project, document, two, tag):
    ann, bea = two
    for who in two:
        tag(who, "actor", 0, 4)
    project.connection.execute(
        "INSERT INTO assignment (id, document, annotator, blind, born, stamp) "
        "VALUES (?, ?, ?, 1, '', '')",
        (new_id(), document, ann.id),
    )
    assert compared(project, *two, viewer=ann.id).documents == ()
    assert len(compared(project, *two, viewer=bea.id).documents) == 1
    set_state(project, document=document, annotator=ann.id, state=State.DONE)
    assert len(compared(project, *two, viewer=ann.id).documents) == 1


def test_two_who_coded_are_needed(project, two, tag):
    ann, bea = two
    tag(ann, "actor", 0, 4)
    assert coders(project) == [ann]
    with pytest.raises(RefusedError, match="needs two annotators"):
        chosen_coders(project, [])
    with pytest.raises(RefusedError, match="no annotator Zoe"):
        chosen_coders(project, ["Ann,Zoe"])
    assert chosen_coders(project, ["ann, Bea"]) == (ann.id, bea.id)


def test_a_name_with_a_comma_is_one_name(project, two):
    third = ensure_annotator(project, "Doe, Jane")
    assert chosen_coders(project, ["Doe, Jane", "Bea"]) == (third.id, two[1].id)


def test_reading_may_be_ended(project, two, tag):
    for who in two:
        tag(who, "actor", 0, 4)

    def stop(done: int, total: int) -> None:
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        read_agreement(project, AgreementChoice(tuple(a.id for a in two)), stop)


# The three codings of the seed article


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("sample") / "s.gloss"
    build_sample(path, "Ann", CODINGS)
    with open_project(path) as project:
        yield project


@pytest.fixture(scope="module")
def codings(sample: Project):
    ids = chosen_coders(sample, [])
    (document,) = sample.documents.find("Peru and Venezuela")
    layers = [sample.annotations.of_document(document, [one]) for one in ids]
    return [
        [(sample.codebooks.current().tag(a.tag).key, a.span) for a in layer] for layer in layers
    ]


@pytest.fixture(scope="module")
def found(sample: Project):
    return study(sample, read_agreement(sample, AgreementChoice(chosen_coders(sample, []))))


def test_all_who_coded_are_compared_and_nobody_else(found):
    assert [a.name for a in found.annotators] == [
        *("Example annotator", "Second coder (machine)", "Third coder (machine)"),
    ]
    assert len(found.agreement.documents) == 1


@pytest.mark.parametrize(("first", "second"), [(0, 1), (0, 2), (1, 2)])
def test_spans_agree_as_nervaluate_says(found, codings, first, second):
    from nervaluate import Evaluator

    as_spans = [
        # Its ends are inclusive.
        [{"label": key, "start": s.start, "end": s.end - 1} for key, s in codings[n]]
        for n in (first, second)
    ]
    for row in found.pairs:
        if row.pair != (first, second) or row.tag is None:
            continue
        key = found.tag_name(row.tag)
        true, said = ([[s for s in some if s["label"] == key]] for some in as_spans)
        strict = Evaluator(true, said, tags=[key]).evaluate()["overall"]["strict"]
        assert (row.exact.matched, row.exact.a) == (strict.correct, strict.possible)
        assert row.exact.precision == pytest.approx(strict.precision)
        assert row.exact.recall == pytest.approx(strict.recall)


def test_alpha_and_kappa_agree_with_nltk_and_scikit_learn(found, codings):
    from nltk.metrics.agreement import AnnotationTask
    from sklearn.metrics import cohen_kappa_score

    length = found.agreement.documents[0].units
    labels = []
    for coding in codings:
        sets: list[set[str]] = [set() for _ in range(length)]
        for key, span in coding:
            for at in range(span.start, span.end):
                sets[at].add(key)
        labels.append(["+".join(sorted(tags)) for tags in sets])
    kappas = {row.pair: row.kappa for row in found.pairs if row.tag is None}
    for (a, b), kappa in kappas.items():
        assert kappa == pytest.approx(cohen_kappa_score(labels[a], labels[b]))
    task = AnnotationTask([(c, at, x) for c, row in enumerate(labels) for at, x in enumerate(row)])
    assert all_rows(found.agreement)[0].alpha == pytest.approx(task.alpha())


def test_fleiss_agrees_with_statsmodels(found, codings):
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    length = found.agreement.documents[0].units
    inside = [
        [
            sum(any(k == "stance" and s.start <= at < s.end for k, s in c) for _ in "x")
            for c in codings
        ]
        for at in range(length)
    ]
    row = next(r for r in found.everyone if r.tag and found.tag_name(r.tag) == "stance")
    assert row.fleiss == pytest.approx(fleiss_kappa(aggregate_raters(inside)[0]))


def test_attributes_and_relations_of_the_seed_are_compared(found):
    position = [r for r in found.attributes() if (r.attribute, r.pair) == ("position", (0, 1))]
    assert [(r.both, r.one_sided) for r in position] == [(13, 0)]
    whole = [row for row in link_rows(found.agreement) if row.kind is None]
    assert [(row.exact.a, row.exact.b) for row in whole] == [(77, 86), (77, 60), (86, 60)]
    assert all(0 < row.exact.f1 <= row.overlap.f1 < 1 for row in whole)


def test_every_table_has_as_many_cells_as_columns(found):
    made = tables(found)
    assert [table.key for table in made] == [
        *("pairs", "all", "confusion", "boundaries", "attributes", "relations", "documents"),
    ]
    assert all(len(row.cells) == len(table.columns) for table in made for row in table.rows)


def test_the_default_codebook_says_that_intensity_has_an_order(project):
    stance = project.codebooks.current().keyed("stance")
    assert scales(project) == {(stance.id, "intensity"): "ordinal"}
