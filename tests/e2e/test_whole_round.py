"""The whole round by keys: two analysts, a lead, three project files, gold, and back again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from domain.document import State
from domain.ids import AnnotatorId
from storage.assigning import assignments
from storage.check import check_project
from storage.project import Project, open_project
from tests.e2e.conftest import SEED, Start
from tests.e2e.driver import Driver, Tagged
from tests.e2e.keys import press
from tests.e2e.test_agreement import opened as agreement_of
from tests.e2e.test_exchanging import merge
from tests.e2e.test_projects import TakeAll
from tests.ui.test_cli import run
from ui.dialogs.adjudicate import AdjudicateDialog, AgreedDialog
from ui.dialogs.comment import CommentDialog
from ui.dialogs.exchange.assigning import AssignDialog
from ui.dialogs.exchange.sending import SendDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.importing.dialog import ImportDialog
from ui.dialogs.new_project import NewProjectDialog
from ui.dialogs.verdict import ColleagueDialog, RejectDialog

_TRUMP, _SHORT, _PERU, _SEVERAL = "US President Donald Trump", "Donald Trump", "Peru", "several"
_LIMA, _GUAIDO = "Lima Group", "Juan Guaidó"
_ANN = ((_TRUMP, "A"), (_PERU, "E"), (_SEVERAL, "A"), (_LIMA, "A"))
_BO = ((_SHORT, "A"), (_PERU, "A"), (_LIMA, "A"), (_GUAIDO, "A"))
# Which version is right: Ann is 1, Bo is 2.
_RIGHT = {_TRUMP: "1", _PERU: "2", _SEVERAL: "X", _GUAIDO: "2"}
_ANSWER = "Several members are an actor"
_GOLD = [(_TRUMP, "actor"), (_PERU, "actor"), (_LIMA, "actor"), (_GUAIDO, "actor")]


class Round(NamedTuple):
    """The three project files, and what the lead writes."""

    lead: Path
    ann: Path
    bo: Path
    back: Path
    gold: Path
    report: Path


@pytest.fixture
def files(tmp_path: Path) -> Round:
    """Where the round's files will be; none of them is there yet."""
    names = ("Lead.gloss", "Ann.gloss", "Bo.gloss", "Back.gloss", "gold.jsonl", "report.md")
    return Round(*(tmp_path / name for name in names))


