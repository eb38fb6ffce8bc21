"""The numbers of lists in Word documents are written as Word draws them."""

from __future__ import annotations

import pytest

from storage.documents.registry import read_bytes
from storage.documents.word_numbering import counted_as
from tests.storage.documents.samples import W, bare_docx

Level = tuple[str, str]


def numbering(*levels: Level, more: str = "") -> str:
    drawn = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:suff w:val="space"/></w:lvl>'
        for n, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{drawn}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'
    )


def item(words: str, level: int = 0, number: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def text_of(body: str, **parts: str) -> str:
    return read_bytes(bare_docx(body, parts), "a.docx").document.text


def test_levels_are_counted_each_and_start_again_below_a_higher_one() -> None:
    body = item("a") + item("b", 1) + item("c", 1) + item("d") + item("e", 1)
    held = numbering(("decimal", "%1."), ("lowerLetter", "%1.%2)"))
    assert text_of(body, numbering=held) == "1. a\n1.a) b\n1.b) c\n2. d\n2.a) e"


def test_a_list_that_shares_its_levels_goes_on_unless_it_names_a_start() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", number=2) + item("c", number=3)
    held = numbering(("upperRoman", "%1."), more=more)
    assert text_of(body, numbering=held) == "I. a\nII. b\nV. c"


def test_a_style_may_number_its_paragraphs_and_a_paragraph_take_that_back() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:styleId="H2"><w:basedOn w:val="H"/></w:style>'
        "</w:styles>"
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="H2"/>{}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    body = styled.format("") + styled.format('<w:numPr><w:numId w:val="0"/></w:numPr>')
    held = numbering(("decimal", "Article %1"))
    assert text_of(body, numbering=held, styles=styles) == "Article 1 x\nx"


def test_bullets_are_marks_and_lists_without_numbers_have_none() -> None:
    body = item("a") + item("b", 1) + item("c", number=9)
    held = numbering(("bullet", "\uf0b7"), ("none", ""))
    assert text_of(body, numbering=held) == "• a\nb\nc"


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        *((28, "lowerLetter", "bb"), (1994, "upperRoman", "MCMXCIV"), (7, "decimalZero", "07")),
        *((3, "chineseCounting", "3"), (0, "lowerRoman", "0"), (10**6, "upperLetter", "1000000")),
    ],
)
def test_numbers_are_written_in_letters_and_figures(value: int, kind: str, written: str) -> None:
    assert counted_as(value, kind) == written
