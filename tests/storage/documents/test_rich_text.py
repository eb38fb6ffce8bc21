"""Rich texts: letters of every font and code page, notes, boxes, tables; what is hidden is said."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.documents.reading import ReadingOptions, ReadText
from storage.documents.registry import read_bytes
from storage.documents.rtf_reader import RtfReader

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Times;}{\f2\fcharset128 Mincho;}"
    r"{\f3\fcharset2 Symbol;}}"
)


def rich(body: str, head: str = r"\ansi\ansicpg1252\deff0", **options: bool) -> ReadText:
    written = f"{{\\rtf1{head}{FONTS}{body}}}".encode()
    return read_bytes(written, "a.rtf", ReadingOptions(**options))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Gr\'fc\'dfe \f1\'cf\'f0\f0  \'e9", "Grüße Пр é"),
        ("\\f2\\'93\\'fa\\'96\n\\'7b", "日本"),
        (r"\uc1\u1055?\uc2\u1088\'cf\'cf\uc0\u1080.", "При."),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"a{\f3 m\'b3}b", "aμ≥b"),
        (r"\ldblquote x\rdblquote\~\emdash\{\\\}", "“x”\xa0—{\\}"),
        (r"{\upr{old}{\*\ud{\u1055?new}}}", "Пnew"),
    ],
)
def test_letters_are_read_in_the_encoding_of_their_font(body: str, text: str) -> None:
    assert rich(body).document.text == text


@pytest.mark.parametrize(("head", "code"), [(r"\mac", "8e"), (r"\pc", "82"), (r"\ansi", "e9")])
def test_the_head_names_the_code_page(head: str, code: str) -> None:
    assert rich(rf"\'{code}", head).document.text == "é"


def test_footnotes_stand_at_the_end_or_are_left_out() -> None:
    body = r"Fact{\super\chftn{\footnote\pard\chftn  Says\par who?}}. More."
    assert rich(body).document.text == "Fact[1]. More.\n[1] Says who?"
    assert rich(body, notes=False).document.text == "Fact. More."


def test_headers_are_a_choice_and_said_to_be_left_out() -> None:
    body = r"{\header Secret\par}{\footerr Page \chpgn}Body."
    assert rich(body, headers=True).document.text == "Secret\nBody.\nPage"
    assert rich(body).remarks == ("its headers and footers were left out.",)


def test_deleted_and_hidden_text_and_comments_are_left_out_and_said() -> None:
    read = rich(r"a{\deleted b}{\v c}{\*\annotation d}\v e\v0 f")
    assert read.document.text == "af"
    assert len(read.remarks) == 3


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    shape = (
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt Box\par}}{\shprslt{\*\do{\dptxbxtext Box}}}}"
    )
    assert rich(rf"One{shape} line.\par Two.").document.text == "One line.\nBox\nTwo."


def test_a_row_of_a_table_is_a_line_and_its_cells_are_parted_by_tabs() -> None:
    row = r"\trowd\pard\intbl a\par b\cell n1\nestcell n2\cell\row"
    assert rich(rf"{row}\pard After.").document.text == "a b\tn1 n2\nAfter."


def test_what_is_no_text_is_not_read() -> None:
    body = (
        r"A{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\pict 0102}{\*\unknown x}"
        r"{\object{\*\objdata 00}{\result R}}{\xe{index}}B"
    )
    assert rich(body).document.text == "AlinkRB"


def test_binary_data_is_passed_over() -> None:
    data = b"{\\rtf1 A{\\pict\\bin6 }{\\par}B}"
    assert read_bytes(data, "a.rtf").document.text == "AB"


def test_words_on_both_sides_of_any_break_stay_apart() -> None:
    assert rich(r"a\par b\line c\page d\column e\sect f").document.text == "a\nb\nc\nd\ne\nf"


def test_a_million_groups_are_read_in_bounded_time() -> None:
    started = time.perf_counter()
    assert read_bytes(b"{\\rtf1 " + b"{" * 300_000 + b"x", "a.rtf").document.text == "x"
    assert time.perf_counter() - started < 20


@given(st.lists(st.sampled_from((*"{}\\*x", r"\footnote", r"\u8364", r"\'e", r"\upr", r"\*\ud"))))
def test_whatever_stands_in_it_is_read_to_its_end(parts: list[str]) -> None:
    reader = RtfReader(f"{{\\rtf1 {''.join(parts)}".encode(), None, with_notes=True)
    reader.read()
    assert "".join(reader.body).count("x") <= parts.count("x")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1))
def test_every_letter_written_as_unicode_is_read_back(text: str) -> None:
    units = text.encode("utf-16-le")
    codes = (int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2))
    written = "".join(rf"\u{code - (code > 32767) * 65536}?" for code in codes)
    reader = RtfReader(f"{{\\rtf1 {written}}}".encode(), None, with_notes=True)
    reader.read()
    assert "".join(reader.body).encode("utf-16-le", "surrogatepass") == units
