"""Word documents: what they hide, delete, pack in or draw is read as shown, or said to be left."""

from __future__ import annotations

import pytest

from storage.documents.reading import ReadingOptions, ReadText
from storage.documents.registry import read_bytes
from storage.documents.symbol_fonts import symbol
from tests.storage.documents.samples import RELATIONS, W, bare_docx


def run(words: str, formats: str = "") -> str:
    return f'<w:r><w:rPr>{formats}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inner: str, formats: str = "") -> str:
    return f"<w:p><w:pPr>{formats}</w:pPr>{inner}</w:p>"


def word(body: str, *, headers: bool = False, **parts: str) -> ReadText:
    return read_bytes(bare_docx(body, parts), "a.docx", ReadingOptions(headers=headers))


def test_hidden_text_is_left_out_and_said() -> None:
    read = word(
        paragraph(run("seen") + run("not", "<w:vanish/>") + run("!", '<w:vanish w:val="0"/>'))
    )
    assert read.document.text == "seen!"
    assert "hidden" in read.remarks[0]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    read = word(paragraph(run("One "), gone) + paragraph(run("line.")) + paragraph(run("Two.")))
    assert read.document.text == "One line.\nTwo."


def test_the_title_is_known_by_the_name_of_its_style_in_any_language() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
        "</w:styles>"
    )
    broken = "<w:r><w:t>О</w:t><w:br/><w:t>нефти.</w:t></w:r>"
    body = paragraph(broken, '<w:pStyle w:val="a3"/>') + paragraph(run("Body."))
    assert word(body, styles=styles).document.title == "О нефти."


def test_headers_that_are_left_out_are_said_and_never_the_title() -> None:
    header = f'<w:hdr xmlns:w="{W}">{paragraph(run("Confidential"))}</w:hdr>'
    body = paragraph(run("The report")) + paragraph(run("It is long."))
    assert word(body, header=header).remarks == ("its headers and footers were left out.",)
    assert word(body, header=header, headers=True).document.title == "The report"


def test_a_table_within_a_cell_stays_in_the_cell() -> None:
    def table(*cells: str) -> str:
        return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"

    inner = table(paragraph(run("n1")), paragraph(run("n2")))
    assert (
        word(table(paragraph(run("A")) + inner, paragraph(run("B")))).document.text == "A n1 n2\tB"
    )


def test_a_page_that_is_packed_in_is_read() -> None:
    body = f'{paragraph(run("One."))}<w:altChunk xmlns:r="{RELATIONS}" r:id="r0"/>'
    page = "<html><body><p>Two.</p><p>Three.</p></body></html>"
    assert word(body, aFChunk=page).document.text == "One.\nTwo.\n\nThree."


def test_charts_and_diagrams_are_said_to_be_left_out() -> None:
    read = word(paragraph(run("One.")), chart="<c/>")
    assert read.remarks == ("its charts and diagrams were left out.",)


def test_signs_of_symbol_fonts_are_read_and_unknown_ones_counted() -> None:
    signs = '<w:sym w:font="Symbol" w:char="F0B1"/><w:sym w:font="Webdings" w:char="F021"/>'
    read = word(paragraph(f"<w:r>{signs}</w:r>"))
    assert (read.document.text, read.replaced) == ("±\ufffd", 1)


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [("Symbol", 0x61, "α"), ("symbol", 0xF0A3, "≤"), ("Wingdings", 0xFC, "✓"), ("Arial", 65, "�")],
)
def test_letters_of_symbol_fonts_mean_others(font: str, code: int, sign: str) -> None:
    assert symbol(font, code) == sign


def test_how_letters_are_read_stands_behind_them() -> None:
    ruby = f"<w:ruby><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby>"
    assert word(paragraph(f"<w:r>{ruby}</w:r>")).document.text == "漢字(かんじ)"
