"""What stands outside the article of a page: the lead is taken in, the rest is said."""

from __future__ import annotations

from storage.documents.page_rest import remark_on_rest, with_lead
from storage.documents.reading import ReadingOptions
from storage.documents.registry import read_bytes
from tests.storage.documents.samples import NEWS_PAGE, PARAGRAPH

LEAD = "What the minister did not say is what everybody wanted to hear from her, said the union."
ASIDE = "Readers who wish to write to us may do so at any time, under their name or without one. "


def test_the_lead_that_a_page_describes_itself_by_stands_before_its_article() -> None:
    assert with_lead("Body.", f"Menu\n{LEAD}\nBody.", LEAD) == f"{LEAD}\n\nBody."


def test_a_description_that_is_cut_short_tells_the_lead_as_well() -> None:
    assert with_lead("Body.", f"{LEAD}\nBody.", f"{LEAD[:80]}…").startswith(LEAD)


def test_an_article_that_has_its_lead_or_a_page_that_does_not_show_it_stay() -> None:
    assert with_lead(f"{LEAD} Body.", f"{LEAD} Body.", LEAD) == f"{LEAD} Body."
    assert with_lead("Body.", "Menu\nBody.", LEAD) == "Body."


def test_paragraphs_outside_the_article_are_counted_and_the_first_is_quoted() -> None:
    aside = ASIDE * 2
    (said,) = remark_on_rest("Body.", f"{aside}\nMenu\nBody.\n{PARAGRAPH * 2}")
    assert said.startswith("2 paragraphs of the page stand outside its article")
    assert "Readers who wish to write" in said
    assert list(remark_on_rest(f"Body. {aside}", f"Menu\nBody.\n{aside}")) == []


def test_a_page_says_what_is_not_in_its_text() -> None:
    page = NEWS_PAGE.replace("<footer>", f"<aside><p>{ASIDE * 2}</p></aside><footer>")
    read = read_bytes(page.encode(), "a.html")
    assert "outside its article" in read.remarks[0]
    assert read_bytes(page.encode(), "a.html", ReadingOptions(whole_page=True)).remarks == ()
