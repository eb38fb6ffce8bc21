"""What JSON Lines say is taken in exactly, once, and wholly or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.ids import annotator_id
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, retag, set_attributes, tag_span
from storage.errors import FormatError, RefusedError
from storage.formats.export_file import export_file
from storage.formats.importing import import_files
from storage.formats.tally import MOST_NAMED
from storage.opening import new_project
from storage.project import Project, create_project
from tests.strategies import raw_texts

SEED_LINES = Path(__file__).parents[3] / "resources" / "sample" / "seed-annotations.jsonl"


def only(project: Project):
    (document,) = project.documents.ids()[-1:]
    return project.annotations.of_document(document)


def note(**given) -> dict:
    return {"start": 0, "end": 2, "tag": "actor", **given}


def test_importing_into_an_empty_project_and_exporting_gives_the_same_bytes(
    sample: Project, tmp_path: Path, exported
) -> None:
    before = exported(sample)
    (tmp_path / "in.jsonl").write_bytes(before)
    with create_project(tmp_path / "b.gloss", title="Other") as other:
        import_files(other, [tmp_path / "in.jsonl"])
        after = exported(other)
    assert before.split(b"\n")[1:] == after.split(b"\n")[1:]
    headers = [json.loads(data.split(b"\n")[0]) for data in (before, after)]
    assert headers[0].pop("project") != headers[1].pop("project")
    assert headers[0] == headers[1]


def test_importing_ones_own_export_changes_nothing(sample: Project, tmp_path, exported) -> None:
    (tmp_path / "in.jsonl").write_bytes(exported(sample))
    last = sample.last_change()
    tally, change = import_files(sample, [tmp_path / "in.jsonl"], annotator="Ann")
    assert (change, sample.last_change()) == (None, last)
    assert (tally.known_documents, tally.known_annotations) == (1, 82)


def test_a_foreign_file_imported_twice_is_there_once(take, project: Project) -> None:
    line = {"id": "d1", "text": "ab cd", "annotations": [note(id="a01"), note(), note()]}
    take(line)
    last = project.last_change()
    assert take(line).annotations == 0
    assert (len(only(project)), project.last_change()) == (3, last)
    assert [a.external_id for a in only(project)] == ["a01", None, None]


def test_undoing_an_import_takes_it_all_away_and_importing_again_brings_it_back(
    take, project: Project, annotator
) -> None:
    line = {"text": "ab cd", "annotations": [note(id="a01", attributes={"canonical": "A"})]}
    take(line)
    project.undo(annotator.id)
    assert project.documents.count() == 0
    take(line)
    assert [a.quote for a in only(project)] == ["ab"]
    assert project.entities.named("canonical", "A") is not None


def test_a_deleted_annotation_of_the_file_comes_back(take, project: Project, annotator) -> None:
    line = {"text": "ab cd", "annotations": [note(id="a01")]}
    take(line)
    delete_annotations(project, annotations=[only(project)[0].id], annotator=annotator.id)
    assert take(line).revived == 1
    assert len(only(project)) == 1


def test_relations_may_lead_to_foreign_ids_and_across_documents(take, project: Project) -> None:
    one = {"text": "ab cd", "annotations": [note(id="a1", relations={"affiliation": ["a2", "b1"]})]}
    one["annotations"].append(note(id="a2", start=3, end=5))
    two = {"text": "ef", "annotations": [note(id="b1")]}
    take(one, two)
    take(one, two)
    assert project.relations.count() == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "line 1: this is not JSON"),
        (b'{"text": "\xff"}', "this is not UTF-8"),
        (b"[1]", "not a JSON object"),
        (b"{}", "neither a document"),
        (b'{"text": "ab", "sha256": "0"}', "sha256"),
        ({"text": "ab", "annotations": [note(id="x", end=3)]}, "annotation x: 0 to 3 is not"),
        ({"text": "ab", "annotations": [note(start="0")]}, "not whole numbers"),
        ({"text": "ab", "annotations": [note(text="b")]}, "but the text has “ab” there"),
        ({"text": "ab", "annotations": [note(tag="nix")]}, "no tag “nix”"),
        ({"text": "ab", "annotations": [note(attributes={"x": 1})]}, "no attribute “x”"),
        ({"text": "ab", "annotations": [note(attributes={"actor_type": "x"})]}, "its choices"),
        ({"text": "ab", "annotations": [note(confidence="x")]}, "neither sure nor unsure"),
        ({"text": "ab", "annotations": [note(id="x"), note(id="x")]}, "the same id"),
        ({"text": "ab", "annotations": [note(id="x", relations={"nix": ["x"]})]}, "no relation"),
        ({"text": "ab", "annotations": [note(id="x", relations={"same_as": ["y"]})]}, "to y"),
        ({"text": "abc", "annotations": [note(fragments=[[0, 2], [1, 2]])]}, "not a stretch"),
        ({"text": "abc", "annotations": [note(fragments=[[0, 1], [2, 3]])]}, "differ"),
        ({"text": "ab", "progress": {"Ann": {"state": "x"}}}, "no state"),
        ({"header": True, "format": "glossator", "version": 2}, "newer Glossator"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_changed(take, project: Project, line, says) -> None:
    with pytest.raises(FormatError, match=r"Nothing was imported\.$") as refused:
        take({"text": "good"}, line) if says != "line 1: this is not JSON" else take(line)
    assert says in str(refused.value)
    assert (project.documents.count(), project.last_change()) == (0, 1)


def test_a_known_document_with_another_text_is_refused(take, project: Project, document) -> None:
    with pytest.raises(FormatError, match="has another text in this project"):
        take({"id": document, "text": "something else"})


def test_a_known_text_is_the_same_document(take, project: Project, document) -> None:
    text = project.documents.text(document)
    take({"id": "theirs", "text": text, "annotations": [note()]})
    assert project.documents.ids() == [document]


def test_annotations_that_name_nobody_need_an_annotator(take) -> None:
    with pytest.raises(FormatError, match="whose annotation"):
        take({"text": "ab", "annotations": [note()]}, annotator=None)


def test_offsets_into_a_raw_text_follow_it_into_the_canonical_one(take, project: Project) -> None:
    items = [note(start=3, end=6, text="\r\nb"), note(start=5, end=6), note(start=3, end=4)]
    take(b'{"text": "a\\ud800c\\r\\nb", "annotations": %s}' % json.dumps(items).encode())
    assert project.documents.text(project.documents.ids()[0]) == "a\ufffdc\nb"
    assert [a.span.fragments for a in only(project)] == [((3, 5),), ((3, 4),), ((4, 5),)]


def test_touching_nested_identical_and_discontinuous_spans_stay_as_they_are(
    take, project: Project
) -> None:
    shapes = [[[0, 2], [2, 4]], [[0, 4]], [[0, 4]], [[1, 2]], [[0, 1], [3, 5]]]
    items = [note(start=s[0][0], end=s[-1][1], fragments=s) for s in shapes]
    take({"text": "abcdefg", "annotations": items})
    found = sorted([list(map(list, a.span.fragments)) for a in only(project)])
    assert found == sorted(shapes)


def test_a_mention_that_differs_from_its_entity_keeps_its_own_value(take, project: Project) -> None:
    def peru(**more) -> dict:
        return note(attributes={"canonical": "Peru", **more})

    take({"text": "ab", "annotations": [peru(country="PER"), peru(country="PRU"), peru()]})
    entity = project.entities.named("canonical", "Peru")
    assert entity is not None
    assert entity.attributes == {"country": "PER"}
    assert [a.attributes.get("country") for a in only(project)] == [None, "PRU", None]


def test_one_annotation_a_line_is_laid_onto_a_named_document(project: Project, annotator) -> None:
    seed = next((Path(__file__).parents[3] / "seeds").glob("*.txt")).read_text("utf-8")
    add_documents(project, [NewDocument("Peru", seed)], annotator.id)
    tally, _ = import_files(project, [SEED_LINES], annotator="Ann", onto="Peru")
    assert (tally.annotations, tally.relations) == (82, 77)
    assert len([e for e in project.entities.all() if e.kind == "canonical"]) == 32


@pytest.mark.parametrize("onto", ["nix", None])
def test_bare_annotations_need_their_document(project: Project, document, onto) -> None:
    with pytest.raises((RefusedError, FormatError), match="Nothing was imported"):
        import_files(project, [SEED_LINES], annotator="Ann", onto=onto)


def test_search_and_mentions_are_kept_in_step(take, project: Project) -> None:
    take({"text": "ab cd", "annotations": [note(note="zebra", attributes={"canonical": "A"})]})
    (found,) = project.connection.execute(
        "SELECT quote, note FROM annotation_search WHERE annotation_search MATCH 'zebra'"
    )
    assert tuple(found) == ("ab", "zebra")
    assert project.connection.execute("SELECT count(*) FROM mention").fetchone()[0] == 1


@given(data=st.data(), raw=raw_texts(min_size=1))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_and_span_survive_the_way_out_and_back(tmp_path: Path, data, raw: str) -> None:
    # JSON cannot tell two lone surrogates side by side from the character that they would make.
    assume(json.loads(json.dumps(raw)) == raw)
    for old in tmp_path.iterdir():
        old.unlink()
    with new_project(tmp_path / "a.gloss", title="A", annotator="Ann") as here:
        start = data.draw(st.integers(0, len(raw) - 1))
        end = data.draw(st.integers(start + 1, len(raw)))
        line = {"text": raw, "annotations": [note(start=start, end=end, text=raw[start:end])]}
        (tmp_path / "raw.jsonl").write_text(json.dumps(line))
        import_files(here, [tmp_path / "raw.jsonl"], annotator="Ann")
        export_file(here, tmp_path / "one.jsonl", "jsonl")
        (made,) = only(here)
        assert (
            made.quote == (here.documents.text(made.document) or "")[slice(*made.span.fragments[0])]
        )
    with create_project(tmp_path / "b.gloss", title="B") as there:
        import_files(there, [tmp_path / "one.jsonl"])
        export_file(there, tmp_path / "two.jsonl", "jsonl")
    one, two = ((tmp_path / f"{n}.jsonl").read_bytes().split(b"\n") for n in ("one", "two"))
    assert one[1:] == two[1:]
    assert len(one) == 3


def test_a_layer_is_attributed_to_whom_the_import_names(sample: Project) -> None:
    mine = annotator_id(sample.id, "Ann")
    assert sample.undo(mine) is None
    assert sample.annotations.count(annotator=mine) == 0
    undone = sample.undo(annotator_id(sample.id, "Example annotator"))
    assert undone is not None


def test_an_annotation_by_hand_survives_the_round_trip_through_its_own_project(
    project: Project, document, annotator, tags, tmp_path: Path
) -> None:
    tag_span(
        project, document=document, annotator=annotator.id, tag=tags[2], span=Span.single(0, 4)
    )
    export_file(project, tmp_path / "o.jsonl", "jsonl")
    assert import_files(project, [tmp_path / "o.jsonl"])[1] is None


def test_one_id_in_two_documents_is_two_annotations(take, project: Project) -> None:
    same = note(id="01890000-0000-7000-8000-000000000001")
    lines = [{"text": "ab", "annotations": [same]}, {"text": "cd", "annotations": [same]}]
    take(*lines)
    take(*lines)
    assert project.annotations.count() == 2


def test_a_document_that_stands_in_a_file_twice_is_there_once(take, project: Project) -> None:
    line = {"id": "01890000-0000-7000-8000-000000000002", "text": "ab", "annotations": [note()]}
    tally = take(line, line)
    assert (tally.documents, tally.annotations, project.annotations.count()) == (1, 1, 1)


def test_who_imports_texts_is_entered_into_the_project(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.")
    import_files(project, [tmp_path / "a.txt"], annotator="Zoe")
    assert [a.name for a in project.annotators.all()] == ["Zoe"]


def test_a_file_with_its_own_codebook_is_refused_only_for_tags_that_it_uses(
    take, project: Project
) -> None:
    codebook = {"tags": {"place": {"attributes": []}}}
    header = {"format": "glossator", "version": 1, "header": True, "codebook": codebook}
    tally = take(header, {"text": "ab", "annotations": [note()]})
    assert "place" in tally.notes[0]
    with pytest.raises(FormatError, match="no tag “place”"):
        take(header, {"text": "ab", "annotations": [note(tag="place")]})


def round_trip(project: Project, folder: Path, exported) -> tuple[bytes, bytes]:
    before = exported(project)
    (folder / "in.jsonl").write_bytes(before)
    with create_project(folder / "b.gloss", title="B") as other:
        import_files(other, [folder / "in.jsonl"])
        after = exported(other)
    return before.split(b"\n", 1)[1], after.split(b"\n", 1)[1]


def test_overrides_blanks_and_values_of_a_former_tag_survive(
    sample: Project, tmp_path: Path, exported
) -> None:
    example = annotator_id(sample.id, "Example annotator")
    found = sample.annotations.of_document(sample.documents.ids()[0])
    actors = [a.id for a in found if a.quote == "Peru"]
    blank, other, former = actors[:3]
    for made, values in ((blank, {"country": ""}), (other, {"country": "BOL", "role": ""})):
        set_attributes(sample, annotations=[made], annotator=example, values=values)
    event = sample.codebooks.current().tags[2].id
    retag(sample, annotations=[former], annotator=example, tag=event)
    before, after = round_trip(sample, tmp_path, exported)
    assert before == after
    assert b'"country":"BOL"' in before


def test_two_documents_with_one_text_stay_two(
    project: Project, document, annotator, tmp_path: Path, exported
) -> None:
    text = project.documents.text(document) or ""
    add_documents(project, [NewDocument("Twin", text)], annotator.id, duplicates=True)
    before, after = round_trip(project, tmp_path, exported)
    assert before == after
    assert before.count(b'"text":') == 2


@pytest.mark.parametrize(
    "wrong",
    [
        b"{",
        {"text": "ab", "annotations": [note(), note(end=9)]},
        {"text": "ab", "annotations": [note(attributes={"nothing": 1})]},
        {"text": "ab", "annotations": [note()], "relations": [{"type": "r", "from": 1, "to": 2}]},
        {"text": "ab", "progress": {"Bo": "done", "Cy": "finished"}},
        {"text": "ab", "note": 7},
        {"nothing": 1},
    ],
)
def test_a_wrong_line_can_be_passed_over_whole(take, project: Project, wrong) -> None:
    good = {"text": "cd ef", "annotations": [note()]}
    tally = take(wrong, good, skips_errors=True)
    assert (tally.documents, tally.annotations, tally.left_out) == (1, 1, 1)
    assert tally.notes[0].startswith("in.jsonl, line 1")
    assert tally.notes[0].endswith("It was left out.")
    assert [a.name for a in project.annotators.all()] == ["Ann"]


def test_of_bare_annotations_the_wrong_ones_are_passed_over(take, project, document) -> None:
    lines = [note(id="a"), note(id="a", end=3), note(end=999), note(tag="nix"), note(start=1)]
    tally = take(*lines, onto=document, skips_errors=True)
    assert (tally.annotations, tally.left_out) == (2, 3)
    assert [said.split(":")[0].split(",")[1] for said in tally.notes] == [
        *(" line 2", " line 3", " line 4"),
    ]


def test_of_many_wrong_lines_the_first_are_named_and_the_others_counted(take) -> None:
    tally = take({"text": "ab"}, *[b"{"] * (MOST_NAMED + 3), skips_errors=True)
    assert (tally.documents, tally.left_out) == (1, MOST_NAMED + 3)
    assert tally.notes[MOST_NAMED:] == ["… and 3 more were left out."]


@pytest.mark.parametrize("header", [{"version": 2}, {"annotators": [{"name": "A", "kind": "x"}]}])
def test_a_wrong_header_is_never_passed_over(take, project: Project, header) -> None:
    header = {"header": True, "format": "glossator", "version": 1, **header}
    with pytest.raises(FormatError, match=r"line 1: .* Nothing was imported\.$"):
        take(header, {"text": "ab"}, skips_errors=True)
    assert project.documents.count() == 0


def test_a_line_without_end_is_passed_over_and_fills_no_memory(
    take, project: Project, monkeypatch
) -> None:
    monkeypatch.setattr("storage.formats.jsonl_import.LONGEST_LINE", 1000)
    tally = take({"text": "a" * 2000}, {"text": "short"}, skips_errors=True)
    assert (tally.documents, tally.left_out) == (1, 1)
    assert "line 1: the line is longer than" in tally.notes[0]


@pytest.mark.parametrize("key", ["spans", "entities", "label", "ner_tags"])
def test_the_spans_of_another_program_are_never_lost_in_silence(
    take, project: Project, key: str
) -> None:
    with pytest.raises(FormatError, match=f"its “{key}” are another program's; name the format"):
        take({"text": "Acme", key: [[0, 4, "ORG"]]}, format_key="jsonl")
    take({"text": "Acme", "label": "positive"}, format_key="jsonl")
    assert project.documents.count() == 1
