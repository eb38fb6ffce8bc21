"""An import is looked at before it is done, and is one action."""

from __future__ import annotations

import json
import zipfile

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.storage.documents.samples import NEWS_PAGE, docx, packed, pdf
from ui.dialogs.importing import dialog as importing
from ui.dialogs.importing.dialog import ImportDialog
from ui.dialogs.importing.labels import LabelDialog
from ui.dialogs.message import MessageDialog
from ui.theme.theme import load_theme


@pytest.fixture
def open_dialog(qtbot, session):
    def make(*paths):
        dialog = ImportDialog(session, load_theme("light"), paths)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: dialog.task is None)
        return dialog

    return make


@pytest.fixture
def german(tmp_path):
    path = tmp_path / "german.txt"
    path.write_bytes("Größe\r\n\r\nÖl aus Köln".encode("cp1252"))
    return path


def test_the_decoded_text_is_previewed(open_dialog, german):
    dialog = open_dialog(german)
    assert "Öl aus Köln" in dialog.preview.page.toPlainText()
    assert "2 line ends" in dialog.preview.summary.text()
    assert "Windows-1252" in dialog.preview.summary.text()


def read_again(dialog, qtbot) -> None:
    qtbot.waitUntil(lambda: dialog.task is None)


def take_in(dialog, qtbot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()


def labels(dialog) -> list[str]:
    return [text.label for text in dialog.list.ticked]


def test_an_encoding_can_be_forced(open_dialog, german, qtbot):
    dialog = open_dialog(german)
    encoding = dialog.preview.encoding
    encoding.setCurrentIndex(encoding.findData("cp1251"))
    encoding.activated.emit(encoding.currentIndex())
    read_again(dialog, qtbot)
    assert dialog.texts[0].encoding == "cp1251"
    assert "Öl" not in dialog.preview.page.toPlainText()


def test_an_encoding_that_does_not_fit_can_be_taken_back(open_dialog, german, qtbot):
    dialog = open_dialog(german)
    for chosen in ("utf-8", ""):
        dialog.preview.encoding_requested.emit(chosen)
        read_again(dialog, qtbot)
        assert bool(dialog.texts[0].problem) is (chosen == "utf-8")
        assert not dialog.preview.encoding.isHidden()


def test_only_what_a_choice_concerns_is_read_again(open_dialog, german, tmp_path, qtbot):
    (tmp_path / "a.html").write_text(NEWS_PAGE)
    dialog = open_dialog(german, tmp_path / "a.html")
    before = list(dialog.texts)
    dialog.preview.whole_page.click()
    read_again(dialog, qtbot)
    same = [a.ticket == b.ticket for a, b in zip(before, dialog.texts, strict=True)]
    assert same == [True, False]


def test_a_text_that_is_there_already_is_left_out(open_dialog, tmp_path, article):
    (tmp_path / "again.txt").write_text(article, "utf-8")
    dialog = open_dialog(tmp_path / "again.txt")
    assert dialog.list.ticked == []
    assert not dialog.primary.isEnabled()
    assert "Peru and Venezuela" in dialog.preview.summary.text()


def test_a_near_copy_says_so_and_is_ticked_by_hand_only(
    open_dialog, session, tmp_path, article, qtbot, document
):
    (tmp_path / "wire.txt").write_text(f"By the wire.\n{article}", "utf-8")
    dialog = open_dialog(tmp_path / "wire.txt")
    assert labels(dialog) == []
    assert "Nearly the same as “Peru and Venezuela” in the project" in dialog.texts[0].detail
    qtbot.keyClick(dialog.files.view, Qt.Key.Key_Space)
    take_in(dialog, qtbot)
    (variant,) = session.project.connection.execute(
        "SELECT variant_of FROM document ORDER BY number DESC LIMIT 1"
    ).fetchone()
    assert variant == document


def test_a_file_that_is_no_text_says_so_and_does_not_hinder_the_others(
    open_dialog, tmp_path, german
):
    (tmp_path / "x.txt").write_bytes(b"%PDF-1.7 ...")
    dialog = open_dialog(tmp_path / "x.txt", german)
    assert "PDF" in dialog.texts[0].problem
    assert labels(dialog) == ["german.txt"]


def test_what_is_in_the_way_is_said_without_the_name_that_stands_above_it(open_dialog, tmp_path):
    (tmp_path / "x.txt").write_bytes(b"%PDF-1.7 ...")
    (text,) = open_dialog(tmp_path / "x.txt").texts
    assert text.problem.startswith("x.txt cannot be read")
    assert text.detail.startswith("Cannot be read")
    assert text.summary == text.problem


def test_reading_a_text_again_leaves_the_list_where_it_was(open_dialog, tmp_path, qtbot):
    paths = [tmp_path / f"{at:02}.txt" for at in range(40)]
    for path in paths:
        path.write_text(f"Text {path.name}")
    dialog = open_dialog(*paths)
    with qtbot.waitExposed(dialog):
        dialog.show()
    view = dialog.files.view
    view.setCurrentIndex(dialog.list.index(30))
    before = view.verticalScrollBar().value()
    dialog.preview.encoding_requested.emit("cp1252")
    qtbot.waitUntil(lambda: dialog.primary.isEnabled())
    assert view.verticalScrollBar().value() == before > 0


def test_a_table_that_is_none_says_so_and_does_not_hinder_the_others(open_dialog, german, tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "odd.csv").write_text('title,text\n"A"b,"c"d,e\n')
    dialog = open_dialog(tmp_path)
    assert [label.rpartition("/")[2] for label in labels(dialog)] == ["german.txt"]
    assert not any(text.form for text in dialog.texts)


def test_accepting_adds_the_ticked_articles_as_one_action(open_dialog, session, german, qtbot):
    changes = []
    session.changed.connect(changes.append)
    take_in(open_dialog(german), qtbot)
    assert len(changes) == 1
    assert session.project.documents.count() == 2
    session.undo()
    assert session.project.documents.count() == 1


def answer_labels(monkeypatch, act=lambda dialog: None) -> list[str]:
    """Have the question what the files hold answered; return what was said in it."""
    asked: list[str] = []

    def answer(dialog: LabelDialog) -> int:
        asked.append(f"{dialog.problem.text()}\n{dialog.report.toPlainText()}")
        act(dialog)
        return int(dialog.primary.isEnabled())

    monkeypatch.setattr(LabelDialog, "exec", answer)
    return asked


def test_texts_and_their_annotations_come_in_together_and_are_undone_as_one(
    open_dialog, session, tmp_path, german, qtbot, monkeypatch
):
    table = tmp_path / "tags.csv"
    table.write_text("document,start,end,tag\ngerman.txt,7,9,actor\n")
    asked = answer_labels(monkeypatch)
    take_in(open_dialog(table, german), qtbot)
    assert "It would add 1 document, 1 annotation." in asked[0]
    project = session.project
    (annotation,) = project.annotations.of_document(project.documents.find("german.txt")[0])
    assert annotation.quote == "Öl"
    session.undo()
    assert (project.documents.count(), project.annotations.count()) == (1, 0)


def test_the_original_bytes_are_kept_also_of_a_file_in_an_archive(
    open_dialog, session, tmp_path, qtbot
):
    (tmp_path / "a.zip").write_bytes(packed({"in/report.docx": docx()}))
    take_in(open_dialog(tmp_path / "a.zip"), qtbot)
    original = session.project.documents.original(session.project.documents.ids()[-1])
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert original.data == archive.read("in/report.docx")
    assert original.file_name == "report.docx"


def test_a_folder_is_listed_by_what_becomes_of_its_files(open_dialog, tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("One text.")
    (folder / "page.html").write_text(NEWS_PAGE)
    (folder / "scan.pdf").write_bytes(pdf([[]]))
    (folder / "photo.jpg").write_bytes(b"x")
    dialog = open_dialog(folder)
    assert labels(dialog) == ["corpus/a.txt", "corpus/page.html"]
    groups = [dialog.files.filter.itemText(n) for n in range(dialog.files.filter.count())]
    assert groups == [
        *("Everything (5)", "To be imported (2)", "The same as another (1)", "Cannot be read (1)"),
        "Of no kind that is read (1)",
    ]
    dialog.files.filter.setCurrentIndex(3)
    dialog.files.filter.activated.emit(3)
    assert dialog.list.rowCount() == 1
    assert "OCR" in dialog.preview.summary.text()


def test_a_corpus_of_another_program_is_one_entry(open_dialog, tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "annotation.conf").write_text("[entities]\nactor\n[relations]\n[events]\n")
    (folder / "a.txt").write_text("Peru said so.")
    (folder / "a.ann").write_text("T1\tactor 0 4\tPeru\n")
    dialog = open_dialog(folder)
    assert [text.label for text in dialog.texts] == ["corpus"]
    assert "brat" in dialog.texts[0].detail
    assert "a.ann" in dialog.preview.page.toPlainText()


def test_the_report_names_each_file_with_what_becomes_of_it(open_dialog, german, tmp_path):
    (tmp_path / "x.txt").write_bytes(b"")
    dialog = open_dialog(german, tmp_path / "x.txt")
    dialog.files.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[:2] for line in lines[1:]] == [
        ["german.txt", "To be imported"],
        ["x.txt", "Cannot be read"],
    ]


def test_whole_pages_are_a_choice_for_all_pages(open_dialog, tmp_path, qtbot):
    (tmp_path / "a.html").write_text(NEWS_PAGE)
    dialog = open_dialog(tmp_path / "a.html")
    assert "Imprint" not in dialog.preview.page.toPlainText()
    dialog.preview.whole_page.click()
    read_again(dialog, qtbot)
    assert "Imprint" in dialog.preview.page.toPlainText()


def test_a_file_that_cannot_be_read_is_refused_and_changes_nothing(
    open_dialog, session, tmp_path, qtbot
):
    (tmp_path / "x.csv").write_text("document,start,end,label\nGröße,0,5,actor\n")
    dialog = open_dialog(tmp_path / "x.csv")
    dialog.accept()
    read_again(dialog, qtbot)
    assert "it has no column tag" in dialog.problem.text()
    assert dialog.result() == 0


def test_records_of_our_own_file_that_cannot_be_read_are_left_out_when_allowed(
    open_dialog, session, tmp_path, german, qtbot, monkeypatch
):
    lines = ({"start": 7, "end": 9, "tag": "actor"}, {"start": 1, "end": 2, "tag": "nix"})
    made = [{"title": "german", "text": "Größe\n\nÖl aus Köln", "annotations": [a]} for a in lines]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, made)))
    asked = answer_labels(monkeypatch)
    dialog = open_dialog(tmp_path / "x.jsonl")
    dialog.accept()
    read_again(dialog, qtbot)
    assert "1 record cannot be read" in asked[0]
    assert "x.jsonl, line 2" in asked[0]
    answer_labels(monkeypatch, lambda dialog: dialog.skips.setChecked(True))
    monkeypatch.setattr(MessageDialog, "exec", lambda report: None)
    take_in(dialog, qtbot)
    assert session.project.annotations.count() == 1


