"""Fields are filled in from the article, on one key each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storage.project import open_project
from tests.e2e.driver import Driver


def values(path: Path, words: str) -> dict[str, Any]:
    """Return the attributes of the annotation of words in a project's file, as it is now."""
    with open_project(path, writable=False) as project:
        (document,) = project.documents.ids()
        found = project.annotations.of_document(document)
        return dict(next(a.attributes for a in found if a.quote == words))


def test_one_key_takes_what_the_words_propose_and_undo_takes_it_back(
    desk: Driver, file: Path
) -> None:
    words = "well over half a million"
    desk.select(words)
    desk.press("T")
    assert values(file, words) == {}
    desk.press("=")
    assert values(file, words) == {"value_min": 500000, "modifier": "more_than"}
    desk.press("Ctrl+Z")
    assert values(file, words) == {}
    desk.press("=", "=")
    assert desk.said == "The words of this span propose nothing that is still open."


def test_a_year_comes_from_the_documents_date_on_a_key_of_its_own(desk: Driver, file: Path) -> None:
    document = desk.session.document.id
    desk.session.set_document_details(document, None, {"published": "2019-02-05"})
    desk.select("recognised")
    desk.press("E", "=")
    assert values(file, "recognised") == {}
    assert "Ctrl+F12" in desk.said
    desk.press("Ctrl+F12")
    dated = {"date_start": "2019-01-23", "date_source": "document_date"}
    assert values(file, "recognised") == dated


def test_what_nobody_could_see_is_shown_before_it_is_taken(desk: Driver, file: Path) -> None:
    desk.press("Ctrl+2")
    desk.select("well over half a million")
    desk.press("T", "=")
    assert desk.bench.panes.pane_shown("pane-inspector")
    assert values(file, "well over half a million") == {}
    desk.press("=")
    assert values(file, "well over half a million")["value_min"] == 500000


def test_one_key_fills_in_the_same_as_last_time(desk: Driver, file: Path) -> None:
    first, second = "lambasted Humala", "support the Maduro government"
    desk.select(first)
    desk.press("S")
    desk.session.set_attributes([desk.session.current.id], {"position": "against", "form": "words"})
    desk.select(second)
    desk.press("S")
    desk.session.set_attributes([desk.session.current.id], {"position": "favor"})
    desk.session.set_attributes([desk.session.annotations[0].id], {"intensity": "strong"})
    desk.press(",")
    filled = {"position": "favor", "form": "words", "intensity": "strong"}
    assert values(file, second) == filled
    desk.press("Ctrl+Z")
    assert values(file, second) == {"position": "favor"}
