"""Plots: what stands where, and what a click on it chooses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from ui.charts.documents import DocumentChart, DocumentPoint
from ui.charts.edges import EdgeChart
from ui.theme.theme import load_theme


@pytest.fixture
def shown(qtbot):
    def show(chart):
        qtbot.addWidget(chart)
        chart.resize(500, 300)
        with qtbot.waitExposed(chart):
            chart.show()
        return chart

    return show


def click(qtbot, chart, x: float, y: float) -> None:
    place = chart.mapFromScene(chart.plotItem.vb.mapViewToScene(QPointF(x, y)))
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_bars_stand_at_the_distances_that_occur_and_zero_has_none(shown):
    chart = shown(EdgeChart(load_theme("light")))
    chart.show_counts({0: 90, -5: 2}, {0: 80, 3: 1, 12: 4})
    assert chart.distances == [-5, 3, 12]
    assert (chart.bar_at(-0.2), chart.bar_at(0.2)) == (("start", -5), None)
    assert chart.bar_at(1.2) == ("end", 3)
    assert chart.bar_at(7) is None


def test_of_very_many_distances_the_smallest_have_bars(shown):
    chart = shown(EdgeChart(load_theme("light")))
    chart.show_counts(dict.fromkeys(range(-300, 301), 1), {})
    assert (len(chart.distances), max(map(abs, chart.distances))) == (31, 16)


def test_a_click_on_a_bar_chooses_it(qtbot, shown):
    chart = shown(EdgeChart(load_theme("light")))
    chart.show_counts({-5: 2}, {3: 4})
    with qtbot.waitSignal(chart.bar_chosen) as chosen:
        click(qtbot, chart, 1.2, 1)
    assert chosen.args == ["end", 3]


def points() -> list[DocumentPoint]:
    return [
        DocumentPoint("d1", "One", (0.9, 1.0, 0.8)),
        DocumentPoint("d2", "Two", (0.2, 0.5, -0.1)),
        DocumentPoint("d3", "Three", (None, None, None)),
    ]


def test_documents_stand_from_the_lowest_figure_to_the_highest_and_undefined_ones_last(shown):
    chart = shown(DocumentChart(load_theme("light")))
    chart.show_points(points())
    assert chart.order == ["d2", "d1", "d3"]
    assert (chart.document_at(0.4), chart.document_at(-0.7), chart.document_at(9)) == (
        *("d2", None, None),
    )


def test_a_click_on_a_point_chooses_its_document(qtbot, shown):
    chart = shown(DocumentChart(load_theme("dark")))
    chart.show_points(points())
    chart.mark("d1")
    with qtbot.waitSignal(chart.document_chosen) as chosen:
        click(qtbot, chart, 1, 0.9)
    assert chosen.args == ["d1"]


def test_another_theme_colours_ground_and_series(shown):
    chart = shown(DocumentChart(load_theme("light")))
    chart.show_points(points())
    dark = load_theme("dark")
    chart.set_theme(dark)
    assert chart.backgroundBrush().color() == dark.colours.panel
    assert chart.series_colours()[0] == dark.tags["blue"].ink
