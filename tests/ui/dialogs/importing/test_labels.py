"""What another program's labels mean is decided before its file comes in."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog

from storage.formats.deciding import LEFT_OUT, NEW, Goal, Name
from storage.formats.importing import import_files, survey_files
from ui.dialogs.importing.dialog import ImportDialog
from ui.dialogs.importing.labels import LabelDialog
from ui.theme.theme import load_theme

RECORDS = [
    {"text": "Acme sold it.", "spans": [{"start": 0, "end": 4, "label": "ORG"}]},
    {"text": "Bo agreed.", "spans": [{"start": 0, "end": 2, "label": "GGP"}]},
]


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, RECORDS)))
    return path


@pytest.fixture
def dialog(qtbot, session, lines):
    made = LabelDialog(survey_files(session.project, [lines]), session.codebook)
    qtbot.addWidget(made)
    return made


def test_what_is_known_is_proposed_and_the_rest_is_asked(dialog):
    assert dialog.tree.field("ORG").currentText() == "actor"
    assert dialog.tree.field("GGP").currentText() == "Choose…"
    assert not dialog.primary.isEnabled()
    assert "Say what becomes of 1 label" in dialog.problem.text()


def test_all_others_become_tags_with_one_button(dialog, session, lines):
    dialog.new_tags.click()
    assert dialog.primary.isEnabled()
    import_files(session.project, [lines], annotator="Ann", options=dialog.options)
    assert session.project.codebooks.current().named("GGP") is not None


def test_all_others_are_left_out_with_one_button(dialog, session, lines):
    dialog.leave_out.click()
    import_files(session.project, [lines], annotator="Ann", options=dialog.options)
    assert session.project.annotations.count() == 1


def test_records_that_cannot_be_read_are_shown_and_left_out_when_allowed(qtbot, session, tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(RECORDS[0]) + '\n{"text": "a", "spans": 7}')
    dialog = LabelDialog(survey_files(session.project, [path]), session.codebook)
    qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    assert "bad.jsonl, line 2" in dialog.report.toPlainText()
    dialog.skips.setChecked(True)
    assert dialog.primary.isEnabled()
    assert dialog.options.on_error == "skip"


def test_of_very_many_labels_the_last_ones_are_decided_together(qtbot, session, tmp_path):
    path = tmp_path / "many.jsonl"
    span = RECORDS[0]["spans"][0]
    spans = [span | {"label": f"L{number}"} for number in range(500)]
    path.write_text(json.dumps(RECORDS[0] | {"spans": spans}))
    dialog = LabelDialog(survey_files(session.project, [path]), session.codebook)
    qtbot.addWidget(dialog)
    last = dialog.tree.topLevelItem(dialog.tree.topLevelItemCount() - 1)
    assert last.text(0).startswith("300 more labels")
    dialog.leave_out.click()
    assert dialog.primary.isEnabled()
    assert set(dialog.options.mapping.labels) == {f"L{number}" for number in range(500)}


@pytest.fixture
def ranked(qtbot, session, tmp_path):
    """A dialog about spans with an attribute that actors have and one that they have not."""
    span = RECORDS[0]["spans"][0] | {"attributes": {"Role": "maker", "Size": 3}}
    path = tmp_path / "ranked.jsonl"
    path.write_text(json.dumps(RECORDS[0] | {"spans": [span], "_annotator_id": "bo"}))
    made = LabelDialog(survey_files(session.project, [path]), session.codebook)
    qtbot.addWidget(made)
    return made, path


def test_attributes_are_led_to_those_of_the_tag_or_made(ranked, session):
    dialog, path = ranked
    role, size = (Name("ORG", "attribute", name) for name in ("Role", "Size"))
    assert dialog.tree.field_of(role).currentText() == "role"
    assert dialog.tree.field_of(size).currentText() == "Left out"
    dialog.tree.field_of(size).choose(NEW)
    import_files(session.project, [path], annotator="Ann", options=dialog.options)
    (made,) = session.project.annotations.of_document(session.project.documents.ids()[-1])
    assert (made.attributes["role"], made.attributes["size"]) == ("maker", 3)


def test_the_attributes_of_another_tag_are_offered_when_it_is_chosen(ranked):
    dialog, _ = ranked
    role = dialog.tree.field_of(Name("ORG", "attribute", "Role"))
    dialog.tree.field("ORG").choose(Goal("key", "event"))
    offered = [role.itemText(at) for at in range(role.count())]
    assert "place" in offered
    assert role.currentText() == "Left out"
    dialog.tree.field("ORG").choose(LEFT_OUT)
    assert not role.isEnabled()


def test_the_layer_of_an_annotator_is_named_in_a_field(ranked, session):
    dialog, path = ranked
    (field,) = dialog.tree.findChildren(QComboBox, "annotator")
    assert field.currentText() == "bo"
    field.setEditText("Bo Diddley")
    import_files(session.project, [path], annotator="Ann", options=dialog.options)
    assert "Bo Diddley" in [each.name for each in session.project.annotators.all()]


def test_a_mapping_that_is_opened_shows_its_annotators(ranked, tmp_path):
    dialog, _ = ranked
    (tmp_path / "m.json").write_text(json.dumps({"annotators": {"bo": "Maria"}}))
    dialog.load(tmp_path / "m.json")
    (field,) = dialog.tree.findChildren(QComboBox, "annotator")
    assert field.currentText() == "Maria"
    assert dialog.options.mapping.annotators == {"bo": "Maria"}


def test_what_becomes_of_conflicts_and_what_offsets_count_is_chosen(ranked):
    dialog, _ = ranked
    assert (dialog.options.on_conflict, dialog.options.offsets) == ("keep", None)
    dialog.conflicts.setCurrentIndex(dialog.conflicts.findData("copy"))
    dialog.units.setCurrentIndex(dialog.units.findData("utf16"))
    assert (dialog.options.on_conflict, dialog.options.offsets) == ("copy", "utf16")


def test_the_decisions_are_saved_and_opened_again(ranked, tmp_path):
    dialog, _ = ranked
    role = Name("ORG", "attribute", "Role")
    dialog.tree.field_of(role).choose(LEFT_OUT)
    dialog.save(tmp_path / "m.json")
    dialog.tree.field_of(role).choose(NEW)
    dialog.load(tmp_path / "m.json")
    assert dialog.tree.field_of(role).currentText() == "Left out"
    (tmp_path / "m.json").write_text("{")
    dialog.load(tmp_path / "m.json")
    assert "is no mapping" in dialog.problem.text()


@pytest.fixture
def importing(qtbot, session, lines):
    made = ImportDialog(session, load_theme("light"), [lines])
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: len(made.texts) == 1 and made.task is None)
    yield made
    made.reject()


def test_an_import_asks_what_labels_mean_and_then_takes_the_file_in(
    importing, session, qtbot, monkeypatch
):
    def answer(dialog: LabelDialog) -> int:
        dialog.new_tags.click()
        return 1

    monkeypatch.setattr(LabelDialog, "exec", answer)
    with qtbot.waitSignal(importing.finished):
        importing.accept()
    assert session.project.annotations.count() == 2


def test_who_does_not_say_what_labels_mean_imports_nothing(importing, session, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(LabelDialog, "exec", lambda dialog: asked.append(dialog) or 0)
    importing.accept()
    qtbot.waitUntil(lambda: bool(asked))
    assert importing.task is None
    assert session.project.annotations.count() == 0


def test_what_would_be_left_out_is_said_and_kept_with_one_button(ranked):
    dialog, _ = ranked
    assert dialog.left.text() == "Left out as it stands: 1 attribute value."
    dialog.keep_parts.click()
    assert dialog.left.text() == ""
    assert dialog.options.mapping.new_attributes == ("ORG.Size",)
    dialog.tree.field("ORG").choose(LEFT_OUT)
    assert dialog.left.text() == "Left out as it stands: 1 annotation, 2 attribute values."


def test_tab_goes_down_the_rows_as_they_are_seen(ranked):
    dialog, _ = ranked
    first = dialog.tree.field("ORG")
    seen = [dialog.tree.field_of(name) for name in dialog.deciding.names["ORG"]]
    first.setFocus()
    for field in seen:
        dialog.focusNextChild()
        assert dialog.focusWidget() is field


def test_a_row_that_takes_the_keys_comes_into_view(qtbot, session, tmp_path):
    spans = [{"start": 0, "end": 4, "label": f"L{at}"} for at in range(30)]
    path = tmp_path / "many.jsonl"
    path.write_text(json.dumps({"text": "Acme sold it.", "spans": spans}))
    dialog = LabelDialog(survey_files(session.project, [path]), session.codebook)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    last = dialog.tree.field("L29")
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_a_file_without_labels_shows_no_empty_list(qtbot, session, tmp_path):
    path = tmp_path / "bare.jsonl"
    path.write_text(json.dumps({"text": "Acme sold it.", "spans": []}))
    dialog = LabelDialog(survey_files(session.project, [path]), session.codebook)
    qtbot.addWidget(dialog)
    assert not dialog.tree.isVisibleTo(dialog)
    assert dialog.primary.isEnabled()


def test_a_mapping_is_looked_for_beside_the_files(qtbot, session, lines, tmp_path, monkeypatch):
    asked = []
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *given: (asked.append(given[2]), ("", ""))[1])
    surveys = survey_files(session.project, [lines])
    dialog = LabelDialog(surveys, session.codebook, folder=tmp_path)
    qtbot.addWidget(dialog)
    dialog.open_mapping.click()
    dialog.save_mapping.click()
    assert asked == [str(tmp_path), str(tmp_path / "mapping.json")]
