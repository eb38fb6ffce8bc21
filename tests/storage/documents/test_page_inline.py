"""What stands within the lines of a page comes through the extractor of articles unhurt."""

from __future__ import annotations

import pytest

from storage.documents.registry import read_bytes
from tests.storage.documents.samples import PARAGRAPH

LONG = f"<p>{PARAGRAPH}</p>" * 6
WITHIN = [
    ("<b>W</b>ord", "Word"),
    ("“<em>No</em>”, he said", "“No”, he said"),
    ("<q>no</q>, he said", "“no”, he said"),
    ("<q>„no“</q>", "„no“"),
    ("<q>no <i>way</i></q>.", "“no way”."),
    ("on <time>5 May</time>, they", "on 5 May, they"),
    ("<a href='/x'>Lima</a>’s mayor", "Lima’s mayor"),
    ("10<sup>6</sup>!", "10⁶!"),
    ("H<sub>2</sub>O", "H2O"),
    ("<span>A</span><span>B</span>", "AB"),
    ("<abbr>NA</abbr>TO, <cite>The Daily</cite>.", "NATO, The Daily."),
]


@pytest.mark.parametrize("around", ["", LONG], ids=["a short page", "a long one"])
@pytest.mark.parametrize(("inner", "text"), WITHIN)
def test_words_are_neither_parted_nor_dropped(inner: str, text: str, around: str) -> None:
    line = f"<p>He spoke of {inner} before he left the room with the others.</p>"
    page = f"<html><head><title>T</title></head><body><article>{around}{line}{around}</article>"
    read = read_bytes(page.encode(), "a.html").document.text
    assert f"He spoke of {text} before he left the room with the others." in read


@pytest.mark.parametrize("tag", ["div", "section", "center"])
def test_divisions_that_are_paragraphs_are_not_dropped_among_paragraphs(tag: str) -> None:
    lines = "".join(f"<p>{n}. {PARAGRAPH}</p>" for n in range(8))
    odd = f"<{tag}>He said no more than this.<br>Then he left.</{tag}>"
    page = f"<html><head><title>T</title></head><body><article>{lines}{odd}{lines}</article>"
    assert "than this.\nThen he left.\n" in read_bytes(page.encode(), "a.html").document.text


def test_the_hours_of_reports_in_a_list_are_kept() -> None:
    said = "".join(
        f"<li><time>10:{n}</time><p>Report {n} of this day: {PARAGRAPH[n:]}</p></li>"
        for n in range(10, 20)
    )
    page = f"<html><head><title>T</title></head><body><nav>Menu</nav><ul>{said}</ul></body></html>"
    read = read_bytes(page.encode(), "a.html")
    assert "10:15\n\nReport 15 of this day" in read.document.text
    assert "Menu" not in read.document.text
