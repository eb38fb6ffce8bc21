"""OpenDocument texts: boxes stand behind their paragraph; what is left out is said."""

from __future__ import annotations

from storage.documents.reading import ReadingOptions
from storage.documents.registry import read_bytes
from tests.storage.documents.samples import ODF, epub, odt, packed


def test_comments_and_hidden_sections_are_left_out_and_said() -> None:
    read = read_bytes(
        odt(
            "<text:p>a<office:annotation><text:p>why?</text:p></office:annotation>b</text:p>"
            '<text:section text:display="none"><text:p>c</text:p></text:section>'
        ),
        "a.odt",
    )
    assert read.document.text == "ab"
    assert len(read.remarks) == 2


def test_a_shape_with_words_does_not_part_the_words_around_it() -> None:
    shape = '<d:custom-shape xmlns:d="d"><text:p>Shape</text:p></d:custom-shape>'
    assert read_bytes(odt(f"<text:p>on{shape}ly</text:p>"), "a.odt").document.text == "only\nShape"


def test_the_title_may_be_in_a_style_made_of_title_and_break_its_line() -> None:
    content = (
        f'<office:document-content {ODF} xmlns:style="s"><office:automatic-styles>'
        '<style:style style:name="P5" style:parent-style-name="Title"/></office:automatic-styles>'
        '<office:body><office:text><text:p text:style-name="P5">Who<text:line-break/>pays?</text:p>'
        "<text:p>Body.</text:p></office:text></office:body></office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    assert read_bytes(packed(parts), "a.odt").document.title == "Who pays?"


def test_headers_that_are_left_out_are_said_and_never_the_title() -> None:
    styles = (
        f'<office:document-styles {ODF} xmlns:style="s"><office:master-styles><style:master-page>'
        "<style:header><text:p>Secret</text:p></style:header></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )
    body = "<text:p>The report</text:p><text:p>It is long.</text:p>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
        "styles.xml": styles,
    }
    assert read_bytes(packed(parts), "a.odt").remarks == ("its headers and footers were left out.",)
    chosen = read_bytes(packed(parts), "a.odt", ReadingOptions(headers=True)).document
    assert (chosen.title, chosen.text) == ("The report", "Secret\nThe report\nIt is long.")


def test_chapters_that_are_not_there_are_counted_and_names_may_differ_in_case() -> None:
    book = epub(["<p>One.</p>", "<p>Two.</p>"])
    read = read_bytes(book.replace(b"OEBPS/text/c 1", b"OEBPS/Text/c 1"), "a.epub")
    assert read.document.text == "One.\n\nTwo."
    lost = read_bytes(book.replace(b"OEBPS/text/c 1", b"OEBPS/text/d 1"), "a.epub")
    assert lost.document.text == "One."
    assert lost.remarks == ("a chapter is missing in the file, or no text.",)


LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="I" style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'text:display-levels="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet '
    'text:level="1" text:bullet-char="\uf0b7"/></text:list-style>'
)


def with_lists(body: str) -> str:
    content = (
        f'<office:document-content {ODF} xmlns:style="s"><office:automatic-styles>{LISTS}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return read_bytes(packed(parts), "a.odt").document.text


def items(*inner: str, style: str = "L", more: str = "") -> str:
    held = "".join(f"<text:list-item>{each}</text:list-item>" for each in inner)
    return f'<text:list text:style-name="{style}" {more}>{held}</text:list>'


def test_the_numbers_and_marks_of_lists_are_written_as_they_are_drawn() -> None:
    inner = f"<text:p>b</text:p><text:p>more</text:p>{items('<text:p>c</text:p>')}"
    body = items("<text:p>a</text:p>", inner) + items("<text:p>d</text:p>", style="B")
    assert with_lists(body) == "I.\ta\nII.\tb\nmore\n(II.a)\tc\n•\td"


def test_a_list_starts_again_unless_it_goes_on() -> None:
    first, second = items("<text:p>a</text:p>"), items("<text:p>b</text:p>")
    third = items("<text:p>c</text:p>", more='text:continue-numbering="true"')
    assert with_lists(first + second + third) == "I.\ta\nI.\tb\nII.\tc"
