"""A PDF is read column by column, its lines flow into paragraphs, and a scan is told as such."""

from __future__ import annotations

from importlib import metadata

import pytest

from storage.documents.page_layout import Line, flowing_text
from storage.documents.registry import read_bytes
from storage.errors import FormatError
from tests.storage.documents.samples import pdf

LEFT = (
    "The minister of finance said on Tues-",
    "day that the situation of the econ-",
    "omy had improved in this long year.",
    "Then he left the room and went off.",
)
RIGHT = (
    "Nobody asked him why the well-known",
    "figures were not the ones of March,",
    "and the press was content with less",
    "than it had been told the day before",
)


def columns(left=LEFT, right=RIGHT, top: float = 700) -> list[tuple[float, float, str]]:
    return [
        (x, top - 12 * n, words) for n in range(4) for x, words in ((50, left[n]), (310, right[n]))
    ]


def text_of(data: bytes) -> str:
    return read_bytes(data, "a.pdf").document.text


def test_two_columns_are_read_one_after_the_other_and_hyphenation_is_undone() -> None:
    text = text_of(
        pdf([[(50, 740, "A headline that spans both of the columns on this page"), *columns()]])
    )
    assert text.startswith("A headline that spans both")
    assert "said on Tuesday that the situation of the economy had improved" in text
    assert text.index("went off.") < text.index("Nobody asked")
    assert "why the well-known figures were" in text


def test_a_sentence_goes_on_over_columns_and_pages() -> None:
    page = [(50, 700 - 12 * n, words) for n, words in enumerate(RIGHT)]
    after = [(50, 700, "and that was all that anyone heard of it.")]
    assert "the day before and that was all" in text_of(pdf([page, after]))


def test_a_compound_keeps_the_hyphen_that_it_has_elsewhere() -> None:
    lines = (
        "It was a well-known man, so he was a well-",
        "known figure to all of the others there.",
    )
    assert "a well-known figure" in text_of(pdf([[(50, 700, lines[0]), (50, 688, lines[1])]]))


def test_a_table_is_read_row_by_row() -> None:
    cells = [("Country", "2001", "2002"), ("Peru", "4", "5"), ("Chile", "10", "12")]
    page = [
        (50 + 150 * column, 700 - 12 * row, words)
        for row, line in enumerate(cells)
        for column, words in enumerate(line)
    ]
    assert text_of(pdf([page])) == "Country\t2001\t2002\nPeru\t4\t5\nChile\t10\t12"


def test_a_gap_or_a_line_that_ends_early_ends_the_paragraph() -> None:
    lines = [
        Line("The first paragraph goes on to the end", 0, 90, 190, 100),
        Line("and ends here.", 0, 78, 70, 88),
        Line("The second one begins right below it,", 0, 66, 185, 76),
        Line("Far below stands the third one alone.", 0, 20, 185, 30),
    ]
    assert flowing_text([lines]) == (
        "The first paragraph goes on to the end and ends here.\n"
        "The second one begins right below it,\n\nFar below stands the third one alone."
    )


def test_letters_that_are_drawn_twice_to_look_bold_count_once() -> None:
    page = [(50, 700, "Bold words"), (50.3, 700, "Bold words"), (50, 660, "and others")]
    assert text_of(pdf([page])) == "Bold words\n\nand others"


def test_the_text_is_kept_with_the_reader_and_its_version() -> None:
    info = "/Title (On the economy) /Author (Ann Author)"
    document = read_bytes(pdf([columns()], info=info), "a.pdf").document
    assert document.original is not None
    assert document.original.reader == "pdfminer.six"
    assert document.original.reader_version == metadata.version("pdfminer.six")
    assert document.title == "On the economy"
    assert dict(document.details) == {"author": "Ann Author", "language": "en", "pages": 1}


def test_a_scan_is_reported_as_having_no_text() -> None:
    with pytest.raises(FormatError, match=r"its 2 pages are pictures.*OCR.*\.$"):
        text_of(pdf([[], []]))


def test_single_pages_without_text_are_named() -> None:
    read = read_bytes(pdf([columns(), [], []]), "a.pdf")
    assert read.remarks == ("no text on pages 2, 3 (pictures?).",)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", pdf([columns()])[:300], b"%PDF-1.4" + b"\x00" * 99]
)
def test_a_broken_pdf_is_refused_in_a_sentence_and_nothing_is_logged(data, caplog) -> None:
    with pytest.raises(FormatError, match=r"^a\.pdf .*\.$"):
        read_bytes(data, "a.pdf")
    assert caplog.records == []


def justified(*rows: tuple[str, ...], top: float = 700, left: float = 50) -> list[Line]:
    """A narrow justified column: the words of a row are spread from its left to its right."""
    lines = []
    for n, row in enumerate(rows):
        width = (150 - 5 * sum(map(len, row))) / max(1, len(row) - 1)
        x = left
        for words in row:
            y = top - 12 * n
            end = left + 150 if len(row) == 1 else x + 5 * len(words)
            lines.append(Line(words, x, y, end, y + 10))
            x += 5 * len(words) + width
    return lines


def test_the_wide_gaps_of_a_justified_column_part_words_and_not_cells() -> None:
    column = justified(
        ("Chief", "Justice", "John"),
        ("becoming a justice he had",),
        ("served", "in the office"),
        ("of the general for all those",),
        ("years and was never asked to",),
        ("leave it for another one that",),
    )
    assert flowing_text([column]) == (
        "Chief Justice John becoming a justice he had served in the office of the general for all "
        "those years and was never asked to leave it for another one that"
    )


def test_a_sentence_goes_on_over_columns_also_with_a_name() -> None:
    first = justified(*[("and they were all leaving for",)] * 3, ("a flight of two hours to New",))
    second = justified(*[("York where nobody knew them",)] * 4, left=300)
    assert "hours to New York where" in flowing_text([[*first, *second]])


def test_raised_numbers_stay_apart_from_those_before_them() -> None:
    raised = b"BT /F1 6 Tf 1 0 0 1 83.4 704 Tm (12) Tj ET\n"
    data = pdf([[(50, 700, "In 2018"), (96, 700, "it was")]])
    length = data[data.index(b"/Length ") + 8 : data.index(b" >>\nstream")]
    longer = str(int(length) + len(raised)).encode()
    data = data.replace(b"(In 2018) Tj ET\n", b"(In 2018) Tj ET\n" + raised)
    assert text_of(data.replace(b"/Length " + length, b"/Length " + longer)) == "In 2018¹² it was"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("/Subtype /Widget /FT /Tx /T (name) /V (Ann)", ("its fields that were filled in were",)),
        ("/Subtype /Text /Contents (Why?)", ("its comments were",)),
        ("/Subtype /Link /Contents (there)", ()),
        ("/Subtype /Widget /FT /Tx /V ()", ()),
    ],
)
def test_what_lies_upon_a_page_is_said_to_be_left_out(note: str, said: tuple[str, ...]) -> None:
    data = pdf([columns()])
    upon = f"/Annots [<< /Type /Annot {note} /Rect [0 0 9 9] >>] /MediaBox".encode()
    read = read_bytes(data.replace(b"/MediaBox", upon), "a.pdf")
    assert [remark.partition(" left")[0] for remark in read.remarks] == list(said)