def test_a_whole_round_by_keys(start: Start, files: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = make_project(start, files)
    assign_blind(lead, files)
    for name, path, words in (("Ann", files.ann, _ANN), ("Bo", files.bo, _BO)):
        send_to(lead, name, path)
        code_alone(start, name, path, words)
    merge_both(lead, files, monkeypatch)
    review_ann(lead, files)
    adjudicate(lead, files)
    measure(lead, files, monkeypatch)
    export_gold(lead, files)
    send_to(lead, "Ann", files.back)
    lead.close()
    ann = merge_back(start, files, monkeypatch)
    answer_the_verdicts(ann, files)
    ann.close()
    close_the_round(start, files, monkeypatch)
    for path in (files.lead, files.ann, files.bo, files.back):
        with open_project(path, writable=False) as project:
            assert not check_project(project).errors


# The stages


def make_project(start: Start, files: Round) -> Driver:
    """The lead makes a project of the seed article."""
    lead = start()

    def fill(dialog: NewProjectDialog) -> None:
        for field, words in ((dialog.title, "Peru"), (dialog.path, str(files.lead))):
            write(field, words)
        write(dialog.annotator, "Lead")
        lead.qtbot.waitUntil(dialog.primary.isEnabled)
        # The import comes as soon as this dialog is gone.
        importing.__enter__()
        press(dialog, "Return")

    importing = lead.answering(ImportDialog, TakeAll(lead.qtbot))
    with lead.answering(NewProjectDialog, fill):
        lead.window.projects.begin([SEED], sample=False)
    importing.__exit__(None, None, None)
    with open_project(files.lead, writable=False) as project:
        (document,) = project.documents.ids()
        assert project.documents.text(document) == SEED.read_text("utf-8")
    return lead


def assign_blind(lead: Driver, files: Round) -> None:
    """Both code the article, neither seeing the other's tags."""

    def answer(dialog: AssignDialog) -> None:
        dialog.people.setFocus()
        press(dialog, "Space")  # Not the lead, who decides.
        write(dialog.names, "Ann, Bo")
        dialog.blind.setFocus()
        press(dialog, "Space", "Return")

    with lead.answering(AssignDialog, answer):
        lead.press("Ctrl+Shift+L")
    with open_project(files.lead, writable=False) as project:
        names = {a.id: a.name for a in project.annotators.all()}
        assigned = [(names[one.annotator], one.blind) for one in assignments(project)]
        assert sorted(assigned) == [("Ann", True), ("Bo", True)]


def send_to(lead: Driver, name: str, target: Path) -> None:
    """Write a file for a colleague, who is chosen by the first letter."""

    def answer(dialog: SendDialog) -> None:
        press(dialog, name[0])
        assert dialog.recipient.currentText() == name
        write(dialog.target, str(target))
        press(dialog, "Return")
        lead.qtbot.waitUntil(lambda: dialog.sent is not None)

    lead.come_to_front()
    with lead.answering(SendDialog, answer):
        lead.press("Ctrl+Shift+S")
    assert target.exists()


def code_alone(start: Start, name: str, path: Path, words: Iterable[tuple[str, str]]) -> None:
    """A colleague tags in their own file, and marks the article as done."""
    desk = at_ones_own_desk(start, name, path)
    assert layer(path, name) == []
    for phrase, key in words:
        desk.select(phrase)
        desk.press(key)
    desk.press("Ctrl+D")
    desk.close()
    assert {quote for quote, _ in layer(path, name)} == {phrase for phrase, _ in words}
    with open_project(path, writable=False) as project:
        (document,) = project.documents.ids()
        assert project.documents.progress(document, who(project, name)).state is State.DONE
        assert project.annotations.count() == 4, "the other one's layer came along"


def merge_both(lead: Driver, files: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """What both have done comes into the lead's file, and theirs stay as they are."""
    before = files.ann.read_bytes(), files.bo.read_bytes()
    lead.come_to_front()
    for path in (files.ann, files.bo):
        merge(lead, path, monkeypatch)
    assert (files.ann.read_bytes(), files.bo.read_bytes()) == before
    for name, path in (("Ann", files.ann), ("Bo", files.bo)):
        assert layer(files.lead, name) == layer(path, name)


def review_ann(lead: Driver, files: Round) -> None:
    """Accept two, edit one, reject one for a reason, add one that was missed."""
    with lead.answering(ColleagueDialog, lambda dialog: press(dialog, "1", "Return")):
        lead.press("Ctrl+R")
    assert lead.at_hand() == (_TRUMP, "actor")
    lead.press("A", "E", "Shift+A", "Esc", "N")
    assert lead.at_hand() == (_SEVERAL, "actor")
    with lead.answering(RejectDialog, lambda dialog: press(dialog, "1", "Return")):
        lead.press("R")
    lead.press("A", "M")
    lead.select(_GUAIDO)
    lead.press("A", "Esc", "Esc", "Ctrl+R")
    assert verdicts(files.lead, "Ann") == {
        _TRUMP: ("accept", ""),
        _PERU: ("amend", ""),
        _SEVERAL: ("reject", "spurious"),
        _LIMA: ("accept", ""),
        _GUAIDO: ("missed", ""),
    }
    assert layer(files.lead, "Ann") == layer(files.ann, "Ann"), "a review changed the layer"
    assert layer(files.lead, "Lead") == [(_PERU, "actor"), (_GUAIDO, "actor")]


def adjudicate(lead: Driver, files: Round) -> None:
    """Decide between Ann and Bo, take what they agree on, and finish the gold layer."""
    with lead.answering(AdjudicateDialog, lambda dialog: press(dialog, "End", "Space", "Return")):
        lead.press("Ctrl+Shift+J")
    assert [a.name for a in lead.bench.adjudication.annotators] == ["Ann", "Bo"]
    for _ in _RIGHT:
        lead.press(_RIGHT[lead.at_hand()[0]])
    with lead.answering(AgreedDialog, lambda dialog: press(dialog, "Return")):
        lead.press("Shift+A")
    lead.press("Ctrl+D", "Ctrl+Shift+J")
    assert layer(files.lead, "Adjudicated") == _GOLD


def measure(lead: Driver, files: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open the figures on agreement and save the report."""
    chosen = "ui.agreement.hosting.QFileDialog.getSaveFileName"
    monkeypatch.setattr(chosen, lambda *_: (str(files.report), "Markdown (*.md)"))
    window = agreement_of(lead)
    window.frame.report.setFocus()
    press(window, "Space")
    report = files.report.read_text("utf-8")
    assert "## Pairs of annotators" in report
    assert "Ann" in report
    assert "Bo" in report
    lead.qtbot.keyClick(window, Qt.Key.Key_Escape)
    lead.come_to_front()


def export_gold(lead: Driver, files: Round) -> None:
    """Write the gold layer alone: by the dialog, and as training data on the command line."""

    def answer(dialog: ExportDialog) -> None:
        dialog.format.setCurrentIndex(dialog.format.findData("jsonl"))
        tick_only(dialog, "Adjudicated")
        write(dialog.target, str(files.gold))
        lead.qtbot.waitUntil(lambda: "4 annotations" in dialog.holds.text())
        press(dialog, "Return")
        lead.qtbot.waitUntil(lambda: dialog.written is not None)
        press(dialog, "Return")

    with lead.answering(ExportDialog, answer):
        lead.press("Ctrl+E")
    pages = [json.loads(line) for line in files.gold.read_text("utf-8").splitlines()]
    found = [(a["text"], a["tag"]) for page in pages for a in page.get("annotations", ())]
    assert found == _GOLD
    training = files.gold.with_name("train.jsonl")
    plain = ("--format", "spacy-jsonl", "--tokens", "whitespace")
    run("export", files.lead, training, *plain, "--gold")
    (record,) = map(json.loads, training.read_text("utf-8").splitlines())
    spans = record["spans"]
    assert [record["text"][s["start"] : s["end"]] for s in spans] == [words for words, _ in _GOLD]


def merge_back(start: Start, files: Round, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """Ann merges what came back; her own layer is as she left it."""
    before = layer(files.ann, "Ann")
    ann = at_ones_own_desk(start, "Ann", files.ann)
    merge(ann, files.back, monkeypatch)
    assert layer(files.ann, "Ann") == before
    assert layer(files.ann, "Adjudicated") == _GOLD
    assert verdicts(files.ann, "Ann") == verdicts(files.lead, "Ann")
    return ann


def answer_the_verdicts(ann: Driver, files: Round) -> None:
    """Walk through the verdicts: follow the edit, answer the rejection, take what was missed."""
    ann.press("Ctrl+Shift+R")
    assert ann.at_hand() == (_PERU, "event")
    ann.press("A")
    assert ann.at_hand() == (_SEVERAL, "actor")

    def object_(dialog: CommentDialog) -> None:
        write(dialog.field, _ANSWER)
        press(dialog, "Ctrl+Return")

    with ann.answering(CommentDialog, object_):
        ann.press("C")
    ann.press("N")
    assert ann.at_hand() == (_GUAIDO, "actor")
    ann.press("A")
    mine = [(_TRUMP, "actor"), (_PERU, "actor"), (_SEVERAL, "actor"), (_LIMA, "actor")]
    assert layer(files.ann, "Ann") == [*mine, (_GUAIDO, "actor")]
    with open_project(files.ann, writable=False) as project:
        (comment,) = project.comments.all()
        assert comment.text == _ANSWER
        assert comment.author == who(project, "Ann")


def close_the_round(start: Start, files: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lead merges Ann's answer; the gold layer stays as it was decided."""
    lead = at_ones_own_desk(start, "Lead", files.lead)
    merge(lead, files.ann, monkeypatch)
    assert layer(files.lead, "Ann") == layer(files.ann, "Ann")
    assert layer(files.lead, "Adjudicated") == _GOLD
    with open_project(files.lead, writable=False) as project:
        assert [comment.text for comment in project.comments.all()] == [_ANSWER]


# What is in the files


def layer(path: Path, name: str) -> list[Tagged]:
    """Return the words and tags of one layer, as they are in a file, in reading order."""
    with open_project(path, writable=False) as project:
        (document,) = project.documents.ids()
        found = project.annotations.of_document(document, [who(project, name)])
        tags = project.codebooks.current()
        return [(a.quote, tags.tag(a.tag).name) for a in found]


def verdicts(path: Path, name: str) -> dict[str, tuple[str, str]]:
    """Return verdict and reason by the words that were judged, as they are in a file."""
    with open_project(path, writable=False) as project:
        (document,) = project.documents.ids()
        found = project.reviews.of_document(document, colleague=who(project, name))
        words = {a.id: a.quote for a in project.annotations.some([r.annotation for r in found])}
        return {words[r.annotation]: (r.verdict, r.reason) for r in found}


def who(project: Project, name: str) -> AnnotatorId:
    """Return the id of a person of that name."""
    return next(a.id for a in project.annotators.all() if a.name == name)


# Hands


def at_ones_own_desk(start: Start, name: str, path: Path) -> Driver:
    """Open a file in a window in which somebody works under their name."""
    desk = start()
    desk.window.settings.annotator = name
    desk.window.projects.open_path(str(path))
    desk.come_to_front()
    return desk


def write(field: QLineEdit | QPlainTextEdit, words: str) -> None:
    """Go to a field and write words in place of what it holds."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def tick_only(dialog: ExportDialog, name: str) -> None:
    """Tick one layer by keys, and take the tick from the others."""
    dialog.layers.setFocus()
    press(dialog, "Home")
    for row in range(dialog.layers.count()):
        item = dialog.layers.item(row)
        if (item.checkState() == Qt.CheckState.Checked) != item.text().startswith(name):
            press(dialog, "Space")
        press(dialog, "Down")
    ticked = dialog.options.annotators
    assert ticked is not None
    assert len(ticked) == 1