def test_what_was_decided_stands_when_a_file_is_asked_about_again(
    open_dialog, session, tmp_path, qtbot, monkeypatch
):
    span = {"start": 0, "end": 4, "label": "GGP"}
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": "Acme sold it.", "spans": [span]}))
    chosen = []

    def decide_once(dialog: LabelDialog) -> int:
        chosen.append(dialog.tree.field("GGP").currentText())
        dialog.leave_out.click()
        return 0

    monkeypatch.setattr(LabelDialog, "exec", decide_once)
    dialog = open_dialog(tmp_path / "x.jsonl")
    assert dialog.primary.text() == "&Import 1 file…"
    for _ in range(2):
        dialog.accept()
        read_again(dialog, qtbot)
    assert chosen == ["Choose…", "Left out"]


def test_a_file_that_changed_meanwhile_is_refused(open_dialog, session, german, qtbot):
    dialog = open_dialog(german)
    german.write_bytes(b"Something else.")
    dialog.accept()
    read_again(dialog, qtbot)
    assert "was changed while it was looked at" in dialog.problem.text()
    assert session.project.documents.count() == 1


def test_stopping_an_import_keeps_nothing_and_the_dialog(open_dialog, session, tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"Text number {number}.")
    dialog = open_dialog(folder)
    dialog.accept()
    dialog.reject()
    assert dialog.problem.text().startswith(("The import was stopped.", "It was done before"))
    assert session.project.documents.count() in (1, 301)
    assert dialog.primary.isEnabled()


