"""Files of other programs: surveyed, mapped, taken in whole documents at a time, undone as one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.codebook import Codebook, Tag, TagId
from storage.errors import CancelledError, FormatError, RefusedError
from storage.formats.corpus_import import ImportOptions
from storage.formats.importing import import_files, survey_files
from storage.formats.mapping import LabelMapping, propose, read_mapping, write_mapping
from storage.formats.tally import Tally
from storage.history import next_undo
from storage.project import Project

Take = Callable[..., Tally]


@pytest.fixture
def take(project: Project, tmp_path: Path) -> Take:
    """Import records of spaCy's into the small project."""

    def import_records(*records: Any, **options: Any) -> Tally:
        path = tmp_path / "in.jsonl"
        path.write_text("\n".join(map(json.dumps, records)), "utf-8")
        chosen = ImportOptions(**options)
        return import_files(project, [path], annotator="Ann", options=chosen)[0]

    return import_records


def record(*labels: str, text: str = "Acme 🚀 said no.", **more: Any) -> dict[str, Any]:
    spans = [{"start": 0, "end": 4, "label": label, "text": "Acme"} for label in labels]
    return {"text": text, "spans": spans, **more}


def tags(project: Project) -> list[str]:
    codebook = project.codebooks.current()
    found = project.annotations.of_document(project.documents.ids()[-1])
    return [codebook.tag(each.tag).key for each in found]


def test_well_known_labels_find_their_tags(take: Take, project: Project) -> None:
    take(record("ORG", "Event", "PERCENT", "Opinion"))
    assert tags(project) == ["actor", "event", "statistic", "stance"]


def test_an_import_is_one_step_that_undo_takes_back(take: Take, project: Project) -> None:
    take(record("ORG"), record("ORG", text="Acme again."))
    (ann,) = project.annotators.all()
    assert next_undo(project.connection, ann.id).verb == "import"
    project.undo(ann.id)
    assert (project.documents.count(), project.annotations.count()) == (0, 0)


def test_a_label_without_a_tag_stops_the_import_and_is_named(take: Take, project: Project) -> None:
    with pytest.raises(FormatError, match=r"no tag for “GGP” \(2\)"):
        take(record("GGP"), record("GGP", "ORG", text="Acme two"))
    assert project.documents.count() == 0


def test_a_mapping_leads_a_label_to_a_tag_or_leaves_it_out(take: Take, project: Project) -> None:
    mapping = LabelMapping({"GGP": "actor", "X": None})
    tally = take(record("GGP", "X"), mapping=mapping)
    assert tags(project) == ["actor"]
    assert any("“X” are left out" in note for note in tally.notes)


def test_a_mapping_is_remembered_for_the_next_file(take: Take, project: Project) -> None:
    take(record("GGP"), mapping=LabelMapping({"GGP": "event"}))
    take(record("GGP", text="Acme, a second time"))
    assert tags(project) == ["event"]


def test_a_tag_is_made_with_attributes_and_relations(take: Take, project: Project) -> None:
    given = record("GGP", "GGP")
    given["spans"][0] |= {"id": "a", "attributes": {"Rank": 3, "Kind": "x"}}
    given["spans"][1] |= {"id": "b"}
    given["relations"] = [{"label": "Binds", "head_span": {"id": "a"}, "child_span": {"id": "b"}}]
    take(given, unknown="create")
    tag = project.codebooks.current().named("GGP")
    assert [(a.name, a.type) for a in tag.attributes] == [("Rank", "number"), ("Kind", "text")]
    assert [(r.name, r.targets) for r in tag.relations] == [("Binds", ("ggp",))]
    first = project.annotations.of_document(project.documents.ids()[-1])[0]
    assert (first.attributes["rank"], project.relations.count()) == (3, 1)


def ranked(**values) -> dict:
    given = record("ORG", "ORG")
    given["spans"][0] |= {"id": "a", "attributes": values}
    given["spans"][1] |= {"id": "b"}
    return given | {
        "relations": [{"label": "Binds", "head_span": {"id": "a"}, "child_span": {"id": "b"}}]
    }


def test_a_tag_that_is_there_gets_the_attributes_and_relations_that_are_wanted(
    take: Take, project: Project
) -> None:
    wanted = {"new_attributes": ("ORG.Rank",), "new_relations": ("ORG.Binds",)}
    tally = take(ranked(Rank=3, Size=4), mapping=LabelMapping({"ORG": "actor"}, **wanted))
    actor = project.codebooks.current().named("actor")
    assert (actor.attribute("rank").type, actor.attribute("size")) == ("number", None)
    assert actor.relation("binds").targets == ("actor",)
    first = project.annotations.of_document(project.documents.ids()[-1])[0]
    assert (first.attributes["rank"], project.relations.count()) == (3, 1)
    assert any("no attribute for “Size”" in note for note in tally.notes)
    # The next file knows them.
    take(ranked(Rank=5) | {"text": "Acme, once more"})
    assert len(project.codebooks.current().named("actor").attributes) == len(actor.attributes)


