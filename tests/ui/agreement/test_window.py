"""The window on agreement: what it compares, shows, lists, and where it leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from domain.document import State
from domain.ids import new_id
from domain.span import Span
from storage import annotating
from storage.adding import NewDocument, add_documents
from storage.agreement_study import Behind
from storage.sample import EXAMPLE_ANNOTATOR, MACHINES
from storage.work import ensure_annotator, set_state
from ui.agreement.window import AgreementWindow
from ui.session import Session

PAGES = ("Pairs", "All annotators", "Tags", "Edges", "Documents", "Attributes", "Relations")


def read(qtbot, window: AgreementWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_reading)


def go_to(window: AgreementWindow, page: str) -> None:
    window.frame.tabs.setCurrentIndex(list(window.pages).index(page))


def cell(window: AgreementWindow, row: int, name: str) -> str:
    model = window.page.view.figures
    return model.index(row, model.table.columns.index(name)).data()


def test_all_who_coded_are_compared(window) -> None:
    assert window.choices.annotators.text() == "3 annotators"
    assert window.page.view.figures.rowCount() == 15
    assert (cell(window, 0, "annotator_a"), cell(window, 0, "tag")) == (
        *(EXAMPLE_ANNOTATOR, "all tags"),
    )
    assert cell(window, 0, "exact_f1") == "0.958"


def test_it_says_what_the_figures_rest_on_and_that_machines_made_them(window) -> None:
    said = window.frame.counts.text()
    assert said.startswith("1 document coded by at least two of these annotators")
    assert "Made by machine: Second coder (machine), Third coder (machine)." in said


@pytest.mark.parametrize("page", PAGES)
def test_every_page_lists_the_cases_behind_its_figure(window, page) -> None:
    go_to(window, page)
    assert window.cases.table.rows
    assert window.cases.title.text()
    assert all(row.annotation for row in window.cases.table.rows)


def test_pages_are_turned_by_keys(qtbot, window) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.pages["All annotators"].view.hasFocus)
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.page is window.pages["How it is reckoned"]
    assert not window.cases.isVisible()


def test_another_row_has_other_cases(window) -> None:
    assert window.cases.count.text() == "5 that differ, 80 that agree"
    window.page.view.choose(2)
    assert window.cases.title.text() == f"{EXAMPLE_ANNOTATOR} – {MACHINES[0]} · stance"
    assert len(window.cases.table.rows) == 13


def test_enter_leads_to_the_cases_enter_again_to_the_text_and_esc_back(qtbot, window) -> None:
    window.activateWindow()
    window.page.focus_first()
    qtbot.keyClick(window.page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(window.cases.view.hasFocus)
    with qtbot.waitSignal(window.jump_requested) as asked:
        qtbot.keyClick(window.cases.view, Qt.Key.Key_Return)
    annotation, layers = asked.args
    assert window._session.project.annotations.get(annotation).quote == "months"
    assert len(layers) == 2
    qtbot.keyClick(window.cases.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.page.view.hasFocus)
    assert window.isVisible()


def test_two_annotators_and_tokens_can_be_chosen(qtbot, window) -> None:
    first: QAction = window.choices.menu.actions()[0]
    first.trigger()
    read(qtbot, window)
    assert window.choices.annotators.text() == f"{MACHINES[0]} and {MACHINES[1]}"
    assert window.page.view.figures.rowCount() == 5
    window.choices.unit.setCurrentIndex(1)
    read(qtbot, window)
    assert "tokens" in window.frame.counts.text()


def test_fewer_than_two_are_not_compared(qtbot, window) -> None:
    for action in window.choices.menu.actions()[:2]:
        action.trigger()
    assert not window.is_reading
    assert window.choices.annotators.text() == "1 annotator"
    assert window.frame.message.words.startswith("Choose two annotators or more\n")
    window.choices.menu.actions()[0].trigger()
    read(qtbot, window)
    assert window.page.view.figures.rowCount() == 5


def test_a_pair_is_chosen_for_the_pages_that_look_at_two(window) -> None:
    go_to(window, "Tags")
    assert window.frame.pair.isVisible()
    window.frame.pair.setCurrentIndex(2)
    assert window.cases.title.text() == f"{MACHINES[0]} – {MACHINES[1]} · actor against actor"
    assert window.cases.count.text() == "0 that differ, 55 that agree"
    go_to(window, "Pairs")
    assert not window.frame.pair.isVisible()


def test_a_click_on_a_bar_or_a_point_chooses_its_row(window) -> None:
    go_to(window, "Edges")
    page = window.page
    edge, off = page.chart.bar_at(page.chart.distances.index(-5) - 0.2)
    page.chart.bar_chosen.emit(edge, off)
    assert page.view.behind() == Behind((0, 1), None, edge=("start", -5))
    assert window.cases.title.text().endswith("start −5")
    go_to(window, "Documents")
    document = window.page.chart.document_at(0.1)
    window.page.chart.document_chosen.emit(document)
    assert window.page.view.behind().document == document


def test_very_many_cases_are_listed_apart_from_the_screen(qtbot, window, monkeypatch) -> None:
    monkeypatch.setattr("ui.agreement.cases_pane._AT_ONCE", 10)
    window.page.view.choose(2)
    assert (window.cases.is_listing, window.cases.table.rows) == (True, ())
    window.page.view.choose(1)
    qtbot.waitUntil(lambda: not window.cases.is_listing)
    assert window.cases.title.text().endswith("· actor")
    assert len(window.cases.table.rows) == 55


def test_sorting_keeps_the_row_at_hand(window) -> None:
    window.page.view.choose(7)
    before = window.page.view.behind()
    model = window.page.view.figures
    column = model.table.columns.index("kappa")
    window.page.view.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)
    assert window.page.view.behind() == before


def test_nobody_to_compare_with_is_said(opened, session, project) -> None:
    for annotator in project.annotators.all():
        ids = [a.id for a in project.annotations.of_document(session.document.id, [annotator.id])]
        if ids:
            annotating.delete_annotations(project, annotations=ids, annotator=annotator.id)
        state = State.NEW
        set_state(project, document=session.document.id, annotator=annotator.id, state=state)
    window = opened(session)
    assert not window.frame.shows_figures
    assert window.frame.message.words.startswith("Nobody to compare with yet\n")
    assert not window.frame.report.isEnabled()


def test_no_document_in_common_is_said(qtbot, opened, session, project) -> None:
    (second,), _ = add_documents(project, [NewDocument("Second", "Some words.")], None)
    set_state(project, document=second, annotator=session.annotator.id, state=State.DONE)
    window = opened(session)
    for action in window.choices.menu.actions():
        if action.text() in MACHINES:
            action.trigger()
    read(qtbot, window)
    assert window.frame.message.words.startswith("No document in common\n")
    assert "2 documents more that only one of them coded" in window.frame.counts.text()


def test_what_is_blind_for_me_is_not_compared(opened, session, project) -> None:
    project.connection.execute(
        "INSERT INTO assignment (id, document, annotator, blind, born, stamp) "
        "VALUES (?, ?, ?, 1, '', '')",
        (new_id(), session.document.id, session.annotator.id),
    )
    window = opened(session)
    assert not window.frame.shows_figures
    assert "1 document that you are to code without seeing others’" in window.frame.counts.text()


def test_an_edit_is_compared_anew(qtbot, window, session: Session) -> None:
    actor = session.codebook.named("actor")
    session.tag(actor.id, [(0, 4)])
    read(qtbot, window)
    qtbot.waitUntil(lambda: len(window.found.people) == 4)
    assert window.choices.annotators.text() == "3 annotators"


def test_the_table_and_the_report_are_asked_for(qtbot, window) -> None:
    with qtbot.waitSignal(window.table_export_requested) as asked:
        window.frame.export.click()
    assert asked.args[0].key == "pairs"
    with qtbot.waitSignal(window.report_requested) as asked:
        window.frame.report.click()
    assert asked.args[0] is window.found.study


def test_intervals_come_with_two_documents_and_can_be_stopped(qtbot, opened, session) -> None:
    project = session.project
    (second,), _ = add_documents(project, [NewDocument("Second", "Some words of it.")], None)
    actor = session.codebook.named("actor")
    for at, name in enumerate((EXAMPLE_ANNOTATOR, *MACHINES)):
        who = ensure_annotator(project, name)
        annotating.tag_span(
            project, document=second, annotator=who.id, tag=actor.id, span=Span.single(at, 9)
        )
    window = opened(session)
    assert window.found.study.intervals
    assert "[" in cell(window, 0, "exact_f1")
    window.read()
    qtbot.waitUntil(lambda: window.found.study is not None and not window.found.study.intervals)
    window.frame.cancel.click()
    assert not window.is_reading
    assert window.frame.intervals.isVisible()
    window.frame.intervals.click()
    read(qtbot, window)
    assert window.found.study.intervals


def test_documents_are_picked_one_by_one(qtbot, window, session) -> None:
    from ui.agreement.document_choice import DocumentsDialog

    dialog = DocumentsDialog(session.project, ())
    qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.primary.text() == "&Compare in 1 document"
    window.choices.set_documents(dialog.chosen)
    read(qtbot, window)
    assert window.choices.documents.currentText() == "1 chosen document"
    assert window.frame.shows_figures


def test_the_open_document_is_followed(qtbot, window, session, project) -> None:
    (second,), _ = add_documents(project, [NewDocument("Second", "Some words.")], None)
    window.choices.documents.setCurrentIndex(1)
    window.choices.documents.activated.emit(1)
    read(qtbot, window)
    assert window.frame.shows_figures
    session.open_document(second)
    read(qtbot, window)
    assert window.frame.message.words.startswith("No document in common\n")


def test_another_theme_colours_everything(window) -> None:
    from ui.theme.theme import load_theme

    dark = load_theme("dark")
    window.set_theme(dark)
    assert window.pages["Edges"].chart.theme is dark