def test_what_was_left_out_is_shown_with_the_reasons(
    open_dialog, session, tmp_path, qtbot, monkeypatch
):
    path = tmp_path / "in.jsonl"
    span = '{"start": 0, "end": 4, "label": "ORG"}'
    path.write_text(f'{{"text": "Acme sold", "spans": [{span}]}}\n{{"text": "a", "spans": 7}}\n')
    told = []

    def skip(asked) -> int:
        asked.skips.setChecked(True)
        return 1

    def read(report: MessageDialog) -> None:
        assert not report.details.isHidden()
        told.extend((report.sentence.text(), report.details.toPlainText()))

    monkeypatch.setattr(importing.LabelDialog, "exec", skip)
    monkeypatch.setattr(MessageDialog, "exec", read)
    take_in(open_dialog(path), qtbot)
    assert told[0].endswith("Left out: 1 file or record.")
    assert "in.jsonl, line 2: its “spans” are not a list" in told[1]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.xlsx"])
def test_our_table_is_shown_as_annotations_whatever_a_spreadsheet_made_of_it(
    open_dialog, tmp_path, name
):
    rows = [["document", "start", "end", "tag"], ["Größe", 0, 5, "actor"]]
    if name == "a.xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
    else:
        text = "\r\n".join("\t".join(map(str, row)) for row in rows)
        (tmp_path / name).write_text(text, "utf-16", newline="")
    dialog = open_dialog(tmp_path / name)
    assert [text.detail.split(":")[0] for text in dialog.texts] == ["Annotations"]
    shown = dialog.preview.page.toPlainText()
    assert shown.splitlines() == ["document\tstart\tend\ttag", "Größe\t0\t5\tactor"]


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("a.pdf", pdf([[(50, 700, "Some words on a page")]]), (False, True)),
        ("a.rtf", rb"{\rtf1 Some words}", (True, True)),
        ("a.txt", b"Some words", (False, False)),
    ],
)
def test_only_the_choices_that_a_kind_has_are_offered(open_dialog, tmp_path, name, data, shown):
    (tmp_path / name).write_bytes(data)
    dialog = open_dialog(tmp_path / name)
    choices = (dialog.preview.notes, dialog.preview.headers)
    assert tuple(not choice.isHidden() for choice in choices) == shown
