"""What repeats at the head and foot of pages is no text of theirs; what stands near a text is."""

from __future__ import annotations

from storage.documents.page_furniture import without_furniture
from storage.documents.reading import ReadingOptions
from storage.documents.registry import read_bytes
from tests.storage.documents.samples import pdf

WORDS = "goes on to tell of the economy and of the people who"
Page = list[tuple[float, float, str]]


def page(number: int, *, head: float = 760) -> Page:
    body = [(50.0, 700.0 - 12 * n, f"in line {number}.{n} it {WORDS}") for n in range(20)]
    return [(50, head, "The Daily"), (400, head, f"{number}"), *body, (290, 40, f"- {number} -")]


def test_heads_and_feet_are_left_out_and_said() -> None:
    read = read_bytes(pdf([page(n) for n in range(1, 6)]), "a.pdf")
    assert "Daily" not in read.document.text
    assert " - " not in read.document.text
    assert "repeats at the head and foot" in read.remarks[0]
    assert f"{WORDS} in line 2.0" in read.document.text


def test_heads_and_feet_are_a_choice() -> None:
    read = read_bytes(pdf([page(n) for n in range(1, 6)]), "a.pdf", ReadingOptions(headers=True))
    assert read.document.text.count("The Daily") == 5
    assert read.remarks == ()


def test_of_two_pages_both_must_have_it() -> None:
    assert "Daily" not in read_bytes(pdf([page(1), page(2)]), "a.pdf").document.text
    other = [*page(2)[2:]]
    assert "The Daily" in read_bytes(pdf([page(1), other]), "a.pdf").document.text


def test_words_that_touch_the_text_stay_though_they_repeat() -> None:
    pages = [page(n, head=712) for n in range(1, 6)]
    assert read_bytes(pdf(pages), "a.pdf").document.text.count("The Daily") == 5


def test_pages_without_text_are_no_trouble() -> None:
    assert without_furniture([[], []]) == ([[], []], False)