def test_a_new_tag_goes_without_the_attributes_that_the_mapping_leaves_out(
    take: Take, project: Project
) -> None:
    wanted = LabelMapping(new_tags=("ORG",), attributes={"ORG.Size": None})
    take(ranked(Rank=3, Size=4), mapping=wanted)
    made = project.codebooks.current().named("ORG")
    assert [a.name for a in made.attributes] == ["Rank"]


def test_offsets_in_units_of_utf_16_are_found_by_the_quotes(take: Take, project: Project) -> None:
    span = {"start": 8, "end": 12, "label": "Event", "text": "said"}
    tally = take({"text": "Acme 🚀 said no.", "spans": [span]})
    (made,) = project.annotations.of_document(project.documents.ids()[-1])
    assert (made.quote, made.span.start) == ("said", 7)
    assert "UTF-16 units: 1 of 1 quotes match" in tally.notes[0]


def test_a_unit_that_was_asked_for_is_not_overruled(take: Take, project: Project) -> None:
    span = {"start": 10, "end": 14, "label": "Event", "text": "said"}
    with pytest.raises(FormatError, match="says its words are “said”"):
        take({"text": "Acme 🚀🚀 said no.", "spans": [span]}, offsets="codepoints")


def test_a_wrong_record_is_skipped_whole_and_named(take: Take, project: Project) -> None:
    wrong = record("ORG", text="Emca is not here, Acme is")
    tally = take(record("ORG"), wrong, 7, on_error="skip")
    assert (tally.documents, tally.annotations, tally.left_out) == (1, 1, 2)
    assert any("line 2" in note and "“Acme”" in note for note in tally.notes)
    assert any("line 3" in note for note in tally.notes)


def test_a_cancelled_import_leaves_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(record("ORG", text=f"Acme {n}")) for n in range(9)))

    def cancel(done: int, total: int) -> None:
        if done == 5:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        import_files(project, [path], annotator="Ann", progress=cancel)
    assert project.documents.count() == 0


@pytest.mark.parametrize(
    ("policy", "notes"),
    [("keep", ["old"]), ("replace", ["new"]), ("copy", ["old", "new"])],
)
def test_what_differs_is_kept_replaced_or_copied(
    take: Take, project: Project, policy: str, notes: list[str]
) -> None:
    for note in ("old", "new", "new"):
        given = record("ORG")
        given["spans"][0] |= {"id": "T1", "note": note}
        tally = take(given, on_conflict=policy)
    found = project.annotations.of_document(project.documents.ids()[-1])
    assert sorted(a.note for a in found) == sorted(notes)
    assert (tally.documents, tally.annotations) == (0, 0)


def test_a_document_with_another_text_is_left_out_or_comes_beside(take: Take, project) -> None:
    for text in ("Acme first.", "Acme second."):
        tally = take(record("ORG", text=text, meta={"id": "d1"}))
    assert project.documents.count() == 1
    assert any("has another text" in note for note in tally.notes)
    assert tally.left_out == 1
    take(record("ORG", text="Acme second.", meta={"id": "d1"}), on_conflict="copy")
    assert project.documents.count() == 2


def test_the_numbers_of_rows_in_two_files_do_not_shut_a_text_out(take: Take, project) -> None:
    for texts in (("Acme one.", "Acme two."), ("Acme three.", "Acme four.")):
        tally = take(*(record("ORG", text=t, meta={"id": n}) for n, t in enumerate(texts, 1)))
    assert (tally.documents, tally.left_out, project.documents.count()) == (2, 0, 4)
    assert sum("have the same numbers" in note for note in tally.notes) == 1


def test_the_layers_of_several_people_come_in_on_one_document(take: Take, project) -> None:
    take(record("ORG", _annotator_id="Bo"), record("Event", _annotator_id="Cy"))
    assert project.documents.count() == 1
    names = {a.id: a.name for a in project.annotators.all()}
    found = project.annotations.of_document(project.documents.ids()[0])
    assert sorted(names[a.annotator] for a in found) == ["Bo", "Cy"]


