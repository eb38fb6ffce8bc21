"""The codebook editor: a draft that says what is wrong and what it does, saved as one step."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from domain.codebook import Attribute
from domain.conditions import Clause, Condition
from storage.codebook_editing import preview
from ui.dialogs.codebook import editor
from ui.dialogs.codebook.editor import CodebookDialog
from ui.dialogs.codebook.outlook import ConfirmDialog
from ui.keymap import default_keymap
from ui.theme.theme import load_theme


@pytest.fixture
def dialog(qtbot, session):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    made = CodebookDialog(session, load_theme("light"), default_keymap(), window)
    yield made
    made.reject()


def test_a_renamed_tag_is_saved_as_one_step(dialog, session, qtbot):
    dialog.tag_page.name.selectAll()
    qtbot.keyClicks(dialog.tag_page.name, "person")
    dialog.save()
    assert session.codebook.tags[0].name == "person"
    session.undo()
    assert session.codebook.tags[0].name == "actor"


def test_a_key_that_another_tag_has_is_refused_in_the_dialog(dialog, session, qtbot):
    dialog.tag_page.letter.selectAll()
    qtbot.keyClicks(dialog.tag_page.letter, "s")
    assert "both have the key S" in dialog.problem.text()
    assert not dialog.primary.isEnabled()
    dialog.save()
    assert session.codebook.tags[0].shortcut == "A"


def test_a_key_that_a_command_has_is_refused(qtbot, session):
    from PySide6.QtWidgets import QWidget

    from ui.keymap import Keymap

    window = QWidget()
    qtbot.addWidget(window)
    keymap = Keymap({**default_keymap().keys, "mark-done": ("Q",)})
    dialog = CodebookDialog(session, load_theme("light"), keymap, window)
    dialog.draft.put(replace(dialog.draft.codebook.tags[0], shortcut="Q"))
    assert "Mark as done" in dialog.problem.text()
    assert dialog.problem.text().count(".") == 1
    dialog.reject()


@pytest.mark.parametrize("answer", [True, False])
def test_what_touches_annotations_is_asked_first(dialog, session, monkeypatch, answer):
    session.tag(session.codebook.tags[0].id, [(31, 56)])
    before = session.codebook
    asked = []

    class Answer(ConfirmDialog):
        def exec(self):
            asked.append(self.changes.toPlainText())
            return self.DialogCode.Accepted if answer else self.DialogCode.Rejected

    monkeypatch.setattr(editor, "ConfirmDialog", Answer)
    dialog.draft.merge(before.tags[0], before.tags[1].id)
    dialog.save()
    assert asked == ["• Merge the tag “actor” into “stance”"]
    assert (session.codebook == before) is not answer


def test_the_tags_are_listed_and_moved_and_added(dialog):
    dialog.tags.down.click()
    assert [t.key for t in dialog.draft.codebook.tags][:2] == ["stance", "actor"]
    dialog.tags.add.click()
    assert dialog.draft.codebook.tags[-1].id == dialog.tags.chosen()
    assert dialog.draft.problem() == ""
    dialog.tags.retire.click()
    assert len(dialog.draft.codebook.tags) == 4


def test_a_tag_that_is_stored_is_retired_and_restored(dialog):
    dialog.tags.retire.click()
    assert dialog.draft.codebook.tags[0].retired
    assert dialog.tags.retire.text() == "&Restore"
    dialog.tags.retire.click()
    assert dialog.draft.codebook == dialog.draft.stored


def test_guidelines_are_written_and_read(dialog, session):
    dialog.pages.setCurrentWidget(dialog.guidelines)
    dialog.guidelines.editor.setPlainText("# Who\n<b>plain</b> [no](http://example.org)")
    assert "<b>plain</b>" in dialog.guidelines.view.toPlainText()
    dialog.tags.choose("")
    dialog.guidelines.editor.setPlainText("For all.")
    dialog.save()
    assert session.codebook.guidelines == "For all."
    assert session.codebook.tags[0].guidelines.startswith("# Who")


def test_an_attribute_is_filled_in_and_judged(dialog, qtbot):
    tag = dialog.draft.tag(dialog.tags.chosen())
    form = dialog.part_form(dialog.draft.new_attribute(tag), tag)
    assert not form.primary.isEnabled()
    qtbot.keyClicks(form.name, "Age group")
    form.type.setCurrentIndex(form.type.findData("enum"))
    assert "without values" in form.problem.text()
    form.choices.setPlainText("young\nold\n")
    form.default.setText("middle")
    assert "default" in form.problem.text()
    form.default.setText("old")
    assert form.primary.isEnabled()
    made = dialog.draft.keyed(tag, form.part())
    assert (made.key, made.choices, made.default) == ("age_group", ("young", "old"), "old")
    dialog.draft.put_part(tag, made)
    assert dialog.draft.problem() == ""


def test_conditions_are_rows_to_fill_in(dialog):
    tag = dialog.draft.codebook.keyed("stance")
    form = dialog.part_form(tag.relation("holder"), tag)
    assert form.part() == tag.relation("holder")
    form.shown_when.add.click()
    row = form.shown_when._rows[0]
    row.field.setCurrentIndex(row.field.findData("position"))
    row.how.setCurrentIndex(row.how.findData("filled"))
    assert form.part().shown_when == Condition((Clause("position", "filled"),))
    row.remove.click()
    assert form.part().shown_when is None


def test_a_relation_leads_where_it_is_ticked(dialog):
    tag = dialog.draft.codebook.keyed("event")
    form = dialog.part_form(tag.relation("part_of"), tag)
    form.targets.item(0).setCheckState(Qt.CheckState.Checked)
    form.maximum.setValue(2)
    form.minimum.setValue(3)
    assert "at most 2" in form.problem.text()
    form.minimum.setValue(1)
    made = form.part()
    assert (made.targets, made.minimum, made.maximum) == (("actor", "event"), 1, 2)


def test_forty_attributes_are_listed_and_moved(dialog):
    tag = dialog.draft.codebook.tags[0]
    more = tuple(Attribute(f"x{i}", f"x{i}", f"Field {i}") for i in range(32))
    dialog.draft.put(replace(tag, attributes=(*tag.attributes, *more)))
    assert dialog.attributes.table.rowCount() == 40
    dialog.attributes.choose("x5")
    dialog.attributes.up.click()
    assert dialog.draft.codebook.tags[0].attributes[12].id == "x5"
    assert dialog.attributes.retire.text() == "Remo&ve"
    dialog.attributes.retire.click()
    assert dialog.attributes.table.rowCount() == 39


def test_a_file_is_exported_and_comes_in_again(dialog, session, tmp_path):
    path = tmp_path / "c.json"
    dialog.save_file(path)
    content = json.loads(path.read_text("utf-8"))
    content["tags"]["place"] = {"definition": "Where."}
    path.write_text(json.dumps(content), "utf-8")
    dialog.take_file(path)
    dialog.save()
    assert session.codebook.keyed("place").definition == "Where."
    assert session.project.codebooks.content()["sources"] == content["sources"]


def test_a_wrong_file_is_told_and_nothing_changes(dialog, tmp_path):
    path = tmp_path / "c.json"
    path.write_text('{"tags": {"t": {"colour": "mauve"}}}', "utf-8")
    dialog.take_file(path)
    assert "mauve" in dialog.problem.text()
    assert dialog.draft.codebook == dialog.draft.stored


def test_the_effects_are_counted_when_typing_rests(dialog, session, qtbot):
    session.tag(session.codebook.tags[0].id, [(31, 56)])
    dialog.draft.put(replace(dialog.draft.codebook.tags[0], name="person"))
    qtbot.waitUntil(lambda: "1 annotation" in dialog.outlook.text())
    assert preview(session.project, dialog.draft.codebook).annotations == 1


def test_an_attribute_is_merged_into_another_of_its_type(dialog, session, qtbot, monkeypatch):
    class Yes(ConfirmDialog):
        def exec(self):
            return self.DialogCode.Accepted

    monkeypatch.setattr(editor, "ConfirmDialog", Yes)
    annotation = session.tag(session.codebook.named("statistic").id, [(137, 147)])
    session.set_attributes([annotation], {"place": "Lima"})
    statistic = session.codebook.named("statistic")
    dialog.tags.choose(statistic.id)
    dialog.pages.setCurrentWidget(dialog.attributes)
    dialog.attributes.choose(statistic.attribute("place").id)
    dialog.attributes.merge.click()
    menu = next(m for m in dialog.findChildren(QMenu) if m.isVisible())
    titles = [action.text() for action in menu.actions()]
    assert titles == ["Merge into “unit”", "Merge into “property”"]
    menu.actions()[1].trigger()
    menu.close()
    assert "merged into property" in dialog.attributes.table.currentItem().text()
    dialog.save()
    assert session.annotation(annotation).attributes == {"property": "Lima"}
    session.undo()
    assert session.annotation(annotation).attributes == {"place": "Lima"}
