"""What was tagged leaves the window as files that say exactly the same."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.e2e.conftest import SEED
from tests.e2e.driver import Driver
from ui.dialogs.export import ExportDialog


@pytest.fixture
def tagged(desk: Driver) -> Driver:
    """The article with three spans, one of them in two parts."""
    desk.select("US President Donald Trump")
    desk.press("A")
    desk.drag("Peru")
    desk.press("+")
    desk.go_on_to("recognised")
    desk.extend("recognised Juan Guaidó")
    desk.press("E")
    desk.select("23 January")
    desk.press("T")
    return desk


def export(desk: Driver, key: str, target: Path) -> str:
    """Export by the dialog, and return the preview's sentence."""
    preview: list[str] = []

    def answer(dialog: ExportDialog) -> None:
        dialog.format.setCurrentIndex(dialog.format.findData(key))
        dialog.target.selectAll()
        QTest.keyClicks(dialog.target, str(target))
        desk.qtbot.waitUntil(lambda: "annotation" in dialog.holds.text())
        preview.append(dialog.holds.text())
        QTest.keyClick(dialog.target, Qt.Key.Key_Return)
        desk.qtbot.waitUntil(lambda: dialog.written is not None)
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    with desk.answering(ExportDialog, answer):
        desk.press("Ctrl+E")
    return preview[0]


def test_json_lines_hold_the_words_at_their_offsets(tagged: Driver, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert export(tagged, "jsonl", target).startswith("1 document, 3 annotations")
    header, document = map(json.loads, target.read_text("utf-8").splitlines())
    text = SEED.read_text("utf-8")
    assert (header["format"], document["text"]) == ("glossator", text)
    found = [
        (a["tag"], a["text"], " ".join(text[s:e] for s, e in a["fragments"]))
        for a in document["annotations"]
    ]
    assert found == [
        ("actor", "US President Donald Trump", "US President Donald Trump"),
        ("event", "Peru recognised Juan Guaidó", "Peru recognised Juan Guaidó"),
        ("statistic", "23 January", "23 January"),
    ]


def test_csv_has_a_row_for_each_annotation(tagged: Driver, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export(tagged, "csv", target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["tag"] for row in rows] == ["actor", "event", "statistic"]


def test_the_article_is_saved_as_a_web_page_with_its_spans(
    tagged: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "article.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    tagged.press("Ctrl+Shift+H")
    assert tagged.said == f"Saved {target}."
    page = target.read_text("utf-8")
    assert "Donald Trump" in page
    assert "<script" not in page
    assert "http" not in page.split("<body", 1)[1]
    assert not list(tmp_path.glob("article.html.*")), "a page to send stands alone"


def test_the_article_is_saved_as_pdf(
    tagged: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "article.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    tagged.press("Ctrl+Shift+P")
    assert tagged.said == f"Saved {target}."
    written = target.read_bytes()
    assert written.startswith(b"%PDF")
    assert len(written) > 5_000


def test_a_place_that_cannot_be_written_to_is_told(
    tagged: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.dialogs.message import MessageDialog

    target = tmp_path / "nowhere" / "article.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    told: list[str] = []
    with tagged.answering(MessageDialog, lambda dialog: told.append(dialog.sentence.text())):
        tagged.press("Ctrl+Shift+P")
    assert str(target) in told[0]
    assert not target.parent.exists()