def test_a_survey_changes_nothing_and_proposes_a_mapping(project: Project, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(record("ORG", "GGP")))
    last = project.last_change()
    (survey,) = survey_files(project, [tmp_path / "in.jsonl"])
    assert project.last_change() == last
    assert (survey.mapping.labels, survey.unmapped) == ({"ORG": "actor"}, {"GGP": 1})
    write_mapping(tmp_path / "m.json", survey.mapping)
    assert read_mapping(tmp_path / "m.json") == survey.mapping


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("[]", "not a JSON object"),
        ('{"tags": {}}', "“tags” is none of"),
        ('{"labels": {"A": 1}}', "“labels” do not lead"),
        ("{", "is no mapping"),
    ],
)
def test_a_wrong_mapping_is_a_sentence(tmp_path: Path, content: str, what: str) -> None:
    (tmp_path / "m.json").write_text(content)
    with pytest.raises(FormatError, match=what):
        read_mapping(tmp_path / "m.json")


def test_attributes_follow_a_label_to_the_tag_that_was_chosen(take: Take, project) -> None:
    given = record("GGP")
    given["spans"][0]["attributes"] = {"Date start": "2019-01", "mood": "x"}
    tally = take(given, mapping=LabelMapping({"GGP": "event"}))
    (made,) = project.annotations.of_document(project.documents.ids()[-1])
    assert made.attributes == {"date_start": "2019-01"}
    assert any("event has no attribute for “mood”" in note for note in tally.notes)


def test_an_archive_of_a_corpus_is_refused_with_what_to_do(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK")
    with pytest.raises(FormatError, match=r"is an archive\. Nothing was imported; unpack it"):
        import_files(project, [tmp_path / "a.zip"], format_key="brat", annotator="Ann")


def test_offsets_for_a_text_that_is_not_here_are_skipped_as_records(project, tmp_path) -> None:
    path = tmp_path / "in.jsonl"
    spans = [{"start": 0, "end": 4, "label": "actor"}]
    path.write_text(json.dumps({"glossator": {"id": "x"}, "spans": spans}))
    options = ImportOptions(on_error="skip")
    given = {"format_key": "spacy-jsonl", "annotator": "Ann"}
    tally, change = import_files(project, [path], options=options, **given)
    assert (change, tally.left_out) == (None, 1)
    with pytest.raises(RefusedError, match="called “Chile”"):
        import_files(project, [path], options=options, onto="Chile", **given)


def test_a_text_beyond_all_measure_is_refused(take: Take, project: Project, monkeypatch) -> None:
    monkeypatch.setattr("storage.formats.corpus_import.LONGEST_TEXT", 20)
    tally = take(record("ORG", text="Acme " * 9), record("ORG"), on_error="skip")
    assert (tally.documents, tally.left_out) == (1, 1)
    assert any("more than 20 characters" in note for note in tally.notes)


def test_an_endless_number_does_not_spoil_what_describes_a_text(
    project: Project, tmp_path: Path
) -> None:
    line = '{"text": "Acme", "spans": [], "meta": {"n": [1e999], "gone": null, "m": 1e300}}'
    (tmp_path / "in.jsonl").write_text(line)
    import_files(project, [tmp_path / "in.jsonl"], annotator="Ann")
    raw = project.connection.execute("SELECT metadata FROM document").fetchone()[0]
    assert json.loads(raw, parse_constant=pytest.fail) == {"n": ["inf"], "m": 1e300}


@pytest.mark.parametrize(
    ("unknown", "what"),
    [("refuse", r"“L19” \(1\) and 581 more labels;"), ("create", "601 labels without a tag")],
)
def test_hundreds_of_unknown_labels_are_counted_and_become_no_tags(
    take: Take, project: Project, unknown: str, what: str
) -> None:
    with pytest.raises(FormatError, match=what):
        take(record(*(f"L{n}" for n in range(601))), unknown=unknown)
    assert len(project.codebooks.current().active) == 4


def test_labels_as_our_own_export_writes_them_find_their_tags_again() -> None:
    tags = [Tag(TagId(f"t{n}"), key=f"k{n}", name=name) for n, name in enumerate(("c:d", "x/y z"))]
    found = propose(Codebook("c", "1", tuple(tags)), ["c_d", "x_y_z", "d"])
    assert found.labels == {"c_d": "k0", "x_y_z": "k1"}


def test_a_text_in_the_place_of_a_label_is_no_label(take: Take, project: Project) -> None:
    tally = take(record("L" * 201), record("ORG"), on_error="skip")
    assert (tally.documents, tally.left_out) == (1, 1)
    assert any("a label has more than 200 characters" in note for note in tally.notes)
