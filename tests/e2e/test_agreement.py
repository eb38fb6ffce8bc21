"""From the desk to the figures on agreement, to a case in the article, and to a report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.e2e.conftest import Start
from ui.agreement.hosting import AgreementHost
from ui.agreement.window import AgreementWindow


def opened(desk) -> AgreementWindow:
    """Open the window by its key, and wait for the figures."""
    desk.press("Ctrl+Shift+A")
    (host,) = desk.bench.findChildren(AgreementHost)
    desk.qtbot.waitUntil(lambda: not host.window.is_reading)
    return host.window


def test_a_case_is_gone_to_in_the_article(start: Start) -> None:
    desk = start(sample=True)
    window = opened(desk)
    window.cases.focus_first()
    desk.qtbot.keyClick(window.cases.view, Qt.Key.Key_Return)
    assert desk.session.current.quote == "months"
    assert len(desk.session.layers) == 3
    window.activateWindow()
    for _ in range(2):
        desk.qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_report_is_saved_and_the_window_closes_with_the_project(
    start: Start, tmp_path: Path, monkeypatch
) -> None:
    desk = start(sample=True)
    window = opened(desk)
    target = tmp_path / "report"
    monkeypatch.setattr(
        "ui.agreement.hosting.QFileDialog.getSaveFileName",
        lambda *_: (str(target), "Markdown (*.md)"),
    )
    window.frame.report.click()
    assert "## Pairs of annotators" in target.with_suffix(".md").read_text("utf-8")
    assert desk.said == f"Saved {target}.md."
    desk.window.activateWindow()
    desk.window.projects.close()
    assert not window.isVisible()


def test_the_table_that_shows_is_saved_as_csv(start: Start, tmp_path: Path, monkeypatch) -> None:
    desk = start(sample=True)
    window = opened(desk)
    window.frame.tabs.setCurrentIndex(1)
    target = tmp_path / "all.csv"
    monkeypatch.setattr(
        "ui.window.conversations.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    window.frame.export.click()
    assert target.read_text("utf-8-sig").startswith("tag,alpha,alpha_low,")
