"""Changing the codebook of a project: first told, then one step, undone and redone whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.annotation import Annotator
from domain.codebook import Attribute, Codebook, Tag, TagId
from domain.codebook_edit import (
    drop_tag,
    merge_tag,
    move_attribute,
    move_tag,
    put_attribute,
    put_relation,
    put_tag,
)
from domain.ids import AnnotationId, DocumentId
from domain.span import Span
from storage.annotating import tag_span
from storage.check import check_project
from storage.codebook_editing import (
    change_codebook,
    looked_at,
    preview,
    to_recheck,
    updated,
)
from storage.codebook_file import DEFAULT, read_codebook, save_codebook
from storage.errors import FormatError, RefusedError
from storage.project import Project, create_project
from storage.tables import TAG

Edit = Callable[[Codebook], Codebook]


def _tag(codebook: Codebook, key: str) -> Tag:
    found = codebook.keyed(key)
    assert found is not None
    return found


def _with(key: str, **fields: Any) -> Edit:
    return lambda book: put_tag(book, replace(_tag(book, key), **fields))


def _attribute(key: str, name: str, **fields: Any) -> Edit:
    def edit(book: Codebook) -> Codebook:
        tag = _tag(book, key)
        attribute = tag.attribute(name)
        assert attribute is not None
        return put_tag(book, put_attribute(tag, replace(attribute, **fields)))

    return edit


def _relation(key: str, role: str, **fields: Any) -> Edit:
    def edit(book: Codebook) -> Codebook:
        tag = _tag(book, key)
        relation = tag.relation(role)
        assert relation is not None
        return put_tag(book, put_relation(tag, replace(relation, **fields)))

    return edit


def _merged(key: str, into: str) -> Edit:
    return lambda book: merge_tag(book, _tag(book, key).id, _tag(book, into).id)


def _new_field(book: Codebook) -> Codebook:
    return put_tag(book, put_attribute(_tag(book, "actor"), Attribute("new", "age", "Age")))


def _moved_field(book: Codebook) -> Codebook:
    tag = _tag(book, "actor")
    return put_tag(book, move_attribute(tag, tag.attributes[0].id, 2))


@pytest.fixture
def actors(project: Project, document: DocumentId, annotator: Annotator) -> list[AnnotationId]:
    """Two actors and a stance, tagged with the default codebook."""
    book = project.codebooks.current()
    made = []
    for key, start, values in (
        ("actor", 0, {"mention": "name", "role": "president"}),
        ("actor", 7, {}),
        ("stance", 17, {"position": "favor"}),
    ):
        annotation, _ = tag_span(
            project,
            document=document,
            annotator=annotator.id,
            tag=_tag(book, key).id,
            span=Span.of([(start, start + 4)]),
            attributes=values,
        )
        made.append(annotation)
    return made


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (_with("actor", name="person"), "Rename the tag “actor” to “person”"),
        (_with("actor", colour="pink"), "Change colour of the tag “actor”"),
        (_with("actor", shortcut="Q"), "Change key of the tag “actor”"),
        (_with("actor", guidelines="## Why"), "Change guidelines of the tag “actor”"),
        (_with("actor", retired=True), "Retire the tag “actor”"),
        (_merged("actor", "event"), "Merge the tag “actor” into “event”"),
        (_new_field, "Add the attribute “Age” to the tag “actor”"),
        (_moved_field, "Reorder the attributes of the tag “actor”"),
        (_attribute("actor", "role", type="number", default=None), "Change type, default of"),
        (_attribute("actor", "role", retired=True), "Retire the attribute “actor.role”"),
        (_relation("stance", "holder", maximum=1), "Change maximum of the relation"),
        (lambda book: move_tag(book, book.tags[0].id, 2), "Reorder the tags"),
        (lambda book: replace(book, guidelines="Read."), "Change the rules for every tag"),
    ],
)
def test_a_change_is_one_step_with_a_version_of_its_own(
    project: Project, annotator: Annotator, actors: list[AnnotationId], edit: Edit, label: str
) -> None:
    before = project.codebooks.current()
    wanted = edit(before)
    change = change_codebook(project, codebook=wanted, annotator=annotator.id)
    assert change is not None
    assert change.label.startswith(label)
    after = project.codebooks.current()
    assert replace(after, version=before.version, number=before.number) == wanted
    assert after.number == before.number + 1
    project.undo(annotator.id)
    assert project.codebooks.current() == before
    project.redo(annotator.id)
    assert project.codebooks.current() == after
    assert check_project(project).is_sound or "type" in label


def test_a_merged_tag_takes_its_annotations_along_and_late_ones_too(
    project: Project, document: DocumentId, annotator: Annotator, actors: list[AnnotationId]
) -> None:
    book = project.codebooks.current()
    seen = preview(project, _merged("actor", "stance")(book))
    assert [(e.annotations, e.unseen) for e in seen.effects] == [(2, 1)]
    change_codebook(project, codebook=_merged("actor", "stance")(book), annotator=annotator.id)
    late, _ = tag_span(
        project,
        document=document,
        annotator=annotator.id,
        tag=book.tags[0].id,
        span=Span.of([(30, 33)]),
    )
    now = project.codebooks.current()
    found = project.annotations.some([*actors, late])
    assert {now.tag(each.tag).key for each in found} == {"stance"}
    assert found[0].attributes["role"] == "president"


def test_values_that_no_longer_fit_are_counted_and_kept(
    project: Project, annotator: Annotator, actors: list[AnnotationId]
) -> None:
    edit = _attribute("actor", "role", type="number", default=None, required=True)
    wanted = edit(project.codebooks.current())
    (effect,) = preview(project, wanted).effects
    assert (effect.annotations, effect.invalid, effect.incomplete) == (2, 1, 1)
    assert "1 with a value that no longer fits" in effect.words
    change_codebook(project, codebook=wanted, annotator=annotator.id)
    assert project.annotations.some(actors[:1])[0].attributes["role"] == "president"


def test_what_was_tagged_before_a_change_needs_another_look_until_it_had_one(
    project: Project, annotator: Annotator, actors: list[AnnotationId]
) -> None:
    book = project.codebooks.current()
    change_codebook(project, codebook=_with("actor", shortcut="Q")(book), annotator=annotator.id)
    assert to_recheck(project, annotator.id) == []
    book = project.codebooks.current()
    change_codebook(project, codebook=_new_field(book), annotator=annotator.id)
    waiting = to_recheck(project, annotator.id)
    assert [each.annotation for each in waiting] == actors[:2]
    assert waiting[0].reasons == ("Add the attribute “Age” to the tag “actor”",)
    looked_at(project, annotations=actors[:2], annotator=annotator.id)
    assert to_recheck(project, annotator.id) == []
    project.undo(annotator.id)
    assert [each.annotation for each in to_recheck(project, annotator.id)] == actors[:2]


def test_a_change_made_from_an_older_codebook_is_refused(
    project: Project, annotator: Annotator
) -> None:
    old = project.codebooks.current()
    change_codebook(project, codebook=_new_field(old), annotator=annotator.id)
    with pytest.raises(RefusedError, match="changed meanwhile"):
        change_codebook(project, codebook=_with("event", name="e")(old), annotator=annotator.id)


def test_a_codebook_that_is_wrong_is_refused_and_none_is_no_step(
    project: Project, annotator: Annotator
) -> None:
    book = project.codebooks.current()
    with pytest.raises(RefusedError, match="both have the key S"):
        change_codebook(
            project, codebook=_with("actor", shortcut="S")(book), annotator=annotator.id
        )
    assert change_codebook(project, codebook=book, annotator=annotator.id) is None
    assert project.codebooks.current() == book


def test_a_tag_whose_making_was_undone_can_be_made_again(
    project: Project, annotator: Annotator
) -> None:
    book = updated(project, {"tags": {"place": {"definition": "Where."}}})
    for _ in range(2):
        change_codebook(project, codebook=book, annotator=annotator.id)
        assert project.codebooks.current().keyed("place") is not None
        project.undo(annotator.id)
        assert project.codebooks.current().keyed("place") is None


def test_what_a_new_codebook_leaves_out_stays(project: Project, annotator: Annotator) -> None:
    book = project.codebooks.current()
    change_codebook(project, codebook=drop_tag(book, book.tags[0].id), annotator=annotator.id)
    assert project.codebooks.current().keyed("actor") is not None


def test_an_exported_codebook_makes_the_same_one_elsewhere(
    project: Project, annotator: Annotator, tmp_path: Path
) -> None:
    change_codebook(
        project, codebook=_merged("actor", "event")(project.codebooks.current()),
        annotator=annotator.id,
    )  # fmt: skip
    content = project.codebooks.content()
    assert content is not None
    save_codebook(tmp_path / "c.json", content)
    assert updated(project, read_codebook(tmp_path / "c.json")) == project.codebooks.current()
    with create_project(tmp_path / "other.gloss", title="Other") as other:
        book = updated(other, read_codebook(tmp_path / "c.json"))
        change_codebook(
            other, codebook=book, annotator=annotator.id, extras=read_codebook(tmp_path / "c.json")
        )
        assert other.codebooks.content() == content
        assert other.codebooks.current().version == project.codebooks.current().version


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("{", "not JSON"),
        ('{"tags": {"t": {}, "t": {}}}', "“t” twice"),
        ('{"tags": {"t": {"attributes": [{"name": "a", "type": "colour"}]}}}', "t.a"),
        ('{"tags": {"t": {"definition": "\\ud800"}}}', "half characters"),
        (
            '{"tags": {"t": {"attributes": [{"name": "a", "type": "number", "default": NaN}]}}}',
            "NaN",
        ),
        ("[" * 100_000, "nested"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place(
    tmp_path: Path, written: str, place: str
) -> None:
    path = tmp_path / "c.json"
    path.write_text(written, "utf-8")
    with pytest.raises(FormatError, match=place) as refused:
        read_codebook(path)
    assert str(refused.value).endswith("Nothing was changed.")


def test_the_fields_that_only_the_file_knows_are_kept(
    project: Project, annotator: Annotator
) -> None:
    change_codebook(
        project, codebook=_new_field(project.codebooks.current()), annotator=annotator.id
    )
    content = project.codebooks.content()
    assert content is not None
    default = json.loads(DEFAULT.read_text("utf-8"))
    assert content["sources"] == default["sources"]
    assert content["tags"]["actor"]["attributes"][-1]["name"] == "age"


def test_a_tag_that_was_taken_back_while_it_was_in_use_is_read_as_retired(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    tag_span(
        project, document=document, annotator=annotator.id, tag=tags[0], span=Span.single(0, 4)
    )
    with project.action("test", "Take the tags back", annotator.id) as outcome:
        for tag in tags:
            outcome.action.remove(TAG, tag)
    (left,) = project.codebooks.current().tags
    assert (left.id, left.retired) == (tags[0], True)
    assert check_project(project).errors == ()
